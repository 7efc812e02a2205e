// The suppression list in D1: the adapter of the port in suppression-list.ts. Rows are only added; the latest row of a digest is valid.
import * as z from "zod";
import { SuppressionKind } from "../schema/lists.ts";
import { dispatchingIn, SELECT_DISPATCHING } from "./dispatching.ts";
import { type Lift, type ListedRow, ListWentBack, type Suppression, type SuppressionList } from "./suppression-list.ts";

const READ = `
  SELECT
    (SELECT coalesce(max(revision), 0) FROM suppressions) AS revision,
    (SELECT json_group_array(digest)
       FROM (SELECT digest, op, max(revision) FROM suppressions WHERE digest IN (SELECT value FROM json_each(?1)) GROUP BY digest)
      WHERE op = 'add') AS suppressed,
    (${SELECT_DISPATCHING}) AS dispatching`;

const STANDING = `
  SELECT (SELECT coalesce(max(revision), 0) FROM suppressions) AS highest, digest, kind, revision
    FROM (SELECT digest, kind, op, max(revision) AS revision FROM suppressions WHERE digest IN (SELECT value FROM json_each(?1)) GROUP BY digest)
   WHERE op = 'add' ORDER BY revision`;

const LATEST = `
  SELECT (SELECT coalesce(max(revision), 0) FROM suppressions) AS highest, digest, kind, op, at, max(revision) AS revision
    FROM suppressions WHERE digest IN (SELECT value FROM json_each(?1)) GROUP BY digest`;

// An entry without a command key gets one from the row that it follows, so that two concurrent writers of the same entry make the same row.
const WRITE = `
  INSERT INTO suppressions (op, kind, digest, cause, by, command_key)
  SELECT ?2, row ->> '$.kind', row ->> '$.digest', row ->> '$.cause', row ->> '$.by',
         coalesce(row ->> '$.commandKey', 'after:' || coalesce(latest, 0))
    FROM (SELECT value AS row, (SELECT max(revision) FROM suppressions WHERE digest = value ->> '$.digest') AS latest FROM json_each(?1))
   WHERE (row ->> '$.commandKey' IS NOT NULL OR (SELECT op FROM suppressions WHERE revision = latest) IS NOT ?2)
     AND (SELECT coalesce(max(revision), 0) FROM suppressions) >= ?3
   ON CONFLICT (digest, command_key) DO NOTHING`;

// The list's highest revision is in each row: when the list is behind, the INSERT has written nothing, and it is below ?2 still.
const ROWS = `
  SELECT wanted.digest, suppressions.revision, suppressions.kind, (SELECT coalesce(max(revision), 0) FROM suppressions) AS highest
    FROM (SELECT key, value ->> '$.digest' AS digest,
         coalesce(
           (SELECT revision FROM suppressions WHERE digest = value ->> '$.digest' AND command_key = value ->> '$.commandKey'),
           (SELECT max(revision) FROM suppressions WHERE digest = value ->> '$.digest')) AS revision
           FROM json_each(?1)) AS wanted
    LEFT JOIN suppressions ON suppressions.revision = wanted.revision
   ORDER BY wanted.key`;

const Reading = z.strictObject({
  revision: z.int(),
  suppressed: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  dispatching: z.string().nullable().transform(dispatchingIn),
});
const Highest = z.array(z.looseObject({ highest: z.int() }));
const Rows = z.array(z.object({ digest: z.string(), revision: z.int().min(1), kind: SuppressionKind }));
const LatestRows = z.array(z.object({ ...Rows.element.shape, op: z.enum(["add", "lift"]), at: z.string() }));

export function d1SuppressionList(database: D1Database): SuppressionList {
  async function write(
    op: "add" | "lift",
    rows: readonly (Suppression | (Lift & { cause: "desk" }))[],
    atLeast: number,
  ): Promise<readonly ListedRow[]> {
    const text = JSON.stringify(rows);
    const [, written] = await database.batch([
      database.prepare(WRITE).bind(text, op, atLeast),
      database.prepare(ROWS).bind(text),
    ]);
    const [{ highest } = { highest: 0 }] = Highest.parse(written?.results);
    if (highest < atLeast) throw new ListWentBack(highest, atLeast);
    return Rows.parse(written?.results);
  }
  return {
    async read(digests, atLeast) {
      const reading = Reading.parse(await database.prepare(READ).bind(JSON.stringify(digests)).first());
      if (reading.revision < atLeast) throw new ListWentBack(reading.revision, atLeast);
      return reading;
    },
    async standing(digests, atLeast) {
      // The list's highest revision comes with the rows: without rows nothing is said about a list that is behind.
      const { results } = await database.prepare(STANDING).bind(JSON.stringify(digests)).all();
      const [{ highest } = { highest: atLeast }] = Highest.parse(results);
      if (highest < atLeast) throw new ListWentBack(highest, atLeast);
      return Rows.parse(results);
    },
    async latest(digests, atLeast) {
      const { results } = await database.prepare(LATEST).bind(JSON.stringify(digests)).all();
      const [{ highest } = { highest: atLeast }] = Highest.parse(results);
      if (highest < atLeast) throw new ListWentBack(highest, atLeast);
      return LatestRows.parse(results);
    },
    add: async (rows, atLeast) => (rows.length === 0 ? [] : write("add", rows, atLeast)),
    async lift(row, atLeast) {
      const [written] = await write("lift", [{ ...row, cause: "desk" }], atLeast);
      if (!written) throw new Error("a lift without a row");
      return written;
    },
  };
}
