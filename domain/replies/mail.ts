// Reads a whole mail (RFC 5322) into what the readers take of it. Nothing is refused: what cannot be read is named, and what is too long
// loses its middle. Attachments are counted and not looked into, except for the parts of a delivery report.
import PostalMime, { addressParser, decodeWords, type Attachment, type Email } from "postal-mime";
import { MailId, type MailThread, SIGNAL_LIMITS } from "../../schema/signals.ts";
import { canonicalAddress } from "../address.ts";
import { asOneLine, withLf } from "../plain-lines.ts";
import { recipientsOf } from "./delivery-report.ts";
import { htmlText } from "./html-text.ts";
import { HEADER_CHARACTERS, ReadHeader, type ReportedRecipient } from "../../schema/hearing.ts";
import type { Message } from "./message.ts";
import { isRoleSender } from "./role-sender.ts";
import { bothEnds } from "./own-words.ts";

/** Of a mail, so many bytes are read: more is an attachment's. A reply with its quotes has a few thousand. */
export const MAIL_BYTES = 1_000_000;

export interface MailLimits {
  /** Bytes of the mail that are parsed. Of a longer one, what follows is left out: it is an attachment's. */
  readonly rawBytes: number;
  /** Characters of the text that are kept, from both ends. */
  readonly textCharacters: number;
}

/** What is left out of the answer because it cannot be read, or has no value. */
export type Unread = "mail" | "surplus" | "author" | "date" | "text";

export interface ReadHead {
  /** *From*, else *Sender*, canonical; *Reply-To* where that is a program's. Null where none has an address. */
  readonly author: string | null;
  readonly name: string | null;
  readonly subject: string;
  /** The mail's own *Date*, as an instant in UTC. It is the sender's claim. */
  readonly occurredAt: string | null;
  readonly headers: Readonly<Partial<Record<ReadHeader, string>>>;
  readonly thread: MailThread;
  readonly unread: readonly Unread[];
}

export interface ReadMail extends ReadHead {
  readonly text: string;
  /** The recipients of a delivery report; null where the mail has none. */
  readonly reports: readonly ReportedRecipient[] | null;
  readonly attachments: number;
}

const MOST_REFERENCES_CHARACTERS = 20_000;
/** Deeper parts and larger headers are no person's mail: the parser refuses them, and the fallback reads the text as it is. */
const PARSER_LIMITS = { maxNestingDepth: 32, maxHeadersSize: 256 * 1024, maxRfc822NestingDepth: 3 };
const MOST_REPORT_BYTES = 64 * 1024;

/** A mail has at least one of these; a text that has none is no mail, whatever colons it has. */
const HEADS: ReadonlySet<string> = new Set([
  "from",
  "sender",
  "date",
  "subject",
  "message-id",
  "received",
  "to",
  "mime-version",
  "content-type",
  "return-path",
]);
const HEAD_LINE =
  /^(?:from|sender|date|subject|message-id|received|to|mime-version|content-type|return-path)[ \t]{0,8}:/im;

/** Reads a mail. Never throws: of a mail that cannot be parsed, the head and the raw text are returned, with `unread`. */
export async function readMail(raw: Uint8Array, limits: MailLimits): Promise<ReadMail> {
  const bytes = raw.subarray(0, limits.rawBytes);
  const surplus: readonly Unread[] = raw.length > bytes.length ? ["surplus"] : [];
  try {
    const mail = await PostalMime.parse(bytes, PARSER_LIMITS);
    // Words without a head are somebody's words all the same.
    return mail.headers.some(({ key }) => HEADS.has(key))
      ? ofParsed(mail, limits, surplus)
      : ofUnparsed(bytes, limits, surplus);
  } catch {
    return ofUnparsed(bytes, limits, surplus);
  }
}

function ofParsed(mail: Email, limits: MailLimits, surplus: readonly Unread[]): ReadMail {
  const head = headOf(mail.headers);
  const text = textOf(mail, limits);
  const reports = reportsOf(mail.attachments);
  const calendar = mail.attachments.find(({ mimeType, method }) => mimeType === "text/calendar" && method === "REPLY");
  return {
    ...head,
    // A calendar's answer is one part among others: the readers find it in the header that says what a mail is.
    headers: calendar === undefined ? head.headers : { ...head.headers, "content-type": "text/calendar; method=REPLY" },
    text,
    reports,
    attachments: mail.attachments.length,
    unread: [...surplus, ...head.unread, ...(text === "" && reports === null ? (["text"] as const) : [])],
  };
}

