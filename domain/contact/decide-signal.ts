// Decides incoming signals: lead, message, opt-out, outcome, import. The class of a message is decided before, in ingest.
import type { CommandOf } from "../../schema/commands.ts";
import type { HistorySignal, OutcomeSignal } from "../../schema/signals.ts";
import { runIdOf, taskIdOf } from "../../schema/ids.ts";
import { policyMark } from "../../schema/policy.ts";
import { ANSWERED_CLASSES, isPersons } from "../../schema/hearing.ts";
import type { Activity, SignalKind, TaskKind, Unwritable } from "../../schema/lists.ts";
import type { ContactId, RunId, SignalId } from "../../schema/ids.ts";
import { whyUnwritable } from "../writable-address.ts";
import { type OptOut, optOutOf } from "../rules/opt-out.ts";
import { cutHistory, type HistoryCut } from "./cut-times.ts";
import { modelCalled } from "./decide-call.ts";
import { byPerson, byWebhook, eventEvidence, receiptEvidence } from "../evidence.ts";
import { certain, type Circumstances, type Decided, type Decision, done } from "./decision.ts";
import { endings, raiseTask } from "./endings.ts";
import { finalReports, reportsEvidence } from "./soft-reports.ts";
import { openHold, type RecordedKinds, type Run, unfinishedRun } from "./state.ts";

type Receive = CommandOf<"ReceiveSignal">;

export function receiveSignal(command: Receive, circumstances: Circumstances): Decision {
  const { contact, list } = circumstances;
  const optOut = optOutOf(command.signal.kind, command.reply?.class);
  // The same webhook under another command id is already recorded, but not another call of a model for its class: the first class
  // stays. An opt-out that is not in force is recorded beside a signal of another kind.
  const recorded = contact.receipts[command.receipt];
  const recordedAt = recorded && recordedAs(recorded, command.signal.kind, !optOut || contact.flags[optOut.flag]);
  if (recordedAt !== undefined) return done(...calledFor(command, circumstances, recordedAt));
  // A signal of an erased contact is recorded without words while the list has the contact, and with words after a person has
  // lifted the entry.
  const isWordless = command.signal.kind === "outcome" || command.signal.kind === "activity";
  if (contact.erased && !list && !isWordless) return { needs: "list" };
  return { events: received(command, circumstances), refusal: null, isReturn: contact.erased && list?.hit === false };
}

/** The version of the event that already has this signal; undefined when it is still to be recorded. */
function recordedAs(recorded: RecordedKinds, kind: SignalKind, isSettled: boolean): number | undefined {
  const own = recorded[kind];
  return own === undefined && isSettled ? Math.max(...Object.values(recorded)) : own;
}

function received(command: Receive, circumstances: Circumstances): Decided[] {
  switch (command.signal.kind) {
    case "outcome":
      return [outcomeReported(command, command.signal)];
    case "activity":
      return [activityReported(command, command.signal.activity)];
    case "history":
      return [historyImported(command, command.signal, circumstances.at)];
    case "lead":
    case "message":
    case "bounce":
    case "complaint":
    case "unsubscribe":
      return contactSignal(command, command.signal, circumstances);
  }
}

/** Why the rules gave the class that the model should have given. */
const fallbackOf = ({ classified }: Receive): { readonly fallback?: string } =>
  classified && classified.outcome !== "ok" ? { fallback: classified.outcome } : {};

/**
 * The class, its rule, how the contact was found, and where a model was asked, what the other of the two says: so that their disagreement can be
 * counted.
 */
const replyColumns = ({ reply, conversation }: Receive): Readonly<Record<string, string>> =>
  reply
    ? {
        class: reply.class,
        rule: reply.rule,
        ...(conversation ? { conversation } : {}),
        ...(reply.byModel ? { by_model: reply.byModel } : {}),
        ...(reply.byRules ? { by_rules: reply.byRules } : {}),
        ...(reply.heardBy ? { heard_by: reply.heardBy } : {}),
      }
    : {};

const webhookWhy = (command: Receive, reason: string, cut: HistoryCut = {}) =>
  certain(
    reason,
    command.by === undefined ? byWebhook(command.source) : byPerson(command.by),
    receiptEvidence(command.receipt, {
      kind: command.signal.kind,
      ...replyColumns(command),
      ...fallbackOf(command),
      ...(command.signal.unread ? { unread: command.signal.unread.join(" ") } : {}),
      ...cut,
    }),
  );

