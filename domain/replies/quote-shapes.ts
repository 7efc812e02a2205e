// Recognises, by shape, how mail programs of any language mark quoted mail: attributions, header blocks and separators. Each
// function looks at a few short lines, so a reader of a long text stays linear.
import { isMonth, isWeekday } from "./calendar-words.ts";
import { folded } from "./phrase-search.ts";
import {
  ATTRIBUTION_BEGINS,
  FROM_LABELS,
  OTHER_LABELS,
  SEPARATOR_TITLES,
  WHOLE_LINE_SEPARATORS,
  WROTE,
  WROTE_UNSPACED,
} from "./quote-words.ts";

/** No mail program writes a longer attribution, header or separator. Longer lines are content. */
const MOST_MARK_CHARACTERS = 400;
/** Mail programs break an attribution at 72 or 78 characters, so into three lines at most. */
const MOST_ATTRIBUTION_LINES = 3;
/** From, Sent, To, Cc, Subject, Importance, attachments, and a list of recipients over some lines. */
const MOST_HEADER_LINES = 12;

const HIDDEN = /[\p{Cf}\u2028\u2029]/gu;
const ADDRESS = /[^\s<>@"(),;:[\]]{1,64}@[^\s<>@"(),;:[\]]{1,200}/u;
/** An address as only a program writes it: `<a@b>`, `[mailto:a@b]`, `(a@b)`. */
const MARKED_ADDRESS = /(?:[<([]|mailto:)\s{0,2}[^\s<>@"(),;:[\]]{1,64}@[^\s<>@"(),;:[\]]{1,200}\s{0,2}[>)\]]/u;
const NUMBER_DATE =
  /(?<!\d)(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2})(?!\d)|\d{1,4}\s?[年년月월]/u;
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/u;
const TIME = /(?<!\d)\d{1,2}\s?[:.h時点时시]\s?\d{2}(?!\d)/u;

/** A line without the characters that the eye does not see and without space around it. */
export const bare = (line: string): string =>
  line.length > MOST_MARK_CHARACTERS * 2
    ? line.slice(0, MOST_MARK_CHARACTERS * 2).trim()
    : line.replace(HIDDEN, "").trim();

/** `>`, `> >`, `|` and the full-width form. A table row has a second bar, so it is no quote. */
export const isMarked = (line: string): boolean => /^[\s\u00a0]{0,8}(?:[>＞]|\|(?![^|]{0,400}\|))/u.test(line);

const isShort = (line: string): boolean => line !== "" && line.length <= MOST_MARK_CHARACTERS;

/** A day that a calendar has: "5 May", "27.11.2026", "Freitag, 27", "2026年11月". A bare number is none. */
export function hasDate(text: string): boolean {
  if (NUMBER_DATE.test(text)) return true;
  if (!/\d/.test(text)) return false;
  const words = folded(text).split(/[^\p{L}\p{N}]+/u);
  return words.some(
    (word, at) =>
      isMonth(word) &&
      [words[at - 1], words[at + 1], words[at - 2]].some((near) => /^\d{1,4}(?:st|nd|rd|th)?$/.test(near ?? "")),
  );
}

const endsWithColon = (line: string): boolean => /[:：]\s?[*_>]{0,2}$/u.test(line);

function hasWrote(text: string): boolean {
  const end = folded(text).slice(-200);
  if (WROTE_UNSPACED.test(end)) return true;
  const words = end.split(/[\s,:：<>]+/u);
  return words.some((word) => WROTE.has(word));
}

