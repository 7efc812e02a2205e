// Reads the events of one type from the stream `ad_audit`: the keys of the log's signatures, and the published roots. What they mean is in domain/.
import * as z from "zod";
import { AdminId } from "../schema/ids.ts";
import { EventRow } from "../schema/shipment.ts";
import { eventColumns, rowOf } from "../schema/stored-row.ts";
import { databaseOf } from "./database-of.ts";

const SELECT = `SELECT ${eventColumns()} FROM events WHERE stream_id = ?1 AND type = ?2 ORDER BY version`;
const AUDIT = AdminId.parse("ad_audit");

/** The rows of a type, in order. Reads the whole stream, which grows by a few events a day. Throws when the database does not answer. */
export async function auditRows(
  shards: readonly D1Database[],
  type: "LogKeyAdopted" | "RootPublished",
): Promise<readonly EventRow[]> {
  const { results } = await databaseOf(shards, AUDIT).prepare(SELECT).bind(AUDIT, type).all();
  return z.array(EventRow).parse(results.map(rowOf));
}
