// Reads phrases as the lexicons write them (lexicon/lexicon.ts has the notation). What could never match is refused with its place, because
// a phrase that is silently dead looks like one that works.
import { foldWord } from "./fold-word.ts";
import { joins } from "./joined-words.ts";

export type Element =
  | { readonly gap: number }
  | { readonly words: ReadonlySet<string>; readonly stems: readonly string[]; readonly isOptional: boolean };

export interface Phrase {
  readonly elements: readonly Element[];
  readonly atStart: boolean;
  readonly atEnd: boolean;
  readonly isFirm: boolean;
  readonly onlyAsked: boolean;
  /** How many words before and behind belong to the match, when no comma is between. */
  readonly reachBefore: number;
  readonly reachBehind: number;
}

/** Words by name, for `<name>`; they are separated by spaces. */
export type WordSets = Readonly<Record<string, string>>;

const GAPS: Readonly<Record<string, number>> = { "~": 2, "~~": 5 };
/** A stem has at least so many letters: a shorter one begins too many words. */
export const STEM_KEY = 3;
const CJK_CHARACTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]/u;
/** What `sentencesOf` makes a word of. */
const ONE_WORD = /^(?:@|[\p{L}\p{M}\p{N}\u30fc]+)$/u;

/**
 * The phrases of a section. `place` names it in errors, as "en optOut". Throws on a phrase that cannot be read or can never match, with its
 * place, its line in the section (from 1), and the phrase.
 */
export function phrasesOf(section: string, sets: WordSets, place: string): Phrase[] {
  return section
    .split("\n")
    .flatMap((line, index) =>
      line.split(";").flatMap((source) => (source.trim() === "" ? [] : read(source.trim(), sets, place, index + 1))),
    );
}

function read(source: string, sets: WordSets, place: string, line: number): Phrase[] {
  try {
    refuseAmbiguous(source);
    return variantsOf(withoutPlainGroups(source)).flatMap((variant) => phrasesOfVariant(variant, sets));
  } catch (cause) {
    throw new Error(`lexicon ${place}, line ${line}: ${(cause as Error).message}, in "${source}"`, { cause });
  }
}

const GROUPS = /\{[^{}]*\}\??/g;
/** In scripts with spaces "pre{a|b}" would make new words. */
const GLUED = /[^\s{}~]\{|\}\??[^\s{}?~]/u;
const BARE_WORD = /^[\p{L}\p{M}\p{N}]+\*?\??$/u;

/** "stop|give up": whether "give" or "give up" is the alternative to "stop" is for braces to say. */
function refuseAmbiguous(source: string): void {
  if (!CJK_CHARACTER.test(source) && GLUED.test(source)) throw new Error("a group needs a space beside it");
  const parts = source.replace(GROUPS, " {} ").trim().split(/\s+/);
  const isBare = (part: string | undefined): boolean =>
    part !== undefined && BARE_WORD.test(part) && !CJK_CHARACTER.test(part);
  for (const [index, part] of parts.entries()) {
    if (!part.includes("|") || part.split("|").includes("$") || CJK_CHARACTER.test(part)) continue;
    const beside = [parts[index - 1], parts[index + 1]].find(isBare);
    if (beside !== undefined)
      throw new Error(`write braces: "${beside}" beside "${part}" may belong to one side of it`);
  }
}

const PLAIN_SIDE = /^[\p{L}\p{M}\p{N}@<>*]+$/u;

/** A group of single words is one element with alternatives, not a phrase for each. */
const withoutPlainGroups = (source: string): string =>
  source.replace(GROUPS, (group) => {
    const isOptional = group.endsWith("?");
    const inner = group.slice(1, isOptional ? -2 : -1);
    const isPlain = inner.split("|").every((side) => PLAIN_SIDE.test(side)) && !CJK_CHARACTER.test(source);
    return isPlain ? `${inner}${isOptional ? "?" : ""}` : group;
  });

const GROUP = /\{([^{}]*)\}(\??)/;

/** Each way to choose one side of every group `{a b|c}`; a group with `?` may be left out as a whole. */
function variantsOf(source: string): string[] {
  const group = GROUP.exec(source);
  if (group === null) {
    if (/[{}]/.test(source)) throw new Error("a brace has no partner");
    return [source];
  }
  const [before, behind] = [source.slice(0, group.index), source.slice(group.index + group[0].length)];
  const sides = [...(group[1] ?? "").split("|"), ...(group[2] === "?" ? [""] : [])];
  return sides.flatMap((side) => variantsOf(`${before}${side}${behind}`));
}

