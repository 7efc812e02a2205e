// The text of a verdict for the terminal: a table of the suites, the verdict, and each reason against PROMOTE.
import type { Baseline } from "./gates.ts";
import type { Judged, Reason, SuiteScore } from "./verdict.ts";

const WORDS: Readonly<Record<Reason["reason"], string>> = {
  invariant_broken: "the invariant does not hold",
  below_floor: "is below the floor",
  regressed: "is far below its baseline",
  skipped: "was skipped",
  too_small: "has fewer cases than its gate asks for",
  no_baseline: "has no recorded baseline",
  dataset_shrank: "has fewer cases than its baseline",
  dataset_changed: "has other cases than its baseline: record a new baseline in the same commit",
  prompt_changed: "has another prompt than its baseline: record a new baseline in the same commit",
  fell: "is below its baseline",
  peer: "was answered by the local peer, which has no model behind it",
};

const shown = (score: number | null | undefined): string =>
  score === null || score === undefined ? "–" : score.toFixed(3);

/** The table of one arm. `arm` is its first heading. */
export function tableOf(
  arm: string,
  scores: readonly SuiteScore[],
  baseline: Baseline,
  { verdict, reasons }: Judged,
): string {
  const rows = scores.map(({ suite, size, score }) => [
    suite,
    String(size),
    shown(score),
    shown(baseline[suite]?.score),
  ]);
  const lines = [[arm, "cases", "score", "baseline"], ...rows].map(([name = "", ...numbers]) =>
    [name.padEnd(14), ...numbers.map((one) => one.padStart(9))].join(""),
  );
  const why = reasons.map((one) => `  ${one.verdict.padEnd(8)}  ${one.of}: ${WORDS[one.reason]}`);
  return [...lines, `${arm}: ${verdict}`, ...why].join("\n");
}
