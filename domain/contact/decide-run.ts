// Decides what the stages record after the action: the grades with the preview hold, and the draft with its hold.
import type { CommandOf } from "../../schema/commands.ts";
import { draftIdOf, holdIdOf } from "../../schema/ids.ts";
import { type Policy, policyMark } from "../../schema/policy.ts";
import { HOUR_MS } from "../../schema/time.ts";
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
import { draftDigest, draftSalt } from "./draft-digest.ts";
import { draftCalls, unusedDraft, whyOfDraft, writingOf, writingWordsOf } from "./decide-writing.ts";
import { holdVoided, unanswered } from "./endings.ts";
import { countedSends, type Run } from "./state.ts";

const later = (at: string, hours: number): string => new Date(Date.parse(at) + hours * HOUR_MS).toISOString();

/** Records both grades and, unless the action is `skip`, opens the preview hold after the gate. */
export function recordGrades(command: CommandOf<"RecordGrades">, circumstances: Circumstances): Decision {
  const { streamId, contact, at, policy, list } = circumstances;
  const wanted = wantedRun(contact, command.runId, "grade");
  if (!wanted.ok) return refused(wanted.error);
  const run = wanted.value;
  if (command.unresolved) return refused({ reason: "evidence_unresolved", ...command.unresolved });
  const grades = gradeEvents(command, policy);
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
  const preview: Decided = {
    type: "PreviewHeld",
    writer: "qualifier",
    payload: {
      holdId,
      runId: run.runId,
      action: run.action,
      expiresAt: later(at, policy.hold.expiryHours),
      gate: gateAt("hold", contact, list.revision),
    },
    why: certain(
      run.reason ?? "held",
      "rule:preview-hold@1",
      eventEvidence(streamId, run.decidedVersion ?? 1, { action: run.action, reason: run.reason }),
      flagEvidence(streamId, contact.flags),
      listEvidence(list),
    ),
    policy: policyMark(policy, "hold"),
  };
  // A contact that returned while on the list was recorded without words and stays erased after the lift: its preview has nothing
  // to show, so it is voided at once.
  if (contact.erased) {
    const decided = eventEvidence(streamId, run.decidedVersion ?? 1, { action: run.action });
    return done(...grades, preview, holdVoided({ holdId, runId: run.runId, cause: "erased" }, "object", decided));
  }
  return done(...grades, preview, ...releasedByPolicy(circumstances, run, holdId));
}

function gradeEvents(command: CommandOf<"RecordGrades">, policy: Policy): Decided[] {
  const { verdict, basisPoints, increments, planned, evidence } = command.qualification;
  const qualified: Decided = {
    type: "QualificationGraded",
    writer: "qualifier",
    payload: { runId: command.runId, verdict, basisPoints, increments, planned },
    why: { confidence: basisPoints / 10_000, reason: verdict, source: "rule:qualify@1", evidence },
    policy: policyMark(policy, "qualify"),
  };
  const { facts, summary } = command.opportunity;
  const analyzed: Decided = {
    type: "OpportunityAnalyzed",
    writer: "qualifier",
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
  // A planned grade comes before one that the plan left out.
  const isAnalysisFirst =
    command.order.includes("analyze_opportunity") &&
    (!command.order.includes("qualify") ||
      command.order.indexOf("analyze_opportunity") < command.order.indexOf("qualify"));
  return isAnalysisFirst ? [analyzed, qualified] : [qualified, analyzed];
}

/** Confirms a preview by policy, for an action or a source, never for a grade. The event's source is that policy. */
function releasedByPolicy(
  { streamId, contact, policy }: Circumstances,
  run: Run,
  holdId: ReturnType<typeof holdIdOf>,
): Decided[] {
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

/**
 * Records the draft and opens its hold. The gate is checked again: a flag may have been set meanwhile. A model's calls and what it
 * wrote are recorded also when no hold is opened.
 */
export function holdDraft(command: CommandOf<"HoldDraft">, circumstances: Circumstances): Decision {
  const { streamId, contact, at, policy, list } = circumstances;
  const wanted = wantedRun(contact, command.runId, "compose");
  if (!wanted.ok) return refused(wanted.error, ...unusedDraft(command, circumstances, wanted.error.reason));
  const run = wanted.value;
  if (!run.action) throw new Error(`run ${run.runId} composes without an action`);
  if (!list) return { needs: "list" };
  const veto = vetoOf(contact.flags, list.hit);
  const mark = policyMark(policy, "compose");
  const salt = draftSalt(circumstances.digest, command.draft, command.evidence, mark.digest);
  const digest = draftDigest(salt, command.draft, command.evidence, mark.digest);
  // A template's draft can be made again; a model's cannot, so the veto records its digest.
  const stopped = command.written ? { digest } : {};
  if (veto)
    return refused(
      vetoRefusal(veto),
      ...unusedDraft(command, circumstances, "vetoed"),
      vetoed(circumstances, veto, { where: "hold", writer: "composer", list, runId: run.runId, ...stopped }),
    );
  const held: Decided = {
    type: "DraftHeld",
    writer: "composer",
    payload: {
      draftId: draftIdOf(run.runId),
      holdId: holdIdOf(run.runId, "draft"),
      runId: run.runId,
      digest,
      template: command.template,
      action: run.action,
      expiresAt: later(at, policy.hold.expiryHours),
      gate: gateAt("hold", contact, list.revision),
      ...writingOf(command.written),
    },
    words: { ...command.draft, salt, ...writingWordsOf(command.written) },
    why: whyOfDraft(
      command,
      run.reason ?? "held",
      ...command.evidence,
      eventEvidence(streamId, run.decidedVersion ?? 1, { action: run.action, sequence: countedSends(contact).length }),
      listEvidence(list),
    ),
    policy: mark,
  };
  return done(...draftCalls(command, contact, run), held);
}
