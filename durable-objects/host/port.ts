// A role's port: parses each entry of a batch, calls the object of its stream or performs its errand, appends what the objects ship
// to the log, and returns one answer per entry. Entries are parsed because the caller may be a Worker of another release. Which
// entries a role has is in schema/ports.ts.
import * as z from "zod";
import type { EventLog } from "../../drizzle/event-log.ts";
import type { Errand } from "../../schema/errands.ts";
import type { StreamId } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import {
  type Answered,
  type Failed,
  type Guard,
  type Port,
  type PortEntry,
  PORTS,
  type Reading,
  type Routed,
} from "../../schema/ports.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import { PEOPLE_STREAM } from "../../schema/people.ts";
import type { PortRole } from "../../schema/roles.ts";
import type { GuardAnswer, GuardWish } from "../../schema/second-person.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { loggedAnswers } from "./logged-answers.ts";
import { withResolved } from "./cited-companies.ts";
import type { ObjectVerbs } from "./object.ts";
import { nameOf } from "./report.ts";

/** How a port reaches the objects, the log and the errands. */
export interface Reach {
  readonly object: (streamId: StreamId) => ObjectVerbs;
  readonly log: Pick<EventLog, "append" | "read">;
  /** Why nothing may be asked now; null when all is well. */
  readonly trouble?: () => Promise<Failed | null>;
  /** Notes that a person reads opened words, before they are opened. Without this function, nobody can read them. */
  readonly noteReading?: (reading: Reading) => Promise<void>;
  /** Performs an errand. Without this function, an errand fails. */
  readonly errand?: (errand: Errand) => Promise<unknown>;
}

/**
 * The port of a role. Objects are called in parallel, each once with all its entries of the batch; then one append has what all of
 * them ship.
 */
export function openPort<R extends PortRole>(
  role: R,
  { object, log, trouble = noTrouble, noteReading = noReading, errand = noErrand }: Reach,
): Port<R> {
  const { queries, commands } = PORTS[role];
  const port = {
    ask: (batch: readonly unknown[]) =>
      answerAll(batch, {
        entries: queries,
        log,
        trouble,
        errand,
        noteReading,
        guard: guardBy(object),
        resolved: async (calls) => calls.map(ok),
        call: (streamId, calls) => object(streamId).ask(calls),
      }),
    perform: (batch: readonly unknown[]) =>
      answerAll(batch, {
        entries: commands,
        log,
        trouble,
        errand,
        noteReading,
        guard: guardBy(object),
        resolved: (calls) =>
          withResolved(calls, { log, wake: (streamId) => object(streamId).perform([{ type: "Wake" }]) }),
        call: (streamId, calls) => object(streamId).perform(calls),
      }),
  };
  // Each entry's answer has the type in `PortAnswers`; the compiler cannot derive that from a lookup by name.
  return port as Port<R>;
}

/** Asks the object of `ad_people` whether an action may be performed. */
export const guardBy =
  (object: Reach["object"]) =>
  async (wish: GuardWish): Promise<GuardAnswer> =>
    onlyAnswer(await object(PEOPLE_STREAM).perform([{ type: "Guard", ...wish }]));

const noTrouble = async (): Promise<null> => null;
const noReading = async (): Promise<never> => {
  throw new Error("this port notes no reading");
};
const noErrand = async (errand: Errand): Promise<never> => {
  throw new Error(`this port performs no errand ${errand.type}`);
};

interface Verb<Call> {
  /** The calls, with a mark for each that cites what the log does not have; the failure of those for which the log does not answer. */
  readonly resolved: (calls: readonly Call[]) => Promise<readonly Result<Call, Failed>[]>;
  readonly entries: Readonly<Record<string, PortEntry<z.ZodType, Call>>>;
  readonly call: (streamId: StreamId, calls: readonly Call[]) => Promise<readonly Answered<unknown>[]>;
  readonly log: Pick<EventLog, "append">;
  readonly trouble: () => Promise<Failed | null>;
  readonly errand: (errand: Errand) => Promise<unknown>;
  readonly noteReading: (reading: Reading) => Promise<void>;
  /** Decides whether an action that needs a second person may be performed. */
  readonly guard: (wish: GuardWish) => Promise<GuardAnswer>;
}

