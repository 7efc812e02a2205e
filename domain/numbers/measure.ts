// Makes a number from what was counted: a share, an average, percentiles, or what is missing for it. It counts nothing.
import type { Figure, NumberDefinition } from "../../schema/numbers.ts";

/** A number as people read it. `missing` says why it is not known yet: no share of nothing is shown. */
export type NumberValue =
  | { readonly kind: "share"; readonly out: number; readonly of: number; readonly share: number }
  | { readonly kind: "time"; readonly of: number; readonly p50: number; readonly p90: number; readonly p99: number }
  | { readonly kind: "count"; readonly of: number }
  | { readonly kind: "average"; readonly of: number; readonly sum: number; readonly average: number }
  | {
      readonly kind: "ratio";
      readonly of: number;
      readonly part: number;
      readonly whole: number;
      readonly share: number;
    }
  | { readonly kind: "missing"; readonly missing: string };

/** The value of a figure. A count of none is a number; any other number of none is missing. */
export function valueOf({ unit, missing }: Pick<NumberDefinition, "unit" | "missing">, figure: Figure): NumberValue {
  const { of, out, sum, whole, times } = figure;
  if (unit === "count") return { kind: "count", of };
  if (of === 0) return { kind: "missing", missing };
  switch (unit) {
    case "share":
      return { kind: "share", out, of, share: out / of };
    case "time":
      return {
        kind: "time",
        of,
        p50: percentile(times, of, 50),
        p90: percentile(times, of, 90),
        p99: percentile(times, of, 99),
      };
    case "tokens":
    case "micro_dollars":
    case "words":
    case "rows":
      return { kind: "average", of, sum, average: sum / of };
    case "sentences":
      return { kind: "ratio", of, part: sum, whole, share: whole === 0 ? 0 : sum / whole };
  }
}

/** The smallest time that at least `percent` of the leads did not exceed (nearest rank). `times` ascend, and are of `count` leads. */
function percentile(times: Figure["times"], count: number, percent: number): number {
  const rank = Math.ceil((percent * count) / 100);
  let seen = 0;
  for (const [milliseconds, leads] of times) {
    seen += leads;
    if (seen >= rank) return milliseconds;
  }
  return 0;
}
