// Tests when the planner asks a model, how often, and what the calls cost, over a port and a log in memory that count.
import { isFull } from "../../testing/full.ts";
import { portThat, runOver } from "../../testing/stages/port.ts";
import { describe, it } from "vitest";
import { countedLog } from "../../testing/twins/memory-model-spend.ts";
import { memoryEventLog } from "../../testing/twins/memory-event-log.ts";
import { eventAfter } from "../../testing/rows.ts";
import type { History } from "../../schema/answers.ts";
import { type CommandOf, RecordModelCall } from "../../schema/commands.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { GENESIS_HASH } from "../../schema/events.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import type { ModelPolicy } from "../../schema/policy.ts";
import type { Answer } from "../../schema/answers.ts";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import { type Model, type ModelReply, openModel } from "../model/model.ts";
import { ada, contactNamed } from "../../testing/people.ts";
import { delivered, planFor, shipmentOf } from "../../testing/stages/people.ts";
import { openKept } from "../stage/kept.ts";
import { planStage } from "./plan.ts";
import { newContact } from "../../testing/stages/planner.ts";

const TOKENS = 1_000;
const ok: ModelReply = {
  outcome: "ok",
  reply: '{"stages":["compose"]}',
  call: {
    step: "plan_tasks",
    model: "deepseek-flash",
    promptDigest: "a".repeat(22),
    tokensIn: TOKENS - 20,
    tokensCached: 0,
    tokensOut: 20,
    costMicroDollars: 5,
    latencyMs: 5,
    outcome: "ok",
  },
};
const limited: ModelReply = {
  outcome: "rate_limited",
  reply: null,
  call: { ...ok.call!, tokensIn: 0, tokensOut: 0, outcome: "rate_limited" },
  retryAfterSeconds: 1,
};

interface Given {
  readonly replies?: readonly ModelReply[];
  readonly model?: Model;
  readonly policy?: Partial<ModelPolicy>;
  readonly sourceOf?: (contactId: ContactId) => string | null;
  readonly history?: Partial<History>;
  /** Whether the object has recorded the action already. */
  readonly isDecided?: boolean;
  /** How many times the recording of an action fails before it succeeds. */
  readonly failures?: number;
  /** Whether the planner's process lives on between the batches. */
  readonly livesOn?: boolean;
  readonly kind?: "on" | "shadow";
}

/** A planner whose model gives `replies` in order and then repeats the last one. */
function world({
  replies = [ok],
  model,
  policy,
  sourceOf = () => "website",
  history,
  isDecided = false,
  failures = 0,
  livesOn = false,
  kind = "on",
}: Given) {
  const kept = openKept<"planner">();
  const { log, spend } = countedLog(memoryEventLog());
  const actions: CommandOf<"RecordAction">[] = [];
  const waits: CommandOf<"RecordModelCall">[] = [];
  let [asked, readings, failing] = [0, 0, failures];
  const heads = new Map<ContactId, { version: number; hash: string }>();
  /** Appends the call to the log, as the port does before it answers. */
  const logged = async (contactId: ContactId, call: ModelCall | null): Promise<Answer> => {
    const { version, hash } = heads.get(contactId) ?? { version: 0, hash: GENESIS_HASH };
    const answer = { next: [], refusal: null };
    if (!call) return answer;
    const source = sourceOf(contactId);
    const names = { ...call, ...(source === null ? {} : { source }) };
    const at = newContact.at;
    const event = eventAfter(hash, { streamId: contactId, version: version + 1, type: "LlmCalled", at, names });
    heads.set(contactId, { version: event.version, hash: event.hash });
    await log.append([{ ...shipmentOf(contactId), events: [event] }]);
    return answer;
  };
  const port = portThat<"planner">({
    ListRevision: () => 1,
    History: async ({ contactId }) => {
      const calls = waits.filter((one) => one.contactId === contactId).length;
      const own = { ...newContact, contactId, calls: { ofRun: calls, ofStep: calls }, ...history };
      const isRecorded = isDecided || actions.some((action) => action.contactId === contactId);
      return { next: [], refusal: null, history: isRecorded ? null : own };
    },
    RecordAction: async (command) => {
      if ((failing -= 1) >= 0) throw new Error("the object does not answer");
      actions.push(command);
      return logged(command.contactId, command.plan?.call ?? null);
    },
    Recall: async ({ contactId }) => ({
      source: sourceOf(contactId),
      lead: null,
      message: null,
      messageClass: null,
      plans: [],
      turns: [],
      decisions: [],
    }),
    RecordModelCall: async (command) => {
      waits.push(RecordModelCall.parse(command));
      return logged(command.contactId, command.call);
    },
  });
  const stage = planStage({
    policy: { ...samplePolicy, model: { ...samplePolicy.model, ...policy } },
    list: { read: async () => ({ revision: 1, suppressed: [] }) },
    crm: { hydrate: async () => new Map() },
    reasoning: {
      flag: kind === "on" ? { kind, percent: 100, onlyLowRisk: false } : { kind },
      lowRisk: { noPriorReply: false, mostEmployees: null, sources: null },
      model: model ?? { call: async () => replies[Math.min((asked += 1), replies.length) - 1] ?? ok },
      spend: { read: (day) => ((readings += 1), spend.read(day)) },
      random: (bytes) => new Uint8Array(bytes),
    },
  });
  const deliver = async (names: readonly string[], attempts = 1) => {
    const deliveries = names.map((name) => ({ ...delivered(planFor(name)), attempts }));
    await runOver(stage, deliveries, {
      port,
      send: async () => undefined,
      ...(livesOn ? { kept } : {}),
    });
    return deliveries.map(({ became }) => became);
  };
  return {
    deliver,
    actions,
    waits,
    spent: () => spend.read("2026-11-22"),
    asked: () => asked,
    readings: () => readings,
    reasons: () => actions.map(({ plan }) => plan?.reason),
  };
}

