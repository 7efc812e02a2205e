// Derives every veto, action, grade and follow-up again, with the functions that decided and from the recorded inputs, and compares these inputs with
// the stream. It needs no key, because every input of a rule is an open value.
import type { History } from "../schema/answers.ts";
import type { ListReading } from "../schema/commands.ts";
import { atEvent, type EventTable, nothingAt } from "../schema/event-table.ts";
import type { EventOf, Gate, StoredEvent } from "../schema/events.ts";
import type { LadderPolicy } from "../schema/policy.ts";
import type { Evidence } from "../schema/provenance.ts";
import { type Contact, followupOf, lookupsIn } from "../domain/contact/state.ts";
import { countedReports } from "../domain/contact/soft-reports.ts";
import { historyOf } from "../domain/contact/views.ts";
import { actionUnderPlan, type PlannedAction } from "../schema/task-plan.ts";
import { type ActionDecision, rungOf, writtenToMailbox } from "../domain/rules/ladder.ts";
import { vetoOf } from "../domain/rules/veto.ts";
import { OTHER_STREAMS_EVENTS } from "../schema/administrative-events.ts";
import { checkClass, checkClassCall } from "./class-again.ts";
import type { LogContext } from "./context.ts";
import { checkDraft, checkUnused } from "./draft-again.ts";
import { checkEdit } from "./edit-again.ts";
import { flagsDiffer } from "./evidence.ts";
import { byRule, compare, type Report } from "./faults.ts";
import { checkOpportunity, checkQualification } from "./grades-again.ts";
import { checkPlan, planBefore } from "./plan-again.ts";
import { checkScore } from "./score-again.ts";
import { type Columns, evidenceOf, type Placed, text, versionOf } from "./placed.ts";

/** What a decision is derived again from, and where a difference is reported. */
interface Rederivation {
  readonly placed: Placed;
  readonly context: LogContext;
  readonly report: Report;
}

export function rederive(placed: Placed, context: LogContext, report: Report): void {
  atEvent(REDERIVE, placed.event, { placed, context, report });
}

/**
 * Derives the decision of each event type again. For the other types no rule can be run again; their laws and evidence are
 * checked elsewhere.
 */
export const REDERIVE: EventTable<Rederivation, void> = {
  SignalReceived: (event, { context, report }) => checkClass(event, context, report),
  LlmCalled: (event, { placed, report }) => {
    if (event.payload.step === "classify_reply") checkClassCall(event, placed, report);
  },
  SafetyVetoed: (event, { placed, context, report }) => checkVeto(event, placed, context, report),
  PlanProposed: (event, { placed, context, report }) => checkPlan(event, placed, context, report),
  ActionDecided: (event, { placed, context, report }) => {
    checkPopulation(event, placed, report);
    if (event.payload.vetoedAt === undefined) checkAction(event, placed, context, report);
    else checkSkipOfVeto(event, event.payload.vetoedAt, placed, report);
  },
  PreviewHeld: (event, { placed, context, report }) => checkGate(event, "hold", placed, context, report),
  DraftHeld: (event, { placed, context, report }) => {
    checkGate(event, "hold", placed, context, report);
    checkDraft(event, placed, context, report);
  },
  DraftEdited: (event, { placed, context, report }) => checkEdit(event, placed, context, report),
  DraftUnused: (event, { placed, context, report }) => checkUnused(event, placed, context, report),
  DraftApproved: (event, { placed, context, report }) => checkGate(event, "approve", placed, context, report),
  DispatchClaimed: (event, { placed, context, report }) => checkGate(event, "dispatch", placed, context, report),
  QualificationGraded: (event, { context, report }) => checkQualification(event, context, report),
  OpportunityAnalyzed: (event, { context, report }) => checkOpportunity(event, context, report),
  ContactScored: (event, { placed, context, report }) => checkScore(event, placed, context, report),
  FollowupDue: (event, { placed, context, report }) => checkFollowup(event, placed, context, report),
  ContactFlagged: (event, { placed, context, report }) => {
    if (event.payload.cause === "soft_reports") checkSoftReports(event, placed, context, report);
  },
  ...nothingAt(
    "PreviewConfirmed",
    "PreviewDismissed",
    "DraftRejected",
    "HoldSnoozed",
    "HoldReassigned",
    "HoldExpired",
    "HoldVoided",
    "ApprovalVoided",
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
    "TaskRaised",
    "TaskClosed",
    "OutcomeReported",
    "ActivityReported",
    "HistoryImported",
    "ContactErased",
    ...OTHER_STREAMS_EVENTS,
  ),
};

