// Runs a batch of a stage: parse, read once, handle each message, ONE append to the log, one send per target queue, then
// acknowledge. A message is sent only after the log has the events that it follows from; redelivery repairs a failure at any step.
import type { z } from "zod";
import type { AppendReport, EventLog } from "../../drizzle/event-log.ts";
import type { StreamId } from "../../schema/ids.ts";
import type { Queue } from "../../schema/lists.ts";
import type { Message, PoisonMessage } from "../../schema/messages.ts";
import type { Shipment } from "../../schema/shipment.ts";
import { inParallel } from "./in-parallel.ts";
import { outcomeOf, retryDelaySeconds, type StageOutcome, thrown } from "./outcome.ts";
import { poisonOf, sendBatches } from "./queues.ts";

/** A stage: pure over the ports that its maker passes. A throw in `handle` or `afterwards` retries the message later. */
export interface Stage<M extends Message, Shared> {
  readonly queue: Queue;
  readonly schema: z.ZodType<M>;
  /** Reads once what the batch needs. A throw retries every parsed message. */
  read(messages: readonly M[]): Promise<Shared>;
  /** `attempt` counts the deliveries of the message, including this one. */
  handle(message: M, shared: Shared, attempt: number): Promise<StageOutcome>;
  /** How many messages share one read and one append, where waiting for the whole batch would take too long. Default: all. */
  readonly portion?: number;
}

/** A message as the platform delivers it. */
export interface Delivery {
  readonly id: string;
  readonly body: unknown;
  readonly attempts: number;
  ack(): void;
  retry(options: { delaySeconds: number }): void;
}

export interface StagePorts {
  readonly log: Pick<EventLog, "append">;
  /** Sends at most what one call allows; `queues.ts` splits. */
  send(queue: Queue, messages: readonly Message[]): Promise<void>;
  deadLetter(poison: PoisonMessage): Promise<void>;
  /** From 0 to 1, for jitter. */
  random(): number;
  /** Writes one log line, with ids and reasons and nothing about a person. */
  report(line: Readonly<Record<string, unknown>>): void;
}

type Task<M> = { readonly delivery: Delivery; readonly message?: M; readonly outcome: StageOutcome };
type Parsed<M> = { readonly delivery: Delivery; readonly message: M };

/** Runs one batch. Every delivery is acknowledged or retried on its own; the function does not throw. */
export async function runStage<M extends Message, Shared>(
  stage: Stage<M, Shared>,
  deliveries: readonly Delivery[],
  ports: StagePorts,
): Promise<void> {
  const size = stage.portion ?? Math.max(1, deliveries.length);
  for (let from = 0; from < deliveries.length; from += size)
    await runPortion(stage, deliveries.slice(from, from + size), ports);
}

async function runPortion<M extends Message, Shared>(
  stage: Stage<M, Shared>,
  deliveries: readonly Delivery[],
  ports: StagePorts,
): Promise<void> {
  const opened = deliveries.map((delivery) => openDelivery(stage, delivery));
  const parsed = opened.filter((one): one is Parsed<M> => "message" in one);
  const finished: Task<M>[] = opened.filter((one): one is Task<M> => "outcome" in one);
  let round = await handleAll(stage, parsed);
  while (round.length > 0) {
    const relayed = await relay(round, ports);
    finished.push(...relayed.filter((task) => !continues(task)));
    round = await inParallel(relayed.filter(continues), async ({ outcome: { afterwards }, ...task }) => ({
      ...task,
      outcome: await outcomeOf(afterwards),
    }));
  }
  await settle(stage.queue, finished, ports);
}

type Continuing<M> = Task<M> & { readonly outcome: { readonly afterwards: () => Promise<StageOutcome> } };
const continues = <M>(task: Task<M>): task is Continuing<M> =>
  task.outcome.kind === "done" && task.outcome.afterwards !== undefined;

function openDelivery<M extends Message, Shared>(
  { schema }: Stage<M, Shared>,
  delivery: Delivery,
): Parsed<M> | Task<M> {
  const parsed = schema.safeParse(delivery.body);
  if (parsed.success) return { delivery, message: parsed.data };
  // During a deploy old and new releases run together: a message of a newer release waits for the newer consumer.
  if (versionOf(delivery.body) > MESSAGE_VERSION)
    return { delivery, outcome: { kind: "retry", reason: "newer_version" } };
  const [issue] = parsed.error.issues;
  return {
    delivery,
    outcome: { kind: "reject", reason: `unparseable:${issue?.path.join(".") ?? ""}:${issue?.code ?? ""}` },
  };
}

/** The newest version of messages that this release reads. */
const MESSAGE_VERSION = 1;
const versionOf = (body: unknown): number =>
  typeof body === "object" && body !== null && "v" in body && typeof body.v === "number" ? body.v : 0;

