// The suppression list in D1: the adapter of the port in suppression-list.ts. Rows are only added; the latest row of a digest is valid.
import * as z from "zod";
import type { Lift, Suppression, SuppressionList } from "./suppression-list.ts";

const READ = `
  SELECT
    (SELECT coalesce(max(revision), 0) FROM suppressions) AS revision,
    (SELECT json_group_array(digest)
       FROM (SELECT digest, op, max(revision) FROM suppressions WHERE digest IN (SELECT value FROM json_each(?1)) GROUP BY digest)
      WHERE op = 'add') AS suppressed`;

// An entry without a command key gets one from the row that it follows, so that two concurrent writers of the same entry make the same row.
const WRITE = `
  INSERT INTO suppressions (op, kind, digest, cause, by, command_key)
  SELECT ?2, row ->> '$.kind', row ->> '$.digest', row ->> '$.cause', row ->> '$.by',
         coalesce(row ->> '$.commandKey', 'after:' || coalesce(latest, 0))
    FROM (SELECT value AS row, (SELECT max(revision) FROM suppressions WHERE digest = value ->> '$.digest') AS latest FROM json_each(?1))
   WHERE row ->> '$.commandKey' IS NOT NULL OR (SELECT op FROM suppressions WHERE revision = latest) IS NOT ?2
   ON CONFLICT (digest, command_key) DO NOTHING`;

const REVISIONS = `
  SELECT value ->> '$.digest' AS digest,
         coalesce(
           (SELECT revision FROM suppressions WHERE digest = value ->> '$.digest' AND command_key = value ->> '$.commandKey'),
           (SELECT max(revision) FROM suppressions WHERE digest = value ->> '$.digest')) AS revision
    FROM json_each(?1) ORDER BY key`;

const Reading = z.strictObject({
  revision: z.int(),
  suppressed: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
});
const Revisions = z.array(z.strictObject({ digest: z.string(), revision: z.int().min(1) }));

export function d1SuppressionList(database: D1Database): SuppressionList {
  async function write(op: "add" | "lift", rows: readonly (Suppression | (Lift & { cause: "desk" }))[]) {
    const text = JSON.stringify(rows);
    const [, written] = await database.batch([
      database.prepare(WRITE).bind(text, op),
      database.prepare(REVISIONS).bind(text),
    ]);
    return Revisions.parse(written?.results);
  }
  return {
    async read(digests) {
      return Reading.parse(await database.prepare(READ).bind(JSON.stringify(digests)).first());
    },
    add: async (rows) => (rows.length === 0 ? [] : write("add", rows)),
    async lift(row) {
      const [written] = await write("lift", [{ ...row, cause: "desk" }]);
      if (!written) throw new Error("a lift without a row");
      return written.revision;
    },
  };
}
