// Dead letters in D1: messages that no stage could process. Their bodies are sealed, and they wait until a person sends them again. Sealing and
// sending are not here.
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import * as z from "zod";
import { ContactId, DeadLetterId } from "../schema/ids.ts";
import { deadLetters, streamKeys } from "./events/schema.ts";
import { overwriteAndEmpty } from "./emptied.ts";
import { insertRows } from "./json-sql.ts";
import { databaseOf } from "./database-of.ts";
import { RECEIPT_CONFLICT } from "../schema/messages.ts";

export const DeadLetter = z.strictObject({
  id: DeadLetterId,
  /** The name of the queue that the message was for, as the message says. */
  origin: z.string(),
  reason: z.string(),
  contactId: ContactId.nullable(),
  /** Null when the contact was erased. */
  bodySealed: z.string().nullable(),
  /** The id of the key that sealed the body: the contact's stream, or `ad_month_<month>`. */
  keyId: z.string(),
  receivedAt: z.string(),
  redrivenAt: z.string().nullable(),
  redrivenBy: z.string().nullable(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export interface DeadLetters {
  /** The wrapped key of a stream or a month; empty when it was destroyed. */
  key(keyId: string): Promise<string | null>;
  /** Stores a key unless one is stored already, and returns the stored one. */
  addKey(keyId: string, wrapped: string): Promise<string>;
  /**
   * Stores a letter; the same letter again writes nothing. A letter that returns after it was sent again is marked as waiting; but not the
   * second body of a receipt, because it is recorded then, and only its sender repeats it.
   */
  put(letter: Omit<DeadLetter, "redrivenAt" | "redrivenBy">): Promise<void>;
  /** Overwrites and removes the body of a letter. */
  empty(id: DeadLetterId): Promise<void>;
  get(id: DeadLetterId): Promise<DeadLetter | null>;
  /** Records that a person sent the letter again. */
  markRedriven(by: { readonly id: DeadLetterId; readonly at: string; readonly by: string }): Promise<void>;
}

const INSERT_KEY = `${insertRows(streamKeys)} ON CONFLICT (stream_id) DO NOTHING`;
const PUT = `${insertRows(deadLetters)} ON CONFLICT (id) DO UPDATE SET
  reason = excluded.reason, body_sealed = excluded.body_sealed, key_id = excluded.key_id, received_at = excluded.received_at,
  redriven_at = NULL, redriven_by = NULL
  WHERE excluded.received_at > dead_letters.redriven_at AND excluded.reason <> '${RECEIPT_CONFLICT}'`;
const EMPTY = overwriteAndEmpty(deadLetters, ["body_sealed"], "id = ?1 AND body_sealed IS NOT NULL");

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
      await typed.update(deadLetters).set({ redrivenAt: at, redrivenBy: by }).where(eq(deadLetters.id, id)).run();
    },
  };
}
