// Tests the events of a model's plan: the call, the plan and the action that follows from both the ladder and the plan.
import { describe, it } from "vitest";
import type { CommandOf, ListReading } from "../../schema/commands.ts";
import type { StoredEvent } from "../../schema/events.ts";
import type { QualifyMessage } from "../../schema/messages.ts";
import type { ProposedPlan } from "../../schema/task-plan.ts";
import { effectsOf } from "./effects.ts";
import { ada } from "../../testing/people.ts";
import { aPlan, planCall } from "../../testing/contact/plans.ts";
import { aContact, action, erase, lead, runOf } from "../../testing/contact/scenario.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { commandIdOf } from "../../schema/ids.ts";
import { listEvidence } from "../evidence.ts";
import { decide } from "./decide.ts";

const plan = (fields: Partial<ProposedPlan> = {}): ProposedPlan =>
  aPlan({ stages: ["analyze_opportunity", "compose"], ...fields });
const fallback = (fields: Partial<ProposedPlan> = {}): ProposedPlan =>
  plan({
    stages: [],
    proposed: 0,
    fallback: true,
    reason: "timeout",
    reply: null,
    call: { ...planCall, outcome: "timeout" },
    ...fields,
  });

const run = runOf("1");
/** A lead whose decision is recorded with this plan. */
function decidedWith(proposed: ProposedPlan, list?: ListReading) {
  const contact = aContact();
  contact.given(lead());
  const command = commandWith(proposed);
  expectNoRefusal(contact.perform(command, list).refusal);
  return { contact, events: contact.stream.events.slice(1), command };
}
function commandWith(proposed: ProposedPlan, id = "1"): CommandOf<"RecordAction"> {
  const commandId = commandIdOf("RecordAction", run, id);
  const evidence = [
    { table: "events" as const, id: `${ada}@1`, columns: { sequence: 0 } },
    { table: "contacts" as const, id: ada, columns: { found: true } },
    listEvidence({ hit: false, revision: 3 }),
  ];
  return { ...action(run), commandId, evidence, plan: proposed };
}
const expectNoRefusal = (refusal: unknown): void => {
  if (refusal) throw new Error("the decision was refused");
};
const types = (events: readonly StoredEvent[]): string[] => events.map(({ type }) => type);
const stagesSent = ({ stream }: ReturnType<typeof aContact>): readonly string[] =>
  effectsOf(ada, stream.contact).flatMap(({ message }) => (message as QualifyMessage).stages ?? []);

describe("a decision under a plan", () => {
  it("records the model call, the plan and the action, in this order and by one command", ({ expect }) => {
    const { events, contact, command } = decidedWith(plan());
    expect(types(events)).toEqual(["LlmCalled", "PlanProposed", "ActionDecided"]);
    expect(new Set(events.map(({ commandId }) => commandId))).toEqual(new Set([command.commandId]));
    expect(events[1]?.provenance).toMatchObject({ confidence: 1, source: `llm:deepseek-flash@${"a".repeat(22)}` });
    expect(contact.stream.open(3)).toEqual({ reply: plan().reply });
    expect(JSON.stringify(events[1]?.payload)).not.toContain("reply");
    expect(events[2]?.provenance.evidence.at(-1)).toMatchObject({
      table: "events",
      id: `${ada}@3`,
      columns: { stages: "analyze_opportunity compose", fallback: false },
    });
    expect(stagesSent(contact)).toEqual(["analyze_opportunity", "compose"]);
  });

  it("is recorded once when the command is repeated", ({ expect }) => {
    const { contact, command } = decidedWith(plan());
    const before = contact.stream.rows;
    contact.given(command);
    expect(contact.stream.rows).toEqual(before);
  });

  it.for([
    [["skip", "compose"], "skip", "plan_skip", "rule:plan@1"],
    [["qualify"], "skip", "plan_skip", "rule:plan@1"],
    [["compose"], "initial", "first_contact", "rule:ladder@1"],
  ] as const)("with stages %j is %s", ([stages, what, reason, source], { expect }) => {
    const { events } = decidedWith(plan({ stages: [...stages] }));
    expect(events.find(({ type }) => type === "ActionDecided")).toMatchObject({
      payload: { arm: "reasoning", action: what, reason },
      provenance: { source, reason },
    });
  });

  it("follows the scripted path when the plan was unusable, and the plan's event has the reason", ({ expect }) => {
    const { events, contact } = decidedWith(fallback());
    expect(events[1]).toMatchObject({
      payload: { stages: [], fallback: true },
      provenance: { source: "rule_based_fallback", reason: "timeout", confidence: 0 },
      sealed: null,
    });
    expect(events[2]?.payload).toMatchObject({ arm: "reasoning", action: "initial" });
    expect(stagesSent(contact)).toEqual(["qualify", "analyze_opportunity", "compose"]);
  });

  it("has no call event when no model was called", ({ expect }) => {
    const { events } = decidedWith(fallback({ reason: "breaker_open", call: null }));
    expect(types(events)).toEqual(["PlanProposed", "ActionDecided"]);
  });

  it("follows the scripted path when the plan is in the shadow arm", ({ expect }) => {
    const { events, contact } = decidedWith(plan({ arm: "shadow", stages: ["skip"] }));
    expect(events[1]?.payload).toMatchObject({ arm: "shadow", stages: ["skip"] });
    expect(events[2]).toMatchObject({
      payload: { arm: "scripted", action: "initial" },
      provenance: { source: "rule:ladder@1" },
    });
    expect(stagesSent(contact)).toEqual(["qualify", "analyze_opportunity", "compose"]);
  });

  it("is a skip when the object finds the contact on the list, and the call and the plan are still recorded", ({
    expect,
  }) => {
    // The planner's reading, before the call, had no entry.
    const { events, contact } = decidedWith(plan(), { hit: true, revision: 4 });
    expect(types(events)).toEqual(["LlmCalled", "PlanProposed", "SafetyVetoed", "ActionDecided", "TaskRaised"]);
    expect(events.at(-2)?.payload).toMatchObject({ action: "skip", reason: "suppressed", vetoedAt: 4 });
    expect(events[2]?.payload).toMatchObject({ where: "plan", hits: ["suppressed"], revision: 4 });
    expect(effectsOf(ada, contact.stream.contact)).toEqual([]);
  });

  it("needs the object's own reading of the list, which the gate and the evidence have", ({ expect }) => {
    const contact = aContact().given(lead());
    const { stream } = contact;
    const circumstances = { streamId: ada, contact: stream.contact, at: contact.at(), policy: samplePolicy };
    expect(decide(commandWith(plan()), { ...circumstances, list: null, digest: stream.digest, drawn: null })).toEqual({
      needs: "list",
    });
    const { events } = decidedWith(plan(), { hit: false, revision: 9 });
    expect(events.at(-1)?.payload).toMatchObject({ gate: { where: "plan", revision: 9 } });
    const lists = events.at(-1)?.provenance.evidence.filter(({ table }) => table === "suppressions");
    expect(lists).toEqual([listEvidence({ hit: false, revision: 9 })]);
  });
});

