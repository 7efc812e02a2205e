// Cuts a reply down to what the person wrote now. The mail they answer carries our own footer, and its "unsubscribe" is ours, not theirs.

/** More lines than this are not looked at: the text is capped before, so only a text of line ends comes near. */
const LINES = 2_000;

/** A header block or separator under which the whole earlier mail stands, without marks of its own. */
const SEPARATOR =
  /^(?:-{2,} ?(?:original message|ursprüngliche nachricht|original-nachricht|forwarded message|weitergeleitete nachricht) ?-{2,}|_{10,})$/i;
const HEADER_FIRST = /^\*?(?:from|von):\*? \S/i;
const HEADER_SECOND = /^\*?(?:sent|date|to|gesendet|datum|an):\*? \S/i;
/** With a date or an address in it: "Am Montag schrieb ich:" is the person's own sentence. */
const BEGINS_ATTRIBUTION = /^(?:on|am|le|el) [^\d@<]*[\d@<]/i;
const ENDS_ATTRIBUTION = /(?:\bwrote:|\bschrieb\b.*:|\ba écrit ?:|\bescribió:)$/i;

/** The person's own lines, in order. Text below marked quotes is theirs; text below an unmarked quotation is not. */
export function ownText(text: string): string {
  const own: string[] = [];
  const lines = text
    .split(/\r?\n/)
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

/** How many lines "On … wrote:" takes here: mail programs break it in two. 0 when there is none. */
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
