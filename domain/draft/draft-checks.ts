// Runs every rule on a model's draft and returns the names of the rules that it broke. Pure: replay runs the same checks and gets
// the same offences.
import { hiddenCount } from "../visible-text.ts";
import type { DraftPolicy, Policy } from "../../schema/policy.ts";
import type { DraftClaim, DraftFlag, DraftOffence } from "../../schema/written-draft.ts";
import { foreignNumbersIn, hasForeignDate, hasForeignEvent, isHedged, promisesIn } from "./check-claims.ts";
import { hasForeignAddress, hasForeignLink, hasForeignPhone, hasMarkup } from "./check-links.ts";
import { hasForeignName } from "./check-names.ts";
import { claimsAuthority } from "./conduct/authority.ts";
import { bindsUs } from "./conduct/binding.ts";
import { demands } from "./conduct/demands.ts";
import { insults } from "./conduct/insults.ts";
import { threatens } from "./conduct/threats.ts";
import { admitsUnwanted } from "./conduct/unwanted.ts";
import { isDegenerate } from "./check-form.ts";
import { type Reworded, rewordedIn } from "./check-own-words.ts";
import { isStatedBy, statementsIn } from "./check-statements.ts";
import {
  copiesRun,
  copiesSentence,
  isCopiedSentence,
  hasCanary,
  obeysOrder,
  obeysOrderOfFirst,
  speaksToReviewer,
} from "./check-voice.ts";
import { withoutContactDetails } from "./contact-details.ts";
import { comparedIn } from "./doubts.ts";
import { type Ground, groundOf } from "./draft-ground.ts";
import { prefixOf } from "./draft-prompt.ts";
import {
  fold,
  hasAnyPhrase,
  hasMixedWord,
  plainWord,
  plainWords,
  type Sentence,
  sentencesOf,
  wordsOf,
} from "./draft-text.ts";
import { type DraftMaterial, FIRST_JUDGEMENT, SECOND_JUDGEMENT, THIRD_JUDGEMENT } from "./given.ts";
import { figuresIn } from "./numbers.ts";

/** A draft as it would be sent, and what of it is the model's own. */
export interface Drafted {
  readonly subject: string;
  readonly body: string;
  /** As the model wrote them. */
  readonly rawSubject: string;
  readonly rawBody: string;
  readonly claims: readonly DraftClaim[];
  /** Without the statements that code put in. Rules about what a text says judge the model's words, rules about its form the whole. */
  readonly own: { readonly body: string; readonly claims: readonly DraftClaim[] };
}

export interface CheckResult {
  readonly offences: readonly DraftOffence[];
  readonly flags: readonly DraftFlag[];
}

/** Control characters and line breaks: they would begin another mail header. */
const NOT_IN_A_SUBJECT = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const PLACEHOLDER =
  /\{\{|\}\}|\$\{|\[[\p{L}_][^\]\n]{0,60}\]|<[\p{L}_][\p{L}_ -]{0,40}>|%[\p{L}_]{3,30}%|\*\||_{3,}|(?<!\p{L})(?:X{2,}|TBD|TBA|TBC|TODO|N\.N\.|lorem ipsum|insert (?:name|company|date|price|link)|(?:first|last)_?name)(?!\p{L})/u;

