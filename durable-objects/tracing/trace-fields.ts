// Lists which fields of an event a trace may contain: ids, digests, numbers and words of closed lists. A name of a lead or a
// colleague and a text of a form, fact, model or reviewer are never listed. A field that is not listed is not sent.
import { OTHER_STREAMS_EVENTS } from "../../schema/administrative-events.ts";
import { nothingAt } from "../../schema/event-table.ts";
import type { EventType, PayloadOf, StoredEvent } from "../../schema/events.ts";

type Fields = Readonly<Record<string, unknown>>;

type Shown = {
  readonly [T in EventType]: { readonly as: string; readonly fields: readonly (keyof PayloadOf<T>)[] } | null;
};

/** The name of an event's span, and the fields that it shows. Null: the event is not part of a run. */
export const SHOWN: Shown = {
  SignalReceived: {
    as: "receive_signal",
    fields: ["signalId", "kind", "source", "receipt", "class", "runId", "beside", "supersedes"],
  },
  RunRequested: { as: "request_run", fields: ["runId", "about", "supersedes", "revisit"] },
  RevisitSet: { as: "set_revisit", fields: ["runId", "on"] },
  RevisitCleared: { as: "clear_revisit", fields: ["runId"] },
  FollowupDue: { as: "followup_due", fields: ["runId", "sequence"] },
  SafetyVetoed: { as: "safety_veto", fields: ["where", "reason", "hits", "revision", "holdId", "digest"] },
  LlmCalled: {
    as: "call_model",
    fields: [
      "step",
      "model",
      "promptDigest",
      "tokensIn",
      "tokensCached",
      "tokensOut",
      "costMicroDollars",
      "latencyMs",
      "outcome",
    ],
  },
  PlanProposed: {
    as: "plan_tasks",
    fields: ["arm", "stages", "proposed", "dropped", "fallback", "skipReason", "until"],
  },
  ActionDecided: {
    as: "decide_action",
    fields: ["arm", "population", "action", "reason", "sequence", "gate", "vetoedAt"],
  },
  QualificationGraded: { as: "qualify", fields: ["verdict", "basisPoints", "increments", "planned"] },
  // The kinds of facts are another system's words, so they are not listed.
  OpportunityAnalyzed: { as: "analyze_opportunity", fields: ["basisPoints", "planned"] },
  PreviewHeld: { as: "hold_preview", fields: ["holdId", "action", "expiresAt", "gate"] },
  PreviewConfirmed: { as: "confirm_preview", fields: ["holdId"] },
  PreviewDismissed: { as: "dismiss_preview", fields: ["holdId"] },
  DraftHeld: {
    as: "hold_draft",
    fields: ["draftId", "holdId", "digest", "template", "action", "expiresAt", "gate", "writing"],
  },
  DraftUnused: { as: "keep_unused_draft", fields: ["writing"] },
  DraftEdited: { as: "edit_draft", fields: ["draftId", "holdId", "digest", "replaces", "change"] },
  DraftApproved: { as: "approve_draft", fields: ["draftId", "holdId", "approvalId", "digest", "gate"] },
  DraftRejected: { as: "reject_draft", fields: ["draftId", "holdId", "reason"] },
  HoldSnoozed: { as: "snooze_hold", fields: ["holdId", "until", "expiresAt"] },
  HoldReassigned: { as: "reassign_hold", fields: ["holdId"] },
  HoldExpired: { as: "expire_hold", fields: ["holdId"] },
  HoldVoided: { as: "void_hold", fields: ["holdId", "cause"] },
  ApprovalVoided: { as: "void_approval", fields: ["approvalId", "draftId", "cause"] },
  DispatchClaimed: {
    as: "claim_dispatch",
    fields: ["approvalId", "draftId", "digest", "provider", "idempotencyKey", "gate"],
  },
  DispatchSucceeded: { as: "dispatch", fields: ["approvalId", "draftId", "provider"] },
  DispatchFailed: { as: "dispatch", fields: ["approvalId", "draftId", "provider", "reason"] },
  DispatchUncertain: { as: "dispatch", fields: ["approvalId", "draftId", "provider", "reason"] },
  TaskRaised: { as: "raise_task", fields: ["taskId", "kind"] },
  TaskClosed: { as: "close_task", fields: ["taskId", "how"] },
  ContactErased: { as: "erase_contact", fields: [] },
  ...nothingAt(
    "ContactFlagged",
    "ContactScored",
    "ContactsLinked",
    "ContactsUnlinked",
    "ContactPlaced",
    "ContactCorrected",
    "OutcomeReported",
    "ActivityReported",
    "HistoryImported",
    ...OTHER_STREAMS_EVENTS,
  ),
};

