// A Vite plugin for tests of planted regressions. An import with `?planted=3` loads a separate copy of the module and of the project's
// modules that it imports; in this copy, regression 3 of planted.ts is applied.
import type { Plugin } from "vitest/config";
import { changedSource } from "../testing/changed-source.ts";
import { REGRESSIONS } from "./planted.ts";

const QUERY = /\?planted=(\d+)$/;
/** Files that are copied: the suites, the code they run, and what makes values of its classes. All other modules are shared with the original. */
const COPIED = /\/((evals|schema|domain|workers)\/[^?]*|testing\/readings)\.ts$/;

export function plantedSource(): Plugin {
  const planted = Object.entries(REGRESSIONS);
  return {
    name: "holdpoint-planted",
    enforce: "pre",
    async resolveId(source, importer, options) {
      const number = importer && QUERY.exec(importer)?.[1];
      if (!number || !source.startsWith(".")) return undefined;
      const resolved = await this.resolve(source, importer.replace(QUERY, ""), { ...options, skipSelf: true });
      return resolved && COPIED.test(resolved.id) ? `${resolved.id}?planted=${number}` : resolved;
    },
    transform(code, id) {
      const [name, regression] = planted[Number(QUERY.exec(id)?.[1] ?? -1)] ?? [];
      return name && regression && id.replace(QUERY, "").endsWith(`/${regression.file}`)
        ? changedSource(code, regression.changes, name)
        : null;
    },
  };
}
