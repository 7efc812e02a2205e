// Tests erasure in workerd: at each step of a lead, with late messages. Afterwards no table, no object storage and no log line
// has a word of the person; the chain verifies; a returning contact stays vetoed until a person lifts the entry.
import { askOne, performOne } from "../schema/only-answer.ts";
import { ports } from "../testing/workerd/ports.ts";
import { env } from "cloudflare:workers";
import { reset, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, it, vi } from "vitest";
import { d1DeskReads } from "../drizzle/d1-desk-reads.ts";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import { d1DeadLetters, type DeadLetters } from "../drizzle/dead-letters.ts";
import { d1Outbox } from "../drizzle/outbox.ts";
import { keepLetter, letterOf } from "../durable-objects/dead-letters.ts";
import contacts from "../durable-objects/index.ts";
import { gatherContext } from "../replay/context.ts";
import { neverContact } from "../replay/never-contact.ts";
import { memorySource } from "../replay/source.ts";
import { verifyLog } from "../replay/verify.ts";
import type { Claim, EraseAnswer, Timeline } from "../schema/answers.ts";
import { type StoredEvent, eventInRow } from "../schema/events.ts";
import { commandIdOf, companyIdOf, type ContactId, contactIdOf, type StreamId } from "../schema/ids.ts";
import type { DispatchMessage, IngestMessage, Message } from "../schema/messages.ts";
import type { Signal } from "../schema/signals.ts";
import { companyWish, factWish } from "../testing/companies.ts";
import { type Assembly, anAssembly } from "../testing/workerd/assembly.ts";
import { ingestMessage } from "../testing/workerd/deployment.ts";
import { deliver, adoptLogKey, migrate } from "../testing/workerd/test.ts";
import { HOUR_MS } from "../schema/time.ts";
import { mailIdOf } from "../domain/mail-id.ts";
import { beginning } from "../schema/cause.ts";

/** Part of every word of the person, and of no other text. */
const CANARY = "zqcanary";
const EMAIL = `${CANARY}.ada@${CANARY}-works.example`;
const PHONE = "+49 30 777 123 4567";
/** The telephone number as stored and as written. */
const TRACES = [CANARY, "7771234567", "777 123 4567"];

const contactId = contactIdOf(env.SYSTEM_KEY, EMAIL);
const object = (id: StreamId = contactId) => env.CONTACT.get(env.CONTACT.idFromName(id));

const ingest = (signal: Signal, name: string): IngestMessage => ingestMessage(signal, `${CANARY}-${name}`, new Date());

const lead = (name = "lead"): IngestMessage =>
  ingest(
    {
      kind: "lead",
      email: EMAIL,
      name: `Ada ${CANARY}`,
      company: `${CANARY} Ltd`,
      title: `Director of ${CANARY}`,
      phone: PHONE,
      text: `Please call ${CANARY}.`,
    },
    name,
  );
const reply = (): IngestMessage =>
  ingest({ kind: "message", email: EMAIL, subject: `Re: ${CANARY}`, text: `I am interested. ${CANARY}` }, "reply");

/** An answer from another address, which finds the contact by our Message-ID. */
const otherReply = (): IngestMessage =>
  ingest(
    {
      kind: "message",
      email: `carl.${CANARY}@elsewhere.example`,
      name: `Carl ${CANARY}`,
      text: `I am interested, too. ${CANARY}`,
      thread: { references: [mailIdOf(contactId, "any", "robin@sampleworks.example")] },
    },
    "other",
  );

/** Every row of every table of a database, as one text. */
async function tables(database: D1Database): Promise<string> {
  const { results } = await database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'")
    .all<{ name: string }>();
  const dumps = await Promise.all(
    // A table's name comes from the database itself.
    results.map(async ({ name }) => [name, (await database.prepare(["SELECT * FROM", name].join(" ")).all()).results]),
  );
  return JSON.stringify(dumps);
}

/** An object's whole storage, as text. */
const storage = (id: StreamId): Promise<string> =>
  runInDurableObject(object(id), async (_, { storage: kept }) => {
    const names = kept.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
      )
      .toArray();
    const rows = names.map(({ name }) => [name, kept.sql.exec(["SELECT * FROM", name].join(" ")).toArray()]);
    return JSON.stringify([rows, [...(await kept.list())]]);
  });

