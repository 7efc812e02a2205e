// A role's port over the objects. It is a door: what comes through it is parsed, for the caller may be a Worker of another release.
import { z } from "zod";
import type { Errand } from "../../schema/desk-commands.ts";
import type { StreamId } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { type Answered, type Failed, type Port, type PortEntry, PORTS, type Routed } from "../../schema/ports.ts";
import type { PortRole } from "../../schema/roles.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { ObjectVerbs } from "./object.ts";
import { nameOf } from "./report.ts";

/** How a port reaches what it asks. */
export interface Reach {
  readonly object: (streamId: StreamId) => ObjectVerbs;
  /** What the desk's port does itself; absent where nobody asks for it. */
  readonly errand?: (errand: Errand) => Promise<unknown>;
}

/** The port of a role. Objects are called side by side, each once with all that is for it. */
export function openPort<R extends PortRole>(role: R, { object, errand = noErrand }: Reach): Port<R> {
  const { queries, commands } = PORTS[role];
  const port = {
    ask: (batch: readonly unknown[]) =>
      answerAll(batch, { entries: queries, errand, call: (streamId, calls) => object(streamId).ask(calls) }),
    perform: (batch: readonly unknown[]) =>
      answerAll(batch, { entries: commands, errand, call: (streamId, calls) => object(streamId).perform(calls) }),
  };
  // The registry pairs each entry with its answer; the compiler does not follow that through a lookup by name.
  return port as Port<R>;
}

const noErrand = async (errand: Errand): Promise<never> => {
  throw new Error(`this port does no ${errand.type}`);
};

interface Verb<Call> {
  readonly entries: Readonly<Record<string, PortEntry<z.ZodType, Call>>>;
  readonly call: (streamId: StreamId, calls: readonly Call[]) => Promise<readonly Answered<unknown>[]>;
  readonly errand: (errand: Errand) => Promise<unknown>;
}

async function answerAll<Call>(batch: readonly unknown[], verb: Verb<Call>): Promise<Answered<unknown>[]> {
  const routed = batch.map((value) => read(value, verb.entries));
  const answers = routed.map((one): Answered<unknown> => (one.ok ? err(UNANSWERED) : one));
  await inParallel(jobsOf(routed, verb), async ({ indexes, work }) => {
    const given = await work().catch((cause: unknown) => indexes.map(() => err(failure(cause))));
    indexes.forEach((index, place) => (answers[index] = given[place] ?? err(UNANSWERED)));
  });
  return answers;
}

const UNANSWERED: Failed = { reason: "failed", detail: "no answer" };
const failure = (cause: unknown): Failed => ({ reason: "failed", detail: nameOf(cause) });

/** Work that answers the entries at these places of the batch. */
interface Job {
  readonly indexes: readonly number[];
  readonly work: () => Promise<readonly Answered<unknown>[]>;
}

/** One job for each object, with its calls in the order of the batch; and one for each errand. */
function jobsOf<Call>(routed: readonly Result<Routed<Call>, Failed>[], { call, errand }: Verb<Call>): Job[] {
  const found = routed.flatMap((one, index) => (one.ok ? [{ index, ...one.value }] : []));
  const calls = found.filter((one) => "call" in one);
  const errands = found.filter((one) => "errand" in one);
  return [
    ...[...Map.groupBy(calls, ({ streamId }) => streamId)].map(([streamId, own]) => ({
      indexes: own.map(({ index }) => index),
      work: async () =>
        call(
          streamId,
          own.map((one) => one.call),
        ),
    })),
    ...errands.map((one) => ({ indexes: [one.index], work: async () => [ok(await errand(one.errand))] })),
  ];
}

/** Parses an entry. What is in no list of the port, or is not what its schema says, is refused. */
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

/** Which field does not parse, and how; never what it holds. */
function whereWrong(cause: unknown): string {
  const [issue] = cause instanceof z.ZodError ? cause.issues : [];
  return issue ? `${issue.path.join(".")}:${issue.code}` : nameOf(cause);
}
