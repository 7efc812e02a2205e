// The signals of intent in an event of a contact: what a score's propensity counts. Read from open values only.
import { OTHER_STREAMS_EVENTS } from "../../schema/administrative-events.ts";
import { atEvent, type EventTable, nothingAt } from "../../schema/event-table.ts";
import type { StoredEvent } from "../../schema/events.ts";
import type { ReplyClass } from "../../schema/lists.ts";
import type { Intent } from "../../schema/score-lists.ts";
import type { IntentSignal } from "../rules/score-terms.ts";

/** The classes of messages that show an intent, or the lack of one. */
const OF_CLASS: Readonly<Partial<Record<ReplyClass, Intent>>> = {
  interested: "interested_reply",
  info_request: "info_request",
  not_interested: "not_interested",
};

/** The signals in each type of event; an import of a history has several, at the times that it states. */
export const INTENTS: EventTable<undefined, readonly IntentSignal[]> = {
  SignalReceived: ({ version, at, payload: { kind, class: ofMessage } }) => {
    const intent = kind === "lead" ? "form" : ofMessage && OF_CLASS[ofMessage];
    return intent ? [{ intent, at, version }] : [];
  },
  OutcomeReported: ({ version, at, payload }) =>
    payload.outcome === "meeting_booked" ? [{ intent: "booking", at, version }] : [],
  ActivityReported: ({ version, at, payload }) => [{ intent: payload.activity, at, version }],
  HistoryImported: ({ version, payload }) =>
    payload.messages.flatMap((message) => {
      const intent = OF_CLASS[message.class];
      return intent ? [{ intent, at: message.at, version }] : [];
    }),
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
    "LlmCalled",
    "ContactErased",
    ...OTHER_STREAMS_EVENTS,
  ),
};

export const intentsOf = (event: StoredEvent): readonly IntentSignal[] => atEvent(INTENTS, event, undefined) ?? [];
