// Reads which scores of contacts are due to be made, or made again.
import * as z from "zod";
import type { ScoresDue } from "../schema/answers.ts";
import { ContactId } from "../schema/ids.ts";
import { DAY_MS } from "../schema/time.ts";

export interface ScoresDueAt {
  readonly at: string;
  readonly policy: string;
  readonly after: ContactId | null;
  readonly limit: number;
}

/** A lead whose contact has had no score for so long is not looked for any more. */
export const UNSCORED_DAYS = 30;

/**
 * Reads the scores in the order of their key, without an index: a night reads them once. Beside them the contacts of young leads who have no score,
 * because the scorer was stopped for longer than its queue keeps messages.
 */
const DUE = `SELECT stream_id AS contactId, version FROM contact_scores
  WHERE stream_id > coalesce(?1, '') AND composite IS NOT NULL AND (until <= ?2 OR policy <> ?3)
UNION
SELECT stream_id, 1 FROM runs WHERE began_at >= ?5 AND stream_id > coalesce(?1, '')
  AND NOT EXISTS (SELECT 1 FROM contact_scores AS s WHERE s.stream_id = runs.stream_id)
  AND NOT EXISTS (SELECT 1 FROM contact_flags AS c WHERE c.stream_id = runs.stream_id AND c.erased)
ORDER BY contactId LIMIT ?4`;
const Due = z.array(z.strictObject({ contactId: ContactId, version: z.int().min(1) }));

/** A page of due contacts of all databases, in the order of their ids. Throws when a database does not answer. */
export async function scoresDue(
  shards: readonly D1Database[],
  { at, policy, after, limit }: ScoresDueAt,
): Promise<ScoresDue> {
  const since = new Date(Date.parse(at) - UNSCORED_DAYS * DAY_MS).toISOString();
  const pages = await Promise.all(
    shards.map(async (database) => {
      const { results } = await database.prepare(DUE).bind(after, at, policy, limit, since).all();
      return Due.parse(results);
    }),
  );
  const due = pages
    .flat()
    .toSorted((a, b) => (a.contactId < b.contactId ? -1 : 1))
    .slice(0, limit);
  return { due, next: due.length < limit ? null : (due.at(-1)?.contactId ?? null) };
}
