// Opens the sealed words that a trace may contain when content is on: a plan's reply, and the text of a draft.
import { OTHER_STREAMS_EVENTS } from "../../schema/administrative-events.ts";
import type { StreamKeys } from "../../drizzle/stream-keys.ts";
import { nothingAt } from "../../schema/event-table.ts";
import type { EventType } from "../../schema/events.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { loggedStream } from "../host/logged-stream.ts";
import { noWords, type Words } from "./trace.ts";

/**
 * The sealed fields that a trace may contain, by event type. Recipient, footer and opt-out link identify the contact and are not
 * listed; nor are reviewers' reasons and a model's material.
 */
export const LEAVING_WORDS: Readonly<Record<EventType, readonly string[] | null>> = {
  PlanProposed: ["reply"],
  DraftHeld: ["subject", "body"],
  DraftEdited: ["subject", "body"],
  ...nothingAt(
    "SignalReceived",
    "ContactFlagged",
    "SafetyVetoed",
    "ActionDecided",
    "QualificationGraded",
    "OpportunityAnalyzed",
    "ContactScored",
    "DraftUnused",
    "PreviewHeld",
    "PreviewConfirmed",
    "PreviewDismissed",
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

/** Opens words with the keys in the log, which this Worker's cron can unwrap; no object is woken. */
export const traceWords =
  (keys: StreamKeys, masterKey: string) =>
  async (streamId: ContactId, rows: readonly EventRow[]): Promise<Words> => {
    const wrappedKey = await keys(streamId);
    if (wrappedKey === null) return noWords;
    const stream = loggedStream({ rows, wrappedKey, masterKey });
    return (version) => {
      const event = stream.events[version - 1];
      const fields = event ? LEAVING_WORDS[event.type] : null;
      const words = fields ? stream.open(version) : null;
      return fields && words && Object.fromEntries(fields.map((field) => [field, words[field] ?? null]));
    };
  };
