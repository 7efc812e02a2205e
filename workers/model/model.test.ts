// Tests the model port against a local provider, over real connections: after every fault a call ends in time, with an outcome.
import { afterEach, beforeEach, describe, it } from "vitest";
import * as z from "zod";
import { ModelCall } from "../../schema/model-call.ts";
import { type ModelPeer, startModelPeer } from "../../testing/peers/model/peer.ts";
import type { Behaviour } from "../../testing/peers/model/rules.ts";
import { fenced, modelText } from "../../domain/model-text/model-text.ts";
import { type Model, type ModelRequest, type ModelSettings, openModel, promptDigestOf } from "./model.ts";

let peer: ModelPeer;
beforeEach(async () => {
  peer = await startModelPeer([]);
});
afterEach(() => peer.close());

const says = { stages: ["compose"] };
const settings = (changes: Partial<ModelSettings> = {}): ModelSettings => ({
  endpoint: peer.url,
  model: "deepseek-flash",
  apiKey: "any",
  gatewayToken: undefined,
  prices: { input: 0.15, cached: 0.003, output: 0.6 },
  body: { thinking: { type: "disabled" } },
  ...changes,
});
const request: ModelRequest = {
  step: "plan_tasks",
  prefix: "Plan the work.",
  untrusted: fenced(modelText("a lead"), { marker: "0".repeat(32), characters: 100 }),
  tool: { name: "propose_plan", description: "The plan.", schema: z.object({ stages: z.array(z.string()) }) },
  maxTokens: 120,
  // Long enough for a busy machine: only a call that hangs reaches this limit.
  deadlineMs: 60_000,
  metadata: { contactId: "ct_1", runId: "run_1" },
  attempt: 1,
};
const open = (changes: Partial<ModelSettings> = {}, now = () => 0): Model =>
  openModel(settings(changes), { fetch, now });
const ask = (behaviour: Behaviour, changes: Partial<ModelRequest> = {}) => {
  peer.play([{ behaviour }]);
  return open().call({ ...request, ...changes });
};

describe("a call", () => {
  it("returns the forced tool's arguments unchanged, and the cost", async ({ expect }) => {
    const { outcome, reply, call } = await ask({ kind: "reply", says, outputTokens: 20 });
    expect([outcome, reply]).toEqual(["ok", JSON.stringify(says)]);
    expect(ModelCall.parse(call)).toEqual({
      step: "plan_tasks",
      model: "deepseek-flash",
      promptDigest: promptDigestOf(request),
      // 114 characters of prompt are 29 tokens here: 29 · 0.15 + 20 · 0.6 micro-dollars, rounded up.
      tokensIn: 29,
      tokensCached: 0,
      tokensOut: 20,
      costMicroDollars: 17,
      latencyMs: 0,
      outcome: "ok",
    });
  });

  it("sends the fixed prefix first and strangers' text last, with token cap and forced tool, without reasoning output and retries", async ({
    expect,
  }) => {
    await open({ gatewayToken: "who-calls" }).call(request);
    expect(peer.received).toHaveLength(1);
    const [{ body, headers }] = peer.received as [ModelPeer["received"][number]];
    expect(body).toMatchObject({
      max_tokens: 120,
      temperature: 0,
      thinking: { type: "disabled" },
      tool_choice: { type: "function", function: { name: "propose_plan" } },
      messages: [
        { role: "system", content: "Plan the work." },
        { role: "user", content: request.untrusted.text },
      ],
    });
    expect(headers).toMatchObject({
      "cf-aig-collect-log-payload": "false",
      "cf-aig-authorization": "Bearer who-calls",
      "cf-aig-metadata": '{"contactId":"ct_1","runId":"run_1"}',
    });
  });

  it("has a prompt digest that changes with the fixed prefix and not with the untrusted text", ({ expect }) => {
    const other = { ...request, prefix: "Plan something else." };
    expect(promptDigestOf(request)).toBe(
      promptDigestOf({
        ...request,
        untrusted: fenced(modelText("another lead"), { marker: "1".repeat(32), characters: 100 }),
      } as ModelRequest),
    );
    expect(promptDigestOf(other)).not.toBe(promptDigestOf(request));
  });

  it.for<[string, Behaviour, string]>([
    ["rate limit", { kind: "rate_limited", retryAfterSeconds: 2 }, "rate_limited"],
    ["server error", { kind: "failure", status: 500 }, "unavailable"],
    ["overload", { kind: "failure", status: 529 }, "unavailable"],
    ["connection that ends in the body", { kind: "cut_off", afterBytes: 40, says }, "unavailable"],
    ["empty body", { kind: "wrong_schema", what: "empty" }, "malformed"],
    ["page of a proxy", { kind: "wrong_schema", what: "html" }, "malformed"],
    ["array", { kind: "wrong_schema", what: "array" }, "malformed"],
    ["missing list of choices", { kind: "wrong_schema", what: "no_choices" }, "malformed"],
    ["empty list of choices", { kind: "wrong_schema", what: "empty_choices" }, "malformed"],
    ["message without words", { kind: "wrong_schema", what: "null_content" }, "empty"],
    ["missing usage", { kind: "wrong_schema", what: "no_usage" }, "ok"],
    ["other tool", { kind: "wrong_schema", what: "other_tool" }, "malformed"],
    ["reply in words", { kind: "reply", says, as: "content" }, "malformed"],
    ["reply over its cap", { kind: "reply", says: { stages: Array(400).fill("compose") } }, "cut_off"],
    ["flood", { kind: "floods", characters: 2_000_000 }, "unavailable"],
  ])("ends with an outcome after a %s", async ([, behaviour, outcome], { expect }) => {
    const { call, ...ended } = await ask(behaviour);
    expect(ended.outcome).toBe(outcome);
    expect(ModelCall.parse(call).outcome).toBe(outcome);
    expect(peer.received).toHaveLength(1);
  });

  it.for<[string, Behaviour]>([
    ["drips for ever", { kind: "drip", lines: null, everyMilliseconds: 20, says }],
    ["hangs before its headers", { kind: "hang", after: "nothing" }],
    ["hangs after its headers", { kind: "hang", after: "headers" }],
  ])("ends at its deadline when the provider %s", async ([, behaviour], { expect }) => {
    // The provider never ends its answer: without the deadline this waits until the test's own limit.
    expect((await ask(behaviour, { deadlineMs: 400 })).outcome).toBe("timeout");
    for (const { ended } of peer.received) expect(await ended).toBe("client_left");
  });

  it("waits for a slow body that ends in time", async ({ expect }) => {
    expect((await ask({ kind: "drip", lines: 10, everyMilliseconds: 2, says })).reply).toBe(JSON.stringify(says));
  });

  it("ends when nothing listens at the endpoint", async ({ expect }) => {
    const model = open({ endpoint: "http://127.0.0.1:1/v1" });
    expect(await model.call(request)).toMatchObject({ outcome: "unavailable", reply: null });
  });
});

