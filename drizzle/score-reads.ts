// Reads the contacts' scores: which are due to be made again.
import * as z from "zod";
import type { ScoresDue } from "../schema/answers.ts";
import { ContactId } from "../schema/ids.ts";

export interface ScoresDueAt {
  readonly at: string;
  readonly policy: string;
  readonly after: ContactId | null;
  readonly limit: number;
}

/** Reads the table in the order of its key: it has no index, and a night reads it once. */
const DUE = `SELECT stream_id AS contactId, version FROM contact_scores
  WHERE stream_id > coalesce(?1, '') AND composite IS NOT NULL AND (until <= ?2 OR policy <> ?3) ORDER BY stream_id LIMIT ?4`;
const Due = z.array(z.strictObject({ contactId: ContactId, version: z.int().min(1) }));

/** A page of due contacts of all databases, in the order of their ids. Throws when a database does not answer. */
export async function scoresDue(
  shards: readonly D1Database[],
  { at, policy, after, limit }: ScoresDueAt,
): Promise<ScoresDue> {
  const pages = await Promise.all(
    shards.map(async (database) => {
      const { results } = await database.prepare(DUE).bind(after, at, policy, limit).all();
      return Due.parse(results);
    }),
  );
  const due = pages
    .flat()
    .toSorted((a, b) => (a.contactId < b.contactId ? -1 : 1))
    .slice(0, limit);
  return { due, next: due.length < limit ? null : (due.at(-1)?.contactId ?? null) };
}