export function checkDraft(
  draft: Drafted,
  given: DraftMaterial,
  policy: Pick<Policy, "compose" | "draft">,
): CheckResult {
  const { compose, draft: limits } = policy;
  const { claims } = draft;
  const subject = fold(draft.subject);
  const body = fold(draft.body);
  const own = fold(draft.own.body);
  const text = `${subject}\n\n${body}`;
  const said = `${subject}\n\n${own}`;
  // Addresses and telephone numbers have rules of their own. They are removed here so that their parts do not count as names or
  // numbers.
  const plain = { subject: withoutContactDetails(subject), body: withoutContactDetails(own) };
  // The reviewer also reads the claims, so most rules check them as well.
  const claimed = draft.own.claims.map((claim) => fold(claim.text)).join("\n\n");
  const everything = `${text}\n\n${claimed}`;
  const stated = `${said}\n\n${claimed}`;
  const ground = groundOf(given, claims, compose);
  const reachable = reachableOf(given, policy);
  const promises = promisesIn(said, ground, limits);
  const most = limitsOf(given, limits).most;
  const isFirst = given.judgement === FIRST_JUDGEMENT;
  const { ours, names } = ground.support;
  const nameWords = new Set(names.flatMap((name) => wordsOf(fold(name))).map(plainWord));
  const { orders, texts: strangers } = ground.strangers;
  const obeys = (one: string, texts: readonly string[]): boolean =>
    isFirst ? obeysOrderOfFirst(one, { orders, texts }) : obeysOrder(one, { orders, ours, names: nameWords });
  // Where nobody ordered anything, a run of their words within a sentence of the letter only tells it back.
  const isRunOrdered = given.judgement <= THIRD_JUDGEMENT || orders.length > 0;
  const copies =
    (isFirst ? copiesSentence : isCopiedSentence)(said, ground.sentences) ||
    (!isFirst && isRunOrdered && copiesRun(said, strangers));
  const statements = isFirst ? NO_STATEMENTS : statementsIn(said.replaceAll(LINK, " "), ground.support);
  const reworded = ownWordsIn(said.replaceAll(LINK, " "), ground, limits);
  const refs = new Set(given.sources.map(({ ref }) => ref));
  const broken: Readonly<Record<DraftOffence, boolean>> = {
    empty: wordsOf(subject).length === 0 || wordsOf(body).length === 0,
    too_long: countWords(draft.body) > most || draft.body.length > compose.bodyCharacters,
    subject_too_long: draft.subject.length > limits.subjectCharacters,
    subject_not_one_line: NOT_IN_A_SUBJECT.test(draft.rawSubject.trim()),
    placeholder: PLACEHOLDER.test(text),
    banned_phrase: hasAnyPhrase(plainWords(text), limits.bannedPhrases),
    link: hasForeignLink(
      `${draft.subject}\n\n${draft.body}\n\n${claims.map((claim) => claim.text).join("\n\n")}`,
      limits.hosts,
    ),
    markup: hasMarkup(everything),
    address: hasForeignAddress(everything, reachable),
    phone: hasForeignPhone(everything, reachable),
    mixed_scripts: hasMixedWord(everything),
    number_without_evidence: foreignNumbersIn(`${plain.subject}\n\n${plain.body}`, ground, isFirst).some(isCertain),
    name_without_evidence: hasForeignName(plain, ground),
    promise_without_evidence: promises.unfounded.some(isCertain) || hasForeignDate(said, ground),
    event_without_evidence: hasForeignEvent({ subject, body: own }, ground),
    evidence_unknown: claims.some(({ evidence }) => evidence.some((ref) => !refs.has(ref))),
    speaks_to_reviewer: speaksToReviewer(stated),
    order_obeyed: obeys(said, strangers) || obeys(claimed, []) || copies,
    canary: hasCanary(everything, { markers: given.markers, prompt: prefixOf(policy) }),
    binds_us: !isFirst && bindsUs(given.judgement > THIRD_JUDGEMENT ? unhedged(stated) : stated),
    demand: !isFirst && demands(stated, ours, given.judgement),
    threat: !isFirst && threatens(given.judgement > THIRD_JUDGEMENT ? unasked(stated) : stated, given.judgement),
    insult: !isFirst && insults(stated),
    false_authority: !isFirst && claimsAuthority(stated),
    unwanted_admitted: !isFirst && admitsUnwanted(stated, given.judgement),
    degenerate: !isFirst && isDegenerate(text),
  };
  const flagged: Readonly<Record<DraftFlag, boolean>> = {
    short: countWords(draft.body) < limitsOf(given, limits).least,
    no_claims: claims.length === 0,
    claim_without_evidence: claims.some(({ evidence }) => evidence.length === 0),
    claim_not_in_text: claims.some((claim) => !(isFirst ? isInText(claim, text) : hasClaim(claim, text))),
    hidden_characters_removed: hiddenCount(draft.rawSubject) + hiddenCount(draft.rawBody) > 0,
    promise_told_back: promises.isToldBack,
    about_us_reworded: reworded.isAboutUsReworded,
    about_them_reworded: reworded.isAboutThemReworded,
    about_us_unsupported: statements.isAboutUsUnsupported,
    about_them_unsupported: statements.isAboutThemUnsupported,
  };
  return { offences: namesOf(broken), flags: namesOf(flagged) };
}

