// Parses an RFC 5322 message for display: headers and plain text. Unknown parts stay as they are.
import { withLf } from "../domain/plain-lines.ts";

export interface ReadableMessage {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
}

export function readMessage(message: string): ReadableMessage {
  const lines = withLf(message);
  const split = lines.indexOf("\n\n");
  const head = split < 0 ? lines : lines.slice(0, split);
  const body = split < 0 ? "" : lines.slice(split + 2);
  const raw = unfolded(head);
  return { headers: raw.map(([name, value]) => [name, decodedWords(value)] as const), text: plainText(raw, body) };
}

type Headers = readonly (readonly [name: string, value: string])[];

/** One line per header: a line that begins with a blank continues the previous one. */
const unfolded = (head: string): Headers =>
  head
    .replace(/\n(?=[ \t])/g, "")
    .split("\n")
    .flatMap((line) => {
      const colon = line.indexOf(":");
      return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1).trim()] as const] : [];
    });

const valueOf = (headers: Headers, name: string): string =>
  headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? "";

/** The plain text of the body; of a multipart body, its first text part. */
function plainText(headers: Headers, body: string): string {
  const boundary = /^multipart\/.*boundary="?([^";]+)"?/is.exec(valueOf(headers, "content-type"))?.[1];
  if (!boundary) return decodedBody(valueOf(headers, "content-transfer-encoding"), body);
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => readMessage(part.replace(/^\n/, "")));
  return parts.find((part) => /^text\/plain/i.test(valueOf(part.headers, "content-type")))?.text ?? body;
}

function decodedBody(encoding: string, body: string): string {
  const name = encoding.toLowerCase();
  if (name === "base64") return Buffer.from(body, "base64").toString("utf8");
  return name === "quoted-printable" ? fromQuotedPrintable(body.replace(/=[ \t]*\n/g, "")) : body;
}

function fromQuotedPrintable(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  // Unencoded characters are ASCII, so each character of `bytes` is one byte.
  return Buffer.from(bytes, "latin1").toString("utf8");
}

const ENCODED_WORD = /=\?utf-8\?([bq])\?([^?\s]*)\?=/gi;

/** Decodes RFC 2047 words. Blanks between two of them belong to the encoding, not to the text. */
const decodedWords = (value: string): string =>
  value
    .replace(/(\?=)\s+(?==\?)/g, "$1")
    .replace(ENCODED_WORD, (_, kind: string, text: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(text, "base64").toString("utf8")
        : fromQuotedPrintable(text.replaceAll("_", " ")),
    );
