// Reads and writes gates.json, the gates that a version has to pass, and baseline.json, the scores it is compared with.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const share = z.number().min(0).max(1);
const Arm = z.strictObject({
  /** A score that is lower than its baseline by at most this much counts as equal. */
  tolerance: share,
  /** The suites that must exist, each with its minimum number of cases. Golden sets only grow; removing a line needs a reason. */
  sizes: z.record(z.string(), z.int().min(1)),
});

export const Gates = z.strictObject({
  /**
   * A suite below the floor is a ROLLBACK, also when its baseline is as low. The floor is the same for every suite and every
   * release.
   */
  floor: share,
  /** A score that is lower than its baseline by this much or more is a ROLLBACK. */
  regression: share,
  /** Scripted suites are deterministic, so no score may fall. */
  scripted: Arm,
  live: z.strictObject({
    ...Arm.shape,
    /** A live case passes when all of its tries pass: this many. */
    tries: z.int().min(1),
    /** From 1 to 5. A try fails when the judge gives the draft a lower score. */
    judgedFrom: z.int().min(1).max(5),
  }),
  /** Test files whose every test must hold. */
  invariants: z.array(z.string()).min(1),
});
export type Gates = z.infer<typeof Gates>;

/** The recorded score of a suite, with the digests of the data and of the prompt it was measured on. */
const Recorded = z.strictObject({
  score: share,
  size: z.int().min(1),
  dataset: z.string(),
  prompt: z.string().nullable(),
});
export type Recorded = z.infer<typeof Recorded>;
export type Baseline = Readonly<Record<string, Recorded>>;

const BaselineFile = z.strictObject({
  /** The release that was measured. */
  release: z.string(),
  scripted: z.record(z.string(), Recorded),
  /** Only a live run records these. `model` is the model that replied. */
  live: z.strictObject({ model: z.string().nullable(), suites: z.record(z.string(), Recorded) }),
});
export type BaselineFile = z.infer<typeof BaselineFile>;

const GATES_FILE = join(import.meta.dirname, "gates.json");
const BASELINE_FILE = join(import.meta.dirname, "baseline.json");

export const readGates = (): Gates => Gates.parse(JSON.parse(readFileSync(GATES_FILE, "utf8")));
export const readBaseline = (): BaselineFile => BaselineFile.parse(JSON.parse(readFileSync(BASELINE_FILE, "utf8")));
export const writeBaseline = (baseline: BaselineFile): void =>
  writeFileSync(BASELINE_FILE, `${JSON.stringify(BaselineFile.parse(baseline), null, 2)}\n`);

/** The baseline of an arm. Live scores of another model are no baseline, so the result is then empty. */
export const baselineOf = (file: BaselineFile, arm: { readonly live: string } | "scripted"): Baseline =>
  arm === "scripted" ? file.scripted : file.live.model === arm.live ? file.live.suites : {};
