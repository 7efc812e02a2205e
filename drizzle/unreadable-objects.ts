// Streams whose object cannot be read, as the calls of the objects found it, and streams whose rows of holds differ from their object, as the
// cron found it: one row for a stream, until it was repaired.
// What an unreadable object is, and the calls, are in durable-objects/host/.
import { and, asc, eq, like } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import * as z from "zod";
import { StreamId } from "../schema/ids.ts";
import { ROWS_DIFFER } from "../schema/object-damage.ts";
import { MINUTE_MS } from "../schema/time.ts";
import { unreadableObjects } from "./events/schema.ts";
import { insertRows } from "./json-sql.ts";

export const UnreadableObject = z.strictObject({
  streamId: StreamId,
  /**
   * What is damaged: `storage`, `event <version>`, `key`; `no_answer`, when the runtime cannot start the object; or
   * `read_model_differs` with the rows and their fields.
   */
  detail: z.string(),
  firstAt: z.string(),
  /** When a call last found it so, to the quarter of an hour. */
  lastAt: z.string(),
});
export type UnreadableObject = z.infer<typeof UnreadableObject>;

export interface UnreadableObjects {
  /** Notes an object. A repeat with the same detail writes nothing for a quarter of an hour. */
  note(found: { readonly streamId: StreamId; readonly detail: string; readonly at: string }): Promise<void>;
  /** Removes an object that was rebuilt or reads again. */
  clear(streamId: StreamId): Promise<void>;
  /** Removes a stream whose rows were made again; a note about its object stays. */
  clearRows(streamId: StreamId): Promise<void>;
  /** The note of a stream; null when there is none. */
  find(streamId: StreamId): Promise<UnreadableObject | null>;
  /** At most `limit` objects: first those that were not called for the longest time. */
  list(limit: number): Promise<readonly UnreadableObject[]>;
}

/** A message is retried up to a hundred times, and each try calls the object: the row shows the last one well enough. */
const NOTED_AGAIN_AFTER_MS = 15 * MINUTE_MS;

const NOTE = `${insertRows(unreadableObjects)} ON CONFLICT (stream_id) DO UPDATE SET detail = excluded.detail, last_at = excluded.last_at
  WHERE unreadable_objects.detail <> excluded.detail OR unreadable_objects.last_at <= ?2`;

const isAboutRows = like(unreadableObjects.detail, `${ROWS_DIFFER}%`);

/** `database` is the first EVENTS database: the rows of all streams are there. */
export function d1UnreadableObjects(database: D1Database): UnreadableObjects {
  const typed = drizzle(database);
  return {
    async note({ streamId, detail, at }) {
      const before = new Date(Date.parse(at) - NOTED_AGAIN_AFTER_MS).toISOString();
      const row = { streamId, detail, firstAt: at, lastAt: at };
      await database
        .prepare(NOTE)
        .bind(JSON.stringify([row]), before)
        .run();
    },
    async clear(streamId) {
      await typed.delete(unreadableObjects).where(eq(unreadableObjects.streamId, streamId)).run();
    },
    async clearRows(streamId) {
      await typed
        .delete(unreadableObjects)
        .where(and(eq(unreadableObjects.streamId, streamId), isAboutRows))
        .run();
    },
    async find(streamId) {
      const found = await typed.select().from(unreadableObjects).where(eq(unreadableObjects.streamId, streamId)).get();
      return UnreadableObject.nullable().parse(found ?? null);
    },
    async list(limit) {
      const found = await typed
        .select()
        .from(unreadableObjects)
        .orderBy(asc(unreadableObjects.lastAt), asc(unreadableObjects.streamId))
        .limit(limit);
      return UnreadableObject.array().parse(found);
    },
  };
}

/** The desk's read, in the order in which the objects were found. */
export function unreadableReads(database: D1Database) {
  return {
    async unreadableObjects(limit: number): Promise<readonly UnreadableObject[]> {
      const found = await drizzle(database)
        .select()
        .from(unreadableObjects)
        .orderBy(asc(unreadableObjects.firstAt), asc(unreadableObjects.streamId))
        .limit(limit);
      return UnreadableObject.array().parse(found);
    },
  };
}
