// The closed lists of written-draft.ts as plain English, for the desk and the CLI. The codes themselves stay in written-draft.ts.
import { type DraftFlag, type DraftOffence, type DraftOutcome, isModels, type Writing } from "./written-draft.ts";

const OUTCOMES: Readonly<Record<DraftOutcome, string>> = {
  written: "a model wrote it",
  rewritten: "a model wrote it, at the second attempt",
  draft_refused: "each draft of the model broke a rule",
  draft_unreadable: "the model’s answer could not be read as a draft",
  timeout: "the model took too long",
  rate_limited: "the model’s provider limited the number of requests",
  unavailable: "the model could not be reached",
  refused: "the model’s provider refused the request",
  cut_off: "the model’s answer was too long",
  empty: "the model’s answer was empty",
  malformed: "the model’s answer did not have the requested form",
  over_budget: "the budget for models was used up",
  breaker_open: "the model had failed several times just before, so it was not called",
  not_configured: "no model is configured",
};
export const outcomeWord = (outcome: DraftOutcome): string => OUTCOMES[outcome];

const OFFENCES: Readonly<Record<DraftOffence, string>> = {
  empty: "the text was empty",
  too_long: "the text was too long",
  subject_too_long: "the subject was too long",
  subject_not_one_line: "the subject was not one line",
  placeholder: "a placeholder was not filled in",
  banned_phrase: "a phrase that the policy bans",
  link: "a link to a host that is not allowed",
  markup: "markup, or an image",
  address: "an address that is neither the contact’s nor ours",
  phone: "a phone number that is neither the contact’s nor ours",
  mixed_scripts: "letters of two alphabets in one word",
  number_without_evidence: "a number that is in no row of the evidence",
  name_without_evidence: "a name that is in no row of the evidence",
  promise_without_evidence: "a promise that we do not make, or a day that is in no row of the evidence",
  event_without_evidence: "a call, a meeting, an agreement or an attachment that did not exist",
  evidence_unknown: "a claim that cites a row the model was not given",
  speaks_to_reviewer: "words for the reviewer instead of the contact",
  order_obeyed:
    "text that an instruction in the contact’s message demanded, or a whole sentence copied from that message",
  canary: "words of the prompt, which must stay internal",
  binds_us: "words that bind us: they accept, waive, grant, sign, owe, admit, cancel, extend or guarantee something",
  demand: "a demand for a secret, money, a document or access to a computer",
  threat: "a threat",
  insult: "an insult",
  false_authority: "words in the name of an authority, another firm or a law",
  unwanted_admitted: "words that say the contact did not want to be written to",
  degenerate: "text that is no letter: repeated words, walls of marks or capitals",
};
export const offenceWord = (offence: DraftOffence): string => OFFENCES[offence];

const FLAGS: Readonly<Record<DraftFlag, string>> = {
  short: "The text is shorter than usual for such a message",
  no_claims: "The model listed no claims for the text",
  claim_without_evidence: "A claim that the model listed cites no evidence",
  claim_not_in_text: "A claim that the model listed is not in the text",
  hidden_characters_removed: "Hidden characters were removed from the text",
  promise_told_back:
    "The text repeats a promise in the contact’s own words, and no statement of ours makes this promise",
  about_us_reworded: "The text says something about us in other words than a statement of ours: compare both",
  about_them_reworded: "The text says something about the contact in other words than theirs: compare both",
  about_us_unsupported: "The text says something about us that no cited statement of ours says",
  about_them_unsupported: "The text says something about the contact that neither their own words nor a cited row say",
};
export const draftFlagWord = (flag: DraftFlag): string => FLAGS[flag];

/** How the text was written, as a sentence without its full stop: `The template initial was used: the model took too long`. */
export function writtenBy({ outcome }: Pick<Writing, "outcome">, template: string): string {
  const how = outcomeWord(outcome);
  return isModels(outcome)
    ? `${how.slice(0, 1).toUpperCase()}${how.slice(1)}`
    : `The template ${template} was used: ${how}`;
}
