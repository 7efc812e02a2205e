// Dead letters in D1: messages that no stage could process. Their bodies are sealed, and they wait until a person sends them again. Sealing and
// sending are not here.
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import * as z from "zod";
import { ContactId, DeadLetterId, Receipt } from "../schema/ids.ts";
import { deadLetters, streamKeys } from "./events/schema.ts";
import { overwriteAndEmpty } from "./emptied.ts";
import { insertRows } from "./json-sql.ts";
import { databaseOf } from "./database-of.ts";
import { RECEIPT_CONFLICT } from "../schema/messages.ts";
import { type BodyTaken, DiscardReason } from "../schema/refused-bodies.ts";

export const DeadLetter = z.strictObject({
  id: DeadLetterId,
  /** The name of the queue that the message was for, as the message says. */
  origin: z.string(),
  reason: z.string(),
  contactId: ContactId.nullable(),
  /** Null when the contact was erased, and of a refused body that was taken or discarded. */
  bodySealed: z.string().nullable(),
  /** The id of the key that sealed the body: the contact's stream, or `ad_month_<month>`. */
  keyId: z.string(),
  receivedAt: z.string(),
  /** When and by whom it was sent again, or discarded. */
  redrivenAt: z.string().nullable(),
  redrivenBy: z.string().nullable(),
  /** The source of a refused body; null for a message between stages. */
  source: z.string().nullable(),
  /** The receipt of the signal that was read from the refused body when it was sent again. */
  receipt: Receipt.nullable(),
  discarded: DiscardReason.nullable(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

/** What is known of a letter before a person settles it. */
export type NewLetter = Omit<DeadLetter, "redrivenAt" | "redrivenBy" | "receipt" | "discarded">;

interface Settled {
  readonly id: DeadLetterId;
  readonly at: string;
  readonly by: string;
}

export interface DeadLetters {
  /** The wrapped key of a stream or a month; empty when it was destroyed. */
  key(keyId: string): Promise<string | null>;
  /** Stores a key unless one is stored already, and returns the stored one. */
  addKey(keyId: string, wrapped: string): Promise<string>;
  /**
   * Stores a letter; the same letter again writes nothing. A letter that returns after it was sent again is marked as waiting; but not the
   * second body of a receipt, because it is recorded then, and only its sender repeats it. A refused body has the reason of its last refusal; one
   * that was discarded stays so.
   */
  put(letter: NewLetter): Promise<void>;
  /** Overwrites and removes the body of a letter. */
  empty(id: DeadLetterId): Promise<void>;
  get(id: DeadLetterId): Promise<DeadLetter | null>;
  /** Records that a person sent the letter again. A refused body that has returned since `at` waits on. */
  markRedriven(by: Settled): Promise<void>;
  /** Records the signal that was read from a refused body, and its contact, and empties the body: the contact's stream has its words. */
  markTaken(of: Omit<BodyTaken, "queue"> & { readonly at: string }): Promise<void>;
  /** Empties the body of a refused body that waits, and records why. False when there is none that waits. */
  discard(by: Settled & { readonly reason: DiscardReason }): Promise<boolean>;
}

const INSERT_KEY = `${insertRows(streamKeys)} ON CONFLICT (stream_id) DO NOTHING`;
const PUT = `${insertRows(deadLetters)} ON CONFLICT (id) DO UPDATE SET
  reason = excluded.reason, body_sealed = excluded.body_sealed, key_id = excluded.key_id, received_at = excluded.received_at,
  contact_id = excluded.contact_id, redriven_at = NULL, redriven_by = NULL, receipt = NULL
  WHERE excluded.received_at > coalesce(dead_letters.redriven_at, iif(dead_letters.source IS NULL, NULL, dead_letters.received_at))
    AND excluded.reason <> '${RECEIPT_CONFLICT}' AND dead_letters.discarded IS NULL`;
const EMPTY = overwriteAndEmpty(deadLetters, ["body_sealed"], "id = ?1 AND body_sealed IS NOT NULL");
const WAITING_BODY = "id = ?1 AND source IS NOT NULL AND redriven_at IS NULL";
const EMPTY_WAITING = overwriteAndEmpty(deadLetters, ["body_sealed"], `${WAITING_BODY} AND body_sealed IS NOT NULL`);
const DISCARD = `UPDATE dead_letters SET redriven_at = ?2, redriven_by = ?3, discarded = ?4 WHERE ${WAITING_BODY}`;
// What ingest reads a signal from may be marked late, or not at all: its queue answers before the click is recorded.
const TAKEN = `UPDATE dead_letters SET receipt = ?2, contact_id = ?3, redriven_at = coalesce(redriven_at, ?4)
  WHERE id = ?1 AND source IS NOT NULL AND discarded IS NULL`;
// A refused body may return between the click and its mark: it then waits.
const REDRIVEN =
  "UPDATE dead_letters SET redriven_at = ?2, redriven_by = ?3 WHERE id = ?1 AND (source IS NULL OR received_at <= ?2)";

/**
 * `shards` are the EVENTS databases in order. All letters and the months' keys are in the first database; a contact's key is in the database
 * of its stream.
 */
export function d1DeadLetters(shards: readonly D1Database[]): DeadLetters {
  const [database] = shards;
  if (!database) throw new Error("the log has no database");
  const typed = drizzle(database);
  const homeOf = (keyId: string): D1Database => {
    const contactId = ContactId.safeParse(keyId).data;
    return contactId ? databaseOf(shards, contactId) : database;
  };
  const key = async (keyId: string): Promise<string | null> => {
    const found = await drizzle(homeOf(keyId)).select().from(streamKeys).where(eq(streamKeys.streamId, keyId)).get();
    return found?.wrapped ?? null;
  };
  return {
    key,
    async addKey(keyId, wrapped) {
      await homeOf(keyId)
        .prepare(INSERT_KEY)
        .bind(JSON.stringify([{ streamId: keyId, wrapped, since: 1 }]))
        .run();
      const stored = await key(keyId);
      if (stored === null) throw new Error("the key that was just stored cannot be read");
      return stored;
    },
    async put(letter) {
      await database
        .prepare(PUT)
        .bind(JSON.stringify([letter]))
        .run();
    },
    async empty(id) {
      await database.batch(EMPTY.map((sql) => database.prepare(sql).bind(id)));
    },
    async get(id) {
      const row = await typed.select().from(deadLetters).where(eq(deadLetters.id, id)).get();
      return row ? DeadLetter.parse(row) : null;
    },
    async markRedriven({ id, at, by }) {
      await database.prepare(REDRIVEN).bind(id, at, by).run();
    },
    async markTaken({ taken, receipt, contactId = null, at }) {
      const emptied = EMPTY.map((sql) => database.prepare(sql).bind(taken));
      await database.batch([database.prepare(TAKEN).bind(taken, receipt, contactId, at), ...emptied]);
    },
    async discard({ id, at, by, reason }) {
      const emptied = EMPTY_WAITING.map((sql) => database.prepare(sql).bind(id));
      const done = await database.batch([...emptied, database.prepare(DISCARD).bind(id, at, by, reason)]);
      return (done.at(-1)?.meta.changes ?? 0) > 0;
    },
  };
}
