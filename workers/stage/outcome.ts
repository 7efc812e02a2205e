// The outcome of handling one message, and how a port's answer or a throw becomes one.
import { reasonOf } from "../../drizzle/d1-event-log.ts";
import { listTrouble, ListWentBack } from "../../drizzle/suppression-list.ts";
import type { Answer } from "../../schema/answers.ts";
import type { Message } from "../../schema/messages.ts";
import type { Failed } from "../../schema/ports.ts";

/** The outcome of handling a message. `next` is sent, then the message is acknowledged. */
export type StageOutcome =
  | { readonly kind: "done"; readonly next: readonly Message[] }
  | { readonly kind: "retry"; readonly reason: string; readonly afterSeconds?: number }
  /** Retrying cannot help: the message goes to the dead letters; `letter` in its place where it is to be sent again in another form. */
  | { readonly kind: "reject"; readonly reason: string; readonly letter?: Message };

/** The outcome of a message that is not done: nothing is sent for it. */
export type NotDone = Exclude<StageOutcome, { kind: "done" }>;

/**
 * The outcome of a port's answer. Its messages are sent and the stage's message is acknowledged, also after most refusals, because a
 * refusal is an answer. Only `list_unreadable`, `list_went_back`, `dispatching_unknown`, `evidence_unresolved` and `key_differs` are retried, and only `unknown`, `invalid` and
 * `digest_differs` are rejected.
 */
export function outcomeOfAnswer({ next, refusal }: Answer): StageOutcome {
  switch (refusal?.reason) {
    case "list_unreadable":
    case "list_went_back":
    case "dispatching_unknown":
      return { kind: "retry", reason: refusal.reason };
    case "key_differs":
      return { kind: "retry", reason: `key_differs:${refusal.key}` };
    // The company's rows are written again from its stream, and a later reading cites what the log has.
    case "evidence_unresolved":
      return { kind: "retry", reason: `evidence_unresolved:${refusal.what}` };
    case "unknown":
      return { kind: "reject", reason: `unknown:${refusal.what}` };
    case "invalid":
      return { kind: "reject", reason: `invalid:${refusal.field}` };
    case "digest_differs":
      return { kind: "reject", reason: `digest_differs:${refusal.version}` };
    case undefined:
    case "superseded":
    case "erased":
    case "not_wanted":
    case "already_settled":
    case "no_address":
    case "address_unwritable":
    case "changed":
    case "vetoed":
    case "approval_void":
    case "already_claimed":
    // The message is sent again by the alarm of its object, and when dispatching is resumed: waiting in the queue would use up its tries.
    case "dispatch_stopped":
    case "public_suffix":
    case "free_mail":
    case "graded_lately":
    case "policy_changed":
    case "company_merged":
    case "source_exists":
    case "two_secrets":
    case "last_secret":
    case "merged_with_itself":
    case "merged_in_a_circle":
    case "role_needed":
    case "last_admin":
    case "name_taken":
    case "second_person_needed":
    case "request_expired":
    case "request_declined":
    case "request_withdrawn":
    case "request_used":
    case "request_void":
    case "request_differs":
    case "own_request":
    case "person_needed":
    case "agreement_unlogged":
      return { kind: "done", next };
  }
}

/**
 * The outcome of several answers: the messages of all are sent in their order, unless one of them is to be retried or rejected: then
 * the first such outcome.
 */
export function outcomeOfAnswers(answers: readonly Answer[]): StageOutcome {
  const outcomes = answers.map(outcomeOfAnswer);
  const [notDone] = outcomes.filter(({ kind }) => kind !== "done");
  if (notDone) return notDone;
  const done = outcomes.filter((outcome) => outcome.kind === "done");
  return { kind: "done", next: done.flatMap(({ next }) => next) };
}

/**
 * The outcome of an entry that the port could not answer. A repeat may succeed, except when the log has another event in its place:
 * a person must investigate.
 */
export const outcomeOfFailure = ({ reason, detail }: Failed): NotDone =>
  reason === "log_conflict" ? { kind: "reject", reason } : { kind: "retry", reason: `${reason}:${detail}` };

/**
 * The retry after an error. The error's message may quote personal input, so only the error's name, a database's codes and the place in the
 * code are added to `reason`. A list that went back has its own name.
 */
export function thrown(reason: string, error: unknown): Extract<StageOutcome, { kind: "retry" }> {
  if (error instanceof ListWentBack) return { kind: "retry", reason: listTrouble(error) };
  if (!(error instanceof Error)) return { kind: "retry", reason };
  const { message, stack = "" } = error;
  // A line of the message may look like a place in the code. The stack begins with the message.
  const frames = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : "";
  const place = frames.split("\n").find((line) => line.trimStart().startsWith("at "));
  return { kind: "retry", reason: `${reason}:${reasonOf(error)}:${place?.trim().slice(0, 200) ?? ""}` };
}
