// The tables of docs/cost.md, made from the counted costs.
import type { Call, SampleCosts } from "./sample-leads.ts";

export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
};

const STEPS = { plan_tasks: "planner", write_draft: "composer" } as const;
type CostedStep = keyof typeof STEPS;
const isCostedStep = (step: string): step is CostedStep => step in STEPS;

/** Input tokens that the provider had not cached. This is the part that differs from lead to lead. */
export const uncachedOf = ({ tokensIn, tokensCached }: Pick<Call, "tokensIn" | "tokensCached">): number =>
  tokensIn - tokensCached;

const dollars = (micro: number): string => `$${(micro / 1_000_000).toFixed(6)}`;
const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;

const stepCells = (calls: readonly Call[]): string[] =>
  calls.length === 0
    ? ["–", "–", "–"]
    : [uncachedOf, ({ tokensCached }: Call) => tokensCached, ({ tokensOut }: Call) => tokensOut].map((of) =>
        String(calls.reduce((sum, call) => sum + of(call), 0)),
      );

/** A row for each sample: the tokens of both steps, the number of calls, and their total cost. */
export function samplesTable({ calls }: SampleCosts): string {
  const head = ["sample", "planner: new", "kept", "out", "composer: new", "kept", "out", "calls", "cost"];
  const rows = [...calls].map(([id, all]) =>
    row(
      id.replace(/^sample /, ""),
      ...stepCells(all.filter(({ step }) => step === "plan_tasks")),
      ...stepCells(all.filter(({ step }) => step === "write_draft")),
      all.length,
      dollars(all.reduce((sum, { costMicroDollars }) => sum + costMicroDollars, 0)),
    ),
  );
  return [row(...head), row(...head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows].join("\n");
}

/** The median call of each step with its cost, and the cost of a thousand leads with one call of each step. */
export function mediansTable({ calls }: SampleCosts): string {
  const all = [...calls.values()].flat();
  const head = ["a call of the", "new tokens in", "kept tokens in", "tokens out", "cost"];
  const of = (step: CostedStep, number: (call: Call) => number): number =>
    median(all.filter((call) => call.step === step).map(number));
  const steps = Object.keys(STEPS).filter(isCostedStep);
  const rows = steps.map((step) =>
    row(
      STEPS[step],
      of(step, uncachedOf),
      of(step, ({ tokensCached }) => tokensCached),
      of(step, ({ tokensOut }) => tokensOut),
      dollars(of(step, ({ costMicroDollars }) => costMicroDollars)),
    ),
  );
  const thousand = steps.reduce((sum, step) => sum + of(step, ({ costMicroDollars }) => costMicroDollars), 0) * 1_000;
  return [
    row(...head),
    row("---", ...head.slice(1).map(() => "---:")),
    ...rows,
    "",
    `A thousand leads with one call of each: ${`$${(thousand / 1_000_000).toFixed(2)}`}.`,
  ].join("\n");
}
