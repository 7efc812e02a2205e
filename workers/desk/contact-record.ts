// A contact's part of the log, with what is needed to judge it. The desk has no keys: words are those that the contact's object opened.
import type { ContactRecord } from "../../drizzle/desk-reads.ts";
import { contextOf, type LogContext } from "../../replay/context.ts";
import type { StreamRows } from "../../replay/source.ts";
import type { Timeline } from "../../schema/answers.ts";
import type { Sealed } from "../../schema/events.ts";
import { ContactId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import type { Desk } from "./desk.ts";

export interface ReadRecord {
  readonly contactId: ContactId;
  readonly stream: StreamRows;
  readonly context: LogContext;
  /** What the log has of this contact, as of one moment. */
  readonly record: ContactRecord;
  /** What the object had a moment later. */
  readonly timeline: Timeline;
}

/** Null when neither the log nor the object knows anybody of that id. */
export async function readRecord(desk: Desk, id: string | undefined): Promise<ReadRecord | null> {
  const named = ContactId.safeParse(id);
  if (!named.success) return null;
  const contactId = named.data;
  const record = await desk.reads.record(contactId);
  const stream = { streamId: contactId, rows: record.rows };
  // An event is in its object before the log has it: the object is asked second, and policies and the list after the events that cite them.
  const [timeline, context] = await Promise.all([
    desk.port.timeline({ contactId }),
    contextOf(stream, (streamId) => desk.reads.stream(streamId)),
  ]);
  if (record.rows.length === 0 && timeline.version === 0) return null;
  return { contactId, stream, record, timeline, context: { ...context, says: saysOf(record.rows, timeline) } };
}

/** Words belong to an event of the log where the object has the very same event. */
function saysOf(rows: readonly EventRow[], { entries }: Timeline): NonNullable<LogContext["says"]> {
  const hashes = new Map(rows.map(({ version, hash }) => [version, hash]));
  const open = new Map(
    entries.flatMap(({ version, hash, words }) =>
      words !== null && hashes.get(version) === hash ? [[version, sealedIn(words)] as const] : [],
    ),
  );
  return ({ version }) => open.get(version) ?? null;
}

/** The object gives personal values of evidence beside the words. */
function sealedIn(text: string): Sealed {
  const { evidence, ...words } = JSON.parse(text) as Record<string, unknown> & Pick<Sealed, "evidence">;
  return {
    ...(Object.keys(words).length > 0 ? { words } : {}),
    ...(evidence === undefined ? {} : { evidence }),
  };
}
