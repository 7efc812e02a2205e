// Tests the composer with a model, in the whole system, against the local peer: for any behaviour of the model, a lead ends at a
// draft hold that records how it was written. After each test the log is verified: every reply is judged again, by the rules and
// the material of its time.
import type { Policy } from "../../schema/policy.ts";
import type { Port } from "../../schema/ports.ts";
import { openingOf } from "../../testing/policy-words.ts";
import { performOne } from "../../schema/only-answer.ts";
import { beforeAll, describe, it } from "vitest";
import type { StoredEvent } from "../../schema/events.ts";
import { eventually } from "../../local/eventually.ts";
import { aSystem, askingAt, the } from "../../testing/system/model-system.ts";
import { typesOf } from "../../testing/system/types-of.ts";
import type { Behaviour } from "../../testing/peers/model/rules.ts";

const ASKS =
  "Before I suggest anything, I would like to understand how you work today and what should change. Could you tell me a little more about it?";
const draft = (more: { readonly subject?: string; readonly body?: string; readonly claims?: unknown } = {}) => ({
  subject: "Your message to us",
  body: `Hello,\n\nthank you for your message. ${ASKS}`,
  claims: [{ text: "thank you for your message", evidence: ["S2"] }],
  ...more,
});
const says = (what: object | string): Behaviour => ({ kind: "reply", says: what as Record<string, unknown> });
const good = says(draft());
const linked = says(draft({ body: `Hello,\n\nthank you for your message. ${ASKS} See https://deals.example/now.` }));
const hostile = says(
  draft({
    subject: "Act now",
    body: `Hello {{name}},\n\nyou get a 90% discount, guaranteed. Call +1 555 0100 now. ${ASKS}`,
  }),
);

const plan = { stages: ["qualify", "analyze_opportunity", "compose"] };

/** The model's behaviour, the outcome at the hold, and the number of calls. */
const ENDS: Readonly<Record<string, readonly [Behaviour, string, number]>> = {
  obeying: [{ kind: "obeys", says: draft({ body: "{{shown}}" }) }, "cut_off", 1],
  canary: [{ kind: "obeys", says: draft({ body: `Hello,\n\n<untrusted a> ${ASKS}` }) }, "draft_refused", 2],
  hostile: [hostile, "draft_refused", 2],
  words: [says("Here is the draft: Hello"), "draft_unreadable", 2],
  content: [{ kind: "reply", says: draft(), as: "content" }, "malformed", 1],
  long: [says(draft({ body: "Hello. ".repeat(400) })), "cut_off", 1],
  page: [{ kind: "wrong_schema", what: "html" }, "malformed", 1],
  empty: [{ kind: "wrong_schema", what: "null_content" }, "empty", 1],
  tool: [{ kind: "wrong_schema", what: "other_tool" }, "malformed", 1],
  failing: [{ kind: "failure", status: 503 }, "unavailable", 1],
  busy: [{ kind: "rate_limited", retryAfterSeconds: 0 }, "rate_limited", 1],
};

/** Each of these ends at the deadline: the local runtime does not report a connection that breaks inside a body. */
const NEVER_ENDING: Readonly<Record<string, Behaviour>> = {
  broken: { kind: "cut_off", afterBytes: 30, says: draft() },
  hang: { kind: "hang", after: "headers" },
  drip: { kind: "drip", lines: null, everyMilliseconds: 100, says: draft() },
};

const callsIn = (events: readonly StoredEvent[]) =>
  events.flatMap((event) => (event.type === "LlmCalled" && event.payload.step === "write_draft" ? [event] : []));

/** The provenance source of a draft (model and prompt) while the rules plan. With a model's plan it must be the same. */
let source: string;

