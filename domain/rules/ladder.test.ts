// Tests the ladder: which action each rung chooses, the order of the rungs, and the time at which a follow-up is due.
import { describe, it } from "vitest";
import type { History } from "../../schema/answers.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import type { ActionReason } from "../../schema/lists.ts";
import { decideAction, followupDueMs, writtenToMailbox } from "./ladder.ts";
import { clearedOf, daysAgo, NOW } from "../../testing/stages/planner.ts";

const decide = (history: Partial<History>) => decideAction(clearedOf(history), samplePolicy.ladder, null);

/** Sets every condition at once, so that each rung is tried with all rungs below it. */
const everything = { sequence: 1, lastSentAt: daysAgo(1), unansweredAt: NOW, sequenceClosed: true, beside: true };

describe("the ladder", () => {
  it.for<readonly [string, Partial<History>, string, ActionReason]>([
    ["skips beside an edited hold", everything, "skip", "hold_open"],
    ["answers a message before anything else", { ...everything, beside: false }, "reply", "reply_due"],
    [
      "skips when the sequence is closed",
      { ...everything, beside: false, unansweredAt: null },
      "skip",
      "sequence_closed",
    ],
    ["sends the first message when nothing was ever sent", {}, "initial", "first_contact"],
    ["answers a message also when nothing was ever sent", { unansweredAt: NOW }, "reply", "reply_due"],
    [
      "skips when the sequence is closed, also when nothing was ever sent",
      { sequenceClosed: true },
      "skip",
      "sequence_closed",
    ],
    ["skips as too soon one day after the first message", { sequence: 1, lastSentAt: daysAgo(1) }, "skip", "too_soon"],
    [
      "follows up thirty days after the first message",
      { sequence: 1, lastSentAt: daysAgo(30) },
      "followup",
      "followup_due",
    ],
    ["is complete after three follow-ups", { sequence: 4, lastSentAt: daysAgo(365) }, "skip", "sequence_complete"],
    [
      "is complete, not too soon, right after the last follow-up",
      { sequence: 4, lastSentAt: NOW },
      "skip",
      "sequence_complete",
    ],
    [
      "is complete after any higher number of sends",
      { sequence: 200, lastSentAt: daysAgo(365) },
      "skip",
      "sequence_complete",
    ],
  ])("%s", ([, history, action, reason], { expect }) => {
    expect(decide(history)).toEqual({ action, reason });
  });

  it.for(samplePolicy.ladder.followupDays.map((days, index) => [days, index + 1] as const))(
    "waits %i days, to the millisecond, after send %i",
    ([days, sequence], { expect }) => {
      expect(decide({ sequence, lastSentAt: daysAgo(days, -1) }).reason).toBe("too_soon");
      expect(decide({ sequence, lastSentAt: daysAgo(days) }).reason).toBe("followup_due");
      expect(decide({ sequence, lastSentAt: daysAgo(days, 1) }).reason).toBe("followup_due");
    },
  );

  it("skips as too soon when the last send is in the future", ({ expect }) => {
    expect(decide({ sequence: 1, lastSentAt: daysAgo(-400) }).reason).toBe("too_soon");
  });

  it("waits the same number of hours over the days on which clocks change", ({ expect }) => {
    // Berlin: 25 October 2026 has 25 hours, 28 March 2027 has 23. Ages are counted in hours, not in dates.
    expect(decide({ sequence: 1, lastSentAt: "2026-10-24T12:00:00.000Z", at: "2026-10-27T11:59:59.999Z" }).reason).toBe(
      "too_soon",
    );
    expect(decide({ sequence: 1, lastSentAt: "2027-03-27T12:00:00.000Z", at: "2027-03-30T12:00:00.000Z" }).reason).toBe(
      "followup_due",
    );
  });

  it("throws when a sequence has begun without a send", ({ expect }) => {
    expect(() => decide({ sequence: 1, lastSentAt: null })).toThrow("nothing was sent");
  });
});

describe("a mailbox that was written to under another spelling", () => {
  const [first = 0, second = 0] = samplePolicy.ladder.followupDays;
  const after = (writtenAt: string, history: Partial<History> = {}) =>
    decideAction(clearedOf(history), samplePolicy.ladder, writtenToMailbox(writtenAt, { lastSentAt: null, ...history }))
      .reason;

  it("waits before the first message as long as before the first follow-up", ({ expect }) => {
    expect(after(daysAgo(first, -1))).toBe("too_soon");
    expect(after(daysAgo(first))).toBe("first_contact");
  });

  it("waits for a follow-up from the later of the two sends, and for no answer", ({ expect }) => {
    const sent = { sequence: 2, lastSentAt: daysAgo(second) };
    expect(after(daysAgo(second, 1), sent)).toBe("followup_due");
    expect(after(daysAgo(1), sent)).toBe("too_soon");
    expect(after(daysAgo(1), { ...sent, unansweredAt: daysAgo(0) })).toBe("reply_due");
  });

  it("is none where the contact's own send was the last, also one that failed", ({ expect }) => {
    const at = daysAgo(1);
    expect(writtenToMailbox(at, { lastSentAt: at })).toBeNull();
    expect(writtenToMailbox(at, { lastSentAt: daysAgo(5), failedAt: at })).toBeNull();
    expect(writtenToMailbox(undefined, { lastSentAt: null })).toBeNull();
    expect(writtenToMailbox(at, { lastSentAt: daysAgo(2), failedAt: daysAgo(3) })).toBe(at);
  });
});

describe("the day a follow-up is due", () => {
  it.for(samplePolicy.ladder.followupDays.map((days, index) => [days, index + 1] as const))(
    "is %i days after send %i",
    ([days, sequence], { expect }) => {
      const dueMs = followupDueMs({ sequence, lastSentAt: daysAgo(days) }, samplePolicy.ladder);
      expect(dueMs).toBe(Date.parse(NOW));
    },
  );

  it("is null before the first send and after the last follow-up", ({ expect }) => {
    expect(followupDueMs({ sequence: 0, lastSentAt: null }, samplePolicy.ladder)).toBeNull();
    expect(followupDueMs({ sequence: 4, lastSentAt: NOW }, samplePolicy.ladder)).toBeNull();
  });
});
