// The contract tests of the real adapters over SQLite with D1's interface. If SQLite behaved differently here, the simulator would prove nothing.
import { crmContract } from "../testing/contracts/crm.ts";
import { d1Crm } from "../drizzle/d1-crm.ts";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import { d1SuppressionList } from "../drizzle/d1-suppression-list.ts";
import { eventLogContract } from "../testing/contracts/event-log.ts";
import { suppressionListContract } from "../testing/contracts/suppression-list.ts";
import { sqliteD1 } from "./sqlite-d1.ts";

const events = sqliteD1("events").database;
const others = sqliteD1("events").database;
const crm = sqliteD1("crm").database;

const silence = () => Promise.reject(new Error("D1_ERROR: Network connection lost."));
const dead = { prepare: () => ({ bind: () => ({ all: silence }) }), batch: silence } as unknown as D1Database;

crmContract({ name: "the CRM in SQLite with D1's interface", make: () => d1Crm(crm) });
suppressionListContract({
  name: "the suppression list in SQLite with D1's interface",
  make: () => d1SuppressionList(crm),
});
eventLogContract({
  name: "the log in SQLite with D1's interface",
  make: ({ shards, down }) =>
    d1EventLog([events, others].slice(0, shards).map((database, shard) => (down.includes(shard) ? dead : database))),
});
