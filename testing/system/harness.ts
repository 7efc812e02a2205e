// Starts the whole system for a pipeline test: every Worker with its configuration (changed in databases and waiting times of queues), in one process, with local queues and
// databases.
import { askOne } from "../../schema/only-answer.ts";
import type { D1Database } from "@cloudflare/workers-types";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestHarness } from "wrangler";
import { eventShards } from "../../drizzle/event-shards.ts";
import { eventInRow, type StoredEvent } from "../../schema/events.ts";
import { EventRow } from "../../schema/shipment.ts";
import { eventColumns, rowOf } from "../../schema/stored-row.ts";
import type { ContactId, StreamId } from "../../schema/ids.ts";
import type { Port } from "../../schema/ports.ts";
import { configsFor, configuredShards, type Settings, wantedShards } from "../../local/sharded-configs.ts";
import { TEST_SECRETS } from "../secrets.ts";
import { ROOT, WORKERS } from "../../local/workers.ts";
import type { Role } from "../../schema/roles.ts";
import { databaseOf } from "../../drizzle/database-of.ts";

/** One message of a batch that a test delivers. */
export type DeliveredMessage = { readonly id: string; readonly body: unknown; readonly attempts?: number };

/** The result of a Worker's `queue` for a batch: the ids of the acknowledged and of the retried messages. */
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
  /** Values for Workers, by role. They are given as secrets, and replace the test secrets and the variables of the same name. */
  readonly settings?: Settings;
  /**
   * Keeps the configured time that a queue waits for a fuller batch. Without it, a message is delivered at once, mostly alone.
   */
  readonly queuesWait?: boolean;
  /** The dispatcher sends by the mail provider of testing/peers/mail (`mailProvider`), and not to the outbox. */
  readonly hasMailProvider?: boolean;
}

/** A Worker bound in the place of `send_email`. */
const MAIL = { name: "mail-provider", main: "testing/peers/mail/index.ts", compatibility_date: "2026-11-01" };

/**
 * Starts all Workers (about a second) and applies the migrations. The desk answers at `url`. Storage is in memory, and `close`
 * drops it. The log has as many databases as HOLDPOINT_SHARDS says; if it is not set, as many as the
 * configurations say.
 */
export async function startHarness({
  settings = {},
  queuesWait = false,
  hasMailProvider = false,
}: HarnessOptions = {}) {
  const count = wantedShards() ?? configuredShards();
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-configs-"));
  const configs = configsFor(count, folder, {}, queuesWait ? null : 0);
  const server = createTestHarness({
    root: ROOT,
    workers: [
      ...WORKERS.map(({ role, configPath }) => ({
        configPath: configs.get(role) ?? configPath,
        secrets: { ...TEST_SECRETS[role], ...settings[role] },
        ...(hasMailProvider &&
          role === "dispatcher" && {
            vars: { TRANSPORT: "cloudflare_email" },
            bindingOverrides: { EMAIL: MAIL.name },
          }),
      })),
      ...(hasMailProvider ? [{ config: MAIL }] : []),
    ],
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

    /** The databases of the log, in the order of their numbers. */
    shards,
    /** The first database of the log, which also has the outbox and the dead letters. By default it is the only one. */
    events: first,
    databaseOf: (streamId: StreamId): D1Database => databaseOf(shards, streamId),

    /** Changes the trouble of the mail provider (testing/peers/mail), and returns how many messages it took. */
    async mailProvider(trouble?: string): Promise<number> {
      const query = trouble === undefined ? "" : `?trouble=${trouble}`;
      const answer = await server.getWorker(MAIL.name).fetch(`http://${MAIL.name}/${query}`);
      return ((await answer.json()) as { readonly taken: number }).taken;
    },

    /** The rows that a SELECT finds in all databases of the log, in the order of the databases. */
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

    /** The events of one stream, or of all streams in order. */
    async eventsOf(streamId?: string): Promise<StoredEvent[]> {
      const select = `SELECT ${eventColumns()} FROM events WHERE ?1 IS NULL OR stream_id = ?1 ORDER BY stream_id, version`;
      const rows = await this.rows<Readonly<Record<string, unknown>>>(select, streamId ?? null);
      return rows.map((row) => eventInRow(EventRow.parse(rowOf(row))));
    },

    /** The bindings of one Worker. They include its port: `(await env<DeskEnv>("desk")).PORT`. */
    async env<Env>(role: Role): Promise<Env> {
      return server.getWorker<Env & Record<string, unknown>>(`holdpoint-${role}`).getEnv();
    },

    /** Calls a Worker's `queue` handler directly with a batch; no queue is used. For tests of redelivery, order and crashes. */
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

    /** Drops the object's memory and keeps its storage. Hangs if the test has called the object's own stub from `getEnv()` before. */
    async evict(contactId: string): Promise<void> {
      // Only an object that is awake can be evicted, so this query wakes it first.
      const { PORT } = await server.getWorker<{ PORT: Port<"desk"> }>("holdpoint-desk").getEnv();
      await askOne(PORT, { type: "Timeline", contactId: contactId as ContactId, by: "rosa" });
      await worker("contacts").evictDurableObject("ContactObject", { name: contactId });
    },

    /** The rows that a SELECT finds in the object's own storage. Tests must not write through it. */
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