const unevidenced = (field: string, report: Report): void => report({ name: "claim_unevidenced", field });

// The veto

function checkVeto(
  event: EventOf<"SafetyVetoed">,
  { before, past }: Placed,
  { suppressions }: LogContext,
  report: Report,
): void {
  const { where, reason, hits, revision } = event.payload;
  const list = evidenceOf(event, "suppressions");
  if (!list || !evidenceOf(event, "flags")) return unevidenced(list ? "flags" : "suppressions", report);
  // At the plan on the scripted path, the recorded hit is not compared with the log: the planner read the list at an earlier version,
  // which the event does not name. At the other places, and with a plan, the object reads the list when it decides.
  const isOwnReading = where !== "plan" || planBefore({ event, past }) !== null;
  const isListed = isOwnReading && suppressions.hit(lookupsIn(before, event.payload.runId), revision) !== null;
  const expected = vetoOf(before.flags, list.columns["hit"] === true || isListed);
  byRule(event, "rule:safety-gate@1", report);
  compare(report, "veto_differs", "payload.hits", expected?.hits.join(" ") ?? "", hits.join(" "));
  compare(report, "veto_differs", "payload.reason", expected?.reason, reason);
  compare(report, "veto_differs", "provenance.reason", reason, event.provenance.reason);
  compare(report, "veto_differs", "payload.revision", list.columns["revision"], revision);
}

type Gated = EventOf<"PreviewHeld" | "DraftHeld" | "DraftApproved" | "DispatchClaimed">;

/** Checks a passed gate: its flags must be the contact's, none may be set, and the list must have no entry of the contact at its revision. */
function checkGate(
  event: Gated,
  where: Gate["where"],
  { before }: Placed,
  { suppressions }: LogContext,
  report: Report,
): void {
  const list = evidenceOf(event, "suppressions");
  if (!list) return unevidenced("suppressions", report);
  const { gate } = event.payload;
  judgeGate(gate, where, { list, isHit: list.columns["hit"] !== false }, before, report);
  judgeList(gate.revision, lookupsIn(before, event.payload.runId), suppressions, report);
}

function judgeGate(
  gate: Gate,
  where: Gate["where"],
  { list, isHit }: { readonly list: Evidence; readonly isHit: boolean },
  before: Contact,
  report: Report,
): void {
  compare(report, "gate_differs", "payload.gate.where", where, gate.where);
  compare(report, "gate_differs", "payload.gate.revision", list.columns["revision"], gate.revision);
  const flags = flagsDiffer(gate.flags, before.flags);
  if (flags) report({ ...flags, name: "gate_differs", field: "payload.gate.flags" });
  const veto = vetoOf(before.flags, isHit);
  if (veto) report({ name: "gate_ignored", field: "payload.gate", expected: "no hit", found: veto.hits.join(" ") });
}

function judgeList(
  revision: number,
  lookups: Contact["lookups"],
  suppressions: LogContext["suppressions"],
  report: Report,
): void {
  const entry = suppressions.hit(lookups, revision);
  if (!entry) return;
  const { event, kind } = entry;
  const found = `${kind} at revision ${entry.revision}, ${event.streamId}@${event.version}`;
  report({
    name: "gate_ignored",
    field: "payload.gate.revision",
    expected: `no entry up to revision ${revision}`,
    found,
  });
}

// The action

/** Checks a skip after a veto: the skip must be the event directly after the veto, with the veto's reason. */
function checkSkipOfVeto(event: EventOf<"ActionDecided">, vetoedAt: number, { past }: Placed, report: Report): void {
  const { action, reason, gate, runId } = event.payload;
  const veto = past[vetoedAt - 1];
  if (veto?.type !== "SafetyVetoed" || veto.payload.runId !== runId || vetoedAt !== event.version - 1)
    return report({ name: "action_differs", field: "payload.vetoedAt", expected: event.version - 1, found: vetoedAt });
  byRule(event, "rule:safety-gate@1", report);
  compare(report, "action_differs", "payload.action", "skip", action);
  compare(report, "action_differs", "payload.reason", veto.payload.reason, reason);
  compare(report, "action_differs", "payload.gate", undefined, gate?.where);
}

/** A model plans for contacts that were drawn for it, and for no others. Whom the flag drew without a plan is recorded nowhere else. */
function checkPopulation(event: EventOf<"ActionDecided">, { past }: Placed, report: Report): void {
  const { runId, population } = event.payload;
  if (past.some((one) => one.type === "PlanProposed" && one.payload.runId === runId))
    compare(report, "action_differs", "payload.population", "agentic", population);
}

