// What kind of file the first bytes belong to, and how its bytes become text. No encoding is guessed from words: marks and zeros decide.

/** A file that is no delimited text, whatever its name says. */
export type NoText = "workbook_zip" | "workbook_old" | "compressed" | "pdf" | "html" | "xml" | "json" | "binary";
export type WideEncoding = "utf-16le" | "utf-16be";
/** `bytes`: each line is UTF-8, or else windows-1252. */
export type TextEncoding = "bytes" | WideEncoding;

/** So many bytes decide: the marks stand in the first eight, and zeros show in a few hundred. */
export const HEAD_BYTES = 1_024;

const MAGIC: readonly (readonly [NoText, readonly number[]])[] = [
  ["workbook_zip", [0x50, 0x4b, 0x03, 0x04]],
  ["workbook_zip", [0x50, 0x4b, 0x05, 0x06]],
  ["workbook_old", [0xd0, 0xcf, 0x11, 0xe0]],
  ["compressed", [0x1f, 0x8b]],
  ["pdf", [0x25, 0x50, 0x44, 0x46]],
];
/** Text that is another format. HTML and XML are what web pages and old Excel call a table. */
const OTHER_TEXT: readonly (readonly [NoText, RegExp])[] = [
  ["html", /^\s*<(?:!doctype html|html|head|body|table|meta)\b/iu],
  ["xml", /^\s*<\?xml\b/iu],
  ["json", /^\s*(?:\[\s*[[{]|\{\s*"[^"]{0,100}"\s*:)/u],
];

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

/** Two bytes a character without a mark: in Western text every second byte is zero. */
function zerosOf(head: Uint8Array): WideEncoding | "none" | "scattered" {
  const even = head.filter((byte, index) => byte === 0 && index % 2 === 0).length;
  const odd = head.filter((byte, index) => byte === 0 && index % 2 === 1).length;
  if (even + odd === 0) return "none";
  const most = head.length / 2;
  if (odd > most * MANY && even < most * FEW) return "utf-16le";
  if (even > most * MANY && odd < most * FEW) return "utf-16be";
  return "scattered";
}
const MANY = 0.4;
const FEW = 0.05;
/** A program that writes fixed fields may leave a zero; a file of many is no text. */
const MOST_ZEROS = 0.1;

export type FileStart =
  | { readonly is: "text"; readonly encoding: TextEncoding; readonly markBytes: number }
  | { readonly is: "other"; readonly what: NoText };

/** Reads the first bytes of a file: at least `HEAD_BYTES` of them, or the whole file. */
export function fileStart(head: Uint8Array): FileStart {
  const magic = MAGIC.find(([, mark]) => startsWith(head, mark));
  if (magic) return { is: "other", what: magic[0] };
  if (startsWith(head, [0xff, 0xfe])) return { is: "text", encoding: "utf-16le", markBytes: 2 };
  if (startsWith(head, [0xfe, 0xff])) return { is: "text", encoding: "utf-16be", markBytes: 2 };
  const markBytes = startsWith(head, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  const zeros = zerosOf(head);
  if (zeros === "utf-16le" || zeros === "utf-16be") return { is: "text", encoding: zeros, markBytes: 0 };
  if (head.filter((byte) => byte === 0).length > head.length * MOST_ZEROS) return { is: "other", what: "binary" };
  const text = new TextDecoder("windows-1252").decode(head.subarray(markBytes));
  const other = OTHER_TEXT.find(([, shape]) => shape.test(text));
  return other ? { is: "other", what: other[0] } : { is: "text", encoding: "bytes", markBytes };
}
