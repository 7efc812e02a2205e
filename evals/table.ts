// How a verdict is told to a person: a table of the suites, the verdict, and what stands against it.
import type { Baseline } from "./gates.ts";
import type { Judged, Reason, SuiteScore } from "./verdict.ts";

const WORDS: Readonly<Record<Reason["reason"], string>> = {
  invariant_broken: "an invariant does not hold",
  below_floor: "is below the floor",
  regressed: "fell far below its baseline",
  skipped: "was skipped",
  too_small: "has fewer cases than its gate asks for",
  no_baseline: "has no recorded baseline",
  dataset_shrank: "has fewer cases than its baseline",
  dataset_changed: "has other cases than its baseline: record it anew, in the same commit",
  prompt_changed: "has another prompt than its baseline: record it anew, in the same commit",
  fell: "fell below its baseline",
  peer: "was played by the local peer, which has no model behind it",
};

const shown = (score: number | null | undefined): string =>
  score === null || score === undefined ? "–" : score.toFixed(3);

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
