// Divides a stranger's long text into what a page shows at first and the rest, so that no stranger decides how far down our buttons stand.

const FIRST_CHARACTERS = 1_200;
const FIRST_LINES = 20;
/** So few characters more are not worth a click. */
const SMALL_REST = 200;

/** The beginning of a text, up to the end of a line or a word, and the rest; the rest is empty where all of it is shown at first. Together they are the text. */
export function firstPart(text: string): readonly [first: string, rest: string] {
  const lines = text.split("\n").slice(0, FIRST_LINES).join("\n");
  const end = lines.length <= FIRST_CHARACTERS ? lines.length : wordEnd(lines.slice(0, FIRST_CHARACTERS));
  const isShort = text.length - end <= SMALL_REST && !text.slice(end).trim().includes("\n");
  return isShort ? [text, ""] : [text.slice(0, end), text.slice(end)];
}

/** Where the last word of a text ends that is whole; the whole length where words are very long. Never between the two halves of a character. */
function wordEnd(text: string): number {
  const blank = Math.max(text.lastIndexOf(" "), text.lastIndexOf("\n"));
  const end = blank > text.length / 2 ? blank : text.length;
  return /[\ud800-\udbff]$/u.test(text.slice(0, end)) ? end - 1 : end;
}