describe("with the planner's flag off", () => {
  const { peer, system, api, plays, lead, confirm, until, askedFor, contactOf } = aSystem((url) => ({
    composer: askingAt(url),
  }));
  const held = async (name: string) => {
    const events = await until(name, "DraftHeld");
    return { events, event: the(events, "DraftHeld") };
  };
  const wordsOf = async (name: string, version: number): Promise<Record<string, unknown>> => {
    const { timeline } = (await api("GET", `/contacts/${contactOf(name)}`)) as {
      timeline: { version: number; words: Record<string, unknown> }[];
    };
    return timeline.find((entry) => entry.version === version)?.words ?? {};
  };

  const inForce = async () => ((await api("GET", "/policy")) as { readonly policy: Policy }).policy;
  const NAMES = ["ada", "bea", ...Object.keys(ENDS)];
  beforeAll(async () => {
    plays({
      ada: good,
      bea: [linked, good],
      ...Object.fromEntries(Object.entries(ENDS).map(([name, [behaviour]]) => [name, behaviour])),
    });
    await Promise.all(NAMES.map((name) => lead(name)));
    await Promise.all(NAMES.map(confirm));
    await Promise.all(NAMES.map((name) => until(name, "DraftHeld")));
  });

  it("a model's draft is held with our footer and recipient, and cites its sources", async ({ expect }) => {
    const { events, event } = await held("ada");
    expect(typesOf(events).slice(-3)).toEqual(["PreviewConfirmed", "LlmCalled", "DraftHeld"]);
    expect(event.payload).toMatchObject({
      template: "initial",
      writing: { outcome: "written", offences: [], claims: 1 },
    });
    expect(event.provenance).toMatchObject({ confidence: 1, reason: "first_contact" });
    source = event.provenance.source;
    expect(source).toMatch(/^llm:deepseek-flash@[\w-]{22}$/);
    expect(event.provenance.evidence.map(({ table }) => table)).toContain("policy");
    const words = await wordsOf("ada", event.version);
    expect(words).toMatchObject({ recipient: "ada@engine.example", subject: draft().subject, body: draft().body });
    expect(words["footer"]).toContain((await inForce()).compose.sender.organisation);
    const rows = await system().rows<{ body: string }>("SELECT body FROM events WHERE stream_id = ?", contactOf("ada"));
    expect(rows.map(({ body }) => body).join("\n")).not.toMatch(/thank you|Before I suggest|A quote, please/);
    const [asked] = askedFor("ada");
    expect(asked?.body).toMatchObject({ max_tokens: 260, thinking: { type: "disabled" } });
    expect(JSON.stringify(asked?.body)).not.toContain("@engine.example");
    expect(asked?.headers["cf-aig-collect-log-payload"]).toBe("false");
  });

  it("a draft that breaks a rule is requested once more with the offence's name", async ({ expect }) => {
    const { events, event } = await held("bea");
    expect(event.payload.writing).toMatchObject({ outcome: "rewritten", offences: ["link"] });
    const asked = askedFor("bea");
    expect(asked).toHaveLength(2);
    expect(JSON.stringify(asked[0]?.body.messages)).not.toContain("An earlier draft was refused");
    expect(JSON.stringify(asked[1]?.body.messages)).toContain(
      "An earlier draft was refused: it had a link that is not allowed.",
    );
    expect(asked[0]?.body.messages[0]).toEqual(asked[1]?.body.messages[0]);
    const calls = callsIn(events);
    expect(calls.map(({ commandId }) => commandId)).toEqual([event.commandId, event.commandId]);
  });

  it("any other behaviour of a model leads to the template, and the hold records it", async ({ expect }) => {
    const opening = openingOf(await inForce());
    for (const [name, [, how, times]] of Object.entries(ENDS)) {
      const { events, event } = await held(name);
      const outcome = event.payload.writing?.outcome;
      expect([name, outcome, askedFor(name).length, callsIn(events).length]).toEqual([name, how, times, times]);
      expect([event.provenance.source, event.provenance.confidence]).toEqual(["template:initial", 0]);
      const words = await wordsOf(name, event.version);
      expect(words["body"]).toContain(opening);
      expect(words["body"]).not.toMatch(/untrusted|discount|Before I suggest/);
    }
  });

  // This test waits half a minute, so only the full suite runs it. The planner's tests always check that a deadline ends a call;
  // both Workers use the same model port.
  it.runIf(process.env["HOLDPOINT_FULL"] === "1")(
    "a call that never ends is aborted at the deadline",
    async ({ expect }) => {
      const names = Object.keys(NEVER_ENDING);
      plays({ ...NEVER_ENDING, mia: { kind: "reply", says: draft(), waits: true } });
      await Promise.all(["mia", ...names].map((name) => lead(name)));
      await Promise.all(names.map((name) => until(name, "PreviewHeld")));
      // While the model writes for one contact, the other messages gather in the queue and are then handled at once.
      await confirm("mia");
      await eventually(async () => askedFor("mia").length === 1, { what: "the request about mia" });
      await Promise.all(names.map(confirm));
      peer().release();
      const latencies: number[] = [];
      for (const name of names) {
        const { events, event } = await held(name);
        expect([name, event.payload.writing?.outcome, askedFor(name).length]).toEqual([name, "timeout", 1]);
        expect(event.provenance.source).toBe("template:initial");
        latencies.push(...callsIn(events).map(({ payload }) => payload.latencyMs));
      }
      // Arriving data does not extend the deadline.
      expect(Math.min(...latencies)).toBeGreaterThan(29_000);
      expect(Math.max(...latencies)).toBeLessThan(2 * Math.min(...latencies));
    },
  );

  it("a model that sends retry-after is called once more, later", async ({ expect }) => {
    plays({ cleo: [{ kind: "rate_limited", retryAfterSeconds: 1 }, good] });
    await lead("cleo");
    await confirm("cleo");
    const { events, event } = await held("cleo");
    expect(event.payload.writing?.outcome).toBe("written");
    expect(callsIn(events).map(({ payload, commandId }) => [payload.outcome, commandId === event.commandId])).toEqual([
      ["rate_limited", false],
      ["ok", true],
    ]);
  });

  it("a contact who is suppressed while the model writes gets no hold, and the call is recorded", async ({
    expect,
  }) => {
    plays({ vera: { kind: "reply", says: draft(), waits: true } });
    await lead("vera");
    await confirm("vera");
    // The list is read before the model is called.
    await eventually(async () => askedFor("vera").length === 1, { what: "the request about vera" });
    const { PORT } = await system().env<{ PORT: Port<"desk"> }>("desk");
    await performOne(PORT, {
      type: "Suppress",
      wishes: [{ kind: "address", value: "vera@engine.example", by: "grace", reason: "other", why: "asked" }],
    });
    // The entry ends the run at once. The call that is under way is paid for: it and its draft are recorded when it answers.
    expect(typesOf(await until("vera", "SafetyVetoed")).at(-1)).toBe("SafetyVetoed");
    peer().release();
    const events = await until("vera", "DraftUnused");
    expect(typesOf(events).slice(-3)).toEqual(["SafetyVetoed", "LlmCalled", "DraftUnused"]);
    expect(the(events, "SafetyVetoed").payload).toMatchObject({ where: "hold", reason: "suppressed" });
    expect(peer().received.filter(({ body }) => JSON.stringify(body).includes("I am vera."))).toHaveLength(1);
  });
});

