// Reads a contact's part of the log with what is needed to judge it. The desk has no keys: words are those that the contact's
// object opened.
import { askOne } from "../../schema/only-answer.ts";
import type { ContactRecord, OutboxRow } from "../../drizzle/desk-reads.ts";
import { contextOf, type LogContext } from "../../replay/context.ts";
import { foldStream } from "../../replay/fold.ts";
import type { StreamRows } from "../../replay/source.ts";
import { type ExpectedRows, expectedRows } from "../../replay/stored-rows.ts";
import type { Timeline } from "../../schema/answers.ts";
import type { Sealed } from "../../schema/events.ts";
import { ContactId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import type { Desk } from "./desk.ts";
import { isKnown } from "./known-contact.ts";

export interface ReadRecord {
  readonly contactId: ContactId;
  readonly stream: StreamRows;
  readonly context: LogContext;
  /** The contact's events and rows in D1, read at one moment. */
  readonly record: ContactRecord;
  /** The object's timeline, read after `record`. */
  readonly timeline: Timeline;
}

/** Null when there is no such contact. */
export async function readRecord(desk: Desk, by: string, id: string | undefined): Promise<ReadRecord | null> {
  const named = ContactId.safeParse(id);
  if (!named.success) return null;
  const contactId = named.data;
  const record = await desk.reads.record(contactId);
  if (record.rows.length === 0 && !(await isKnown(desk, contactId))) return null;
  const stream = { streamId: contactId, rows: record.rows };
  // An event is in its object before it is in the log, so the object is read second. Policies and the list are read after the
  // events that cite them.
  const [timeline, context] = await Promise.all([
    askOne(desk.port, { type: "Timeline", contactId, by }),
    contextOf(stream, (streamId) => desk.reads.stream(streamId)),
  ]);
  if (record.rows.length === 0 && timeline.version === 0) return null;
  return {
    contactId,
    stream,
    record,
    timeline,
    context: { ...context, openWords: openWordsOf(record.rows, timeline) },
  };
}

export interface CheckedRecord extends ReadRecord {
  /** How many events the object has in its storage, after it has computed their hashes again. */
  readonly stored: number;
  /** The messages that the outbox must have by the events, and the rows that it has of them. */
  readonly expected: ExpectedRows;
  readonly messages: ReadonlyMap<string, OutboxRow>;
}

/** The same, for a verification: the object also computes the hashes of its storage again. Throws when they differ. */
export async function readCheckedRecord(desk: Desk, by: string, id: string | undefined): Promise<CheckedRecord | null> {
  const read = await readRecord(desk, by, id);
  if (!read) return null;
  const { contactId, stream, context } = read;
  const { contact, events } = foldStream(stream);
  const expected = expectedRows(contactId, contact, events, context.suppressions);
  const [checked, ...rows] = await Promise.all([
    askOne(desk.port, { type: "Check", contactId }),
    ...expected.messages.map(({ idempotencyKey }) => desk.reads.outboxMessage(idempotencyKey, by)),
  ]);
  const messages = new Map(rows.flatMap((row) => (row ? [[row.idempotencyKey, row] as const] : [])));
  return { ...read, stored: checked.events, expected, messages };
}

/** The object's opened words, for those events that the log has with the same hash. */
function openWordsOf(rows: readonly EventRow[], { entries }: Timeline): NonNullable<LogContext["openWords"]> {
  const hashes = new Map(rows.map(({ version, hash }) => [version, hash]));
  const open = new Map(
    entries.flatMap(({ version, hash, words }) =>
      words !== null && hashes.get(version) === hash ? [[version, sealedIn(words)] as const] : [],
    ),
  );
  return ({ version }) => open.get(version) ?? null;
}

/** Moves the personal values of evidence out of the words, into the form that replay reads. */
function sealedIn(text: string): Sealed {
  const { evidence, ...words } = JSON.parse(text) as Record<string, unknown> & Pick<Sealed, "evidence">;
  return {
    ...(Object.keys(words).length > 0 ? { words } : {}),
    ...(evidence === undefined ? {} : { evidence }),
  };
}
