// Runs a batch of a stage: parse, read once, handle each message, ONE append to the log, one send per target queue, then
// acknowledge. A message is sent only after the log has the events that it follows from; redelivery repairs a failure at any step.
import type { z } from "zod";
import type { AppendReport, EventLog } from "../../drizzle/event-log.ts";
import type { StreamId } from "../../schema/ids.ts";
import type { Queue } from "../../schema/lists.ts";
import type { Message, PoisonMessage } from "../../schema/messages.ts";
import type { Shipment } from "../../schema/shipment.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import type { AnswerTo, Port, QueryOf } from "../../schema/ports.ts";
import type { PortRole } from "../../schema/roles.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { retryDelaySeconds, type StageOutcome, thrown } from "./outcome.ts";
import { poisonOf, sendBatches } from "./queues.ts";
import { answersAbout, type Ended, ended, guarded, type Step } from "./step.ts";

/** A message with the port's answer to the stage's query about it; null where the stage had none. */
export interface Asked<M extends Message, Query> {
  readonly message: M;
  readonly answer: Query extends null ? null : AnswerTo<Query>;
}

/** A stage of a role: pure over the ports that its maker passes. Its queries and commands go to the role's port through the runner. */
export interface Stage<R extends PortRole, M extends Message, Shared, Query extends QueryOf<R> | null = null> {
  readonly queue: Queue;
  readonly schema: z.ZodType<M>;
  /** The query about a message, before the batch is read. A message whose query fails is retried. */
  ask?(message: M): Query;
  /** Reads once what the batch needs. A throw retries every message that has an answer. */
  read(asked: readonly Asked<M, Query>[]): Promise<Shared>;
  /** `attempt` counts the deliveries of the message, including this one. A throw retries the message later. */
  handle(asked: Asked<M, Query>, shared: Shared, attempt: number): Promise<Step<R>>;
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

export interface StagePorts<R extends PortRole> {
  readonly port: Port<R>;
  readonly log: Pick<EventLog, "append">;
  /** Sends at most what one call allows; `queues.ts` splits. */
  send(queue: Queue, messages: readonly Message[]): Promise<void>;
  deadLetter(poison: PoisonMessage): Promise<void>;
  /** From 0 to 1, for jitter. */
  random(): number;
  /** Writes one log line, with ids and reasons and nothing about a person. */
  report(line: Readonly<Record<string, unknown>>): void;
}

interface Parsed<M> {
  readonly delivery: Delivery;
  readonly message: M;
}
interface Task<R extends PortRole, M> {
  readonly delivery: Delivery;
  readonly message?: M;
  readonly outcome: Ended<R>;
}

/** Runs one batch. Every delivery is acknowledged or retried on its own; the function does not throw. */
export async function runStage<R extends PortRole, M extends Message, Shared, Query extends QueryOf<R> | null>(
  stage: Stage<R, M, Shared, Query>,
  deliveries: readonly Delivery[],
  ports: StagePorts<R>,
): Promise<void> {
  const size = stage.portion ?? Math.max(1, deliveries.length);
  for (let from = 0; from < deliveries.length; from += size)
    await runPortion(stage, deliveries.slice(from, from + size), ports);
}

async function runPortion<R extends PortRole, M extends Message, Shared, Query extends QueryOf<R> | null>(
  stage: Stage<R, M, Shared, Query>,
  deliveries: readonly Delivery[],
  ports: StagePorts<R>,
): Promise<void> {
  const opened = deliveries.map((delivery) => openDelivery(stage, delivery));
  const parsed = opened.filter((one): one is Parsed<M> => "message" in one);
  const finished: Task<R, M>[] = opened.filter((one) => "outcome" in one);
  let round = await handleAll(stage, parsed, ports.port);
  while (round.length > 0) {
    const relayed = await relay(round, ports);
    finished.push(...relayed.filter((task) => !continues(task)));
    round = await goOn(relayed.filter(continues), ports.port);
  }
  await settle(stage.queue, finished, ports);
}

type Continuing<R extends PortRole, M> = Task<R, M> & {
  readonly outcome: { readonly afterwards: () => Promise<Step<R>> };
};
const continues = <R extends PortRole, M>(task: Task<R, M>): task is Continuing<R, M> =>
  task.outcome.kind === "done" && task.outcome.afterwards !== undefined;

/** What follows once the first round is in the log. */
async function goOn<R extends PortRole, M>(
  tasks: readonly Continuing<R, M>[],
  port: Port<R>,
): Promise<readonly Task<R, M>[]> {
  const steps = await inParallel(tasks, ({ outcome }) => guarded(() => outcome.afterwards()));
  return withOutcomes(tasks, await ended(steps, port));
}

const withOutcomes = <R extends PortRole, M>(
  tasks: readonly Pick<Task<R, M>, "delivery" | "message">[],
  outcomes: readonly Ended<R>[],
): Task<R, M>[] =>
  tasks.flatMap((task, index) => {
    const outcome = outcomes[index];
    return outcome ? [{ ...task, outcome }] : [];
  });

function openDelivery<M extends Message>(
  { schema }: { readonly schema: z.ZodType<M> },
  delivery: Delivery,
): Parsed<M> | { readonly delivery: Delivery; readonly outcome: StageOutcome } {
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

/** Asks about all messages, reads once for those that have an answer, and takes each to its outcome. */
async function handleAll<R extends PortRole, M extends Message, Shared, Query extends QueryOf<R> | null>(
  stage: Stage<R, M, Shared, Query>,
  parsed: readonly Parsed<M>[],
  port: Port<R>,
): Promise<readonly Task<R, M>[]> {
  const answers = await answersAbout(parsed, ({ message }) => stage.ask?.(message) ?? null, port);
  // `ask` gave the query, so the answer is of its type; null where it gave none.
  const asked = answers.map(({ about: { message }, answer }) =>
    answer.ok ? ok({ message, answer: answer.value } as Asked<M, Query>) : answer,
  );
  const reading = await readFor(
    stage,
    asked.flatMap((one) => (one.ok ? [one.value] : [])),
  );
  const tasks = parsed.map(({ delivery }, index) => ({ delivery, one: asked[index] }));
  const steps = await inParallel(tasks, async ({ delivery, one }): Promise<Step<R>> => {
    if (!one?.ok) return one?.error ?? { kind: "retry", reason: "no_answer" };
    return reading.ok ? guarded(() => stage.handle(one.value, reading.value, delivery.attempts)) : reading.error;
  });
  return withOutcomes(parsed, await ended(steps, port));
}

/** What the batch reads. One that cannot be read is tried again as a whole. */
async function readFor<R extends PortRole, M extends Message, Shared, Query extends QueryOf<R> | null>(
  stage: Stage<R, M, Shared, Query>,
  asked: readonly Asked<M, Query>[],
): Promise<Result<Shared, StageOutcome>> {
  if (asked.length === 0) return err({ kind: "retry", reason: "nothing_to_read" });
  try {
    return ok(await stage.read(asked));
  } catch (error) {
    return err(thrown("read_failed", error));
  }
}

/** Appends, then sends. A message whose append or send fails is retried; its neighbours are not affected. */
async function relay<R extends PortRole, M>(
  tasks: readonly Task<R, M>[],
  ports: StagePorts<R>,
): Promise<readonly Task<R, M>[]> {
  const appended = await append(tasks, ports);
  const messages = appended.flatMap(({ outcome }) => (outcome.kind === "done" ? outcome.next : []));
  const unsent = await sendBatches(messages, (queue, batch) => ports.send(queue, batch));
  return appended.map((task) =>
    task.outcome.kind === "done" && task.outcome.next.some(({ id }) => unsent.has(id))
      ? { ...task, outcome: { kind: "retry", reason: "send_failed" } }
      : task,
  );
}

async function append<R extends PortRole, M>(
  tasks: readonly Task<R, M>[],
  { log }: Pick<StagePorts<R>, "log">,
): Promise<readonly Task<R, M>[]> {
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

function afterAppend<R extends PortRole>(
  outcome: Ended<R>,
  {
    failed,
    conflicting,
  }: { readonly failed: ReadonlyMap<StreamId, string>; readonly conflicting: ReadonlySet<StreamId> },
): Ended<R> {
  if (outcome.kind !== "done") return outcome;
  const streams = outcome.ship.map(({ streamId }) => streamId);
  const failure = streams.map((streamId) => failed.get(streamId)).find((reason) => reason !== undefined);
  if (failure !== undefined) return { kind: "retry", reason: `log_unavailable:${failure}` };
  return streams.some((streamId) => conflicting.has(streamId)) ? { kind: "reject", reason: "log_conflict" } : outcome;
}

/** Whether a shipment has anything for the log to write. */
export const hasContent = ({ events, holds, tasks, contact }: Shipment): boolean =>
  events.length > 0 || holds.length > 0 || tasks.length > 0 || contact !== null;

/** A task that is over. */
interface Closed<M> {
  readonly delivery: Delivery;
  readonly message?: M;
  readonly outcome: StageOutcome;
}
type Closing = Pick<StagePorts<never>, "deadLetter" | "random" | "report">;

async function settle<M extends Message>(queue: Queue, tasks: readonly Closed<M>[], ports: Closing): Promise<void> {
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
async function parked(
  queue: Queue,
  { delivery, outcome }: Pick<Closed<never>, "delivery" | "outcome">,
  ports: Pick<Closing, "deadLetter">,
): Promise<StageOutcome> {
  if (outcome.kind !== "reject") return outcome;
  try {
    await ports.deadLetter(poisonOf({ origin: queue, reason: outcome.reason, body: delivery.body }));
    return outcome;
  } catch {
    return { kind: "retry", reason: `dead_letter_failed:${outcome.reason}` };
  }
}

const idsOf = <M extends Message>({
  delivery,
  message,
}: Pick<Closed<M>, "delivery" | "message">): Readonly<Record<string, string>> =>
  message === undefined
    ? { delivery: delivery.id }
    : { messageId: message.id, contactId: message.contactId, correlationId: message.correlationId };
