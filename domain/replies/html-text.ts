// Turns the HTML of a mail into plain text for the readers: quotations become `>` lines, and what mail programs mark by class or id
// becomes a separator. Goes once through the text. It is no sanitizer: its result is text, not HTML.
import { withoutEntities } from "./entities.ts";

/** Content that no reader of the mail sees. */
const UNSEEN: ReadonlySet<string> = new Set([
  "script",
  "style",
  "head",
  "title",
  "noscript",
  "template",
  "svg",
  "object",
]);
const BLOCKS: ReadonlySet<string> = new Set(
  "address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header li main nav ol p pre section table tbody tr ul".split(
    " ",
  ),
);
/** Blocks with an empty line around them. */
const SPACED: ReadonlySet<string> = new Set(["p", "h1", "h2", "h3", "h4", "blockquote"]);
/** Outlook on the web and Yahoo mark the mail that is answered, which has no marks of its own. */
const ANSWERED =
  /(?:id|class)\s?=\s?["']?(?:[^"'>]{0,100}[\s_-])?(?:divRplyFwdMsg|appendonsend|x_divRplyFwdMsg|yahoo_quoted|mail-editor-reference-message-container)\b/i;
const SEPARATOR = "_".repeat(32);
const MOST_QUOTE_DEPTH = 8;
const MOST_TAG_CHARACTERS = 2_000;

interface Page {
  readonly lines: string[];
  /** The pieces of the line that is being written. */
  line: string[];
  /** Whether the line has nothing visible yet, and whether it ends in a space. */
  isBlank: boolean;
  endsInSpace: boolean;
  depth: number;
  /** How deep in `pre`: there, spaces and line breaks are the writer's. */
  pre: number;
  /** The element whose content is left out, until its end. */
  unseen: string | undefined;
}

function add(page: Page, piece: string): void {
  if (piece === "") return;
  page.line.push(piece);
  page.isBlank &&= piece.trim() === "";
  page.endsInSpace = piece.endsWith(" ");
}

function breakLine(page: Page): void {
  const mark = "> ".repeat(Math.min(page.depth, MOST_QUOTE_DEPTH));
  page.lines.push(`${mark}${page.line.join("")}`.trimEnd());
  page.line = [];
  page.isBlank = true;
  page.endsInSpace = false;
}

const endLine = (page: Page): void => {
  if (!page.isBlank) breakLine(page);
  page.line = [];
};

function emptyLine(page: Page): void {
  endLine(page);
  const last = page.lines.at(-1);
  if (last !== undefined && !/^[> ]*$/.test(last)) breakLine(page);
}

function wholeLine(page: Page, line: string): void {
  endLine(page);
  add(page, line);
  breakLine(page);
}

function write(page: Page, text: string): void {
  if (page.unseen !== undefined) return;
  const seen = withoutEntities(text);
  if (page.pre === 0) {
    const words = seen.replace(/[\s\u00a0]+/gu, " ");
    add(page, page.isBlank || page.endsInSpace ? words.trimStart() : words);
    return;
  }
  for (const [at, line] of seen.split(/\r?\n/).entries()) {
    if (at > 0) breakLine(page);
    add(page, line);
  }
}

function tag(page: Page, source: string): void {
  const [, slash, written = ""] = /^(\/?)([a-zA-Z][a-zA-Z0-9:]{0,20})/.exec(source) ?? [];
  const name = written.toLowerCase();
  const isEnd = slash === "/";
  if (page.unseen !== undefined) {
    if (isEnd && name === page.unseen) page.unseen = undefined;
    return;
  }
  if (UNSEEN.has(name)) {
    if (!isEnd && !source.endsWith("/")) page.unseen = name;
  } else if (name === "br") breakLine(page);
  else if (name === "hr") wholeLine(page, "-----");
  else if (name === "td" || name === "th") add(page, page.isBlank || page.endsInSpace ? "" : " ");
  else if (BLOCKS.has(name)) block(page, name, isEnd, source);
}

function block(page: Page, name: string, isEnd: boolean, source: string): void {
  const isQuote = name === "blockquote";
  if (isQuote && isEnd) {
    endLine(page);
    page.depth = Math.max(0, page.depth - 1);
  }
  if (SPACED.has(name)) emptyLine(page);
  else endLine(page);
  if (isQuote && !isEnd) page.depth += 1;
  if (name === "pre") page.pre = Math.max(0, page.pre + (isEnd ? -1 : 1));
  if (!isEnd && name === "li") add(page, "- ");
  if (!isEnd && ANSWERED.test(source.slice(0, MOST_TAG_CHARACTERS))) wholeLine(page, SEPARATOR);
}

/** A comment, a tag, text, or a bracket that begins none of them. A tag without an end goes to the end of the text, and is text. */
const TOKEN = /<!--[^]*?(?:-->|$)|<[/a-zA-Z!?][^>]*>?|[^<]+|</g;

/** The visible words of the HTML, with line breaks where a page has them, and `>` before the lines of a quotation. */
export function htmlText(html: string): string {
  const page: Page = {
    lines: [],
    line: [],
    isBlank: true,
    endsInSpace: false,
    depth: 0,
    pre: 0,
    unseen: undefined,
  };
  for (const [token] of html.matchAll(TOKEN)) {
    const isTag = /^<[/a-zA-Z!?]/.test(token) && token.endsWith(">");
    if (isTag) tag(page, token.slice(1, -1));
    else if (!token.startsWith("<!--")) write(page, token);
  }
  endLine(page);
  return page.lines.join("\n").trim();
}
