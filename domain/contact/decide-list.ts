// Decides what a new entry of the suppression list does to a run that it covers: it ends at once, and not only when a stage or a person
// comes to its next gate.
import type { CommandOf } from "../../schema/commands.ts";
import type { GatePlace } from "../../schema/lists.ts";
import { vetoOf } from "../rules/veto.ts";
import { type Circumstances, type Decision, done, refused, vetoed, vetoRefusal } from "./decision.ts";
import { endings, unanswered } from "./endings.ts";
import { openHold, type Run, type RunStep } from "./state.ts";

/**
 * The gate that a run would come to next; null where the check ends nothing. A run at `plan` is left to the planner, which reads the list
 * first and records its veto with the skipped action. A claimed message is on its way.
 */
const NEXT_GATE: Readonly<Record<RunStep, GatePlace | null>> = {
  plan: null,
  grade: "hold",
  preview: "hold",
  compose: "hold",
  draft: "hold",
  dispatch: "dispatch",
  claimed: null,
  ended: null,
};

/** A skipped run gets its grades and ends there; no gate is before it. */
const gateBefore = (run: Run): GatePlace | null => (run.action === "skip" ? null : NEXT_GATE[run.step]);

/**
 * Ends the run by a veto when the list covers the contact, and voids its open hold or its approval. Records nothing otherwise. As at the gate
 * of the qualifier, a run without a hold leaves a task, so that what the person wrote is seen.
 */
export function checkList(command: CommandOf<"CheckList">, circumstances: Circumstances): Decision {
  const { contact, list } = circumstances;
  const run = contact.runs[command.runId];
  const where = run ? gateBefore(run) : null;
  if (!run || where === null) return done();
  if (!list) return { needs: "list" };
  const veto = vetoOf(contact.flags, list.hit);
  if (!veto) return done();
  const { runId } = run;
  const open = openHold(contact);
  const holdId = open?.runId === runId ? open.holdId : null;
  const recorded = vetoed(circumstances, veto, { where, writer: "object", list, runId, holdId });
  const after = run.step === "grade" ? unanswered(circumstances, run, contact.version + 1) : [];
  return refused(vetoRefusal(veto), recorded, ...endings(circumstances, run, "vetoed", "object"), ...after);
}
