// Properties of the gate and the ladder: which inputs never change a decision, and in which direction time and flags may change it.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { History } from "../schema/answers.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { Action, ActionReason, Flag, Verdict, VetoReason } from "../schema/lists.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { type ActionDecision, decideAction } from "../domain/rules/ladder.ts";
import { gateOf } from "./gate.ts";
import { newHistory } from "./people.ts";
import { DAY_MS } from "../schema/time.ts";

const NOW = Date.parse(newHistory.at);
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

function decide(history: History, listed: boolean): ActionDecision {
  const gate = gateOf(history, listed);
  return gate.ok ? decideAction(gate.value, samplePolicy.ladder, null) : { action: "skip", reason: gate.error.reason };
}

const flags = fc.record({
  do_not_contact: fc.boolean(),
  bounced: fc.boolean(),
  unsubscribed: fc.boolean(),
  replied: fc.boolean(),
});
const noFlags = fc.constant(newHistory.flags);
const memory: fc.Arbitrary<History["memory"]> = fc.array(
  fc.record({
    runId: fc.constant(newHistory.runId),
    action: fc.constantFrom(...Action.options),
    reason: fc.constantFrom(...ActionReason.options),
    verdict: fc.option(fc.constantFrom(...Verdict.options), { nil: null }),
    ended: fc.option(fc.constantFrom("dispatched", "rejected", "vetoed", "expired"), { nil: null }),
  }),
  { maxLength: 10 },
);
/** The time since the last send, half of the time within two milliseconds of a boundary. */
const sentAgo = fc.oneof(
  fc.integer({ min: -DAY_MS, max: 20 * DAY_MS }),
  fc
    .tuple(fc.constantFrom(...samplePolicy.ladder.followupDays), fc.integer({ min: -2, max: 2 }))
    .map(([days, off]) => days * DAY_MS + off),
);
const historyWith = (set: fc.Arbitrary<History["flags"]>): fc.Arbitrary<History> =>
  fc
    .record({
      flags: set,
      sequence: fc.integer({ min: 0, max: 6 }),
      sentAgo,
      isWaiting: fc.boolean(),
      sequenceClosed: fc.boolean(),
      beside: fc.boolean(),
      memory,
    })
    .map(({ sentAgo: ago, isWaiting, ...rest }) => ({
      ...newHistory,
      ...rest,
      lastSentAt: rest.sequence === 0 ? null : iso(NOW - ago),
      unansweredAt: isWaiting ? newHistory.at : null,
    }));

const anyHistory = historyWith(fc.oneof(noFlags, flags));

describe("the gate", { timeout: LONG_MILLISECONDS }, () => {
  it("finds every reason that is set, in the order of VetoReason; the first one is the reason of the veto", ({
    expect,
  }) => {
    fc.assert(
      fc.property(anyHistory, fc.boolean(), (history, listed) => {
        const set = VetoReason.options.filter((reason) => (reason === "suppressed" ? listed : history.flags[reason]));
        const gate = gateOf(history, listed);
        expect(gate.ok ? [] : gate.error.hits).toEqual(set);
        expect(gate.ok ? undefined : gate.error.reason).toBe(set[0]);
      }),
      runs(500),
    );
  });

  it("stays closed when one more flag is set, and a flag that is later in the order never becomes the reason", ({
    expect,
  }) => {
    fc.assert(
      fc.property(anyHistory, fc.boolean(), fc.constantFrom(...Flag.options), (history, listed, flag) => {
        const before = gateOf(history, listed);
        const after = gateOf({ ...history, flags: { ...history.flags, [flag]: true } }, listed);
        expect(after.ok).toBe(false);
        if (before.ok || after.ok) return;
        const order = (reason: VetoReason) => VetoReason.options.indexOf(reason);
        expect(order(after.error.reason)).toBe(Math.min(order(before.error.reason), order(flag)));
      }),
      runs(500),
    );
  });

  it("depends only on flags and list", ({ expect }) => {
    fc.assert(
      fc.property(anyHistory, anyHistory, fc.boolean(), (one, other, listed) => {
        const ofOne = gateOf(one, listed);
        const ofOther = gateOf({ ...other, flags: one.flags }, listed);
        expect(ofOther.ok).toBe(ofOne.ok);
        if (!ofOne.ok && !ofOther.ok) expect(ofOther.error).toEqual(ofOne.error);
      }),
      runs(300),
    );
  });
});

describe("the ladder", { timeout: LONG_MILLISECONDS }, () => {
  it("changes from too soon to due once, and time changes nothing else", ({ expect }) => {
    fc.assert(
      fc.property(historyWith(noFlags), fc.array(fc.nat(20 * DAY_MS), { maxLength: 8 }), (history, later) => {
        const moments = [0, ...later].toSorted((a, b) => a - b);
        const reasons = moments.map((ms) => decide({ ...history, at: iso(NOW + ms) }, false).reason);
        const turns = reasons.filter((reason, index) => index > 0 && reason !== reasons[index - 1]);
        expect(turns.length).toBeLessThanOrEqual(1);
        if (turns.length === 1) expect([reasons[0], turns[0]]).toEqual(["too_soon", "followup_due"]);
      }),
      runs(500),
    );
  });

  it("never has a shorter wait after more sends", ({ expect }) => {
    fc.assert(
      fc.property(historyWith(noFlags), (history) => {
        if (history.sequence === 0 || decide(history, false).reason !== "too_soon") return;
        expect(decide({ ...history, sequence: history.sequence + 1 }, false).action).toBe("skip");
      }),
      runs(500),
    );
  });

  it("has one reason for each action, and skips for every other reason", ({ expect }) => {
    const acts: Readonly<Record<string, string>> = {
      reply_due: "reply",
      first_contact: "initial",
      followup_due: "followup",
    };
    fc.assert(
      fc.property(anyHistory, fc.boolean(), (history, listed) => {
        const { action, reason } = decide(history, listed);
        expect(action).toBe(acts[reason] ?? "skip");
      }),
      runs(500),
    );
  });

  it("never acts for a vetoed contact", ({ expect }) => {
    fc.assert(
      fc.property(anyHistory, fc.constantFrom(...VetoReason.options), (history, against) => {
        const set = against === "suppressed" ? {} : { [against]: true };
        const { action, reason } = decide(
          { ...history, flags: { ...history.flags, ...set } },
          against === "suppressed",
        );
        expect(action).toBe("skip");
        expect(VetoReason.options).toContain(reason);
      }),
      runs(300),
    );
  });

  it("does not depend on memory or the version of the stream, nor on the lookups of an unlisted contact", ({
    expect,
  }) => {
    fc.assert(
      fc.property(
        anyHistory,
        fc.boolean(),
        memory,
        fc.integer({ min: 1, max: 9_999 }),
        (history, listed, other, version) => {
          const lookups = listed ? history.lookups : [];
          expect(decide({ ...history, memory: other, version, lookups }, listed)).toEqual(decide(history, listed));
        },
      ),
      runs(300),
    );
  });
});
