// Tests webhooks with a valid signature: which are accepted, which get a problem, and what happens while the queue is down.
import { afterEach, beforeEach, describe, it } from "vitest";
import * as z from "zod";
import { corpusFile } from "../../testing/corpora.ts";
import { MAIL_BODY_BYTES } from "./mail.ts";
import {
  ADDRESS,
  inheritedNames,
  LEADS,
  leadOf,
  leaksOf,
  person,
  PROBLEM,
  SOURCE_NAMES,
  webhook,
  whole,
} from "../../testing/stages/ingest.ts";
import { START } from "../../testing/people.ts";
import { DAY_MS } from "../../schema/time.ts";
import { ingestDeployment } from "../../testing/memory/ingest.ts";

const HERE = "https://desk.example";
const inherited = inheritedNames();
let world = ingestDeployment();
beforeEach(() => {
  world = ingestDeployment();
});
afterEach(({ expect }) => {
  expect(leaksOf([...world.lines, ...world.answers])).toEqual([]);
  expect(inheritedNames()).toBe(inherited);
});

/** The same small lead as senders of forms put it into a body. */
const FIELD_BODIES = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        contentType: z.string(),
        body: z.string().default(""),
        base64: z.string().optional(),
      }),
    ),
  })
  .parse(JSON.parse(corpusFile("field/c15.json"))).items;

