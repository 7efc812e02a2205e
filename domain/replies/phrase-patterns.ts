// Phrases as the lexicons write them, and the search for them in a sentence. A phrase is a row of words with alternatives and short gaps;
// each is tried only where its first word stands, and a gap is bounded, so the work is linear in the length of the sentence.
import { foldWord } from "./fold-word.ts";
import type { Sentence, Word } from "./sentences.ts";

type Element =
  | { readonly gap: number }
  | { readonly words: ReadonlySet<string>; readonly stems: readonly string[]; readonly isOptional: boolean };

interface Phrase {
  readonly elements: readonly Element[];
  readonly atStart: boolean;
  readonly atEnd: boolean;
  readonly isFirm: boolean;
  readonly onlyAsked: boolean;
  /** How many words before and behind belong to the match, when no comma is between. */
  readonly reachBefore: number;
  readonly reachBehind: number;
}

/** From the first word on, up to but without `to`. */
interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Match extends Span {
  /** Counts also where a mention touches it. */
  readonly isFirm: boolean;
}

/** The words that may stand before a phrase that begins a clause, and behind one that ends it: "please", "and", "thanks". */
export interface Bounds {
  readonly leads: ReadonlySet<string>;
  readonly tails: ReadonlySet<string>;
  /** Words that end a reach: "but", "just". */
  readonly contrasts: ReadonlySet<string>;
}

const NONE: readonly Phrase[] = [];
const GAPS: Readonly<Record<string, number>> = { "~": 2, "~~": 5 };
/** A stem is filed under its first letters. */
const STEM_KEY = 3;
const CJK_CHARACTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]/u;

export class PhraseBook {
  readonly #byWord = new Map<string, Phrase[]>();
  readonly #byStem = new Map<string, Phrase[]>();
  readonly #bounds: Bounds;
  readonly #crossesCommas: boolean;

  constructor(source: string, sets: Readonly<Record<string, string>>, bounds: Bounds, { crossesCommas = true } = {}) {
    this.#bounds = bounds;
    this.#crossesCommas = crossesCommas;
    for (const line of source.split(/[;\n]/))
      if (line.trim() !== "") for (const one of variantsOf(line.trim())) this.#add(one, sets);
  }

