// A whole local installation that an insider attacks: the databases of the log and of the CRM as the product fills them, with the keys beside them.
// Nothing in it is a stand-in: keys open, messages are those that were sent, read models and rows follow from the events.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readModelsOf } from "../../replay/read-models.ts";
import { memorySource } from "../../replay/source.ts";
import { erasedVersion } from "../../replay/verify.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import { type EventType, eventInRow, type StoredEvent } from "../../schema/events.ts";
import { fingerprintsIn } from "../../schema/installation-keys.ts";
import { StreamId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { eventColumns, rowOf } from "../../schema/stored-row.ts";
import { storedForm, wholeForm } from "../../schema/stored-form.ts";
import { INSERT_EVENT, valuesOf } from "../event-rows.ts";
import { insertReadModels, insertRow, localDatabase, localLog, withoutTriggers } from "../command-line.ts";
import { deploymentAfter, FULL_STORY, type HonestDeployment, rechained } from "../honest-log.ts";
import { idOf, KIM, MASTER_KEY, ADA, GRACE, SYSTEM_KEY } from "../people.ts";
import { insertStoredRows } from "../stored-rows.ts";

const SELECT_EVENTS = `SELECT ${eventColumns()} FROM events ORDER BY stream_id, version`;

/** Was written to, and has an open preview of a follow-up. */
export const WRITTEN = idOf(ADA);
/** Was erased. */
export const ERASED = idOf(GRACE);
/** Has a draft that waits for its approval. */
export const WAITING = idOf(KIM);

const deployment: Promise<HonestDeployment> = deploymentAfter([
  ...FULL_STORY,
  ...(["company", "lead", "drain", "suppress", "message", "drain", "erase"] as const).map((what) => ({
    what,
    who: 1,
    pick: 0,
  })),
  { what: "message", who: 0, pick: 1 },
  { what: "drain", who: 0, pick: 0 },
  { what: "suppress", who: 1, pick: 1 },
  { what: "facts", who: 0, pick: 2 },
  ...(["lead", "drain", "confirm", "drain"] as const).map((what) => ({ what, who: 2, pick: 0 })),
  // Sending is stopped at the end, so that nothing else of the story waits for it.
  { what: "stopSending", who: 0, pick: 0 },
]);

const READ_MODELS = [
  "holds",
  "tasks",
  "contact_flags",
  "plan_comparisons",
  "contact_scores",
  "runs",
  "reports",
  "class_comparisons",
  "unwritten_runs",
  "list_revisions",
  "model_spend",
  "people",
  "desk_tokens",
] as const;

export type Victim = Awaited<ReturnType<typeof aVictim>>;

/** A new installation in `folder`, and what an insider can do with its databases. */
export async function aVictim(folder: string) {
  const honest = await deployment;
  const state = join(folder, "state");
  const [events] = localLog(state, honest.rows(), 1);
  if (!events) throw new Error("no database");
  const crm = localDatabase(state, "0");
  mkdirSync(dirname(state), { recursive: true });
  writeFileSync(join(folder, "secrets.json"), JSON.stringify({ masterKey: MASTER_KEY, systemKey: SYSTEM_KEY }));
  for (const [name, key] of Object.entries({ MASTER_KEY, SYSTEM_KEY }))
    events
      .prepare("INSERT INTO installation_keys (name, fingerprint) VALUES (?, ?)")
      .run(name, fingerprintsIn(name as "MASTER_KEY", key)[0] ?? "");
  events.exec("DELETE FROM stream_keys");
  for (const streamId of honest.ids()) {
    if (!streamId.startsWith("ct_")) continue;
    const erased = erasedVersion({ streamId, rows: honest.rows().filter((row) => row.streamId === streamId) });
    const wrapped = honest.wrappedKey(streamId);
    events
      .prepare("INSERT INTO stream_keys (stream_id, wrapped, since) VALUES (?, ?, ?)")
      .run(streamId, wrapped ?? "", wrapped ? erased + 1 : erased);
  }

  const rows = (): EventRow[] =>
    events
      .prepare(SELECT_EVENTS)
      .all()
      .map((row) => rowOf(row) as unknown as EventRow);
  const streamOf = (streamId: StreamId): EventRow[] => rows().filter((row) => row.streamId === streamId);
  const insert = (row: EventRow): void => void events.prepare(INSERT_EVENT).run(...valuesOf(row));

  /** Replaces a stream's rows. The read models stay as they are. */
  const put = (streamId: StreamId, own: readonly EventRow[]): void =>
    withoutTriggers(events, () => {
      events.prepare("DELETE FROM events WHERE stream_id = ?").run(streamId);
      own.forEach(insert);
    });

  /** Makes the read models, the list and the rows beside the log as the events in the database ask for. */
  const fit = async (): Promise<void> => {
    withoutTriggers(events, () => READ_MODELS.forEach((table) => events.exec(`DELETE FROM ${table}`)));
    withoutTriggers(crm, () =>
      ["suppressions", "contacts", "receipts", "companies", "company_domains", "company_facts"].forEach((table) =>
        crm.exec(`DELETE FROM ${table}`),
      ),
    );
    const now = rows();
    // The triggers of the log fill list_revisions, model_spend, people, desk_tokens, plan_comparisons and class_comparisons.
    for (const streamId of new Set(now.map((row) => row.streamId))) {
      const own = now.filter((row) => row.streamId === streamId);
      withoutTriggers(events, () => events.prepare("DELETE FROM events WHERE stream_id = ?").run(streamId));
      own.forEach(insert);
    }
    for await (const stream of memorySource(now).streams({ prefix: "ct_" })) {
      insertReadModels(events, readModelsOf(stream, honest.keys));
    }
    const sent = honest.mails.filter(({ contactId }) => now.some((row) => row.streamId === contactId));
    events.exec("DELETE FROM outbox");
    for (const { idempotencyKey, contactId, approvalId, recipient, subject, message, at } of sent)
      insertRow(events, "outbox", { idempotencyKey, streamId: contactId, approvalId, recipient, subject, message, at });
    await insertStoredRows(now, { first: events, crm });
  };
  await fit();

  /** The last event of a type, of one stream where it is named. */
  const last = (type: EventType, streamId?: StreamId): EventRow => {
    const found = rows().findLast(
      (row) => (streamId === undefined || row.streamId === streamId) && eventInRow(row).type === type,
    );
    if (!found) throw new Error(`the log has no ${type}`);
    return found;
  };
  const changed = (row: EventRow, change: Change): EventRow => {
    const event = change(structuredClone(wholeForm(JSON.parse(row.body), row) as Fields));
    const { streamId, version, sealed } = event as EventRow;
    return { ...row, streamId, version, sealed, body: canonicalJson(storedForm(event)) };
  };

  return {
    folder,
    events,
    crm,
    rows,
    streamOf,
    put,
    fit,
    last,
    wrappedKey: honest.wrappedKey,
    /** Changes one event, and nothing else. */
    edit: (row: EventRow, change: Change): void =>
      put(row.streamId, streamOf(row.streamId).with(row.version - 1, changed(row, change))),
    /** Changes one event and every hash after it. Signatures stay as they are: the insider has no key of the log. */
    rehash: (row: EventRow, change: Change): void => {
      const own = streamOf(row.streamId);
      const made = rechained(own.with(row.version - 1, changed(row, change)));
      put(
        row.streamId,
        made.map((one, index) => ({ ...one, signature: own[index]?.signature ?? null })),
      );
    },
    /** Changes one event, every hash after it, and every signature: the insider has the key of the log. */
    resign: (row: EventRow, change: Change): void =>
      put(row.streamId, rechained(streamOf(row.streamId).with(row.version - 1, changed(row, change)))),
    /** Appends an event after the last one of a stream, made from one that the log has. `signed`: with the key of the log. */
    append: (streamId: StreamId, like: EventRow, change: Change, signature: string | null | "signed" = null): void => {
      const own = streamOf(streamId);
      const before = own.at(-1);
      const at = before ? (JSON.parse(before.body) as Fields)["at"] : undefined;
      const event = changed(like, (fields) =>
        change({ ...fields, streamId, at: at ?? fields["at"], version: own.length + 1 }),
      );
      const made = rechained([...own, { ...event, streamId, version: own.length + 1, signature: "to be signed" }]);
      put(
        streamId,
        made.map((one, index) => (index < own.length || signature === "signed" ? one : { ...one, signature })),
      );
    },
  };
}

export type Fields = Record<string, unknown>;
/** Changes the fields of an event's body. */
export type Change = (event: Fields) => Fields | StoredEvent;

/** A change of one field, named by its path. */
export const set =
  (path: string, value: unknown): Change =>
  (event) => {
    const names = path.split(".");
    const field = names.pop() ?? "";
    const parent = names.reduce<Fields>((one, name) => one[name] as Fields, event);
    parent[field] = typeof value === "function" ? (value as (before: unknown) => unknown)(parent[field]) : value;
    return event;
  };

export const streamNamed = (id: string): StreamId => StreamId.parse(id);
