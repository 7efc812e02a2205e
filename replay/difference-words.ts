// The aspects and reasons of differences.ts as plain English, for the CLI and the desk.
import type { Aspect, UnknownReason } from "./differences.ts";

export const ASPECT_WORDS: Readonly<Record<Aspect, string>> = {
  action: "another action",
  verdict: "another verdict",
  grade: "another grade, and the same verdict",
  opportunity: "another opportunity",
  tier: "another tier",
  score: "another score, and the same tier",
  hold: "one hold more or fewer, or another time of a hold",
  followup: "one follow-up more or fewer, or another time of a follow-up",
  text: "another text",
};

export const UNKNOWN_WORDS: Readonly<Record<UnknownReason, string>> = {
  after_a_change: "events after a change, because the past would have been different",
  never_asked: "the decision of a person or a later step that did not take place",
  sealed: "decisions that depend on sealed words",
  not_recorded: "decisions that depend on data in no event",
  policy_unknown: "decisions by a policy that is not in the log",
};
