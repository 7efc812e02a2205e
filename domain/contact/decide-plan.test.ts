// Tests the events of a model's plan: the call, the plan and the action that follows from both the ladder and the plan.
import { describe, it } from "vitest";
import type { CommandOf } from "../../schema/commands.ts";
import type { StoredEvent } from "../../schema/events.ts";
import type { VetoReason } from "../../schema/lists.ts";
import type { QualifyMessage } from "../../schema/messages.ts";
import type { ProposedPlan } from "../../schema/task-plan.ts";
import { effectsOf } from "./effects.ts";
import { ada } from "../../testing/people.ts";
import { aContact, action, lead, runOf } from "../../testing/contact/scenario.ts";

const call: ProposedPlan["call"] = {
  step: "plan_tasks",
  model: "deepseek-flash",
  promptDigest: "a".repeat(64),
  tokensIn: 900,
  tokensCached: 640,
  tokensOut: 20,
  costMicroDollars: 53,
  latencyMs: 800,
  outcome: "ok",
};
const plan = (fields: Partial<ProposedPlan> = {}): ProposedPlan => ({
  arm: "reasoning",
  stages: ["analyze_opportunity", "compose"],
  proposed: 2,
  dropped: [],
  fallback: false,
  reason: "plan_kept",
  reply: '{"stages":["analyze_opportunity","compose"]}',
  call,
  ...fields,
});
const fallback = (fields: Partial<ProposedPlan> = {}): ProposedPlan =>
  plan({
    stages: [],
    proposed: 0,
    fallback: true,
    reason: "timeout",
    reply: null,
    call: { ...call!, outcome: "timeout" },
    ...fields,
  });

const run = runOf("1");
/** A lead whose decision is recorded with this plan. */
function decidedWith(proposed: ProposedPlan, hits: VetoReason[] = []) {
  const contact = aContact();
  contact.given(lead());
  const evidence = [{ table: "events" as const, id: `${ada}@1`, columns: { sequence: 0 } }];
  const command: CommandOf<"RecordAction"> = { ...action(run), hits, evidence, plan: proposed };
  contact.given(command);
  return { contact, events: contact.stream.events.slice(1), command };
}
const types = (events: readonly StoredEvent[]): string[] => events.map(({ type }) => type);
const stagesSent = ({ stream }: ReturnType<typeof aContact>): readonly string[] =>
  effectsOf(ada, stream.contact).flatMap(({ message }) => (message as QualifyMessage).stages ?? []);

describe("a decision under a plan", () => {
  it("records the model call, the plan and the action, in this order and by one command", ({ expect }) => {
    const { events, contact, command } = decidedWith(plan());
    expect(types(events)).toEqual(["LlmCalled", "PlanProposed", "ActionDecided"]);
    expect(new Set(events.map(({ commandId }) => commandId))).toEqual(new Set([command.commandId]));
    expect(events[1]?.provenance).toMatchObject({ confidence: 1, source: `llm:deepseek-flash@${"a".repeat(64)}` });
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
    expect(events.at(-1)).toMatchObject({
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

  it("is a skip when the contact was vetoed, and the call and the plan are still recorded", ({ expect }) => {
    const { events, contact } = decidedWith(plan(), ["suppressed"]);
    expect(types(events)).toEqual(["LlmCalled", "PlanProposed", "SafetyVetoed", "ActionDecided"]);
    expect(events.at(-1)?.payload).toMatchObject({ action: "skip", reason: "suppressed", vetoedAt: 4 });
    expect(effectsOf(ada, contact.stream.contact)).toEqual([]);
  });
});
