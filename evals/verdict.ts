// PROMOTE, HOLD or ROLLBACK: what a version's scores mean beside the recorded baseline. Pure; README.md says it in words.
import type { ReleaseVerdict } from "../schema/lists.ts";
import type { Baseline, Gates, Recorded } from "./gates.ts";

/** What came of one suite, and what it was measured on. */
export interface SuiteScore {
  readonly suite: string;
  /** Null: it was skipped. */
  readonly score: number | null;
  /** How many cases. */
  readonly size: number;
  readonly dataset: string;
  readonly prompt: string | null;
}

export interface Measured {
  readonly arm: "scripted" | "live";
  readonly scores: readonly SuiteScore[];
  /** Invariants that do not hold, by name. */
  readonly broken: readonly string[];
  /** The answers came from the local peer, which has no model behind it. */
  readonly isPeer: boolean;
}

/** Why it is not PROMOTE; `of` is a suite or an invariant. */
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
  /** Empty with PROMOTE. */
  readonly reasons: readonly Reason[];
}

/** The worst reason decides. All are told. */
export function verdictOf(measured: Measured, baseline: Baseline, gates: Gates): Judged {
  const { arm, scores, broken, isPeer } = measured;
  const reasons: Reason[] = broken.map((of) => ({ verdict: "ROLLBACK", of, reason: "invariant_broken" }));
  for (const suite of Object.keys(gates[arm].sizes)) {
    const found = scores.find((one) => one.suite === suite);
    const suiteReasons = found ? reasonsOf(found, baseline[suite], gates, arm) : [hold("skipped")];
    reasons.push(...suiteReasons.map((one) => ({ ...one, of: suite })));
  }
  // A suite that no gate names has no size to hold it to.
  for (const { suite } of scores)
    if (gates[arm].sizes[suite] === undefined) reasons.push({ ...hold("too_small"), of: suite });
  if (isPeer) reasons.push({ ...hold("peer"), of: arm });
  const isWorst = reasons.some(({ verdict }) => verdict === "ROLLBACK");
  return { verdict: isWorst ? "ROLLBACK" : reasons.length > 0 ? "HOLD" : "PROMOTE", reasons };
}

type SuiteReason = Omit<Reason, "of">;
const hold = (reason: Reason["reason"]): SuiteReason => ({ verdict: "HOLD", reason });
const rollback = (reason: Reason["reason"]): SuiteReason => ({ verdict: "ROLLBACK", reason });

/** Scores are shares of few cases: what differs by less than this is the same. */
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
  // No number at all is as bad as a low one.
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
