// The frozen outcomes of the scripted path, and the differences from them. `baseline.json` has the digest, which is compared. The outcomes
// themselves are stored beside it, compressed; they are read only to show a difference.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import * as z from "zod";
import { canonicalJson, sha256 } from "../../schema/canonical.ts";
import type { FixtureOutcome } from "./run.ts";
import { Hex64 } from "../../schema/formats.ts";

const MARK_FILE = join(import.meta.dirname, "baseline.json");
const OUTCOMES_FILE = join(import.meta.dirname, "baseline.ndjson.br");

const Mark = z.strictObject({
  fixtures: z.int(),
  entries: z.int(),
  /** SHA-256 over the canonical JSON of all outcomes, one line each. */
  sha256: Hex64,
});
export type Mark = z.infer<typeof Mark>;

const OutcomeLine = z.strictObject({ id: z.string(), asked: z.string(), entries: z.array(z.string()) });

/** Outcomes repeat texts of much earlier outcomes. The widest window makes the file a third of its size with a small window. */
const PACKING = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 };

const linesOf = (outcomes: readonly FixtureOutcome[]): string =>
  outcomes.map((one) => `${canonicalJson(one)}\n`).join("");

export const markOf = (outcomes: readonly FixtureOutcome[]): Mark => ({
  fixtures: outcomes.length,
  entries: outcomes.reduce((sum, { entries }) => sum + entries.length, 0),
  sha256: sha256(linesOf(outcomes)),
});

export const frozenMark = (): Mark => Mark.parse(JSON.parse(readFileSync(MARK_FILE, "utf8")));

export function frozenOutcomes(): readonly FixtureOutcome[] {
  const lines = brotliDecompressSync(readFileSync(OUTCOMES_FILE)).toString("utf8").trimEnd().split("\n");
  return lines.map((line) => OutcomeLine.parse(JSON.parse(line)));
}

/** Writes these outcomes as the new baseline. */
export function freeze(outcomes: readonly FixtureOutcome[]): void {
  writeFileSync(OUTCOMES_FILE, brotliCompressSync(linesOf(outcomes), { params: PACKING }));
  writeFileSync(MARK_FILE, `${JSON.stringify(markOf(outcomes), null, 2)}\n`);
}

/** The first difference between an outcome and the baseline. `undefined` is a missing value. */
export interface Difference {
  readonly fixture: string;
  /** Counted from 0. Null when the fixture itself differs, or exists on one side only. */
  readonly entry: number | null;
  /** The kind of the entry: `event ActionDecided`, `message plan`. */
  readonly what: string;
  readonly path: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** The first difference of each fixture that differs, in the order of the baseline. */
export function differencesOf(
  expected: readonly FixtureOutcome[],
  found: readonly FixtureOutcome[],
): readonly Difference[] {
  const now = new Map(found.map((one) => [one.id, one]));
  const frozenIds = new Set(expected.map(({ id }) => id));
  return [
    ...expected.flatMap((one) => differenceOf(one, now.get(one.id)) ?? []),
    ...found.filter(({ id }) => !frozenIds.has(id)).map(({ id, asked }) => another(id, undefined, asked)),
  ];
}

const another = (fixture: string, expected: unknown, found: unknown): Difference => ({
  fixture,
  entry: null,
  what: "fixture",
  path: "asked",
  expected,
  found,
});

function differenceOf(expected: FixtureOutcome, found: FixtureOutcome | undefined): Difference | null {
  const { id: fixture } = expected;
  if (found?.asked !== expected.asked) return another(fixture, expected.asked, found?.asked);
  const length = Math.max(expected.entries.length, found.entries.length);
  for (let entry = 0; entry < length; entry += 1) {
    const [was, is] = [expected.entries[entry], found.entries[entry]];
    if (was === is) continue;
    const [before, after] = [was, is].map((text) => (text === undefined ? undefined : (JSON.parse(text) as unknown)));
    return { fixture, entry, what: nameOf(before ?? after), ...leafOf(before, after) };
  }
  return null;
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** The first leaf that differs, with its path. */
function leafOf(
  expected: unknown,
  found: unknown,
  path: readonly string[] = [],
): Omit<Difference, "fixture" | "entry" | "what"> {
  if (isTree(expected) && isTree(found)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
    const name = names.find((one) => same(expected[one], found[one]) === false);
    if (name !== undefined) return leafOf(expected[name], found[name], [...path, name]);
  }
  return { path: path.join("."), expected, found };
}

const same = (one: unknown, other: unknown): boolean =>
  one === undefined || other === undefined ? one === other : canonicalJson(one) === canonicalJson(other);

const Named = z.object({
  entry: z.string(),
  value: z.object({ type: z.string().optional(), queue: z.string().optional() }).catch({}),
});
const nameOf = (value: unknown): string => {
  const { entry, value: named } = Named.parse(value);
  return [entry, named.type ?? named.queue].filter(Boolean).join(" ");
};
