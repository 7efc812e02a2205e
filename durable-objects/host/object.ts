// One stream's object as its callers see it: two verbs, each over a batch, answered entry by entry in order.
import type { Compared, LogHead } from "../../domain/contact/compare-head.ts";
import type { ClickAnswer } from "../../schema/answers.ts";
import type { AdminCommand } from "../../schema/commands.ts";
import type { StreamId } from "../../schema/ids.ts";
import type { Writer } from "../../schema/lists.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import type { ObjectAnswers, ObjectCommand, ObjectQuery, RebuildObject } from "../../schema/object-calls.ts";
import type { Answered } from "../../schema/ports.ts";
import { err, ok } from "../../schema/result.ts";
import { nameOf } from "./report.ts";

/** What an object is asked: by the ports, and by the cron. */
export type HostQuery =
  | ObjectQuery
  /** Which of these numbers of the suppression list none of its events carries. */
  | { readonly type: "Unlisted"; readonly revisions: readonly number[] };

/** What an object performs: for the ports, and for the cron. */
export type HostCommand =
  | ObjectCommand
  /** Compares itself with what the log has of it, ships what it lacks, and says what it found. */
  | { readonly type: "Compare"; readonly head: LogHead | null };

export interface HostAnswers extends ObjectAnswers {
  readonly Unlisted: readonly number[];
  readonly Compare: Compared;
}
export type HostAnswer<Call> = Call extends { readonly type: infer T extends keyof HostAnswers }
  ? HostAnswers[T]
  : never;

export interface ObjectVerbs {
  ask<const Q extends HostQuery>(queries: readonly Q[]): Promise<readonly Answered<HostAnswer<Q>>[]>;
  perform<const C extends HostCommand>(commands: readonly C[]): Promise<readonly Answered<HostAnswer<C>>[]>;
}

/** What stands behind the verbs: one entry at a time. A rebuild is not the host's matter, for it replaces the host. */
export interface ObjectHost {
  ask(query: HostQuery): Promise<HostAnswer<HostQuery>>;
  perform(command: Exclude<HostCommand, RebuildObject>): Promise<HostAnswer<HostCommand>>;
}

/** The two verbs over a host, which is looked up at every entry: a rebuild may have replaced it. */
export function verbsOf(
  host: () => ObjectHost,
  rebuild: (command: RebuildObject) => Promise<HostAnswers["RebuildObject"]> = neverRebuilt,
): ObjectVerbs {
  const verbs = {
    ask: (queries: readonly HostQuery[]) => inOrder(queries, (query) => host().ask(query)),
    perform: (commands: readonly HostCommand[]) =>
      inOrder(commands, (command) => (command.type === "RebuildObject" ? rebuild(command) : host().perform(command))),
  };
  // A host answers each type of entry as `HostAnswers` says; the compiler does not follow that through its table.
  return verbs as ObjectVerbs;
}

const neverRebuilt = async (): Promise<never> => {
  throw new Error("this object is not rebuilt");
};

/** Records administrative commands, each in the object of its stream, shipped before the answer. */
export const recorder =
  (object: (streamId: StreamId) => ObjectVerbs, writer: Writer) =>
  async (command: AdminCommand): Promise<ClickAnswer> =>
    onlyAnswer(await object(command.streamId).perform([{ type: "Record", command, writer }]));

/** Each entry after the one before it. An entry that throws is answered as failed, and the next one follows all the same. */
async function inOrder<E, T>(entries: readonly E[], work: (entry: E) => Promise<T>): Promise<Answered<T>[]> {
  const answers: Answered<T>[] = [];
  for (const entry of entries) {
    try {
      answers.push(ok(await work(entry)));
    } catch (cause) {
      answers.push(err({ reason: "failed", detail: nameOf(cause) }));
    }
  }
  return answers;
}
