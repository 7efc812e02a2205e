// Tests an erasure over real databases and a real object: no personal text is left in any column, also after late writes by
// stages.
import { askOne, performOne } from "../../schema/only-answer.ts";
import { ports } from "../../testing/workerd/ports.ts";
import { performUnlogged } from "../../testing/workerd/to-draft.ts";
import { evictDurableObject, reset, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it, vi } from "vitest";
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { d1EventLog } from "../../drizzle/d1-event-log.ts";
import { d1Outbox } from "../../drizzle/outbox.ts";
import { PERSONAL_COLUMNS } from "../../drizzle/personal-columns.ts";
import { lookupsOf } from "../../domain/address.ts";
import type { ContactCommand } from "../../schema/commands.ts";
import type { Queue } from "../../schema/lists.ts";
import { contactIdOf, receiptOf, runIdOf, signalIdOf } from "../../schema/ids.ts";
import { deliver, migrate } from "../../testing/workerd/test.ts";
import worker from "../index.ts";
import { type ErasedFrom, erasedPlaces, leftoverTriggers } from "../../testing/leftovers.ts";
import { fillerFor } from "../../schema/filler.ts";
import { ADA, SYSTEM_KEY } from "../../testing/people.ts";
import { action, approve, claim, confirm, draft, erase, grades, lead, settle } from "../../testing/contact/scenario.ts";

// A lift computes the contact's id from the address with the installation's system key, so the test derives the id in the same
// way.
const ada = contactIdOf(env.SYSTEM_KEY, ADA);
const own = <C extends { contactId: unknown }>(command: C) => ({ ...command, contactId: ada });
const runOf = (id: string) => runIdOf(ada, signalIdOf(receiptOf(SYSTEM_KEY, "test", id)));
const run = runOf("1");
const leadOf = (id = "1") => ({ ...own(lead(id)), lookups: lookupsOf(env.SYSTEM_KEY, { address: ADA }) });
const AT = "2026-03-01T09:00:00.000Z";
const stub = () => env.CONTACT.get(env.CONTACT.idFromName(ada));
const { revision: _, ...wish } = own(erase());
const person = { id: ada, email: ADA, name: "Ada Byron", title: "Director", domain: "engine.example", at: AT };

const log = () => d1EventLog([env.EVENTS_0]);
/** Performs a stage's command as its port does. Returns the object's answer, so that a test can append its shipment again, late. */
async function logged(command: ContactCommand, sends: Queue | null = null): ReturnType<typeof performUnlogged> {
  const answer = await performUnlogged(command, sends);
  await log().append([answer.ship]);
  return answer;
}
/** Runs from a lead to the draft hold, and returns the objects' answers to the ports. */
async function toDraft(first = leadOf(), of = run) {
  await d1Crm(env.CRM).upsertContacts([person]);
  const answers = [await logged(first, "plan"), await logged(own(action(of))), await logged(own(grades(of)))] as const;
  await performOne(ports.desk, own(confirm(of)));
  return [...answers, await logged(own(draft(of)))] as const;
}
async function toApproval() {
  await toDraft();
  const { entries } = await askOne(ports.desk, { type: "Timeline", contactId: ada, by: "rosa" });
  const held = JSON.parse(entries.findLast(({ type }) => type === "DraftHeld")!.payload) as { digest: string };
  await performOne(ports.desk, own(approve(run, held.digest)));
  const after = await askOne(ports.desk, { type: "Timeline", contactId: ada, by: "rosa" });
  const payload = JSON.parse(after.entries.at(-1)!.payload) as { approvalId: Parameters<typeof claim>[1] };
  return payload.approvalId;
}

const keyRow = () =>
  env.EVENTS_0.prepare("SELECT wrapped, since FROM stream_keys WHERE stream_id = ?1").bind(ada).first();
const shown = async () =>
  (await env.EVENTS_0.prepare("SELECT shown FROM holds").all<{ shown: string }>()).results.map((row) => row.shown);
const ownKeys = () =>
  runInDurableObject(stub(), (__, { storage }) => storage.sql.exec("SELECT * FROM stream_key").toArray());

type Run = (sql: string) => Promise<readonly Record<string, unknown>[]>;
const inD1 =
  (database: D1Database): Run =>
  async (sql) =>
    (await database.prepare(sql).all()).results;
/** The databases and the object, by what an erasure removes from them. */
const OPEN: readonly (readonly [ErasedFrom, Run])[] = [
  ["events", inD1(env.EVENTS_0)],
  ["crm", inD1(env.CRM)],
  ["object", (sql) => runInDurableObject(stub(), (_, { storage }) => storage.sql.exec(sql).toArray())],
];
const asText = ({ place, text }: Record<string, unknown>): string => `${String(place)} ${String(text)}`;
/** Every text that an erasure removes, with its place. */
async function storedTexts(): Promise<(readonly [place: string, text: string])[]> {
  const found: (readonly [string, string])[] = [];
  for (const [from, run] of OPEN)
    for (const place of erasedPlaces(from)) {
      const [table = "", column = ""] = place.split(".");
      const rows = await run(["SELECT", column, "AS text FROM", table].join(" "));
      found.push(...rows.flatMap(({ text }) => (text ? [[place, String(text)] as const] : [])));
    }
  return found;
}

