// How a stage handles a message, step by step: it may ask its port, have something performed there, and so come to an outcome. The steps of
// a batch are taken together: what all of them ask goes through the port in one call, and so does what all of them have performed.
import type { Answer } from "../../schema/answers.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { Message } from "../../schema/messages.ts";
import type { Answered, AnswerTo, Port, PortAnswers, PortCommandOf, QueryOf } from "../../schema/ports.ts";
import type { PortRole } from "../../schema/roles.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { outcomeOfAnswers, type StageOutcome, thrown } from "./outcome.ts";

/**
 * An outcome, or one with something to do when `ship` is in the log, before the acknowledgement.
 * (It is not called `then`, because an object with a `then` is a promise to every `await`.)
 */
export type Ended<R extends PortRole> =
  | Exclude<StageOutcome, { kind: "done" }>
  | (Extract<StageOutcome, { kind: "done" }> & { readonly afterwards?: () => Promise<Step<R>> });

export interface Ask<Query, Next> {
  readonly kind: "ask";
  readonly query: Query;
  readonly answered: (answer: unknown) => Next | Promise<Next>;
}

export interface Perform<Command, Next> {
  readonly kind: "perform";
  readonly commands: readonly Command[];
  readonly answered: (answers: readonly unknown[]) => Next | Promise<Next>;
}

export type Step<R extends PortRole> = Ended<R> | Ask<QueryOf<R>, Step<R>> | Perform<PortCommandOf<R>, Step<R>>;

type Entry = { readonly type: keyof PortAnswers };

/** Asks the port, and goes on with its answer. */
export const ask = <const Query extends Entry, Next>(
  query: Query,
  answered: (answer: AnswerTo<Query>) => Next | Promise<Next>,
): Ask<Query, Next> => ({
  kind: "ask",
  query,
  // The answer to a query is of the query's type: `Port` says so.
  answered: (answer) => answered(answer as AnswerTo<Query>),
});

/** Has a command performed, and goes on with its answer. */
export const perform = <const Command extends Entry, Next>(
  command: Command,
  answered: (answer: AnswerTo<Command>) => Next | Promise<Next>,
): Perform<Command, Next> => ({
  kind: "perform",
  commands: [command],
  answered: ([answer]) => answered(answer as AnswerTo<Command>),
});

/** The types of commands whose answer is relayed as it is. */
type RecordedType = {
  [T in keyof PortAnswers]: PortAnswers[T] extends Answer ? T : never;
}[keyof PortAnswers];

/** Has commands recorded, and ends with what their answers ask: relay all, or try again, or park the message. */
export const record = <const Command extends { readonly type: RecordedType }>(
  ...commands: readonly Command[]
): Perform<Command, StageOutcome> => recordAfter([], commands);

/** The same, relaying together with what earlier answers of this message ask. */
export const recordAfter = <const Command extends { readonly type: RecordedType }>(
  earlier: readonly Answer[],
  commands: readonly Command[],
): Perform<Command, StageOutcome> => ({
  kind: "perform",
  commands,
  answered: (answers) => outcomeOfAnswers([...earlier, ...(answers as readonly Answer[])]),
});

/**
 * Takes the steps of a batch to their ends, round after round: asks until none of them asks, then performs. Throws nothing.
 */
export async function ended<R extends PortRole>(
  steps: readonly Step<R>[],
  port: Port<R>,
): Promise<readonly Ended<R>[]> {
  let current = steps;
  for (;;) {
    const ends = current.filter((step) => step.kind !== "ask" && step.kind !== "perform");
    if (ends.length === current.length) return ends;
    current = current.some(({ kind }) => kind === "ask")
      ? await askRound(current, port)
      : await performRound(current, port);
  }
}

async function askRound<R extends PortRole>(steps: readonly Step<R>[], port: Port<R>): Promise<readonly Step<R>[]> {
  const answers = await answersAbout(steps, (step) => (step.kind === "ask" ? step.query : null), port);
  return inParallel(answers, async ({ about: step, answer }) => {
    if (step.kind !== "ask") return step;
    return answer.ok ? guarded(async () => step.answered(answer.value)) : answer.error;
  });
}

/** What the port answers about each of some things, in one call; null about a thing that nothing is asked of. */
export async function answersAbout<R extends PortRole, T>(
  things: readonly T[],
  queryOf: (thing: T) => QueryOf<R> | null,
  port: Port<R>,
): Promise<readonly { readonly about: T; readonly answer: Result<unknown, Retry> }[]> {
  const queries = things.map(queryOf);
  const asking = queries.filter((query) => query !== null);
  const answers = asking.length === 0 ? noAnswers : await givenBy(() => port.ask(asking));
  const places = queries.map((query, index) => (query === null ? null : countOf(queries.slice(0, index))));
  return things.map((about, index) => {
    const place = places[index] ?? null;
    return { about, answer: place === null ? ok(null) : answers(place) };
  });
}

const countOf = (queries: readonly unknown[]): number => queries.filter((query) => query !== null).length;

async function performRound<R extends PortRole>(steps: readonly Step<R>[], port: Port<R>): Promise<readonly Step<R>[]> {
  const commands = steps.flatMap((step) => (step.kind === "perform" ? step.commands : []));
  const answers = commands.length === 0 ? noAnswers : await givenBy(() => port.perform(commands));
  let taken = 0;
  const placed = steps.map((step) => {
    const from = taken;
    taken += step.kind === "perform" ? step.commands.length : 0;
    return { step, from };
  });
  return inParallel(placed, async ({ step, from }): Promise<Step<R>> => {
    if (step.kind !== "perform") return step;
    const own = step.commands.map((_, index) => answers(from + index));
    const failed = own.find((answer) => !answer.ok);
    if (failed) return failed.error;
    return guarded(async () => step.answered(own.flatMap((answer) => (answer.ok ? [answer.value] : []))));
  });
}

type Retry = Extract<StageOutcome, { kind: "retry" }>;
/** The answer at a place of the batch, or why its message is tried again. */
type Answers = (place: number) => Result<unknown, Retry>;

const noAnswers: Answers = () => err({ kind: "retry", reason: "no_answer" });

/** What a port gave: an answer for each entry; or no call came through, and nothing has one. */
async function givenBy(call: () => Promise<readonly Answered<unknown>[]>): Promise<Answers> {
  try {
    const answers = await call();
    return (place) => {
      const answer = answers[place];
      if (!answer) return noAnswers(place);
      return answer.ok ? answer : err({ kind: "retry", reason: `${answer.error.reason}:${answer.error.detail}` });
    };
  } catch (error) {
    const retry = thrown("port_unavailable", error);
    return () => err(retry);
  }
}

/** A step that may be trusted: what goes out is parsed as what comes in is, message by message. A throw means "this message again, later". */
export async function guarded<S extends { readonly kind: string; readonly next?: readonly unknown[] }>(
  work: () => Promise<S>,
): Promise<S | Retry> {
  try {
    const step = await work();
    for (const message of step.next ?? []) Message.parse(message);
    return step;
  } catch (error) {
    return thrown("threw", error);
  }
}
