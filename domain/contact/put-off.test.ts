// Tests follow-ups that a plan puts off until a day: they are made again on it, so often as the policy allows, and not once a person has looked.
import { describe, it } from "vitest";
import { samplePolicy } from "../../testing/sample-policy.ts";
import type { RunId } from "../../schema/ids.ts";
import type { ProposedPlan } from "../../schema/task-plan.ts";
import { DAY_MS, dayAfter } from "../../schema/time.ts";
import { actionUnder, aPlan, gradesUnder } from "../../testing/contact/plans.ts";
import { type AContact, flag, followup, requestRun, withSend } from "../../testing/contact/scenario.ts";
import { nextDeadline } from "./effects.ts";
import { currentRun, followupOf } from "./state.ts";

const LISTED = { hit: false, revision: 3 };
const due = ({ stream }: AContact) => followupOf(stream.contact, samplePolicy);
const runIn = ({ stream }: AContact): RunId => currentRun(stream.contact)!.runId;
const todayOf = ({ stream }: AContact): string => stream.contact.at!.slice(0, 10);

/** The first follow-up is due and is made. */
function madeFollowup(contact = withSend()): AContact {
  contact.pass(4 * DAY_MS);
  return contact.given(followup(1));
}

/** The plan of the current run leaves the message out, until so many days later. */
function putOff(contact: AContact, days: number | null, fields: Partial<ProposedPlan> = {}): AContact {
  const until = days === null ? {} : { until: dayAfter(todayOf(contact), days) };
  const plan = aPlan({ stages: ["skip"], skipReason: "not_now", ...until, ...fields });
  const runId = runIn(contact);
  contact.perform({ ...actionUnder(runId, plan), action: "followup", reason: "followup_due", sequence: 1 }, LISTED);
  return contact.given(gradesUnder(contact, runId));
}

describe("a follow-up that a plan puts off", () => {
  it("is made again when its day comes, by another run that cites the plan’s decision and the policy", ({ expect }) => {
    const contact = putOff(madeFollowup(), 10);
    const first = runIn(contact);
    const day = dayAfter(todayOf(contact), 10);
    expect(due(contact)).toMatchObject({ sequence: 1, dueAt: `${day}T00:00:00.000Z`, putOff: { times: 1 } });
    expect(
      nextDeadline(contact.stream.contact, { policy: samplePolicy, now: 0, shipped: contact.stream.contact.version }),
    ).toBe(Date.parse(day));
    contact.given(followup(1));
    expect(runIn(contact)).toBe(first);
    contact.pass(10 * DAY_MS);
    contact.given(again(1));
    expect(runIn(contact)).not.toBe(first);
    const { provenance } = contact.stream.events.at(-1)!;
    expect(provenance.evidence.map(({ table, columns }) => [table, columns["until"] ?? columns["section"]])).toEqual([
      ["events", undefined],
      ["events", day],
      ["policy", "plan"],
    ]);
  });

  it("is put off so often as the policy says, and then no more", ({ expect }) => {
    const contact = madeFollowup();
    for (let times = 1; times <= samplePolicy.plan.putOffs; times += 1) {
      putOff(contact, 5);
      expect(due(contact)?.putOff?.times).toBe(times);
      contact.pass(6 * DAY_MS);
      contact.given(again(times));
    }
    expect(due(putOff(contact, 5))).toBeNull();
  });

  it.for([
    ["without a day", (contact: AContact) => putOff(contact, null)],
    ["with the day of a plan in the shadow", (contact: AContact) => putOff(contact, 5, { arm: "shadow" })],
    ["when a person has requested a run since", (contact: AContact) => putOff(contact, 5).given(requestRun("2"))],
    ["when a flag was set since", (contact: AContact) => putOff(contact, 5).given(flag("do_not_contact", true))],
  ] as const)("is not made again %s", ([, happens], { expect }) => {
    expect(due(happens(madeFollowup()))).toBeNull();
  });
});

/** The timer's command of a later day. */
const again = (turn: number) => {
  const command = followup(1);
  return { ...command, commandId: `${command.commandId}_${turn}` as typeof command.commandId };
};
