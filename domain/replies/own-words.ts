// Returns the part of a message that the person wrote now. Quoted mail contains our own footer, whose "unsubscribe" must not count as
// theirs; and what they wrote must not be lost because it stands in an unusual place.
import { SIGNAL_LIMITS } from "../../schema/signals.ts";
import { withLf } from "../plain-lines.ts";
import {
  asksOfList,
  isBanner,
  isDeviceLine,
  isListFooter,
  legalFrom,
  saysListOnce,
  signatureFrom,
} from "./footer-shapes.ts";
import type { Message, OwnWords } from "./message.ts";
import { attributionLines, bare, headerLines, isMarked, isRule, isSeparator } from "./quote-shapes.ts";
import { ownSubject } from "./subject-prefixes.ts";

export { stripPrefixes } from "./subject-prefixes.ts";

/** A part of the text that is not the person's, in its order in the mail. */
export interface CutPart {
  readonly why: "quote" | "signature" | "device" | "footer" | "banner";
  readonly text: string;
}

/** The person's own part, whole, and everything that was taken from around it. */
export interface OwnLines {
  readonly own: string;
  readonly rest: readonly CutPart[];
}

type Why = CutPart["why"] | "own";

/** What a mail program wrote around the gap in a text that was cut in its middle. */
const GAP = "\n…\n";

/** Subject and text without what quotes us. A long text keeps its beginning and its end: a person may write below a quotation, too. */
export const ownWords = ({ subject = "", text }: Pick<Message, "subject" | "text">): OwnWords => ({
  subject: ownSubject(subject),
  text: bothEnds(ownLines(text).own, SIGNAL_LIMITS.text),
});

/** The text with its middle left out where it is longer than `most`: never half of a surrogate pair. */
export function bothEnds(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor((most - GAP.length) / 2);
  return `${text.slice(0, half).replace(/[\ud800-\udbff]$/, "")}${GAP}${text.slice(-half).replace(/^[\udc00-\udfff]/, "")}`;
}

/** The person's own part, and the rest with the reason why each piece is not theirs. */
export function ownLines(text: string): OwnLines {
  const raw = withLf(text).split("\n");
  const lines = raw.map(bare);
  const whys = quotesOf(lines, raw);
  markFooters(whys, lines, raw);
  return { own: joined(raw, whys, "own"), rest: partsOf(raw, whys) };
}