/** The plain text, else the HTML as text. A plain part without words is what programs send beside an HTML mail. */
function textOf(mail: Email, { textCharacters }: MailLimits): string {
  const plain = mail.text?.trim() ?? "";
  const text = plain === "" && mail.html !== undefined ? htmlText(mail.html) : (mail.text ?? "");
  return bothEnds(withLf(text).replaceAll("\0", "").trim(), textCharacters);
}

/** The mail cut at its first empty line, each half as it is. */
function ofUnparsed(bytes: Uint8Array, limits: MailLimits, surplus: readonly Unread[]): ReadMail {
  const whole = withLf(new TextDecoder().decode(bytes));
  const gap = whole.search(/\n\n/);
  const hasHead = HEAD_LINE.test(whole.slice(0, HEADER_CHARACTERS));
  const [top, text] = hasHead ? (gap < 0 ? [whole, ""] : [whole.slice(0, gap), whole.slice(gap + 2)]) : ["", whole];
  const head = mailOfHeaders(unfolded(top.slice(0, PARSER_LIMITS.maxHeadersSize)));
  return {
    ...head,
    text: bothEnds(text.replaceAll("\0", "").trim(), limits.textCharacters),
    reports: null,
    attachments: 0,
    unread: ["mail", ...surplus, ...head.unread],
  };
}

function unfolded(top: string): readonly (readonly [string, string])[] {
  const headers: [name: string, value: string][] = [];
  for (const line of top.split("\n")) {
    const last = headers.at(-1);
    const colon = line.indexOf(":");
    if (/^[ \t]/.test(line) && last !== undefined && last[1].length < MOST_REFERENCES_CHARACTERS)
      last[1] += ` ${line.trim()}`;
    else if (colon > 0) headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  return headers;
}

/** Headers as sources deliver them: a list of pairs, or a record whose values may be lists. */
export type GivenHeaders =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads the head of a mail from headers that a source has parsed. Never throws. */
export function mailOfHeaders(given: GivenHeaders): ReadHead {
  return headOf(pairsOf(given).map(([name, value]) => ({ key: name.toLowerCase(), value })));
}

const pairsOf = (given: GivenHeaders): readonly (readonly [string, string])[] =>
  isIterable(given)
    ? [...given]
    : Object.entries(given).flatMap(([name, value = []]) =>
        (typeof value === "string" ? [value] : value).map((each) => [name, each] as const),
      );

const isIterable = (given: GivenHeaders): given is Iterable<readonly [string, string]> =>
  typeof (given as Iterable<unknown>)[Symbol.iterator] === "function";

interface HeaderOf {
  readonly key: string;
  readonly value: string;
}

function headOf(headers: readonly HeaderOf[]): ReadHead {
  const first = (name: string): string | undefined => headers.find(({ key }) => key === name)?.value;
  const author = authorIn(first);
  const date = first("date");
  const occurredAt = instantOf(date);
  const unread: Unread[] = [];
  if (author === undefined) unread.push("author");
  if (date !== undefined && occurredAt === null) unread.push("date");
  return {
    author: author?.address ?? null,
    name: author?.name || null,
    subject: decoded(first("subject") ?? ""),
    occurredAt,
    headers: readHeaders(headers),
    thread: threadOf(first),
    unread,
  };
}

/** A form or a shop that relays a person's mail names itself in *From*, and the person in *Reply-To*. */
function authorIn(first: (name: string) => string | undefined): Author | undefined {
  const author = authorOf([first("from"), first("sender")]);
  if (author === undefined || !isRoleSender(author.address)) return author;
  const relayed = authorOf([first("reply-to")]);
  return relayed === undefined || isRoleSender(relayed.address) ? author : relayed;
}

interface Author {
  readonly address: string;
  readonly name: string;
}

/** The first address that can be written to. */
function authorOf(values: readonly (string | undefined)[]): Author | undefined {
  for (const value of values) {
    const mailboxes = addressParser((value ?? "").slice(0, MOST_REFERENCES_CHARACTERS), { flatten: true });
    for (const { address = "", name } of mailboxes) {
      const canonical = canonicalAddress(address.replace(/[.,;>]{1,4}$/, ""));
      if (canonical.ok)
        return { address: canonical.value, name: asOneLine(decodeWords(name)).slice(0, SIGNAL_LIMITS.short) };
    }
  }
  return undefined;
}

/** Encoded words decoded, in one line. */
const decoded = (value: string): string =>
  asOneLine(decodeWords(value.slice(0, MOST_REFERENCES_CHARACTERS))).slice(0, MOST_SUBJECT);
/** A subject keeps more than the signal does, because its prefixes are taken off first. */
const MOST_SUBJECT = 1_000;

/** "27 Nov 2026 13:55" with its obsolete forms, or RFC 3339. Anything else that the runtime would make a date of is none. */
const MAIL_DATE =
  /\d{1,2}[ -]\p{L}{3,9}\.?[ -]\d{2,4}[ ,T]+\d{1,2}:\d{2}|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}|\p{L}{3} +\d{1,2} +\d{1,2}:\d{2}:\d{2} +\d{4}/u;
