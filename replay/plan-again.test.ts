// Forged plans: an attacker with write access to the log changes the event of a plan, and verification must find it. Honest plans have no fault.
import { companyBook } from "./companies.ts";
import { logKeysOf } from "../domain/log-keys.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { describe, it } from "vitest";
import { ada } from "../testing/people.ts";
import { aContact, action, lead, runOf } from "../testing/contact/scenario.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import type { ProposedPlan } from "../schema/task-plan.ts";
import type { LogContext } from "./context.ts";
import type { Finding } from "./faults.ts";
import { checkPlan } from "./plan-again.ts";
import type { ContactCommand } from "../schema/commands.ts";
import { commandIdOf } from "../schema/ids.ts";
import type { Contact } from "../domain/contact/state.ts";
import { judgeLaws } from "./lawful.ts";
import { rederive } from "./rederive.ts";
import { policiesOf } from "../domain/policies.ts";
import type { Placed } from "./placed.ts";
import { noKeys } from "./source.ts";
import { suppressionBook } from "./suppressions.ts";

const reply = '{"stages":["compose","send","compose","qualify"]}';
const plan: ProposedPlan = {
  arm: "reasoning",
  stages: ["compose", "qualify"],
  proposed: 4,
  dropped: ["unknown", "duplicate:compose"],
  fallback: false,
  reason: "plan_repaired",
  reply,
  call: {
    step: "plan_tasks",
    model: "deepseek-flash",
    promptDigest: "a".repeat(22),
    tokensIn: 1,
    tokensCached: 0,
    tokensOut: 1,
    costMicroDollars: 1,
    latencyMs: 1,
    outcome: "ok",
  },
};
/** A plan without a message, with its reason and a day. */
const skipReply = '{"stages":["skip"],"skip_reason":"not_now","until":"2026-03-12"}';
const skip: ProposedPlan = {
  ...plan,
  stages: ["skip"],
  proposed: 1,
  dropped: [],
  reason: "plan_kept",
  reply: skipReply,
  skipReason: "not_now",
  until: "2026-03-12",
};
const ASKED_AT = "2026-03-02T09:00:00.000Z";
const fallback: ProposedPlan = {
  ...plan,
  stages: [],
  proposed: 0,
  dropped: [],
  fallback: true,
  reason: "breaker_open",
  reply: null,
  call: null,
};

type Plan = EventOf<"PlanProposed">;

const CONTEXT: LogContext = {
  policies: policiesOf(),
  suppressions: suppressionBook(),
  companies: companyBook(),
  logKeys: logKeysOf([LOG_SIGNER.key]),
  keys: noKeys,
};

/** The findings about this plan after `change`; `openedReply` is the reply, or null when it stays sealed. */
function findings(
  proposed: ProposedPlan,
  change: (event: Plan) => StoredEvent,
  openedReply: string | null = null,
): string[] {
  const evidence = [{ table: "events" as const, id: `${ada}@1`, columns: { asked_at: ASKED_AT } }];
  const contact = aContact().given(lead(), { ...action(runOf("1")), evidence, plan: proposed });
  const events = contact.stream.events;
  const event = events.find((one): one is Plan => one.type === "PlanProposed");
  if (!event) throw new Error("no plan");
  const changed = change(event) as Plan;
  const found: Finding[] = [];
  const placed: Placed = {
    contactId: ada,
    event: changed,
    before: contact.stream.contact,
    states: [],
    past: events.slice(0, event.version - 1),
  };
  const context: LogContext = {
    ...CONTEXT,
    openWords: () => (openedReply === null ? null : { words: { reply: openedReply } }),
  };
  checkPlan(changed, placed, context, (finding) => void found.push(finding));
  return found.map(({ name, field }) => `${name} ${field}`);
}

const payload =
  (change: Partial<Plan["payload"]>) =>
  (event: Plan): StoredEvent => ({ ...event, payload: { ...event.payload, ...change } });
const why =
  (change: Partial<Plan["provenance"]>) =>
  (event: Plan): StoredEvent => ({ ...event, provenance: { ...event.provenance, ...change } });
const asItIs = (event: Plan): StoredEvent => event;

