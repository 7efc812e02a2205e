// The names and shape of faults: what can be wrong with a log. A fault has its position, the expected and the found value.
// fault-words.ts has the words for people.
import * as z from "zod";
import type { Rule } from "../domain/evidence.ts";
import type { StoredEvent } from "../schema/events.ts";
import { CitationFault } from "../schema/lists.ts";
import type { StreamId } from "../schema/ids.ts";

/** The fault names, from the log as a whole to single fields. Sealed or erased words are no fault. */
export const FaultName = z.enum([
  // The log as a whole, compared with heads or a root that the caller has.
  "root_differs",
  "stream_missing",
  "stream_truncated",
  "head_differs",
  // A row and its position in the stream.
  "body_unreadable",
  "schema_version_unknown",
  "event_invalid",
  "body_not_canonical",
  "version_missing",
  "version_repeated",
  "version_out_of_order",
  "hash_wrong",
  // The signatures of the log.
  "unsigned_tail",
  "log_key_unproved",
  "log_key_differs",
  // The checkpoints over the published roots.
  "checkpoint_wrong",
  "checkpoint_differs",
  // A message that was sent, which says what the log had.
  "witness_unsigned",
  // An event, compared with the events before it.
  "time_reversed",
  "command_split",
  "stream_not_allowed",
  "writer_not_allowed",
  "source_not_allowed",
  "event_unlawful",
  // An action that needs two people.
  "second_person_missing",
  "agreement_unlawful",
  // The evidence and the policy of an event.
  "evidence_unresolved",
  "evidence_differs",
  "claim_unevidenced",
  "policy_unknown",
  ...CitationFault.options,
  "rule_unknown",
  // A decision, compared with the same decision derived again.
  "gate_missing",
  "gate_differs",
  "gate_ignored",
  "veto_differs",
  "flag_differs",
  "class_differs",
  "plan_differs",
  "draft_differs",
  "action_differs",
  "grade_differs",
  "followup_differs",
  "score_differs",
  // Sealed words, when a key opens them.
  "seal_broken",
  "words_invalid",
  "digest_differs",
  // The words and keys that must be there, also without opening anything.
  "words_missing",
  "key_missing",
  "key_unusable",
  "key_left",
  // The tables and triggers of the databases.
  "schema_differs",
  // Data derived from the log: the object's state and the read models.
  "state_differs",
  "object_unreadable",
  "object_differs",
  "object_behind",
  "object_silent",
  "log_behind",
  "read_model_differs",
  // Rows beside the log: the suppression list, the CRM, the outbox.
  "list_row_missing",
  "list_row_unlogged",
  "list_row_differs",
  "contact_row_missing",
  "contact_row_differs",
  "company_row_missing",
  "company_row_differs",
  "company_row_unlogged",
  "source_row_missing",
  "source_row_differs",
  "source_row_unlogged",
  "dispatching_row_missing",
  "dispatching_row_resumed",
  "dispatching_row_unlogged",
  "dispatching_row_differs",
  "receipt_missing",
  "receipt_differs",
  "outbox_row_missing",
  "outbox_row_differs",
  "outbox_row_unlogged",
]);
export type FaultName = z.infer<typeof FaultName>;

export interface Fault {
  readonly name: FaultName;
  /** Null for a fault of the whole log. */
  readonly streamId: StreamId | null;
  readonly version: number | null;
  readonly field: string | null;
  readonly expected: string | null;
  readonly found: string | null;
}

/** Longer values are cut, because people read faults, and a fault must not contain a whole body. */
const VALUE_CHARACTERS = 200;

/** A value as a fault shows it. */
export function shownValue(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > VALUE_CHARACTERS ? `${text.slice(0, VALUE_CHARACTERS - 1)}…` : text;
}

/** What a check reports, before its position is known: the fault's name, the field and the two values. */
export interface Finding {
  readonly name: FaultName;
  readonly field?: string;
  readonly expected?: unknown;
  readonly found?: unknown;
}

/**
 * Receives a finding. Checks call a function instead of returning lists, because they run millions of times without a finding and must not
 * allocate anything then.
 */
export type Report = (finding: Finding) => void;

/** Reports a finding when two plain values differ. Undefined equals null. */
export function compare(report: Report, name: FaultName, field: string, expected: unknown, found: unknown): void {
  if ((expected ?? null) !== (found ?? null)) report({ name, field, expected, found });
}

/** Checks that `rule` decided the event. */
export const byRule = ({ provenance }: StoredEvent, rule: Rule, report: Report): void =>
  compare(report, "rule_unknown", "provenance.source", rule, provenance.source);

export const faultAt = (streamId: StreamId | null, version: number | null, finding: Finding): Fault => ({
  name: finding.name,
  streamId,
  version,
  field: finding.field ?? null,
  expected: shownValue(finding.expected),
  found: shownValue(finding.found),
});
