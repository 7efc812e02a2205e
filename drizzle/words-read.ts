// Who read personal words of which contact on a day. The ports note it when they answer the desk; the cron records each day as one event a
// person and removes the rows. Only EVENTS_0 has them, so that a page of the desk writes to one database.
import * as z from "zod";
import { Day, Identity } from "../schema/formats.ts";
import type { ContactId, DeadLetterId } from "../schema/ids.ts";

/** What one person read on one day. */
export const DayOfReading = z.strictObject({
  day: Day,
  by: Identity,
  /** The contacts whose words the person read. */
  contacts: z.int().min(1),
  /** How often the words of one contact were opened. */
  opened: z.int().min(0),
});
export type DayOfReading = z.infer<typeof DayOfReading>;

interface ByWhom {
  readonly by: string;
  readonly at: Date;
}

export interface WordsRead {
  /** Notes that a person opens the words of one contact, or a refused body, whose contact is not known: it counts as one. */
  opened(reading: ByWhom & { readonly about: ContactId | DeadLetterId }): Promise<void>;
  /** Notes that a list shows a person words of these contacts. A contact that was noted that day is not written again. */
  listed(reading: ByWhom & { readonly contactIds: readonly ContactId[] }): Promise<void>;
  /** The days before `day`, each person's apart; at most `limit`. */
  before(day: string, limit: number): Promise<readonly DayOfReading[]>;
  /** Removes a person's day, which the log has. */
  remove(recorded: Pick<DayOfReading, "day" | "by">): Promise<void>;
}

const OPENED = `INSERT INTO words_read (day, reader, contact_id, opened) VALUES (?1, ?2, ?3, 1)
  ON CONFLICT (day, reader, contact_id) DO UPDATE SET opened = opened + 1`;
const LISTED = `INSERT INTO words_read (day, reader, contact_id, opened) SELECT ?1, ?2, value, 0 FROM json_each(?3) WHERE true
  ON CONFLICT (day, reader, contact_id) DO NOTHING`;
const BEFORE = `SELECT day, reader AS "by", count(*) AS contacts, sum(opened) AS opened FROM words_read WHERE day < ?1
  GROUP BY day, reader ORDER BY day, reader LIMIT ?2`;
const REMOVE = "DELETE FROM words_read WHERE day = ?1 AND reader = ?2";

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** `database` is the first EVENTS database. */
export const d1WordsRead = (database: D1Database): WordsRead => ({
  async opened({ by, about, at }) {
    await database.prepare(OPENED).bind(dayOf(at), by, about).run();
  },
  async listed({ by, contactIds, at }) {
    if (contactIds.length === 0) return;
    await database
      .prepare(LISTED)
      .bind(dayOf(at), by, JSON.stringify([...new Set(contactIds)]))
      .run();
  },
  async before(day, limit) {
    const { results } = await database.prepare(BEFORE).bind(day, limit).all();
    return DayOfReading.array().parse(results);
  },
  async remove({ day, by }) {
    await database.prepare(REMOVE).bind(day, by).run();
  },
});