/** The phrase, once with and once without its first words as long as these are optional. */
function phrasesOfVariant(source: string, sets: WordSets): Phrase[] {
  const written = source.split(/\s+/).filter((part) => part !== "");
  const marks = written.findIndex((part) => part !== "!" && part !== "?");
  if (marks < 0) throw new Error("a phrase needs a word");
  const signs = { isFirm: written.slice(0, marks).includes("!"), onlyAsked: written.slice(0, marks).includes("?") };
  return endings(written.slice(marks).flatMap(apart)).flatMap((parts) => {
    const [atStart, atEnd] = [parts[0] === "^", parts.at(-1) === "$"];
    const elements = parts.slice(atStart ? 1 : 0, atEnd ? -1 : undefined).map((part) => elementOf(part, sets));
    refuseJoined(elements);
    const [first, last] = [elements[0], elements.at(-1)];
    const reachBefore = first && "gap" in first ? first.gap : 0;
    const reachBehind = last && "gap" in last ? last.gap : 0;
    const inner = elements.slice(reachBefore > 0 ? 1 : 0, reachBehind > 0 ? -1 : undefined);
    if (inner[0] === undefined || "gap" in inner[0]) throw new Error("a phrase needs a first word");
    return beginnings(inner).map((own) => ({ elements: own, atStart, atEnd, ...signs, reachBefore, reachBehind }));
  });
}

/** `off ~ list|$` is also `off $`. */
function endings(parts: readonly string[]): (readonly string[])[] {
  const options = (parts.at(-1) ?? "").split("|");
  if (options.length === 1 || !options.includes("$")) return [parts];
  const rest = parts.slice(0, -1);
  const words = options.filter((option) => option !== "$").join("|");
  return [
    [...rest, words],
    [...rest.slice(0, rest.at(-1)?.startsWith("~") ? -1 : undefined), "$"],
  ];
}

function beginnings(elements: readonly Element[]): (readonly Element[])[] {
  const firm = elements.findIndex((element) => "gap" in element || !element.isOptional);
  return elements
    .slice(0, firm < 0 ? undefined : firm + 1)
    .flatMap((element, from) => ("gap" in element ? [] : [elements.slice(from)]));
}

/** In scripts without spaces each character is a word of its own. */
const apart = (part: string): string[] =>
  CJK_CHARACTER.test(part) && !part.includes("|") && !part.startsWith("<")
    ? (part.match(/~+|[A-Za-z0-9@]+|./gu) ?? [])
    : [part];

function elementOf(part: string, sets: WordSets): Element {
  const gap = GAPS[part];
  if (gap !== undefined) return { gap };
  const isOptional = part.endsWith("?");
  const options = (isOptional ? part.slice(0, -1) : part).split("|").flatMap((option) => optionsOf(option, sets));
  return {
    words: new Set(options.filter((option) => !option.endsWith("*")).map(wordOf)),
    stems: options.filter((option) => option.endsWith("*")).map((option) => stemOf(option.slice(0, -1))),
    isOptional,
  };
}

function optionsOf(option: string, sets: WordSets): string[] {
  const name = /^<(\w+)>$/.exec(option)?.[1];
  if (name === undefined) return [option];
  const set = sets[name];
  if (set === undefined) throw new Error(`no set of words is named ${name}`);
  return set.split(/\s+/).filter((word) => word !== "");
}

function wordOf(word: string): string {
  if (word === "") throw new Error("an alternative is empty: a word that may be left out has a `?`");
  if (!ONE_WORD.test(word)) throw new Error(`no text has the word "${word}"`);
  if (CJK_CHARACTER.test(word) && [...word].length > 1)
    throw new Error(`"${word}" is several words: alternatives of several words stand in braces`);
  return foldWord(word);
}

function stemOf(word: string): string {
  if (!ONE_WORD.test(word)) throw new Error(`no text has a word that begins with "${word}"`);
  const stem = foldWord(word);
  if (stem.length < STEM_KEY) throw new Error(`a stem needs ${STEM_KEY} letters: ${word}*`);
  return stem;
}

/** The text's "opt out" is the word "optout" before a phrase is looked for. */
function refuseJoined(elements: readonly Element[]): void {
  for (const [index, element] of elements.entries()) {
    const next = elements[index + 1];
    if ("gap" in element || next === undefined || "gap" in next) continue;
    if (element.words.size !== 1 || next.stems.length > 0) continue;
    const [first] = element.words;
    const dead = [...next.words].find((second) => joins(first ?? "", second));
    if (dead !== undefined) throw new Error(`"${first} ${dead}" is one word in a text: ${first}${dead}`);
  }
}
