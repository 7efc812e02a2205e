// Rule against statements that no source supports. Every clause is a statement unless it asks, wishes, offers a talk, guesses or sets a
// condition. A statement about us needs a cited statement of ours with the same content; one about the contact needs their own words or a
// cited row. A remark about neither needs a source only where it speaks of our business, or of nothing that anybody wrote about.
import { type About, clausesAbout } from "./clause-kinds.ts";
import { contradicts, exceeds, toldBy } from "./contradictions.ts";
import { fold, plainWord, wordsOf } from "./draft-text.ts";
import { figuresIn } from "./numbers.ts";
import { contentOf, type Content, isKnown, isProduct, NEGATION, plainFree, withFree } from "./statement-content.ts";
import {
  isEverydayWord,
  isCommonWord,
  isEmptyWord,
  isOrdinaryForm,
  isOrdinaryWord,
  isSweeping,
} from "./statement-words.ts";

/** Texts that support statements, folded. */
export interface Support {
  /** Statements of ours that a claim cites. */
  readonly ours: readonly string[];
  /** All statements of ours: what they speak of is our business. */
  readonly business: readonly string[];
  /** The contact's own words without orders, and rows about them: always known, or cited. */
  readonly theirs: readonly string[];
  /** What strangers wrote, with the orders in it. */
  readonly strangers: readonly string[];
  readonly hasOrders: boolean;
  /** Names of the contact, their company and the sender. They state nothing. */
  readonly names: readonly string[];
}

export interface Statements {
  readonly isAboutUsUnsupported: boolean;
  readonly isAboutThemUnsupported: boolean;
}

/** A statement may have a few words that its sources do not have: at least this share must be in them. */
const SHARE = { us: 7 / 10, hedged: 3 / 5, them: 7 / 10, me: 1 / 2, business: 7 / 10 } as const;

/** For a claim or a sentence that is only asked whether the material has it at all. */
const HALF = 1 / 2;

/** Compares the statements of a draft with their support. The work grows with the length of the texts. */
export function statementsIn(folded: string, support: Support): Statements {
  const names = new Set(support.names.flatMap(wordsOf).map(plainWord));
  const known = {
    ours: contentOf(support.ours),
    anybodys: contentOf([...support.ours, ...support.theirs]),
    business: contentOf(support.business),
    theirs: contentOf(support.theirs).all,
    hasOrders: support.hasOrders,
    figures: new Set(support.ours.flatMap((text) => figuresIn(fold(text)).map(({ value }) => value))),
    all: contentOf([...support.business, ...support.theirs]).all,
  };
  const told = { ours: toldBy(support.ours.map(plainFree)), theirs: toldBy(support.theirs.map(plainFree)) };
  const unsupported = new Set<About>();
  // A list is cut into clauses of one word. What a remark speaks of is asked of its whole sentence.
  let remark = NO_REMARK;
  for (const { clause, about, words: unnamed } of clausesAbout(withFree(folded), names)) {
    if (clause.isFirst) remark = NO_REMARK;
    if (about === "nothing") continue;
    if (about === "anything" && isForeign(wordsOf(clause.text).map(plainWord), known.all)) unsupported.add(about);
    const words = unnamed.filter((word) => !isEmptyWord(word) || isProduct(word));
    if (about === "anything") remark = withWords(remark, words, known);
    const isTheirPast = THEIR_PAST.test(clause.text);
    const isDenied = words.length > 0 && NEGATION.test(clause.text);
    if (
      !isFounded({ words, about, isDenied, isTheirPast, remark }, known) &&
      !isTold({ text: clause.text, words }, known)
    )
      unsupported.add(about);
    const saying = { text: clause.text, words };
    if (
      about === "them"
        ? contradicts(saying, told.theirs, told.ours)
        : about !== "me" && exceeds(saying, told.ours, told.theirs)
    )
      unsupported.add(about);
  }
  return {
    isAboutUsUnsupported:
      unsupported.has("us") || unsupported.has("hedged") || unsupported.has("me") || unsupported.has("anything"),
    isAboutThemUnsupported: unsupported.has("them"),
  };
}

/** How many words of its own a clause may add that tells a cited statement by its figure. */
const TOLD_WITH = 1;

/** Whether the clause tells a cited statement in other words: it has a figure of it, something it speaks of, and little else. */
function isTold({ text, words }: { readonly text: string; readonly words: readonly string[] }, known: Known): boolean {
  const own = words.filter((word) => !isOrdinaryForm(word));
  const added = own.filter((word) => !isKnown(word, known.all));
  return (
    added.length <= TOLD_WITH &&
    added.length < own.length &&
    figuresIn(text).some(
      ({ value, at }) => known.figures.has(value) && !/\p{L}/u.test(text.slice(Math.max(0, at - 1), at)),
    )
  );
}

