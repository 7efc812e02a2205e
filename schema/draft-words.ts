// How a draft came about, in plain English: the closed lists of written-draft.ts for whoever shows them to people.
import { type DraftFlag, type DraftOffence, type DraftOutcome, isModels, type Writing } from "./written-draft.ts";

const OUTCOMES: Readonly<Record<DraftOutcome, string>> = {
  written: "a model wrote it",
  rewritten: "a model wrote it, at the second attempt",
  draft_refused: "each draft of the model broke a rule",
  draft_unreadable: "what the model said was no draft",
  timeout: "the model took too long",
  rate_limited: "the model had too much to do",
  unavailable: "the model could not be reached",
  refused: "the model’s provider refused the request",
  cut_off: "the model’s answer was too long",
  empty: "the model said nothing",
  malformed: "the model’s answer had not the form that was asked for",
  over_budget: "the budget for models was used up",
  breaker_open: "the model had failed too often just before",
  not_configured: "no model is configured",
};
export const outcomeWord = (outcome: DraftOutcome): string => OUTCOMES[outcome];

const OFFENCES: Readonly<Record<DraftOffence, string>> = {
  empty: "nothing was written",
  too_long: "the text was too long",
  subject_too_long: "the subject was too long",
  subject_not_one_line: "the subject was not one line",
  placeholder: "a placeholder was left in it",
  banned_phrase: "a phrase that we do not use",
  link: "a link to a place that is not allowed",
  markup: "markup, or an image",
  address: "an address that is neither theirs nor ours",
  phone: "a phone number that is neither theirs nor ours",
  mixed_scripts: "letters of two alphabets in one word",
  number_without_evidence: "a number that no row has",
  name_without_evidence: "a name that no row has",
  promise_without_evidence: "a promise that we do not make, or a day that nobody set",
  event_without_evidence: "a call, a meeting, an agreement or an attachment that there was not",
  evidence_unknown: "a claim that cites a row nobody showed",
  speaks_to_reviewer: "words for the reviewer instead of the person",
  order_obeyed: "what an order in the person’s own words told to write, or a whole sentence of theirs",
  canary: "words that are no business of anybody outside",
};
export const offenceWord = (offence: DraftOffence): string => OFFENCES[offence];

const FLAGS: Readonly<Record<DraftFlag, string>> = {
  short: "Shorter than such a message usually is",
  no_claims: "The model named nothing that the text rests on",
  claim_without_evidence: "A claim that the model names rests on nothing",
  claim_not_in_text: "A claim that the model names is not in the text",
  hidden_characters_removed: "Hidden characters were taken out of it",
  promise_told_back: "The person’s own word for a promise stands in it, and no statement of ours makes it",
};
export const draftFlagWord = (flag: DraftFlag): string => FLAGS[flag];

/** Who wrote the words, as a sentence without its full stop: `The template initial stands in: the model took too long`. */
export function writtenBy({ outcome }: Pick<Writing, "outcome">, template: string): string {
  const how = outcomeWord(outcome);
  return isModels(outcome)
    ? `${how.slice(0, 1).toUpperCase()}${how.slice(1)}`
    : `The template ${template} stands in: ${how}`;
}
