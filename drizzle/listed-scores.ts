// Reads the scores of contacts for lists, which show them beside other rows. A score that was changed by hand hides no other row.
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import * as z from "zod";
import type { ContactId } from "../schema/ids.ts";
import { Tier } from "../schema/lists.ts";
import { ListedScore } from "../schema/shown-score.ts";
import { byDatabase } from "./database-of.ts";
import { NO_TIER } from "./desk-queries.ts";
import type { DeskReads } from "./desk-reads.ts";
import { contactScores } from "./events/schema.ts";
import { isIn } from "./keyset.ts";

const { vertical, tier, composite, roleFit, scoredAt } = contactScores;
/** The columns of a score that lists show. After an erasure all are null, which the database's answer makes one null. */
export const SCORE = { vertical, tier, composite, roleFit, scoredAt };

/** The tier of a score as it is stored, for the order of a list. A tier that was changed by hand is none. */
export const tierIn = (score: unknown): Tier | typeof NO_TIER => Tiered.safeParse(score).data?.tier ?? NO_TIER;
const Tiered = z.object({ tier: Tier });
/** The same in the database. */
export const TIER = sql`CASE WHEN ${tier} IN ('A', 'B', 'C', 'D') THEN ${tier} ELSE '~' END`;

/** `shards` are the EVENTS databases in order: a contact's score is in the database of its stream. */
export function scoreReads(shards: readonly D1Database[]): Pick<DeskReads, "contactScores"> {
  return {
    async contactScores(ids) {
      const byShard = byDatabase(shards, ids, (id) => id);
      const found = await Promise.all(
        shards.map(async (database, shard) => {
          const own = byShard.get(shard);
          if (!own) return [];
          const { streamId } = contactScores;
          return drizzle(database).select({ streamId, score: SCORE }).from(contactScores).where(isIn(streamId, own));
        }),
      );
      return new Map(found.flat().map(({ streamId, score }) => [streamId as ContactId, listed(score)]));
    },
  };
}

/** Without a join, an erased contact's score has only null fields. */
const listed = (score: object): ListedScore =>
  ListedScore.parse(Object.values(score).every((value) => value === null) ? null : score);
