// Derives the decisions of a stream again under a candidate policy, with their recorded evidence, and reports which actions, verdicts, tiers,
// holds and follow-ups change. What would have happened in a different past (a person's decision, an answer to a message that was never sent) is not in
// the log: it is reported as unknown, and later events of the contact are not derived.
import { shortDigestOf } from "../schema/canonical.ts";
import { atEvent, type EventTable, nothingAt } from "../schema/event-table.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import type { StreamId } from "../schema/ids.ts";
import { type Policy, policyMark, PolicySection } from "../schema/policy.ts";
import { isModels } from "../schema/written-draft.ts";
import { openFold } from "../domain/contact/evolve.ts";
import { type Contact, emptyContact, followupOf } from "../domain/contact/state.ts";
import { historyOf } from "../domain/contact/views.ts";
import { OTHER_STREAMS_EVENTS } from "../schema/administrative-events.ts";
import { linksOf } from "./chain.ts";
import type { LogContext } from "./context.ts";
import type { Change, DifferenceReport, Unknown } from "./differences.ts";
import { evidenceOf } from "./placed.ts";
import { decideAgain, flagsOf, historyReadAt, mailboxReadAt, recordedHistory, underPlanOf } from "./rederive.ts";
import type { StreamRows } from "./source.ts";
import { opportunityUnder, qualificationUnder } from "./what-if-grades.ts";
import { scoreUnder } from "./what-if-score.ts";
import { openHoldWatch } from "./what-if-holds.ts";

export interface StreamWhatIf {
  readonly streamId: StreamId;
  /** The number of decided runs since `since`. */
  readonly runs: number;
  readonly changes: readonly Change[];
  readonly unknowns: readonly Unknown[];
}

export interface WhatIfOptions {
  /** An ISO time: only events from this time on are derived again. */
  readonly since?: string;
  /** An ISO time up to which timers run, so that follow-ups may become due after the last event; without it, the contact's last event. */
  readonly until?: string;
}

export function whatIfStream(
  stream: StreamRows,
  candidate: Policy,
  context: LogContext,
  { since = "", until }: WhatIfOptions = {},
): StreamWhatIf {
  const { streamId } = stream;
  const changes: Change[] = [];
  const unknowns: Unknown[] = [];
  const reportAt = (event: StoredEvent): DifferenceReport => {
    const { version, at } = event;
    const runId = "runId" in event.payload ? (event.payload.runId ?? null) : null;
    const place = { streamId, runId, version, at };
    return {
      change: (aspect, from, to) => void changes.push({ ...place, aspect, from, to }),
      unknown: (aspect, why) => void unknowns.push({ ...place, aspect, why }),
    };
  };
  const fold = openFold();
  const holds = openHoldWatch(candidate.hold);
  const [states, past]: [Contact[], StoredEvent[]] = [[emptyContact], []];
  let contact: Contact = emptyContact;
  let last: StoredEvent | null = null;
  let [runs, isDiverged] = [0, false];
  // The digest of the ladder that the contact's latest decision used.
  let ladderDigest: string | null = null;

  for (const { event, row, follows } of linksOf(stream)) {
    if (!event || !follows) break;
    const report = reportAt(event);
    if (event.at >= since && streamId.startsWith("ct_")) {
      runs += event.type === "ActionDecided" ? 1 : 0;
      if (isDiverged) {
        // Reported once for each run: when the decision of a run is unknown, all later events of the run are unknown too.
        if (event.type === "ActionDecided") report.unknown("action", "after_a_change");
      } else {
        isDiverged =
          followupDiffers(
            contact,
            { at: event.at, isMade: event.type === "FollowupDue" },
            { ladderDigest, candidate, context, report },
          ) ||
          holds.check(event, contact, report) ||
          atEvent(DECIDED_UNDER, event, { candidate, context, contact, states, past, report }) === true;
      }
    } else holds.check(event, contact, SILENT);
    if (event.policy?.section === "ladder") ladderDigest = event.policy.digest;
    contact = fold(event, row.hash);
    states.push(contact);
    past.push(event);
    last = event;
  }
  if (last && !isDiverged) isDiverged = holds.end(reportAt(last));
  if (last && until !== undefined && !isDiverged) {
    const report = reportAt({ ...last, at: until });
    followupDiffers(contact, { at: until, isMade: false }, { ladderDigest, candidate, context, report });
  }
  return { streamId, runs, changes, unknowns };
}

const SILENT: DifferenceReport = { change: () => undefined, unknown: () => undefined };

interface UnderCandidate {
  readonly candidate: Policy;
  readonly context: LogContext;
  readonly report: DifferenceReport;
}

/** The stream before the event. */
interface StreamBefore {
  readonly contact: Contact;
  readonly states: readonly Contact[];
  readonly past: readonly StoredEvent[];
}

