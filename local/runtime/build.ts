// Builds the Workers into a folder, as a program of its own: the compiler's memory goes with it. Arguments: the folder, then a name and a main
// file for each Worker. Does nothing when the folder has the bundles of the same arguments and of sources with the same contents.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import * as z from "zod";
import { ROOT } from "../workers.ts";

const BUILTINS = new RegExp(`^(${builtinModules.filter((name) => !name.startsWith("_")).join("|")})$`);

const [folder = "", ...sources] = process.argv.slice(2);
const recordFile = join(folder, "built.json");

/** What the bundles were made of: the digest of each file, and of each bundle. */
const Built = z.object({ sources: z.array(z.string()), files: z.record(z.string(), z.string()) });

const digestOf = (file: string): string =>
  createHash("sha256")
    .update(readFileSync(join(ROOT, file)))
    .digest("hex");

function isBuilt(): boolean {
  try {
    const built = Built.parse(JSON.parse(readFileSync(recordFile, "utf8")));
    return (
      built.sources.join() === sources.join() &&
      Object.entries(built.files).every(([file, digest]) => digestOf(file) === digest)
    );
  } catch {
    // There is no record, or a file is gone.
    return false;
  }
}

async function buildAll(): Promise<void> {
  // Imported only when needed: most starts build nothing.
  const { build } = await import("esbuild");
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: sources.map((source) => {
      const [name = "", main = ""] = source.split("=");
      return { out: name, in: main };
    }),
    outdir: folder,
    metafile: true,
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
  // The sources, the bundles, and this program, which has the options.
  const files = [
    ...Object.keys(metafile.inputs),
    ...Object.keys(metafile.outputs),
    "local/runtime/build.ts",
    "package-lock.json",
  ];
  const record = { sources, files: Object.fromEntries(files.map((file) => [file, digestOf(file)])) };
  writeFileSync(recordFile, JSON.stringify(record));
}

try {
  if (!isBuilt()) await buildAll();
} catch (cause) {
  // The compiler's message names file and line.
  console.error(cause instanceof Error ? cause.message : String(cause));
  process.exit(1);
}