const HAS_ZONE = /[+-]\d{2}:?\d{2}$|(?:GMT|UT|UTC|Z|[ECMP][SD]T)$/i;

/** The date in UTC; without a zone it is read as UTC, because the runtime's own zone is no fact. Null outside the years of an instant. */
function instantOf(date: string | undefined): string | null {
  const plain = (date ?? "")
    .slice(0, HEADER_CHARACTERS)
    .replace(/\([^()]{0,100}\)/g, "")
    .trim();
  if (!MAIL_DATE.test(plain)) return null;
  const at = new Date(HAS_ZONE.test(plain) ? plain : `${plain} UTC`);
  const year = at.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? at.toISOString() : null;
}

/** The headers that the readers look at. Of one that stands twice, the values follow each other. */
function readHeaders(headers: readonly HeaderOf[]): Partial<Record<ReadHeader, string>> {
  const kept: Partial<Record<ReadHeader, string>> = {};
  for (const name of ReadHeader.options) {
    const values = headers
      .filter(({ key }) => key === name)
      .slice(0, 3)
      .map(({ value }) => asOneLine(value.slice(0, HEADER_CHARACTERS)));
    if (values.length > 0) kept[name] = values.join(", ").slice(0, HEADER_CHARACTERS);
  }
  return kept;
}

/** *References*, and *In-Reply-To* where they do not have it. */
function threadOf(first: (name: string) => string | undefined): MailThread {
  const [id] = idsIn(first("message-id"));
  const [parent] = idsIn(first("in-reply-to"));
  const before = idsIn(first("references")).filter((one) => one !== parent);
  return { ...(id ? { id } : {}), references: mostIds(parent ? [...before, parent] : before) };
}

const idsIn = (value: string | undefined): readonly MailId[] =>
  (value?.slice(0, MOST_REFERENCES_CHARACTERS).match(/<[^<>\s]{1,500}>/g) ?? []).filter(
    (id) => MailId.safeParse(id).success,
  );

/** The first id began the conversation and the last ones are nearest: a long list loses its middle. */
const mostIds = (ids: readonly MailId[]): MailId[] =>
  ids.length <= SIGNAL_LIMITS.references ? [...ids] : [...ids.slice(0, 1), ...ids.slice(1 - SIGNAL_LIMITS.references)];

const isStatus = ({ mimeType }: Attachment): boolean => /^message\/(?:global-)?delivery-status$/.test(mimeType);
const isReturned = ({ mimeType }: Attachment): boolean =>
  /^(?:text\/rfc822-headers|message\/(?:rfc822|global|rfc822-headers|global-headers))$/.test(mimeType);

/** All recipients of the report. One without an address gets the recipient of the returned mail. */
function reportsOf(attachments: readonly Attachment[]): readonly ReportedRecipient[] | null {
  const statuses = attachments.filter(isStatus);
  if (statuses.length === 0) return null;
  const recipients = statuses.flatMap((part) => recipientsOf(contentOf(part)));
  if (recipients.every(({ address }) => address !== null)) return recipients;
  const returned = attachments.find(isReturned);
  const to = returned === undefined ? undefined : mailOfHeaders([["from", headerIn(contentOf(returned), "to")]]).author;
  return recipients.map((recipient) => ({ ...recipient, address: recipient.address ?? to ?? null }));
}

const headerIn = (text: string, name: string): string =>
  unfolded(withLf(text).split("\n\n")[0] ?? "").find(([key]) => key.toLowerCase() === name)?.[1] ?? "";

function contentOf({ content }: Attachment): string {
  if (typeof content === "string") return content.slice(0, MOST_REPORT_BYTES);
  const bytes = content instanceof Uint8Array ? content : new Uint8Array(content);
  return new TextDecoder().decode(bytes.subarray(0, MOST_REPORT_BYTES));
}

/** What the other readers take of the mail. */
export const messageOf = ({ author, subject, text, headers, reports }: ReadMail): Message => ({
  subject,
  text,
  headers,
  ...(author === null ? {} : { email: author }),
  ...(reports === null ? {} : { reports }),
});
