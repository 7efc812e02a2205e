// Reads the adopted policies of the log: the rows of `ad_policy`. What they mean is in domain/policies.ts.
import * as z from "zod";
import { AdminId } from "../schema/ids.ts";
import { EventRow } from "../schema/shipment.ts";
import { eventColumns, rowOf } from "../schema/stored-row.ts";
import { databaseOf } from "./database-of.ts";

const SELECT = `SELECT ${eventColumns()} FROM events WHERE stream_id = ?1 AND version > ?2 ORDER BY version`;
const POLICY = AdminId.parse("ad_policy");

export const d1PolicyRows = (shards: readonly D1Database[]) => ({
  /** The rows after a version, in order: none when nothing was adopted since. Throws when the database does not answer. */
  async after(version: number): Promise<readonly EventRow[]> {
    const { results } = await databaseOf(shards, POLICY).prepare(SELECT).bind(POLICY, version).all();
    return z.array(EventRow).parse(results.map(rowOf));
  },
});
