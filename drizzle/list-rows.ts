// The rows of the suppression list for a rebuild: read by the stream of their digest, and made again under the revision that they had.
// Everything else writes the list through suppression-list.ts.
import * as z from "zod";
import type { FlagCause, SuppressionKind } from "../schema/lists.ts";
import { jsonParameters } from "./json-parameters.ts";

/** A row as its event has it. */
export interface LostRow {
  readonly revision: number;
  readonly op: "add" | "lift";
  readonly kind: SuppressionKind;
  readonly digest: string;
  readonly cause: FlagCause;
  readonly by: string | null;
  readonly at: string;
}

const StoredRow = z.strictObject({ revision: z.int(), op: z.string(), kind: z.string(), digest: z.string() });
/** A row as it is stored. Its values are unchecked: a row that was changed by hand may have any. */
export type StoredRow = z.infer<typeof StoredRow>;

export interface ListRows {
  /** The rows whose digest begins with one of these letters. */
  beginningWith(letters: readonly string[]): Promise<readonly StoredRow[]>;
  /** Those of these revisions that have a row, whatever its digest is. */
  taken(revisions: readonly number[]): Promise<ReadonlySet<number>>;
  /** Makes rows again; one whose revision has a row is left out. Returns how many were made. */
  restore(rows: readonly LostRow[]): Promise<number>;
  highest(): Promise<number>;
}

// One range of the index for each letter.
const BEGINNING_WITH = `SELECT revision, op, kind, digest FROM json_each(?1)
  JOIN suppressions ON digest >= value AND digest < char(unicode(value) + 1) ORDER BY revision`;
const TAKEN = "SELECT revision FROM suppressions WHERE revision IN (SELECT value FROM json_each(?1))";
const HIGHEST = "SELECT coalesce(max(revision), 0) AS revision FROM suppressions";
// The command key lets the row pass below the highest revision; see crm/0002_suppressions.sql.
const RESTORE = `
  INSERT INTO suppressions (revision, op, kind, digest, cause, by, at, command_key)
  SELECT value ->> '$.revision', value ->> '$.op', value ->> '$.kind', value ->> '$.digest', value ->> '$.cause', value ->> '$.by',
         value ->> '$.at', 'rebuilt:' || (value ->> '$.revision')
    FROM json_each(?1)
   WHERE NOT EXISTS (SELECT 1 FROM suppressions WHERE revision = value ->> '$.revision')
   ORDER BY key`;

const Revision = z.strictObject({ revision: z.int() });

export function d1ListRows(crm: D1Database): ListRows {
  return {
    async beginningWith(letters) {
      const { results } = await crm.prepare(BEGINNING_WITH).bind(JSON.stringify(letters)).all();
      return z.array(StoredRow).parse(results);
    },
    async taken(revisions) {
      const { results } = await crm.prepare(TAKEN).bind(JSON.stringify(revisions)).all();
      return new Set(
        z
          .array(Revision)
          .parse(results)
          .map(({ revision }) => revision),
      );
    },
    async restore(rows) {
      if (rows.length === 0) return 0;
      const written = await crm.batch(jsonParameters(rows).map((text) => crm.prepare(RESTORE).bind(text)));
      return written.reduce((sum, { meta }) => sum + meta.changes, 0);
    },
    highest: async () => Revision.parse(await crm.prepare(HIGHEST).first()).revision,
  };
}
