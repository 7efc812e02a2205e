// Reads how large each database of the installation is. D1 says it with every answer, so a statement that reads no row is enough.
import * as z from "zod";
import { databaseSize, type DatabaseSize } from "../schema/database-size.ts";

const NO_ROW = "SELECT 1";
const Bytes = z.int().min(0);

/** The sizes of the EVENTS databases in order, and of the CRM. One that does not answer has null for its size, and the others are read. */
export function databaseSizes(shards: readonly D1Database[], crm: D1Database): Promise<readonly DatabaseSize[]> {
  const named = [
    ...shards.map((database, shard) => ({ database, name: `EVENTS_${shard}` })),
    { database: crm, name: "CRM" },
  ];
  return Promise.all(
    named.map(async ({ database, name }) => {
      const bytes = await database
        .prepare(NO_ROW)
        .run()
        .then(({ meta }) => Bytes.parse(meta.size_after))
        .catch(() => null);
      return databaseSize(name, bytes);
    }),
  );
}

/** The same for the desk's reads. */
export const databaseSizeReads = (shards: readonly D1Database[], crm: D1Database) => ({
  databaseSizes: () => databaseSizes(shards, crm),
});
