// The build of a release, as one file: the bundles of its Workers. The release before this one is kept here, so that tests run its Workers and objects
// beside those of this release. `npm run freeze -- <release>` writes the file of a release for the next one.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import * as z from "zod";
import { bundleIn } from "../../local/runtime/bundles.ts";
import { WORKERS } from "../../local/workers.ts";

const Build = z.strictObject({
  /** What it was built from: a release, or a commit where there was none yet. */
  of: z.string(),
  /** The bundle of each Worker, by its name. */
  workers: z.record(z.string(), z.string()),
});
export type Build = z.infer<typeof Build>;

const FILE = join(import.meta.dirname, "before.json.br");

/** The build of the release before this one. */
export const buildBefore = (): Build =>
  Build.parse(JSON.parse(brotliDecompressSync(readFileSync(FILE)).toString("utf8")));

/** The bundles in a folder. */
export const buildIn = (folder: string, of: string): Build => ({
  of,
  workers: Object.fromEntries(WORKERS.map(({ name }) => [name, readFileSync(bundleIn(folder, name), "utf8")])),
});

/** The Workers share most of their text, so they are compressed as one, with a window that sees all of it: eleven megabytes become one. */
export function keepBuild(build: Build): void {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  writeFileSync(FILE, brotliCompressSync(JSON.stringify(Build.parse(build)), { params }));
}
