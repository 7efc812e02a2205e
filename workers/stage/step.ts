// The steps in which a stage handles a message: a query to its port, commands to its port, or the outcome. The steps of a batch
// run together: one call of the port has all their queries, another all their commands.
import type { Answer } from "../../schema/answers.ts";
import { paidCallsIn } from "../../schema/commands.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { Message } from "../../schema/messages.ts";
import type { Answered, AnswerTo, Failed, Port, PortAnswers, PortCommandOf, QueryOf } from "../../schema/ports.ts";
import type { PortRole } from "../../schema/roles.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import {
  type NotDone,
  outcomeOfAnswer,
  outcomeOfAnswers,
  outcomeOfFailure,
  type StageOutcome,
  thrown,
} from "./outcome.ts";

/**
 * A query to the port, and the next step made from its answer. `unanswered` makes the next step when there is no answer; without it, the
 * message is retried.
 */
export interface Ask<Query, Next> {
  readonly kind: "ask";
  readonly query: Query;
  readonly answered: (answer: unknown) => Next | Promise<Next>;
  readonly unanswered?: () => Next;
}

/** Commands to the port, and the next step made from their answers. The log has what the commands caused when `answered` runs. */
export interface Perform<Command, Next> {
  readonly kind: "perform";
  readonly commands: readonly Command[];
  readonly answered: (answers: readonly unknown[]) => Next | Promise<Next>;
}

/** Work that failed after a model was called. The message is retried; the work is kept, and runs again. */
export interface Unfinished<Next> {
  readonly kind: "unfinished";
  readonly outcome: Extract<StageOutcome, { kind: "retry" }>;
  readonly again: () => Next | Promise<Next>;
}

export type Step<R extends PortRole> =
  | StageOutcome
  | Ask<QueryOf<R>, Step<R>>
  | Perform<PortCommandOf<R>, Step<R>>
  | Unfinished<Step<R>>;

/** Keeps the work of the step at this index of the batch, which was paid for and is not recorded. */
export type Keep<R extends PortRole> = (index: number, again: () => Step<R> | Promise<Step<R>>) => void;

type Entry = { readonly type: keyof PortAnswers };

/** The step that sends a query to the port. `answered` makes the next step from the answer. */
export const ask = <const Query extends Entry, Next>(
  query: Query,
  answered: (answer: AnswerTo<Query>) => Next | Promise<Next>,
  unanswered?: () => Next,
): Ask<Query, Next> => ({
  kind: "ask",
  query,
  ...(unanswered ? { unanswered } : {}),
  // `Port` guarantees that the answer is of the query's type.
  answered: (answer) => answered(answer as AnswerTo<Query>),
});

/** The step that sends a command to the port. `answered` makes the next step from the answer. */
export const perform = <const Command extends Entry, Next>(
  command: Command,
  answered: (answer: AnswerTo<Command>) => Next | Promise<Next>,
): Perform<Command, Next> => ({
  kind: "perform",
  commands: [command],
  answered: ([answer]) => answered(answer as AnswerTo<Command>),
});

/** The types of the commands whose answer the stage only passes on. */
type RecordedType = {
  [T in keyof PortAnswers]: PortAnswers[T] extends Answer ? T : never;
}[keyof PortAnswers];

/** The step that sends commands to the port and ends with the outcome of their answers: done, retry, or reject. */
export const record = <const Command extends { readonly type: RecordedType }>(
  ...commands: readonly Command[]
): Perform<Command, StageOutcome> => ({
  kind: "perform",
  commands,
  answered: (answers) => outcomeOfAnswers(answers as readonly Answer[]),
});

/** The step that `work` makes after a model was called. When `work` throws, it is kept and runs again; the model is not called again. */
export async function afterPaying<R extends PortRole>(work: () => Step<R> | Promise<Step<R>>): Promise<Step<R>> {
  try {
    return await work();
  } catch (error) {
    return { kind: "unfinished", outcome: thrown("threw", error), again: work };
  }
}

/**
 * Runs the steps of a batch until each is an outcome. Each round is one call of the port: the queries of all steps while any step
 * has one, else their commands. Commands that carry paid calls and were not recorded are passed to `keep`. Does not throw.
 */
export async function ended<R extends PortRole>(
  steps: readonly Step<R>[],
  port: Port<R>,
  keep: Keep<R>,
): Promise<readonly StageOutcome[]> {
  let current = steps;
  for (;;) {
    current = current.map((step, index) => {
      if (step.kind !== "unfinished") return step;
      keep(index, step.again);
      return step.outcome;
    });
    const ends = current.filter(isOutcome);
    if (ends.length === current.length) return ends;
    current = current.some(({ kind }) => kind === "ask")
      ? await askRound(current, port)
      : await performRound(current, port, keep);
  }
}