const joined = (raw: readonly string[], whys: readonly Why[], wanted: Why): string =>
  raw
    .filter((_, at) => whys[at] === wanted)
    .map((line) => line.trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** Which lines are quotations. Lines below a marked quotation (`>`) are the person's; lines below an unmarked one are not. */
function quotesOf(lines: readonly string[], raw: readonly string[]): Why[] {
  const marked = raw.map(isMarked);
  const filled = nextFilled(lines);
  const isMarkedBelow = (from: number): boolean => marked[filled[from] ?? lines.length] === true;
  const whys: Why[] = [];
  while (whys.length < lines.length) {
    const at = whys.length;
    const length = marked[at] ? 1 : markLength(lines, at, filled, isMarkedBelow);
    for (let count = 0; count < Math.max(length, 1); count += 1) whys.push(length > 0 ? "quote" : "own");
    const isOpen = length > 0 && !marked[at] && !isMarkedBelow(whys.length);
    if (isOpen) while (whys.length < lines.length) whys.push("quote");
  }
  return whys;
}

/** For each line, the next one from it on that is not empty. */
function nextFilled(lines: readonly string[]): readonly number[] {
  const next = Array.from<number>({ length: lines.length + 1 }).fill(lines.length);
  for (let at = lines.length - 1; at >= 0; at -= 1) next[at] = lines[at] === "" ? (next[at + 1] ?? at) : at;
  return next;
}

/** A title, headers and an attribution may follow each other, each once. */
const MOST_MARKS = 3;

/** How many lines from `at` announce a quotation: a separator, a header block, an attribution, or one after the other. */
function markLength(
  lines: readonly string[],
  at: number,
  filled: readonly number[],
  isMarkedBelow: (from: number) => boolean,
): number {
  const line = lines[at] ?? "";
  if (line === "") return 0;
  const single = (from: number): number => headerLines(lines, from) || attributionLines(lines, from, isMarkedBelow);
  const isTitle = isSeparator(line);
  let end = isTitle ? at + 1 : at;
  let next = isTitle || isRule(line) ? (filled[at + 1] ?? lines.length) : at;
  for (let marks = 0; marks < MOST_MARKS && next < lines.length; marks += 1) {
    const length = single(next);
    if (length === 0) break;
    end = next + length;
    next = filled[end] ?? lines.length;
  }
  return end - at;
}

/** Takes from the person's lines what is no quotation and not theirs either. */
function markFooters(whys: Why[], lines: readonly string[], raw: readonly string[]): void {
  const own = whys.flatMap((why, at) => (why === "own" ? [at] : []));
  const first = own.find((at) => lines[at] !== "");
  /** "Newsletter abbestellen": a footer stands below something, or has a link. */
  const isBareFirst = (at: number, line: string): boolean =>
    at === first &&
    line.length <= (saysListOnce(line) ? LONG_BARE_LINE : BARE_LINE) &&
    !/https?:|www\.|[|<@·•]/.test(line);
  for (const paragraph of paragraphsOf(own, lines)) {
    const texts = paragraph.map((at) => lines[at] ?? "");
    const legal = legalFrom(texts);
    const whole = texts.join(" ").slice(0, MOST_PARAGRAPH);
    const isOfGateway = isBanner(texts[0] ?? "", whole);
    for (const [index, at] of paragraph.entries()) {
      if (isOfGateway) whys[at] = "banner";
      else if (legal !== undefined && index >= legal) whys[at] = "footer";
      else if (isDeviceLine(texts[index] ?? "")) whys[at] = "device";
      else if (isOfList(texts, index) && !isBareFirst(at, texts[index] ?? "")) whys[at] = "footer";
    }
  }
  for (const stretch of stretchesOf(whys)) markSignature(stretch, whys, lines, raw);
}

const MOST_PARAGRAPH = 1_000;
/** As long as "Please unsubscribe me from the newsletter, thanks". */
const BARE_LINE = 50;
/** Two sentences of a person, when they have a list's words only once. */
const LONG_BARE_LINE = 160;

/** A list's line; its question counts where the next line says how to leave. */
const isOfList = (lines: readonly string[], at: number): boolean =>
  isListFooter(lines[at] ?? "") || (asksOfList(lines[at] ?? "") && isListFooter(lines[at + 1] ?? ""));

/** Lines of one paragraph, as places: consecutive and not empty. */
function paragraphsOf(own: readonly number[], lines: readonly string[]): number[][] {
  const paragraphs: number[][] = [];
  let last = -2;
  for (const at of own) {
    if (lines[at] === "") continue;
    if (at === last + 1) paragraphs.at(-1)?.push(at);
    else paragraphs.push([at]);
    last = at;
  }
  return paragraphs;
}

/** The person's lines between two quotations. Footers between them do not part them. */
function stretchesOf(whys: readonly Why[]): number[][] {
  const stretches: number[][] = [[]];
  for (const [at, why] of whys.entries()) {
    if (why === "own") stretches.at(-1)?.push(at);
    else if (why === "quote" && (stretches.at(-1)?.length ?? 0) > 0) stretches.push([]);
  }
  return stretches.filter((stretch) => stretch.length > 0);
}

function markSignature(
  stretch: readonly number[],
  whys: Why[],
  lines: readonly string[],
  raw: readonly string[],
): void {
  const from = signatureFrom(
    stretch.map((at) => lines[at] ?? ""),
    (index) => raw[stretch[index] ?? -1] === "-- ",
  );
  if (from === undefined) return;
  for (const at of stretch.slice(from)) whys[at] = "signature";
}

function partsOf(raw: readonly string[], whys: readonly Why[]): CutPart[] {
  const parts: { why: CutPart["why"]; lines: string[] }[] = [];
  let last: Why = "own";
  for (const [at, why] of whys.entries()) {
    if (why !== "own" && why === last) parts.at(-1)?.lines.push(raw[at] ?? "");
    else if (why !== "own") parts.push({ why, lines: [raw[at] ?? ""] });
    last = why;
  }
  return parts.map(({ why, lines }) => ({ why, text: lines.join("\n").trim() })).filter(({ text }) => text !== "");
}