const adminStreams = async (): Promise<StreamId[]> =>
  (await env.EVENTS_0.prepare("SELECT DISTINCT stream_id FROM events").all<{ stream_id: StreamId }>()).results.map(
    ({ stream_id }) => stream_id,
  );

const lines: string[] = [];
const said = (...words: readonly unknown[]): void => void lines.push(JSON.stringify(words));

/** Places with a trace of the person. */
async function traces(): Promise<string[]> {
  const objects = await Promise.all(
    [...new Set([contactId, ...(await adminStreams())])].map(
      async (id) => [`object ${id}`, await storage(id)] as const,
    ),
  );
  const dumps = [
    ["EVENTS_0", await tables(env.EVENTS_0)] as const,
    ["CRM", await tables(env.CRM)] as const,
    ["what was logged", lines.join("\n")] as const,
    ...objects,
  ];
  return dumps.flatMap(([place, dump]) =>
    TRACES.filter((trace) => dump.toLowerCase().includes(trace)).map((trace) => {
      const at = dump.toLowerCase().indexOf(trace);
      return `${place}: …${dump.slice(Math.max(0, at - 120), at + 40)}…`;
    }),
  );
}

const log = () => d1EventLog([env.EVENTS_0]);
const events = async (): Promise<StoredEvent[]> =>
  (await log().read({ streamId: contactId })).map((row) => eventInRow(row));
const types = async (): Promise<string[]> => (await events()).map(({ type }) => type);
const timeline = (): Promise<Timeline> => askOne(ports.desk, { type: "Timeline", contactId, by: "rosa" });

let wishes = 0;
async function erase(why = "asked by letter"): Promise<EraseAnswer> {
  const commandId = commandIdOf("EraseContact", contactId, String((wishes += 1)));
  return performOne(ports.desk, {
    type: "EraseContact",
    ...beginning(commandId),
    contactId,
    by: "grace",
    reason: "person_asked",
    why,
  });
}

/** Makes D1 fail every matching statement until the returned function is called. */
function without(statement: RegExp): () => void {
  const database = Object.getPrototypeOf(env.CRM) as D1Database;
  const { prepare } = database;
  const down = vi.spyOn(database, "prepare").mockImplementation(function (this: D1Database, text) {
    if (statement.test(text)) throw new Error("D1_ERROR: it is away");
    return prepare.call(this, text);
  });
  return () => down.mockRestore();
}

const letters = (...bodies: readonly unknown[]) => deliver(contacts, { queue: "dead-letters", bodies, env });

/** The contact's key in the database and in the object. */
async function keys(): Promise<readonly (string | null)[]> {
  const row = await env.EVENTS_0.prepare("SELECT wrapped FROM stream_keys WHERE stream_id = ?")
    .bind(contactId)
    .first<{ wrapped: string }>();
  const own = await runInDurableObject(object(), (_, state) =>
    state.storage.sql.exec<{ wrapped: string }>("SELECT wrapped FROM stream_key").toArray(),
  );
  return [row?.wrapped || null, own[0]?.wrapped || null];
}

/** The faults of the whole log, and of never-contact. */
async function holds(): Promise<unknown> {
  const rows = (await Promise.all((await adminStreams()).map((streamId) => log().read({ streamId })))).flat();
  const source = memorySource(rows);
  await gatherContext(source);
  const { faults } = await verifyLog(source);
  const { violations } = await neverContact(source);
  return { faults, violations };
}
const SOUND = { faults: [], violations: 0 };

type Journey = readonly ((system: Assembly) => Promise<unknown>)[];

const WORDS = `Hello ${CANARY},\n\nwhat shall we quote?`;
const received = (system: Assembly) => system.deliver(lead());
const drained = (system: Assembly) => system.drain();
const confirmed = (system: Assembly) => system.confirm(contactId);
const edited = (system: Assembly) => system.edit(contactId, WORDS);
const approved = (system: Assembly) => system.approve(contactId);

/** The dispatch is claimed, and its message is still with the dispatcher. */
async function claimed(system: Assembly): Promise<Claim> {
  const message = system.queued.find((one): one is DispatchMessage => one.queue === "dispatch")!;
  const { id: causationId, correlationId, approvalId, runId, follows } = message;
  const commandId = commandIdOf("ClaimDispatch", approvalId);
  const answer = await performOne(ports.dispatcher, {
    type: "ClaimDispatch",
    commandId,
    contactId,
    correlationId,
    causationId,
    follows,
    runId,
    approvalId,
    provider: "outbox",
  });
  if (!answer.claim) throw new Error("nothing was claimed");
  return answer.claim;
}

