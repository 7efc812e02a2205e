// The whole system for a test: every Worker from its real configuration in one process, with real queues and databases.
import type { D1Database, Queue } from "@cloudflare/workers-types";
import { createTestHarness } from "wrangler";
import { TEST_SECRETS } from "./test-secrets.ts";
import { ROOT, WORKERS, type Role } from "./workers.ts";

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

type ContactsBindings = { readonly EVENTS_0: D1Database; readonly CRM: D1Database } & Record<string, Queue>;

export type Harness = Awaited<ReturnType<typeof startHarness>>;

/** Starts all Workers (about a second) and migrates. The desk answers at `url`; storage is in memory and dies with `close`. */
export async function startHarness() {
  const server = createTestHarness({
    root: ROOT,
    workers: WORKERS.map(({ role, configPath }) => ({ configPath, secrets: { ...TEST_SECRETS[role] } })),
  });
  const { url } = await server.listen();
  const worker = (role: Role) => server.getWorker(`holdpoint-${role}`);

  async function migrate(): Promise<void> {
    await worker("contacts").applyD1Migrations("EVENTS_0");
    await worker("contacts").applyD1Migrations("CRM");
  }
  await migrate();
  const { EVENTS_0: events, CRM: crm } = await server.getWorker<ContactsBindings>("holdpoint-contacts").getEnv();

  return {
    url,
    server,
    worker,
    events,
    crm,

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

    /**
     * Drops the object's memory and keeps its storage. Reach the object through HTTP or a port before: after a call on its
     * own stub from `getEnv()` this hangs for thirty seconds and fails.
     */
    async evict(contactId: string): Promise<void> {
      await worker("contacts").evictDurableObject("ContactObject", { name: contactId });
    },

    /** The object's own tables, read-only by custom. */
    async objectRows(contactId: string, sql: string): Promise<readonly unknown[]> {
      const storage = await worker("contacts").getDurableObjectStorage("ContactObject", { name: contactId });
      return storage.exec(sql);
    },

    async close(): Promise<void> {
      await server.close();
    },
  };
}
