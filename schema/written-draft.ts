// The record of how a draft was written when a model was asked for it: the outcome in clear (`Writing`), and the words under the
// contact's key (`WritingWords`). Also when the model failed and the template was used. Judging a draft is not here.
import * as z from "zod";
import { ModelCall, ModelOutcome, REPLY_CHARACTERS } from "./model-call.ts";

/** The outcome of asking a model for a draft. The first two gave a draft; with every other one the template was used. */
export const DraftOutcome = z.enum([
  "written",
  /** The draft of the one retry, whose prompt named the offences of the first draft. */
  "rewritten",
  /** Both drafts broke a rule. */
  "draft_refused",
  /** The reply did not have the requested form. */
  "draft_unreadable",
  ...ModelOutcome.exclude(["ok"]).options,
]);
export type DraftOutcome = z.infer<typeof DraftOutcome>;

/** Rules that a refused draft broke. */
export const DraftOffence = z.enum([
  "empty",
  "too_long",
  "subject_too_long",
  "subject_not_one_line",
  "placeholder",
  "banned_phrase",
  "link",
  "markup",
  "address",
  "phone",
  /** Letters of two alphabets in one word, so that a word or a host looks like another one. */
  "mixed_scripts",
  "number_without_evidence",
  "name_without_evidence",
  /** A promise, a day or a deadline that no piece of the material has. */
  "promise_without_evidence",
  /** A call, a meeting, an agreement, an earlier message or an attachment that no piece of the material mentions. */
  "event_without_evidence",
  /** A claim cites a piece that was not in the material. */
  "evidence_unknown",
  /** The draft addresses the reviewer, or speaks of itself as a program. */
  "speaks_to_reviewer",
  /** The draft repeats an instruction that was in the material, or writes what that instruction demanded. */
  "order_obeyed",
  /** The draft contains a part of the prompt. */
  "canary",
  /** The draft accepts, waives, grants, signs, owes, admits, cancels, extends or guarantees something in our name. */
  "binds_us",
  /** The draft demands a secret, money, a document, or access to a computer. */
  "demand",
  "threat",
  "insult",
  /** The draft speaks in the name of an office, another firm or a law. */
  "false_authority",
  /** The draft admits that the person did not want to be written to. */
  "unwanted_admitted",
  /** No letter: an endless word, repeated words or sentences, a wall of marks or capitals. */
  "degenerate",
]);
export type DraftOffence = z.infer<typeof DraftOffence>;

/** What a reviewer should check in a draft that passed the rules. */
export const DraftFlag = z.enum([
  "short",
  "no_claims",
  "claim_without_evidence",
  "claim_not_in_text",
  "hidden_characters_removed",
  /** The draft repeats a promising word that the contact used, and none of our own statements makes that promise. */
  "promise_told_back",
  /** A statement about us, our duty, price, product or history is in the model's own words, and not in those of a statement of ours. */
  "about_us_reworded",
  /** A statement about the contact is in the model's own words, and not in the contact's. */
  "about_them_reworded",
  /** A statement about us, our duty, price, product or history shares no content with a cited statement of ours. */
  "about_us_unsupported",
  /** A statement about the contact is in neither their own words nor a cited row. */
  "about_them_unsupported",
]);
export type DraftFlag = z.infer<typeof DraftFlag>;

/** The name of a piece of the material: `S1`, `S2` … */
export const SourceRef = z.string().regex(/^S\d{1,2}$/);
/** Caps on a model's claims, above what a draft of the allowed length needs. Claims beyond them are dropped. */
export const CLAIM_LIMITS = { claims: 20, characters: 500, evidence: 10 } as const;

/** A statement of the draft, and the pieces of the material that support it, by their `ref`. */
export const DraftClaim = z.strictObject({
  text: z.string().min(1).max(CLAIM_LIMITS.characters),
  evidence: z.array(SourceRef).max(CLAIM_LIMITS.evidence),
});
export type DraftClaim = z.infer<typeof DraftClaim>;

/** The first draft and one retry. */
const MOST_CALLS = 2;
/** The cap on the recorded material. At every cap of its parts, with every character escaped, the material has about 27,000 characters. */
const GIVEN_CHARACTERS = 40_000;

/** The part of the record that the event's payload has in clear. */
export const Writing = z.strictObject({
  outcome: DraftOutcome,
  /** The offences of all refused drafts, each listed once. */
  offences: z.array(DraftOffence),
  flags: z.array(DraftFlag),
  claims: z.int().min(0).max(CLAIM_LIMITS.claims),
});
export type Writing = z.infer<typeof Writing>;

/** The part of the record that is sealed under the contact's key: everything that replay needs to judge the replies again. */
export const WritingWords = z.strictObject({
  /** The material: what the model was given and what its draft was checked against; canonical JSON. */
  given: z.string().max(GIVEN_CHARACTERS),
  /** The model's replies, unchanged, in order. */
  replies: z.array(z.string().max(REPLY_CHARACTERS)).max(MOST_CALLS),
  claims: z.array(DraftClaim).max(CLAIM_LIMITS.claims),
});
export type WritingWords = z.infer<typeof WritingWords>;

/** The whole record, as the composer sends it to the object. */
export const WrittenDraft = z.strictObject({
  ...Writing.omit({ claims: true }).shape,
  ...WritingWords.shape,
  calls: z.array(ModelCall).max(MOST_CALLS),
});
export type WrittenDraft = z.infer<typeof WrittenDraft>;

/** Whether a model wrote the text; otherwise the template was used. */
export const isModels = (outcome: DraftOutcome): boolean => outcome === "written" || outcome === "rewritten";

/** Claims that cite evidence ÷ all claims; 1 for a draft without claims. The confidence of drafts of judgement 1; see `confidenceOf`. */
export const citedShare = (claims: readonly Pick<DraftClaim, "evidence">[]): number =>
  claims.length === 0 ? 1 : claims.filter(({ evidence }) => evidence.length > 0).length / claims.length;