/** The inputs and outputs of an event's span: its position and provenance, and the fields of its payload that `SHOWN` lists. */
export function fieldsOf(event: StoredEvent): { readonly inputs: Fields; readonly outputs: Fields } {
  const { streamId, version, commandId, writer, provenance, policy } = event;
  const payload: Fields = event.payload;
  const fields: readonly string[] = SHOWN[event.type]?.fields ?? [];
  return {
    inputs: {
      event: `${streamId}@${version}`,
      commandId,
      writer,
      confidence: provenance.confidence,
      reason: provenance.reason,
      // A `human:` source has a person's name.
      source: provenance.source.startsWith("human:") ? "human" : provenance.source,
      ...rowsCounted(provenance.evidence),
      ...(policy ? { policy } : {}),
    },
    outputs: Object.fromEntries(fields.filter((field) => field in payload).map((field) => [field, payload[field]])),
  };
}

/** The name of a span; a model's call is named after its step. */
export const nameOfSpan = (event: StoredEvent): string =>
  event.type === "LlmCalled" ? `call_model:${event.payload.step}` : (SHOWN[event.type]?.as ?? event.type);

export function kindOf({ type }: StoredEvent): "chain" | "llm" | "tool" {
  if (type === "LlmCalled") return "llm";
  return type === "DispatchSucceeded" || type === "DispatchFailed" || type === "DispatchUncertain" ? "tool" : "chain";
}

/** Tokens and costs in the fields that LangSmith reads; costs in dollars. */
export function usageOf(event: StoredEvent): Fields {
  if (event.type !== "LlmCalled") return {};
  const { model, tokensIn, tokensCached, tokensOut, costMicroDollars } = event.payload;
  return {
    ls_model_name: model,
    ls_model_type: "chat",
    usage_metadata: {
      input_tokens: tokensIn,
      output_tokens: tokensOut,
      total_tokens: tokensIn + tokensOut,
      input_token_details: { cache_read: tokensCached },
      total_cost: costMicroDollars / 1_000_000,
    },
  };
}

export function failureOf(event: StoredEvent): string | null {
  if (event.type === "LlmCalled") return event.payload.outcome === "ok" ? null : event.payload.outcome;
  return event.type === "DispatchFailed" || event.type === "DispatchUncertain" ? event.payload.reason : null;
}

/**
 * The rows of evidence, counted by table: row ids come from other systems. A row that says that nothing was found (`found: false`) is no row of the
 * table, so it is counted apart, under `absent`.
 */
function rowsCounted(rows: StoredEvent["provenance"]["evidence"]): Fields {
  const [absent, found] = [rows.filter(isAbsence), rows.filter((row) => !isAbsence(row))].map((own) =>
    countBy(own.map(({ table }) => table)),
  );
  return { evidence: found, ...(Object.keys(absent ?? {}).length > 0 ? { absent } : {}) };
}
const isAbsence = ({ columns }: { readonly columns: Fields }): boolean => columns["found"] === false;

const countBy = (words: readonly string[]): Fields =>
  Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, own]) => [word, own.length]));
