// Which writer may write which event, in which stream and with which source. The writer of an event is the port through which its command was sent.
import { atEvent, type EventTable, nothingAt } from "../schema/event-table.ts";
import type { EventType, StoredEvent } from "../schema/events.ts";
import { suppressionStreamOf } from "../schema/ids.ts";
import type { FlagCause, GatePlace, Writer } from "../schema/lists.ts";
import type { ModelStep } from "../schema/model-call.ts";
import { byPerson, byTemplate, byWebhook, sourceIn } from "../domain/evidence.ts";
import { ADMINISTRATIVE_EVENTS, COMPANY_EVENTS, streamPrefixOf } from "../schema/administrative-events.ts";
import { ADMINISTRATORS, MODEL_CALLERS, WRITERS } from "../schema/writers.ts";
import { compare, type Report } from "./faults.ts";

const VETO_WRITERS: Readonly<Record<GatePlace, readonly Writer[]>> = {
  plan: ["planner"],
  // A person confirms a preview. The object ends a run that the list covers by now.
  hold: ["qualifier", "composer", "desk", "object"],
  approve: ["desk"],
  dispatch: ["dispatcher", "object"],
};

const FLAG_WRITERS: Readonly<Record<FlagCause, readonly Writer[]>> = {
  bounce: ["ingest"],
  complaint: ["ingest"],
  unsubscribe: ["ingest"],
  reply_unsubscribe: ["ingest"],
  reply_bounced: ["ingest"],
  soft_reports: ["ingest"],
  dispatched_reply: ["dispatcher", "desk"],
  takeover: ["desk"],
  handback: ["desk"],
  history: ["ingest"],
  desk: ["desk"],
};

const CALL_WRITERS: Readonly<Record<string, readonly Writer[]>> = {
  classify_reply: ["ingest"],
  plan_tasks: ["planner"],
  write_draft: ["composer"],
  judge_role: ["scorer"],
} satisfies Record<ModelStep, readonly Writer[]>;

/** The allowed writers of an event, when its payload allows fewer than its type. Null: the writers of its type, from WRITERS. */
export const OWN_WRITERS: EventTable<undefined, readonly Writer[]> = {
  SafetyVetoed: ({ payload }) => VETO_WRITERS[payload.where],
  LlmCalled: ({ payload }) => CALL_WRITERS[payload.step] ?? MODEL_CALLERS,
  ContactFlagged: ({ payload }) => FLAG_WRITERS[payload.cause],
  PreviewConfirmed: ({ payload }) => (payload.by.startsWith("policy:") ? ["object"] : ["desk"]),
  DispatchSucceeded: ({ payload }) => (payload.by === undefined ? ["dispatcher"] : ["desk"]),
  DispatchFailed: ({ payload }) => (payload.by === undefined ? ["dispatcher"] : ["desk"]),
  ApprovalVoided: ({ payload }) => (payload.by === undefined ? ["object"] : ["desk"]),
  RunRequested: ({ payload }) => (payload.revisit === undefined ? ["desk"] : ["timer"]),
  SuppressionAdded: ({ payload }) => (payload.by === undefined ? ["ingest", "cron"] : ADMINISTRATORS),
  CompanyRecorded: ({ payload }) => writersOf(payload),
  FactRecorded: ({ payload }) => writersOf(payload),
  ...nothingAt(
    "SignalReceived",
    "PlanProposed",
    "ActionDecided",
    "QualificationGraded",
    "OpportunityAnalyzed",
    "ContactScored",
    "PreviewHeld",
    "PreviewDismissed",
    "DraftHeld",
    "DraftUnused",
    "DraftEdited",
    "DraftApproved",
    "DraftRejected",
    "HoldSnoozed",
    "HoldReassigned",
    "HoldExpired",
    "HoldVoided",
    "DispatchClaimed",
    "DispatchUncertain",
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
    "ContactErased",
    "PolicyAdopted",
    "SourceChanged",
    "SuppressionLifted",
    "ExportOpened",
    "WordsRead",
    "LogKeyAdopted",
    "RootPublished",
    "ReleaseJudged",
    "RoleChanged",
    "TokenIssued",
    "TokenRevoked",
    "ActionAsked",
    "ActionAgreed",
    "ActionDeclined",
    "ActionTaken",
    "DispatchStopped",
    "DispatchResumed",
    "FactRetracted",
    "CompaniesMerged",
  ),
};

/** A webhook's statement about a company came through ingest's port, a person's through the desk's. */
const writersOf = ({ by }: { readonly by: string }): readonly Writer[] =>
  sourceIn(by) === null ? ["desk"] : ["ingest"];

const SUPPRESSIONS = "suppressions";

/**
 * The administrative stream of each event type; SUPPRESSIONS stands for the sixteen streams of the suppression list. Null: the
 * stream of a contact or of a company.
 */
