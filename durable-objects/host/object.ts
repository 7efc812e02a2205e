// The interface of one stream's object: `ask` and `perform`, each over a batch, with one answer for each entry, in order. What an
// entry does is in asking.ts and performing.ts.
import type { Compared, LogHead } from "../../domain/contact/compare-head.ts";
import type { AskedAction } from "../../domain/people/requests.ts";
import type { Grades } from "../../domain/rules/grades.ts";
import type { ClickAnswer } from "../../schema/answers.ts";
import type { Unresolved } from "../../schema/commands.ts";
import type { DispatchingStanding } from "../../schema/dispatching.ts";
import type { CompanyId, StreamId } from "../../schema/ids.ts";
import type { Writer } from "../../schema/lists.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import type {
  ObjectAnswers,
  ObjectCommand,
  ObjectQuery,
  RebuildObject,
  RecordedCommand,
} from "../../schema/object-calls.ts";
import type { Answered, Failed } from "../../schema/ports.ts";
import { err, ok } from "../../schema/result.ts";
import type { ConfiguredAdmins, RequestState } from "../../schema/second-person.ts";
import { nameOf } from "./report.ts";
import { ObjectUnreadable } from "./unreadable.ts";

/** The queries of an object: those of the ports, and those of the cron. */
export type HostQuery =
  | ObjectQuery
  /** Asks which of these revisions of the suppression list are in none of the stream's events. */
  | { readonly type: "Unlisted"; readonly revisions: readonly number[] }
  /** Asks the object of `ad_dispatch` what its events say of the stop switch. */
  | { readonly type: "Dispatching" }
  /** Asks the object of `ad_people` for the requests for a second person. */
  | ({ readonly type: "Requests" } & ConfiguredAdmins)
  /** Asks for a company as its object has it. */
  | { readonly type: "Company" };

/** The commands of an object: those of the ports, and those of the contacts Worker itself. */
export type HostCommand =
  | ObjectCommand
  /** In the object of `ad_audit`: brings the key of this Worker into force, when it is not yet. */
  | { readonly type: "AdoptLogKey" }
  /** Reads the suppression list and ends the contact's unfinished run when the list covers it by now. */
  | { readonly type: "CheckList" }
  | GradeAgain
  /** In the object of `ad_dispatch`: makes what a crash left out between the row of the stop switch and its event. */
  | { readonly type: "CompleteDispatching" }
  /** Wraps the object's key under the newest master key. */
  | { readonly type: "RewrapKey" }
  /** Compares the object with the log's head of its stream, ships what the log lacks, and returns the comparison's result. */
  | { readonly type: "Compare"; readonly head: LogHead | null };

/** Grades the contact's open hold again, with the grades that follow from the rows of the CRM now. */
export interface GradeAgain {
  readonly type: "GradeAgain";
  readonly grades: Grades;
  /** The digest of the policy by which they were made. */
  readonly policy?: string;
  /** What the grades cite and the log does not have. Then they are refused. */
  readonly unresolved?: Unresolved;
}

/** What a company's object says of it before something is recorded. */
export interface CompanyState {
  /** The version of the last event; 0 before the first one. */
  readonly version: number;
  readonly isRecorded: boolean;
  /** How many facts count. */
  readonly facts: number;
  /** The company into which it was merged; null when it was not. */
  readonly into: CompanyId | null;
}

export interface HostAnswers extends ObjectAnswers {
  readonly Unlisted: readonly number[];
  readonly Company: CompanyState;
  readonly Dispatching: DispatchingStanding;
  readonly Requests: {
    readonly isNeeded: boolean;
    readonly requests: readonly (AskedAction & { readonly state: RequestState })[];
  };
  readonly AdoptLogKey: ClickAnswer;
  /** Refused `vetoed` when the run was ended, now or earlier; refused by the list's trouble when it could not be read. */
  readonly CheckList: ClickAnswer;
  /**
   * `graded`: whether the grades are recorded, now or earlier. They are not where no hold is open, or they say the same. Refused `graded_lately` within
   * the hour after the last time, and `vetoed` when a veto ended the run instead.
   */
  readonly GradeAgain: ClickAnswer & { readonly graded: boolean };
  readonly CompleteDispatching: ClickAnswer;
  /** The key as it is now stored; null when there is none. */
  readonly RewrapKey: string | null;
  readonly Compare: Compared;
}
export type HostAnswer<Call> = Call extends { readonly type: infer T extends keyof HostAnswers }
  ? HostAnswers[T]
  : never;

export interface ObjectVerbs {
  ask<const Q extends HostQuery>(queries: readonly Q[]): Promise<readonly Answered<HostAnswer<Q>>[]>;
  perform<const C extends HostCommand>(commands: readonly C[]): Promise<readonly Answered<HostAnswer<C>>[]>;
}

/** Performs the entries one at a time. `RebuildObject` is not among them, because it replaces the host. */
export interface ObjectHost {
  ask(query: HostQuery): Promise<HostAnswer<HostQuery>>;
  perform(command: Exclude<HostCommand, RebuildObject>): Promise<HostAnswer<HostCommand>>;
}

/** Makes the two verbs over a host. `host` is called for every entry, because a rebuild may have replaced the host. */
export function verbsOf(
  host: () => ObjectHost,
  rebuild: (command: RebuildObject) => Promise<HostAnswers["RebuildObject"]> = neverRebuilt,
): ObjectVerbs {
  const verbs = {
    ask: (queries: readonly HostQuery[]) => inOrder(queries, (query) => host().ask(query)),
    perform: (commands: readonly HostCommand[]) =>
      inOrder(commands, (command) => (command.type === "RebuildObject" ? rebuild(command) : host().perform(command))),
  };
  // The host's answer to each type of entry has the type in `HostAnswers`; the compiler cannot derive that from the host's
  // tables.
  return verbs as ObjectVerbs;
}

const neverRebuilt = async (): Promise<never> => {
  throw new Error("this object is not rebuilt");
};

/**
 * Returns a function that records a command in the object of its administrative stream or company. The object ships it before it answers.
 */
export const recorder =
  (object: (streamId: StreamId) => ObjectVerbs, writer: Writer) =>
  async (command: RecordedCommand): Promise<ClickAnswer> =>
    onlyAnswer(await object(command.streamId).perform([{ type: "Record", command, writer }]));

const failureOf = (cause: unknown): Failed =>
  cause instanceof ObjectUnreadable
    ? { reason: cause.reason, detail: cause.detail }
    : { reason: "failed", detail: nameOf(cause) };

/** Runs the entries one after the other. An entry that throws gets a `failed` answer, and the following entries still run. */
async function inOrder<E, T>(entries: readonly E[], work: (entry: E) => Promise<T>): Promise<Answered<T>[]> {
  const answers: Answered<T>[] = [];
  for (const entry of entries) {
    try {
      answers.push(ok(await work(entry)));
    } catch (cause) {
      answers.push(err(failureOf(cause)));
    }
  }
  return answers;
}
