// How a test loads the suites over a planted regression: `?planted=3` loads a module, and what it imports of ours, as a copy of its own in which
// that regression's change is made.
import type { Plugin } from "vitest/config";
import { changedSource } from "../testing/changed-source.ts";
import { REGRESSIONS } from "./planted.ts";

const QUERY = /\?planted=(\d+)$/;
/** The suites and what they run. The rest is shared with the original. */
const COPIED = /\/(evals|schema|domain|workers)\/[^?]*\.ts$/;

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
