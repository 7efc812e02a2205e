// Tests the webhooks of enrichment tools: what is recorded of companies and their facts, what is refused by name and kept for a person, and that a
// repeat changes nothing.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { signedWebhook } from "../../domain/standard-webhooks.ts";
import { memorySource } from "../../replay/source.ts";
import { verifyLog } from "../../replay/verify.ts";
import { companyIdOf, receiptOf } from "../../schema/ids.ts";
import { companyWish } from "../../testing/companies.ts";
import { aDeployment } from "../../testing/memory/deployment.ts";
import { keyOf, START, SYSTEM_KEY, UNSUBSCRIBE_KEYS } from "../../testing/people.ts";
import { delivered } from "../../testing/stages/people.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import type { PoisonMessage } from "../../schema/messages.ts";
import { type BodyTaken, keptBytes, RefusedBody } from "../../schema/refused-bodies.ts";
import { ingestApp } from "./app.tsx";
import { NO_BUDGET } from "./budget.ts";
import { configuredSources } from "./known-sources.ts";
import { readSources } from "./sources.ts";
import { takeAgain } from "./take-again.ts";

const SECRET = `whsec_${keyOf(6)}`;
const DOMAIN = "winter.example";
const id = companyIdOf(SYSTEM_KEY, DOMAIN);
const sources = readSources({
  SOURCES: '{"enrichment":{"type":"standard_webhooks","sends":"companies"}}',
  SOURCE_SECRETS: JSON.stringify({ enrichment: [{ secret: SECRET }] }),
});

const company = (more: object = {}) => ({
  type: "company.recorded",
  data: { domain: DOMAIN, name: "Winter & Co", industry: "logistics", size: 40, linkedin: "ignored", ...more },
});
const fact = (more: object = {}) => ({
  type: "fact.recorded",
  timestamp: "2026-11-01T08:00:00Z",
  data: {
    domain: `www.${DOMAIN}`,
    kind: "funding",
    value: "€4m",
    source: "crunchbase.example",
    confidence: 0.8,
    expires_at: "2027-03-31",
    ...more,
  },
});