export const ADMIN_STREAMS: Readonly<Record<EventType, string | null>> = {
  PolicyAdopted: "ad_policy",
  SourceChanged: "ad_sources",
  RoleChanged: "ad_people",
  TokenIssued: "ad_people",
  TokenRevoked: "ad_people",
  ActionAsked: "ad_people",
  ActionAgreed: "ad_people",
  ActionDeclined: "ad_people",
  ActionTaken: "ad_people",
  ExportOpened: "ad_audit",
  WordsRead: "ad_audit",
  LogKeyAdopted: "ad_audit",
  RootPublished: "ad_audit",
  ReleaseJudged: "ad_releases",
  DispatchStopped: "ad_dispatch",
  DispatchResumed: "ad_dispatch",
  SuppressionAdded: SUPPRESSIONS,
  SuppressionLifted: SUPPRESSIONS,
  ...nothingAt(
    "SignalReceived",
    "ContactFlagged",
    "SafetyVetoed",
    "PlanProposed",
    "ActionDecided",
    "QualificationGraded",
    "OpportunityAnalyzed",
    "ContactScored",
    "PreviewHeld",
    "PreviewConfirmed",
    "PreviewDismissed",
    "DraftHeld",
    "DraftUnused",
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
    ...COMPANY_EVENTS,
  ),
};

function judgeStreamOf(event: StoredEvent, report: Report): void {
  const { streamId, type } = event;
  const [wanted, prefix] = [ADMIN_STREAMS[type], streamPrefixOf(type)];
  if (!streamId.startsWith(prefix))
    return report({ name: "stream_not_allowed", expected: `${prefix}…`, found: streamId });
  if (wanted === null) return;
  if (wanted !== SUPPRESSIONS && streamId !== wanted)
    return report({ name: "stream_not_allowed", expected: wanted, found: streamId });
  if (event.type === "SuppressionAdded")
    for (const { digest } of event.payload.entries) judgeDigest(digest, streamId, report);
  if (event.type === "SuppressionLifted") judgeDigest(event.payload.digest, streamId, report);
}

function judgeDigest(digest: string, streamId: string, report: Report): void {
  const own = suppressionStreamOf(digest);
  if (own !== streamId) report({ name: "stream_not_allowed", expected: own, found: streamId });
}

/** The source of an event whose payload names a webhook or a template. Null: the payload names none. */
export const NAMED_SOURCES: EventTable<undefined, string | null> = {
  SignalReceived: ({ payload }) => byWebhook(payload.source),
  OutcomeReported: ({ payload }) => byWebhook(payload.source),
  ActivityReported: ({ payload }) => byWebhook(payload.source),
  // What a person imports from a file is the person's.
  HistoryImported: ({ payload }) => (payload.by === undefined ? byWebhook(payload.source) : byPerson(payload.by)),
  CompanyRecorded: ({ payload }) => webhookIn(payload),
  FactRecorded: ({ payload }) => webhookIn(payload),
  // A draft that a model wrote has another source, which draft-again.ts checks.
  DraftHeld: ({ payload, provenance }) =>
    provenance.source.startsWith("template:") ? byTemplate(payload.template) : null,
  ...nothingAt(
    "ContactFlagged",
    "SafetyVetoed",
    "PlanProposed",
    "ActionDecided",
    "QualificationGraded",
    "OpportunityAnalyzed",
    "ContactScored",
    "PreviewHeld",
    "PreviewConfirmed",
    "PreviewDismissed",
    "DraftUnused",
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
    "LlmCalled",
    "ContactErased",
    ...ADMINISTRATIVE_EVENTS,
    "FactRetracted",
    "CompaniesMerged",
  ),
};

function webhookIn({ by }: { readonly by: string }): string | null {
  const source = sourceIn(by);
  return source === null ? null : byWebhook(source);
}

/** The source that an event must have, when the event names a person, a webhook or a template, or a timer wrote it; null otherwise. */
function sourceOf(event: StoredEvent): string | null {
  const { payload, writer } = event;
  if (writer === "timer") return "timer";
  const named = atEvent(NAMED_SOURCES, event, undefined);
  if (named !== null) return named;
  return writer === "desk" && "by" in payload && payload.by !== undefined ? byPerson(payload.by) : null;
}

/** Checks an event's stream, writer and source. */
export function judgeWriter(event: StoredEvent, report: Report): void {
  judgeStreamOf(event, report);
  const writers = atEvent(OWN_WRITERS, event, undefined) ?? WRITERS[event.type];
  if (!writers.includes(event.writer))
    report({ name: "writer_not_allowed", field: "writer", expected: writers.join("|"), found: event.writer });
  const source = sourceOf(event);
  if (source !== null) compare(report, "source_not_allowed", "provenance.source", source, event.provenance.source);
}
