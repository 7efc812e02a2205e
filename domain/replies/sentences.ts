// Cuts a text into sentences and words. A sentence ends at its mark or at an empty line; a line end inside it is only noted, because mail
// programs break lines anywhere. Work is linear in the length.
import { withoutEntities } from "./entities.ts";
import { foldWord, withoutMarks } from "./fold-word.ts";
import { joins } from "./joined-words.ts";

export interface Word {
  /** As phrases are compared. */
  readonly folded: string;
  /** In lower case, without marks: as languages are compared. */
  readonly plain: string;
  readonly isCapital: boolean;
  /** What stands before the word: nothing but a space, a comma or the like, or the end of a line. */
  readonly before: "space" | "comma" | "line";
}

export interface Sentence {
  readonly words: readonly Word[];
  readonly asks: boolean;
}

const HIDDEN = /[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const LINK = /\b(?:https?:\/\/|www\.)[^\s<>]{1,2000}/gi;
const ADDRESS = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;
const WITH = /\bw\/(?=\s)/gi;
const FROM = /\bfrm\b/gi;
/** "don't" is one word, "l'inscription" is two. */
const CONTRACTED = /['\u2019\u2018\u00b4`](?=(?:t|s|re|ve|ll|d|m)(?![\p{L}\p{N}]))/giu;

/** An address stands as the word `@`: "remove a@b.example from your list". */
const readable = (text: string): string =>
  withoutEntities(text)
    .normalize("NFKC")
    .replace(HIDDEN, "")
    .replace(LINK, " ")
    .replace(ADDRESS, " @ ")
    .replace(WITH, "with ")
    .replace(FROM, "from")
    .replace(CONTRACTED, "");

const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc`;
/** A word, a character of a script without spaces, the end of a sentence, a line end, or a comma. A dot inside a number or word, or behind a day, ends nothing. */
const TOKEN = new RegExp(
  String.raw`[${CJK}]|@|(?:(?![${CJK}])[\p{L}\p{M}\p{N}])+|[!?;\u3002\u061f|]|\.(?![\p{L}\p{N}]| ?\d|(?<=\d\.) \p{Ll})|\n|[,:()\u3001/*\[\]]|(?<=\s)[-\u2013\u2014~](?=\s)|[\u2013\u2014]`,
  "gu",
);
/** Words whose dot ends no sentence: "Dear Mr. Sample", "Art. 17". */
const ABBREVIATIONS = new Set(
  "mr mrs ms dr prof hr hrn fr st art nr abs bzw ca z sr sra srta sig dott dra eng ing mgr mme mlle exmo exma ul ev evtl ggf usw inkl tel".split(
    " ",
  ),
);
const CJK_WORD = new RegExp(`[${CJK}]`, "u");
const IS_WORD = /^[\p{L}\p{N}@\u30fc]/u;
const ENDS = /^[!?;.\u3002\u061f|]/u;
const ASKS = /^[?\u061f]/u;

/** The sentences of a text, in order. `corrected` gives the right spelling of a folded word. */
export function sentencesOf(text: string, corrected: (word: string) => string = (word) => word): Sentence[] {
  const sentences: Sentence[] = [];
  /** For each sentence, whether it stands in the line of the one before. */
  const follows: boolean[] = [];
  let words: Word[] = [];
  let before: Word["before"] = "space";
  let lineEnds = 0;
  let isSameLine = false;
  const close = (asks: boolean): void => {
    if (words.length > 0) sentences.push({ words: joinedWords(words, corrected), asks });
    words = [];
    before = "line";
  };
  for (const [token] of readable(text).replace(/\r\n?/g, "\n").matchAll(TOKEN)) {
    if (token === "\n") {
      lineEnds += 1;
      isSameLine = false;
      before = "line";
      if (lineEnds === 2) close(false);
      continue;
    }
    lineEnds = 0;
    if (IS_WORD.test(token)) {
      if (words.length === 0) follows.push(isSameLine);
      isSameLine = true;
      words.push({ folded: foldWord(token), plain: withoutMarks(token), isCapital: isCapital(token), before });
      before = "space";
    } else if (token === "." && ABBREVIATIONS.has(words.at(-1)?.plain ?? "")) continue;
    else if (ENDS.test(token)) close(ASKS.test(token));
    else if (before === "space") before = "comma";
  }
  close(false);
  return withStaccato(sentences, follows);
}

/** "Take. Me. Off." From this many sentences of one word each on, they are one. */
const STACCATO = 3;

function withStaccato(sentences: readonly Sentence[], follows: readonly boolean[]): Sentence[] {
  const joined: Sentence[] = [];
  for (let at = 0; at < sentences.length;) {
    let to = at;
    while (sentences[to]?.words.length === 1 && (to === at || follows[to])) to += 1;
    const isStaccato = to - at >= STACCATO;
    const run = sentences.slice(at, isStaccato ? to : at + 1);
    const words = run.flatMap((one) => one.words);
    joined.push(isStaccato ? { words: words.map(inOneLine), asks: run.some(({ asks }) => asks) } : run[0]!);
    at += run.length;
  }
  return joined;
}

const inOneLine = (word: Word): Word => ({ ...word, before: "space" });

const isCapital = (word: string): boolean => /^[\p{Lu}\p{Lt}\p{N}@]/u.test(word);

/** Words of one letter each, from this many on, are one spaced-out word: "S T O P". */
const SPACED_LETTERS = 4;

function joinedWords(words: readonly Word[], corrected: (word: string) => string): Word[] {
  const joined: Word[] = [];
  for (let at = 0; at < words.length;) {
    const length = joinedLength(words, at);
    const first = words[at]!;
    const folded =
      length === 1
        ? first.folded
        : foldWord(
            words
              .slice(at, at + length)
              .map(({ folded: one }) => one)
              .join(""),
          );
    // "STOP STOP STOP" says it once.
    if (folded !== joined.at(-1)?.folded || CJK_WORD.test(folded)) joined.push({ ...first, folded: corrected(folded) });
    at += length;
  }
  return joined;
}

/** How many words from `at` on are one word. */
function joinedLength(words: readonly Word[], at: number): number {
  const [first = "", second] = [words[at]?.folded, words[at + 1]?.folded];
  if (second !== undefined && joins(first, second)) return 2;
  let letters = 0;
  while (letters < 20 && isLetter(words[at + letters]?.folded)) letters += 1;
  return letters >= SPACED_LETTERS && !isLetter(words[at + letters]?.folded) ? letters : 1;
}

const isLetter = (word: string | undefined): boolean => word !== undefined && /^[a-z]$/.test(word);