describe("a plan in the log", () => {
  it("has no fault, with and without its reply", ({ expect }) => {
    expect(findings(plan, asItIs)).toEqual([]);
    expect(findings(plan, asItIs, reply)).toEqual([]);
    expect(findings({ ...plan, arm: "shadow" }, asItIs, reply)).toEqual([]);
    expect(findings(fallback, asItIs)).toEqual([]);
    expect(findings(skip, asItIs, skipReply)).toEqual([]);
    // As an older release recorded it: without a policy, a reason and a day.
    const { skipReason: _, until: __, ...before } = skip;
    expect(findings(before, (event) => ({ ...event, policy: null }), skipReply)).toEqual([]);
  });

  it.for<[string, ProposedPlan, (event: Plan) => StoredEvent, string | null, string]>([
    ["a stage twice", plan, payload({ stages: ["compose", "compose"] }), null, "plan_differs payload.stages"],
    [
      "a dropped word that no repair gives",
      plan,
      payload({ dropped: ["ada@engine.example"] }),
      null,
      "plan_differs payload.dropped.0",
    ],
    ["a fallback with stages", plan, payload({ fallback: true }), null, "plan_differs payload.fallback"],
    ["a plan without stages", plan, payload({ stages: [] }), null, "plan_differs payload.fallback"],
    ["the arm without a model", plan, payload({ arm: "scripted" }), null, "plan_differs payload.arm"],
    ["more confidence than was kept", plan, why({ confidence: 1 }), null, "plan_differs provenance.confidence"],
    ["a plan from a failed call", plan, why({ reason: "timeout" }), null, "plan_differs provenance.reason"],
    ["an unknown reason", plan, why({ reason: "trust_me" }), null, "plan_differs payload.reason"],
    [
      "a model that was not called",
      plan,
      why({ source: `llm:other@${"a".repeat(22)}` }),
      null,
      "source_not_allowed provenance.source",
    ],
    ["a plan without a call", fallback, why({ reason: "plan_kept" }), null, "plan_differs provenance.reason"],
    ["another day", skip, payload({ until: "2026-03-13" }), skipReply, "plan_differs payload.until"],
    ["another reason", skip, payload({ skipReason: "no_need" }), skipReply, "plan_differs payload.skipReason"],
    ["a day beside a message", plan, payload({ until: "2026-03-13" }), null, "plan_differs payload.skipReason"],
    [
      "a day beyond the policy’s range",
      skip,
      payload({ until: "2099-01-01" }),
      skipReply.replace("2026-03-12", "2099-01-01"),
      "plan_differs payload.until",
    ],
    ["another reply", plan, asItIs, '{"stages":["skip"]}', "plan_differs payload.stages"],
    [
      "a reply with an additional stage",
      plan,
      asItIs,
      '{"stages":["compose","send","compose","qualify",1]}',
      "plan_differs payload.proposed",
    ],
  ])("has a fault with %s", ([, proposed, change, openedReply, expected], { expect }) => {
    expect(findings(proposed, change, openedReply)).toContain(expected);
  });
});

describe("a decision with a plan", () => {
  it.for([
    ["agentic", []],
    ["scripted", ["action_differs payload.population"]],
  ] as const)("was of a contact that the flag drew for it: %s", ([population, expected], { expect }) => {
    const evidence = [{ table: "events" as const, id: `${ada}@1`, columns: {} }];
    for (const arm of ["reasoning", "shadow"] as const) {
      const contact = aContact().given(lead(), { ...action(runOf("1")), evidence, population, plan: { ...plan, arm } });
      const { events } = contact.stream;
      const event = events.find(({ type }) => type === "ActionDecided")!;
      const found: Finding[] = [];
      const past = events.slice(0, event.version - 1);
      const placed = { contactId: ada, event, before: contact.stream.contact, states: [], past };
      rederive(placed, CONTEXT, (finding) => void found.push(finding));
      const ofPopulation = found.filter(({ field }) => field === "payload.population");
      expect(ofPopulation.map(({ name, field }) => `${name} ${field}`)).toEqual(expected);
    }
  });
});

describe("the laws of a plan whose run does not wait for it", () => {
  /** The laws that the plan's event breaks, recorded after these commands, and changed by `change`. */
  function broken(
    given: readonly ContactCommand[],
    change: (event: Plan, contact: Contact) => { readonly event?: Plan; readonly before?: Contact } = () => ({}),
  ): string[] {
    const contact = aContact().given(...given);
    const evidence = [{ table: "events" as const, id: `${ada}@1`, columns: {} }];
    const paid = { ...action(runOf("1")), commandId: commandIdOf("RecordAction", "paid"), evidence, plan };
    contact.perform(paid);
    const { events } = contact.stream;
    const own = events.find((one): one is Plan => one.type === "PlanProposed");
    if (!own) throw new Error("no plan");
    const { event = own, before = contact.stream.contact } = change(own, contact.stream.contact);
    const found: Finding[] = [];
    const past = events.slice(0, own.version - 1);
    judgeLaws({ contactId: ada, event, before, states: [], past }, CONTEXT, (finding) => void found.push(finding));
    return found.map(({ name, field }) => `${name} ${field}`);
  }
  const superseded = [lead(), lead("2")];

  it("are kept when it was paid for", ({ expect }) => {
    expect(broken(superseded)).toEqual([]);
    expect(broken([lead(), action(runOf("1"))])).toEqual([]);
  });

  it("are broken without a call of a model, or by the call of another command or run", ({ expect }) => {
    const unpaid = "event_unlawful payload.runId";
    const other = commandIdOf("RecordAction", "other");
    expect(broken(superseded, (event) => ({ event: { ...event, commandId: other } }))).toContain(unpaid);
    const elsewhere = (event: Plan) => ({ event: { ...event, payload: { ...event.payload, runId: runOf("3") } } });
    expect(broken(superseded, elsewhere)).toContain(unpaid);
  });

  it("are broken after an erasure, also of a contact who came back", ({ expect }) => {
    const erased = (erasedVersion: number, isErased: boolean) => (_: Plan, contact: Contact) => ({
      before: { ...contact, erased: isErased, erasedVersion },
    });
    expect(broken(superseded, erased(3, true))).toEqual(["event_unlawful payload.runId"]);
    expect(broken(superseded, erased(3, false))).toEqual(["event_unlawful payload.runId"]);
    expect(broken(superseded, erased(1, false))).toEqual([]);
  });
});
