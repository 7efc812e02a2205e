// Writes a plain-text mail as RFC 5322 requires on the wire. The same mail gives the same bytes. Written here because the
// maintained libraries choose their own date and Message-ID, and fold input into headers.
import { Buffer } from "node:buffer";
import { isMailId } from "../../domain/mail-thread.ts";
import { withLf } from "../../domain/plain-lines.ts";
import { isHeaderAddress, whyUnwritable } from "../../domain/writable-address.ts";
import { type Witness, WITNESS_HEADER, witnessParts } from "../../schema/witness.ts";
import type { MailId } from "../../schema/signals.ts";
import { err, ok, type Result } from "../../schema/result.ts";

export interface Mail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly at: Date;
  readonly messageId: MailId;
  /** The mails before this one, the oldest first: the last one is answered. Empty for the first mail of a conversation. */
  readonly references: readonly MailId[];
  readonly unsubscribeUrl: string;
  /** What the mail says of the log: it is a witness that the log had this much. */
  readonly witness: Witness;
}

/** `field` is the header that cannot be written: it has a control character, or its address cannot be written to. */
export interface MailProblem {
  readonly reason: "header_invalid";
  readonly field: "from" | "to" | "subject" | "references" | "list-unsubscribe";
}

const CONTROL = /[\p{Cc}\u2028\u2029]/u;
/** A line has at most 998 characters. */
const LINK_CHARACTERS = 900;
const isLink = (url: string): boolean =>
  url.length <= LINK_CHARACTERS && URL.canParse(url) && /^https?:\/\/[!-;=?-~]+$/.test(url);

/** The message with CRLF line ends, in ASCII only. No foreign text can begin a header. */
export function writeMail(mail: Mail): Result<string, MailProblem> {
  const { from, to, subject, references, unsubscribeUrl } = mail;
  if (CONTROL.test(from.name) || !isHeaderAddress(from.address))
    return err({ reason: "header_invalid", field: "from" });
  if (whyUnwritable(to) !== null) return err({ reason: "header_invalid", field: "to" });
  if (CONTROL.test(subject)) return err({ reason: "header_invalid", field: "subject" });
  if (!references.every(isMailId)) return err({ reason: "header_invalid", field: "references" });
  if (!isLink(unsubscribeUrl)) return err({ reason: "header_invalid", field: "list-unsubscribe" });
  const headers = [
    `From: ${displayName(from.name)} <${from.address}>`,
    `To: <${to}>`,
    `Subject: ${unstructured(subject)}`,
    `Date: ${dateOf(mail.at)}`,
    `Message-ID: ${mail.messageId}`,
    ...threadHeaders(references),
    // RFC 8058: the mail program's own unsubscribe button, which needs no page.
    `List-Unsubscribe: <${unsubscribeUrl}>`,
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    `${WITNESS_HEADER}: ${witnessParts(mail.witness).join("\r\n ")}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
  ];
  return ok(`${headers.join("\r\n")}\r\n\r\n${quotedPrintable(mail.text)}\r\n`);
}

/** One id in a line: an id cannot be folded. */
function threadHeaders(references: readonly MailId[]): readonly string[] {
  const answered = references.at(-1);
  return answered === undefined ? [] : [`In-Reply-To: ${answered}`, `References: ${references.join("\r\n ")}`];
}

/** "GMT" is an obsolete zone in mail. */
const dateOf = (at: Date): string => at.toUTCString().replace("GMT", "+0000");

/** Longer values become encoded words, which may be folded between any two characters. */
const PLAIN_CHARACTERS = 66;
const isPlain = (text: string): boolean =>
  /^[ -~]*$/.test(text) && text.length <= PLAIN_CHARACTERS && !text.includes("=?");

const unstructured = (text: string): string => (isPlain(text) && text.trim() === text ? text : encodedWords(text));
const displayName = (name: string): string =>
  isPlain(name) ? `"${name.replace(/["\\]/g, String.raw`\$&`)}"` : encodedWords(name);

/** 39 bytes are 52 characters of base64: with the frame and the longest field name the line stays within 76. */
const WORD_BYTES = 39;

/** RFC 2047: words of whole characters, each within the limit, with a fold between them. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = "";
  for (const character of text.toWellFormed()) {
    if (Buffer.byteLength(word + character, "utf8") > WORD_BYTES) {
      words.push(word);
      word = "";
    }
    word += character;
  }
  return [...words, word].map((part) => `=?UTF-8?B?${Buffer.from(part, "utf8").toString("base64")}?=`).join("\r\n ");
}

const LINE_CHARACTERS = 76;

/** RFC 2045, 6.7. Every line end becomes CRLF; a dot or a space at the edge of a line is encoded so that it is not lost. */
function quotedPrintable(text: string): string {
  return withLf(text.toWellFormed())
    .split("\n")
    .map((line) => softWrapped(Buffer.from(line, "utf8")))
    .join("\r\n");
}

function softWrapped(bytes: Uint8Array): string {
  const lines: string[] = [];
  let line = "";
  for (const [index, byte] of bytes.entries()) {
    const token = tokenOf(byte, { isFirst: line === "", isLast: index === bytes.length - 1 });
    if (line.length + token.length > LINE_CHARACTERS - 1) {
      lines.push(`${line}=`);
      line = "";
    }
    line += token;
  }
  return [...lines, line].join("\r\n");
}

const SPACE = 0x20;
const DOT = 0x2e;

function tokenOf(byte: number, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): string {
  const isPrintable = byte > SPACE && byte < 0x7f && byte !== 0x3d && !(byte === DOT && isFirst);
  const isInnerSpace = byte === SPACE && !isLast;
  return isPrintable || isInnerSpace
    ? String.fromCharCode(byte)
    : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}
