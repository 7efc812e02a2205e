// The contract test of every storage of a log, a file or a database. It makes one edit in a valid log, for every kind of edit,
// and checks that verification reports the right fault at the right version. A rewritten stream or a truncated end leaves no
// trace in the log itself: such an edit is found with outside knowledge, the root or earlier heads.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { LONG_MILLISECONDS, runs } from "../properties.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { BY_KEY, EDITS, type Given, IN_ORDER, rootOf, streamsOf } from "./edits.ts";
import { anyStory, type HonestDeployment, deploymentAfter } from "../honest-log.ts";

/** The fields of a fault that the test compares. */
interface Named {
  readonly name: string;
  readonly streamId: string | null;
  readonly version: number | null;
}

/** A storage of a log whose rows an attacker can edit. */
export interface Medium {
  /** "as they stand": rows have any order, as in a file. "by key": rows have a unique key, as in a database. */
  readonly order: "as they stand" | "by key";
  /**
   * The faults that verification finds in `rows`, which were `honest` before. `pick` is a random number for further choices of
   * the attacker.
   */
  readonly judge: (
    rows: readonly EventRow[],
    of: { readonly honest: readonly EventRow[]; readonly given: Given; readonly pick: number },
  ) => Promise<readonly Named[]>;
  /** The number of runs in a normal test run. */
  readonly slice: number;
}

const inOrder = (deployment: HonestDeployment): EventRow[] =>
  streamsOf(deployment.rows()).flatMap((stream) => stream.rows);

/** Runs the contract test on a storage. */
export function describeTampering(what: string, { order, judge, slice }: Medium): void {
  const edits = { ...EDITS, ...(order === "by key" ? BY_KEY : IN_ORDER) };

  describe(`one edit of ${what}`, () => {
    it.for(Object.entries(edits))("is reported: %s", { timeout: LONG_MILLISECONDS }, async ([, edit], { expect }) => {
      let found = 0;
      await fc.assert(
        fc.asyncProperty(anyStory(30), fc.nat(9_999), fc.nat(99_999), async (story, where, pick) => {
          const deployment = await deploymentAfter(story);
          const rows = inOrder(deployment);
          const index = where % (rows.length || 1);
          const row = rows[index];
          const place = row && { deployment, rows, row, index, pick };
          const after = place && edit.of(place);
          fc.pre(after !== null && after !== undefined);
          const given = edit.given?.(place!) ?? {};
          const faults = await judge(after, { honest: rows, given, pick });
          const version =
            typeof edit.off === "number" || edit.off === undefined ? row!.version + (edit.off ?? 0) : null;
          const stream = edit.off === null ? {} : { streamId: row!.streamId };
          const there = version === null ? stream : { ...stream, version };
          expect(faults).toContainEqual(expect.objectContaining({ name: edit.name, ...there }));
          found += 1;
        }),
        { ...runs(slice), maxSkipsPerRun: 1_000 },
      );
      expect(found).toBeGreaterThanOrEqual(runs(slice).numRuns);
    });

    it("is not reported in an unchanged log", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
      await fc.assert(
        fc.asyncProperty(anyStory(30), fc.nat(9_999), async (story, pick) => {
          const deployment = await deploymentAfter(story);
          const honest = inOrder(deployment);
          fc.pre(honest.length > 0);
          const outside = { root: rootOf(honest), before: honest };
          for (const given of [{}, outside, { keys: deployment.keys }])
            expect(await judge(honest, { honest, given, pick })).toEqual([]);
        }),
        runs(slice),
      );
    });
  });
}
