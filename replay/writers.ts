// Who may write what: the table of the architecture, with what an event says about itself. The port a command comes through is its writer.
import type { EventType, StoredEvent } from "../schema/events.ts";
import { suppressionStreamOf } from "../schema/ids.ts";
import type { FlagCause, GatePlace, Writer } from "../schema/lists.ts";
import type { ModelStep } from "../schema/model-call.ts";
import { human } from "../domain/contact/decision.ts";
import { same, type Tell } from "./faults.ts";

/** Callers of a model. */
const THINKERS: readonly Writer[] = ["ingest", "planner", "composer", "scorer"];
const ADMINISTRATORS: readonly Writer[] = ["desk", "deploy", "cron"];

export const WRITERS: Readonly<Record<EventType, readonly Writer[]>> = {
  SignalReceived: ["ingest"],
  ContactFlagged: ["ingest", "desk", "dispatcher"],
  SafetyVetoed: ["planner", "qualifier", "composer", "desk", "dispatcher"],
  PlanProposed: ["planner"],
  ActionDecided: ["planner"],
  QualificationGraded: ["qualifier"],
  OpportunityAnalyzed: ["qualifier"],
  ContactScored: ["scorer"],
  PreviewHeld: ["qualifier"],
  // The object, where a policy releases previews by action or source.
  PreviewConfirmed: ["desk", "object"],
  PreviewDismissed: ["desk"],
  DraftHeld: ["composer"],
  DraftEdited: ["desk"],
  DraftApproved: ["desk"],
  DraftRejected: ["desk"],
  HoldSnoozed: ["desk"],
  HoldReassigned: ["desk"],
  HoldExpired: ["timer"],
  HoldVoided: ["object", "desk"],
  ApprovalVoided: ["object", "desk"],
  DispatchClaimed: ["dispatcher"],
  DispatchSucceeded: ["dispatcher", "desk"],
  DispatchFailed: ["dispatcher", "desk"],
  DispatchUncertain: ["dispatcher"],
  RunRequested: ["desk"],
  ContactsLinked: ["desk"],
  ContactsUnlinked: ["desk"],
  FollowupDue: ["timer"],
  TaskRaised: ["object"],
  TaskClosed: ["desk"],
  OutcomeReported: ["ingest"],
  HistoryImported: ["ingest"],
  LlmCalled: THINKERS,
  ContactErased: ["desk"],
  PolicyAdopted: ADMINISTRATORS,
  SourceChanged: ADMINISTRATORS,
  // An opt-out's entries are written by whoever hears of it.
  SuppressionAdded: ["ingest", ...ADMINISTRATORS],
  SuppressionLifted: ADMINISTRATORS,
  ExportOpened: ADMINISTRATORS,
  RootPublished: ADMINISTRATORS,
  ReleaseJudged: ADMINISTRATORS,
  RoleChanged: ADMINISTRATORS,
};

const VETO_WRITERS: Readonly<Record<GatePlace, readonly Writer[]>> = {
  plan: ["planner"],
  hold: ["qualifier", "composer"],
  approve: ["desk"],
  dispatch: ["dispatcher"],
};

const FLAG_WRITERS: Readonly<Record<FlagCause, readonly Writer[]>> = {
  bounce: ["ingest"],
  complaint: ["ingest"],
  unsubscribe: ["ingest"],
  reply_unsubscribe: ["ingest"],
  reply_bounced: ["ingest"],
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
} satisfies Record<ModelStep, readonly Writer[]>;

/** The writers that could have written this very event. */
function writersOf(event: StoredEvent): readonly Writer[] {
  switch (event.type) {
    case "SafetyVetoed":
      return VETO_WRITERS[event.payload.where];
    case "LlmCalled":
      return CALL_WRITERS[event.payload.step] ?? THINKERS;
    case "ContactFlagged":
      return FLAG_WRITERS[event.payload.cause];
    case "PreviewConfirmed":
      return event.payload.by.startsWith("policy:") ? ["object"] : ["desk"];
    case "DispatchSucceeded":
    case "DispatchFailed":
      return event.payload.by === undefined ? ["dispatcher"] : ["desk"];
    case "ApprovalVoided":
      return event.payload.by === undefined ? ["object"] : ["desk"];
    case "SuppressionAdded":
      return event.payload.by === undefined ? ["ingest", "cron"] : ADMINISTRATORS;
    default:
      return WRITERS[event.type];
  }
}

/** Administrative streams by the events they hold. */
const ADMIN_STREAMS: Partial<Readonly<Record<EventType, string>>> = {
  PolicyAdopted: "ad_policy",
  SourceChanged: "ad_sources",
  RoleChanged: "ad_people",
  ExportOpened: "ad_audit",
  RootPublished: "ad_audit",
  ReleaseJudged: "ad_releases",
};

/** The sixteen streams of the suppression list, by a digest's first digit. */
const OWN_STREAMS = new Map([..."0123456789abcdef"].map((digit) => [digit, suppressionStreamOf(digit)]));

const ADMINISTRATIVE: ReadonlySet<string> = new Set([
  ...Object.keys(ADMIN_STREAMS),
  "SuppressionAdded",
  "SuppressionLifted",
]);

function judgeStreamOf(event: StoredEvent, tell: Tell): void {
  const { streamId, type } = event;
  const isAdministrative = ADMINISTRATIVE.has(type);
  if (streamId.startsWith("ct_") === isAdministrative)
    return tell({ name: "stream_not_allowed", expected: isAdministrative ? "ad_…" : "ct_…", found: streamId });
  if (!isAdministrative) return;
  const wanted = ADMIN_STREAMS[type];
  if (wanted !== undefined && streamId !== wanted)
    return tell({ name: "stream_not_allowed", expected: wanted, found: streamId });
  if (event.type === "SuppressionAdded")
    for (const { digest } of event.payload.entries) judgeDigest(digest, streamId, tell);
  if (event.type === "SuppressionLifted") judgeDigest(event.payload.digest, streamId, tell);
}

function judgeDigest(digest: string, streamId: string, tell: Tell): void {
  const own = OWN_STREAMS.get(digest.slice(0, 1));
  if (own !== streamId) tell({ name: "stream_not_allowed", expected: own, found: streamId });
}

/** What the event's source must be, where the event itself names a person, a webhook or the clock. */
function sourceOf(event: StoredEvent): string | null {
  const { payload, writer } = event;
  if (writer === "timer") return "timer";
  switch (event.type) {
    case "SignalReceived":
    case "OutcomeReported":
    case "HistoryImported":
      return `webhook:${event.payload.source}`;
    case "DraftHeld":
      // Words that no template gave have another source, and say which.
      return event.provenance.source.startsWith("template:") ? `template:${event.payload.template}` : null;
    default:
      return writer === "desk" && "by" in payload && payload.by !== undefined ? human(payload.by) : null;
  }
}

/** Whether the event stands where it may, and comes from whom it may. */
export function judgeWriter(event: StoredEvent, tell: Tell): void {
  judgeStreamOf(event, tell);
  const writers = writersOf(event);
  if (!writers.includes(event.writer))
    tell({ name: "writer_not_allowed", field: "writer", expected: writers.join("|"), found: event.writer });
  const source = sourceOf(event);
  if (source !== null) same(tell, "source_not_allowed", "provenance.source", source, event.provenance.source);
}