const suppress = () =>
  performOne(ports.desk, {
    type: "Suppress",
    wishes: [{ kind: "address", value: EMAIL, by: "grace", reason: "person_asked", why: "asked by telephone" }],
  });
const lift = () =>
  performOne(ports.desk, {
    type: "Lift",
    wish: { kind: "address", value: EMAIL, by: "grace", reason: "person_agreed", why: "asked back" },
  });

const TO_APPROVED: Journey = [received, drained, confirmed, drained, edited, approved];
const STEPS: Readonly<Record<string, Journey>> = {
  "before its plan": [received],
  "at its preview": [received, drained],
  "before its draft is written": [received, drained, confirmed],
  "at its draft": [received, drained, confirmed, drained],
  "at its edited draft": [received, drained, confirmed, drained, edited],
  "when it is approved": TO_APPROVED,
  "when its dispatch is claimed": [...TO_APPROVED, claimed],
  "when it is sent": [...TO_APPROVED, drained],
  "when it was vetoed": [suppress, received, drained],
  "when it had written back": [...TO_APPROVED, drained, (system) => system.deliver(reply()), drained],
  "when somebody else had answered": [...TO_APPROVED, drained, (system) => system.deliver(otherReply()), drained],
};

/** Delivers every sent message again, in order. */
async function everythingAgain(system: Assembly, sent: readonly Message[]): Promise<void> {
  for (const message of sent) await system.deliver(message);
  await system.drain();
}

