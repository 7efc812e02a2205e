// The wrapped keys of streams, each in the database of its stream's events.
import { z } from "zod";
import { shardOf, type StreamId } from "../schema/ids.ts";

/** The key of a stream under the master secret; null when there is none, or none any more. Throws when the database does not answer. */
export type StreamKeys = (streamId: StreamId) => Promise<string | null>;

/** `shards` are the EVENTS databases in order. */
export const d1StreamKeys =
  (shards: readonly D1Database[]): StreamKeys =>
  async (streamId) => {
    const database = shards[shardOf(streamId, shards.length)];
    if (database === undefined) throw new Error("the log has no database");
    const wrapped = await database
      .prepare("SELECT wrapped FROM stream_keys WHERE stream_id = ?1")
      .bind(streamId)
      .first<string>("wrapped");
    // An erased contact's row stays, without the key.
    return z.string().nullable().parse(wrapped) || null;
  };
