// Decides the commands of desk users about a contact as a whole: setting and clearing a flag, and closing a task.
import type { CommandOf } from "../../schema/commands.ts";
import { runIdOf, type ContactId } from "../../schema/ids.ts";
import { Flag, type FlagCause } from "../../schema/lists.ts";
import { byPerson, eventEvidence, flagEvidence } from "../evidence.ts";
import { certain, type Circumstances, type Decided, type Decision, done, refused } from "./decision.ts";
import { settleByPerson } from "./decide-dispatch.ts";
import { endings } from "./endings.ts";
import { type Task, unfinishedRun } from "./state.ts";

/** Flags that forbid every message. `replied` only means that a person writes. */
const OPT_OUT_FLAGS = Flag.exclude(["replied"]).options;

/** Sets or clears a flag. Setting one also voids, in the same turn, what is open and not claimed. */
export function flagContact(command: CommandOf<"FlagContact">, circumstances: Circumstances): Decision {
  const { contact } = circumstances;
  if (contact.version === 0) return refused({ reason: "unknown", what: "contact" });
  if (contact.flags[command.flag] === command.on) return done();
  return done(...flagEvents(command, command, circumstances));
}

function flagEvents(
  change: { flag: Flag; on: boolean; cause: FlagCause; revision?: number | undefined },
  person: { by: string; why: string },
  circumstances: Circumstances,
): Decided[] {
  const { streamId, contact } = circumstances;
  const flagged: Decided = {
    type: "ContactFlagged",
    writer: "desk",
    payload: {
      flag: change.flag,
      on: change.on,
      cause: change.cause,
      ...(change.revision === undefined ? {} : { revision: change.revision }),
      by: person.by,
    },
    words: { why: person.why },
    why: certain(change.cause, byPerson(person.by), flagEvidence(streamId, contact.flags)),
    policy: null,
  };
  return [flagged, ...(change.on ? endings(circumstances, unfinishedRun(contact), "vetoed", "object") : [])];
}

/** Closes a task with its consequences: take-over, hand-back, a new run, or the outcome of an uncertain dispatch. */
export function closeTask(command: CommandOf<"CloseTask">, circumstances: Circumstances): Decision {
  const { streamId, contact } = circumstances;
  const task = contact.tasks[command.taskId];
  if (!task) return refused({ reason: "unknown", what: "task" });
  if (task.closed)
    return refused({ reason: "already_settled", as: "dismissed", by: task.closed.by, at: task.closed.at });
  const meaning = meaningOf(command, task, circumstances);
  if (!meaning) return refused({ reason: "invalid", field: "how" });
  const closed: Decided = {
    type: "TaskClosed",
    writer: "desk",
    payload: { taskId: task.taskId, how: command.how, by: command.by },
    words: { why: command.why },
    why: certain(
      command.how,
      byPerson(command.by),
      eventEvidence(streamId, task.touched, { task_id: task.taskId, kind: task.kind }),
    ),
    policy: null,
  };
  return done(closed, ...meaning);
}

/** Whether a task is about what a person wrote. */
const isHeard = ({ kind }: Task): boolean =>
  kind === "inbound_unanswered" || kind === "possible_opt_out" || kind === "ambiguous_person";

/**
 * What forbade an answer is taken back, and a run begins: the closed task is what waits for its answer. A conversation that a person has taken over
 * stays theirs. Null when no run can begin now.
 */
function answeredAfterAll(command: CommandOf<"CloseTask">, task: Task, circumstances: Circumstances): Decided[] | null {
  const { contact } = circumstances;
  const lifted = OPT_OUT_FLAGS.filter((flag) => contact.flags[flag]).flatMap((flag) =>
    flagEvents({ flag, on: false, cause: "desk" }, command, circumstances),
  );
  const again = meaningOf({ ...command, how: "run_again" }, task, circumstances);
  return again && [...lifted, ...again];
}

/** The events that a closing adds to `TaskClosed`; null when this task cannot be closed that way. */
function meaningOf(command: CommandOf<"CloseTask">, task: Task, circumstances: Circumstances): Decided[] | null {
  const { streamId, contact } = circumstances;
  const isUncertain = task.kind === "dispatch_uncertain";
  // An uncertain dispatch counts as sent until a person decides: its task cannot be closed without that decision.
  if (isUncertain && command.how !== "sent" && command.how !== "not_sent") return null;
  switch (command.how) {
    case "sent":
    case "not_sent": {
      const approval = Object.values(contact.approvals).find((one) => one.approvalId === task.about);
      return isUncertain && approval
        ? settleByPerson(approval, command.how === "sent", command.by, circumstances)
        : null;
    }
    case "taken_over":
      return contact.flags.replied
        ? []
        : flagEvents({ flag: "replied", on: true, cause: "takeover" }, command, circumstances);
    case "handed_back":
      return contact.flags.replied
        ? flagEvents({ flag: "replied", on: false, cause: "handback" }, command, circumstances)
        : [];
    case "run_again": {
      const current = unfinishedRun(contact);
      if (contact.erased || contact.lookups.length === 0 || current?.step === "claimed") return null;
      const requested: Decided = {
        type: "RunRequested",
        writer: "desk",
        payload: {
          runId: runIdOf(streamId as ContactId, command.commandId),
          about: task.taskId,
          by: command.by,
          ...(current ? { supersedes: current.runId } : {}),
        },
        words: { why: command.why },
        why: certain(
          "run_requested",
          byPerson(command.by),
          eventEvidence(streamId, task.touched, { task_id: task.taskId }),
        ),
        policy: null,
      };
      return [requested, ...endings(circumstances, current, "superseded", "object")];
    }
    case "answered":
      return isHeard(task) ? answeredAfterAll(command, task, circumstances) : null;
    case "opted_out": {
      if (!isHeard(task)) return null;
      const optOut = { flag: "unsubscribed", on: true, cause: "desk", revision: command.revision } as const;
      return contact.flags.unsubscribed ? [] : flagEvents(optOut, command, circumstances);
    }
    case "done":
    case "kept":
      return [];
  }
}
