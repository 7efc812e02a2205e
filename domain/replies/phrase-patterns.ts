// The search for phrases in a sentence. A phrase is a row of words with alternatives and short gaps (phrase-source.ts reads them);
// each is tried only where its first word stands, and a gap is bounded, so the work is linear in the length of the sentence.
import { type Element, type Phrase, STEM_KEY } from "./phrase-source.ts";
import type { Sentence, Word } from "./sentences.ts";

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

export class PhraseBook {
  readonly #byWord = new Map<string, Phrase[]>();
  readonly #byStem = new Map<string, Phrase[]>();
  readonly #bounds: Bounds;
  readonly #crossesCommas: boolean;

  constructor(phrases: readonly Phrase[], bounds: Bounds, { crossesCommas = true } = {}) {
    this.#bounds = bounds;
    this.#crossesCommas = crossesCommas;
    for (const phrase of phrases) {
      const first = phrase.elements[0];
      if (first === undefined || "gap" in first) continue;
      for (const word of first.words) file(this.#byWord, word, phrase);
      // A stem is filed under its first letters.
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
