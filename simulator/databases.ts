// The real adapters and their SQL beside the world's memory: what shipments, outbox, dead letters and CRM leave in tables, so that an
// erasure can be judged by a dump of all of it.
import { d1Crm } from "../drizzle/d1-crm.ts";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import { d1DeadLetters, type DeadLetters } from "../drizzle/dead-letters.ts";
import type { Crm } from "../drizzle/crm.ts";
import type { EventLog } from "../drizzle/event-log.ts";
import { d1Outbox, type Outbox } from "../drizzle/outbox.ts";
import { d1PersonalStores } from "../drizzle/d1-personal-stores.ts";
import type { PersonalStores } from "../drizzle/personal-stores.ts";
import { keepLetter, letterOf } from "../durable-objects/dead-letters.ts";
import type { StreamId } from "../schema/ids.ts";
import type { PoisonMessage } from "../schema/messages.ts";
import { bytesOf, chanceOf } from "./seed.ts";
import { sqliteD1 } from "./sqlite-d1.ts";

export interface Databases {
  readonly crm: Crm;
  readonly outbox: Outbox;
  readonly stores: PersonalStores;
  /** The log and, whatever it appended, the same in tables; a difference between the two is a broken twin. */
  beside(log: EventLog): EventLog;
  readonly letters: DeadLetters;
  keepLetter(poison: PoisonMessage, letters: DeadLetters, at: string): Promise<void>;
  /** The wrapped key of a stream as the log has it; null when it was destroyed. */
  keyOf(streamId: StreamId): string | null;
  /** Every row of every table, by its place. */
  dump(): readonly (readonly [place: string, rows: string])[];
}

/** More than one, and dead letters and the outbox in the first, whatever the shard of a contact. */
const SHARDS = 3;

export function openDatabases(masterKey: string): Databases {
  const crm = sqliteD1("crm");
  const first = sqliteD1("events");
  const events = [first, ...Array.from({ length: SHARDS - 1 }, () => sqliteD1("events"))];
  const shards = events.map(({ database }) => database);
  const tables = d1EventLog(shards);
  const random = bytesOf(chanceOf(77));
  return {
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
    letters: d1DeadLetters(shards),
    keepLetter: (poison, letters, at) => keepLetter(letterOf(poison), { letters, masterKey, random, at }),
    keyOf: (streamId) => {
      const text = "SELECT wrapped FROM stream_keys WHERE stream_id = ?";
      const [wrapped] = events.flatMap(({ sqlite }) => sqlite.prepare(text).get(streamId)?.["wrapped"] ?? []);
      return wrapped ? String(wrapped) : null;
    },
    dump: () => [...events.map(({ dump }, shard) => [`EVENTS_${shard}`, dump()] as const), ["CRM", crm.dump()]],
  };
}
