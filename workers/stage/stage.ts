// Runs a batch of a stage: parse, read once, handle each message through the role's port, send what follows, then acknowledge
// (settle.ts). The port answers after the log has the events, so a message is sent only after the events that it follows from. A
// failure at any step is repaired by the next delivery of the message; what was paid for is kept until it is recorded (kept.ts).
import type * as z from "zod";
import type { Queue } from "../../schema/lists.ts";
import type { Message } from "../../schema/messages.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import type { AnswerTo, Port, QueryOf } from "../../schema/ports.ts";
import type { PortRole } from "../../schema/roles.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Delivery, Handled } from "./delivery.ts";
import { type Kept, runKept } from "./kept.ts";
import { type NotDone, type StageOutcome, thrown } from "./outcome.ts";
import { sendBatches } from "./queues.ts";
import { settle, type SettlePorts } from "./settle.ts";
import { answersAbout, ended, guarded, type Step } from "./step.ts";

/** A message with the port's answer to the stage's query about it. The answer is null when the stage has no query. */
export interface Asked<M extends Message, Query> {
  readonly message: M;
  readonly answer: Query extends null ? null : AnswerTo<Query>;
}

/**
 * What one stage does with its messages. It reads databases through what its maker passed; its queries and commands go to the
 * role's port through `runStage`.
 */
export interface Stage<R extends PortRole, M extends Message, Shared, Query extends QueryOf<R> | null = null> {
  readonly queue: Queue;
  readonly schema: z.ZodType<M>;
  /** Why no message can be handled now; null when nothing is in the way. It comes before everything else. */
  ready?(): Promise<NotDone | null>;
  /** The query about a message, sent before the batch is read. A message whose query fails is retried. */
  ask?(message: M): Query;
  /**
   * Whether `read` reads the suppression list. The revision that the log has of it is then asked in the call of the queries; without
   * a query about any message it is not asked.
   */
  readonly readsList?: boolean;
  /**
   * Reads once what the batch needs. When it throws, all these messages are retried. `logRevision` throws when the revision was not
   * asked, or the port did not answer it.
   */
  read(asked: readonly Asked<M, Query>[], logRevision: () => number): Promise<Shared>;
  /** `attempt` counts the deliveries of the message, including this one. When it throws, the message is retried later. */
  handle(asked: Asked<M, Query>, shared: Shared, attempt: number): Promise<Step<R>>;
  /** How many messages share one read and one call of the port, where waiting for the whole batch would take too long. Default: all. */
  readonly portion?: number;
}

export interface StagePorts<R extends PortRole> extends SettlePorts {
  readonly port: Port<R>;
  /** The paid work of this process that is not recorded yet. It outlives the batch. */
  readonly kept: Kept<R>;
  /** Sends at most what one call allows; `queues.ts` splits. */
  send(queue: Queue, messages: readonly Message[]): Promise<void>;
}

interface Parsed<M> {
  readonly delivery: Delivery;
  readonly message: M;
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
  const { port, kept } = ports;
  await runKept(port, kept);
  const opened = deliveries.map((delivery) => openDelivery(stage, delivery));
  const unparsed = opened.filter((one) => "outcome" in one);
  const parsed = opened.filter((one): one is Parsed<M> => "message" in one);
  const { waiting = [], free = [] } = Object.groupBy(parsed, ({ message }) =>
    kept.has(message.id) ? "waiting" : "free",
  );
  const handled = await handleAll(stage, free, ports);
  // At once, before the messages are given back: most failures are short.
  await runKept(port, kept);
  const given = [
    ...waiting.map((one) => ({ ...one, outcome: UNRECORDED })),
    ...handled.map((one) =>
      one.outcome.kind !== "retry" && one.message && kept.has(one.message.id) ? { ...one, outcome: UNRECORDED } : one,
    ),
  ];
  await settle(stage.queue, [...unparsed, ...(await sent(given, ports))], ports);
}

/** A message about which paid work is kept. To handle it anew would pay again, and to acknowledge it could lose the work. */
const UNRECORDED: StageOutcome = { kind: "retry", reason: "paid_work_unrecorded" };

