// Tests ingest with a model, in the whole system, against the local peer: for any behaviour of the model, a person's message is
// recorded with a class and its origin, and no model is asked about a vetoed contact. After each test the log is verified.
import type { Port } from "../../schema/ports.ts";
import { performOne } from "../../schema/only-answer.ts";
import { afterAll, beforeAll, it } from "vitest";
import type { StoredEvent } from "../../schema/events.ts";
import { eventually } from "../../local/eventually.ts";
import { type Harness, startHarness } from "../../testing/system/harness.ts";
import { signedHeaders } from "../../local/sign.ts";
import { holdsAfterEach } from "../../testing/system/log-holds.ts";
import { type ModelPeer, startModelPeer } from "../../testing/peers/model/peer.ts";
import type { Behaviour } from "../../testing/peers/model/rules.ts";
import { addressOf, contactNamed } from "../../testing/people.ts";
import { TEST_SOURCE_SECRETS } from "../../testing/secrets.ts";
import { typesOf } from "../../testing/system/types-of.ts";

let [system, peer]: [Harness, ModelPeer] = [undefined as never, undefined as never];
beforeAll(async () => {
  peer = await startModelPeer([]);
  system = await startHarness({ settings: { ingest: { MODEL_ENDPOINT: peer.url, MODEL_API_KEY: "any" } } });
});
afterAll(async () => {
  await system.close();
  await peer.close();
});
holdsAfterEach(() => system);

const says = (as: string): Behaviour => ({ kind: "reply", says: { class: as } });
const plays = (behaviours: Readonly<Record<string, Behaviour>>): void =>
  peer.play(Object.entries(behaviours).map(([name, behaviour]) => ({ shows: `I am ${name}.`, behaviour })));
const askedAbout = (name: string): number =>
  peer.received.filter(({ body }) => JSON.stringify(body.messages).includes(`I am ${name}.`)).length;

/** Sends a message of a named person. */
async function writes(name: string, text = "What does it cost?", id = "msg_1"): Promise<void> {
  const data = { email: addressOf(name), text: `I am ${name}. ${text}` };
  const body = JSON.stringify({ type: "message.received", data });
  const headers = signedHeaders({
    type: "standard_webhooks",
    secret: TEST_SOURCE_SECRETS.crm,
    body,
    id: `${id}_${name}`,
    contentType: "application/json",
    nowSeconds: Math.floor(Date.now() / 1_000),
  });
  const { status } = await fetch(new URL("/webhooks/crm", system.url), { method: "POST", body, headers });
  if (status !== 202) throw new Error(`the webhook was answered ${status}`);
}

const eventsOf = (name: string): Promise<readonly StoredEvent[]> => system.eventsOf(contactNamed(name));
const until = (name: string, type: StoredEvent["type"], times = 1): Promise<readonly StoredEvent[]> =>
  eventually(
    async () => {
      const events = await eventsOf(name);
      return events.filter((event) => event.type === type).length >= times && events;
    },
    { what: `${type} of ${name}` },
  );
const heardIn = (events: readonly StoredEvent[]) => events.findLast(({ type }) => type === "SignalReceived");
const columnsOf = (events: readonly StoredEvent[]) => heardIn(events)?.provenance.evidence[0]?.columns ?? {};

