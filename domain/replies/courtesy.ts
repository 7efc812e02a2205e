// Takes off what stands around the matter of a short message: greeting, thanks, politeness, sign-off, names, the line of a device. What is
// left decides whether an opt-out stands alone.
import { LEXICONS } from "./lexicon/all.ts";
import { LANGUAGES } from "./message.ts";
import { bookOf, type Section } from "./phrase-books.ts";
import type { Sentence, Word } from "./sentences.ts";

const DEVICES =
  /^(?:iphone|ipad|android|samsung|galaxy|huawei|xiaomi|pixel|outlook|blackberry|smartphone|mobiltelefon|handy|yahoo|gmx|protonmail|proton|thunderbird|ios|mailapp|telefoonum|mobil)$/;
const SENT =
  /^(?:sent|gesendet|envoy|enviad|inviat|verzonden|verstuurd|wyslan|skickat|sendt|lahet|odeslan|gonder|get|hol|telecharg|obten|scaric|download|diese|von|from|mit|with)/;
const DEVICE_LINE_WORDS = 10;
/** A greeting is followed by at most this many words of a name, a sign-off by this many short lines. */
const NAME_WORDS = 4;
const SIGNATURE_WORDS = 9;
const SIGNATURE_LINES = 8;

/** The lines of a sentence, each as a sentence of its own. */
export function linesOf({ words, asks }: Sentence): Sentence[] {
  const lines: Word[][] = [];
  for (const word of words) {
    if (word.before === "line" || lines.length === 0) lines.push([word]);
    else lines.at(-1)!.push(word);
  }
  return lines.map((line, index) => ({ words: line, asks: asks && index === lines.length - 1 }));
}

/** The lines of which something is left, each without courtesy. `isBelow`: the matter stands apart from them, so a sign-off may come first. */
export function withoutCourtesy(sentences: readonly Sentence[], { isBelow = false } = {}): Sentence[] {
  const left: Sentence[] = [];
  let signature = 0;
  for (const line of sentences.flatMap(linesOf)) {
    if (signature > 0 && line.words.length <= SIGNATURE_WORDS) {
      signature -= 1;
      continue;
    }
    signature = 0;
    if (isDeviceLine(line)) continue;
    const signOff = endOfFirst(line, "signOffs");
    if (signOff > 0 && line.words.length - signOff <= NAME_WORDS && (isBelow || left.length > 0)) {
      signature = SIGNATURE_LINES;
      continue;
    }
    const words = bareWords(line);
    if (words.length > 0) left.push({ words, asks: line.asks });
  }
  return withoutNames(left);
}

const isDeviceLine = ({ words }: Sentence): boolean =>
  words.length <= DEVICE_LINE_WORDS &&
  words.some(({ folded }) => DEVICES.test(folded)) &&
  words.some(({ folded }) => SENT.test(folded));

/** Where the longest phrase of a section at the beginning of the line ends; 0 without one. */
function endOfFirst(line: Sentence, section: Section): number {
  let end = 0;
  for (const language of LANGUAGES)
    for (const { from, to } of bookOf(language, section).matchesAt(line, 0)) if (from === 0 && to > end) end = to;
  return end;
}

function bareWords(line: Sentence): readonly Word[] {
  const { words } = line;
  // "Basta!" asks in Italian, and "bästa" greets in Swedish.
  if (LANGUAGES.some((language) => bookOf(language, "optOutAlone").isAll(line))) return words;
  const taken = new Uint8Array(words.length);
  const greeting = endOfGreeting(line);
  taken.fill(1, 0, greeting);
  for (const language of LANGUAGES)
    for (const section of ["thanks", "pleasantries"] as const)
      for (const { from, to } of bookOf(language, section).matches(line)) taken.fill(1, from, to);
  return words.filter((_, index) => taken[index] === 0);
}

/** "Hi Robin," and "Hi Robin" alone in its line; of "hi stop" only the greeting. */
function endOfGreeting(line: Sentence): number {
  const { words } = line;
  const end = endOfFirst(line, "greetings");
  if (end === 0) return 0;
  let name = end;
  while (name < words.length && name - end < NAME_WORDS && words[name]?.before !== "comma") name += 1;
  const isApart = name === words.length || words[name]?.before === "comma";
  if (isApart && words.slice(end, name).every(isPartOfName)) return name;
  return end;
}

/** The sentences above a sign-off, and those below it: a signature, or a postscript. */
export function apartAtSignOff(sentences: readonly Sentence[]): readonly [Sentence[], Sentence[]] {
  const lines = sentences.flatMap(linesOf);
  const at = lines.findIndex((line, index) => {
    const end = index === 0 ? 0 : endOfFirst(line, "signOffs");
    return end > 0 && line.words.length - end <= NAME_WORDS;
  });
  return at < 0 ? [[...sentences], []] : [lines.slice(0, at), lines.slice(at)];
}

/** The line without names behind the first line: "stop" and below it "Marta Muster, Einkauf". */
function withoutNames(lines: readonly Sentence[]): Sentence[] {
  const end = lines.findLastIndex((line, index) => index === 0 || !isName(line));
  return lines.slice(0, end + 1);
}

/** Small words in titles: "Head of Sales". */
const CONNECTING = new Set(
  "of and for the und der die fur im in am von de la du des des e y di del da van the of og och".split(" "),
);

/** A short line of capitalised words that no lexicon knows: a name, a title, a firm. */
export const isName = ({ words }: Sentence): boolean =>
  words.length <= SIGNATURE_WORDS &&
  words.some((word) => word.isCapital && isPartOfName(word)) &&
  words.every((word) => CONNECTING.has(word.folded) || (word.isCapital && isPartOfName(word)));

const isPartOfName = ({ plain, folded }: Word): boolean => !isMatter(folded) && !functionWords().has(plain);

/** Words that decide something are no part of a name, however they are written. */
const isMatter = (word: string): boolean =>
  /^(?:stop|unsub|optout|remov|delet|abmeld|austrag|losch|entfern|contract|vertrag|order|basta|baja|arret|genug|schluss|enough|quit|spam)/.test(
    word,
  );

/** Whether the word is one of the commonest of a language: alone it tells nothing. */
export const isCommonWord = (plain: string): boolean => functionWords().has(plain);

let commonest: ReadonlySet<string> | null = null;
function functionWords(): ReadonlySet<string> {
  commonest ??= new Set(LANGUAGES.flatMap((language) => LEXICONS[language].functionWords.split(" ")));
  return commonest;
}
