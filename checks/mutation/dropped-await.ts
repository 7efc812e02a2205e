// A Vite plugin for one generated mutant: HOLDPOINT_DROPPED_AWAIT names an await (testing/awaits.ts), and its file is loaded without it, in
// Node and in workerd. The bundles that the pipeline and page tests start are built by esbuild, not by Vite, so they stay as they are.
import { relative } from "node:path";
import type { Plugin } from "vitest/config";
import { ROOT } from "../../local/workers.ts";

const DROPPED_AWAIT = "HOLDPOINT_DROPPED_AWAIT";

/** The plugin, when the variable names an await; otherwise none. */
export function droppedAwait(): Plugin[] {
  const name = process.env[DROPPED_AWAIT];
  const file = name?.slice(0, name.indexOf(": "));
  if (name === undefined || file === undefined) return [];
  return [
    {
      name: "holdpoint-dropped-await",
      enforce: "pre",
      // Vitest keeps transformed modules on disk. Under the usual key, a mutant would be the module of all later runs, or never be made.
      configureVitest: ({ defineCacheKeyGenerator }) => defineCacheKeyGenerator(() => name),
      async transform(code, id) {
        if (relative(ROOT, id) !== file) return null;
        const { withoutAwait } = await import("../../testing/awaits.ts");
        return withoutAwait(file, code, name);
      },
    },
  ];
}

/** The environment of a test run without this await. */
export const withoutIt = (name: string): NodeJS.ProcessEnv => ({ ...process.env, [DROPPED_AWAIT]: name });
