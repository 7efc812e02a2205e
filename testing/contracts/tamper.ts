// One edit of an honest log, of every kind, wherever the log is kept: each is found, with its name and at its place. What can be written
// anew without a trace inside it (a whole stream, its end) is found by what is given from outside: the root, or the heads of before.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { LONG_MILLISECONDS, runs } from "../properties.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { BY_KEY, EDITS, type Given, IN_ORDER, rootOf, streamsOf } from "./edits.ts";
import { anyStory, type House, told } from "../honest-log.ts";

/** A fault as far as it is looked at here. */
interface Named {
  readonly name: string;
  readonly streamId: string | null;
  readonly version: number | null;
}

/** Somewhere a log can be kept, and be edited by somebody who reaches what is stored. */
export interface Medium {
  readonly order: "as they stand" | "by key";
  /** What is found in `rows`, which were `honest` once. `pick` is for whatever else a forger may choose. */
  readonly judge: (
    rows: readonly EventRow[],
    of: { readonly honest: readonly EventRow[]; readonly given: Given; readonly pick: number },
  ) => Promise<readonly Named[]>;
  /** Runs of the daily slice. */
  readonly slice: number;
}

const inOrder = (house: House): EventRow[] => streamsOf(house.rows()).flatMap((stream) => stream.rows);

/** Holds a medium to it. */
export function describeTampering(what: string, { order, judge, slice }: Medium): void {
  const edits = { ...EDITS, ...(order === "by key" ? BY_KEY : IN_ORDER) };

  describe(`one edit of ${what}`, () => {
    it.for(Object.entries(edits))("is found: %s", { timeout: LONG_MILLISECONDS }, async ([, edit], { expect }) => {
      let found = 0;
      await fc.assert(
        fc.asyncProperty(anyStory(30), fc.nat(9_999), fc.nat(99_999), async (story, where, pick) => {
          const house = await told(story);
          const rows = inOrder(house);
          const index = where % (rows.length || 1);
          const row = rows[index];
          const place = row && { house, rows, row, index, pick };
          const after = place && edit.of(place);
          fc.pre(after !== null && after !== undefined);
          const given = edit.given?.(place!) ?? {};
          const faults = await judge(after, { honest: rows, given, pick });
          const version = edit.off === null ? null : row!.version + (edit.off ?? 0);
          const there = version === null ? {} : { streamId: row!.streamId, version };
          expect(faults).toContainEqual(expect.objectContaining({ name: edit.name, ...there }));
          found += 1;
        }),
        { ...runs(slice), maxSkipsPerRun: 1_000 },
      );
      expect(found).toBeGreaterThanOrEqual(runs(slice).numRuns);
    });

    it("is not found where there is none", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
      await fc.assert(
        fc.asyncProperty(anyStory(30), fc.nat(9_999), async (story, pick) => {
          const house = await told(story);
          const honest = inOrder(house);
          fc.pre(honest.length > 0);
          const outside = { root: rootOf(honest), before: honest };
          for (const given of [{}, outside, { keys: house.keys }])
            expect(await judge(honest, { honest, given, pick })).toEqual([]);
        }),
        runs(slice),
      );
    });
  });
}