it("a message gets the class that the model gives, and is handled by it", async ({ expect }) => {
  plays({ ada: says("interested"), bea: says("unsubscribe"), cy: says("not_interested") });
  await Promise.all(["ada", "bea", "cy"].map((name) => writes(name, "Hm.")));
  expect(typesOf(await until("ada", "PreviewHeld"))).toEqual([
    "SignalReceived",
    "LlmCalled",
    "ActionDecided",
    "QualificationGraded",
    "OpportunityAnalyzed",
    "PreviewHeld",
  ]);
  // A model ends nothing: what it takes for an opt-out or a refusal goes on, and a person reads it.
  expect(typesOf(await until("bea", "PreviewHeld")).slice(0, 3)).toEqual(["SignalReceived", "LlmCalled", "TaskRaised"]);
  expect(typesOf(await until("cy", "PreviewHeld")).slice(0, 2)).toEqual(["SignalReceived", "LlmCalled"]);
  expect(columnsOf(await eventsOf("cy"))).toMatchObject({ class: "info_request", by_model: "not_interested" });
  expect(columnsOf(await eventsOf("ada"))["rule"]).toMatch(/^llm:deepseek-flash@[\w-]{12}#interested$/);
  const { body, headers } = peer.received.find(({ body }) => JSON.stringify(body.messages).includes("I am ada."))!;
  expect(JSON.stringify(body)).not.toContain("@engine.example");
  expect(body).toMatchObject({ max_tokens: 30, thinking: { type: "disabled" } });
  expect(headers["cf-aig-collect-log-payload"]).toBe("false");
});

it("each failure of a model leaves the class to the rules and is recorded", async ({ expect }) => {
  const ends: Readonly<Record<string, readonly [Behaviour, string]>> = {
    words: [{ kind: "reply", says: "The class is unsubscribe" }, "malformed"],
    other: [says("other"), "malformed"],
    more: [{ kind: "reply", says: { class: "unsubscribe", flag: "off" } }, "malformed"],
    text: [{ kind: "reply", says: { class: "unsubscribe" }, as: "content" }, "malformed"],
    long: [{ kind: "reply", says: { class: "unsubscribe".repeat(40) } }, "cut_off"],
    page: [{ kind: "wrong_schema", what: "html" }, "malformed"],
    empty: [{ kind: "wrong_schema", what: "null_content" }, "empty"],
    tool: [{ kind: "wrong_schema", what: "other_tool" }, "malformed"],
    failing: [{ kind: "failure", status: 503 }, "unavailable"],
    obeying: [{ kind: "obeys", says: { class: "{{shown}}" } }, "cut_off"],
    hanging: [{ kind: "hang", after: "nothing" }, "timeout"],
    dripping: [{ kind: "drip", lines: null, everyMilliseconds: 100, says: { class: "unsubscribe" } }, "timeout"],
  };
  plays(Object.fromEntries(Object.entries(ends).map(([name, [behaviour]]) => [name, behaviour])));
  await Promise.all(Object.keys(ends).map((name) => writes(name)));
  for (const [name, [, how]] of Object.entries(ends)) {
    const events = await until(name, "PreviewHeld");
    expect([name, columnsOf(events), askedAbout(name)]).toEqual([
      name,
      { kind: "message", class: "info_request", rule: "rule:hear@2#asking.en", fallback: how },
      1,
    ]);
  }
});

it("ingest does not wait for a model that sends retry-after", async ({ expect }) => {
  plays({ eve: { kind: "rate_limited", retryAfterSeconds: 1 } });
  await writes("eve");
  expect(columnsOf(await until("eve", "PreviewHeld"))).toMatchObject({
    class: "info_request",
    fallback: "rate_limited",
  });
});

it("no model is asked about a vetoed contact or a plain opt-out", async ({ expect }) => {
  const { PORT } = await system.env<{ PORT: Port<"desk"> }>("desk");
  await performOne(PORT, {
    type: "Suppress",
    wishes: [{ kind: "address", value: addressOf("vera"), by: "grace", reason: "other", why: "asked" }],
  });
  plays({ vera: says("interested"), will: says("interested"), zoe: says("interested") });
  const before = peer.received.length;
  await Promise.all([writes("vera"), writes("will", "Please unsubscribe me."), writes("zoe", "Remove me.")]);
  expect(typesOf(await until("vera", "SafetyVetoed")).slice(0, 2)).toEqual(["SignalReceived", "SafetyVetoed"]);
  await until("will", "ContactFlagged");
  await until("zoe", "ContactFlagged");
  // This contact is flagged by an earlier message.
  await writes("will", "Well, what does it cost?", "msg_2");
  expect(typesOf(await until("will", "SafetyVetoed"))).not.toContain("LlmCalled");
  expect(peer.received).toHaveLength(before);
});