function checkAction(
  event: EventOf<"ActionDecided">,
  placed: Placed,
  { policies, suppressions }: LogContext,
  report: Report,
): void {
  const { contactId, before, states } = placed;
  const { action, reason, sequence, runId, gate } = event.payload;
  const [list, flags] = [evidenceOf(event, "suppressions"), evidenceOf(event, "flags")];
  if (!gate) return report({ name: "gate_missing", field: "payload.gate" });
  if (!list || !flags) return unevidenced(list ? "flags" : "suppressions", report);
  judgeGate(gate, "plan", { list, isHit: false }, before, report);
  const ladder = event.policy && policies.section("ladder", event.policy.digest);
  if (!ladder) return;

  const asked = historyReadAt(event);
  const state = asked && states[asked.version];
  const run = state?.runs[runId];
  if (asked && (!state || !run || asked.version >= event.version))
    return report({ name: "evidence_unresolved", field: "provenance.evidence.events.id", found: asked.version });
  const history = asked && state && run ? historyOf(contactId, state, run, asked.at) : null;
  const reading = { hit: list.columns["hit"] === true, revision: gate.revision };
  const mailboxWrittenAt = mailboxReadAt(event);
  // A time that is not later than the contact's own sends is none of another spelling.
  if (history && mailboxWrittenAt !== null && writtenToMailbox(mailboxWrittenAt, history) === null)
    report({ name: "evidence_differs", field: "provenance.evidence.identities.written_at", found: mailboxWrittenAt });
  const again =
    asked && history
      ? decideAgain(
          { ...recordedHistory(asked.columns, history), mailboxWrittenAt, flags: flagsOf(flags.columns) },
          reading,
          ladder,
        )
      : skipByVeto({ ...before, flags: flagsOf(flags.columns) }, reading.hit);
  const plan = planBefore(placed);
  const isPlanned = plan?.payload.arm === "reasoning";
  compare(report, "action_differs", "payload.arm", isPlanned ? "reasoning" : "scripted", event.payload.arm);
  const decided = again && underPlanOf(event, placed, again);
  byRule(event, decided?.reason === "plan_skip" ? "rule:plan@1" : "rule:ladder@1", report);
  if (!asked && again === null) return unevidenced("events", report);
  compare(report, "action_differs", "payload.action", decided?.action, action);
  compare(report, "action_differs", "payload.reason", decided?.reason, reason);
  compare(report, "action_differs", "provenance.reason", reason, event.provenance.reason);
  if (!asked || !history || !state) return;
  compare(report, "action_differs", "payload.sequence", asked.columns["sequence"], sequence);
  judgeHistory(asked.columns, flags.columns, history, report);
  // With a plan, the object read the list itself, with all digests that it had.
  judgeList(gate.revision, lookupsIn(plan ? before : state, runId), suppressions, report);
}

/** The ladder's action, changed by the decision's plan when that plan is of the arm `reasoning`. */
export function underPlanOf(
  event: EventOf<"ActionDecided">,
  { past }: Pick<Placed, "past">,
  scripted: PlannedAction,
): PlannedAction {
  const plan = planBefore({ event, past });
  return plan?.payload.arm === "reasoning" ? actionUnderPlan(plan.payload, scripted) : scripted;
}

/**
 * The skip that follows from the recorded flags and list alone. If a flag was cleared while the planner worked, the planner's skip is still valid,
 * and its event has no history.
 */
function skipByVeto({ flags }: Pick<Contact, "flags">, isListed: boolean): ActionDecision | null {
  const veto = vetoOf(flags, isListed);
  return veto && { action: "skip", reason: veto.reason };
}

/** The planner's reading of the history: at which version and time, and the recorded columns. */
export interface HistoryReading {
  readonly version: number;
  readonly at: string;
  readonly columns: Columns;
}

/** The planner's reading of the history, from the event's evidence; null when the decision needed only flags and list. */
export function historyReadAt({ streamId, provenance }: StoredEvent): HistoryReading | null {
  for (const { table, id, columns } of provenance.evidence) {
    const at = columns["asked_at"];
    const version = table === "events" && typeof at === "string" ? versionOf(streamId, id) : null;
    if (version !== null && typeof at === "string") return { version, at, columns };
  }
  return null;
}

/** When the planner read that the contact's mailbox was written to under another spelling; null when it cites no such row. */
export const mailboxReadAt = (event: StoredEvent): string | null =>
  text(evidenceOf(event, "identities")?.columns["written_at"]);