describe("a model that sends retry-after", () => {
  const waitAfter = async (behaviour: Behaviour) => (await ask(behaviour)).retryAfterSeconds;

  it("has the seconds in its reply; zero or a missing header gives none", async ({ expect }) => {
    expect(await waitAfter({ kind: "rate_limited", retryAfterSeconds: 7 })).toBe(7);
    expect(await waitAfter({ kind: "rate_limited", retryAfterSeconds: 0 })).toBeUndefined();
    expect(await waitAfter({ kind: "failure", status: 503 })).toBeUndefined();
  });

  it.for([
    ["Sun, 22 Nov 2026 12:00:07 GMT", 7],
    ["Sun, 22 Nov 2026 11:59:00 GMT", undefined],
    ["soon", undefined],
    ["-3", undefined],
    ["", undefined],
  ] as const)("may send a date: %j", async ([header, expected], { expect }) => {
    const now = () => Date.parse("2026-11-22T12:00:00.000Z");
    const fetch = async () => new Response("{}", { status: 503, headers: { "retry-after": header } });
    expect((await openModel(settings(), { fetch, now }).call(request)).retryAfterSeconds).toBe(expected);
  });

  it("is called again only after its breaker closes, at the returned time", async ({ expect }) => {
    let now = 0;
    const model = open({}, () => now);
    peer.play([
      { behaviour: { kind: "failure", status: 503 }, times: 6 },
      { behaviour: { kind: "rate_limited", retryAfterSeconds: 1 }, times: 1 },
      { behaviour: { kind: "reply", says } },
    ]);
    for (let failure = 0; failure < 6; failure += 1) await model.call(request);
    // The seventh failure within a minute opens the breaker for half a minute, for any retry-after.
    const { retryAfterSeconds = 0 } = await model.call(request);
    expect(retryAfterSeconds).toBe(30);
    now = retryAfterSeconds * 1_000;
    expect((await model.call(request)).outcome).toBe("ok");
  });
});

describe("a call that is not made", () => {
  it.for<[string, Partial<ModelSettings>, Partial<ModelRequest>, string]>([
    ["there is no endpoint", { endpoint: "" }, {}, "not_configured"],
    ["there is no key", { apiKey: undefined }, {}, "not_configured"],
    ["the step's message has been delivered too often", {}, { attempt: 4 }, "over_budget"],
  ])("has an outcome that says why when %s", async ([, settingsChange, requestChange, outcome], { expect }) => {
    const ended = await open(settingsChange).call({ ...request, ...requestChange });
    expect(ended).toEqual({ outcome, reply: null, call: null });
    expect(peer.received).toHaveLength(0);
  });

  it("has the outcome breaker_open until the breaker closes, and calls then resume", async ({ expect }) => {
    let now = 0;
    const model = open({}, () => now);
    peer.play([{ behaviour: { kind: "rate_limited", retryAfterSeconds: 30 } }]);
    expect((await model.call(request)).outcome).toBe("rate_limited");
    now = 29_999;
    expect((await model.call(request)).outcome).toBe("breaker_open");
    now = 30_000;
    peer.play([{ behaviour: { kind: "reply", says } }]);
    expect((await model.call(request)).outcome).toBe("ok");
    expect(peer.received).toHaveLength(2);
  });
});
