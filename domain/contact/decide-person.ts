// Decides the commands of desk users about a contact as a whole: setting and clearing a flag, and closing a task.
import type { CommandOf } from "../../schema/commands.ts";
import { runIdOf, type ContactId } from "../../schema/ids.ts";
import type { Flag, FlagCause } from "../../schema/lists.ts";
import { byPerson, eventEvidence, flagEvidence } from "../evidence.ts";
import { certain, type Circumstances, type Decided, type Decision, done, refused } from "./decision.ts";
import { settleByPerson } from "./decide-dispatch.ts";
import { endings } from "./endings.ts";
import { type Task, unfinishedRun } from "./state.ts";

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

/** The events that a closing adds to `TaskClosed`; null when this task cannot be closed that way. */
function meaningOf(command: CommandOf<"CloseTask">, task: Task, circumstances: Circumstances): Decided[] | null {
  const { streamId, contact } = circumstances;
  const isUncertain = task.kind === "dispatch_uncertain";
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
      if (isUncertain || contact.erased || contact.lookups.length === 0 || current?.step === "claimed") return null;
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
    case "done":
    case "kept":
      // An uncertain dispatch counts as sent until a person decides: it cannot be closed without a decision.
      return isUncertain ? null : [];
  }
}
