// Decides the look at a run again on a day that a person gave (a revisit): it is set, taken back, and made by the timer. What the timer makes is a
// requested run and no task: a run ends in a hold, which is the look itself, while a task would only ask for the same click later. The gates and the
// ladder decide about that run as about any other, so a veto still wins.
import type { CommandOf } from "../../schema/commands.ts";
import { type ContactId, runIdOf } from "../../schema/ids.ts";
import { dayAfter } from "../../schema/time.ts";
import { byPerson, eventEvidence } from "../evidence.ts";
import { certain, type Circumstances, type Decision, done, refused } from "./decision.ts";
import { listOf } from "./run-list.ts";
import { dueRevisit } from "./state.ts";

/** How far ahead the day may be. Who comes back after more than a year is written to anew. */
export const REVISIT_MOST_DAYS = 366;

/**
 * Sets the day on which a run that ended without a message is run again. One day a contact: a later wish replaces it, also of another run. Records
 * nothing when the same person has set the same day before. Refused for a run in another list than *Not written to*, and for a day that has begun.
 */
export function setRevisit(command: CommandOf<"SetRevisit">, { streamId, contact, at }: Circumstances): Decision {
  if (contact.erased) return refused({ reason: "erased" });
  const run = contact.runs[command.runId];
  if (!run) return refused({ reason: "unknown", what: "run" });
  if (contact.lookups.length === 0) return refused({ reason: "no_address" });
  if (listOf(run, contact) !== "not_written") return refused({ reason: "not_wanted", step: run.end ?? run.step });
  const today = at.slice(0, 10);
  if (command.on <= today || command.on > dayAfter(today, REVISIT_MOST_DAYS))
    return refused({ reason: "invalid", field: "on" });
  const { runId, on, by } = command;
  const before = contact.revisit;
  if (before?.runId === runId && before.on === on && before.by === by) return done();
  return done({
    type: "RevisitSet",
    writer: "desk",
    payload: { runId, on, by },
    words: { why: command.why },
    why: certain(
      "revisit_set",
      byPerson(by),
      eventEvidence(streamId, run.stepVersion, { run_id: runId, end: run.end }),
    ),
    policy: null,
  });
}

/** Takes the day back. Records nothing when none is set for the run. */
export function clearRevisit(command: CommandOf<"ClearRevisit">, { streamId, contact }: Circumstances): Decision {
  const { revisit } = contact;
  if (!contact.runs[command.runId]) return refused({ reason: "unknown", what: "run" });
  if (revisit?.runId !== command.runId) return done();
  return done({
    type: "RevisitCleared",
    writer: "desk",
    payload: { runId: revisit.runId, by: command.by },
    words: { why: command.why },
    why: certain("revisit_cleared", byPerson(command.by), eventEvidence(streamId, revisit.version, { on: revisit.on })),
    policy: null,
  });
}

/** Starts the run on its day, in the name of the person who gave the day. Not while a run is unfinished: the timer waits for its end. */
export function makeRevisitDue(
  command: CommandOf<"MakeRevisitDue">,
  { streamId, contact, at }: Circumstances,
): Decision {
  const due = dueRevisit(contact);
  if (!due || due.version !== command.version || due.dueAt > at) return done();
  return done({
    type: "RunRequested",
    writer: "timer",
    payload: { runId: runIdOf(streamId as ContactId, command.commandId), by: due.by, revisit: due.version },
    why: certain("revisit_due", "timer", eventEvidence(streamId, due.version, { on: due.on, run_id: due.runId })),
    policy: null,
  });
}
