// A draft that a model was to write: what came of it, and what is told of it. The words themselves are sealed.
import { z } from "zod";
import { ModelCall, ModelOutcome, REPLY_CHARACTERS } from "./model-call.ts";

/** What came of asking for a draft. The first two are drafts; with every other one the template was taken. */
export const DraftOutcome = z.enum([
  "written",
  /** After the one retry, which named the offences of the first. */
  "rewritten",
  /** Both drafts broke a rule. */
  "draft_refused",
  /** The reply was no draft in the form that was asked for. */
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
  /** Letters of two alphabets in one word: what looks like a word or a host and is another. */
  "mixed_scripts",
  "number_without_evidence",
  "name_without_evidence",
  /** Days and deadlines, too. */
  "promise_without_evidence",
  /** A call, a meeting, an agreement, an earlier message or an attachment that nothing speaks of. */
  "event_without_evidence",
  "evidence_unknown",
  /** Or as the program that wrote it. */
  "speaks_to_reviewer",
  /** Repeats an order that stood in the material, or says what it told to say. */
  "order_obeyed",
  /** Something of the prompt. */
  "canary",
]);
export type DraftOffence = z.infer<typeof DraftOffence>;

/** What a reviewer should look at in a draft that was kept. */
export const DraftFlag = z.enum([
  "short",
  "no_claims",
  "claim_without_evidence",
  "claim_not_in_text",
  "hidden_characters_removed",
  /** A word that promises something, told back to the person who used it, with no statement of ours behind it. */
  "promise_told_back",
]);
export type DraftFlag = z.infer<typeof DraftFlag>;

/** The name of a piece of the material. */
export const SourceRef = z.string().regex(/^S\d{1,2}$/);
/** More than a draft of its length can hold. What a model says beyond is not kept. */
export const CLAIM_LIMITS = { claims: 20, characters: 500, evidence: 10 } as const;

/** A statement of the draft, and the rows it rests on, by their `ref` in the material. */
export const DraftClaim = z.strictObject({
  text: z.string().min(1).max(CLAIM_LIMITS.characters),
  evidence: z.array(SourceRef).max(CLAIM_LIMITS.evidence),
});
export type DraftClaim = z.infer<typeof DraftClaim>;

/** One draft and one retry. */
const MOST_CALLS = 2;
/** Every cap of the material reached, and every character of it escaped, come to about 27,000: what is longer could never be recorded. */
const GIVEN_CHARACTERS = 40_000;

/** What the event says openly. */
export const Writing = z.strictObject({
  outcome: DraftOutcome,
  /** Of every draft that was refused, each once. */
  offences: z.array(DraftOffence),
  flags: z.array(DraftFlag),
  claims: z.int().min(0).max(CLAIM_LIMITS.claims),
});
export type Writing = z.infer<typeof Writing>;

/** What it says under the contact's key: all that is needed to judge the replies again. */
export const WritingWords = z.strictObject({
  /** What the model was given, with what its draft was checked against; canonical JSON. */
  given: z.string().max(GIVEN_CHARACTERS),
  /** What it said, as it said it, the first reply first. */
  replies: z.array(z.string().max(REPLY_CHARACTERS)).max(MOST_CALLS),
  claims: z.array(DraftClaim).max(CLAIM_LIMITS.claims),
});
export type WritingWords = z.infer<typeof WritingWords>;

/** As the composer hands it to the object. */
export const WrittenDraft = z.strictObject({
  ...Writing.omit({ claims: true }).shape,
  ...WritingWords.shape,
  calls: z.array(ModelCall).max(MOST_CALLS),
});
export type WrittenDraft = z.infer<typeof WrittenDraft>;

/** Whether the words are a model's; otherwise they are the template's. */
export const isModels = (outcome: DraftOutcome): boolean => outcome === "written" || outcome === "rewritten";

/** Claims that cite a row ÷ claims: what the log gives as a model's confidence. 1 where nothing is claimed. */
export const citedShare = (claims: readonly Pick<DraftClaim, "evidence">[]): number =>
  claims.length === 0 ? 1 : claims.filter(({ evidence }) => evidence.length > 0).length / claims.length;