const isOutcome = <R extends PortRole>(step: Step<R>): step is StageOutcome =>
  step.kind === "done" || step.kind === "retry" || step.kind === "reject";

async function askRound<R extends PortRole>(steps: readonly Step<R>[], port: Port<R>): Promise<readonly Step<R>[]> {
  const answers = await answersAbout(steps, (step) => (step.kind === "ask" ? step.query : null), port);
  return inParallel(answers, async ({ about: step, answer }) => {
    if (step.kind !== "ask") return step;
    if (answer.ok) return guarded(async () => step.answered(answer.value));
    return step.unanswered?.() ?? answer.error;
  });
}

/**
 * Sends a query about each thing in one call. Returns each thing with its answer; the answer is null for a thing without a query.
 */
export async function answersAbout<R extends PortRole, T>(
  things: readonly T[],
  queryOf: (thing: T) => QueryOf<R> | null,
  port: Port<R>,
): Promise<readonly { readonly about: T; readonly answer: Result<unknown, NotDone> }[]> {
  const queries = things.map(queryOf);
  const sent = queries.filter((query) => query !== null);
  const answers = sent.length === 0 ? noAnswers : await answersOf(() => port.ask(sent));
  let answered = 0;
  return things.map((about, index) => {
    if (queries[index] === null) return { about, answer: ok(null) };
    answered += 1;
    return { about, answer: answers(answered - 1) };
  });
}

async function performRound<R extends PortRole>(
  steps: readonly Step<R>[],
  port: Port<R>,
  keep: Keep<R>,
): Promise<readonly Step<R>[]> {
  const commands = steps.flatMap((step) => (step.kind === "perform" ? step.commands : []));
  const answers = commands.length === 0 ? noAnswers : await answersOf(() => port.perform(commands));
  let nextIndex = 0;
  const indexed = steps.map((step) => {
    const from = nextIndex;
    nextIndex += step.kind === "perform" ? step.commands.length : 0;
    return { step, from };
  });
  const withPlaces = indexed.map((one, place) => ({ ...one, place }));
  return inParallel(withPlaces, async ({ step, from, place }): Promise<Step<R>> => {
    if (step.kind !== "perform") return step;
    const own = step.commands.map((_, index) => answers(from + index));
    if (step.commands.some((command) => paidCallsIn(command).length > 0) && !own.every(isSettled))
      keep(place, () => step);
    const failed = own.flatMap((answer) => (answer.ok ? [] : [answer.error]));
    const [first] = failed;
    // A message of which one part may still succeed is no dead letter yet.
    if (first) return failed.find(({ kind }) => kind === "retry") ?? first;
    return guarded(async () => step.answered(own.flatMap((answer) => (answer.ok ? [answer.value] : []))));
  });
}

/**
 * Whether a repeat of the command can change nothing: the object has decided it, the log has another event in its place, or the port does
 * not know the command.
 */
const isSettled = (answer: Result<unknown, NotDone>): boolean =>
  answer.ok ? !isForLater(answer.value) : answer.error.kind === "reject" || answer.error.reason.startsWith(REFUSED);

const REFUSED = "refused:" satisfies `${Failed["reason"]}:`;

/** Whether the object refused the command for now only: it cannot read the list, or its key is not the installation's. */
const isForLater = (answer: unknown): boolean =>
  typeof answer === "object" &&
  answer !== null &&
  "refusal" in answer &&
  outcomeOfAnswer(answer as Answer).kind === "retry";

/** The port's answer at this index of the call, or the outcome of the message that waits for it. */
type Answers = (index: number) => Result<unknown, NotDone>;

const noAnswers: Answers = () => err({ kind: "retry", reason: "no_answer" });

/** The answers of one call of the port, by index. When the call itself fails, each index has the same retry. */
async function answersOf(call: () => Promise<readonly Answered<unknown>[]>): Promise<Answers> {
  try {
    const answers = await call();
    return (index) => {
      const answer = answers[index];
      if (!answer) return noAnswers(index);
      return answer.ok ? answer : err(outcomeOfFailure(answer.error));
    };
  } catch (error) {
    const retry = thrown("port_unavailable", error);
    return () => err(retry);
  }
}

/** Runs `work`, and checks each message that its step would send. When either throws, the result is a retry. */
export async function guarded<S extends { readonly kind: string; readonly next?: readonly unknown[] }>(
  work: () => Promise<S>,
): Promise<S | NotDone> {
  try {
    const step = await work();
    for (const message of step.next ?? []) Message.parse(message);
    return step;
  } catch (error) {
    return thrown("threw", error);
  }
}