/** A name before the colon, with at most two small words between them: "…, Robin Sample pisze:". */
const hasNameAtEnd = (text: string): boolean =>
  /\p{Lu}[\p{L}'.-]{1,40}\s\p{Lu}[\p{L}'.-]{1,40}(?:\s\p{Ll}[\p{L}'.()/-]{0,20}){0,2}\s?[:：]/u.test(text.slice(-120));

/** Begins with a preposition of the list, a number, a weekday or its abbreviation. */
const beginsAttribution = (line: string): boolean => {
  const plain = folded(line).replace(/^[*_"']{1,2}/, "");
  return (
    ATTRIBUTION_BEGINS.test(plain) ||
    /^(?:\p{L}{1,5}[.,]{0,2}\s?)?\d/u.test(plain) ||
    isWeekday(/^\p{L}+/u.exec(plain)?.[0] ?? "")
  );
};

/** "I wrote to you": a program writes of others. */
const SPEAKER =
  /(?<![\p{L}\p{N}])(?:I(?= \p{Ll})|[Ii]ch|[Jj]e|[Jj]'ai|[Yy]o|[Ii]k|[Jj]ag|[Jj]eg|[Mm]inä|[Jj]á|я)(?![\p{L}\p{N}])/u;

/**
 * Whether the lines are one attribution. When the quotation below it is marked, a date, an address or a verb is enough. When it is not,
 * everything below is lost, so a person's own sentence must not look like one.
 */
function isAttribution(text: string, isMarkedBelow: boolean): boolean {
  const dated = hasDate(text);
  const wrote = hasWrote(text);
  if (!isMarkedBelow && SPEAKER.test(text)) return false;
  if (isMarkedBelow) return dated || wrote || MARKED_ADDRESS.test(text);
  if (MARKED_ADDRESS.test(text)) return dated || wrote;
  if (wrote) return dated || ADDRESS.test(text);
  return dated && TIME.test(text) && YEAR.test(text) && beginsAttribution(text) && hasNameAtEnd(text);
}

/** How many lines from `at` are one attribution, as "On 5 May Ada wrote:". 0 when none begins here. */
export function attributionLines(
  lines: readonly string[],
  at: number,
  isMarkedBelow: (end: number) => boolean,
): number {
  for (let count = 1; count <= MOST_ATTRIBUTION_LINES; count += 1) {
    const line = lines[at + count - 1] ?? "";
    if (!isShort(line)) return 0;
    if (!endsWithColon(line)) continue;
    const text = lines.slice(at, at + count).join(" ");
    const found =
      text.length <= MOST_MARK_CHARACTERS &&
      isAttribution(text, isMarkedBelow(at + count)) &&
      (count === 1 || isBroken(lines, at, count, isMarkedBelow));
    return found ? count : 0;
  }
  return 0;
}

/** Whether an attribution needs its first line, too: else that line may be the end of the person's own sentence. */
function isBroken(
  lines: readonly string[],
  at: number,
  count: number,
  isMarkedBelow: (end: number) => boolean,
): boolean {
  const first = lines[at] ?? "";
  const rest = lines.slice(at + 1, at + count).join(" ");
  if (!isAttribution(rest, isMarkedBelow(at + count)))
    return beginsAttribution(first) || MARKED_ADDRESS.test(first) || /[<(]$/.test(first);
  return !hasDate(rest) && hasDate(first) && (beginsAttribution(first) || MARKED_ADDRESS.test(first));
}

const LABEL =
  /^[*_]{0,2}\s?(\p{L}[\p{L}\p{M}' /-]{0,30}?)\s?[*_]{0,2}\s?[:：]\s?[*_]{0,2}(?=\s|\p{L}|\p{N}|[<"'[(]|$)/u;

const labelOf = (line: string): string | undefined => {
  const label = LABEL.exec(line)?.[1];
  return label === undefined ? undefined : folded(label).trim();
};

const kindOf = (label: string): string | undefined =>
  FROM_LABELS.has(label) ? "from" : Object.keys(OTHER_LABELS).find((kind) => OTHER_LABELS[kind]?.has(label));

const isWeekdayAlone = (line: string): boolean =>
  folded(line)
    .split(/[^\p{L}]+/u)
    .some((word) => isWeekday(word));

/**
 * How many lines from `at` are a header block, as "From: … Sent: … To: …". Known labels need an author among the first three and one
 * more fact (an address, a date, or a third label); unknown labels need three lines with an address in brackets and a date with a time.
 */
export function headerLines(lines: readonly string[], at: number): number {
  const first = lines[at] ?? "";
  if (!isShort(first) || labelOf(first) === undefined) return 0;
  if (isOneLineHeader(first)) return 1;
  const labels: string[] = [];
  const values: string[] = [];
  let end = at;
  for (let next = at; next < at + MOST_HEADER_LINES && next < lines.length; next += 1) {
    const line = lines[next] ?? "";
    const label = isShort(line) ? labelOf(line) : undefined;
    // Programs that make text of HTML put an empty line between the labels; a list of recipients goes on in the next line.
    const isGap = line === "" && next === end && labelOf(lines[next + 1] ?? "") !== undefined;
    const goesOn = line !== "" && label === undefined && /[;,]$/.test(values.at(-1) ?? "");
    if (label !== undefined) labels.push(label);
    else if (!isGap && !goesOn) break;
    if (line !== "") values.push(line);
    end = next + 1;
  }
  return isHeader(labels, values.join("\n")) ? end - at : 0;
}

/** Labels of a day that are not only of a mail, as "Sent" is. */
const DAY_LABELS: ReadonlySet<string> = new Set([
  "date",
  "datum",
  "data",
  "fecha",
  "dato",
  "tarih",
  "дата",
  "日付",
  "日期",
]);
/** The dots that a day or a time may end in: "27.", "p.m.", "Uhr", "г." */
const DAY_END = /(?:\d|\b[\p{L}]{1,4})\.$/gmu;

/** Without an address, a line that ends as a sentence or speaks of its writer makes it a person's own list. */
function isHeader(labels: readonly string[], text: string): boolean {
  const kinds = labels.map(kindOf);
  const known = new Set(kinds.filter((kind) => kind !== undefined));
  const isFact = ADDRESS.test(text) || hasDate(text) || isWeekdayAlone(text);
  if (!ADDRESS.test(text) && (SPEAKER.test(text) || /[.!?]$/mu.test(text.replace(DAY_END, "")))) return false;
  // "From, To, Date" without an address, a time or a subject are also the labels of a journey.
  const isJourney =
    !ADDRESS.test(text) && !TIME.test(text) && !known.has("subject") && labels.some((label) => DAY_LABELS.has(label));
  if (isJourney) return false;
  if (kinds.slice(0, 3).includes("from")) return known.size >= 4 || (known.size >= 2 && isFact);
  return labels.length >= 3 && MARKED_ADDRESS.test(text) && TIME.test(text) && hasDate(text);
}

/** All labels in one line: some converters join the block. */
function isOneLineHeader(line: string): boolean {
  if (!ADDRESS.test(line) || kindOf(labelOf(line) ?? "") !== "from") return false;
  const kinds = line
    .split(/(?<=\s)(?=\p{L}[\p{L} ]{0,20}[:：]\s)/u)
    .map((part) => kindOf(labelOf(part) ?? ""))
    .filter((kind) => kind !== undefined);
  return new Set(kinds).size >= 3;
}

const RULED = /^[-_=*~–—<>#+]{2,}\s?([^-_=*~–—#+].{0,200}?)\s?[-_=*~–—<>#+:]{2,}:?$/u;
/** Outlook writes 32 low lines, list programs 47. */
const LOW_LINES = /^_{20,}$/;

/** Whether a line says that the mail below it is another one. */
export function isSeparator(line: string): boolean {
  if (!isShort(line)) return false;
  if (LOW_LINES.test(line)) return true;
  const titled = RULED.exec(line)?.[1];
  if (titled !== undefined) {
    const title = folded(titled);
    return (
      SEPARATOR_TITLES.some((known) => title.includes(known)) ||
      isWholeLine(title) ||
      (hasDate(titled) && (MARKED_ADDRESS.test(titled) || hasWrote(titled)))
    );
  }
  return isWholeLine(folded(line));
}

/** With at most marks around the words: a sentence about an original message is a person's. */
const isWholeLine = (plain: string): boolean => {
  const words = plain.replace(/^[^\p{L}\p{N}]{1,8}/u, "").replace(/[^\p{L}\p{N}]{1,8}$/u, "");
  return WHOLE_LINE_SEPARATORS.has(words);
};

/** A line of dashes alone: a separator only when headers or an attribution follow it. */
export const isRule = (line: string): boolean => /^[-_=*~–—]{3,}$/u.test(line);
