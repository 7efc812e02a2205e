// The result of the last run of the evals, as a file for other programs: `npm run deploy`, or a CI. Git ignores the file.
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { Instant } from "../schema/formats.ts";
import { ReleaseVerdict } from "../schema/lists.ts";

const Arm = z.strictObject({
  verdict: ReleaseVerdict,
  reasons: z.array(z.strictObject({ verdict: ReleaseVerdict, of: z.string(), reason: z.string() })),
  scores: z.array(
    z.strictObject({
      suite: z.string(),
      score: z.number().nullable(),
      size: z.int(),
      dataset: z.string(),
      prompt: z.string().nullable(),
    }),
  ),
  /** The digest of all files that can change a score. A result with another digest says nothing about these sources. */
  sources: z.string(),
  at: Instant,
});
export const EvalsResult = z.strictObject({
  release: z.string(),
  scripted: Arm,
  live: z
    .strictObject({
      ...Arm.shape,
      /** The model that replied; null when no model was asked. */
      model: z.string().nullable(),
      isPeer: z.boolean(),
    })
    .nullable(),
});
export type EvalsResult = z.infer<typeof EvalsResult>;

const ROOT = join(import.meta.dirname, "..");
export const RESULT_FILE = join(ROOT, "dist/evals.json");

/** The last result; null when the file is missing or unreadable, which means that these sources have not been judged. */
export function readResult(file = RESULT_FILE): EvalsResult | null {
  try {
    return EvalsResult.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

export function writeResult(result: EvalsResult, file = RESULT_FILE): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(EvalsResult.parse(result), null, 2)}\n`);
}

/** The product's code, and the evals with their data. Tests and settings are not part of the digest; release-gate.ts reads the settings. */
const SOURCES = [
  "{schema,domain,drizzle,durable-objects,workers}/**/*.{ts,tsx}",
  "evals/**/*.{ts,json,jsonl}",
  "samples/corpora/{titles,names,forms}/*.jsonl",
];
const NOT_SOURCES = ["**/*.test.ts", "**/dist/**", "**/env.d.ts", "**/samples.ts"];

export const sourceFiles = (): readonly string[] =>
  SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT, exclude: NOT_SOURCES })).toSorted();

export function sourcesDigest(): string {
  const hash = createHash("sha256");
  for (const file of sourceFiles())
    hash
      .update(`${file}\u0000`)
      .update(readFileSync(join(ROOT, file)))
      .update("\u0000");
  return hash.digest("hex");
}