export const flagsOf = (columns: Columns): History["flags"] => ({
  do_not_contact: columns["do_not_contact"] === true,
  bounced: columns["bounced"] === true,
  unsubscribed: columns["unsubscribed"] === true,
  replied: columns["replied"] === true,
});

/** The history with the recorded values in place of the folded ones. */
export const recordedHistory = (columns: Columns, folded: History): History => ({
  ...folded,
  at: text(columns["asked_at"]) ?? folded.at,
  sequence: Number(columns["sequence"] ?? folded.sequence),
  lastSentAt: text(columns["last_sent_at"]),
  unansweredAt: text(columns["unanswered_at"]),
  sequenceClosed: columns["sequence_closed"] === true,
  beside: columns["beside"] === true,
});

/** The decision of gate and ladder for a history; null when the history contradicts itself. */
export function decideAgain(
  history: History & { readonly mailboxWrittenAt?: string | null },
  reading: ListReading,
  ladder: LadderPolicy,
): ActionDecision | null {
  const skip = skipByVeto(history, reading.hit);
  if (skip) return skip;
  return history.sequence > 0 && history.lastSentAt === null ? null : rungOf(history, ladder);
}

/** Compares the recorded history with the folded state of the version at which the planner read it. */
function judgeHistory(columns: Columns, flags: Columns, history: History, report: Report): void {
  const differing = flagsDiffer(flags, history.flags);
  if (differing) report({ ...differing, field: "provenance.evidence.flags" });
  const mustEqual = (field: string, expected: unknown, found: unknown): void =>
    compare(report, "evidence_differs", field, expected, found);
  mustEqual("provenance.evidence.events.sequence", history.sequence, columns["sequence"]);
  mustEqual("provenance.evidence.events.last_sent_at", history.lastSentAt, columns["last_sent_at"]);
  mustEqual("provenance.evidence.events.unanswered_at", history.unansweredAt, columns["unanswered_at"]);
  mustEqual("provenance.evidence.events.sequence_closed", history.sequenceClosed, columns["sequence_closed"]);
  mustEqual("provenance.evidence.events.beside", history.beside, columns["beside"]);
  mustEqual("provenance.evidence.events.remembered_runs", history.memory.length, columns["remembered_runs"]);
}

// The flag of soft delivery reports

/** Checks that so many reports counted as the policy asks for, and that the evidence is these reports. The last of them is the event before. */
function checkSoftReports(
  event: EventOf<"ContactFlagged">,
  { before }: Placed,
  { policies }: LogContext,
  report: Report,
): void {
  const { flag, on } = event.payload;
  const { evidence, reason } = event.provenance;
  byRule(event, "rule:soft-reports@1", report);
  compare(report, "flag_differs", "payload.flag", "bounced", flag);
  compare(report, "flag_differs", "payload.on", true, on);
  compare(report, "flag_differs", "provenance.reason", event.payload.cause, reason);
  compare(report, "flag_differs", "policy.section", "bounces", event.policy?.section);
  const bounces = event.policy && policies.section("bounces", event.policy.digest);
  if (!bounces) return;
  const counted = countedReports(before.softReports ?? [], event.at, bounces);
  const cited = evidence.map(({ id }) => id).join(" ");
  const expected = counted.map(({ version }) => `${event.streamId}@${version}`).join(" ");
  compare(report, "flag_differs", "provenance.evidence", expected, cited);
  if (counted.length < bounces.softReports)
    compare(report, "flag_differs", "provenance.evidence", `${bounces.softReports} reports`, `${counted.length}`);
}

// The follow-up

function checkFollowup(
  event: EventOf<"FollowupDue">,
  { before }: Placed,
  { policies }: LogContext,
  report: Report,
): void {
  const ladder = event.policy && policies.section("ladder", event.policy.digest);
  if (!ladder) return;
  // A follow-up that a plan put off cites the policy that allows it to be made again; without that it is made once.
  const cited = event.provenance.evidence.find(
    ({ table, columns }) => table === "policy" && columns["section"] === "plan",
  );
  const plan = (cited && policies.section("plan", cited.id)) ?? { putOffs: 0 };
  const due = followupOf(before, { ladder, plan });
  if (!due || due.dueAt > event.at)
    return report({ name: "followup_differs", field: "at", expected: due?.dueAt ?? "none due", found: event.at });
  compare(report, "followup_differs", "payload.sequence", due.sequence, event.payload.sequence);
}
