// The verdict on a version: PROMOTE, HOLD or ROLLBACK, from its scores, the recorded baseline and the gates. Pure. README.md explains the rules.
import type { ReleaseVerdict } from "../schema/lists.ts";
import type { Baseline, Gates, Recorded } from "./gates.ts";

/** The score of one suite, and the data and prompt it was measured on. */
export interface SuiteScore {
  readonly suite: string;
  /** Null when the suite was skipped. */
  readonly score: number | null;
  /** The number of cases. */
  readonly size: number;
  readonly dataset: string;
  readonly prompt: string | null;
}

export interface Measured {
  readonly arm: "scripted" | "live";
  readonly scores: readonly SuiteScore[];
  /** The test files of invariants that do not hold. */
  readonly broken: readonly string[];
  /** Whether the local peer answered, which has no model behind it. */
  readonly isPeer: boolean;
}

/** A reason against PROMOTE. `of` is a suite, an invariant or an arm. */
export interface Reason {
  readonly verdict: Exclude<ReleaseVerdict, "PROMOTE">;
  readonly of: string;
  readonly reason:
    | "invariant_broken"
    | "below_floor"
    | "regressed"
    | "skipped"
    | "too_small"
    | "no_baseline"
    | "dataset_shrank"
    | "dataset_changed"
    | "prompt_changed"
    | "fell"
    | "peer";
}

export interface Judged {
  readonly verdict: ReleaseVerdict;
  /** Empty for PROMOTE. */
  readonly reasons: readonly Reason[];
}

/** The verdict and all its reasons; the worst reason decides. */
export function verdictOf(measured: Measured, baseline: Baseline, gates: Gates): Judged {
  const { arm, scores, broken, isPeer } = measured;
  const reasons: Reason[] = broken.map((of) => ({ verdict: "ROLLBACK", of, reason: "invariant_broken" }));
  for (const suite of Object.keys(gates[arm].sizes)) {
    const found = scores.find((one) => one.suite === suite);
    const suiteReasons = found ? reasonsOf(found, baseline[suite], gates, arm) : [hold("skipped")];
    reasons.push(...suiteReasons.map((one) => ({ ...one, of: suite })));
  }
  // The gates name no size for this suite, so its number of cases proves nothing.
  for (const { suite } of scores)
    if (gates[arm].sizes[suite] === undefined) reasons.push({ ...hold("too_small"), of: suite });
  if (isPeer) reasons.push({ ...hold("peer"), of: arm });
  const isWorst = reasons.some(({ verdict }) => verdict === "ROLLBACK");
  return { verdict: isWorst ? "ROLLBACK" : reasons.length > 0 ? "HOLD" : "PROMOTE", reasons };
}

type SuiteReason = Omit<Reason, "of">;
const hold = (reason: Reason["reason"]): SuiteReason => ({ verdict: "HOLD", reason });
const rollback = (reason: Reason["reason"]): SuiteReason => ({ verdict: "ROLLBACK", reason });

/** Scores that differ by less are equal: the difference is a rounding error of floating-point numbers. */
const SAME = 1e-9;

function reasonsOf(
  found: SuiteScore,
  recorded: Recorded | undefined,
  gates: Gates,
  arm: Measured["arm"],
): SuiteReason[] {
  const { score, size, dataset, prompt } = found;
  const { sizes, tolerance } = gates[arm];
  if (score === null) return [hold("skipped")];
  const reasons: SuiteReason[] = [];
  // Written so that NaN is below the floor, too.
  if (!(score >= gates.floor - SAME)) reasons.push(rollback("below_floor"));
  if (size < (sizes[found.suite] ?? Infinity)) reasons.push(hold("too_small"));
  if (recorded === undefined) return [...reasons, hold("no_baseline")];
  const fell = recorded.score - score;
  if (fell >= gates.regression - SAME) reasons.push(rollback("regressed"));
  else if (fell > tolerance + SAME) reasons.push(hold("fell"));
  if (size < recorded.size) reasons.push(hold("dataset_shrank"));
  else if (dataset !== recorded.dataset) reasons.push(hold("dataset_changed"));
  if (prompt !== recorded.prompt) reasons.push(hold("prompt_changed"));
  return reasons;
}
