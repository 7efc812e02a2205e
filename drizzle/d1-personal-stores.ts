// Destroys a contact's personal data in D1: the columns of `PERSONAL_COLUMNS`, the wrapped key and the bodies of dead letters. Each is overwritten
// before it is emptied. The log's events stay: without the key their sealed parts cannot be read.
import { d1Crm } from "./d1-crm.ts";
import { deadLetters, holds, outbox } from "./events/schema.ts";
import { insertRows } from "./json-sql.ts";
import { PERSONAL_COLUMNS } from "./personal-columns.ts";
import type { Destruction, PersonalStores } from "./personal-stores.ts";
import { overwriteAndEmpty, overwritten } from "./emptied.ts";
import { databaseOf } from "./database-of.ts";

const OVERWRITE_KEY = `UPDATE stream_keys SET ${overwritten(["wrapped"])} WHERE stream_id = ?1 AND since < ?2`;
// The emptied row stays with the erasure's version, so that a late write of the old key has a lower `since` and is refused.
const EMPTY_KEY = `INSERT INTO stream_keys (stream_id, wrapped, since) VALUES (?1, '', ?2)
  ON CONFLICT (stream_id) DO UPDATE SET wrapped = '', since = excluded.since WHERE excluded.since > stream_keys.since`;
const EMPTY_HOLDS = overwriteAndEmpty(
  holds,
  PERSONAL_COLUMNS.EVENTS.holds,
  "hold_id IN (SELECT value FROM json_each(?1)) AND version <= ?2 AND shown <> ''",
);
// Neither table has an index by contact, but both are small: dead letters are rare, and the outbox is for installations without a mail provider.
const EMPTY_LETTERS = overwriteAndEmpty(deadLetters, ["body_sealed"], "contact_id = ?1 AND body_sealed IS NOT NULL");
const EMPTY_OUTBOX = overwriteAndEmpty(outbox, PERSONAL_COLUMNS.EVENTS.outbox, "stream_id = ?1 AND message <> ''");
// Inserts an empty row for each open claim, so that a message which is put into the outbox late finds its key taken and is not stored.
const RESERVE_KEYS = `${insertRows(outbox)} ON CONFLICT (idempotency_key) DO NOTHING`;

/** `shards` are the EVENTS databases in order. Dead letters and the outbox are in the first. */
export function d1PersonalStores({
  shards,
  crm,
}: {
  readonly shards: readonly D1Database[];
  readonly crm: D1Database;
}): PersonalStores {
  return {
    async destroy({ contactId, version, at, holdIds, claims }: Destruction) {
      const [first] = shards;
      if (!first) throw new Error("the log has no database");
      const home = databaseOf(shards, contactId);
      const reserved = claims.map(({ approvalId, idempotencyKey }) => ({
        idempotencyKey,
        streamId: contactId,
        approvalId,
        recipient: "",
        subject: "",
        message: "",
        at,
      }));
      await home.batch([
        home.prepare(OVERWRITE_KEY).bind(contactId, version),
        home.prepare(EMPTY_KEY).bind(contactId, version),
        ...EMPTY_HOLDS.map((sql) => home.prepare(sql).bind(JSON.stringify(holdIds), version)),
      ]);
      await first.batch([
        ...[...EMPTY_LETTERS, ...EMPTY_OUTBOX].map((sql) => first.prepare(sql).bind(contactId)),
        first.prepare(RESERVE_KEYS).bind(JSON.stringify(reserved)),
      ]);
      await d1Crm(crm).erase({ id: contactId, at });
    },
    readmit: (contactId) => d1Crm(crm).readmit(contactId),
  };
}
