// Judges parts of an export, each for itself: the question, the file and a range of its bytes give what was found there, in the order of its lines.
// judged-export.ts divides a file into ranges and puts together what was found. One thread and many judge with the same code.
import { AUDIT_STREAM, learnKeys, type LogKeys, logKeysOf, unsignedFrom } from "../domain/log-keys.ts";
import { headOf } from "../domain/merkle.ts";
import { linksOf } from "../replay/chain.ts";
import { faultAt } from "../replay/faults.ts";
import type { StreamRows } from "../replay/source.ts";
import { type LogJudge, openJudge, type StreamReport } from "../replay/verify.ts";
import { type ExportFile, isLineFault, type LineFault, readRange, wholeRange } from "./sources/export-file.ts";
import type { ByteRange } from "./sources/lines.ts";

/** What a command asks of each stream: `check` whether it is a signed chain, `verify` also whether every decision in it follows. */
export type StreamQuestion =
  | { readonly command: "check" }
  | { readonly command: "verify"; readonly since: string | null };

/** What a command needs of a stream's report. It is small, because it goes from one thread to another. */
export type JudgedStream = Pick<StreamReport, "streamId" | "events" | "head" | "faults" | "sealed">;

/** A stream and the faults of lines, in the order in which one reader of the file finds them. */
export type Found = LineFault | JudgedStream;

export interface JudgedRange {
  /** The number of lines in the range. */
  readonly lines: number;
  /** Lines are counted from the beginning of the range: its first line is 1. */
  readonly found: readonly Found[];
}

/** Judges ranges of a file with what its administrative streams say. */
export interface RangeJudge {
  readonly logKeys: LogKeys;
  /** The beginning of the file, with the administrative streams and the companies. */
  readonly administrative: JudgedRange;
  /** The byte at which the other streams begin; null when there are none. */
  readonly contactsFrom: number | null;
  /** Judges the streams of a range, which begins where a stream begins and ends where one ends. */
  readonly judge: (range: ByteRange) => Promise<JudgedRange>;
}

/** After the ids of all administrative streams and companies, of which the judge of a contact knows, and before those of all contacts. */
const BEFORE_CONTACTS = "co_~";

/** Reads the administrative streams and the companies. */
export async function openRangeJudge(file: ExportFile, question: StreamQuestion): Promise<RangeJudge> {
  const judge = judgeFor(question);
  const found: Found[] = [];
  let [lines, last] = [0, ""];
  const opened = (administrative: JudgedRange, contactsFrom: number | null): RangeJudge => ({
    logKeys: judge.logKeys,
    administrative,
    contactsFrom,
    judge: (range) => judgedRange(file, range, judge),
  });
  const range = { start: wholeRange(file).start, end: null };
  for await (const one of readRange(file, { range, linesBefore: 0, onLines: (count) => void (lines = count) })) {
    if (isLineFault(one)) {
      found.push(one);
    } else if (one.streamId > BEFORE_CONTACTS) {
      // Lines in this stream may have had faults before its last row was read.
      const before = found.filter((other) => !isLineFault(other) || other.line < one.line);
      return opened({ lines: one.line - 1, found: before }, one.start);
    } else {
      // Nothing is learned from a stream that is out of order.
      found.push(judged(one.streamId > last ? judge.learn(one) : judge.judge(one)));
      if (one.streamId > last) last = one.streamId;
    }
  }
  return opened({ lines, found }, null);
}

async function judgedRange(file: ExportFile, range: ByteRange, judge: StreamJudge): Promise<JudgedRange> {
  const found: Found[] = [];
  let lines = 0;
  for await (const one of readRange(file, { range, linesBefore: 0, onLines: (count) => void (lines = count) }))
    found.push(isLineFault(one) ? one : judged(judge.judge(one)));
  return { lines, found };
}

const judged = ({ streamId, events, head, faults, sealed }: JudgedStream): JudgedStream => ({
  streamId,
  events,
  head,
  faults,
  sealed,
});

interface StreamJudge extends Pick<LogJudge, "logKeys"> {
  learn(stream: StreamRows): JudgedStream;
  judge(stream: StreamRows): JudgedStream;
}

function judgeFor(question: StreamQuestion): StreamJudge {
  switch (question.command) {
    case "check":
      return chainJudge();
    case "verify":
      return openJudge(question);
  }
}

/** Judges each stream as a signed chain of hashes. */
function chainJudge(): StreamJudge {
  const logKeys = logKeysOf();
  const judge = (stream: StreamRows): JudgedStream => ({
    streamId: stream.streamId,
    events: stream.rows.length,
    head: headOf(stream),
    faults: [...chainFaults(stream), ...signatureFaults(stream, logKeys)],
    sealed: NOT_COUNTED,
  });
  return {
    logKeys,
    learn: (stream) => {
      if (stream.streamId === AUDIT_STREAM) learnKeys(stream.rows, logKeys);
      return judge(stream);
    },
    judge,
  };
}

const NOT_COUNTED: JudgedStream["sealed"] = { closed: 0, opened: 0, erased: false };

const chainFaults = (stream: StreamRows) =>
  [...linksOf(stream)].flatMap(({ row, findings }) =>
    findings.map((finding) => faultAt(stream.streamId, row.version, finding)),
  );

function signatureFaults({ streamId, rows }: StreamRows, logKeys: LogKeys) {
  const version = unsignedFrom(rows, logKeys);
  return version === null ? [] : [faultAt(streamId, version, { name: "unsigned_tail", field: "signature" })];
}