function aDoor() {
  const deployment = aDeployment();
  const { optOut } = deployment;
  const [dead, taken]: [PoisonMessage[], BodyTaken[]] = [[], []];
  let isDown = false;
  const door = {
    systemKey: SYSTEM_KEY,
    policy: samplePolicy.ingest,
    sender: samplePolicy.compose.sender.address,
    now: () => new Date(deployment.now()),
    checkKey: async () => "agrees" as const,
    report: () => undefined,
    send: async () => {
      throw new Error("a statement is no message of the queue");
    },
    keep: async (letter: PoisonMessage | BodyTaken) =>
      void ("taken" in letter ? taken.push(letter) : dead.push(letter)),
  };
  const statements: typeof optOut = {
    ...optOut,
    port: {
      ...optOut.port,
      perform: (commands) => (isDown ? Promise.reject(new Error("down")) : optOut.port.perform(commands)),
    },
  };
  const app = ingestApp({
    ...door,
    sources: configuredSources(sources),
    budget: NO_BUDGET,
    optOut: statements,
    unsubscribeKeys: UNSUBSCRIBE_KEYS,
  });
  return {
    ...deployment,
    dead,
    taken,
    down: (value: boolean): void => void (isDown = value),
    async post(body: string | object, webhookId = "msg_1") {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const signed = signedWebhook(SECRET, { id: webhookId, seconds: START / 1_000, body: text });
      const headers = { "content-type": "application/json", ...signed };
      const answer = await app.request("/webhooks/enrichment", { method: "POST", headers, body: text });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    again: (bodies: readonly RefusedBody[]) =>
      takeAgain(
        bodies.map((body, index) => delivered(body, { id: String(index) })),
        { ...door, sources: async () => sources, statements, random: () => 0 },
      ),
    events: () => deployment.streamOf(id).events,
    refused: () => dead.map(({ reason, body }) => ({ reason, body: RefusedBody.parse(JSON.parse(body)) })),
  };
}

describe("an enrichment tool's webhook", () => {
  it("records a company and a fact in the company's stream, as the source, and touches no contact", async ({
    expect,
  }) => {
    const { post, events, streams, rows } = aDoor();
    const receipt = receiptOf(SYSTEM_KEY, "enrichment", "msg_1");
    expect(await post(company())).toEqual({ status: 202, body: { receipt } });
    expect((await post(fact(), "msg_2")).status).toBe(202);
    expect(events()).toMatchObject([
      {
        type: "CompanyRecorded",
        writer: "ingest",
        payload: { name: "Winter & Co", domains: [DOMAIN], status: "known", size: "40", by: "webhook:enrichment" },
        provenance: { source: "webhook:enrichment", confidence: 1 },
      },
      {
        type: "FactRecorded",
        payload: {
          kind: "funding",
          value: "€4m",
          method: "tool",
          confidence: 8_000,
          observedAt: "2026-11-01T08:00:00.000Z",
          expiresAt: "2027-03-31T00:00:00.000Z",
          by: "webhook:enrichment",
        },
        provenance: { source: "webhook:enrichment" },
      },
    ]);
    expect(streams().filter((stream) => !stream.startsWith("ad_"))).toEqual([id]);
    expect((await verifyLog(memorySource(rows()))).faults).toEqual([]);
  });

  it("is the same statement when it is delivered again, also after another content and an eviction", async ({
    expect,
  }) => {
    const { post, events, evict } = aDoor();
    await post(company());
    const first = await post(fact({ id: "fact_funding" }), "msg_2");
    await post(fact({ id: "fact_funding", value: "€9m" }), "msg_3");
    evict();
    expect(await post(fact({ id: "fact_funding" }), "msg_2")).toEqual(first);
    expect(events().map(({ type }) => type)).toEqual(["CompanyRecorded", "FactRecorded", "FactRecorded"]);
  });

  it("is a conflict when another body has its id, and that body is kept", async ({ expect }) => {
    const { post, events, refused } = aDoor();
    await post(company());
    const { status, body } = await post(company({ name: "Other" }));
    expect([status, body["type"]]).toEqual([409, "urn:holdpoint:problem:receipt_conflict"]);
    expect(events()).toHaveLength(1);
    expect(refused()).toMatchObject([
      { reason: "receipt_conflict", body: { source: "enrichment", providerId: "msg_1" } },
    ]);
  });

  it("is answered 503 while the port does not answer, and recorded once by its repeat", async ({ expect }) => {
    const { post, down, events, dead } = aDoor();
    down(true);
    expect((await post(company())).status).toBe(503);
    down(false);
    expect((await post(company())).status).toBe(202);
    expect([events().length, dead.length]).toEqual([1, 0]);
  });

  it.for([
    ["no domain", company({ domain: undefined }), 422, "field_missing:domain"],
    ["no name", company({ name: undefined }), 422, "field_missing:name"],
    ["a name that is no text", company({ name: { first: "W" } }), 422, "field_invalid:name"],
    ["a public suffix", company({ domain: "co.uk" }), 422, "public_suffix"],
    ["a mailbox provider", fact({ domain: "gmail.com" }), 422, "free_mail"],
    ["a mailbox provider beside its own", company({ domains: ["gmail.com"] }), 422, "free_mail"],
    ["a domain that is none", company({ domain: "winter" }), 422, "field_invalid:domain"],
    ["another status", company({ status: "loved" }), 422, "field_invalid:status"],
    ["a confidence beyond 1", fact({ confidence: 80 }), 422, "field_invalid:confidence"],
    ["a time that is none", fact({ observed_at: "soon" }), 422, "field_invalid:observedAt"],
    ["an end that is none", fact({ expires_at: "never" }), 422, "field_invalid:expiresAt"],
    ["no value", fact({ value: null }), 422, "field_missing:value"],
    ["a company that nobody recorded", fact({ domain: "nobody.example" }), 422, "company_unknown"],
    ["no envelope", [1], 422, "payload_unrecognised"],
    ["no JSON", "{", 400, "not_json"],
    ["too deep", `{"type":"company.recorded","data":${"[".repeat(60)}${"]".repeat(60)}}`, 400, "too_deep"],
    ["too large", company({ name: "x".repeat(200_000) }), 413, "body_too_large"],
  ] as const)("is refused for %s by name, and kept for a person", async ([, body, status, reason], { expect }) => {
    const { post, refused, streams } = aDoor();
    const answer = await post(body);
    expect([answer.status, answer.body["type"]]).toEqual([status, `urn:holdpoint:problem:${reason.split(":")[0]}`]);
    expect(refused().map((one) => one.reason)).toEqual([reason]);
    expect(streams()).toEqual(["ad_audit"]);
  });

  it("ignores an event that is not of companies: no source of companies sends a person", async ({ expect }) => {
    const { post, dead, streams } = aDoor();
    const lead = { type: "lead.created", data: { email: "ada@example.com", message: "Please send a quote." } };
    expect(await post(lead)).toEqual({ status: 202, body: { ignored: "lead.created" } });
    expect([dead, streams()]).toEqual([[], ["ad_audit"]]);
  });

  it("is recorded when a person sends its refused body again, and stays with a person while it is refused", async ({
    expect,
  }) => {
    const { post, again, refused, companies, taken, events, dead } = aDoor();
    await post(fact());
    const [kept] = refused();
    await again([kept!.body]);
    expect([dead.length, taken.length, dead.at(-1)?.reason]).toEqual([2, 0, "company_unknown"]);
    await companies(companyWish(DOMAIN));
    await again([kept!.body]);
    expect(taken).toMatchObject([{ receipt: receiptOf(SYSTEM_KEY, "enrichment", "msg_1") }]);
    expect(events().at(-1)).toMatchObject({ type: "FactRecorded", payload: { by: "webhook:enrichment" } });
  });

  const text = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(DOMAIN, "gmail.com", "co.uk", "funding", "fact_1"),
  );
  const anyValue = fc.oneof(
    { weight: 4, arbitrary: text },
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(text, { maxLength: 3 }),
    fc.constantFrom("2026-11-01", "known", "blocked", 0.5, 1),
  );
  const names =
    "domain name domains status industry size id kind value source confidence found observedAt expires_at x";
  const anyBody = fc.record({
    type: fc.constantFrom("company.recorded", "fact.recorded", "other"),
    timestamp: anyValue,
    data: fc
      .dictionary(fc.constantFrom(...names.split(" ")), anyValue)
      .chain((data) =>
        fc.constantFrom(
          data,
          { ...data, domain: DOMAIN, name: "Winter" },
          { ...data, domain: DOMAIN, kind: "a", value: "b", source: "c", observedAt: "2026-11-01" },
        ),
      ),
  });

  it("is recorded exactly, ignored by its name, or refused and kept with its bytes, whatever it says", async ({
    expect,
  }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyBody, { minLength: 1, maxLength: 4 }), async (bodies) => {
        const { post, events, refused, rows, streams } = aDoor();
        for (const [index, body] of bodies.entries()) {
          const before = [events().length, refused().length];
          const sent = JSON.stringify(body);
          const answers = [await post(sent, `msg_${index}`), await post(sent, `msg_${index}`)];
          expect(answers[1]).toEqual(answers[0]);
          const { status, body: answer } = answers[0]!;
          if (status === 202 && "receipt" in answer) {
            const [event] = events().slice(before[0]);
            if (event?.type === "FactRecorded")
              expect(event.payload).toMatchObject({ kind: String(body.data["kind"]).trim() });
            expect(events().length).toBeLessThanOrEqual(before[0]! + 1);
          } else if (status === 202) expect(answer).toEqual({ ignored: "other" });
          else {
            expect([400, 409, 413, 422]).toContain(status);
            expect(Buffer.from(keptBytes(refused().at(-1)!.body)).toString()).toBe(sent);
            expect(events().length).toBe(before[0]);
          }
        }
        expect(streams().some((stream) => stream.startsWith("ct_"))).toBe(false);
        expect((await verifyLog(memorySource(rows()))).faults).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