/** Sends what the messages caused, with one call for each queue. A message whose next message cannot be sent is retried. */
async function sent<M>(
  handled: readonly Handled<M>[],
  ports: { readonly send: StagePorts<never>["send"] },
): Promise<readonly Handled<M>[]> {
  const messages = handled.flatMap(({ outcome }) => (outcome.kind === "done" ? outcome.next : []));
  const unsent = await sendBatches(messages, (queue, batch) => ports.send(queue, batch));
  return handled.map((one) =>
    one.outcome.kind === "done" && one.outcome.next.some(({ id }) => unsent.has(id))
      ? { ...one, outcome: { kind: "retry", reason: "send_failed" } }
      : one,
  );
}

/** The parsed message of a delivery, or the outcome of one that cannot be parsed. */
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

/** Sends the queries about all messages, reads once for the messages that were answered, and runs each message to its outcome. */
async function handleAll<R extends PortRole, M extends Message, Shared, Query extends QueryOf<R> | null>(
  stage: Stage<R, M, Shared, Query>,
  parsed: readonly Parsed<M>[],
  { port, kept }: Pick<StagePorts<R>, "port" | "kept">,
): Promise<readonly Handled<M>[]> {
  const outcome = parsed.length > 0 ? await stage.ready?.() : null;
  if (outcome) return parsed.map((one) => ({ ...one, outcome }));
  const { answers, logRevision } = await askedAbout(stage, parsed, port);
  // The answer has the type of the query that `stage.ask` returned; without a query it is null.
  const asked = answers.map((answer, index) =>
    answer.ok ? ok({ message: parsed[index]?.message, answer: answer.value } as Asked<M, Query>) : answer,
  );
  const reading = await readFor(
    stage,
    asked.flatMap((one) => (one.ok ? [one.value] : [])),
    logRevision,
  );
  const withAnswers = parsed.map(({ delivery }, index) => ({ delivery, one: asked[index] }));
  const steps = await inParallel(withAnswers, async ({ delivery, one }): Promise<Step<R>> => {
    if (!one?.ok) return one?.error ?? { kind: "retry", reason: "no_answer" };
    return reading.ok ? guarded(() => stage.handle(one.value, reading.value, delivery.attempts)) : reading.error;
  });
  const outcomes = await ended(steps, port, (index, again) => {
    const one = parsed[index];
    if (one) kept.add({ messageId: one.message.id, again });
  });
  return parsed.flatMap((one, index) => {
    const outcome = outcomes[index];
    return outcome ? [{ ...one, outcome }] : [];
  });
}

/** The answers about the messages, in order, and the log's revision of the list. All queries are sent in one call. */
async function askedAbout<R extends PortRole, M extends Message, Shared, Query extends QueryOf<R> | null>(
  stage: Stage<R, M, Shared, Query>,
  parsed: readonly Parsed<M>[],
  port: Port<R>,
): Promise<{ readonly answers: readonly Result<unknown, StageOutcome>[]; readonly logRevision: () => number }> {
  const queries: (QueryOf<R> | null)[] = parsed.map(({ message }) => stage.ask?.(message) ?? null);
  // Every role with a stage that reads the list has this query.
  const revision = { type: "ListRevision" } as unknown as QueryOf<R>;
  const isAsked = stage.readsList === true && queries.some((query) => query !== null);
  const all = (await answersAbout(isAsked ? [...queries, revision] : queries, (query) => query, port)).map(
    ({ answer }) => answer,
  );
  const listed = isAsked ? all.at(-1) : undefined;
  return {
    answers: all.slice(0, queries.length),
    logRevision: () => {
      if (!listed?.ok) throw new Error("the log's revision of the list is not known");
      return Number(listed.value);
    },
  };
}

/** The batch's read, or the retry of every message when it fails. */
async function readFor<R extends PortRole, M extends Message, Shared, Query extends QueryOf<R> | null>(
  stage: Stage<R, M, Shared, Query>,
  asked: readonly Asked<M, Query>[],
  logRevision: () => number,
): Promise<Result<Shared, StageOutcome>> {
  if (asked.length === 0) return err({ kind: "retry", reason: "nothing_to_read" });
  try {
    return ok(await stage.read(asked, logRevision));
  } catch (error) {
    return err(thrown("read_failed", error));
  }
}
