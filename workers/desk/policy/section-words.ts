// The sections of the policy in plain words.
import type { PolicySection } from "../../../schema/policy.ts";

const WORDS: Readonly<Record<PolicySection, string>> = {
  ladder: "Days between messages",
  qualify: "Qualified or needs review",
  analyze: "Opportunity",
  compose: "Sender and templates",
  hold: "Waiting for a person",
  ingest: "What is accepted from forms and tools",
  titles: "Titles",
  model: "Calls of models",
  draft: "What a draft may say",
  score: "Scores and markets",
  hours: "Working hours",
  bounces: "Mail that does not arrive",
  conversation: "Earlier messages that a model reads",
  plan: "Plans that put somebody off",
  grading: "Grading again",
};
export const sectionWord = (section: PolicySection): string => WORDS[section];

/** A part that decides something: a section, or a field of one (domain/people/deciding-sections.ts). Of `compose`, limits alone decide. */
export const partWord = (part: string): string =>
  part.startsWith("compose.") ? "Longest messages" : (WORDS[part as PolicySection] ?? part);
