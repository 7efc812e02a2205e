// A queue of the local runtime that keeps its messages on disk until they are done. Cloudflare's queues do; those of the local tools are in
// memory and lose what was accepted. Delivery is at least once: after a crash a message may come again, which the stages ignore.
import { DurableObject } from "cloudflare:workers";
import { fillerFor } from "../../schema/filler.ts";
import { type Delivered, FAILED, type Queued, outcomeOf, type QueueRules } from "./outcome.ts";

/** A Worker that consumes queues, as the runtime lets another Worker call it. */
interface Consumer {
  queue(name: string, messages: readonly object[]): Promise<Delivered>;
}

export interface QueuesEnv {
  readonly QUEUE: DurableObjectNamespace<LocalQueue>;
  /** The rules by the queue's name, as JSON. */
  readonly RULES: string;
  /** The consumer of each queue, by `CONSUMER:<queue>`. */
  readonly [consumer: `CONSUMER:${string}`]: Consumer | undefined;
}

export interface QueueState {
  /** Messages that can be delivered now, and those that are with the consumer. */
  readonly moving: number;
  /** Messages that wait for the time of their next try. */
  readonly delayed: number;
}

/** One object per queue, named by the queue. */
export class LocalQueue extends DurableObject<QueuesEnv> {
  #withConsumer = new Set<number>();
  #batches = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  readonly #name: string;
  readonly #rules: QueueRules;

  constructor(ctx: DurableObjectState, env: QueuesEnv) {
    super(ctx, env);
    this.#name = ctx.id.name ?? "";
    const rules = (JSON.parse(env.RULES) as Record<string, QueueRules>)[this.#name];
    if (!rules) throw new Error(`no Worker consumes the queue ${this.#name}`);
    this.#rules = rules;
    ctx.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, sent_at INTEGER NOT NULL, failures INTEGER NOT NULL, due_at INTEGER NOT NULL)",
    );
    ctx.storage.sql.exec("CREATE INDEX IF NOT EXISTS messages_due ON messages (due_at, id)");
  }

  /** Stores the messages. Its caller gets the answer when they are on disk, and an error when they could not be written. */
  accept(bodies: readonly string[]): void {
    if (this.#isClosed) throw new Error(`the queue ${this.#name} takes nothing more: the runtime stops`);
    const now = Date.now();
    this.ctx.storage.transactionSync(() => {
      for (const body of bodies)
        this.#sql("INSERT INTO messages (body, sent_at, failures, due_at) VALUES (?, ?, 0, ?)", body, now, now);
    });
    this.deliver();
  }

  /** Refuses messages from now on. Those that are stored are still delivered. */
  close(): void {
    this.#isClosed = true;
  }

  state(): QueueState {
    const { n: all } = this.#sql<{ n: number }>("SELECT count(*) AS n FROM messages").one();
    const { n: delayed } = this.#sql<{ n: number }>(
      "SELECT count(*) AS n FROM messages WHERE due_at > ?",
      Date.now(),
    ).one();
    return { moving: all - delayed, delayed };
  }

  /** What waits or is with the consumer. */
  backlog(): { readonly waiting: number; readonly bytes: number; readonly oldestAt: number | null } {
    return this.#sql<{ waiting: number; bytes: number; oldestAt: number | null }>(
      "SELECT count(*) AS waiting, coalesce(sum(length(body)), 0) AS bytes, min(sent_at) AS oldestAt FROM messages",
    ).one();
  }

  /** Gives the consumer what is due, as far as it may have more batches. The runtime calls it at the start, and now and then in case a call has failed. */
  deliver(): void {
    clearTimeout(this.#timer);
    const { batchSize, batchMs, concurrency } = this.#rules;
    while (this.#batches < concurrency) {
      const batch = this.#due(batchSize);
      const [first] = batch;
      if (!first) break;
      const fullAt = first.dueAt + batchMs;
      if (batch.length < batchSize && fullAt > Date.now()) return this.#deliverAt(fullAt);
      void this.#hand(batch);
    }
    const { next } = this.#sql<{ next: number | null }>(
      "SELECT min(due_at) AS next FROM messages WHERE due_at > ?",
      Date.now(),
    ).one();
    if (next !== null) this.#deliverAt(next);
  }

  #deliverAt(time: number): void {
    this.#timer = setTimeout(() => this.deliver(), time - Date.now());
  }

  async #hand(batch: readonly Queued[]): Promise<void> {
    this.#batches += 1;
    for (const { id } of batch) this.#withConsumer.add(id);
    try {
      await this.#settle(batch, await this.#answerTo(batch));
    } catch (cause) {
      // Disk or dead-letter queue failed, and the messages remain. Without a pause they would be delivered again at once, again and again.
      console.warn(`the queue ${this.#name} could not record a delivery`, cause);
      await new Promise((resolve) => setTimeout(resolve, this.#rules.retryMs));
    } finally {
      for (const { id } of batch) this.#withConsumer.delete(id);
      this.#batches -= 1;
      this.deliver();
    }
  }

  async #answerTo(batch: readonly Queued[]): Promise<Delivered> {
    const consumer = this.env[`CONSUMER:${this.#name}`];
    try {
      const messages = batch.map(({ id, body, sentAt, failures }) => ({
        id: String(id),
        timestamp: new Date(sentAt),
        body: JSON.parse(body) as unknown,
        attempts: failures + 1,
      }));
      return (await consumer?.queue(this.#name, messages)) ?? FAILED;
    } catch (cause) {
      console.warn(`the consumer of ${this.#name} failed`, cause);
      return FAILED;
    }
  }

  async #settle(batch: readonly Queued[], answer: Delivered): Promise<void> {
    const { done, again, dead } = outcomeOf(batch, answer, this.#rules, Date.now());
    const { deadLetters } = this.#rules;
    if (dead.length > 0 && deadLetters !== null) {
      // Before the rows go: a crash in between costs a second dead letter, not a lost message.
      await this.env.QUEUE.getByName(deadLetters).accept(dead.map(({ body }) => body));
    }
    const gone = new Set([...done, ...dead.map((message) => message.id)]);
    this.ctx.storage.transactionSync(() => {
      for (const { id, body } of batch.filter((message) => gone.has(message.id))) {
        // A deleted row leaves its bytes in the file, and a message may have a person's words.
        this.#sql("UPDATE messages SET body = ? WHERE id = ?", fillerFor(body), id);
        this.#sql("DELETE FROM messages WHERE id = ?", id);
      }
      for (const { id, failures, dueAt } of again)
        this.#sql("UPDATE messages SET failures = ?, due_at = ? WHERE id = ?", failures, dueAt, id);
    });
  }

  #due(most: number): readonly Queued[] {
    return this.#sql<{ id: number; body: string; sent_at: number; failures: number; due_at: number }>(
      "SELECT * FROM messages WHERE due_at <= ? AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY due_at, id LIMIT ?",
      Date.now(),
      JSON.stringify([...this.#withConsumer]),
      most,
    )
      .toArray()
      .map(({ id, body, sent_at, failures, due_at }) => ({ id, body, sentAt: sent_at, failures, dueAt: due_at }));
  }

  #sql<Row extends Record<string, SqlStorageValue>>(
    query: string,
    ...values: readonly SqlStorageValue[]
  ): SqlStorageCursor<Row> {
    return this.ctx.storage.sql.exec<Row>(query, ...values);
  }
}