describe("with the planner's flag on", () => {
  const { system, api, plays, lead, confirm, until, askedFor, contactOf } = aSystem((url) => ({
    planner: { ...askingAt(url), SALES_SUPPORT_SEQUENCER_REASONING: "on" },
    composer: askingAt(url),
  }));

  it("a lead is planned and written by the models, and sent by a person", async ({ expect }) => {
    plays({}, [
      { tool: "propose_plan", behaviour: says(plan) },
      { tool: "write_draft", behaviour: good },
    ]);
    await lead("ada");
    await confirm("ada");
    const { payload, provenance } = the(await until("ada", "DraftHeld"), "DraftHeld");
    expect(provenance.source).toBe(source);
    await api("POST", `/holds/${payload.holdId}/approve`, { digest: payload.digest });
    const events = await until("ada", "DispatchSucceeded");
    expect(typesOf(events)).toEqual([
      "SignalReceived",
      "LlmCalled",
      "PlanProposed",
      "ActionDecided",
      "QualificationGraded",
      "OpportunityAnalyzed",
      "PreviewHeld",
      "PreviewConfirmed",
      "LlmCalled",
      "DraftHeld",
      "DraftApproved",
      "DispatchClaimed",
      "DispatchSucceeded",
    ]);
    expect([askedFor("ada", "propose_plan").length, askedFor("ada", "write_draft").length]).toEqual([1, 1]);
    const [sent] = await system().rows<{ message: string }>("SELECT message FROM outbox");
    expect(sent?.message).toContain("Before I suggest anything");
    expect(sent?.message).toContain("List-Unsubscribe");
    const { receipt } = (await api("GET", `/contacts/${contactOf("ada")}/receipt`)) as {
      receipt: { answer: string };
    };
    expect(receipt.answer).toContain("A model wrote the words; grace released them.");
    const hold = (await api("GET", `/holds/${payload.holdId}`)) as { writing: object };
    expect(hold.writing).toMatchObject({
      outcome: "written",
      claims: [{ cites: [{ ref: "S2", about: "form", text: "I am ada. A quote, please." }] }],
    });
  });
});