  #add(source: string, sets: Readonly<Record<string, string>>): void {
    for (const phrase of phrasesOf(source, sets)) {
      const first = phrase.elements[0];
      if (first === undefined || "gap" in first) throw new Error(`a phrase needs a first word: ${source}`);
      for (const word of first.words) file(this.#byWord, word, phrase);
      for (const stem of first.stems) file(this.#byStem, stem.slice(0, STEM_KEY), phrase);
    }
  }

  /** The matches in order of their first word; several may begin at one word. */
  *matches(sentence: Sentence): Generator<Match> {
    for (let from = 0; from < sentence.words.length; from += 1) yield* this.matchesAt(sentence, from);
  }

  /** The matches whose first word is this one. */
  *matchesAt({ words, asks }: Sentence, from: number): Generator<Match> {
    for (const phrase of this.#phrasesAt(words, from)) {
      if (phrase.onlyAsked && !asks) continue;
      const to = this.#end(phrase, words, from);
      if (to !== null && (this.#crossesCommas || !hasComma(words, from, to)))
        yield { ...this.#withReach(phrase, words, { from, to }), isFirm: phrase.isFirm };
    }
  }

  has(sentence: Sentence): boolean {
    return this.first(sentence) !== null;
  }

  first(sentence: Sentence): Match | null {
    const { value } = this.matches(sentence).next() as { value?: Match };
    return value ?? null;
  }

  /** Whether one phrase is all of these words. */
  isAll(sentence: Sentence): boolean {
    const { words } = sentence;
    return this.#phrasesAt(words, 0).some(
      ({ elements }) => endOf(elements, 0, words, 0, (to) => to === words.length) !== null,
    );
  }

  /** The phrases that may begin at a word. */
  #phrasesAt(words: readonly Word[], from: number): readonly Phrase[] {
    const word = words[from]?.folded ?? "";
    const [byWord, byStem] = [this.#byWord.get(word), this.#byStem.get(word.slice(0, STEM_KEY))];
    return byWord && byStem ? [...byWord, ...byStem] : (byWord ?? byStem ?? NONE);
  }

  #end({ elements, atStart, atEnd }: Phrase, words: readonly Word[], from: number): number | null {
    if (atStart && !this.#mayStart(words, from)) return null;
    return endOf(elements, 0, words, from, (to) => !atEnd || this.#mayEnd(words, to));
  }

  #mayStart(words: readonly Word[], from: number): boolean {
    return from === 0 || words[from]?.before !== "space" || this.#bounds.leads.has(words[from - 1]?.folded ?? "");
  }

  #mayEnd(words: readonly Word[], to: number): boolean {
    return to >= words.length || words[to]?.before !== "space" || this.#bounds.tails.has(words[to]?.folded ?? "");
  }

  #withReach({ reachBefore, reachBehind }: Phrase, words: readonly Word[], { from, to }: Span): Span {
    let [first, last] = [from, to];
    while (from - first < reachBefore && first > 0 && words[first]?.before !== "comma") first -= 1;
    while (last - to < reachBehind && last < words.length && !this.#endsReach(words[last])) last += 1;
    return { from: first, to: last };
  }

  #endsReach(word: Word | undefined): boolean {
    return word?.before === "comma" || this.#bounds.contrasts.has(word?.folded ?? "");
  }
}

const hasComma = (words: readonly Word[], from: number, to: number): boolean =>
  words.slice(from + 1, to).some(({ before }) => before === "comma");

function file(book: Map<string, Phrase[]>, key: string, phrase: Phrase): void {
  const filed = book.get(key);
  if (filed) filed.push(phrase);
  else book.set(key, [phrase]);
}

/** Where the elements from `index` on end when they begin at `at`; null when they do not match. */
function endOf(
  elements: readonly Element[],
  index: number,
  words: readonly Word[],
  at: number,
  mayEnd: (to: number) => boolean,
): number | null {
  const element = elements[index];
  if (element === undefined) return mayEnd(at) ? at : null;
  if ("gap" in element) {
    for (let over = 0; over <= element.gap && at + over <= words.length; over += 1) {
      // A gap stays within its clause: "not so far yet, but interested".
      if (words[at + over]?.before === "comma") break;
      const end = endOf(elements, index + 1, words, at + over, mayEnd);
      if (end !== null) return end;
    }
    return null;
  }
  const end = isOneOf(element, words[at]) ? endOf(elements, index + 1, words, at + 1, mayEnd) : null;
  return end === null && element.isOptional ? endOf(elements, index + 1, words, at, mayEnd) : end;
}

const isOneOf = (
  { words, stems }: { readonly words: ReadonlySet<string>; readonly stems: readonly string[] },
  word: Word | undefined,
): boolean => word !== undefined && (words.has(word.folded) || stems.some((stem) => word.folded.startsWith(stem)));

const GROUP = /\{([^{}]*)\}/;

/** Each way to choose one side of every group `{a b|c}`. */
function variantsOf(source: string): string[] {
  const group = GROUP.exec(source);
  if (group === null) return [source];
  const [before, behind] = [source.slice(0, group.index), source.slice(group.index + group[0].length)];
  return (group[1] ?? "").split("|").flatMap((side) => variantsOf(`${before}${side}${behind}`));
}

/** The phrase, once with and once without its first words as long as these are optional. */
function phrasesOf(source: string, sets: Readonly<Record<string, string>>): Phrase[] {
  const written = source.split(/\s+/).filter((part) => part !== "");
  const marks = written.findIndex((part) => part !== "!" && part !== "?");
  const signs = { isFirm: written.slice(0, marks).includes("!"), onlyAsked: written.slice(0, marks).includes("?") };
  return endings(written.slice(marks).flatMap(apart)).flatMap((parts) => {
    const [atStart, atEnd] = [parts[0] === "^", parts.at(-1) === "$"];
    const elements = parts.slice(atStart ? 1 : 0, atEnd ? -1 : undefined).map((part) => elementOf(part, sets));
    const [first, last] = [elements[0], elements.at(-1)];
    const reachBefore = first && "gap" in first ? first.gap : 0;
    const reachBehind = last && "gap" in last ? last.gap : 0;
    const inner = elements.slice(reachBefore > 0 ? 1 : 0, reachBehind > 0 ? -1 : undefined);
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
  return elements.slice(0, firm < 0 ? undefined : firm + 1).map((_, from) => elements.slice(from));
}

/** In scripts without spaces each character is a word of its own. */
const apart = (part: string): string[] =>
  CJK_CHARACTER.test(part) && !part.includes("|") && !part.startsWith("<")
    ? (part.match(/~+|[a-z0-9@]+|./gu) ?? [])
    : [part];

function elementOf(part: string, sets: Readonly<Record<string, string>>): Element {
  const gap = GAPS[part];
  if (gap !== undefined) return { gap };
  const isOptional = part.endsWith("?");
  const options = (isOptional ? part.slice(0, -1) : part).split("|").flatMap((option) => optionsOf(option, sets));
  return {
    words: new Set(options.filter((option) => !option.endsWith("*")).map(foldWord)),
    stems: options.filter((option) => option.endsWith("*")).map((option) => stemOf(option.slice(0, -1))),
    isOptional,
  };
}

function optionsOf(option: string, sets: Readonly<Record<string, string>>): string[] {
  const name = /^<(\w+)>$/.exec(option)?.[1];
  if (name === undefined) return [option];
  const set = sets[name];
  if (set === undefined) throw new Error(`no set of words is named ${name}`);
  return set.split(/\s+/).filter((word) => word !== "");
}

function stemOf(word: string): string {
  const stem = foldWord(word);
  if (stem.length < STEM_KEY) throw new Error(`a stem needs ${STEM_KEY} letters: ${word}`);
  return stem;
}
