// Reads the tables, indexes and triggers of the installation's databases, and names what is not as the migrations make it.
import * as z from "zod";
import { FROZEN_SCHEMA } from "../schema/frozen-schema.ts";
import { schemaDifferences, SELECT_SCHEMA } from "../schema/schema-text.ts";

const Row = z.object({ type: z.string(), name: z.string(), sql: z.string().nullable() });

/** The parts that differ, each with its database: `EVENTS_0 trigger events_append`. `shards` are the EVENTS databases in order. */
export async function differingSchema(shards: readonly D1Database[], crm: D1Database): Promise<readonly string[]> {
  const named = [
    ...shards.map((database, shard) => ({ database, name: `EVENTS_${shard}`, frozen: FROZEN_SCHEMA.events })),
    { database: crm, name: "CRM", frozen: FROZEN_SCHEMA.crm },
  ];
  const found = await Promise.all(
    named.map(async ({ database, name, frozen }) => {
      const { results } = await database.prepare(SELECT_SCHEMA).all();
      return schemaDifferences(frozen, z.array(Row).parse(results)).map(({ part }) => `${name} ${part}`);
    }),
  );
  return found.flat();
}