describe("a model that sends retry-after", () => {
  it("is called once more when the message is delivered again, and its plan is used", async ({ expect }) => {
    const { deliver, waits, reasons, asked, spent } = world({ replies: [limited, ok] });
    expect(await deliver(["ada"])).toMatchObject([{ acked: 0, retriedAfter: [2] }]);
    expect([waits.length, reasons()]).toEqual([1, []]);
    expect((await spent())[0]?.calls).toBe(1);
    expect(waits[0]).toMatchObject({ step: "plan", causationId: planFor("ada").id, call: { outcome: "rate_limited" } });
    expect(waits[0]?.evidence.map(({ table }) => table)).toEqual(["events", "contacts", "companies"]);
    expect(await deliver(["ada"], 2)).toMatchObject([{ acked: 1 }]);
    expect([reasons(), asked(), waits.length]).toEqual([["plan_kept"], 2, 1]);
  });

  it("is not called a third time, and the rules plan, with the reason", async ({ expect }) => {
    const { deliver, waits, reasons, asked } = world({ replies: [limited] });
    await deliver(["ada"]);
    expect(await deliver(["ada"], 2)).toMatchObject([{ acked: 1 }]);
    expect([reasons(), asked(), waits.length]).toEqual([["rate_limited"], 2, 1]);
  });

  it("is not called again when it asks for too long a delay", async ({ expect }) => {
    const { deliver, waits, reasons } = world({ replies: [{ ...limited, retryAfterSeconds: 46 }] });
    await deliver(["ada"]);
    expect([reasons(), waits.length]).toEqual([["rate_limited"], 0]);
  });
});

describe("a crash between a call and its record", () => {
  const settings = {
    endpoint: "https://model.example/v1",
    model: "deepseek-flash",
    apiKey: "any",
    gatewayToken: undefined,
    prices: { input: 1, cached: 1, output: 1 },
    body: {},
  };
  const completion = {
    choices: [
      {
        finish_reason: "tool_calls",
        message: { tool_calls: [{ function: { name: "propose_plan", arguments: ok.reply } }] },
      },
    ],
  };

  /** What was paid after each of six deliveries, while recording fails `failures` times: twice in a delivery. */
  async function paying({ failures, livesOn }: Pick<Given, "failures" | "livesOn">) {
    let paid = 0;
    const fetch = async () => ((paid += 1), Response.json(completion));
    const model = openModel(settings, { fetch, now: () => 0 });
    const { deliver, reasons, spent } = world({ model, failures: failures ?? 0, livesOn: livesOn ?? false });
    const paidAfter: number[] = [];
    for (const attempt of [1, 2, 3, 4, 5, 6]) {
      await deliver(["ada"], attempt);
      paidAfter.push(paid);
    }
    return { paidAfter, reasons: reasons(), recorded: (await spent())[0]?.calls ?? 0 };
  }

  it("pays once more with the next delivery, at most three times, when each crash ends the process", async ({
    expect,
  }) => {
    const { paidAfter, reasons, recorded } = await paying({ failures: 6 });
    expect(paidAfter).toEqual([1, 2, 3, 3, 3, 3]);
    expect([reasons, recorded]).toEqual([["over_budget"], 0]);
  });

  it("pays once, and records this call, when the process lives on", async ({ expect }) => {
    const { paidAfter, reasons, recorded } = await paying({ failures: 6, livesOn: true });
    expect(paidAfter).toEqual([1, 1, 1, 1, 1, 1]);
    expect([reasons, recorded]).toEqual([["plan_kept"], 1]);
  });

  it("pays once when recording fails once, because it is tried again at once", async ({ expect }) => {
    const { paidAfter, recorded } = await paying({ failures: 1 });
    expect([paidAfter.at(-1), recorded]).toEqual([1, 1]);
  });
});

