// Reads the open holds whose lead needs review, with what is missing for more: the desk makes the work list of them. The rows of holds have it already,
// so that no other table is asked.
import * as z from "zod";
import type { DeskReads, HeldGap } from "./desk-reads.ts";

/** A grade adds an increment where its input was there. JSON that was changed by hand gives null, and no error for all other rows. */
const applied = (rule: string): string =>
  `EXISTS (SELECT 1 FROM json_each(CASE WHEN json_valid(arithmetic) THEN arithmetic -> '$.increments' ELSE '[]' END)
    WHERE value ->> '$.rule' = '${rule}' AND value ->> '$.applied')`;
const shown = (field: string): string => `CASE WHEN json_valid(shown) THEN shown ->> '$.${field}' END`;

// The condition is written exactly as in the partial index of open holds.
const GAPS = `SELECT opened_at AS openedAt, stream_id AS streamId,
    ${applied("company_known")} AS hasCompany, ${applied("role_or_seniority_known")} AS hasRole,
    CASE WHEN json_valid(arithmetic) THEN arithmetic ->> '$.company' END AS company,
    ${shown("email")} AS email, ${shown("company")} AS companyName, ${shown("title")} AS title
  FROM holds WHERE state = 'open' AND verdict = 'needs_review' ORDER BY opened_at, hold_id LIMIT ?1`;
const COUNTS =
  "SELECT count(*) AS open, count(*) FILTER (WHERE verdict = 'qualified') AS qualified FROM holds WHERE state = 'open'";

const yes = z.int().transform((value) => value === 1);
const text = z.string().nullable();
const Gap = z.object({
  openedAt: z.string(),
  streamId: z.string(),
  hasCompany: yes,
  hasRole: yes,
  company: text,
  email: text,
  companyName: text,
  title: text,
});
const Counts = z.object({ open: z.int(), qualified: z.int() });

/** `shards` are the EVENTS databases in order. */
export function gapReads(shards: readonly D1Database[]): Pick<DeskReads, "heldGaps"> {
  return {
    async heldGaps(limit) {
      const answers = await Promise.all(
        shards.map((database) => database.batch([database.prepare(GAPS).bind(limit + 1), database.prepare(COUNTS)])),
      );
      const found = answers.flatMap(([gaps]) => z.array(Gap).parse(gaps?.results ?? []));
      const counts = answers.map(([, counted]) => Counts.parse(counted?.results[0]));
      return {
        // The longest waiting first, of all databases.
        rows: found
          .toSorted((a, b) => (a.openedAt < b.openedAt ? -1 : Number(a.openedAt > b.openedAt)))
          .slice(0, limit) as HeldGap[],
        isCut: found.length > limit,
        open: counts.reduce((sum, { open }) => sum + open, 0),
        qualified: counts.reduce((sum, { qualified }) => sum + qualified, 0),
      };
    },
  };
}
