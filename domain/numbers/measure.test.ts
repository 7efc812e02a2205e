// Tests how a number is made from what was counted: percentiles by nearest rank, and no share of nothing.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { Figure } from "../../schema/numbers.ts";
import { runs } from "../../testing/properties.ts";
import { valueOf } from "./measure.ts";

const NOTHING: Figure = { of: 0, out: 0, sum: 0, whole: 0, times: [] };
const missing = "no lead began in these days";

describe("a number", () => {
  it("is missing while nothing is counted, except for a count", ({ expect }) => {
    for (const unit of ["share", "time", "tokens", "micro_dollars", "words", "rows", "sentences"] as const)
      expect(valueOf({ unit, missing }, NOTHING)).toEqual({ kind: "missing", missing });
    expect(valueOf({ unit: "count", missing }, NOTHING)).toEqual({ kind: "count", of: 0 });
  });

  it("is a share or an average of what is counted", ({ expect }) => {
    const figure = { ...NOTHING, of: 8, out: 2, sum: 20 };
    expect(valueOf({ unit: "share", missing }, figure)).toEqual({ kind: "share", of: 8, out: 2, share: 0.25 });
    expect(valueOf({ unit: "micro_dollars", missing }, figure)).toEqual({
      kind: "average",
      of: 8,
      sum: 20,
      average: 2.5,
    });
  });

  it("is a share of sums", ({ expect }) => {
    const figure = { ...NOTHING, of: 3, sum: 2, whole: 8 };
    const ratio = { kind: "ratio", of: 3, part: 2, whole: 8, share: 0.25 };
    expect(valueOf({ unit: "sentences", missing }, figure)).toEqual(ratio);
    expect(valueOf({ unit: "sentences", missing }, { ...figure, sum: 0, whole: 0 })).toMatchObject({ share: 0 });
  });

  it("has the percentiles that a sorted list has", ({ expect }) => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 300 }), (list) => {
        const sorted = list.toSorted((one, other) => one - other);
        const times = [...Map.groupBy(sorted, (time) => time)].map(([time, own]) => [time, own.length] as const);
        const at = (percent: number) => sorted[Math.ceil((percent * sorted.length) / 100) - 1];
        expect(valueOf({ unit: "time", missing }, { ...NOTHING, of: list.length, times })).toEqual({
          kind: "time",
          of: list.length,
          p50: at(50),
          p90: at(90),
          p99: at(99),
        });
      }),
      runs(200),
    );
  });
});