it("a recorded plan is not paid for again", async ({ expect }) => {
  const { deliver, asked, readings, actions } = world({ isDecided: true });
  expect(await deliver(["ada"], 2)).toMatchObject([{ acked: 1 }]);
  expect([asked(), readings(), actions]).toEqual([0, 0, []]);
});

describe("a contact whom the ladder stops", () => {
  const sent = { sequence: 1, lastSentAt: newContact.at };
  it.for<[string, Partial<History>]>([
    ["hold_open", { beside: true, unansweredAt: newContact.at }],
    ["sequence_closed", { sequenceClosed: true }],
    ["sequence_complete", { ...sent, sequence: 4 }],
    ["too_soon", sent],
    ["replied", { flags: { ...newContact.flags, replied: true } }],
  ])("is not asked about, in any arm: %s", async ([reason, history], { expect }) => {
    for (const kind of ["on", "shadow"] as const) {
      const { deliver, asked, readings, actions } = world({ history, kind });
      expect(await deliver(["ada"])).toMatchObject([{ acked: 1 }]);
      expect([asked(), actions.length, actions[0]?.plan]).toEqual([0, 1, undefined]);
      expect(actions[0]).toMatchObject({ action: "skip", reason, population: "agentic" });
      // The spending is read for contacts who passed the veto, before the ladder.
      expect(readings()).toBeLessThanOrEqual(1);
    }
  });
});

describe("budgets", () => {
  it("of a run: no model is asked when the log has all calls that a run may make", async ({ expect }) => {
    const { deliver, asked, reasons } = world({ history: { calls: { ofRun: 6, ofStep: 0 } } });
    await deliver(["ada"]);
    expect([asked(), reasons()]).toEqual([0, ["over_budget"]]);
  });

  it("are read once for six leads", async ({ expect }) => {
    const { deliver, readings } = world({});
    await deliver(["a", "b", "c", "d", "e", "f", "g"]);
    expect(readings()).toBe(2);
  });

  it(
    "of a source: a flood of leads from it pays for as many calls as its budget allows, and another source continues",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      const FLOOD = isFull ? 10_000 : 2_000;
      const names = Array.from({ length: FLOOD }, (_, index) => `flood_${index}`);
      const flooding = new Set<ContactId>(names.map(contactNamed));
      const { deliver, asked, reasons, spent, actions } = world({
        policy: { tokensPerSourceAndDay: 100 * TOKENS, tokensPerDay: 1_000 * TOKENS },
        sourceOf: (contactId) => (flooding.has(contactId) ? "website" : "mailbox"),
      });
      for (let from = 0; from < FLOOD; from += 12) await deliver(names.slice(from, from + 12));
      // Calls that were in progress when the budget was read can exceed it.
      expect(asked()).toBeGreaterThanOrEqual(100);
      expect(asked()).toBeLessThan(100 + 6);
      expect(actions).toHaveLength(FLOOD);
      expect(reasons().filter((reason) => reason === "over_budget")).toHaveLength(FLOOD - asked());
      expect((await spent()).map(({ source, tokens }) => [source, tokens])).toEqual([["website", asked() * TOKENS]]);
      const before = asked();
      await deliver(["ada"]);
      expect([asked() - before, actions.at(-1)?.contactId, reasons().at(-1)]).toEqual([1, ada, "plan_kept"]);
    },
  );
});
