// Prepares the text of a job title: the folded text, its words, and the parts that separators make. It knows no title.
import { SIGNAL_LIMITS } from "../../schema/signals.ts";

/** A word of a title. */
export interface TitleWord {
  readonly text: string;
  /** Joined to the word before by a hyphen: "CTO-approved". */
  readonly hyphen: boolean;
  /** The owner of what follows: "President's", "VD:s". */
  readonly possessive: boolean;
}

/** The words between two separators. `weak`: the separator before them may also stand inside one title, as in "Sales & Marketing". */
export interface TitlePart {
  readonly words: readonly TitleWord[];
  readonly before: "start" | "strong" | "comma" | "and";
}

/** Letters of Chinese, Japanese and Korean, which stand beside Latin letters in honest titles ("IT部長"). */
const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々`;
const IS_CJK = new RegExp(`[${CJK}]`, "u");

export const isCjk = (word: string): boolean => IS_CJK.test(word);

/**
 * The text in one form for all ways to write it: full-width and decorated letters become plain ones (NFKC), hidden characters and the accents of
 * Latin letters go, and so does the difference between "ü" and "ue". The words of the lexicon are folded in the same way.
 */
export function folded(text: string): string {
  return text
    .slice(0, SIGNAL_LIMITS.short)
    .normalize("NFKC")
    .replaceAll(/[\p{Cf}\u034f\u115f\u1160\u3164\ufe00-\ufe0f]/gu, "")
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/([a-z\p{Script=Arabic}])\p{Mn}+/gu, "$1")
    .normalize("NFC")
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l")
    .replaceAll("đ", "d")
    .replaceAll("ı", "i")
    .replaceAll("æ", "a")
    .replaceAll("œ", "o")
    .replaceAll(/ae|oe|ue/g, (pair) => pair.charAt(0))
    .replaceAll(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
    .replaceAll(/[\u2010-\u2012\u2212]/g, "-");
}

/** What no title has: characters of addresses, links, code and key-value pairs. "CEO at example.com" names a company. */
export const hasForeignSigns = (text: string): boolean =>
  /[@=<>{}\\$^~]|:\/\/|\bwww\.|^\S*[a-z]\.(?:com|net|org|io|de|eu|example)\b\S*$/.test(text);

/** A word with Latin letters and those of a similar alphabet is a disguise. */
export const mixesAlphabets = (text: string): boolean =>
  (text.match(/[\p{L}\p{M}]+/gu) ?? []).some(
    (word) => /[a-z]/.test(word) && new RegExp(`[^\\P{L}\\p{Script=Latin}${CJK}]`, "u").test(word),
  );

/** The marks of gender: "(m/w/d)", "Leiter:in", "Leiter*in", "Leiter/-in", "Chargé(e)", "Directeur·rice". */
const GENDERS = /\(?(?<![\p{L}&])[mwfdxhv](?:\s*[/|,*]\s*[mwfdxhvia]){1,3}(?!\p{L})\)?/gu;
const GENDERED =
  /(?<=\p{L}{3})(?:[:*_·•.]-?(?:innen|in|e|rice|trice|euse|ne|r|n)|\/-?(?:innen|in|e|a|ka|trice|rice|euse|ere|iere|r|n)|\((?:innen|in|e|a|ka|r|n|m|ne|ra)\))(?![\p{L}'])/gu;
/** Letters joined by "&": "R&D", "P&O". */
const JOINED = /(?<!\p{L})(\p{L})\s?&\s?(\p{L})(?!\p{L})/gu;

/** The parts of a folded title, in order. Its work is linear in the length. */
export function partsOf(text: string): readonly TitlePart[] {
  const plain = text.replaceAll(GENDERS, " ").replaceAll(GENDERED, "").replaceAll(JOINED, "$1$2");
  const parts: { words: TitleWord[]; before: TitlePart["before"] }[] = [{ words: [], before: "start" }];
  let gap = "";
  for (const [piece] of plain.matchAll(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+/gu)) {
    if (!/[\p{L}\p{N}]/u.test(piece)) {
      gap = piece;
      continue;
    }
    const words = parts.at(-1)?.words ?? [];
    const last = words.at(-1);
    if (piece === "s" && last && /^['’:]$/.test(gap)) words[words.length - 1] = { ...last, possessive: true };
    else {
      const separator = separatorIn(gap);
      if (separator !== null && words.length > 0) parts.push({ words: [], before: separator });
      append(parts.at(-1)?.words ?? [], piece, gap);
    }
    gap = "";
  }
  return parts;
}

function separatorIn(gap: string): TitlePart["before"] | null {
  if (/[;|•·()[\]\n"“”„«»…!?:]/u.test(gap) || /\s[-–—]+\s|[–—]/u.test(gap)) return "strong";
  if (gap.includes(",") || gap.includes("、") || gap.includes("，")) return "comma";
  return /[/&+]/.test(gap) ? "and" : null;
}

/** Appends a word. Single letters become one word ("V P", "c.f.o"); Chinese, Japanese and Korean letters are apart from others. */
function append(words: TitleWord[], piece: string, gap: string): void {
  const last = words.at(-1);
  const isLetter = /^[a-z]$/.test(piece);
  const hyphen = last !== undefined && /^-|-$/.test(gap);
  if (isLetter && last && /^[a-z]{1,5}$/.test(last.text) && /^(?:\.\s*|\s+)$/.test(gap) && joinsLetters.has(last)) {
    const joined = { ...last, text: last.text + piece };
    joinsLetters.add(joined);
    words[words.length - 1] = joined;
    return;
  }
  for (const [index, run] of runsOf(piece).entries()) {
    const word = { text: run, hyphen: hyphen && index === 0, possessive: false };
    if (isLetter) joinsLetters.add(word);
    words.push(word);
  }
}

/** The words that were made of single letters so far. */
const joinsLetters = new WeakSet<TitleWord>();

const RUNS = new RegExp(`[${CJK}]+|[^${CJK}]+`, "gu");
const runsOf = (piece: string): readonly string[] => piece.match(RUNS) ?? [];
