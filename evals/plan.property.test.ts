// Tests plans of a model with every veto, cooldown and history. The action must equal that of an oracle, a second implementation
// of the rules that shares no code with the product.
import { delivered } from "../testing/stages/people.ts";
import { portThat, runOver } from "../testing/stages/port.ts";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusRows } from "../testing/corpora.ts";
import type { History } from "../schema/answers.ts";
import type { CommandOf } from "../schema/commands.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { PlanStage } from "../schema/lists.ts";
import { actionUnderPlan } from "../schema/task-plan.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import type { Model } from "../workers/model/model.ts";
import { planStage } from "../workers/planner/plan.ts";
import { parseReasoningFlag } from "../workers/planner/reasoning-flag.ts";
import { planFor } from "../testing/stages/people.ts";
import { newHistory } from "./people.ts";
import { DAY_MS } from "../schema/time.ts";

interface Case {
  readonly reply: string;
  readonly listed: boolean;
  readonly flags: History["flags"];
  readonly sends: number;
  readonly daysAgo: number;
  readonly asked: boolean;
  readonly closed: boolean;
  readonly beside: boolean;
}

/** The expected action: "vetoed", "skip", or the action of the ladder. */
function oracle({ reply, listed, flags, sends, daysAgo, asked, closed, beside }: Case): string {
  if (listed || Object.values(flags).includes(true)) return "vetoed";
  const wait = [0, 3, 5, 7][sends] ?? Infinity;
  const scripted = asked ? "reply" : closed || daysAgo < wait ? "skip" : sends === 0 ? "initial" : "followup";
  if (beside) return "skip";
  const replied = /^\s*\{/.test(reply) ? stagesIn(reply) : [];
  const words = replied.filter((word) =>
    ["qualify", "analyze_opportunity", "compose", "skip"].some((one) => one === word),
  );
  if (words.length === 0) return scripted;
  return words.includes("compose") && !words.includes("skip") ? scripted : "skip";
}

function stagesIn(reply: string): readonly unknown[] {
  try {
    const { stages } = JSON.parse(reply) as { readonly stages?: unknown };
    return Array.isArray(stages) ? stages : [];
  } catch {
    return [];
  }
}

const historyOf = ({ flags, sends, daysAgo, asked, closed, beside }: Case): History => ({
  ...newHistory,
  flags,
  sequence: sends,
  lastSentAt: sends === 0 ? null : new Date(Date.parse(newHistory.at) - daysAgo * DAY_MS).toISOString(),
  unansweredAt: asked ? newHistory.at : null,
  sequenceClosed: closed,
  beside,
});

/** Sends one lead through the planner. `asked` counts the requests to the model. */
async function planned(one: Case, flag: string): Promise<{ action: string; arm: string | null; asked: number }> {
  let asked = 0;
  const recorded: CommandOf<"RecordAction">[] = [];
  const model: Model = {
    call: async () => {
      asked += 1;
      return { outcome: "ok", reply: one.reply, call: null };
    },
  };
  const on = parseReasoningFlag(flag);
  const history = historyOf(one);
  const answer = { next: [], refusal: null };
  const port = portThat<"planner">({
    ListRevision: () => 1,
    History: async () => ({ ...answer, history }),
    Recall: async () => ({
      source: null,
      lead: null,
      message: null,
      messageClass: null,
      turns: [],
      plans: [],
      decisions: [],
    }),
    RecordAction: async (command) => {
      recorded.push(command);
      return answer;
    },
    RecordModelCall: async () => answer,
  });
  const stage = planStage({
    policy: samplePolicy,
    list: {
      read: async (digests) => ({ revision: 1, suppressed: one.listed ? digests.slice(0, 1) : [] }),
    },
    crm: { hydrate: async () => new Map() },
    reasoning:
      on.kind === "off"
        ? undefined
        : {
            flag: on,
            lowRisk: { noPriorReply: true, mostEmployees: null, sources: null },
            model,
            spend: { read: async () => [] },
            random: (bytes) => new Uint8Array(bytes),
          },
  });
  const message = { ...planFor("ada"), contactId: history.contactId };
  await runOver(stage, [delivered(message)], { port, send: async () => undefined });
  const [command] = recorded;
  if (!command) throw new Error("nothing was recorded");
  const { plan, hits, action, reason } = command;
  const acts = plan?.arm === "reasoning" ? actionUnderPlan(plan, { action, reason }).action : action;
  return { action: hits.length > 0 ? "vetoed" : acts, arm: plan?.arm ?? null, asked };
}

const corpus = corpusRows("llm_outputs/malformed_plans.jsonl", z.object({ text: z.string() })).map(({ text }) => text);
const stage = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...PlanStage.options) },
  { weight: 1, arbitrary: fc.constantFrom("Compose", "compose ", "approve", "", "__proto__") },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
);
const reply = fc.oneof(
  { weight: 6, arbitrary: fc.array(stage, { maxLength: 6 }).map((stages) => JSON.stringify({ stages })) },
  { weight: 1, arbitrary: fc.constantFrom(...corpus) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string() },
);
const rarely = fc.integer({ min: 0, max: 9 }).map((draw) => draw === 0);
const situation: fc.Arbitrary<Omit<Case, "reply">> = fc.record({
  listed: rarely,
  flags: fc.record({ do_not_contact: rarely, bounced: rarely, unsubscribed: rarely, replied: rarely }),
  sends: fc.integer({ min: 0, max: 5 }),
  daysAgo: fc.oneof(fc.constantFrom(3, 5, 7, 2.999_99, 4.999_99, 6.999_99), fc.double({ min: 0, max: 9, noNaN: true })),
  asked: fc.boolean(),
  closed: rarely,
  beside: rarely,
});

