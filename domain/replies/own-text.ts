// Returns the part of a reply that the person wrote now. The quoted mail contains our own footer, whose "unsubscribe" must not
// count as theirs.
import { withLf } from "../plain-lines.ts";

/** The most lines that are read. The text is capped before, so only a text of empty lines reaches this limit. */
const LINES = 2_000;

/** A separator or header block. Everything below it is the earlier mail, without quotation marks. */
const SEPARATOR =
  /^(?:-{2,} ?(?:original message|ursprüngliche nachricht|original-nachricht|forwarded message|weitergeleitete nachricht) ?-{2,}|_{10,})$/i;
const HEADER_FIRST = /^\*?(?:from|von):\*? \S/i;
const HEADER_SECOND = /^\*?(?:sent|date|to|gesendet|datum|an):\*? \S/i;
/**
 * The beginning of "On 5 May … wrote:". It needs a digit or an address, because "Am Montag schrieb ich:" is the person's own
 * sentence.
 */
const BEGINS_ATTRIBUTION = /^(?:on|am|le|el) [^\d@<]*[\d@<]/i;
const ENDS_ATTRIBUTION = /(?:\bwrote:|\bschrieb\b.*:|\ba écrit ?:|\bescribió:)$/i;

/** The person's own lines, in order. Lines below a marked quotation (`>`) are theirs; lines below an unmarked quotation are not. */
export function ownText(text: string): string {
  const own: string[] = [];
  const lines = withLf(text)
    .split("\n")
    .slice(0, LINES)
    .map((line) => line.trim());
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? "";
    const attribution = attributionLength(lines, i);
    if (SEPARATOR.test(line) || isHeaderBlock(lines, i)) break;
    if (attribution > 0 && !isMarkedBelow(lines, i + attribution)) break;
    if (attribution > 0) i += attribution - 1;
    else if (!line.startsWith(">")) own.push(line);
  }
  return own.join("\n").trim();
}

const isHeaderBlock = (lines: readonly string[], i: number): boolean =>
  HEADER_FIRST.test(lines[i] ?? "") && HEADER_SECOND.test(lines[i + 1] ?? "");

/** How many lines "On … wrote:" has here: some mail programs break it in two. 0 when there is none. */
function attributionLength(lines: readonly string[], i: number): 0 | 1 | 2 {
  const line = lines[i] ?? "";
  if (!BEGINS_ATTRIBUTION.test(line)) return 0;
  if (ENDS_ATTRIBUTION.test(line)) return 1;
  return ENDS_ATTRIBUTION.test(`${line} ${lines[i + 1] ?? ""}`) ? 2 : 0;
}

const isMarkedBelow = (lines: readonly string[], from: number): boolean =>
  lines
    .slice(from)
    .find((line) => line !== "")
    ?.startsWith(">") ?? false;
