// Builds the Workers into a folder, as a program of its own: the compiler's memory goes with it. Arguments: the folder, then a name and a main
// file for each Worker.
import { build } from "esbuild";
import { builtinModules } from "node:module";
import { ROOT } from "../workers.ts";

const BUILTINS = new RegExp(`^(${builtinModules.filter((name) => !name.startsWith("_")).join("|")})$`);

const [folder = "", ...sources] = process.argv.slice(2);
const entryPoints = sources.map((source) => {
  const [name = "", main = ""] = source.split("=");
  return { out: name, in: main };
});

try {
  await build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: folder,
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["browser", "module", "main"],
    external: ["cloudflare:*", "node:*"],
    // The runtime knows Node's modules by their full names only.
    plugins: [
      {
        name: "node-modules",
        setup: ({ onResolve }) =>
          onResolve({ filter: BUILTINS }, ({ path }) => ({ path: `node:${path}`, external: true })),
      },
    ],
    loader: { ".css": "text" },
    define: { "process.env.NODE_ENV": '"production"' },
    // Smaller in memory. Names in errors stay.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    keepNames: true,
    logLevel: "silent",
  });
} catch (cause) {
  // The compiler's message names file and line.
  console.error(cause instanceof Error ? cause.message : String(cause));
  process.exit(1);
}
