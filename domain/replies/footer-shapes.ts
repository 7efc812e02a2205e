// Cuts from a person's part of a mail what they did not write for this mail: signature, device line, legal and list footers, banners of
// a gateway. In doubt a line stays: a footer too much is read over, a word too few is lost.
import {
  BANNER,
  BANNER_TAG,
  CLOSINGS,
  DEVICE_LINE,
  FIRST_PERSON,
  LEGAL,
  LIST_FOOTER,
  OUR_PEOPLE,
  OUTSIDE,
  PROVIDER_LINE,
  SPEAKS,
} from "./footer-words.ts";
import { countPhrases, folded, hasPhrase, searched } from "./phrase-search.ts";

/** Longer lines are paragraphs of text. */
const MOST_FOOTER_LINE = 300;
/** Signatures have a name, a title, a company, an address, some numbers and links. */
const MOST_SIGNATURE_LINES = 14;
/** A legal paragraph is looked at from its first line to this many characters. */
const MOST_LEGAL_CHARACTERS = 3_000;
const LEGAL_CUES = 2;

const isShort = (line: string): boolean => line !== "" && line.length <= MOST_FOOTER_LINE;

/** Whether the line is "Sent from my iPhone" in one of the languages, or a line that a provider adds. */
export function isDeviceLine(line: string): boolean {
  if (!isShort(line)) return false;
  const plain = folded(line)
    .replace(/^[\s\-–—_*<[(]{1,4}/u, "")
    .replace(/[\s.\-_*\])>]{1,4}$/u, "");
  return (
    PROVIDER_LINE.test(plain) ||
    (DEVICE_LINE.test(plain) && !hasPhrase(searched(plain.replace(/^(?:sent|send|get)/, "")), ASKS))
  );
}

/** Of the words that speak, those that a device line never has. */
const ASKS = SPEAKS.filter(({ phrase }) => !/^(?:send|envi|invi|envoy|ja|da|si|end)/.test(folded(phrase)));

/**
 * Whether a list wrote the line: instructions to leave it, with no word in the first person, or links of a list side by side. A question
 * ("Can they unsubscribe at any time?") and a sentence on the writer's own customers are a person's; "No more mails? Unsubscribe here" is a list's.
 */
