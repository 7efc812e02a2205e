// Splits the bytes of a file into its physical lines, as they come: CRLF, LF and CR end a line. Each line is decoded by itself, because files that
// were glued together have lines in two encodings. Memory is bounded by one line.
import { joinedBytes } from "../joined-bytes.ts";
import { decoded } from "../charset.ts";
import type { TextEncoding } from "./file-kind.ts";

/**
 * `utf-8`: has characters beyond ASCII. `windows-1252`: its bytes are not UTF-8. `damaged`: has characters that its encoding does not have.
 */
export type LineEncoding = "ascii" | "utf-8" | "windows-1252" | "damaged";

export interface Line {
  /** Without its line end and without a byte order mark at its start. */
  readonly text: string;
  /** The physical line, from 1. */
  readonly number: number;
  readonly encoding: LineEncoding;
  /** Longer than `LINE_BYTES`: the rest is not in `text`. */
  readonly isCut: boolean;
}

/** A longer line is no row of a table: it bounds what a file without line ends costs. */
export const LINE_BYTES = 256 * 1024;

export interface LineReader {
  readonly push: (bytes: Uint8Array) => readonly Line[];
  /** The last line, where no line end follows it. */
  readonly end: () => readonly Line[];
}

const [CR, LF] = [0x0d, 0x0a];
/** DOS ends a text with it. */
const CTRL_Z = "\u001a";
const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);

function lineOf(bytes: Uint8Array, number: number, isCut: boolean): Line {
  if (isAscii(bytes)) return { text: plain(asciiText(bytes)), number, encoding: "ascii", isCut };
  // A mark in the middle of a file is that of a file that was glued to it.
  const utf8 = decoded(bytes, "utf-8");
  if (utf8 !== undefined) {
    const isMark = bytes[0] === 0xef && isAscii(bytes.subarray(3));
    return { text: plain(utf8), number, encoding: isMark ? "ascii" : "utf-8", isCut };
  }
  return { text: plain(decoded(bytes, "windows-1252") ?? ""), number, encoding: "windows-1252", isCut };
}
const asciiText = (bytes: Uint8Array): string => decoded(bytes, "utf-8") ?? "";
const plain = (text: string): string =>
  text
    .replace(/^\ufeff+/u, "")
    .replaceAll("\0", "")
    .replaceAll(CTRL_Z, "");

/** The lines of a file in the encoding that its start says (file-kind.ts). The mark of the first line is left out. */
export function lineReader(encoding: TextEncoding): LineReader {
  return encoding === "bytes" ? byteLines() : wideLines(encoding);
}

function byteLines(): LineReader {
  let parts: Uint8Array[] = [];
  let size = 0;
  let isCut = false;
  let number = 0;
  let afterCr = false;

  function keep(part: Uint8Array): void {
    const kept = part.subarray(0, LINE_BYTES - size);
    isCut ||= kept.length < part.length;
    size += kept.length;
    // A copy: the caller may use its buffer again.
    if (kept.length > 0) parts.push(kept.slice());
  }
  function take(): Line {
    const line = lineOf(whole(parts), ++number, isCut);
    [parts, size, isCut] = [[], 0, false];
    return line;
  }
  return {
    push(bytes) {
      const lines: Line[] = [];
      let start = 0;
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at];
        if (byte === LF && afterCr && at === start) {
          start = at + 1;
          afterCr = false;
          continue;
        }
        if (at === start) afterCr = false;
        if (byte !== LF && byte !== CR) continue;
        keep(bytes.subarray(start, at));
        lines.push(take());
        start = at + 1;
        afterCr = byte === CR;
      }
      if (start < bytes.length) keep(bytes.subarray(start));
      return lines;
    },
    end: () => (size > 0 ? [take()] : []),
  };
}

/** Mostly a line is in one part, which is not copied. */
const whole = (parts: readonly Uint8Array[]): Uint8Array =>
  parts.length === 1 && parts[0] ? parts[0] : joinedBytes(parts);

function wideLines(encoding: Exclude<TextEncoding, "bytes">): LineReader {
  const decoder = new TextDecoder(encoding, { fatal: false, ignoreBOM: false });
  let text = "";
  let isCut = false;
  let number = 0;
  let afterCr = false;

  function keep(part: string): void {
    const kept = part.slice(0, LINE_BYTES - text.length);
    isCut ||= kept.length < part.length;
    text += kept;
  }
  function take(): Line {
    const read = /[\ufffd\p{Cs}]/u.test(text) ? "damaged" : /^\p{ASCII}*$/u.test(text) ? "ascii" : "utf-8";
    const line: Line = { text: plain(text.toWellFormed()), number: ++number, encoding: read, isCut };
    [text, isCut] = ["", false];
    return line;
  }
  function split(part: string): readonly Line[] {
    const lines: Line[] = [];
    let rest = part;
    while (rest !== "") {
      if (afterCr && rest.startsWith("\n")) rest = rest.slice(1);
      afterCr = false;
      if (rest === "") break;
      const at = rest.search(/[\r\n]/u);
      if (at === -1) {
        keep(rest);
        break;
      }
      keep(rest.slice(0, at));
      lines.push(take());
      afterCr = rest[at] === "\r";
      rest = rest.slice(at + 1);
    }
    return lines;
  }
  return {
    push: (bytes) => split(decoder.decode(bytes, { stream: true })),
    end() {
      const last = split(decoder.decode());
      return text === "" ? last : [...last, take()];
    },
  };
}
