// Reads the events that adopt the keys of the log's signatures. Checking them is in domain/log-keys.ts.
import * as z from "zod";
import { AdminId } from "../schema/ids.ts";
import { EventRow } from "../schema/shipment.ts";
import { databaseOf } from "./database-of.ts";

const SELECT =
  "SELECT stream_id AS streamId, version, hash, body, signature FROM events WHERE stream_id = ?1 AND type = 'LogKeyAdopted' ORDER BY version";
const AUDIT = AdminId.parse("ad_audit");

/** The rows of the adoptions, in order. Reads the whole stream `ad_audit`, which grows by a few events a day. */
export async function logKeyRows(shards: readonly D1Database[]): Promise<readonly EventRow[]> {
  const { results } = await databaseOf(shards, AUDIT).prepare(SELECT).bind(AUDIT).all();
  return z.array(EventRow).parse(results);
}
