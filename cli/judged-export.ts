// Judges an export of any size: divides it into ranges where streams begin, has them judged by this thread or by several, and returns what was
// found in the order of the file. What is returned does not depend on where the file is divided, nor on the number of threads.
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { URL } from "node:url";
import {
  type Found,
  type JudgedRange,
  type JudgedStream,
  openRangeJudge,
  type RangeJudge,
  type StreamQuestion,
} from "./judge-range.ts";
import { type ExportFile, isLineFault, streamStartAfter, wholeRange } from "./sources/export-file.ts";
import type { ByteRange } from "./sources/lines.ts";
import { inThreads, type Threads } from "./threads.ts";

/** Large enough that a range costs little beside its events, small enough that the threads end at about the same time, and use little memory. */
const RANGE_BYTES = 8 << 20;
/** A thread needs about half a second to start: with 31 MB, two threads needed as long as one. */
const BYTES_FOR_THREADS = 64 << 20;
/** Each thread needs about 70 MB of memory. */
const THREADS_AT_MOST = 8;

/** How a file is divided. Tests divide it in other ways. */
export interface Division {
  /** The bytes after which a range may end, ascending: it ends where the next stream begins. */
  readonly cuts?: Iterable<number>;
  /** The number of threads, with the calling one. */
  readonly threads?: number;
  readonly program?: Threads["program"];
  readonly limits?: Threads["limits"];
}

export interface JudgedExport {
  /** The newest public key of the log's signatures; null when it has adopted none. */
  readonly logKey: () => string | null;
  /** All streams and all faults of lines, in the order of the file. */
  readonly found: () => AsyncGenerator<Found>;
}

/** What the threads of an export are given. */
export interface ExportToJudge {
  readonly file: ExportFile;
  readonly question: StreamQuestion;
}

/** Judges a whole export. Throws `CannotRun` when a thread ends before its work. */
export async function judgeExport(asked: ExportToJudge, division: Division = {}): Promise<JudgedExport> {
  const { file, question } = asked;
  const judge = await openRangeJudge(file, question);
  return { logKey: () => judge.logKeys.newest(), found: () => inOrder(file, partsOf(asked, judge, division)) };
}

/** The parts as one: lines are counted from the beginning of the file, and the first stream of a part is compared with the last one before. */
async function* inOrder(file: ExportFile, parts: AsyncIterable<JudgedRange>): AsyncGenerator<Found> {
  let { linesBefore } = wholeRange(file);
  let last = "";
  for await (const { lines, found } of parts) {
    const first = found.find((one): one is JudgedStream => !isLineFault(one));
    if (first && first.streamId < last) yield { name: "stream_out_of_order", line: linesBefore + 1 };
    for (const one of found) {
      if (!isLineFault(one)) last = one.streamId;
      yield isLineFault(one) ? { ...one, line: one.line + linesBefore } : one;
    }
    linesBefore += lines;
  }
}

async function* partsOf(
  asked: ExportToJudge,
  { administrative, contactsFrom, judge }: RangeJudge,
  { cuts, threads, program = new URL("./range-thread.ts", import.meta.url), limits }: Division,
): AsyncGenerator<JudgedRange> {
  yield administrative;
  if (contactsFrom === null) return;
  const { size } = statSync(asked.file.path);
  const ranges = rangesOf(asked.file, contactsFrom, cuts ?? evenCuts(contactsFrom, size));
  const count = threads ?? threadsFor(size - contactsFrom);
  if (count > 1) yield* inThreads<ByteRange, JudgedRange>(ranges, judge, { program, data: asked, count, limits });
  else for await (const range of ranges) yield await judge(range);
}

/** The number of threads for so many bytes. */
export const threadsFor = (bytes: number): number =>
  bytes < BYTES_FOR_THREADS ? 1 : Math.min(availableParallelism(), THREADS_AT_MOST);

/** The bytes at which a file is divided. */
export function* evenCuts(start: number, size: number): Generator<number> {
  for (let cut = start + RANGE_BYTES; cut < size; cut += RANGE_BYTES) yield cut;
}

/** The ranges of a file from the byte `start`, where a stream begins. Each ends where the first stream after its cut begins. */
export async function* rangesOf(file: ExportFile, start: number, cuts: Iterable<number>): AsyncGenerator<ByteRange> {
  let from = start;
  for (const cut of cuts) {
    // A stream may be longer than the distance between cuts.
    if (cut <= from) continue;
    const end = await streamStartAfter(file, cut);
    if (end === null) break;
    yield { start: from, end };
    from = end;
  }
  yield { start: from, end: null };
}
