// The Worker of the local queues. A Worker of the product binds its entrypoint where a deployment binds a queue.
import { WorkerEntrypoint } from "cloudflare:workers";
import type { QueuesEnv } from "./local-queue.ts";

export { LocalQueue } from "./local-queue.ts";

/** The platform's limits of one `sendBatch`, in messages and in bytes. */
const MOST_MESSAGES = 100;
const MOST_BYTES = 256_000;

/** The producer of one queue, with the calls of the platform's `Queue` that the Workers use. The binding's properties name the queue. */
export class Producer extends WorkerEntrypoint<QueuesEnv> {
  async send(body: unknown): Promise<void> {
    await this.sendBatch([{ body }]);
  }

  /** How many messages wait, and since when the oldest does. */
  async metrics(): Promise<{ backlogCount: number; backlogBytes: number; oldestMessageTimestamp?: Date }> {
    const { queue } = this.ctx.props as { readonly queue: string };
    const { waiting, bytes, oldestAt } = await this.env.QUEUE.getByName(queue).backlog();
    const oldest = oldestAt === null ? {} : { oldestMessageTimestamp: new Date(oldestAt) };
    return { backlogCount: waiting, backlogBytes: bytes, ...oldest };
  }

  async sendBatch(messages: readonly { readonly body: unknown }[]): Promise<void> {
    const bodies = messages.map(({ body }) => JSON.stringify(body));
    const bytes = bodies.reduce((sum, body) => sum + new TextEncoder().encode(body).byteLength, 0);
    if (bodies.length > MOST_MESSAGES || bytes > MOST_BYTES)
      throw new Error(`a batch of ${bodies.length} messages and ${bytes} bytes is over the limit of a queue`);
    const { queue } = this.ctx.props as { readonly queue: string };
    await this.env.QUEUE.getByName(queue).accept(bodies);
  }
}

// The runtime needs a default handler. No route leads here.
export default { fetch: () => new Response("Not found", { status: 404 }) };
