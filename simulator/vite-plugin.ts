// A Vite plugin for the simulator's tests: `?mutant=name` loads a module and its imports as a separate copy with the change of that mutant;
// `?mutant=every-await`, as a copy in which each thrown-away await has a switch (testing/awaits.ts).
import { join, relative } from "node:path";
import type { Plugin } from "vitest/config";
import { ROOT } from "../local/workers.ts";
import { importers } from "../testing/importers.ts";
import { mutated, type MutantName, MUTANTS } from "./mutants.ts";

export const EVERY_AWAIT = "every-await";

const QUERY = /\?mutant=([\w-]+)$/;
/** Folders whose modules may be copied. A mutant copies those that import its changed file, and shares all others with the original. */
const COPIED = /\/(domain|durable-objects|workers)\/[^?]*\.tsx?$/;

export function simulated(): Plugin {
  const imports = importers(COPIED);
  const isCopied = (id: string, name: string): boolean =>
    COPIED.test(id) && (name === EVERY_AWAIT || imports(id, join(ROOT, MUTANTS[name as MutantName].file)));
  return {
    name: "holdpoint-simulated",
    enforce: "pre",
    async resolveId(source, importer, options) {
      const name = importer && QUERY.exec(importer)?.[1];
      if (!name || !source.startsWith(".")) return undefined;
      const resolved = await this.resolve(source, importer.replace(QUERY, ""), { ...options, skipSelf: true });
      return resolved && isCopied(resolved.id, name) ? `${resolved.id}?mutant=${name}` : resolved;
    },
    async transform(code, id) {
      const name = QUERY.exec(id)?.[1];
      if (!name) return null;
      const path = id.replace(QUERY, "");
      return name === EVERY_AWAIT ? switched(path, code) : mutated(name as MutantName, path, code);
    },
  };
}

/** A module with its switches, which names them when it is loaded. */
async function switched(path: string, code: string): Promise<string | null> {
  // Only this mutant needs the parser of TypeScript, which takes a while to load.
  const { awaitsIn, withSwitches } = await import("../testing/awaits.ts");
  const file = relative(ROOT, path);
  const names = awaitsIn(file, code).map(({ name }) => name);
  if (names.length === 0) return null;
  return `${withSwitches(file, code)};\n(globalThis.awaitsLoaded ??= []).push(...${JSON.stringify(names)});`;
}
