// A file of any size as lines: a chunk's worth at a time, so that reading costs a chunk of memory and few turns of the event loop.
import { createReadStream } from "node:fs";

/** Larger ones are no faster, and wait for the garbage collector in larger heaps. */
const CHUNK_BYTES = 1 << 18;
/** An event with the longest words there are weighs a tenth of it. A file of one endless line is no export. */
const LONGEST_LINE_BYTES = 8 << 20;
const NEWLINE = 10;

export interface LineChunk {
  /** Whole lines, without their ends. */
  readonly lines: readonly string[];
  /** The bytes of the file since the last chunk, as they stand in it. */
  readonly bytes: Buffer;
  /** The last of `lines` had no line end: the file was cut, or is none of ours. */
  readonly isCut: boolean;
}

/** The lines of a file from byte `start`. Throws what the file system throws. */
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
    if (rest.length > LONGEST_LINE_BYTES) throw new Error("a line that does not end");
    yield { lines, bytes, isCut: false };
  }
  if (rest.length > 0) yield { lines: [rest.toString("utf8")], bytes: Buffer.alloc(0), isCut: true };
}
