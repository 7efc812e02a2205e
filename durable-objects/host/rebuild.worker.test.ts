// Tests rebuilds in workerd: the storage of a real object, or read-model rows of a real database, are damaged and rebuilt from
// the log.
import { askOne, performOne } from "../../schema/only-answer.ts";
import { ports } from "../../testing/workerd/ports.ts";
import { performUnlogged, toDraft } from "../../testing/workerd/to-draft.ts";
import { evictDurableObject, reset, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import { adoptLogKey, migrate } from "../../testing/workerd/test.ts";
import { d1EventLog } from "../../drizzle/d1-event-log.ts";
import { READ_MODEL_TABLES } from "../../drizzle/read-model-rows.ts";
import type { CommandOf } from "../../schema/commands.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { AdminId, commandIdOf, type ContactId, contactIdOf, Receipt, runIdOf } from "../../schema/ids.ts";
import { brokenAt } from "./logged-stream.ts";
import { ada } from "../../testing/people.ts";
import { action, score, approve, erase, flag, lead, message, runOf, signal } from "../../testing/contact/scenario.ts";
import { beginning } from "../../schema/cause.ts";

const { desk } = ports;
const run = runOf("1");
const stub = () => env.CONTACT.get(env.CONTACT.idFromName(ada));
const log = d1EventLog([env.EVENTS_0]);

/** Runs from a lead to an approval, through every port. */
async function toApproval(): Promise<void> {
  await toDraft();
  const { entries } = await askOne(desk, { type: "Timeline", contactId: ada, by: "rosa" });
  const { digest } = JSON.parse(entries.findLast(({ type }) => type === "DraftHeld")?.payload ?? "{}");
  await performOne(desk, approve(run, String(digest)));
  await performOne(desk, flag("replied", true));
}

const stored = () =>
  runInDurableObject(stub(), (_, { storage }) => ({
    events: storage.sql.exec("SELECT * FROM events ORDER BY version").toArray(),
    keys: storage.sql.exec("SELECT * FROM stream_key").toArray(),
  }));
const change = (...statements: readonly string[]) =>
  runInDurableObject(stub(), (_, { storage }) => {
    for (const statement of statements) storage.sql.exec(statement);
  });

/** Changes the object's storage, and lets the object wake with it. */
async function damage(...statements: readonly string[]): Promise<void> {
  await change(...statements);
  await evictDurableObject(stub());
}
const rebuild = (discard = false) => performOne(desk, { type: "RebuildObject", streamId: ada, discard });

beforeEach(async () => {
  await reset();
  await migrate();
  await adoptLogKey();
});

describe("an object", () => {
  const LOST = ["DELETE FROM events", "DELETE FROM stream_key"];

  it("gets its storage back unchanged, and continues", async ({ expect }) => {
    await toApproval();
    const [before, timeline] = [await stored(), await askOne(desk, { type: "Timeline", contactId: ada, by: "rosa" })];
    await damage(...LOST);
    expect((await askOne(desk, { type: "Timeline", contactId: ada, by: "rosa" })).version).toBe(0);

    expect(await rebuild()).toEqual({
      refusal: null,
      at: null,
      events: before.events.length,
      changed: true,
      discarded: 0,
      wordsLost: false,
    });
    expect(await stored()).toEqual(before);
    expect(await askOne(desk, { type: "Timeline", contactId: ada, by: "rosa" })).toEqual(timeline);
    // The same object uses the new storage, and its alarm is set.
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    await performOne(ports.ingest, message("2", "interested"));
    expect((await askOne(desk, { type: "Timeline", contactId: ada, by: "rosa" })).version).toBeGreaterThan(
      timeline.version,
    );
  });

  it.for([
    ["its last events", "DELETE FROM events WHERE version > 3"],
    ["an event in the middle", "DELETE FROM events WHERE version = 3"],
    ["its key", "DELETE FROM stream_key"],
    ["an event of which one word was changed", "UPDATE events SET body = replace(body, 'source', 'sauce')"],
    ["an event whose whole body was replaced", "UPDATE events SET body = 'x' WHERE version = 2"],
  ] as const)("gets back %s", async ([, statement], { expect }) => {
    await toApproval();
    const before = await stored();
    await damage(statement);
    expect(await rebuild()).toMatchObject({ refusal: null, changed: true, discarded: 0 });
    expect(await stored()).toEqual(before);
    expect(await rebuild()).toMatchObject({ refusal: null, changed: false });
  });

  it("ships what the log lacks before anything is compared", async ({ expect }) => {
    await toApproval();
    const unshipped = await performUnlogged(message("2", "interested"));
    const before = await stored();
    expect(unshipped.ship.events.length).toBeGreaterThan(0);
    expect(await rebuild()).toMatchObject({ refusal: null, events: before.events.length, changed: false });
    expect(await log.read({ streamId: ada })).toHaveLength(before.events.length);
  });

  it("discards the events that conflict with the log when it lost its storage and began again at version 1", async ({
    expect,
  }) => {
    await toApproval();
    const before = await stored();
    await damage(...LOST);
    const error = { reason: "log_conflict", detail: "version 1" };
    expect(await ports.ingest.perform([message("2", "interested")])).toEqual([{ ok: false, error }]);
    const { length: discarded } = (await stored()).events;

    expect(await rebuild()).toMatchObject({ refusal: "forked", at: 1, discarded });
    expect(await rebuild(true)).toMatchObject({ refusal: null, changed: true, discarded });
    expect(await stored()).toEqual(before);
    await performOne(ports.ingest, message("2", "interested"));
  });

  it("never mixes events from before and after a rebuild, also with concurrent calls", async ({ expect }) => {
    await toApproval();
    await damage("DELETE FROM events WHERE version > 4");
    const arriving = ["2", "3", "4", "5"].map((id) => performOne(ports.ingest, message(id, "interested")));
    await Promise.allSettled([...arriving.slice(0, 2), rebuild(true), ...arriving.slice(2), rebuild(true)]);
    const rows = (await stored()).events.map(({ stream_id, ...row }) => ({ ...row, streamId: stream_id }));
    expect(brokenAt(ada, rows as EventRow[])).toBeNull();
    await rebuild(true);
    const logged = await log.read({ streamId: ada });
    expect((await stored()).events).toHaveLength(logged.length);
    expect(brokenAt(ada, logged)).toBeNull();
    expect(await rebuild()).toMatchObject({ refusal: null, changed: false });
  });

  it.for(["before", "after"])(
    "records a click that arrives %s the rebuild starts, also when the click has to be repeated",
    async (when, { expect }) => {
      await toDraft();
      const { entries, version } = await askOne(desk, { type: "Timeline", contactId: ada, by: "rosa" });
      const { digest } = JSON.parse(entries.at(-1)?.payload ?? "{}");
      await damage("UPDATE events SET body = replace(body, 'correlationId\":\"test', 'correlationId\":\"toast')");
      const click = () => performOne(desk, approve(run, String(digest)));
      await Promise.allSettled(when === "before" ? [click(), rebuild()] : [rebuild(), click()]);
      // A person repeats a click that failed.
      await click();
      expect((await askOne(desk, { type: "Timeline", contactId: ada, by: "rosa" })).version).toBe(version + 1);
      expect((await stored()).events).toHaveLength(version + 1);
      expect(await rebuild()).toMatchObject({ refusal: null, events: version + 1 });
      expect(await rebuild()).toMatchObject({ refusal: null, changed: false });
    },
  );

  it("is not created for a stream without events", async ({ expect }) => {
    expect(await rebuild()).toMatchObject({ refusal: "unknown" });
    expect(
      await performOne(desk, { type: "RebuildObject", streamId: AdminId.parse("ad_policy"), discard: false }),
    ).toMatchObject({
      refusal: "unknown",
    });
  });

  it("is also rebuilt for an administrative stream", async ({ expect }) => {
    const adoption = { type: "AdoptPolicy", policy: {}, replaces: 0, reason: "other", why: "" } as const;
    await performOne(desk, { ...adoption, by: "rosa" });
    const policy = env.CONTACT.get(env.CONTACT.idFromName("ad_policy"));
    await runInDurableObject(policy, (_, { storage }) => storage.sql.exec("DELETE FROM events"));
    await evictDurableObject(policy);
    expect(
      await performOne(desk, { type: "RebuildObject", streamId: AdminId.parse("ad_policy"), discard: false }),
    ).toMatchObject({
      events: 1,
      changed: true,
    });
    expect(await performOne(desk, { ...adoption, by: "ben" })).toMatchObject({ version: 1 });
  });

  it("is left as it was when the log's key does not open its words", async ({ expect }) => {
    await toApproval();
    await damage(...LOST);
    await env.EVENTS_0.prepare("UPDATE stream_keys SET wrapped = 'another'").run();
    expect(await rebuild()).toMatchObject({ refusal: "key_differs" });
    expect(await stored()).toEqual({ events: [], keys: [] });
  });

  it("is rebuilt with the report wordsLost when no key exists any more", async ({ expect }) => {
    await toApproval();
    await damage(...LOST);
    await env.EVENTS_0.prepare("DELETE FROM stream_keys").run();
    expect(await rebuild()).toMatchObject({ refusal: null, wordsLost: true });
  });
});

describe("an erased contact", () => {
  const erased = async (): Promise<void> => {
    await toApproval();
    const { revision: _, ...wish } = erase();
    if (!(await performOne(desk, wish)).isComplete) throw new Error("the erasure is not complete");
  };
  const personalRows = async () => ({
    key: await env.EVENTS_0.prepare("SELECT * FROM stream_keys WHERE stream_id = ?1").bind(ada).first(),
    holds: (await env.EVENTS_0.prepare("SELECT * FROM holds ORDER BY hold_id").all()).results,
    flags: (await env.EVENTS_0.prepare("SELECT * FROM contact_flags").all()).results,
  });

  it("has an erased object and rows without words after a rebuild", async ({ expect }) => {
    await erased();
    const [before, rows] = [await stored(), await personalRows()];
    expect(rows.holds).toMatchObject([{ shown: "" }, { shown: "" }]);
    await damage("DELETE FROM events");
    await env.EVENTS_0.batch([
      env.EVENTS_0.prepare("DELETE FROM holds"),
      env.EVENTS_0.prepare("DELETE FROM contact_flags"),
    ]);
    expect(await rebuild()).toMatchObject({ refusal: null, changed: true, wordsLost: false });
    let after: string | null = null;
    do after = (await performOne(desk, { type: "RebuildReadModels", after, limit: 10 })).next;
    while (after !== null);
    expect(await personalRows()).toEqual(rows);
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    expect(await stored()).toEqual(before);
    expect(await personalRows()).toEqual(rows);
  });

  it("is erased completely when its object was lost and rebuilt in the middle of the erasure", async ({ expect }) => {
    await erased();
    const rows = await personalRows();
    // The state after a database failed during the destruction: the log has the event, and a copy is left.
    await env.EVENTS_0.prepare("UPDATE holds SET shown = 'Ada Byron'").run();
    await damage("DELETE FROM events", "DELETE FROM stream_key");
    await rebuild();
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    expect(await personalRows()).toEqual(rows);
    expect((await stored()).keys).toEqual([]);
    expect(await rebuild()).toMatchObject({ changed: false });
  });
});

describe("read-model rows", () => {
  const dump = async () =>
    Promise.all(
      READ_MODEL_TABLES.map(async (table) => {
        const { results } = await env.EVENTS_0.prepare("SELECT name FROM sqlite_master WHERE name = ?1")
          .bind(table)
          .all();
        if (results.length !== 1) throw new Error(`no table ${table}`);
        return (await ALL[table]().all()).results;
      }),
    );
  const ALL = {
    holds: () => env.EVENTS_0.prepare("SELECT * FROM holds ORDER BY hold_id"),
    tasks: () => env.EVENTS_0.prepare("SELECT * FROM tasks ORDER BY task_id"),
    contact_flags: () => env.EVENTS_0.prepare("SELECT * FROM contact_flags ORDER BY stream_id"),
    plan_comparisons: () => env.EVENTS_0.prepare("SELECT * FROM plan_comparisons ORDER BY run_id"),
    contact_scores: () => env.EVENTS_0.prepare("SELECT * FROM contact_scores ORDER BY stream_id"),
    runs: () => env.EVENTS_0.prepare("SELECT * FROM runs ORDER BY began_at, run_id"),
    reports: () => env.EVENTS_0.prepare("SELECT * FROM reports ORDER BY began_at, stream_id, version"),
    class_comparisons: () => env.EVENTS_0.prepare("SELECT * FROM class_comparisons ORDER BY at, stream_id, version"),
    unwritten_runs: () => env.EVENTS_0.prepare("SELECT * FROM unwritten_runs ORDER BY ended_at, run_id"),
  };

  /** Rebuilds all pages and adds up their results. */
  async function rebuildRows(limit = 100) {
    let [after, pages, changed, removed, streams] = [null as string | null, 0, 0, 0, 0];
    const left: string[] = [];
    do {
      const page = await performOne(desk, { type: "RebuildReadModels", after, limit });
      after = page.next;
      pages += 1;
      changed += page.changed;
      removed += page.removed;
      streams += page.streams;
      left.push(...page.left);
    } while (after !== null);
    return { pages, changed, removed, streams, left };
  }

  const others = ["bob@engine.example", "cyd@engine.example", "dan@engine.example"].map((address) =>
    contactIdOf(env.SYSTEM_KEY, address),
  );
  const conflict = (contactId: ContactId): CommandOf<"ReportConflict"> => {
    const commandId = commandIdOf("ReportConflict", contactId);
    const cause = { ...beginning(commandId), contactId };
    return { type: "ReportConflict", ...cause, receipt: Receipt.parse("rc_1"), source: "website" };
  };

  /** The planner's command for a contact when a model planned in the shadow, and its plan has no message. */
  const planned = (contactId: ContactId): CommandOf<"RecordAction"> => {
    const own = runIdOf(contactId, lead().signalId);
    const plan: CommandOf<"RecordAction">["plan"] = {
      arm: "shadow",
      stages: ["skip"],
      proposed: 1,
      dropped: [],
      fallback: false,
      reason: "plan_kept",
      reply: null,
      call: null,
    };
    const evidence = [{ table: "events" as const, id: `${contactId}@1`, columns: { sequence: 0 } }];
    return { ...action(own), contactId, evidence, plan };
  };

  /** An outcome of a contact who was not handed over. */
  const outcome = (contactId: ContactId): CommandOf<"ReceiveSignal"> => ({
    ...signal(`o-${contactId}`, { kind: "outcome", email: "ada@engine.example", outcome: "lost" }),
    contactId,
  });

  /** A message whose class a model gave. */
  const classed = (contactId: ContactId): CommandOf<"ReceiveSignal"> => ({
    ...signal(`m-${contactId}`, { kind: "message", email: "ada@engine.example", text: "Well." }),
    contactId,
    reply: { class: "info_request", rule: "llm:sample@0#info_request", byRules: "not_interested" },
  });

  /** Makes rows in every read-model table: one contact with holds, and three with a task, flags, an outcome, a plan in the shadow and a class by a model. */
  async function fillReadModels(): Promise<void> {
    await toApproval();
    for (const contactId of others) {
      const wish: CommandOf<"ReceiveSignal"> = { ...lead(), contactId };
      await performOne(ports.ingest, wish);
      await performOne(ports.planner, planned(contactId));
      await performOne(ports.scorer, { ...score(), contactId });
      await performOne(desk, { ...flag("replied", true), contactId });
      await performOne(ports.ingest, conflict(contactId));
      await performOne(ports.ingest, outcome(contactId));
      await performOne(ports.ingest, classed(contactId));
    }
    // The ports write no rows of the CRM: those that the events make are written here, and are no change afterwards.
    await rebuildRows();
  }

  it.for([100, 2, 1])(
    "are restored after all of them were deleted, in pages of %i",
    { timeout: LONG_MILLISECONDS },
    async (limit, { expect }) => {
      await fillReadModels();
      const before = await dump();
      expect(before.map((rows) => rows.length > 0)).toEqual(READ_MODEL_TABLES.map(() => true));
      await env.EVENTS_0.batch([
        env.EVENTS_0.prepare("DELETE FROM holds"),
        env.EVENTS_0.prepare("DELETE FROM tasks"),
        env.EVENTS_0.prepare("DELETE FROM contact_flags"),
        env.EVENTS_0.prepare("DELETE FROM plan_comparisons"),
        env.EVENTS_0.prepare("DELETE FROM contact_scores"),
        env.EVENTS_0.prepare("DELETE FROM runs"),
        env.EVENTS_0.prepare("DELETE FROM reports"),
        env.EVENTS_0.prepare("DELETE FROM class_comparisons"),
        env.EVENTS_0.prepare("DELETE FROM unwritten_runs"),
      ]);
      const changed = before.flat().length;
      expect(await rebuildRows(limit)).toMatchObject({ changed, removed: 0, streams: 4, left: [] });
      expect(await dump()).toEqual(before);
      expect(await rebuildRows()).toMatchObject({ changed: 0, removed: 0 });
    },
  );

  it("are corrected when they differ, and removed when no event gives them", async ({ expect }) => {
    await fillReadModels();
    const before = await dump();
    await env.EVENTS_0.batch([
      env.EVENTS_0.prepare("UPDATE holds SET state = 'open', version = 99 WHERE kind = 'preview'"),
      env.EVENTS_0.prepare("UPDATE contact_flags SET replied = 0, version = 1 WHERE stream_id = ?1").bind(ada),
      env.EVENTS_0.prepare(
        "INSERT INTO tasks SELECT 'tk_foreign', stream_id, 1, kind, about, NULL, raised_at, NULL, NULL, NULL FROM tasks LIMIT 1",
      ),
      env.EVENTS_0.prepare("INSERT INTO contact_flags VALUES ('ct_nobody', 1, 0, 0, 0, 0, 0, NULL, 0, 0, '{}')"),
      env.EVENTS_0.prepare("UPDATE runs SET began_at = '2020' WHERE stream_id = ?1").bind(ada),
      env.EVENTS_0.prepare("INSERT INTO reports VALUES ('', ?1, 1, NULL, 'lost', '')").bind(ada),
      env.EVENTS_0.prepare("INSERT INTO class_comparisons VALUES ('2026', ?1, 1, '', '', '', 'rules')").bind(ada),
      env.EVENTS_0.prepare("UPDATE unwritten_runs SET reason = 'dismissed', ended_by = 'rosa'"),
      env.EVENTS_0.prepare(
        "INSERT INTO unwritten_runs VALUES ('2026', 'run_foreign', ?1, 1, 'expired', 'signal', NULL, NULL, NULL, NULL, NULL)",
      ).bind(ada),
    ]);
    expect(await rebuildRows(2)).toMatchObject({ changed: 7, removed: 6, left: [] });
    expect(await dump()).toEqual(before);
  });

  const crm = async () => {
    const read = await env.CRM.batch<Record<string, unknown>>([
      env.CRM.prepare("SELECT * FROM contacts ORDER BY id"),
      env.CRM.prepare("SELECT * FROM identities ORDER BY kind, value"),
      env.CRM.prepare("SELECT * FROM receipts ORDER BY receipt"),
    ]);
    return read.map(({ results }) => results);
  };
  const emptyCrm = () =>
    env.CRM.batch([
      env.CRM.prepare("DELETE FROM contacts"),
      env.CRM.prepare("DELETE FROM identities"),
      env.CRM.prepare("DELETE FROM receipts"),
    ]);

  it("of the CRM are made again when the database lost them, and fill a row of before", async ({ expect }) => {
    await fillReadModels();
    const before = await crm();
    expect(before.map((rows) => rows.length > 0)).toEqual([true, true, true]);
    await emptyCrm();
    expect(await rebuildRows(2)).toMatchObject({ removed: 0, left: [] });
    expect(await crm()).toEqual(before);
    await env.CRM.prepare("UPDATE contacts SET title = 'Clerk', updated_at = '2020-01-01T00:00:00.000Z'").run();
    await rebuildRows();
    expect(await crm()).toEqual(before);
    expect(await rebuildRows()).toMatchObject({ changed: 0, removed: 0 });
  });

  it("of the CRM from before an erasure are emptied again", async ({ expect }) => {
    await toApproval();
    await rebuildRows();
    const [filled = []] = await crm();
    const { revision: _, ...wish } = erase();
    await performOne(desk, wish);
    const [emptied] = await crm();
    await env.CRM.prepare("UPDATE contacts SET email = ?1, name = ?2, erased_at = NULL")
      .bind(filled[0]?.["email"], filled[0]?.["name"])
      .run();
    await rebuildRows();
    const [after = []] = await crm();
    expect(after.map(({ erased_at: _at, updated_at: _updated, ...row }) => row)).toEqual(
      (emptied ?? []).map(({ erased_at: _at, updated_at: _updated, ...row }) => row),
    );
    expect(after[0]).toMatchObject({ email: "", name: null });
    expect(await rebuildRows()).toMatchObject({ changed: 0 });
  });

  it("stay unchanged when the key does not open the stream's words", async ({ expect }) => {
    await fillReadModels();
    const before = await dump();
    await env.EVENTS_0.prepare("UPDATE stream_keys SET wrapped = 'another' WHERE stream_id = ?1").bind(ada).run();
    expect((await rebuildRows()).left).toContain(ada);
    expect(await dump()).toEqual(before);
  });

  it("are rebuilt from the first page when the start of the page is invalid", async ({ expect }) => {
    await toApproval();
    expect(await performOne(desk, { type: "RebuildReadModels", after: "nowhere", limit: 9 })).toMatchObject({
      streams: 1,
    });
    expect(await performOne(desk, { type: "RebuildReadModels", after: '{"of":"events"}', limit: 9 })).toMatchObject({
      streams: 1,
    });
  });
});