describe("a signed webhook", () => {
  const form = (text: string) => webhook("website", text, { contentType: "application/x-www-form-urlencoded" });
  const crm = (body: object) => webhook("crm", body);

  it.for([
    ["not JSON", webhook("website", "{"), 400, "not_json", undefined],
    ["nested too deep", webhook("crm", "[".repeat(21) + "]".repeat(21)), 400, "too_deep", undefined],
    [
      "too many names",
      form(Array.from({ length: 2_001 }, (_, i) => `k${i}=`).join("&")),
      400,
      "too_many_keys",
      undefined,
    ],
    ["too large", webhook("typeform", " ".repeat(65_537)), 413, "body_too_large", undefined],
    ["too large for a mail", webhook("crm", " ".repeat(MAIL_BODY_BYTES + 1)), 413, "body_too_large", undefined],
    [
      "compressed",
      webhook("crm", {}, { headers: { "content-encoding": "gzip" } }),
      415,
      "content_encoding_unsupported",
      undefined,
    ],
    [
      "of the type text/plain, and no JSON",
      webhook("crm", "Dear all", { contentType: "text/plain" }),
      415,
      "content_type_unsupported",
      undefined,
    ],
    [
      "a form from a source that sends JSON",
      webhook("crm", "a=b", { contentType: "application/x-www-form-urlencoded" }),
      415,
      "content_type_unsupported",
      undefined,
    ],
    ["a JSON list", webhook("website", "[]"), 422, "payload_unrecognised", undefined],
    ["without an address", form("name=Ada"), 422, "field_missing", "email"],
    ["with an invalid address", form("email=ada"), 422, "field_invalid", "email", "no_at"],
    [
      "an unknown outcome",
      crm({ type: "outcome.reported", data: { email: ADDRESS, outcome: "won" } }),
      422,
      "field_invalid",
      "outcome",
    ],
    [
      "a message without text",
      crm({ type: "message.received", data: { email: ADDRESS } }),
      422,
      "field_missing",
      "text",
    ],
  ] as const)("gets a problem with its reason: %s", async ([, request, status, reason, field, how], { expect }) => {
    const response = await world.ask(request.clone());
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const problem = PROBLEM.parse(await response.json());
    expect(problem).toMatchObject({ type: `urn:holdpoint:problem:${reason}`, status, ...(field ? { field } : {}) });
    expect(response.status).toBe(status);
    // Nothing says whose a body is that was not read to its end.
    const isRead = (await request.arrayBuffer()).byteLength <= MAIL_BODY_BYTES;
    expect(world.order).toEqual(isRead ? ["dead_letters"] : []);
    expect(world.refused().map((one) => one.reason)).toEqual(
      isRead ? [[reason, field, how].filter(Boolean).join(":")] : [],
    );
    expect(world.lines.map((line) => JSON.parse(line))).toEqual([{ reason: `webhook_refused:${reason}` }]);
  });

  it("is read whatever its content type and encoding: the bodies of the field corpus", async ({ expect }) => {
    for (const { id, contentType, body, base64 } of FIELD_BODIES) {
      const bytes = base64 === undefined ? body : new Uint8Array(Buffer.from(base64, "base64"));
      const response = await world.ask(webhook("website", bytes, { contentType }));
      expect([id, response.status]).toEqual([id, 202]);
      const signal = world.sent.at(-1)?.signal;
      const name = id.startsWith("latin1") ? "Jürgen" : "Marta";
      expect([id, signal]).toEqual([id, expect.objectContaining({ kind: "lead", name })]);
      expect([id, signal?.email]).toEqual([id, expect.stringMatching(/^\w+@c14\.example\.net$/u)]);
    }
  });

  it("is refused alike for every source name when it is too large to be read, compressed or of an unknown type", async ({
    expect,
  }) => {
    for (const change of [{ body: " ".repeat(MAIL_BODY_BYTES + 1) }, { type: "text/plain" }, { encoding: "br" }]) {
      const answers = ["crm", "website", "nobody"].map(async (name) => {
        const headers = {
          "content-type": change.type ?? "application/json",
          ...(change.encoding && { "content-encoding": change.encoding }),
        };
        return whole(
          await world.ask(
            new Request(`${HERE}/webhooks/${name}`, { method: "POST", headers, body: change.body ?? "{}" }),
          ),
        );
      });
      const [first, ...others] = await Promise.all(answers);
      expect(first?.status).toBe(change.body ? 413 : 401);
      for (const other of others) expect(other).toEqual(first);
    }
  });

  it("gets 202 with its receipt when the queue has it, and needs no database", async ({ expect }) => {
    for (const source of SOURCE_NAMES) {
      const response = await world.ask(webhook(source, leadOf(source)));
      expect(response.status).toBe(202);
      expect(await response.json()).toEqual({ receipt: world.sent.at(-1)?.receipt });
    }
    expect(world.order).toEqual(SOURCE_NAMES.map(() => "queue"));
    expect(world.sent.map(({ contactId, source }) => [contactId, source])).toEqual(
      SOURCE_NAMES.map((source) => [person, source]),
    );
    expect(world.lines).toEqual([]);
  });

  it("gets the names of the fields that could not be read, which are left out", async ({ expect }) => {
    const ahead = new Date(START + DAY_MS + 1).toISOString();
    for (const [stated, unread] of [
      [{ submitted_at: "soon" }, ["occurredAt"]],
      [{ submitted_at: ahead, phone: "at night" }, ["occurredAt", "phone"]],
      [{ submitted_at: new Date(START + DAY_MS).toISOString(), phone: "+49 30 1234567" }, undefined],
    ] as const) {
      const response = await world.ask(webhook("website", { ...LEADS.website(), ...stated }));
      const { receipt, signal } = world.sent.at(-1) ?? {};
      expect([response.status, await response.json()]).toEqual([202, { receipt, ...(unread && { unread }) }]);
      expect([signal?.unread, signal?.occurredAt === undefined]).toEqual([unread, unread !== undefined]);
    }
  });

  it("that is refused gets its problem only when it is kept for a person; else 503 with retry-after", async ({
    expect,
  }) => {
    world.broken.add("dead_letters");
    const answer = await world.ask(form("name=Ada"));
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "30"]);
    world.broken.clear();
    expect((await world.ask(form("name=Ada"))).status).toBe(422);
    expect(world.refused()).toMatchObject([{ reason: "field_missing:email", body: { source: "website" } }]);
  });

  it("gets 503 with retry-after while the queue is down, and is not recorded", async ({ expect }) => {
    world.broken.add("queue");
    for (const source of SOURCE_NAMES) {
      const response = await world.ask(webhook(source, leadOf(source)));
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, "30"]);
      expect(PROBLEM.parse(await response.json()).type).toBe("urn:holdpoint:problem:unavailable");
    }
    expect(world.order).toEqual(SOURCE_NAMES.map(() => "queue"));
    expect(world.sent).toEqual([]);
    expect(await world.logged(person)).toEqual([]);
    expect(world.lines).toHaveLength(SOURCE_NAMES.length);
  });

  it.for([
    ["crm", { type: "invoice.paid", data: { email: ADDRESS } }, "invoice.paid"],
    ["crm", { type: "constructor" }, "constructor"],
    ["crm", { type: "" }, "unnamed"],
    ["crm", { type: `\u0000${"x".repeat(300)}\r\n` }, "unnamed"],
    ["crm", { type: ADDRESS }, "unnamed"],
    ["typeform", { event_type: "form_response_partial" }, "form_response_partial"],
  ] as const)(
    "of an event that Holdpoint does not use is accepted and dropped: %s %j",
    async ([source, body, name], { expect }) => {
      const response = await world.ask(webhook(source, body));
      expect([response.status, await response.json()]).toEqual([202, { ignored: name }]);
      expect([world.order, world.sent]).toEqual([[], []]);
    },
  );

  it("cannot set Holdpoint's own fields", async ({ expect }) => {
    const internal = {
      contactId: "ct_1",
      flags: [],
      replied: false,
      score: 1,
      runId: "run_1",
      kind: "history",
      v: 9,
      receipt: "rc_1",
    };
    await world.ask(webhook("website", { ...LEADS.website(), ...internal }));
    await world.ask(webhook("crm", { ...LEADS.crm(ADDRESS, internal), ...internal }));
    for (const { signal, contactId } of world.sent) {
      // What is no field of ours is the lead's words at the most.
      expect({ ...signal, text: "" }).toEqual({ kind: "lead", email: ADDRESS, name: "Ada", text: "" });
      expect(contactId).toBe(person);
    }
  });
});
