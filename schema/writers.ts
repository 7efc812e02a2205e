// The writers that may write each type of event. The log refuses an event of another writer when it is appended; verification checks it again,
// together with what the event's payload says (replay/writers.ts).
import type { EventType } from "./events.ts";
import type { Writer } from "./lists.ts";

/** The writers that call a model. */
export const MODEL_CALLERS: readonly Writer[] = ["ingest", "planner", "composer", "scorer"];
export const ADMINISTRATORS: readonly Writer[] = ["desk", "deploy", "cron"];

/** Companies and facts are recorded by people, also through the API and the command line, and by the webhooks of enrichment tools. */
const COMPANY_WRITERS: readonly Writer[] = ["desk", "ingest"];

/** The writers that may write each event type. */
export const WRITERS: Readonly<Record<EventType, readonly Writer[]>> = {
  SignalReceived: ["ingest"],
  ContactFlagged: ["ingest", "desk", "dispatcher"],
  // The object, when an entry of the suppression list ends a run between two gates.
  SafetyVetoed: ["planner", "qualifier", "composer", "desk", "dispatcher", "object"],
  PlanProposed: ["planner"],
  ActionDecided: ["planner"],
  // The object, when an open hold is graded again.
  QualificationGraded: ["qualifier", "object"],
  OpportunityAnalyzed: ["qualifier", "object"],
  ContactScored: ["scorer"],
  PreviewHeld: ["qualifier", "object"],
  // The object, when the policy confirms previews by action or source.
  PreviewConfirmed: ["desk", "object"],
  PreviewDismissed: ["desk"],
  DraftHeld: ["composer"],
  DraftUnused: ["composer"],
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
  // The timer, on the day of a revisit.
  RunRequested: ["desk", "timer"],
  RevisitSet: ["desk"],
  RevisitCleared: ["desk"],
  ContactsLinked: ["desk"],
  ContactsUnlinked: ["desk"],
  ContactPlaced: ["desk"],
  ContactCorrected: ["desk"],
  FollowupDue: ["timer"],
  TaskRaised: ["object"],
  TaskClosed: ["desk"],
  OutcomeReported: ["ingest"],
  ActivityReported: ["ingest"],
  HistoryImported: ["ingest"],
  LlmCalled: MODEL_CALLERS,
  ContactErased: ["desk"],
  PolicyAdopted: ADMINISTRATORS,
  SourceChanged: ADMINISTRATORS,
  // The entries of an opt-out are written by the port that received the opt-out.
  SuppressionAdded: ["ingest", ...ADMINISTRATORS],
  SuppressionLifted: ADMINISTRATORS,
  ExportOpened: ADMINISTRATORS,
  // The cron counts what the ports noted.
  WordsRead: ["cron"],
  LogKeyAdopted: ADMINISTRATORS,
  RootPublished: ADMINISTRATORS,
  ReleaseJudged: ADMINISTRATORS,
  RoleChanged: ["desk"],
  TokenIssued: ["desk"],
  TokenRevoked: ["desk"],
  ActionAsked: ["desk"],
  ActionAgreed: ["desk"],
  ActionDeclined: ["desk"],
  ActionTaken: ["desk"],
  // The cron, from the row of a stop whose event was lost in a crash.
  DispatchStopped: ["desk", "cron"],
  DispatchResumed: ["desk"],
  CompanyRecorded: COMPANY_WRITERS,
  FactRecorded: COMPANY_WRITERS,
  FactRetracted: ["desk"],
  CompaniesMerged: ["desk"],
};
