// A Vite plugin for the simulator's tests: `?mutant=name` loads a module and its imports as a separate copy with the change of that mutant.
import type { Plugin } from "vitest/config";
import { mutated, type MutantName } from "./mutants.ts";

const QUERY = /\?mutant=([\w-]+)$/;
/** Folders whose modules are copied. All other modules are shared with the original. */
const COPIED = /\/(domain|durable-objects|workers)\/[^?]*\.tsx?$/;

export function simulated(): Plugin {
  return {
    name: "holdpoint-simulated",
    enforce: "pre",
    async resolveId(source, importer, options) {
      const name = importer && QUERY.exec(importer)?.[1];
      if (!name || !source.startsWith(".")) return undefined;
      const resolved = await this.resolve(source, importer.replace(QUERY, ""), { ...options, skipSelf: true });
      return resolved && COPIED.test(resolved.id) ? `${resolved.id}?mutant=${name}` : resolved;
    },
    transform(code, id) {
      const name = QUERY.exec(id)?.[1];
      return name ? mutated(name as MutantName, id.replace(QUERY, ""), code) : null;
    },
  };
}
