// Tests the queue messages: they have ids and no personal data (except ingest), stable ids, and they fit the queue's size limit.
import { SYSTEM_KEY } from "../testing/people.ts";
import { describe, it } from "vitest";
import {
  contactIdOf,
  draftIdOf,
  holdIdOf,
  MessageId,
  messageIdOf,
  Receipt,
  receiptOf,
  runIdOf,
  approvalIdOf,
} from "./ids.ts";
import { PlanStage, Queue } from "./lists.ts";
import {
  composeMessage,
  dispatchMessage,
  IngestMessage,
  Message,
  planMessage,
  PoisonMessage,
  qualifyMessage,
} from "./messages.ts";
import { SIGNAL_LIMITS, type Signal } from "./signals.ts";

const KEY = "system-key-of-the-tests";
const contactId = contactIdOf(KEY, "ada@engine.example");
const runId = runIdOf(contactId, "sg_1");
const cause = { contactId, runId, correlationId: "sg_1", causationId: "msg_1", follows: 3 };
const approvalId = approvalIdOf(draftIdOf(runId), "digest", "rosa");

const afterIngest = [
  planMessage(cause),
  qualifyMessage(cause, PlanStage.options),
  composeMessage(cause, holdIdOf(runId, "preview")),
  dispatchMessage(cause, approvalId),
];
const ingestMessage = (signal: Signal): IngestMessage => ({
  queue: "ingest",
  v: 1,
  id: messageIdOf("ingest", "rc_1"),
  contactId,
  correlationId: "sg_1",
  causationId: "rc_1",
  receipt: receiptOf(SYSTEM_KEY, "form", "1"),
  source: "form",
  signal,
  bodyDigest: "0".repeat(64),
  receivedAt: "2026-03-02T09:00:00.000Z",
});
const bytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** The largest message that a Cloudflare queue accepts. */
const QUEUE_BYTES = 128_000;

describe("a message after ingest", () => {
  it.for(afterIngest.map((message) => [message.queue, message] as const))(
    "in the queue %s has ids and no personal data",
    ([, message], { expect }) => {
      expect(Message.parse(message)).toEqual(message);
      const { v, queue, follows, ...rest } = message;
      const { stages, ...ids } = "stages" in rest ? rest : { ...rest, stages: [] };
      expect([v, follows, Queue.options.includes(queue)]).toEqual([1, 3, true]);
      expect(stages.every((stage) => PlanStage.options.includes(stage))).toBe(true);
      for (const id of Object.values(ids)) expect(id).toMatch(/^[a-z]{2,3}_(1|[\w-]{22})$/);
    },
  );

  it("has at most 1 KB, with the longest ids that its shape allows", ({ expect }) => {
    const longest = (name: string, value: unknown): unknown => {
      if (name === "correlationId" || name === "causationId") return "c".repeat(100);
      return typeof value === "string" && /^[a-z]+_[\w-]{22}$/.test(value)
        ? value.replace(/_.*/, `_${"0".repeat(80)}`)
        : value;
    };
    for (const message of afterIngest) {
      const large: unknown = JSON.parse(JSON.stringify(message, (name, value: unknown) => longest(name, value)));
      expect(Message.safeParse(large).error).toBeUndefined();
      expect(bytes(large), message.queue).toBeLessThanOrEqual(1_024);
    }
  });

  it("has the same id for the same run, hold or approval, and another id in each queue", ({ expect }) => {
    expect(planMessage(cause)).toEqual(planMessage(cause));
    expect(planMessage({ ...cause, causationId: "msg_2", follows: 4 }).id).toBe(planMessage(cause).id);
    expect(new Set(afterIngest.map(({ id }) => id)).size).toBe(afterIngest.length);
  });

  it.for([
    ["an unknown field", { ...planMessage(cause), score: 0.9 }],
    ["a text", { ...planMessage(cause), text: "Please call me." }],
    ["a newer version", { ...planMessage(cause), v: 2 }],
    ["0 as the version that it follows", { ...planMessage(cause), follows: 0 }],
    ["the name of another queue", { ...planMessage(cause), queue: "dispatch" }],
    ["the name of an unknown queue", { ...planMessage(cause), queue: "score" }],
    ["an address as the contact id", { ...planMessage(cause), contactId: "ada@engine.example" }],
    ["a run id as the hold id", { ...composeMessage(cause, holdIdOf(runId, "preview")), holdId: runId }],
  ] as const)("does not parse with %s", ([, body], { expect }) => {
    expect(Message.safeParse(body).success).toBe(false);
  });
});

describe("an ingest message", () => {
  const full = "\u0001".repeat(SIGNAL_LIMITS.text);
  const short = "\u20ac".repeat(SIGNAL_LIMITS.short);
  const at = "2026-03-02T09:00:00.000Z";

  it("fits its queue with the largest signals that the schema allows", ({ expect }) => {
    const email = `${"a".repeat(64)}@${"b".repeat(60)}.example`;
    const person = { email, name: short, company: short, title: short, phone: short };
    const largest: readonly Signal[] = [
      { kind: "lead", ...person, text: full, occurredAt: at },
      { kind: "message", email, name: short, subject: short, text: full, autoSubmitted: false, occurredAt: at },
      {
        kind: "history",
        ...person,
        sends: Array.from({ length: SIGNAL_LIMITS.history }, () => at),
        messages: Array.from({ length: SIGNAL_LIMITS.history }, () => ({ at, class: "not_interested" as const })),
        flags: ["do_not_contact", "bounced", "unsubscribed", "replied"],
      },
    ];
    for (const signal of largest) {
      const message = ingestMessage(signal);
      expect(Message.safeParse(message).error).toBeUndefined();
      expect(bytes(message)).toBeLessThan(QUEUE_BYTES);
    }
  });

  it("refuses a longer text, a takeover, and fields that only Holdpoint sets", ({ expect }) => {
    const lead = { kind: "lead", email: "ada@engine.example" } as const;
    expect(IngestMessage.safeParse(ingestMessage(lead)).success).toBe(true);
    const refused: readonly unknown[] = [
      { ...lead, text: "a".repeat(SIGNAL_LIMITS.text + 1) },
      { kind: "takeover", email: lead.email },
      { ...lead, flags: ["replied"] },
      { ...lead, contactId },
      { ...lead, verdict: "qualified" },
    ];
    for (const signal of refused)
      expect(IngestMessage.safeParse({ ...ingestMessage(lead), signal }).success).toBe(false);
  });
});

it("a poison message fits the dead-letter queue", ({ expect }) => {
  const poison = { queue: "dead-letters", origin: "o".repeat(60), reason: "r".repeat(200), body: "b".repeat(120_000) };
  expect(PoisonMessage.safeParse(poison).success).toBe(true);
  expect(bytes(poison)).toBeLessThan(QUEUE_BYTES);
});

it("a message id is no receipt, and a receipt is no message id", ({ expect }) => {
  expect(Receipt.safeParse(planMessage(cause).id).success).toBe(false);
  expect(MessageId.safeParse(receiptOf(SYSTEM_KEY, "form", "1")).success).toBe(false);
});