function outcomeReported(command: Receive, { outcome, until }: OutcomeSignal): Decided {
  const payload = { receipt: command.receipt, source: command.source, outcome, until: until ?? null };
  return { type: "OutcomeReported", writer: "ingest", payload, why: webhookWhy(command, "outcome"), policy: null };
}

function activityReported(command: Receive, activity: Activity): Decided {
  const payload = { receipt: command.receipt, source: command.source, activity };
  return { type: "ActivityReported", writer: "ingest", payload, why: webhookWhy(command, "activity"), policy: null };
}

function historyImported(command: Receive, signal: HistorySignal, at: string): Decided {
  const { sends, messages, cut } = cutHistory(signal, at);
  const payload = {
    receipt: command.receipt,
    source: command.source,
    ...(command.by === undefined ? {} : { by: command.by }),
    lookups: command.lookups,
    sends,
    messages,
    flags: signal.flags,
    ...unwritableIn(signal),
  };
  return {
    type: "HistoryImported",
    writer: "ingest",
    payload,
    words: { signal },
    why: webhookWhy(command, "history", cut),
    policy: null,
  };
}

const asksForAnswer = ({ reply }: Receive): boolean => reply !== undefined && ANSWERED_CLASSES.has(reply.class);

/** What is answered to such an address, nobody reads. */
const isFromRole = ({ reply }: Receive): boolean => reply?.hearing?.marks.includes("role_sender") === true;

/** The mark of an address that no mail can be written to. The address is sealed, and a rule reads the mark. */
function unwritableIn({ email }: Pick<Receive["signal"], "email">): { readonly unwritable?: Unwritable } {
  const unwritable = whyUnwritable(email);
  return unwritable ? { unwritable } : {};
}

type PersonSignal = Exclude<Receive["signal"], { kind: "outcome" } | { kind: "activity" } | { kind: "history" }>;

function contactSignal(command: Receive, signal: PersonSignal, circumstances: Circumstances): Decided[] {
  const { contact } = circumstances;
  const replyClass = command.reply?.class;
  const isHuman = isPersons(signal.kind, replyClass);
  const startsRun = signal.kind === "lead" || (asksForAnswer(command) && !isFromRole(command));
  const optOut = optOutOf(signal.kind, replyClass);
  const current = unfinishedRun(contact);
  const isEditedHoldOpen = openHold(contact)?.edited === true;
  // A claimed message may already be sent, so a new signal does not end its run.
  const supersedes = current && isHuman && !optOut && !isEditedHoldOpen && current.step !== "claimed" ? current : null;
  const runId = startsRun ? runIdOf(command.contactId, command.signalId) : undefined;

  const signalEvent: Decided = {
    type: "SignalReceived",
    writer: "ingest",
    payload: {
      signalId: command.signalId,
      kind: signal.kind,
      source: command.source,
      receipt: command.receipt,
      lookups: command.lookups,
      ...(signal.kind === "lead" || signal.kind === "message" ? unwritableIn(signal) : {}),
      ...(replyClass ? { class: replyClass } : {}),
      ...(command.reply?.hearing ? { hearing: command.reply.hearing } : {}),
      ...(runId ? { runId } : {}),
      ...(runId && isEditedHoldOpen ? { beside: true } : {}),
      ...(supersedes ? { supersedes: supersedes.runId } : {}),
    },
    words: { signal },
    why: webhookWhy(command, signal.kind),
    policy: null,
  };
  const recorded = [signalEvent, ...calledFor(command, circumstances, contact.version + 1)];
  const forPeople = heardTasks(command, circumstances, startsRun ? null : supersedes);
  if (optOut)
    return [
      ...recorded,
      flagged(command, optOut),
      ...endings(circumstances, current, "vetoed", "object"),
      ...forPeople,
    ];
  const bounced = bouncedAtLast(command, circumstances);
  if (bounced) return [...recorded, bounced, ...endings(circumstances, current, "vetoed", "object"), ...forPeople];
  return [
    ...recorded,
    ...endings(circumstances, supersedes, "superseded", "object"),
    ...marked(command, circumstances, isHuman && !startsRun),
    ...forPeople,
  ];
}

/**
 * The tasks that a message raises for people, so that no words of a person end unseen: one that ends the conversation and says more than that or
 * comes from another address, whose owner may be a stranger to the contact, one that asks from an address that nobody reads, one that may be an
 * opt-out, one about a person who left, and a report about somebody unknown. `ended` is the run that the message ended without starting another:
 * before its hold, nobody has seen what it was to answer.
 */