describe("a contact that is erased", () => {
  beforeEach(async () => {
    await reset();
    await migrate();
    await adoptLogKey();
    lines.length = 0;
    vi.restoreAllMocks();
    for (const level of ["log", "info", "warn", "error", "debug"] as const)
      vi.spyOn(console, level).mockImplementation(said);
  });

  it.for(Object.entries(STEPS))("leaves no word anywhere: %s", async ([, journey], { expect }) => {
    const system = anAssembly();
    for (const step of journey) await step(system);
    expect(await traces()).not.toEqual([]);
    const before = await timeline();

    expect(await erase()).toMatchObject({ logged: true, refusal: null, isComplete: true });
    expect(await traces()).toEqual([]);
    expect(await keys()).toEqual([null, null]);
    expect((await types()).slice(before.version)).toContain("ContactErased");

    // Late messages arrive, and everything again.
    await everythingAgain(system, [lead(), ...system.sent.slice()]);
    expect(await traces()).toEqual([]);
    vi.setSystemTime(Date.now() + 2 * HOUR_MS);
    await everythingAgain(system, system.sent.splice(0));
    await runDurableObjectAlarm(object());
    await system.drain();
    expect(await traces()).toEqual([]);
    expect(await keys()).toEqual([null, null]);
    const { entries, step } = await timeline();
    expect(entries.filter(({ words }) => words !== null)).toEqual([]);
    expect(step).toBeNull();
    expect(await holds()).toEqual(SOUND);

    const heights = (await timeline()).version;
    expect(await erase()).toMatchObject({ logged: true, refusal: null, isComplete: true, version: heights });
    expect(await traces()).toEqual([]);
  });

  it.for(["at its draft", "when it is sent"])(
    "stays vetoed when it returns, until a person lifts the entry: %s",
    async (step, { expect }) => {
      const system = anAssembly();
      for (const take of STEPS[step] ?? []) await take(system);
      await erase();
      const height = (await timeline()).version;

      await system.deliver(lead("lead again"));
      await system.drain();
      expect((await types()).slice(height)).toEqual(["SignalReceived", "SafetyVetoed", "ActionDecided"]);
      expect((await events()).slice(height).find(({ type }) => type === "SafetyVetoed")?.payload).toMatchObject({
        where: "plan",
        reason: "suppressed",
      });
      expect((await events())[height]?.sealed).toBeNull();
      expect(await traces()).toEqual([]);

      expect(await lift()).toMatchObject({ refusal: null });
      // The last send is then old enough for the next one.
      vi.setSystemTime(Date.now() + 4 * 24 * HOUR_MS);
      await system.deliver(lead("lead after the lift"));
      await system.drain();
      expect(await system.openHold(contactId)).toMatchObject({ kind: "preview" });
      const { entries } = await timeline();
      const open = entries.filter(({ words }) => words !== null).map(({ version }) => version);
      expect(open.length).toBeGreaterThan(0);
      expect(Math.min(...open)).toBeGreaterThan(height + 3);
      const [logged, own] = await keys();
      expect([logged === own, logged]).toEqual([true, expect.any(String)]);
      expect(await tables(env.CRM)).toContain(CANARY);

      // Messages from before the erasure are refused for ever.
      await everythingAgain(system, system.sent.splice(0));
      expect((await timeline()).entries.slice(0, height).filter(({ words }) => words !== null)).toEqual([]);
      expect(await holds()).toEqual(SOUND);

      expect(await erase()).toMatchObject({ isComplete: true });
      expect(await traces()).toEqual([]);
      expect(await holds()).toEqual(SOUND);
    },
  );

  it("is on the page of its company no more, and the company stays", async ({ expect }) => {
    const domain = `${CANARY}-works.example`;
    const companyId = companyIdOf(env.SYSTEM_KEY, domain);
    expect(await performOne(ports.desk, companyWish(domain))).toMatchObject({ refusal: null });
    expect(await performOne(ports.desk, factWish(domain))).toMatchObject({ refusal: null });
    const system = anAssembly();
    for (const step of [received, drained]) await step(system);
    const reads = d1DeskReads([env.EVENTS_0], env.CRM);
    const shown = async () => {
      const [grades, people, company] = await Promise.all([
        reads.companyGrades({ companies: [companyId], limit: 9 }),
        reads.contacts({ company: companyId, limit: 9 }),
        reads.company(companyId),
      ]);
      return { grades: grades.rows.length, people: people.rows.map(({ email }) => email), facts: company?.facts };
    };
    expect(await shown()).toEqual({ grades: 1, people: [EMAIL], facts: 1 });
    expect(await erase()).toMatchObject({ isComplete: true });
    expect(await shown()).toEqual({ grades: 0, people: [], facts: 1 });
  });

  it("is not kept in the outbox by a running dispatch, whose outcome is still recorded", async ({ expect }) => {
    const system = anAssembly();
    for (const step of TO_APPROVED) await step(system);
    const { approvalId, idempotencyKey, provider, text } = await claimed(system);
    await erase();
    // The dispatcher already had the words.
    await d1Outbox(env.EVENTS_0).put({
      idempotencyKey,
      streamId: contactId,
      approvalId,
      recipient: text.recipient,
      subject: text.subject,
      message: `${text.subject}\r\n\r\n${text.body}`,
      at: new Date().toISOString(),
    });
    expect(await traces()).toEqual([]);
    const commandId = commandIdOf("SettleDispatch", approvalId);
    await performOne(ports.dispatcher, {
      type: "SettleDispatch",
      commandId,
      contactId,
      correlationId: approvalId,
      causationId: approvalId,
      approvalId,
      provider,
      outcome: { kind: "sent" },
    });
    await runDurableObjectAlarm(object());
    expect(await types()).toContain("DispatchSucceeded");
    expect(await traces()).toEqual([]);
    expect(await holds()).toEqual(SOUND);
  });

  it("sends nothing more when the words of its claimed message are gone", async ({ expect }) => {
    const system = anAssembly();
    for (const step of [...TO_APPROVED, claimed]) await step(system);
    await erase();
    vi.setSystemTime(Date.now() + 2 * HOUR_MS);
    await system.drain();
    for (let count = 0; count < 5; count += 1) {
      vi.setSystemTime(Date.now() + 2 * HOUR_MS);
      await runDurableObjectAlarm(object());
      await system.drain();
    }
    expect(await types()).toContain("DispatchUncertain");
    expect((await timeline()).step).toBeNull();
    expect(await env.EVENTS_0.prepare("SELECT 1 FROM outbox WHERE message <> ''").first()).toBeNull();
    expect(await holds()).toEqual(SOUND);
  });

  it("loses its dead letters, also later ones, and ones from before the contact was known", async ({ expect }) => {
    const system = anAssembly();
    const early = {
      queue: "dead-letters",
      origin: "ingest",
      reason: "retries_exhausted",
      body: JSON.stringify(lead("early")),
    };
    const known = {
      queue: "dead-letters",
      origin: "ingest",
      reason: "log_conflict",
      body: JSON.stringify(lead("known")),
    };
    const late = {
      queue: "dead-letters",
      origin: "ingest",
      reason: "retries_exhausted",
      body: JSON.stringify(lead("late")),
    };
    await letters(early);
    await received(system);
    await letters(known);
    await erase();
    await letters(late, early, lead("raw"));
    const { results } = await env.EVENTS_0.prepare("SELECT contact_id, body_sealed FROM dead_letters").all();
    expect(results).toHaveLength(4);
    for (const row of results) expect(row).toEqual({ contact_id: contactId, body_sealed: null });
    expect(await traces()).toEqual([]);
  });

  it("loses a letter that was being stored when the contact became known and was erased", async ({ expect }) => {
    const system = anAssembly();
    const real = d1DeadLetters([env.EVENTS_0]);
    const slow: DeadLetters = {
      ...real,
      put: async (letter) => {
        await received(system);
        expect(await erase()).toMatchObject({ isComplete: true });
        await real.put(letter);
      },
    };
    const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
    const ports = { masterKey: env.MASTER_KEY, systemKey: env.SYSTEM_KEY, random, at: new Date().toISOString() };
    const poison = letterOf({ queue: "ingest", contactId, signal: lead("slow").signal });
    await keepLetter(poison, { ...ports, letters: slow });
    const bodies = async () => (await env.EVENTS_0.prepare("SELECT body_sealed FROM dead_letters").all()).results;
    expect(await bodies()).toEqual([{ body_sealed: null }]);

    // The interrupted try left the body; the next one deletes it.
    await env.EVENTS_0.prepare("UPDATE dead_letters SET body_sealed = 'left'").run();
    await keepLetter(poison, { ...ports, letters: real });
    expect(await bodies()).toEqual([{ body_sealed: null }]);
  });

  it("is not erased while the list cannot be written", async ({ expect }) => {
    const system = anAssembly();
    for (const step of STEPS["at its draft"] ?? []) await step(system);
    const back = without(/INTO suppressions/);
    expect(await erase()).toMatchObject({ refusal: { reason: "list_unreadable" }, isComplete: false });
    back();
    expect(await types()).not.toContain("ContactErased");
    expect(await erase()).toMatchObject({ isComplete: true });
    expect(await traces()).toEqual([]);
  });

  it.for([
    ["the CRM", /erased_at = /],
    ["the read models", /holds SET shown = ''/],
    ["the dead letters", /dead_letters SET/],
  ] as const)("is finished by its alarm when %s did not answer", async ([, statement], { expect }) => {
    const system = anAssembly();
    for (const step of STEPS["at its draft"] ?? []) await step(system);
    const back = without(statement);
    expect(await erase()).toMatchObject({ logged: true, refusal: null, isComplete: false });
    expect(await types()).toContain("ContactErased");
    expect((await keys())[1]).not.toBeNull();
    back();
    vi.setSystemTime(Date.now() + 2 * HOUR_MS);
    await runDurableObjectAlarm(object());
    expect(await traces()).toEqual([]);
    expect(await keys()).toEqual([null, null]);
  });

  it("is not erased for a reason that names it", async ({ expect }) => {
    const system = anAssembly();
    await received(system);
    expect(await erase(`letter of Ada`)).toMatchObject({ refusal: { reason: "invalid", field: "why" } });
    expect(await types()).not.toContain("ContactErased");
    expect(await env.CRM.prepare("SELECT 1 FROM suppressions").first()).toBeNull();
  });

  it("is unknown without events, and gets no list entry", async ({ expect }) => {
    expect(await erase()).toMatchObject({ refusal: { reason: "unknown", what: "contact" } });
    expect(await env.CRM.prepare("SELECT 1 FROM suppressions").first()).toBeNull();
  });

  it("erases no other contact of the installation", async ({ expect }) => {
    const system = anAssembly();
    const neighbour = { ...system.lead(`bob@${CANARY}-works.example`) };
    await received(system);
    await system.deliver(neighbour);
    await system.drain();
    await erase();
    expect(await system.openHold(neighbour.contactId)).toMatchObject({ kind: "preview" });
    const known: Timeline = await askOne(ports.desk, {
      type: "Timeline",
      contactId: neighbour.contactId as ContactId,
      by: "rosa",
    });
    expect(known.entries[0]?.words).toContain("bob@");
    await system.confirm(neighbour.contactId);
    await system.drain();
    expect(await system.openHold(neighbour.contactId)).toMatchObject({ kind: "draft" });
  });
});
