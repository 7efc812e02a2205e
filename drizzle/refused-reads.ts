// Reads the refused bodies, for the desk: counted by source and reason, and page by page.
import { and, count, desc, eq, isNotNull, isNull, max } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import * as z from "zod";
import { DeadLetter } from "./dead-letters.ts";
import type { DeskReads } from "./desk-reads.ts";
import { deadLetters } from "./events/schema.ts";
import { isBefore, pageOf } from "./keyset.ts";

const Group = z.strictObject({ source: z.string(), reason: z.string(), bodies: z.int(), newest: z.string() });
const Listed = DeadLetter.pick({
  id: true,
  reason: true,
  receivedAt: true,
  redrivenAt: true,
  redrivenBy: true,
  contactId: true,
  receipt: true,
  discarded: true,
}).extend({ source: z.string() });

/** More than the sources of an installation have reasons: each is made of words of closed lists. */
const MOST_GROUPS = 1_000;

/** The desk's reads of the refused bodies, which are all in the first EVENTS database. */
export function refusedReads(database: D1Database): Pick<DeskReads, "refusedGroups" | "refusedBodies"> {
  const typed = drizzle(database);
  const { id, source, reason, receivedAt, redrivenAt, redrivenBy, contactId, receipt, discarded } = deadLetters;
  const isWaiting = and(isNotNull(source), isNull(redrivenAt));
  const isSettled = and(isNotNull(source), isNotNull(redrivenAt));
  return {
    async refusedGroups() {
      const found = await typed
        .select({ source, reason, bodies: count(), newest: max(receivedAt) })
        .from(deadLetters)
        .where(isWaiting)
        .groupBy(source, reason)
        .orderBy(source, reason)
        .limit(MOST_GROUPS);
      return Group.array().parse(found);
    },
    async refusedBodies({ of, limit, after }) {
      const inGroup = of ? and(isWaiting, eq(source, of.source), eq(reason, of.reason)) : isSettled;
      const found = await typed
        .select({ id, source, reason, receivedAt, redrivenAt, redrivenBy, contactId, receipt, discarded })
        .from(deadLetters)
        .where(and(inGroup, isBefore([receivedAt, id], after && [after.receivedAt, after.id])))
        .orderBy(desc(receivedAt), desc(id))
        .limit(limit + 1);
      return pageOf(Listed.array().parse(found), limit, (row) => ({ receivedAt: row.receivedAt, id: row.id }));
    },
  };
}
