// What another policy would have made of the log: what changes, and what the log cannot tell.
import type { RunId, StreamId } from "../schema/ids.ts";

/** `grade` is a change of points that leaves the verdict; `followup` one of whether or when a reminder comes due. */
export type Aspect = "action" | "verdict" | "grade" | "opportunity" | "hold" | "followup" | "text";

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
 * Why the log cannot tell. `after_a_change`: an earlier change of this contact leads into a past that did not happen.
 * `never_asked`: a plan or a person would have been asked then, and was not. `sealed`: it rests on words that stay closed.
 * `not_recorded`: it rests on something no event carries. `policy_unknown`: nobody knows what it was decided by.
 */
export type UnknownReason = "after_a_change" | "never_asked" | "sealed" | "not_recorded" | "policy_unknown";

export interface Unknown {
  readonly streamId: StreamId;
  readonly runId: RunId | null;
  readonly version: number;
  readonly at: string;
  readonly aspect: Aspect;
  readonly why: UnknownReason;
}

/** Where what differs is told, at an event. */
export interface Telling {
  change(aspect: Aspect, from: string, to: string): void;
  unknown(aspect: Aspect, why: UnknownReason): void;
}
