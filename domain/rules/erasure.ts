// The words on erasure for the desk and the command line: what it destroys, what it keeps, and which places may still have a copy
// and until when.
import { DAY_MS } from "../../schema/time.ts";

/** The platform deletes a queue message after this many days (`message_retention_period`, default). */
const QUEUE_RETENTION_DAYS = 4;
/** The queue of dead letters keeps a message longer (docs/operations.md, Deploying): the letter, after `ingest` kept it. */
const DEAD_LETTER_RETENTION_DAYS = 14;
/** The platform can restore a D1 database or an object's storage to any minute of the last so many days. */
const PLATFORM_RESTORE_DAYS = 30;

/** The data that a complete erasure has overwritten and destroyed. */
export const DESTROYED: readonly string[] = [
  "Both copies of the contact’s key: every sealed word of its events, its drafts and its dead letters stays closed for ever",
  "The contact’s row and its addresses and numbers in the CRM database",
  "The texts that holds showed to reviewers, and the messages in the outbox",
  "Bodies of dead letters that name the contact",
];

/** The data that an erasure keeps, on purpose. */
export const KEPT: readonly string[] = [
  "The events themselves, without words: times, decisions, grades, who approved. The log still verifies",
  "Keyed digests of the address on the suppression list (kind “legal”), so that nobody writes to this person again",
];

/** A place outside the tables that may still have a copy in clear, and when the last copy is deleted. */
export interface Remainder {
  readonly place: string;
  /** ISO 8601; null where the copy has no expiry. */
  readonly until: string | null;
  readonly note: string;
}

/** The places that may still have words of a person who was erased at `at`. */
export function remainders(at: Date): readonly Remainder[] {
  const after = (days: number): string => new Date(at.getTime() + days * DAY_MS).toISOString();
  return [
    {
      place: "The queue “ingest”",
      until: after(QUEUE_RETENTION_DAYS),
      note: "signals that were accepted and not yet recorded; when they arrive they are recorded without words",
    },
    {
      place: "The queue “dead-letters”",
      until: after(QUEUE_RETENTION_DAYS + DEAD_LETTER_RETENTION_DAYS),
      note: "a signal of the queue “ingest” after its last try; when it arrives it is stored without its body",
    },
    {
      place: "The platform’s restore points of databases and objects",
      until: after(PLATFORM_RESTORE_DAYS),
      note: "a restore brings the words back, and the contact must then be erased again",
    },
    {
      place: "Unused parts of the platform’s database files",
      until: null,
      note: "copies of a row from before it moved or grew, until the database needs their place; no query reads them. On a local installation they are cleared at once",
    },
    {
      place: "Dead letters that name no contact",
      until: null,
      note: "sealed under the key of their month, because it is unknown which contact they are about; the desk lists them",
    },
    {
      place: "Refused bodies that wait on the desk",
      until: null,
      note: "nothing finds an address in a body that no lead could be read from: look through them, and discard the person’s",
    },
    {
      place: "Copies outside this system",
      until: null,
      note: "mailboxes, the mail provider, the model’s provider, the CRM the leads came from, exports that were made with opened words",
    },
  ];
}
