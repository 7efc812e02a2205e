// Tests the comparison of rows of holds with what the objects say: what is named, and that a hold which changes meanwhile is not.
import { describe, it } from "vitest";
import { NO_HOLDS } from "../../domain/contact/compare-head.ts";
import type { HoldRow } from "../../schema/shipment.ts";
import { objectsThat } from "../../testing/contact/calls.ts";
import { ada, grace, holdRow } from "../../testing/rows.ts";
import { type Answered, differingHolds } from "./compare-holds.ts";

const open = holdRow("open");
const ended = holdRow("ended", { state: "expired" });
const answerOf = (row: HoldRow | null): Answered => ({
  streamId: ada,
  answer: { relation: "equal", version: 2, logged: true, holds: { open: row, ended: [ended.holdId] } },
});

/** Compares, while each reading finds the next of these rows. */
async function compareWith(readings: readonly (readonly HoldRow[])[], { own = open } = {}) {
  const [asked, left] = [[] as string[], [...readings]];
  const found = await differingHolds([answerOf(open), { ...answerOf(null), streamId: grace }], {
    object: objectsThat((streamId) => ({
      Compare: async () => {
        asked.push(streamId);
        return answerOf(own).answer;
      },
    })),
    head: async () => null,
    holdRows: async () => left.shift() ?? [],
  });
  return { found: [...found], asked };
}

describe("rows of holds", () => {
  it("are read once when they are as the objects say, and no object is asked again", async ({ expect }) => {
    expect(await compareWith([[open, ended]])).toEqual({ found: [], asked: [] });
  });

  it("are compared again before they are named, because a hold may have changed meanwhile", async ({ expect }) => {
    const later = holdRow("open", { version: 2, assignedTo: "grace" });
    expect(
      await compareWith(
        [
          [later, ended],
          [later, ended],
        ],
        { own: later },
      ),
    ).toEqual({ found: [], asked: [ada] });
  });

  it.for([
    ["has other words", [holdRow("open", { shown: '{"body":"x"}' }), ended], "holds.hd_open shown"],
    ["was deleted", [ended], "holds.hd_open row"],
    [
      "was closed and another opened again",
      [holdRow("open", { state: "approved" }), holdRow("ended")],
      "holds.hd_open state; holds.hd_ended state",
    ],
  ] as const)("are named when one %s", async ([, rows, named], { expect }) => {
    const { found } = await compareWith([rows, rows]);
    expect(found[0]).toEqual([ada, `read_model_differs ${named}`]);
  });

  it("are not read for streams without holds, and not compared with an object that no longer answers", async ({
    expect,
  }) => {
    const streams = [{ streamId: ada, answer: { ...answerOf(null).answer, holds: NO_HOLDS } }];
    const fails = async (): Promise<never> => {
      throw new Error("not asked");
    };
    const ports = { object: objectsThat(() => ({})), head: fails, holdRows: fails };
    expect((await differingHolds(streams, ports)).size).toBe(0);
    const silent = { ...ports, holdRows: async () => [] };
    expect((await differingHolds([answerOf(open)], silent)).size).toBe(0);
  });
});