describe("a plan of a model", () => {
  it(
    "leads to the oracle's action, for every plan, veto, cooldown and history",
    { timeout: LONG_MILLISECONDS },
    async () => {
      await fc.assert(
        fc.asyncProperty(reply, situation, async (text, rest) => {
          const one = { ...rest, reply: text };
          const [on, off, shadow] = [await planned(one, "on"), await planned(one, "off"), await planned(one, "shadow")];
          const wanted = oracle(one);
          if (on.action !== wanted) throw new Error(`${on.action}, not ${wanted}`);
          // A plan can only make the action of the ladder more careful.
          if (on.action !== off.action && on.action !== "skip")
            throw new Error(`${on.action} instead of ${off.action}`);
          if (shadow.action !== off.action) throw new Error("the shadow acted");
          if (off.asked > 0 || off.arm !== null) throw new Error("a model was asked with the flag off");
          const isStopped = off.action === "vetoed" || off.action === "skip";
          if (on.asked !== (isStopped ? 0 : 1) || shadow.asked !== on.asked) throw new Error(`asked ${on.asked} times`);
        }),
        runs(2_000),
      );
    },
  );

  it(
    "leads to the oracle's action for each reply of the corpus, with every flag",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      const none = { do_not_contact: false, bounced: false, unsubscribed: false, replied: false };
      const calm = { listed: false, flags: none, sends: 0, daysAgo: 9, asked: false, closed: false, beside: false };
      const situations: readonly Partial<Case>[] = [
        {},
        { asked: true },
        ...[1, 2, 3, 4].map((sends) => ({ sends })),
        ...[2.9, 3].map((daysAgo) => ({ sends: 1, daysAgo })),
        { closed: true },
        { beside: true, asked: true },
        { listed: true },
        ...Object.keys(none).map((flag) => ({ flags: { ...none, [flag]: true } })),
      ];
      for (const text of corpus)
        for (const situation of situations) {
          const one: Case = { ...calm, ...situation, reply: text };
          const scripted = await planned(one, "off");
          for (const flag of ["on", "share:100", "shadow"]) {
            const { action } = await planned(one, flag);
            expect([text, situation, flag, action]).toEqual([
              text,
              situation,
              flag,
              flag === "shadow" ? scripted.action : oracle(one),
            ]);
          }
        }
    },
  );

  it("never causes a draft for a contact that is vetoed or within the cooldown", async ({ expect }) => {
    const none = { do_not_contact: false, bounced: false, unsubscribed: false, replied: false };
    const calm = { listed: false, flags: none, sends: 1, daysAgo: 9, asked: false, closed: false, beside: false };
    const stopped: readonly Partial<Case>[] = [
      { listed: true },
      ...Object.keys(none).map((flag) => ({ flags: { ...none, [flag]: true } })),
      { daysAgo: 2.9 },
      { closed: true },
      { beside: true },
      { sends: 4 },
    ];
    for (const text of corpus)
      for (const why of stopped) {
        const { action, asked } = await planned({ ...calm, ...why, reply: text }, "on");
        expect([text, why, ["skip", "vetoed"].includes(action), asked]).toEqual([text, why, true, 0]);
      }
  });
});
