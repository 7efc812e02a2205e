// Reads the entries of the suppression list for people, newest first. The list has keyed digests only: whose an entry is cannot be read from it.
import * as z from "zod";
import { FlagCause, SuppressionKind } from "../schema/lists.ts";
import type { SuppressionsQuery } from "./desk-queries.ts";
import type { DeskReads, ListedEntry } from "./desk-reads.ts";

/** How many rows one page looks at: with a filter that few rows fit, a page is shorter and the next one continues. */
const MOST_LOOKED_AT = 5_000;

// The newest rows below a revision are one range of the table; those that fit the filters are chosen among them. The digest has an index.
const PAGE = `
  SELECT revision, op, kind, digest, cause, by, at,
         (SELECT min(later.revision) FROM suppressions AS later
           WHERE later.digest = entry.digest AND later.op = 'lift' AND later.revision > entry.revision) AS liftedBy
    FROM (SELECT revision, op, kind, digest, cause, by, at FROM suppressions WHERE revision < ?1 ORDER BY revision DESC LIMIT ${MOST_LOOKED_AT}) AS entry
   WHERE op = 'add' AND (?2 IS NULL OR kind = ?2) AND (?3 IS NULL OR cause = ?3)
   ORDER BY revision DESC LIMIT ?4`;
// The lowest of the rows that were looked at: from here the next page goes on.
const LOWEST = `SELECT min(revision) AS revision FROM (SELECT revision FROM suppressions WHERE revision < ?1 ORDER BY revision DESC LIMIT ${MOST_LOOKED_AT})`;

const Row = z.object({
  revision: z.int().min(1),
  kind: SuppressionKind,
  digest: z.string(),
  cause: FlagCause,
  by: z.string().nullable(),
  at: z.string(),
  liftedBy: z.int().nullable(),
});
const Lowest = z.strictObject({ revision: z.int().nullable() });

/** The desk's read of the list. `crm` has the whole list. */
export const suppressionReads = (crm: D1Database): Pick<DeskReads, "suppressions"> => ({
  async suppressions({ kind, cause, limit, after }: SuppressionsQuery) {
    const below = after?.revision ?? Number.MAX_SAFE_INTEGER;
    const [page, lowest] = await crm.batch([
      crm.prepare(PAGE).bind(below, kind ?? null, cause ?? null, limit + 1),
      crm.prepare(LOWEST).bind(below),
    ]);
    const found: readonly ListedEntry[] = Row.array().parse(page?.results);
    const rows = found.slice(0, limit);
    const [{ revision: end } = { revision: null }] = Lowest.array().parse(lowest?.results);
    const last = found.length > limit ? rows.at(-1)?.revision : end;
    return { rows, next: last === undefined || last === null || last <= 1 ? null : { revision: last } };
  },
});
