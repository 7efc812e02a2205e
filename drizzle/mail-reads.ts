// Reads the outbox (messages of an installation without a mail provider) and the dead letters, for the desk.
import { and, desc, eq, isNull } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { DeadLetter } from "./dead-letters.ts";
import type { DeskReads } from "./desk-reads.ts";
import { deadLetters, outbox } from "./events/schema.ts";
import { isBefore, pageOf } from "./keyset.ts";
import { OutboxRow } from "../schema/errands.ts";

/** A dead letter without its body, which is sealed. */
const Listed = DeadLetter.pick({
  id: true,
  origin: true,
  reason: true,
  receivedAt: true,
  redrivenAt: true,
  redrivenBy: true,
});

/** The desk's reads of the outbox and the dead letters, which are both in the first EVENTS database. */
export function mailReads(database: D1Database): Pick<DeskReads, "outbox" | "outboxMessage" | "deadLetters"> {
  const typed = drizzle(database);
  return {
    async outbox({ limit, after }) {
      const found = await typed
        .select()
        .from(outbox)
        .where(isBefore([outbox.at, outbox.idempotencyKey], after && [after.at, after.idempotencyKey]))
        .orderBy(desc(outbox.at), desc(outbox.idempotencyKey))
        .limit(limit + 1);
      return pageOf(OutboxRow.array().parse(found), limit, ({ at, idempotencyKey }) => ({ at, idempotencyKey }));
    },
    async outboxMessage(idempotencyKey) {
      const row = await typed.select().from(outbox).where(eq(outbox.idempotencyKey, idempotencyKey)).get();
      return row ? OutboxRow.parse(row) : null;
    },
    async deadLetters({ limit, after }) {
      const { id, origin, reason, receivedAt, redrivenAt, redrivenBy, source } = deadLetters;
      const found = await typed
        .select({ id, origin, reason, receivedAt, redrivenAt, redrivenBy })
        .from(deadLetters)
        .where(and(isNull(source), isBefore([receivedAt, id], after && [after.receivedAt, after.id])))
        .orderBy(desc(receivedAt), desc(id))
        .limit(limit + 1);
      return pageOf(Listed.array().parse(found), limit, (row) => ({ receivedAt: row.receivedAt, id: row.id }));
    },
  };
}
