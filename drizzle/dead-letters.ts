// Messages that nobody could work on, as D1 keeps them: sealed, with the keys that open them, until a person sends them again.
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { z } from "zod";
import { ContactId, DeadLetterId, shardOf } from "../schema/ids.ts";
import { deadLetters, streamKeys } from "./events/schema.ts";
import { insertRows } from "./json-sql.ts";

export const DeadLetter = z.strictObject({
  id: DeadLetterId,
  /** The queue it was meant for, as far as it says so. */
  origin: z.string(),
  reason: z.string(),
  contactId: ContactId.nullable(),
  /** Null when the person was erased. */
  bodySealed: z.string().nullable(),
  /** The stream whose key sealed the body: a contact's, or the month's. */
  keyId: z.string(),
  receivedAt: z.string(),
  redrivenAt: z.string().nullable(),
  redrivenBy: z.string().nullable(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export interface DeadLetters {
  /** The wrapped key of a stream or a month; empty when it was destroyed. */
  key(keyId: string): Promise<string | null>;
  /** Keeps a key unless there is one, and answers with the one that stands. */
  addKey(keyId: string, wrapped: string): Promise<string>;
  /** The same letter twice is one row; one that comes back after it was redriven waits again. */
  put(letter: Omit<DeadLetter, "redrivenAt" | "redrivenBy">): Promise<void>;
  /** Takes the body of a letter away. */
  empty(id: DeadLetterId): Promise<void>;
  get(id: DeadLetterId): Promise<DeadLetter | null>;
  markRedriven(by: { readonly id: DeadLetterId; readonly at: string; readonly by: string }): Promise<void>;
}

const INSERT_KEY = `${insertRows(streamKeys)} ON CONFLICT (stream_id) DO NOTHING`;
const PUT = `${insertRows(deadLetters)} ON CONFLICT (id) DO UPDATE SET
  reason = excluded.reason, body_sealed = excluded.body_sealed, key_id = excluded.key_id, received_at = excluded.received_at,
  redriven_at = NULL, redriven_by = NULL
  WHERE excluded.received_at > dead_letters.redriven_at`;

/**
 * `shards` are the EVENTS databases in order. Letters and the months' keys live in the first, whatever the shard of their contact;
 * the key of a contact is where its stream is.
 */
export function d1DeadLetters(shards: readonly D1Database[]): DeadLetters {
  const [database] = shards;
  if (!database) throw new Error("the log has no database");
  const typed = drizzle(database);
  const homeOf = (keyId: string): D1Database => {
    const contactId = ContactId.safeParse(keyId).data;
    return (contactId && shards[shardOf(contactId, shards.length)]) ?? database;
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
      const standing = await key(keyId);
      if (standing === null) throw new Error("a key that was added is not there");
      return standing;
    },
    async put(letter) {
      await database
        .prepare(PUT)
        .bind(JSON.stringify([letter]))
        .run();
    },
    async empty(id) {
      await typed.update(deadLetters).set({ bodySealed: null }).where(eq(deadLetters.id, id)).run();
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
