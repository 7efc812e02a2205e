// Reads a file of any size as lines, one chunk at a time, so that the memory stays small and the event loop is used once for each chunk.
import { createReadStream } from "node:fs";

/** Larger chunks are not faster, and make the heap larger until the garbage collector runs. */
const CHUNK_BYTES = 1 << 18;
/** Ten times the size of the largest event. A file with a longer line is no export. */
const LONGEST_LINE_BYTES = 8 << 20;
const NEWLINE = 10;

export interface LineChunk {
  /** Complete lines, without their line ends. */
  readonly lines: readonly string[];
  /** The bytes of the file since the last chunk, unchanged. */
  readonly bytes: Buffer;
  /** The last of `lines` has no line end: the file was cut, or was not written by Holdpoint. */
  readonly isCut: boolean;
}

/** The lines of a file from byte `start`. Errors of the file system are thrown unchanged. */
export async function* readLines(path: string, start = 0): AsyncGenerator<LineChunk> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { start, highWaterMark: CHUNK_BYTES })) {
    const bytes = chunk as Buffer;
    const text = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const lines: string[] = [];
    let from = 0;
    for (let end = text.indexOf(NEWLINE); end !== -1; end = text.indexOf(NEWLINE, from)) {
      lines.push(text.toString("utf8", from, end));
      from = end + 1;
    }
    rest = text.subarray(from);
    if (rest.length > LONGEST_LINE_BYTES) throw new Error("a line of the file is too long");
    yield { lines, bytes, isCut: false };
  }
  if (rest.length > 0) yield { lines: [rest.toString("utf8")], bytes: Buffer.alloc(0), isCut: true };
}
