// Reads a file of any size as lines, one chunk at a time, so that the memory stays small and the event loop is used once for each chunk.
import { open } from "node:fs/promises";

/** Larger chunks are not faster, and make the heap larger until the garbage collector runs. */
const CHUNK_BYTES = 1 << 18;
/** Ten times the size of the largest event. A file with a longer line is no export. */
const LONGEST_LINE_BYTES = 8 << 20;
const NEWLINE = 10;

export interface Line {
  /** The line without its line end. */
  readonly text: string;
  /** The byte of the file at which the line begins. */
  readonly start: number;
}

export interface LineChunk {
  /** Complete lines. Each is decoded when it is reached, so that not all of them are in memory. */
  readonly lines: Iterable<Line>;
  /** The only line has no line end: the file was cut, or was not written by Holdpoint. */
  readonly isCut: boolean;
}

/** The bytes of a file from `start` to before `end`; null: to the end of the file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number | null;
}

/**
 * The lines in a part of a file, which begins where a line begins. The lines of a chunk must be read before the next chunk, which takes its place in
 * memory. Errors of the file system are thrown unchanged.
 */
export async function* readLines(path: string, { start, end }: ByteRange = WHOLE): AsyncGenerator<LineChunk> {
  const file = await open(path);
  try {
    let buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    /** The byte of the file with which `buffer` begins, and the number of its bytes that were kept: a line whose end was not read yet. */
    let [at, kept] = [start, 0];
    for (;;) {
      if (kept === buffer.length) buffer = Buffer.concat([buffer], 2 * kept);
      const wanted = Math.min(buffer.length - kept, (end ?? Infinity) - at - kept);
      const { bytesRead } = await file.read(buffer, kept, wanted, at + kept);
      if (bytesRead === 0) break;
      const filled = kept + bytesRead;
      const length = buffer.lastIndexOf(NEWLINE, filled - 1) + 1;
      kept = filled - length;
      if (kept > LONGEST_LINE_BYTES) throw new Error("a line of the file is too long");
      yield { lines: linesIn(buffer.subarray(0, length), at), isCut: false };
      buffer.copyWithin(0, length, filled);
      at += length;
    }
    if (kept > 0) yield { lines: [{ text: buffer.toString("utf8", 0, kept), start: at }], isCut: true };
  } finally {
    await file.close();
  }
}

const WHOLE: ByteRange = { start: 0, end: null };

/** The lines of bytes that begin at the byte `at` of a file, and end with a line end. */
function* linesIn(bytes: Buffer, at: number): Generator<Line> {
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(NEWLINE, from);
    yield { text: bytes.toString("utf8", from, end), start: at + from };
    from = end + 1;
  }
}