/** A link states nothing. Which ones are allowed has a rule of its own. */
const LINK = /https?:\/\/\S{1,200}/giu;

/** Judgement 1 did not compare statements with what they cite. */
const NO_STATEMENTS = { isAboutUsUnsupported: false, isAboutThemUnsupported: false };

const isCertain = ({ isInDoubt }: { readonly isInDoubt: boolean }): boolean => !isInDoubt;

/** A text without the sentences that are left out. */
const without =
  (isLeftOut: (sentence: Sentence) => boolean) =>
  (text: string): string =>
    sentencesOf(text)
      .filter((sentence) => !isLeftOut(sentence))
      .map((sentence) => sentence.text)
      .join("\n\n");
const unasked = without(({ isQuestion }) => isQuestion);
const unhedged = without(isHedged);

const NOTHING_REWORDED = { isAboutUsReworded: false, isAboutThemReworded: false };

/** Judgement 2 did not ask where a word came from. */
function ownWordsIn(own: string, ground: Ground, limits: DraftPolicy): Reworded {
  const { support, judgement } = ground;
  if (judgement === FIRST_JUDGEMENT) return NOTHING_REWORDED;
  if (judgement === SECOND_JUDGEMENT) return rewordedIn(own, support);
  const marked = comparedIn(own, ground, limits);
  return {
    isAboutUsReworded: marked.some(({ isAboutUs }) => isAboutUs),
    isAboutThemReworded: marked.some(({ isAboutThem }) => isAboutThem),
  };
}

const namesOf = <K extends string>(found: Readonly<Record<K, boolean>>): K[] =>
  (Object.keys(found) as K[]).filter((name) => found[name]);

/** The word limits of a draft's action. Follow-ups after the policy's last entry have the limits of that entry. */
function limitsOf({ action, sequence }: DraftMaterial, { words }: DraftPolicy) {
  if (action !== "followup") return action === "reply" ? words.reply : words.initial;
  const index = Math.min(Math.max(sequence, 1), words.followups.length) - 1;
  return words.followups[index] ?? words.reply;
}

const countWords = (text: string): number => text.split(/\s+/u).filter((word) => word !== "").length;

/** The person's addresses and numbers, and the sender's address. */
const reachableOf = ({ theirs }: DraftMaterial, { compose }: Pick<Policy, "compose">) => ({
  addresses: [...theirs.addresses, compose.sender.address],
  phones: theirs.phones,
});

const LONG_WORD = 4;
const STEM = 5;
/** A claim paraphrases the draft, so a third of its long words is enough. */
const SHARE_IN_TEXT = 1 / 3;

/** Whether the draft contains the claim: enough of its long words, or one of its numbers. */
function isInText({ text: claim }: DraftClaim, text: string): boolean {
  const folded = fold(claim);
  const stems = new Set(wordsOf(text).map(stemOf));
  const long = wordsOf(folded)
    .map(stemOf)
    .filter((word) => word.length >= LONG_WORD);
  if (long.length === 0 || long.filter((word) => stems.has(word)).length >= long.length * SHARE_IN_TEXT) return true;
  const figures = new Set(figuresIn(text).map(({ value }) => value));
  return figuresIn(folded).some(({ value }) => figures.has(value));
}

/** Whether the draft says what the claim says: by its words in either language, or by one of its numbers. */
const hasClaim = (claim: DraftClaim, text: string): boolean =>
  isInText(claim, text) || isStatedBy(claim.text, [text], SHARE_IN_TEXT);

const stemOf = (word: string): string => plainWord(word).slice(0, STEM);