/** A call that may be made, or the answer to one that waits for a second person. */
async function guarded<Call>(
  { call, guard: guardOf }: { readonly call: Call; readonly guard?: Guard<Call> },
  guard: Verb<Call>["guard"],
): Promise<{ readonly call: Call } | { readonly refused: unknown }> {
  if (!guardOf) return { call };
  const { refusal, eyes } = await guard(guardOf.wish);
  if (refusal) return { refused: guardOf.refused(refusal) };
  if (!eyes) throw new Error("a guard without an answer");
  return { call: guardOf.passed(eyes) };
}

async function answerAll<Call>(batch: readonly unknown[], verb: Verb<Call>): Promise<readonly Answered<unknown>[]> {
  const trouble = await verb.trouble();
  if (trouble) return batch.map(() => err(trouble));
  const routed = await resolvedOf(
    batch.map((value) => read(value, verb.entries)),
    verb,
  );
  const answers = routed.map((one): Answered<unknown> => (one.ok ? err(UNANSWERED) : one));
  await inParallel(jobsOf(routed, verb), async ({ indexes, work }) => {
    const results = await work().catch((cause: unknown) => indexes.map(() => err(failure(cause))));
    indexes.forEach((index, place) => (answers[index] = results[place] ?? err(UNANSWERED)));
  });
  return loggedAnswers(answers, verb.log);
}

const UNANSWERED: Failed = { reason: "failed", detail: "no answer" };
const failure = (cause: unknown): Failed => ({ reason: "failed", detail: nameOf(cause) });

/** One call or errand, and the indexes of the batch's entries that it answers. */
interface Job {
  readonly indexes: readonly number[];
  readonly work: () => Promise<readonly Answered<unknown>[]>;
}

/** One job for each object, with its calls in the order of the batch; and one for each errand. */
function jobsOf<Call>(
  routed: readonly Result<Routed<Call>, Failed>[],
  { call, guard, errand, noteReading }: Verb<Call>,
): Job[] {
  const found = routed.flatMap((one, index) => (one.ok ? [{ index, ...one.value }] : []));
  const calls = found.filter((one) => "call" in one);
  const errands = found.filter((one) => "errand" in one);
  return [
    ...[...Map.groupBy(calls, ({ streamId }) => streamId)].map(([streamId, own]) => ({
      indexes: own.map(({ index }) => index),
      work: async () => {
        for (const { reading } of own) if (reading) await noteReading(reading);
        const passed = await Promise.all(own.map((one) => guarded(one, guard)));
        const calls = passed.flatMap((one) => ("call" in one ? [one.call] : []));
        const answers = (calls.length === 0 ? [] : await call(streamId, calls)).values();
        return passed.map((one) => ("call" in one ? (answers.next().value ?? err(UNANSWERED)) : ok(one.refused)));
      },
    })),
    ...errands.map((one) => ({ indexes: [one.index], work: async () => [ok(await errand(one.errand))] })),
  ];
}

/** The entries with their calls resolved, which is done once for the batch: its contacts may be of one company. */
async function resolvedOf<Call>(
  routed: readonly Result<Routed<Call>, Failed>[],
  { resolved }: Pick<Verb<Call>, "resolved">,
): Promise<readonly Result<Routed<Call>, Failed>[]> {
  const calls = routed.flatMap((one) => (one.ok && "call" in one.value ? [one.value.call] : []));
  const answers = (await resolved(calls)).values();
  return routed.map((one) => {
    if (!one.ok || !("call" in one.value)) return one;
    const call = answers.next().value ?? err(UNANSWERED);
    return call.ok ? ok({ ...one.value, call: call.value }) : call;
  });
}

/** Parses an entry. An entry is refused when the port has no such type, or when it does not fit its schema. */
function read<Call>(value: unknown, entries: Verb<Call>["entries"]): Result<Routed<Call>, Failed> {
  const named = Named.safeParse(value);
  const type = named.success ? named.data.type : "";
  const entry = Object.hasOwn(entries, type) ? entries[type] : undefined;
  if (!entry) return err({ reason: "refused", detail: "not of this port" });
  try {
    return ok(entry.read(value));
  } catch (cause) {
    return err({ reason: "refused", detail: `${type}: ${whereWrong(cause)}` });
  }
}
const Named = z.object({ type: z.string() });

/** The field that does not parse and the kind of the problem; never the field's value, which may be personal. */
function whereWrong(cause: unknown): string {
  const [issue] = cause instanceof z.ZodError ? cause.issues : [];
  return issue ? `${issue.path.join(".")}:${issue.code}` : nameOf(cause);
}
