// The result of a what-if as data: what a candidate policy would change, and what the log cannot answer. what-if.ts finds the
// differences; difference-words.ts has their words.
import * as z from "zod";
import type { RunId, StreamId } from "../schema/ids.ts";

/** What differs. `grade`: other points with the same verdict. `score`: another composite with the same tier. `followup`: whether or when a follow-up becomes due. */
export const Aspect = z.enum([
  "action",
  "verdict",
  "grade",
  "opportunity",
  "tier",
  "score",
  "hold",
  "followup",
  "text",
]);
export type Aspect = z.infer<typeof Aspect>;

export interface Change {
  readonly streamId: StreamId;
  readonly runId: RunId | null;
  readonly version: number;
  readonly at: string;
  readonly aspect: Aspect;
  readonly from: string;
  readonly to: string;
}

/**
 * Why the log cannot answer. `after_a_change`: after an earlier change of this contact the later events would have been different.
 * `never_asked`: a model or a person would have been asked, and was not. `sealed`: the answer depends on words that stay sealed.
 * `not_recorded`: the answer depends on data in no event. `policy_unknown`: the log does not have the policy of the decision.
 */
export const UnknownReason = z.enum(["after_a_change", "never_asked", "sealed", "not_recorded", "policy_unknown"]);
export type UnknownReason = z.infer<typeof UnknownReason>;

export interface Unknown {
  readonly streamId: StreamId;
  readonly runId: RunId | null;
  readonly version: number;
  readonly at: string;
  readonly aspect: Aspect;
  readonly why: UnknownReason;
}

/** Collects the differences at one event. */
export interface DifferenceReport {
  change(aspect: Aspect, from: string, to: string): void;
  unknown(aspect: Aspect, why: UnknownReason): void;
}
