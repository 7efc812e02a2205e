// Decides what is recorded with the two grades of a run: the grades, and the preview hold that opens after the gate. A hold that is graded again is
// decided in decide-again.ts.
import type { CommandOf, ListReading, Unresolved } from "../../schema/commands.ts";
import { type HoldId, holdIdOf } from "../../schema/ids.ts";
import type { Action, Writer } from "../../schema/lists.ts";
import { type Policy, policyMark } from "../../schema/policy.ts";
import { vetoOf } from "../rules/veto.ts";
import { eventEvidence, flagEvidence, listEvidence, policyEvidence } from "../evidence.ts";
import {
  certain,
  type Circumstances,
  type Decided,
  type Decision,
  done,
  gateAt,
  refused,
  vetoed,
  vetoRefusal,
  wantedRun,
} from "./decision.ts";
import { holdVoided, unanswered } from "./endings.ts";
import { expiryOf } from "./again.ts";
import { outdatedCorrection } from "./corrections.ts";
import { misplacedIn } from "./decide-place.ts";
import type { Contact, Hold, Run } from "./state.ts";

/** What the grades cite and the log does not have, or what counts no more of it; null when nothing. A stage that reads again finds the later one. */
export function unresolvedIn(
  { unresolved, qualification: { evidence } }: CommandOf<"RecordGrades" | "GradeAgain">,
  contact: Contact,
): Unresolved | null {
  const corrected = outdatedCorrection(evidence, contact);
  return (
    unresolved ??
    misplacedIn(evidence, contact) ??
    (corrected === null ? null : { what: "correction_differs", id: corrected })
  );
}

/** Records both grades and, unless the action is `skip`, opens the preview hold after the gate. */
export function recordGrades(command: CommandOf<"RecordGrades">, circumstances: Circumstances): Decision {
  const { streamId, contact, policy, list } = circumstances;
  const wanted = wantedRun(contact, command.runId, "grade");
  if (!wanted.ok) return refused(wanted.error);
  const run = wanted.value;
  const unresolved = unresolvedIn(command, contact);
  if (unresolved) return refused({ reason: "evidence_unresolved", ...unresolved });
  const grades = gradeEvents(command, "qualifier", policy);
  if (run.action === "skip" || !run.action) return done(...grades);
  if (!list) return { needs: "list" };
  const veto = vetoOf(contact.flags, list.hit);
  if (veto) {
    const vetoedAt = contact.version + grades.length + 1;
    return refused(
      vetoRefusal(veto),
      ...grades,
      vetoed(circumstances, veto, { where: "hold", writer: "qualifier", list, runId: run.runId }),
      ...unanswered(circumstances, run, vetoedAt),
    );
  }
  const holdId = holdIdOf(run.runId, "preview");
  const preview = previewHeld(
    { run, action: run.action, holdId, replaced: null, writer: "qualifier", list },
    circumstances,
  );
  // A contact that returned while on the list was recorded without words and stays erased after the lift: its preview has nothing
  // to show, so it is voided at once.
  if (contact.erased) {
    const decided = eventEvidence(streamId, run.decidedVersion ?? 1, { action: run.action });
    return done(...grades, preview, holdVoided({ holdId, runId: run.runId, cause: "erased" }, "object", decided));
  }
  return done(...grades, preview, ...releasedByPolicy(circumstances, run, holdId));
}

/** Both grades as events. A planned grade comes before one that the plan left out. */
export function gradeEvents(
  command: CommandOf<"RecordGrades" | "GradeAgain">,
  writer: Writer,
  policy: Policy,
): Decided[] {
  const { verdict, basisPoints, increments, planned, evidence } = command.qualification;
  const qualified: Decided = {
    type: "QualificationGraded",
    writer,
    payload: { runId: command.runId, verdict, basisPoints, increments, planned },
    why: { confidence: basisPoints / 10_000, reason: verdict, source: "rule:qualify@1", evidence },
    policy: policyMark(policy, "qualify"),
  };
  const { facts, summary } = command.opportunity;
  const analyzed: Decided = {
    type: "OpportunityAnalyzed",
    writer,
    payload: {
      runId: command.runId,
      basisPoints: command.opportunity.basisPoints,
      facts,
      summary,
      planned: command.opportunity.planned,
    },
    why: {
      confidence: command.opportunity.basisPoints / 10_000,
      reason: "facts_counted",
      source: "rule:analyze-opportunity@2",
      evidence: command.opportunity.evidence,
    },
    policy: policyMark(policy, "analyze"),
  };
  const isAnalysisFirst =
    command.order.includes("analyze_opportunity") &&
    (!command.order.includes("qualify") ||
      command.order.indexOf("analyze_opportunity") < command.order.indexOf("qualify"));
  return isAnalysisFirst ? [analyzed, qualified] : [qualified, analyzed];
}

interface Preview {
  readonly run: Run;
  readonly action: Action;
  readonly holdId: HoldId;
  /** The open hold in whose place it opens; null for the first of a run. */
  readonly replaced: Hold | null;
  readonly writer: Writer;
  /** The reading that the gate has passed. */
  readonly list: ListReading;
}

/** The preview hold of a run, after the gate. */
export const previewHeld = (
  { run, action, holdId, replaced, writer, list }: Preview,
  { streamId, contact, at, policy }: Circumstances,
): Decided => ({
  type: "PreviewHeld",
  writer,
  payload: {
    holdId,
    runId: run.runId,
    action,
    expiresAt: expiryOf(replaced, at, policy.hold),
    gate: gateAt("hold", contact, list.revision),
  },
  why: certain(
    run.reason ?? "held",
    "rule:preview-hold@1",
    eventEvidence(streamId, run.decidedVersion ?? 1, { action, reason: run.reason }),
    flagEvidence(streamId, contact.flags),
    listEvidence(list),
  ),
  policy: policyMark(policy, "hold"),
});

/** Confirms a preview by policy, for an action or a source, never for a grade. The event's source is that policy. */
function releasedByPolicy({ streamId, contact, policy }: Circumstances, run: Run, holdId: HoldId): Decided[] {
  // A person must see what cannot be answered by mail.
  if (contact.unwritable) return [];
  const { actions, sources } = policy.hold.autoConfirm;
  const isReleased = actions.some((action) => action === run.action) || sources.some((source) => source === run.source);
  if (!isReleased) return [];
  const mark = policyMark(policy, "hold");
  return [
    {
      type: "PreviewConfirmed",
      writer: "object",
      payload: { holdId, runId: run.runId, by: `policy:${mark.digest.slice(0, 12)}` },
      why: certain(
        "auto_confirm",
        "rule:hold.auto-confirm@1",
        eventEvidence(streamId, contact.version, { action: run.action }),
        policyEvidence(policy, "hold"),
      ),
      policy: mark,
    },
  ];
}
