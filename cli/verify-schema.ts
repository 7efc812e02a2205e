// Compares the tables, indexes and triggers of a live log's databases with those that the migrations make. Triggers keep the log and the list
// append-only, so a database without them may have been edited, and can be.
import * as z from "zod";
import { type Fault, faultAt } from "../replay/faults.ts";
import { FROZEN_SCHEMA } from "../schema/frozen-schema.ts";
import { schemaDifferences, SELECT_SCHEMA } from "../schema/schema-text.ts";
import type { OpenedSource } from "./sources/opened-source.ts";
import type { Query } from "./sources/query.ts";

const Row = z.object({ type: z.string(), name: z.string(), sql: z.string().nullable() });

/** The faults of the schemas: `schema_differs`, with the database and the part as the field. None for a file. */
export async function schemaFaults({
  databases,
  crm,
}: Pick<OpenedSource, "databases" | "crm">): Promise<readonly Fault[]> {
  const logs = databases.map((database, shard) => faultsIn(database, `EVENTS_${shard}`, FROZEN_SCHEMA.events));
  return (await Promise.all([...logs, ...(crm ? [faultsIn(crm, "CRM", FROZEN_SCHEMA.crm)] : [])])).flat();
}

async function faultsIn(database: Query, name: string, frozen: string): Promise<readonly Fault[]> {
  const rows = z.array(Row).parse(await database(SELECT_SCHEMA, []));
  return schemaDifferences(frozen, rows).map(({ part, expected, found }) =>
    faultAt(null, null, { name: "schema_differs", field: `${name} ${part}`, expected, found: found ?? "missing" }),
  );
}
