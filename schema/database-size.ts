// How much a D1 database stores, from which share on a person is warned, and how many leads fit. The cron and the desk go by the same numbers.

/** The most bytes of one D1 database on the Workers Paid plan: https://developers.cloudflare.com/d1/platform/limits/. On the Free plan it is 500 MB. */
export const DATABASE_BYTES = 10_000_000_000;

/** The warning is early, because what helps takes long: a database cannot be emptied, and none can be added to a running installation. */
export const WARN_SHARE = 0.7;

/** The size of one database. */
export interface DatabaseSize {
  /** The name of its binding: `EVENTS_0`, `CRM`. */
  readonly name: string;
  /** Null: the database did not answer. */
  readonly bytes: number | null;
  /** The part of `DATABASE_BYTES`, from 0 to 1, rounded down to four places; null with `bytes`. */
  readonly share: number | null;
}

/** A share is counted in ten-thousandths, so that it is exact where a warning begins. */
export const PARTS = 10_000;

export const databaseSize = (name: string, bytes: number | null): DatabaseSize => ({
  name,
  bytes,
  share: bytes === null ? null : Math.floor(bytes / (DATABASE_BYTES / PARTS)) / PARTS,
});

/** Whether a person should look: the database is at least 70 % full. */
export const isFilling = ({ share }: DatabaseSize): boolean => share !== null && share >= WARN_SHARE;

/**
 * The bytes that a lead takes of a database until its message is sent, with the outbox, as `npm run bench -- space` measured it:
 * docs/operations.md has the table.
 */
export const BYTES_A_LEAD = { log: 28_700, crm: 450 };

/** How many leads a database of the log holds when each is answered once, and how many the CRM holds. */
export const LEADS_IN_LOG = DATABASE_BYTES / BYTES_A_LEAD.log;
export const LEADS_IN_CRM = DATABASE_BYTES / BYTES_A_LEAD.crm;