function heardTasks(command: Receive, { streamId, contact }: Circumstances, ended: Run | null): Decided[] {
  const { reply, signalId, contactId } = command;
  const marks = new Set(reply?.hearing?.marks);
  const evidence = eventEvidence(streamId, contact.version + 1, { class: reply?.class ?? null });
  const raise = (kind: TaskKind, about: SignalId | RunId, runId?: RunId): Decided => {
    const taskId = taskIdOf(contactId, kind, about);
    return raiseTask({ taskId, kind, about, ...(runId ? { runId } : {}) }, evidence);
  };
  const isEnding = reply?.class === "unsubscribe" || reply?.class === "not_interested";
  const isLeftToPeople =
    (isEnding && reply.hearing && (!marks.has("alone") || marks.has("other_sender"))) ||
    (asksForAnswer(command) && isFromRole(command));
  const isReport = marks.has("machine") && (reply?.class === "bounced" || marks.has("soft_report"));
  // A run that the ladder or the plan skips has its task already, and goes on to its grades.
  const hasTask = ended && contact.tasks[taskIdOf(contactId, "inbound_unanswered", ended.runId)] !== undefined;
  const unseen = ended && ended.startedBy !== "followup" && ended.holdId === null && !hasTask ? ended : null;
  return [
    ...(isLeftToPeople ? [raise("inbound_unanswered", signalId)] : []),
    ...(unseen ? [raise("inbound_unanswered", unseen.runId, unseen.runId)] : []),
    ...(marks.has("possible_opt_out") ? [raise("possible_opt_out", signalId)] : []),
    ...(marks.has("ambiguous_person") ? [raise("ambiguous_person", signalId)] : []),
    ...(marks.has("left_company") ? [raise("left_company", signalId)] : []),
    ...(isReport && contact.version === 0 ? [raise("report_without_contact", signalId)] : []),
  ];
}

/**
 * The model call that classified the message, if there was one. It cites the message's event, at `version`, with the class that
 * followed from this call.
 */
function calledFor(
  { classified, reply, source }: Receive,
  { streamId }: Circumstances,
  version: number,
): readonly Decided[] {
  if (!classified?.call || !reply) return [];
  const signalEvidence = eventEvidence(streamId, version, { class: reply.class });
  return [modelCalled(classified.call, { writer: "ingest", source, evidence: [signalEvidence] })];
}

/**
 * Raises a task when a message that starts no run arrives at an edited hold: the hold stays, and its editor should read the
 * message.
 */
function marked(command: Receive, { streamId, contact }: Circumstances, isRemark: boolean): Decided[] {
  const hold = openHold(contact);
  if (!isRemark || !hold?.edited) return [];
  const taskId = taskIdOf(command.contactId, "hold_open", command.signalId);
  const evidence = eventEvidence(streamId, hold.openedVersion, { hold_id: hold.holdId, edited: true });
  return [raiseTask({ taskId, kind: "hold_open", about: hold.holdId, runId: hold.runId }, evidence)];
}

function flagged(command: Receive, { flag, cause }: OptOut): Decided {
  const payload = { flag, on: true, cause, ...(command.revision ? { revision: command.revision } : {}) };
  return { type: "ContactFlagged", writer: "ingest", payload, why: webhookWhy(command, cause), policy: null };
}

/**
 * The flag that a soft delivery report sets when it is the last that the policy asks for; null otherwise. The mailbox's row comes first: without its
 * revision no flag is set, and the next report is the last one again.
 */
function bouncedAtLast(command: Receive, circumstances: Circumstances): Decided | null {
  const { streamId, policy } = circumstances;
  const { revision } = command;
  const reports = revision === undefined ? null : finalReports(command, circumstances);
  if (revision === undefined || reports === null) return null;
  return {
    type: "ContactFlagged",
    writer: "ingest",
    payload: { flag: "bounced", on: true, cause: "soft_reports", revision },
    why: certain("soft_reports", "rule:soft-reports@1", ...reportsEvidence(streamId, reports)),
    policy: policyMark(policy, "bounces"),
  };
}

/**
 * Raises a task when one receipt has two bodies: the first is recorded, and the task stands with the second's contact, about the
 * letter that keeps it.
 */
export function reportConflict(command: CommandOf<"ReportConflict">, { streamId, contact }: Circumstances): Decision {
  const about = command.letterId ?? command.receipt;
  const taskId = taskIdOf(streamId as ContactId, "receipt_conflict", about);
  if (contact.tasks[taskId]) return done();
  // The evidence is the claim's row, which belongs to the first body and maybe to another contact.
  const claim = receiptEvidence(command.receipt, { source: command.source });
  return done(raiseTask({ taskId, kind: "receipt_conflict", about }, claim));
}