/** Reports what the stages would have decided at this event. True when all later events are unknown. */
export const DECIDED_UNDER: EventTable<UnderCandidate & StreamBefore, boolean> = {
  ActionDecided: actionUnder,
  QualificationGraded: (event, { past, candidate, context, report }) => {
    qualificationUnder(event, past, candidate, context, report);
    return false;
  },
  OpportunityAnalyzed: (event, { candidate, report }) => {
    opportunityUnder(event, candidate, report);
    return false;
  },
  ContactScored: (event, { contact, past, candidate, context, report }) => {
    scoreUnder(event, { contact, past }, candidate, context, report);
    return false;
  },
  DraftHeld: ({ payload, policy }, { candidate, report }) => {
    // A model's text is kept as recorded, because another text would need another call.
    if (payload.writing && isModels(payload.writing.outcome)) return false;
    // The text of another template is not in the log, and a person would have decided about it before it was sent.
    if (policy?.digest !== policyMark(candidate, "compose").digest) report.unknown("text", "not_recorded");
    return false;
  },
  ...nothingAt(
    "SignalReceived",
    "ContactFlagged",
    "SafetyVetoed",
    "PlanProposed",
    "DraftUnused",
    "PreviewHeld",
    "PreviewConfirmed",
    "PreviewDismissed",
    "DraftEdited",
    "DraftApproved",
    "DraftRejected",
    "HoldSnoozed",
    "HoldReassigned",
    "HoldExpired",
    "HoldVoided",
    "ApprovalVoided",
    "DispatchClaimed",
    "DispatchSucceeded",
    "DispatchFailed",
    "DispatchUncertain",
    "RunRequested",
    "RevisitSet",
    "RevisitCleared",
    "ContactsLinked",
    "ContactsUnlinked",
    "ContactPlaced",
    "ContactCorrected",
    "FollowupDue",
    "TaskRaised",
    "TaskClosed",
    "OutcomeReported",
    "ActivityReported",
    "HistoryImported",
    "LlmCalled",
    "ContactErased",
    ...OTHER_STREAMS_EVENTS,
  ),
};

function actionUnder(
  event: EventOf<"ActionDecided">,
  { contact, states, past, candidate, report }: UnderCandidate & StreamBefore,
): boolean {
  const { action, reason, runId, vetoedAt } = event.payload;
  // No policy overrides a veto.
  if (vetoedAt !== undefined) return false;
  const [asked, list, flags] = [historyReadAt(event), evidenceOf(event, "suppressions"), evidenceOf(event, "flags")];
  const state = asked ? states[asked.version] : undefined;
  const run = state?.runs[runId] ?? contact.runs[runId];
  if (!asked || !list || !flags || !state || !run) return false;
  const folded = historyOf(event.streamId as Parameters<typeof historyOf>[0], state, run, asked.at);
  const recorded = recordedHistory(asked.columns, folded);
  const history = { ...recorded, mailboxWrittenAt: mailboxReadAt(event), flags: flagsOf(flags.columns) };
  const reading = { hit: list.columns["hit"] === true, revision: Number(list.columns["revision"]) };
  const scripted = decideAgain(history, reading, candidate.ladder);
  const again = scripted && underPlanOf(event, { past }, scripted);
  if (!again || (again.action === action && again.reason === reason)) return false;
  report.change("action", `${action} (${reason})`, `${again.action} (${again.reason})`);
  if (again.action === action) return false;
  // One hold fewer or more than recorded. No person has decided about an additional hold.
  report.change("hold", action === "skip" ? "none" : "preview", again.action === "skip" ? "none" : "preview");
  if (again.action !== "skip") report.unknown("hold", "never_asked");
  return true;
}

/**
 * Reports a difference when another follow-up would have become due, or the recorded one at another time. True when all later
 * events are unknown.
 */
function followupDiffers(
  before: Contact,
  { at, isMade }: { readonly at: string; readonly isMade: boolean },
  { ladderDigest, candidate, context, report }: UnderCandidate & { readonly ladderDigest: string | null },
): boolean {
  const candidateDue = followupOf(before, candidate);
  const recordedLadder = ladderDigest === null ? null : context.policies.section("ladder", ladderDigest);
  if (ladderDigest !== null && !recordedLadder && candidateDue) {
    report.unknown("followup", "policy_unknown");
    return true;
  }
  const recordedDue = recordedLadder && followupOf(before, { ladder: recordedLadder, plan: candidate.plan });
  if (!candidateDue && !recordedDue) return false;
  if (candidateDue?.dueAt === recordedDue?.dueAt && candidateDue?.sequence === recordedDue?.sequence) return false;
  const wouldBeMade = candidateDue !== null && candidateDue.dueAt <= at;
  if (!isMade && !wouldBeMade) return false;
  report.change(
    "followup",
    isMade ? `due ${recordedDue?.dueAt ?? at}` : "none yet",
    candidateDue ? `due ${candidateDue.dueAt}` : "none",
  );
  // No event records what the gate and the ladder would have read at that other time.
  if (candidateDue) report.unknown("followup", "never_asked");
  return true;
}

/** Whether a section's decisions can be derived again from the recorded events. Checks of webhooks and calls of models cannot. */
const IS_RUN_AGAIN: Readonly<Record<PolicySection, boolean>> = {
  ladder: true,
  qualify: true,
  analyze: true,
  compose: true,
  hold: true,
  ingest: false,
  titles: true,
  model: false,
  draft: false,
  score: true,
  hours: false,
  bounces: false,
  conversation: false,
  plan: false,
  grading: false,
};

/** Whether the log can say what this section of a policy would have changed. */
export const isRunAgain = (section: PolicySection): boolean => IS_RUN_AGAIN[section];

/** Sections of the candidate that differ from every policy of the log, and whose decisions cannot be derived again from events. */
export const notRunAgain = (candidate: Policy, { policies }: LogContext): readonly PolicySection[] =>
  PolicySection.options.filter(
    (section) => !IS_RUN_AGAIN[section] && policies.section(section, shortDigestOf(candidate[section])) === null,
  );