/** The text of every column of both databases that may have open personal text. */
async function personalText(): Promise<string> {
  const texts: string[] = [];
  for (const [database, tables] of [
    [env.EVENTS_0, PERSONAL_COLUMNS.EVENTS],
    [env.CRM, PERSONAL_COLUMNS.CRM],
  ] as const)
    for (const [table, columns] of Object.entries(tables) as [string, readonly string[]][]) {
      // A table's name cannot be a bound parameter. These names are constants, so no SQL can be injected.
      const text = ["SELECT * FROM", table].join(" ");
      const { results } = await database.prepare(text).all<Record<string, unknown>>();
      texts.push(...results.flatMap((row) => columns.map((column) => String(row[column] ?? ""))));
    }
  return texts.join("");
}

describe("an erasure", () => {
  beforeEach(async () => {
    await reset();
    await migrate();
  });

  it("leaves no personal text in any column, no key anywhere, and a valid chain", async ({ expect }) => {
    await toDraft();
    expect(await personalText()).toContain("Ada Byron");
    expect(await performOne(ports.desk, wish)).toEqual({ logged: true, version: 9, refusal: null, isComplete: true });
    expect(await personalText()).toBe("");
    expect(await keyRow()).toEqual({ wrapped: "", since: 9 });
    expect(await ownKeys()).toEqual([]);
    const { entries } = await askOne(ports.desk, { type: "Timeline", contactId: ada, by: "rosa" });
    expect(entries.map(({ words }) => words).filter((words) => words !== null)).toEqual([]);
    const list = await env.CRM.prepare("SELECT kind, op, by FROM suppressions").all();
    expect(list.results).toEqual([
      { kind: "legal", op: "add", by: "rosa" },
      { kind: "legal", op: "add", by: "rosa" },
    ]);
    const added = await env.EVENTS_0.prepare(
      "SELECT count(*) AS n FROM events WHERE type = 'SuppressionAdded'",
    ).first();
    expect(added).toEqual({ n: 2 });
  });

  it("overwrites each text and each key with filler of the same length before it is emptied or deleted", async ({
    expect,
  }) => {
    const approvalId = await toApproval();
    await d1Crm(env.CRM).upsertContacts([
      {
        ...person,
        company: "Engine Ü",
        phone: "+4930123",
        profile: "https://linked.example/ada",
        at: "2026-03-02T00:00:00Z",
      },
    ]);
    const mail = {
      idempotencyKey: "k",
      streamId: ada,
      approvalId,
      recipient: ADA,
      subject: "Grüße",
      message: "m",
      at: AT,
    };
    await d1Outbox(env.EVENTS_0).put(mail);
    await deliver(worker, { queue: "dead-letters", bodies: [{ queue: "ingest", contactId: ada, email: ADA }], env });
    await env.CRM.prepare(
      "UPDATE contacts SET corrected_name = 'Ada Byron', corrected_company_name = 'Byron & Co', corrected_title = 'Countess' WHERE id = ?",
    )
      .bind(ada)
      .run();
    const before = await storedTexts();
    for (const [from, run] of OPEN) {
      await run("CREATE TABLE left_over (place TEXT, text TEXT)");
      const report = (place: string, text: string): string => `INSERT INTO left_over VALUES ('${place}', ${text})`;
      for (const sql of leftoverTriggers(from, report)) await run(sql);
    }
    expect(await performOne(ports.desk, wish)).toMatchObject({ isComplete: true });
    const left: string[] = [];
    for (const [, run] of OPEN)
      left.push(...(await run("SELECT place, text FROM left_over WHERE text <> ''")).map(asText));
    const places = OPEN.flatMap(([from]) => erasedPlaces(from));
    expect([...new Set(left.map((one) => one.split(" ")[0]))].toSorted()).toEqual(places.toSorted());
    expect(left.toSorted()).toEqual(before.map(([place, text]) => `${place} ${fillerFor(text)}`).toSorted());
  });

  it("is not undone by appends of ports that come late", async ({ expect }) => {
    const answers = await toDraft();
    await performOne(ports.desk, wish);
    for (const { ship } of answers) await log().append([ship]);
    await d1Crm(env.CRM).upsertContacts([{ ...person, at: "2026-12-01T09:00:00.000Z" }]);
    expect(await keyRow()).toEqual({ wrapped: "", since: 9 });
    expect(await shown()).toEqual(["", ""]);
    expect(await personalText()).toBe("");
  });

  it("leaves no place for a key that the log does not have yet and that a port appends later", async ({ expect }) => {
    const { ship } = await performUnlogged(leadOf());
    await performOne(ports.desk, wish);
    await log().append([ship]);
    expect(await keyRow()).toEqual({ wrapped: "", since: 2 });
  });

  it("deletes the bodies of dead letters, earlier and later ones", async ({ expect }) => {
    const [{ next }] = await toDraft();
    await deliver(worker, { queue: "dead-letters", bodies: next.slice(0, 1), env });
    const bodies = async () =>
      (await env.EVENTS_0.prepare("SELECT body_sealed AS sealed FROM dead_letters").all()).results;
    expect(await bodies()).toEqual([{ sealed: expect.any(String) }]);
    await performOne(ports.desk, wish);
    expect(await bodies()).toEqual([{ sealed: null }]);
    await deliver(worker, { queue: "dead-letters", bodies: [{ queue: "ingest", contactId: ada, email: ADA }], env });
    expect(await bodies()).toEqual([{ sealed: null }, { sealed: null }]);
    const { results } = await env.EVENTS_0.prepare("SELECT id FROM dead_letters").all<{ id: never }>();
    for (const { id } of results)
      expect(await performOne(ports.desk, { type: "Redrive", id, by: "rosa" })).toEqual({
        sent: false,
        reason: "erased",
      });
  });

  it("leaves no text in the outbox when it comes between a claim and its message, and the outcome can be recorded", async ({
    expect,
  }) => {
    const approvalId = await toApproval();
    const { claim: taken } = await performOne(ports.dispatcher, own(claim(run, approvalId)));
    const mail = {
      idempotencyKey: taken!.idempotencyKey,
      streamId: ada,
      approvalId,
      recipient: taken!.text.recipient,
      subject: taken!.text.subject,
      message: taken!.text.body,
      at: AT,
    };
    await performOne(ports.desk, wish);
    await d1Outbox(env.EVENTS_0).put(mail);
    expect(await personalText()).toBe("");
    expect((await performOne(ports.dispatcher, own(claim(run, approvalId)))).refusal).toEqual({ reason: "erased" });
    expect((await performOne(ports.dispatcher, own(settle(approvalId)))).refusal).toBeNull();
  });

  it("empties a stored outbox message", async ({ expect }) => {
    const approvalId = await toApproval();
    await d1Outbox(env.EVENTS_0).put({
      idempotencyKey: "k",
      streamId: ada,
      approvalId,
      recipient: ADA,
      subject: "s",
      message: "m",
      at: AT,
    });
    await performOne(ports.desk, wish);
    const row = await env.EVENTS_0.prepare("SELECT recipient, subject, message FROM outbox").first();
    expect(row).toEqual({ recipient: "", subject: "", message: "" });
  });

  it("is finished by the alarm of an evicted object when a failing database stopped it", async ({ expect }) => {
    await toDraft();
    await env.CRM.prepare("ALTER TABLE contacts RENAME TO elsewhere").run();
    const quiet = vi.spyOn(console, "warn").mockReturnValue();
    expect(await performOne(ports.desk, wish)).toMatchObject({ logged: true, isComplete: false });
    expect(quiet).toHaveBeenCalledWith(expect.stringContaining("erasure_unfinished"));
    quiet.mockRestore();
    expect(await ownKeys()).toHaveLength(1);
    await env.CRM.prepare("ALTER TABLE elsewhere RENAME TO contacts").run();
    await evictDurableObject(stub());
    vi.setSystemTime(new Date(Date.now() + 61_000));
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    expect(await ownKeys()).toEqual([]);
    expect(await personalText()).toBe("");
  });

  it("ends when the contact is taken off the list and writes again: a new key, a new CRM row, and all steps of a run", async ({
    expect,
  }) => {
    await toDraft();
    await performOne(ports.desk, wish);
    await performOne(ports.desk, {
      type: "Lift",
      wish: { kind: "address", value: ADA, by: "rosa", reason: "other", why: "came back" },
    });
    const second = runOf("2");
    await toDraft(leadOf("2"), second);
    expect(await keyRow()).toEqual({ wrapped: expect.stringMatching(/./), since: 10 });
    expect((await shown()).filter((text) => text.includes("Ada Byron"))).toHaveLength(2);
    expect((await d1Crm(env.CRM).hydrate([ada])).get(ada)?.contact).toMatchObject({ email: ADA, name: "Ada Byron" });
    await evictDurableObject(stub());
    const { entries } = await askOne(ports.desk, { type: "Timeline", contactId: ada, by: "rosa" });
    expect(entries.slice(0, 9).every(({ words }) => words === null)).toBe(true);
    expect(entries[9]?.words).toContain("Ada Byron");
    const { revision: __, ...again } = own(erase("again"));
    expect(await performOne(ports.desk, again)).toMatchObject({ refusal: null, isComplete: true });
    expect(await personalText()).toBe("");
    expect(await ownKeys()).toEqual([]);
  });
});