async function handleAll<M extends Message, Shared>(
  stage: Stage<M, Shared>,
  parsed: readonly Parsed<M>[],
): Promise<Task<M>[]> {
  if (parsed.length === 0) return [];
  let shared: Shared;
  try {
    shared = await stage.read(parsed.map(({ message }) => message));
  } catch (error) {
    return parsed.map((one) => ({ ...one, outcome: thrown("read_failed", error) }));
  }
  return inParallel(parsed, async (one) => ({
    ...one,
    outcome: await outcomeOf(() => stage.handle(one.message, shared, one.delivery.attempts)),
  }));
}

/** Appends, then sends. A message whose append or send fails is retried; its neighbours are not affected. */
async function relay<M>(tasks: readonly Task<M>[], ports: StagePorts): Promise<readonly Task<M>[]> {
  const appended = await append(tasks, ports);
  const messages = appended.flatMap(({ outcome }) => (outcome.kind === "done" ? outcome.next : []));
  const unsent = await sendBatches(messages, (queue, batch) => ports.send(queue, batch));
  return appended.map((task) =>
    task.outcome.kind === "done" && task.outcome.next.some(({ id }) => unsent.has(id))
      ? { ...task, outcome: { kind: "retry", reason: "send_failed" } }
      : task,
  );
}

async function append<M>(tasks: readonly Task<M>[], { log }: StagePorts): Promise<readonly Task<M>[]> {
  const shipments = tasks.flatMap(({ outcome }) => (outcome.kind === "done" ? outcome.ship : [])).filter(hasContent);
  if (shipments.length === 0) return tasks;
  let report: AppendReport;
  try {
    report = await log.append(shipments);
  } catch (error) {
    return tasks.map((task) =>
      task.outcome.kind === "done" ? { ...task, outcome: thrown("append_failed", error) } : task,
    );
  }
  const failed = new Map(
    report.failed.flatMap(({ streamIds, reason }) => streamIds.map((streamId) => [streamId, reason])),
  );
  const conflicting = new Set(report.conflicts.map(({ streamId }) => streamId));
  return tasks.map((task) => ({ ...task, outcome: afterAppend(task.outcome, { failed, conflicting }) }));
}

function afterAppend(
  outcome: StageOutcome,
  {
    failed,
    conflicting,
  }: { readonly failed: ReadonlyMap<StreamId, string>; readonly conflicting: ReadonlySet<StreamId> },
): StageOutcome {
  if (outcome.kind !== "done") return outcome;
  const streams = outcome.ship.map(({ streamId }) => streamId);
  const failure = streams.map((streamId) => failed.get(streamId)).find((reason) => reason !== undefined);
  if (failure !== undefined) return { kind: "retry", reason: `log_unavailable:${failure}` };
  return streams.some((streamId) => conflicting.has(streamId)) ? { kind: "reject", reason: "log_conflict" } : outcome;
}

/** Whether a shipment has anything for the log to write. */
export const hasContent = ({ events, holds, tasks, contact }: Shipment): boolean =>
  events.length > 0 || holds.length > 0 || tasks.length > 0 || contact !== null;

async function settle<M extends Message>(queue: Queue, tasks: readonly Task<M>[], ports: StagePorts): Promise<void> {
  const counts = { done: 0, retry: 0, reject: 0 };
  for (const task of tasks) {
    const outcome = await parked(queue, task, ports);
    counts[outcome.kind] += 1;
    const { delivery } = task;
    if (outcome.kind !== "retry") delivery.ack();
    else delivery.retry({ delaySeconds: outcome.afterSeconds ?? retryDelaySeconds(delivery.attempts, ports.random()) });
    if (outcome.kind !== "done")
      ports.report({ stage: queue, ...idsOf(task), attempts: delivery.attempts, [outcome.kind]: outcome.reason });
  }
  ports.report({ stage: queue, messages: tasks.length, ...counts });
}

/** A rejected message is acknowledged only after the dead letters have it. */
async function parked<M>(queue: Queue, { delivery, outcome }: Task<M>, ports: StagePorts): Promise<StageOutcome> {
  if (outcome.kind !== "reject") return outcome;
  try {
    await ports.deadLetter(poisonOf({ origin: queue, reason: outcome.reason, body: delivery.body }));
    return outcome;
  } catch {
    return { kind: "retry", reason: `dead_letter_failed:${outcome.reason}` };
  }
}

const idsOf = <M extends Message>({ delivery, message }: Task<M>): Readonly<Record<string, string>> =>
  message === undefined
    ? { delivery: delivery.id }
    : { messageId: message.id, contactId: message.contactId, correlationId: message.correlationId };
