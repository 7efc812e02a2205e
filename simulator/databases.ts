// The real adapters with their SQL over SQLite, beside the memory log of the world. Shipments, outbox, dead letters and CRM are written to
// tables, so that an erasure can be checked in a dump of all tables.
import type { DatabaseSync } from "node:sqlite";
import { d1Crm } from "../drizzle/d1-crm.ts";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import { d1DeadLetters, DeadLetter } from "../drizzle/dead-letters.ts";
import type { Crm } from "../drizzle/crm.ts";
import type { EventLog } from "../drizzle/event-log.ts";
import { d1InstallationKeys, type InstallationKeys } from "../drizzle/installation-keys.ts";
import { d1WrappedKeys, type WrappedKeys } from "../drizzle/wrapped-keys.ts";
import { d1Outbox, type Outbox } from "../drizzle/outbox.ts";
import { d1PersonalStores } from "../drizzle/d1-personal-stores.ts";
import type { PersonalStores } from "../drizzle/personal-stores.ts";
import type { StreamId } from "../schema/ids.ts";
import { type ErasedFrom, leftoverTriggers } from "../testing/leftovers.ts";
import { sqliteD1 } from "./sqlite-d1.ts";
import type { LetterStore } from "./letters.ts";

export interface Databases {
  /** The databases of the log, in order. */
  readonly shards: readonly D1Database[];
  readonly crm: Crm;
  readonly outbox: Outbox;
  readonly stores: PersonalStores;
  /** A log that appends to `log` and then to the tables. Throws when the two results differ, since then the memory twin is wrong. */
  beside(log: EventLog): EventLog;
  readonly letters: LetterStore;
  /** The wrapped keys of the log's tables, and the fingerprints of the installation. */
  readonly keys: WrappedKeys;
  readonly installation: InstallationKeys;
  /** The value of MASTER_KEY of every Worker, as of its last deployment. */
  readonly masterKey: () => string;
  deploy(masterKey: string): void;
  /** The wrapped key of a stream in the log's tables; null when it was destroyed. */
  keyOf(streamId: StreamId): string | null;
  /** The texts whose bytes are still on the disk after they were removed, each with its place. */
  readonly leftovers: readonly (readonly [place: string, text: string])[];
  /** All rows of each database, as one text each. */
  dump(): readonly (readonly [place: string, rows: string])[];
}

/** The number of databases: more than one, since dead letters and the outbox are in the first database, whatever the shard of a contact. */
export const SHARDS = 3;

const LETTER = `SELECT id, origin, reason, contact_id AS contactId, body_sealed AS bodySealed, key_id AS keyId, received_at AS receivedAt,
  redriven_at AS redrivenAt, redriven_by AS redrivenBy, source, receipt, discarded FROM dead_letters WHERE id = ?`;

/** `forgets` plants a bug: the adapters leave out the statements that match. */
export function openDatabases(firstMasterKey: string, forgets: RegExp | null = null): Databases {
  let masterKey = firstMasterKey;
  const crm = sqliteD1("crm", forgets);
  const first = sqliteD1("events", forgets);
  const events = [first, ...Array.from({ length: SHARDS - 1 }, () => sqliteD1("events", forgets))];
  const leftovers: [string, string][] = [];
  const left = (place: string, text: string): void => void leftovers.push([place, text]);
  watchLeftovers(crm.sqlite, "crm", left);
  for (const { sqlite } of events) watchLeftovers(sqlite, "events", left);
  const shards = events.map(({ database }) => database);
  const tables = d1EventLog(shards);
  return {
    shards,
    crm: d1Crm(crm.database),
    outbox: d1Outbox(first.database),
    stores: d1PersonalStores({ shards, crm: crm.database }),
    beside: (log) => ({
      read: (query) => log.read(query),
      async append(shipments) {
        const report = await log.append(shipments);
        const own = await tables.append(shipments.filter(({ streamId }) => report.appended.includes(streamId)));
        if (own.appended.length !== report.appended.length)
          throw new Error(`the tables differ from the log: ${JSON.stringify(own)}`);
        return report;
      },
    }),
    letters: {
      ...d1DeadLetters(shards),
      row: (id) => {
        const row = first.sqlite.prepare(LETTER).get(id);
        return row ? DeadLetter.parse({ ...row }) : null;
      },
    },
    keys: d1WrappedKeys(shards),
    installation: d1InstallationKeys(first.database),
    masterKey: () => masterKey,
    deploy: (next) => void (masterKey = next),
    keyOf: (streamId) => {
      const text = "SELECT wrapped FROM stream_keys WHERE stream_id = ?";
      const [wrapped] = events.flatMap(({ sqlite }) => sqlite.prepare(text).get(streamId)?.["wrapped"] ?? []);
      return wrapped ? String(wrapped) : null;
    },
    leftovers,
    dump: () => [...events.map(({ dump }, shard) => [`EVENTS_${shard}`, dump()] as const), ["CRM", crm.dump()]],
  };
}

/** Reports each text whose bytes a change leaves on the disk. */
function watchLeftovers(sqlite: DatabaseSync, from: ErasedFrom, left: (place: string, text: string) => void): void {
  sqlite.function("left_over", (place, text) => {
    if (text) left(String(place), String(text));
    return null;
  });
  const report = (place: string, text: string): string => `SELECT left_over('${place}', ${text})`;
  for (const sql of leftoverTriggers(from, report, "TEMP")) sqlite.exec(sql);
}
