// The gates a version has to pass, and the baseline it is compared with. Both are data beside this file.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const share = z.number().min(0).max(1);
const Arm = z.strictObject({
  /** How much less than the baseline is still the same. */
  tolerance: share,
  /** The suites there must be, and how many cases each has at least. A golden set only grows; a line that goes needs its reason. */
  sizes: z.record(z.string(), z.int().min(1)),
});

export const Gates = z.strictObject({
  /** A suite below it is a ROLLBACK, whatever the baseline says. The same for every suite, every release and every change of a score. */
  floor: share,
  /** A fall of so much against the baseline is a ROLLBACK. */
  regression: share,
  /** Deterministic, so nothing of it may fall. */
  scripted: Arm,
  live: z.strictObject({
    ...Arm.shape,
    /** A live case passes when all of so many tries pass. */
    tries: z.int().min(1),
    /** From 1 to 5: a judge that says less lets the try fail. */
    judgedFrom: z.int().min(1).max(5),
  }),
  /** Test files whose every test must hold. */
  invariants: z.array(z.string()).min(1),
});
export type Gates = z.infer<typeof Gates>;

/** What is recorded of a suite: its score, and of which data and which prompt. */
const Recorded = z.strictObject({
  score: share,
  size: z.int().min(1),
  dataset: z.string(),
  prompt: z.string().nullable(),
});
export type Recorded = z.infer<typeof Recorded>;
export type Baseline = Readonly<Record<string, Recorded>>;

const BaselineFile = z.strictObject({
  /** The release whose scores these are. */
  release: z.string(),
  scripted: z.record(z.string(), Recorded),
  /** Recorded by a live run only; `model` is whose replies they were. */
  live: z.strictObject({ model: z.string().nullable(), suites: z.record(z.string(), Recorded) }),
});
export type BaselineFile = z.infer<typeof BaselineFile>;

const GATES_FILE = join(import.meta.dirname, "gates.json");
const BASELINE_FILE = join(import.meta.dirname, "baseline.json");

export const readGates = (): Gates => Gates.parse(JSON.parse(readFileSync(GATES_FILE, "utf8")));
export const readBaseline = (): BaselineFile => BaselineFile.parse(JSON.parse(readFileSync(BASELINE_FILE, "utf8")));
export const writeBaseline = (baseline: BaselineFile): void =>
  writeFileSync(BASELINE_FILE, `${JSON.stringify(BaselineFile.parse(baseline), null, 2)}\n`);

/** What of a baseline an arm is compared with: another model's live scores are none. */
export const baselineOf = (file: BaselineFile, arm: { readonly live: string } | "scripted"): Baseline =>
  arm === "scripted" ? file.scripted : file.live.model === arm.live ? file.live.suites : {};
