// Inserts events into a database of the log as they are, for tests that make or damage one. The triggers of the log run.
import type { EventRow } from "../schema/shipment.ts";
import { storedRow } from "../schema/stored-row.ts";

export const INSERT_EVENT =
  "INSERT INTO events (stream_id, version, hash, body, sealed, signature) VALUES (?, ?, unhex(?), ?, unhex(?), unhex(?))";

/** The values of `INSERT_EVENT`. */
export function valuesOf(row: EventRow): [string, number, string, string, string | null, string | null] {
  const { streamId, version, hash, body, sealed, signature } = storedRow(row);
  return [streamId, version, hash, body, sealed, signature];
}