/** What happened to the contact's people and things is not among our statements. */
const THEIR_PAST =
  /^(?:your|ihre?|ihr)(?: \p{L}+){1,3} (?:has|have|had|was|were|\p{L}{3,}ed|hat|haben|hatte\p{L}*|war|waren|wurde\p{L}*|ist|sind)(?!\p{L})/iu;

/** So many words tell a language, each with so many letters. */
const TELLING = 3;
/** Of the words of an English or a German clause, at least this share are ordinary ones or in the material. */
const LEAST_COMMON = 0.25;
/** Whether a clause is in a language whose words are in no list here. What it states cannot be compared, so a reviewer reads it. */
function isForeign(words: readonly string[], known: ReadonlySet<string>): boolean {
  const telling = words.filter((word) => word.length >= TELLING && !/\d/u.test(word));
  const ours = telling.filter((word) => isCommonWord(word) || isEverydayWord(word) || isKnown(word, known));
  return telling.length >= TELLING && ours.length < telling.length * LEAST_COMMON;
}

interface Known {
  readonly ours: Content;
  readonly anybodys: Content;
  readonly business: Content;
  readonly theirs: ReadonlySet<string>;
  /** The contact's words give orders: then a remark about nothing that anybody wrote about may obey one. */
  readonly hasOrders: boolean;
  /** The figures of the cited statements. */
  readonly figures: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

/** Which words are no news depends on whom a statement is about. */
const ORDINARY = {
  us: isOrdinaryForm,
  hedged: isEverydayWord,
  them: isOrdinaryWord,
  me: isEverydayWord,
  anything: isEverydayWord,
} as const;

interface Statement {
  readonly about: Exclude<About, "nothing">;
  readonly words: readonly string[];
  readonly isDenied: boolean;
  readonly isTheirPast: boolean;
  readonly remark: Remark;
}

/** The remarks of a sentence so far, by their words that are not ordinary. Kept as numbers, because a list makes each word a clause. */
interface Remark {
  readonly words: number;
  /** One of them is in a script without gaps. */
  readonly isUnspaced: boolean;
  /** Somebody wrote about one of them. */
  readonly isKnown: boolean;
}
const NO_REMARK: Remark = { words: 0, isUnspaced: false, isKnown: false };

function withWords(remark: Remark, words: readonly string[], { anybodys }: Pick<Known, "anybodys">): Remark {
  const said = words.filter((word) => !isEverydayWord(word));
  return {
    words: remark.words + said.length,
    isUnspaced: remark.isUnspaced || said.some(isUnspaced),
    isKnown: remark.isKnown || said.some((word) => isKnown(word, anybodys.all)),
  };
}

function isFounded(
  { words, about, isDenied, isTheirPast, remark }: Statement,
  { ours, anybodys, business, theirs, all, hasOrders }: Known,
): boolean {
  const isBusiness = about === "us" || words.some((word) => isKnown(word, business.all));
  const isOrdinary = ORDINARY[about];
  const own = words.filter((word) => !isOrdinary(word) || (isBusiness && about !== "them" && isSweeping(word)));
  const isStated = (content: Content): boolean =>
    !isDenied || own.every((word) => isKnown(word, theirs)) || hasAny(own, content.denied);
  if (about === "us")
    return (
      isSupported(own, all, SHARE.us) &&
      (own.length === 0 || hasAny(words, ours.all)) &&
      own.every((word) => !isSweeping(word) || all.has(word)) &&
      isStated(anybodys)
    );
  if (about === "hedged") return isSupported(own, all, SHARE.hedged);
  if (about === "them" || about === "me")
    return isSupported(own, isTheirPast ? theirs : anybodys.all, SHARE[about]) && isStated(anybodys);
  if (isBusiness) return isSupported(own, all, SHARE.business);
  return !hasOrders || (remark.words < 2 && !remark.isUnspaced) || remark.words === 0 || remark.isKnown;
}

const hasAny = (words: readonly string[], known: ReadonlySet<string>): boolean =>
  words.length === 0 || words.some((word) => isKnown(word, known));

/** In scripts without gaps a sentence is one word. */
const isUnspaced = (word: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(word);

function isSupported(words: readonly string[], known: ReadonlySet<string>, share: number): boolean {
  const shared = words.filter((word) => isKnown(word, known)).length;
  return words.length === 0 || (shared > 0 && shared >= words.length * share);
}

/** Whether the texts have the content of a statement: enough of its words that say something. */
export function isStatedBy(statement: string, texts: readonly string[], share: number = HALF): boolean {
  const words = wordsOf(fold(statement))
    .map(plainWord)
    .filter((word) => !isEmptyWord(word));
  const { all, denied } = contentOf(texts);
  return isSupported(words, NEGATION.test(statement) ? denied : all, share);
}
