// Reads rows of holds by their ids, as they are: a row that was changed by hand may not fit its schema. The cron compares them with the
// contacts' objects.
import { drizzle } from "drizzle-orm/d1";
import type { HoldId, StreamId } from "../schema/ids.ts";
import { byDatabase } from "./database-of.ts";
import { holds } from "./events/schema.ts";
import { isIn } from "./keyset.ts";

export interface HoldKey {
  readonly streamId: StreamId;
  readonly holdId: HoldId;
}

/** A stored row of a hold, unchecked. */
export type StoredHold = typeof holds.$inferSelect;

/** The stored rows of these holds, each from the database of its stream. One read for each database. */
export async function holdRowsOf(
  shards: readonly D1Database[],
  keys: readonly HoldKey[],
): Promise<readonly StoredHold[]> {
  const byShard = byDatabase(shards, keys, ({ streamId }) => streamId);
  const found = await Promise.all(
    shards.map((database, shard) => {
      const ids = (byShard.get(shard) ?? []).map(({ holdId }) => holdId);
      return ids.length === 0 ? [] : drizzle(database).select().from(holds).where(isIn(holds.holdId, ids));
    }),
  );
  return found.flat();
}
