// Tests the compose stage with a model: its requests, what of its reply is put on hold, and when it is not asked.
import { portThat, runOver } from "../../testing/stages/port.ts";
import { describe, it } from "vitest";
import type { SourceSpend } from "../../schema/answers.ts";
import { lookupsOf } from "../../domain/address.ts";
import type { Brief } from "../../schema/answers.ts";
import { type CommandOf, HoldDraft, RecordModelCall } from "../../schema/commands.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { holdIdOf } from "../../schema/ids.ts";
import { composeMessage } from "../../schema/messages.ts";
import type { ModelOutcome } from "../../schema/model-call.ts";
import type { Model, ModelReply, ModelRequest } from "../model/model.ts";
import { ada } from "../../testing/people.ts";
import { causeOf, delivered } from "../../testing/stages/people.ts";
import { UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";
import { composeStage } from "./compose.ts";

const cause = causeOf(ada, 4);
const brief: Brief = {
  runId: cause.runId,
  action: "initial",
  sequence: 0,
  lead: { kind: "lead", email: "ada@engine.example", name: "Ada Lovelace", text: "I need an engine." },
  message: null,
  messageClass: null,
  version: 3,
  flags: { do_not_contact: false, bounced: false, unsubscribed: false, replied: false },
  lookups: [],
  source: "website",
  sent: null,
  turns: [],
  calls: { ofRun: 0, ofStep: 0 },
};

const body =
  "Hello Ada,\n\nthank you for your message. Before I suggest anything, I would like to understand how you work today and what should change. Could you tell me a little more about it?";
const claims = [{ text: "thank you for your message", evidence: ["S2"] }];
const good = JSON.stringify({ subject: "Your message to us", body, claims, recipient: "eve@evil.example" });
const linked = JSON.stringify({ subject: "Your message to us", body: `${body} See https://evil.example/x.`, claims });

const replyOf = (outcome: ModelOutcome, reply: string | null, more: Partial<ModelReply> = {}): ModelReply => ({
  outcome,
  reply,
  call: {
    step: "write_draft",
    model: "m",
    promptDigest: "a".repeat(22),
    tokensIn: 1,
    tokensCached: 0,
    tokensOut: 1,
    costMicroDollars: 1,
    latencyMs: 1,
    outcome,
  },
  ...more,
});

interface World {
  readonly replies?: readonly ModelReply[];
  readonly brief?: Brief;
  readonly spent?: readonly SourceSpend[] | Error;
  /** Digests on the list; an error where it cannot be read. */
  readonly suppressed?: readonly string[] | Error;
  /** The answers to the second and later queries of the brief; an error: no answer. By default the brief. */
  readonly later?: Brief | null | Error;
  /** How many random values other deliveries have drawn before. */
  readonly drawnBefore?: number;
}

/** Handles one message with a model that gives these replies in turn. */
async function composed({ replies = [], brief: givenBrief = brief, spent = [], suppressed = [], ...more }: World) {
  const later = more.later === undefined ? givenBrief : more.later;
  let queries = 0;
  const held: CommandOf<"HoldDraft">[] = [];
  const recorded: CommandOf<"RecordModelCall">[] = [];
  const asked: ModelRequest[] = [];
  const answer = { next: [], refusal: null };
  const model: Model = {
    async call(request) {
      asked.push(request);
      const reply = replies[asked.length - 1];
      if (!reply) throw new Error("the model was called too often");
      return reply;
    },
  };
  let drawn = more.drawnBefore ?? 0;
  const port = portThat<"composer">({
    ListRevision: () => 0,
    async Brief() {
      queries += 1;
      if (queries > 1 && later instanceof Error) throw later;
      return { ...answer, brief: queries === 1 || later instanceof Error ? givenBrief : later };
    },
    async HoldDraft(command) {
      held.push(HoldDraft.parse(command));
      return answer;
    },
    async RecordModelCall(command) {
      recorded.push(RecordModelCall.parse(command));
      return answer;
    },
  });
  const stage = composeStage({
    policy: samplePolicy,
    unsubscribeKeys: UnsubscribeKeys.parse({ current: "k", keys: { k: Buffer.alloc(32, 1).toString("base64") } }),
    publicUrl: "https://desk.example",
    crm: { hydrate: async () => new Map() },
    writer: {
      model,
      spend: {
        async read() {
          if (spent instanceof Error) throw spent;
          return spent;
        },
      },
      list: {
        async read(digests) {
          if (suppressed instanceof Error) throw suppressed;
          return { revision: 1, suppressed: digests.filter((digest) => suppressed.includes(digest)) };
        },
      },
      random: (bytes) => new Uint8Array(bytes).fill((drawn += 1)),
      now: () => new Date("2026-03-01T00:00:00.000Z"),
    },
  });
  const delivery = delivered(composeMessage(cause, holdIdOf(cause.runId, "preview")));
  await runOver(stage, [delivery], {
    port,
    deadLetter: () => Promise.reject(new Error("nothing is wrong with the message")),
  });
  return { held: held[0], recorded, asked, became: delivery.became, queries };
}

describe("a contact who may be on the list", () => {
  const listed = lookupsOf("system", { address: "ada@engine.example" });

  it("gets the template's draft when listed: the gate at the hold decides, and no call is made", async ({ expect }) => {
    const { held, asked } = await composed({ brief: { ...brief, lookups: [listed] }, suppressed: [listed.address] });
    expect(asked).toEqual([]);
    expect(held).toMatchObject({ template: "initial" });
    expect(held?.written).toBeUndefined();
  });

  it("gets the template's draft when a flag is set: no call is made", async ({ expect }) => {
    const { held, asked } = await composed({ brief: { ...brief, flags: { ...brief.flags, replied: true } } });
    expect(asked).toEqual([]);
    expect([held?.template, held?.written]).toEqual(["initial", undefined]);
  });

  it("gets no draft while the list cannot be read: no model is asked, and the message is retried", async ({
    expect,
  }) => {
    const { held, asked, became } = await composed({
      suppressed: new Error("D1 is down"),
      brief: { ...brief, lookups: [listed] },
    });
    expect([held, asked, became.acked]).toEqual([undefined, [], 0]);
  });
});

describe("a draft of a model", () => {
  it("has the model's words and our recipient, footer and link, with the rows it cites", async ({ expect }) => {
    const { held, asked } = await composed({ replies: [replyOf("ok", good)] });
    expect(held?.draft).toMatchObject({ recipient: "ada@engine.example", subject: "Your message to us", body });
    expect(held?.draft.footer).toContain(samplePolicy.compose.sender.postalAddress);
    expect(held?.draft.unsubscribeUrl).toMatch(/^https:\/\/desk\.example\/u\//);
    expect(held?.written).toMatchObject({ outcome: "written", offences: [], claims, replies: [good] });
    expect(held?.evidence.map(({ table }) => table)).toEqual(["events", "policy", "events", "policy"]);
    expect(held?.evidence.at(-1)?.columns).toEqual({ section: "draft" });
    expect(held?.evidence[2]?.personal).toEqual({ form: "I need an engine." });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ step: "write_draft", maxTokens: 260, deadlineMs: 30_000 });
    expect(JSON.stringify(asked[0])).not.toContain("@engine.example");
  });

  it("answers under the person's own subject, in place of the model's", async ({ expect }) => {
    const asks: Brief = {
      ...brief,
      action: "reply",
      message: { kind: "message", email: "ada@engine.example", subject: "AW: Engines", text: "I need an engine." },
      messageClass: "info_request",
    };
    const { held } = await composed({ replies: [replyOf("ok", good)], brief: asks });
    expect(held?.written).toMatchObject({ outcome: "written", replies: [good] });
    expect(held?.draft).toMatchObject({ subject: "Re: Engines", body });
    expect(JSON.parse(held?.written?.given ?? "")).toMatchObject({ subject: "Re: Engines" });
  });

  it("is replaced by the template when both replies break a rule, and records which", async ({ expect }) => {
    const { held, asked } = await composed({ replies: [replyOf("ok", linked), replyOf("ok", linked)] });
    expect(held?.written).toMatchObject({ outcome: "draft_refused", offences: ["link"], claims: [], flags: [] });
    expect(held?.draft.subject).toBe("Your enquiry to Sample Works Ltd");
    expect(held?.draft.body).not.toContain("evil");
    expect(asked.map(({ untrusted }) => untrusted.text.includes("An earlier draft was refused"))).toEqual([
      false,
      true,
    ]);
    // The second fence has another marker than the first.
    expect(asked[0]?.untrusted.text.slice(0, 45)).not.toBe(asked[1]?.untrusted.text.slice(-45));
  });

  it("is asked for a second time only after the port said that the run still waits for it", async ({ expect }) => {
    const twice = await composed({ replies: [replyOf("ok", linked), replyOf("ok", good)] });
    expect([twice.asked.length, twice.queries, twice.held?.written?.outcome]).toEqual([2, 2, "rewritten"]);
    const once = await composed({ replies: [replyOf("ok", good)] });
    expect([once.asked.length, once.queries]).toEqual([1, 1]);
  });

  it.for<[string, World["later"]]>([
    ["the run is gone", null],
    ["a flag was set", { ...brief, flags: { ...brief.flags, unsubscribed: true } }],
    ["the port does not answer", new Error("down")],
  ])("is not asked for a second time when %s: what was paid for is recorded", async ([, later], { expect }) => {
    const { asked, held, became } = await composed({ replies: [replyOf("ok", linked)], later: later ?? null });
    expect([asked.length, became.acked]).toEqual([1, 1]);
    expect(held?.written).toMatchObject({ outcome: "draft_refused", offences: ["link"], replies: [linked] });
    expect(held?.written?.calls).toHaveLength(1);
  });

  it("has a command of its own for each payment, and one for all deliveries that paid for nothing", async ({
    expect,
  }) => {
    const ids = async (world: World): Promise<readonly unknown[]> => {
      const first = await composed({ ...world, drawnBefore: 0 });
      const second = await composed({ ...world, drawnBefore: 100 });
      return [first.held?.commandId, second.held?.commandId];
    };
    const [one, other] = await ids({ replies: [replyOf("ok", good)] });
    expect(one).not.toBe(other);
    const [unpaid, again] = await ids({ brief: { ...brief, calls: { ofRun: 6, ofStep: 0 } } });
    expect(unpaid).toBe(again);
  });

  it("waits once for a model that sends retry-after", async ({ expect }) => {
    const busy = replyOf("rate_limited", null, { retryAfterSeconds: 7 });
    const first = await composed({ replies: [busy] });
    expect(first.held).toBeUndefined();
    expect(first.recorded).toMatchObject([{ step: "compose", call: { outcome: "rate_limited" } }]);
    expect(first.became).toMatchObject({ acked: 0, retriedAfter: [8] });
    const again = await composed({ replies: [busy], brief: { ...brief, calls: { ofRun: 1, ofStep: 1 } } });
    expect(again.recorded).toEqual([]);
    expect(again.held?.written).toMatchObject({ outcome: "rate_limited", calls: [{ outcome: "rate_limited" }] });
  });

  it.for<[string, Partial<World>]>([
    ["its run has used its calls", { brief: { ...brief, calls: { ofRun: 6, ofStep: 0 } } }],
    [
      "its source has used its tokens",
      { spent: [{ source: "website", calls: 1, tokens: 2_000_000, microDollars: 1 }] },
    ],
    [
      "all sources together have used the day's tokens",
      { spent: [{ source: "x", calls: 1, tokens: 10_000_000, microDollars: 1 }] },
    ],
    ["the spending could not be read", { spent: new Error("down") }],
  ])("is not requested when %s", async ([, world], { expect }) => {
    const { held, asked } = await composed(world);
    expect(asked).toEqual([]);
    expect(held?.written).toMatchObject({ outcome: "over_budget", calls: [], replies: [] });
    expect(held?.template).toBe("initial");
  });

  it("is not requested again when the run's calls are used up", async ({ expect }) => {
    const { held, asked } = await composed({
      replies: [replyOf("ok", linked)],
      brief: { ...brief, calls: { ofRun: 5, ofStep: 0 } },
    });
    expect(asked).toHaveLength(1);
    expect(held?.written).toMatchObject({ outcome: "draft_refused", offences: ["link"] });
  });
});