describe("a plan whose run does not wait for it", () => {
  const late = (contact: ReturnType<typeof aContact>, proposed = plan()) => {
    const before = contact.stream.contact.version;
    const { refusal } = contact.perform(commandWith(proposed, "late"));
    return { refusal, events: contact.stream.events.slice(before) };
  };

  it.for<[string, ReturnType<typeof aContact>, string]>([
    ["superseded", aContact().given(lead(), lead("2")), "superseded"],
    ["decided under another plan", decidedWith(plan()).contact, "not_wanted"],
    ["decided by rules", aContact().given(lead(), action(run)), "not_wanted"],
    ["vetoed", aContact().given(lead(), action(run, "skip", "suppressed", ["suppressed"])), "not_wanted"],
  ])("is recorded with its call before it is refused, when the run was %s", ([, contact, reason], { expect }) => {
    const { step, stages } = contact.stream.contact.runs[run]!;
    const { refusal, events } = late(contact);
    expect(refusal).toMatchObject({ reason });
    expect(types(events)).toEqual(["LlmCalled", "PlanProposed"]);
    expect(events.map(({ payload }) => "runId" in payload && payload.runId)).toEqual([run, run]);
    expect(contact.stream.open(events[1]!.version)).toEqual({ reply: plan().reply });
    // The plan changes nothing of the run.
    expect(contact.stream.contact.runs[run]).toMatchObject({ step, ...(stages ? { stages } : {}) });
  });

  it("gives the same refusal and no second event when its command is repeated", ({ expect }) => {
    const contact = aContact().given(lead(), lead("2"));
    const { refusal } = late(contact);
    expect(late(contact)).toEqual({ refusal, events: [] });
  });

  it("has a call only, without a word and with the contact's own events as evidence, after an erasure", ({
    expect,
  }) => {
    const contact = aContact().given(lead(), erase());
    contact.stream.forgetKey();
    const { refusal, events } = late(contact);
    expect(refusal).toEqual({ reason: "erased" });
    expect(types(events)).toEqual(["LlmCalled"]);
    expect(events[0]).toMatchObject({ sealed: null, payload: { runId: run, costMicroDollars: 53 } });
    expect(events[0]?.provenance.evidence.map(({ table }) => table)).toEqual(["events"]);
    expect(contact.stream.contact.erased).toBe(true);
  });

  it("has a call only when the contact came back after the erasure: the new key seals no old word", ({ expect }) => {
    const contact = aContact().given(lead(), lead("2"), erase());
    contact.stream.forgetKey();
    contact.perform(lead("3"), { hit: false, revision: 9 });
    expect(contact.stream.contact.erased).toBe(false);
    // The run was superseded before the erasure.
    expect(types(late(contact).events)).toEqual(["LlmCalled"]);
  });

  it("leaves nothing when no model was called for it", ({ expect }) => {
    const contact = aContact().given(lead(), lead("2"));
    expect(late(contact, fallback({ reason: "breaker_open", call: null })).events).toEqual([]);
  });
});
