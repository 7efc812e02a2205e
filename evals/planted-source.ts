// A Vite plugin for tests of planted regressions. An import with `?planted=3` loads a separate copy of the module and of the project's
// modules that it imports; in this copy, regression 3 of planted.ts is applied. Modules that do not import the changed file are shared with
// the original.
import { join } from "node:path";
import type { Plugin } from "vitest/config";
import { ROOT } from "../local/workers.ts";
import { changedSource } from "../testing/changed-source.ts";
import { importers } from "../testing/importers.ts";
import { REGRESSIONS } from "./planted.ts";

const QUERY = /\?planted=(\d+)$/;
/** Files that may be copied: the suites, the code they run, and what makes values of its classes. */
const COPIED = /\/((evals|schema|domain|workers)\/[^?]*|testing\/readings)\.ts$/;

export function plantedSource(): Plugin {
  const planted = Object.entries(REGRESSIONS);
  const imports = importers(COPIED);
  const isCopied = (id: string, number: string): boolean =>
    COPIED.test(id) && imports(id, join(ROOT, planted[Number(number)]?.[1].file ?? ""));
  return {
    name: "holdpoint-planted",
    enforce: "pre",
    async resolveId(source, importer, options) {
      const number = importer && QUERY.exec(importer)?.[1];
      if (!number || !source.startsWith(".")) return undefined;
      const resolved = await this.resolve(source, importer.replace(QUERY, ""), { ...options, skipSelf: true });
      return resolved && isCopied(resolved.id, number) ? `${resolved.id}?planted=${number}` : resolved;
    },
    transform(code, id) {
      const [name, regression] = planted[Number(QUERY.exec(id)?.[1] ?? -1)] ?? [];
      return name && regression && id.replace(QUERY, "").endsWith(`/${regression.file}`)
        ? changedSource(code, regression.changes, name)
        : null;
    },
  };
}
