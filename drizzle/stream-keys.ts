// Reads the wrapped key of a stream from the database of its events. Appending keys is in d1-event-log.ts.
import * as z from "zod";
import { type StreamId } from "../schema/ids.ts";
import { databaseOf } from "./database-of.ts";

/** The key of a stream, wrapped under the master secret; null when it was never stored or was destroyed. Throws when the database does not answer. */
export type StreamKeys = (streamId: StreamId) => Promise<string | null>;

/** `shards` are the EVENTS databases in order. */
export const d1StreamKeys =
  (shards: readonly D1Database[]): StreamKeys =>
  async (streamId) => {
    const wrapped = await databaseOf(shards, streamId)
      .prepare("SELECT wrapped FROM stream_keys WHERE stream_id = ?1")
      .bind(streamId)
      .first<string>("wrapped");
    // An erasure keeps the row and empties `wrapped`.
    return z.string().nullable().parse(wrapped) || null;
  };
