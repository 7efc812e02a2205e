// The whole system for a test: every Worker from its real configuration in one process, with real queues and databases.
import { askOne } from "../../schema/only-answer.ts";
import type { D1Database } from "@cloudflare/workers-types";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestHarness } from "wrangler";
import { eventShards } from "../../drizzle/event-shards.ts";
import type { ContactId, StreamId } from "../../schema/ids.ts";
import type { Port } from "../../schema/ports.ts";
import { configsFor, configuredShards, type Settings, wantedShards } from "../../local/sharded-configs.ts";
import { TEST_SECRETS } from "../secrets.ts";
import { ROOT, WORKERS } from "../../local/workers.ts";
import type { Role } from "../../schema/roles.ts";
import { databaseOf } from "../../drizzle/database-of.ts";

/** One message as a queue would hand it over. */
export type DeliveredMessage = { readonly id: string; readonly body: unknown; readonly attempts?: number };

/** What a Worker's `queue` did with a batch: acknowledged and retried messages by id. */
export type Delivered = {
  readonly outcome: string;
  readonly ackAll: boolean;
  readonly explicitAcks: readonly string[];
  readonly retryMessages: readonly { readonly msgId: string; readonly delaySeconds?: number }[];
  readonly retryBatch: { readonly retry: boolean; readonly delaySeconds?: number };
};

type ContactsBindings = { readonly SHARDS: string; readonly CRM: D1Database };

export type Harness = Awaited<ReturnType<typeof startHarness>>;

export interface HarnessOptions {
  /** Variables and secrets of a Worker, over those of its configuration. */
  readonly settings?: Settings;
  /** Lets each queue wait for a fuller batch as long as its configuration says. Otherwise a message is delivered at once, mostly alone. */
  readonly queuesWait?: boolean;
}

/**
 * Starts all Workers (about a second) and migrates. The desk answers at `url`; storage is in memory and dies with `close`.
 * The log has as many databases as HOLDPOINT_SHARDS says, else as the configurations do.
 */
export async function startHarness({ settings = {}, queuesWait = false }: HarnessOptions = {}) {
  const count = wantedShards() ?? configuredShards();
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-configs-"));
  const configs = configsFor(count, folder, {}, queuesWait ? null : 0);
  const server = createTestHarness({
    root: ROOT,
    workers: WORKERS.map(({ role, configPath }) => ({
      configPath: configs.get(role) ?? configPath,
      secrets: { ...TEST_SECRETS[role], ...settings[role] },
    })),
  });
  const { url } = await server.listen();
  const worker = (role: Role) => server.getWorker(`holdpoint-${role}`);

  async function migrate(): Promise<void> {
    for (let shard = 0; shard < count; shard += 1) await worker("contacts").applyD1Migrations(`EVENTS_${shard}`);
    await worker("contacts").applyD1Migrations("CRM");
  }
  await migrate();
  const bindings = await server.getWorker<ContactsBindings>("holdpoint-contacts").getEnv();
  const shards = eventShards(bindings);
  const [first] = shards;
  if (!first) throw new Error("the log has no database");

  return {
    url,
    server,
    worker,
    crm: bindings.CRM,

    /** The databases of the log, in their order. */
    shards,
    /** The first of them, with outbox and dead letters. It is the whole log where nobody asked for more. */
    events: first,
    databaseOf: (streamId: StreamId): D1Database => databaseOf(shards, streamId),

    /** The rows that a SELECT finds in all databases of the log, one database after the other. */
    async rows<Row>(sql: string, ...values: readonly unknown[]): Promise<Row[]> {
      const found = await Promise.all(
        shards.map((database) =>
          database
            .prepare(sql)
            .bind(...values)
            .all<Row>(),
        ),
      );
      return found.flatMap(({ results }) => results);
    },

    /** The bindings of one Worker, its port included: `(await env<DeskEnv>("desk")).PORT`. */
    async env<Env>(role: Role): Promise<Env> {
      return server.getWorker<Env & Record<string, unknown>>(`holdpoint-${role}`).getEnv();
    },

    /** Delivers a batch by hand, past the queue: for redelivery, order and crashes. */
    async deliver(role: Role, queue: string, messages: readonly DeliveredMessage[]): Promise<Delivered> {
      const consumer = (await worker(role).getExport()) as unknown as {
        queue(name: string, messages: readonly object[]): Promise<Delivered>;
      };
      const timestamp = new Date();
      return consumer.queue(
        queue,
        messages.map((message) => ({ attempts: 1, ...message, timestamp })),
      );
    },

    /** Drops the object's memory and keeps its storage. Never after a call on its own stub from `getEnv()`: this then hangs, and fails. */
    async evict(contactId: string): Promise<void> {
      // One that sleeps already cannot be evicted.
      const { PORT } = await server.getWorker<{ PORT: Port<"desk"> }>("holdpoint-desk").getEnv();
      await askOne(PORT, { type: "Timeline", contactId: contactId as ContactId });
      await worker("contacts").evictDurableObject("ContactObject", { name: contactId });
    },

    /** The object's own tables, read-only by custom. */
    async objectRows(contactId: string, sql: string): Promise<readonly unknown[]> {
      const storage = await worker("contacts").getDurableObjectStorage("ContactObject", { name: contactId });
      return storage.exec(sql);
    },

    async close(): Promise<void> {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
