// Tests the event log in D1 with the contract of the event log port.
import { applyD1Migrations } from "cloudflare:test";
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { env } from "cloudflare:workers";
import { beforeAll } from "vitest";
import { d1EventLog } from "./d1-event-log.ts";
import { eventLogContract } from "../testing/contracts/event-log.ts";

// The test Worker has one EVENTS database, so the CRM database is the second shard here.
beforeAll(async () => {
  const { TEST_MIGRATIONS } = env as unknown as { TEST_MIGRATIONS: { EVENTS_0: D1Migration[] } };
  await applyD1Migrations(env.CRM, TEST_MIGRATIONS.EVENTS_0, "second_shard_migrations");
});

const silence = () => Promise.reject(new Error("D1_ERROR: Network connection lost."));
const deadStatement = { bind: () => deadStatement, all: silence, run: silence, first: silence };
/** A database whose every statement fails. */
const deadDatabase = { prepare: () => deadStatement, batch: silence } as unknown as D1Database;

eventLogContract({
  name: "the log in D1",
  make: ({ shards, down }) =>
    d1EventLog(
      [env.EVENTS_0, env.CRM]
        .slice(0, shards)
        .map((database, shard) => (down.includes(shard) ? deadDatabase : database)),
    ),
});