export function isListFooter(line: string): boolean {
  if (!isShort(line)) return false;
  const words = searched(line.replace(QUESTION, " "));
  if (hasPhrase(words, LIST_FOOTER)) return !hasPhrase(searched(line), FIRST_PERSON) && !hasPhrase(words, OUR_PEOPLE);
  return (
    /^[[(<]?(?:unsubscribe|abmelden|abbestellen|se desabonner|desabonnement|darse de baja|disiscriviti|cancelar inscricao|afmelden|uitschrijven|wypisz sie|avregistrera|afmeld|avmeld|odhlasit)\]?\s?(?:[|·•(<]|https?:)/u.test(
      folded(line),
    ) ||
    /[|·•]\s?(?:unsubscribe|abmelden|abbestellen|se desabonner|preferences|privacy policy|datenschutz|impressum)(?:\s?[|·•]|$)/u.test(
      folded(line),
    )
  );
}

/** A sentence that asks. In a link "?" asks nothing. */
const QUESTION = /(?:[^.!?\n]|\.(?=\S)){1,300}\?(?=[\s?!"'»)]|$)/g;

/** Whether the line is a question of a list: below it, in the same paragraph, stands how to leave. */
export const asksOfList = (line: string): boolean =>
  isShort(line) &&
  line.endsWith("?") &&
  hasPhrase(searched(line), LIST_FOOTER) &&
  !hasPhrase(searched(line), FIRST_PERSON);

/** A list says in one breath why the mail came, where to read it, and how to leave. */
export const saysListOnce = (line: string): boolean => isShort(line) && countPhrases(searched(line), LIST_FOOTER) <= 1;

/** Whether a gateway put the line above the mail. `words` is the whole paragraph from the line on. */
export function isBanner(line: string, paragraph: string): boolean {
  if (!isShort(line)) return false;
  const plain = folded(line);
  return BANNER_TAG.test(plain) || (BANNER.test(plain) && hasPhrase(searched(paragraph.slice(0, 500)), OUTSIDE));
}

/** Where the legal footer begins in the lines of one paragraph: the first line with a cue, when the paragraph has two. */
export function legalFrom(paragraph: readonly string[]): number | undefined {
  if (countPhrases(searched(paragraph.join(" ").slice(0, MOST_LEGAL_CHARACTERS)), LEGAL) < LEGAL_CUES) return undefined;
  const first = paragraph.findIndex((line) => hasPhrase(searched(line.slice(0, MOST_LEGAL_CHARACTERS)), LEGAL));
  // A short first line above it may be its title, or the person's.
  return first < 0 ? undefined : first;
}

const isClosing = (line: string): boolean => {
  if (line.length > 60) return false;
  return CLOSINGS.has(folded(line).replace(/[\s,.!;:~。！，、–-]{1,4}$/u, ""));
};

/** One to four words with capitals, an initial, a particle or a degree among them: a name, and nothing that speaks. */
const isNameLine = (line: string): boolean =>
  line.length <= 100 &&
  isName(line.replace(/^(?:i\.\s?[AV]\.|ppa\.)\s?/u, "").split(/\s?[|•·]\s?|\s[–—-]\s/u)[0] ?? "") &&
  !hasPhrase(searched(line), SPEAKS);

const isName = (line: string): boolean =>
  line.length <= 60 &&
  !/[?!:;]/.test(line) &&
  /^(?:[-–—~/]\s?)?\p{Lu}[\p{L}\p{M}'’.-]*(?:\s+(?:\p{Lu}[\p{L}\p{M}'’.-]*|von|van|de|der|den|da|di|del|la|le|zu|bin|al|dr\.?|\([\p{L} ]{1,20}\))){0,4},?(?:\s(?:PhD|MBA|MSc|Dipl\.-Ing\.))?$/u.test(
    line,
  ) &&
  !hasPhrase(searched(line), SPEAKS);

/** Few words without the end of a sentence: a title, a company, a street, a number, a link. */
const isSignatureLine = (line: string): boolean =>
  line.length <= 100 &&
  !/[?!]|[^\d\s.]{3}\.\s|[\p{Ll}]{3}\.$/u.test(line) &&
  line.split(/\s+/).length <= 12 &&
  !hasPhrase(searched(line), SPEAKS);

/**
 * Where the signature begins: `-- ` alone in its line, or a closing with a name below it and nothing but short lines after. Undefined when
 * the lines have none. `isStandard` says of which lines the trailing space of `-- ` is still there.
 */
export function signatureFrom(lines: readonly string[], isStandard: (at: number) => boolean): number | undefined {
  const marked = markedSignature(lines, isStandard);
  if (marked !== undefined) return marked;
  const filled = lines.flatMap((line, at) => (line === "" ? [] : [at]));
  // A mail that is nothing but "Thanks." says it: the first line is never a closing.
  for (const at of filled.slice(1).slice(-MOST_SIGNATURE_LINES - 1)) {
    if (!isClosing(lines[at] ?? "")) continue;
    const [name, ...rest] = lines.slice(at + 1).filter((line) => line !== "");
    if (name === undefined) return at;
    if (isNameLine(name) && rest.every(isSignatureLine)) return at;
  }
  return undefined;
}

/** `-- ` is RFC 3676's. Without its space, or as a long dash, it may also part two paragraphs of the person's own. */
function markedSignature(lines: readonly string[], isStandard: (at: number) => boolean): number | undefined {
  const at = lines.findIndex((line) => /^(?:--|—|–|__|-- -)$/u.test(line));
  if (at < 0) return undefined;
  const isAlone = lines.slice(0, at).every((line) => line === "");
  if (isStandard(at) && !isAlone) return at;
  const below = lines.slice(at + 1).filter((line) => line !== "");
  return below.length > MOST_SIGNATURE_LINES || below.some(speaks) ? undefined : at;
}

/** Whether the line may be a sentence of the person's own. */
const speaks = (line: string): boolean =>
  line.length > MOST_FOOTER_LINE ||
  line.endsWith("?") ||
  (hasPhrase(searched(line), SPEAKS) && !isListFooter(line) && !hasPhrase(searched(line), LEGAL));
