// What another policy would have made otherwise, and what the log cannot tell, in words for people.
import type { Aspect, UnknownReason } from "./differences.ts";

export const ASPECT_WORDS: Readonly<Record<Aspect, string>> = {
  action: "another action",
  verdict: "another verdict",
  grade: "another grade, and the same verdict",
  opportunity: "another opportunity",
  hold: "a hold more or less, or at another time",
  followup: "a follow-up more or less, or at another time",
  text: "another text",
};

export const UNKNOWN_WORDS: Readonly<Record<UnknownReason, string>> = {
  after_a_change: "what came after a change, in a past that did not happen",
  never_asked: "what a person or a later step would have said, who was never asked",
  sealed: "what rests on words that stay sealed",
  not_recorded: "what rests on something that no event carries",
  policy_unknown: "what was decided by a policy that is not in the log",
};
