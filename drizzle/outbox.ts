// The outbox: an installation without a mail provider stores its messages here instead of sending them, and the desk shows them.
import type { OutboxRow } from "../schema/errands.ts";
import { outbox } from "./events/schema.ts";
import { insertRows } from "./json-sql.ts";

export interface Outbox {
  /** Stores a message; a repeat with the same key writes nothing. */
  put(row: OutboxRow): Promise<void>;
}

const INSERT = `${insertRows(outbox)} ON CONFLICT (idempotency_key) DO NOTHING`;

export const d1Outbox = (database: D1Database): Outbox => ({
  async put(row) {
    await database
      .prepare(INSERT)
      .bind(JSON.stringify([row]))
      .run();
  },
});
