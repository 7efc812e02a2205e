// The results of a benchmark: each is a number, perhaps with a goal. They are printed as lines with ✓ or ✗, or as JSON.
import process from "node:process";

export interface Result {
  readonly what: string;
  readonly value: number;
  /** At most, or at least, this much; absent where there is no goal. */
  readonly atMost?: number;
  readonly atLeast?: number;
}

const isMet = ({ value, atMost = Infinity, atLeast = -Infinity }: Result): boolean =>
  value <= atMost && value >= atLeast;
const rounded = (number: number): number => (Number.isFinite(number) ? Math.round(number * 100) / 100 : number);

/** Prints the results. The exit code is 1 when a goal is not met. */
export function printResults(results: readonly Result[], isJson: boolean): void {
  if (isJson) console.log(JSON.stringify(Object.fromEntries(results.map(({ what, value }) => [what, rounded(value)]))));
  else
    for (const result of results) {
      const { what, value, atMost, atLeast } = result;
      const goal = atMost === undefined ? (atLeast === undefined ? "" : ` (>= ${atLeast})`) : ` (<= ${atMost})`;
      console.log(`${goal === "" ? " " : isMet(result) ? "✓" : "✗"} ${what}: ${rounded(value)}${goal}`);
    }
  if (!results.every(isMet)) process.exitCode = 1;
}

/** The smallest number that so large a part of the numbers does not exceed. */
export const quantile = (numbers: readonly number[], part: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length * part) - 1] ?? Number.NaN;

export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

export const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
