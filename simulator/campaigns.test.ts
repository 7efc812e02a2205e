import { describe, it } from "vitest";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { campaign } from "./campaign.ts";
import { isFull } from "./full.ts";
import type { World } from "./world.ts";

const CAMPAIGNS = isFull ? 1_000 : 40;

/** What all campaigns together must contain. Otherwise they leave something untested. */
const SOMETIMES = [
  ...["crash_before", "crash_after", "reply_lost", "refused"].map((kind) => `fault ${kind}`),
  ...[
    "superseded",
    "erased",
    "not_wanted",
    "already_settled",
    "changed",
    "vetoed",
    "list_unreadable",
    "approval_void",
    "already_claimed",
    "invalid",
  ].map((reason) => `refusal ${reason}`),
  "claim taken up again",
  "claim settled before",
  "click while the log is down",
  ...["confirmed", "dismissed", "approved", "rejected", "expired", "voided"].map((end) => `hold ${end}`),
  ...["hot_reply", "hold_open", "approval_voided", "dispatch_uncertain", "receipt_conflict"].map(
    (kind) => `task ${kind}`,
  ),
  ...["dispatched", "uncertain", "superseded", "vetoed", "erased", "too_soon", "sequence_closed", "hold_open"].map(
    (end) => `run ${end}`,
  ),
  ...["initial", "reply", "followup", "skip"].map((action) => `action ${action}`),
];

function* metIn({ ledger, met }: World): Generator<string> {
  yield* met;
  for (const id of ledger.streams()) {
    const { runs, holds, tasks } = ledger.of(id).contact;
    for (const { end, action } of Object.values(runs)) yield* [`run ${end}`, `action ${action}`];
    for (const { end } of Object.values(holds)) yield `hold ${end?.as}`;
    for (const { kind } of Object.values(tasks)) yield `task ${kind}`;
  }
}

/** The seed of a failed campaign, to run it again. */
const again = process.env["HOLDPOINT_SEED"];

describe("random campaigns", () => {
  it.runIf(again)("keep every invariant with the seed of the environment", async ({ expect }) => {
    expect((await campaign(Number(again))).violations).toEqual([]);
  });

  it.skipIf(again)(
    "keep every invariant, become quiet, and together contain every fault, refusal and end",
    async ({ expect }) => {
      const met = new Set<string>();
      for (let seed = 1; seed <= CAMPAIGNS; seed += 1) {
        const { world, violations, fired } = await campaign(seed);
        expect(violations, `HOLDPOINT_SEED=${seed}`).toEqual([]);
        for (const kind of fired.keys()) met.add(`fault ${kind}`);
        for (const what of metIn(world)) met.add(what);
      }
      expect(SOMETIMES.filter((what) => !met.has(what))).toEqual([]);
    },
    LONG_MILLISECONDS * (isFull ? 3 : 1),
  );
});
