// What can be wrong with a log, by name. A fault says where, what was expected and what was found; sentences are made at the rim.
import { z } from "zod";
import type { StreamId } from "../schema/ids.ts";

/** The names, from the outermost shell inwards. What is sealed or erased is no fault. */
export const FaultName = z.enum([
  // The log as a whole, against heads or a root given from outside.
  "root_differs",
  "stream_missing",
  "stream_truncated",
  "head_differs",
  // A row and its place.
  "body_unreadable",
  "schema_version_unknown",
  "event_invalid",
  "body_not_canonical",
  "stream_mismatch",
  "version_mismatch",
  "version_missing",
  "version_repeated",
  "version_out_of_order",
  "hash_wrong",
  "chain_broken",
  // What an event says, against the events before it.
  "time_reversed",
  "command_split",
  "stream_not_allowed",
  "writer_not_allowed",
  "source_not_allowed",
  "event_unlawful",
  // What it rests on.
  "evidence_unresolved",
  "evidence_differs",
  "claim_unevidenced",
  "policy_unknown",
  "rule_unknown",
  // What was decided, against the same decision made again.
  "gate_missing",
  "gate_differs",
  "gate_ignored",
  "veto_differs",
  "class_differs",
  "plan_differs",
  "draft_differs",
  "action_differs",
  "grade_differs",
  "followup_differs",
  // Sealed words, where a key opens them.
  "seal_broken",
  "words_invalid",
  "digest_differs",
  // What others made of the log.
  "state_differs",
  "read_model_differs",
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

/** Longer values are cut: a fault is read by people, and may not carry a whole body. */
const VALUE_CHARACTERS = 200;

/** A value as a fault shows it. */
export function shownValue(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > VALUE_CHARACTERS ? `${text.slice(0, VALUE_CHARACTERS - 1)}…` : text;
}

/** What a check tells of: which name, at which field, and the two values. */
export interface Finding {
  readonly name: FaultName;
  readonly field?: string;
  readonly expected?: unknown;
  readonly found?: unknown;
}

/** Where checks put what they find. They are called a million times for nothing to tell, so they make nothing until there is. */
export type Tell = (finding: Finding) => void;

/** Tells when two plain values differ; what is absent equals null. */
export function same(tell: Tell, name: FaultName, field: string, expected: unknown, found: unknown): void {
  if ((expected ?? null) !== (found ?? null)) tell({ name, field, expected, found });
}

export const faultAt = (streamId: StreamId | null, version: number | null, finding: Finding): Fault => ({
  name: finding.name,
  streamId,
  version,
  field: finding.field ?? null,
  expected: shownValue(finding.expected),
  found: shownValue(finding.found),
});
