// A whole log, judged stream by stream as it comes.
import { type Head, headOf } from "../replay/merkle.ts";
import { type LogReport, openVerifier } from "../replay/verify.ts";
import type { StreamId } from "../schema/ids.ts";
import { foundDiffering, foundInLine, openTally, type TallySummary } from "./found.ts";
import { type ExportFile, exportSource } from "./sources/export-file.ts";
import type { OpenedSource } from "./sources/opened-source.ts";

export interface VerifyQuestion {
  /** Only events from here on are judged; chains always are. An ISO time. */
  readonly since: string | null;
  /** The root it must have, from elsewhere. */
  readonly root: string | null;
  /** An earlier export: what was in it must still be. */
  readonly against: ExportFile | null;
  readonly onEvents: (count: number) => void;
}

export type VerifyReport = Omit<LogReport, "faults"> & TallySummary;

/** Verifies a log. In an export, damaged lines are faults like others, and its manifest gives a root as well. */
export async function verifySource(
  { log, file }: OpenedSource,
  { since, root, against, onEvents }: VerifyQuestion,
): Promise<VerifyReport> {
  const tally = openTally();
  const source = file ? exportSource(file, { onFault: (fault) => tally.add([foundInLine(fault)]) }) : log;
  const expectedRoot = root ?? file?.manifest.root;
  const verifier = openVerifier({
    ...(since === null ? {} : { since }),
    expected: {
      ...(expectedRoot === undefined ? {} : { root: expectedRoot }),
      ...(against ? { heads: await headsIn(against) } : {}),
    },
  });
  let last = "";
  for await (const stream of source.streams()) {
    // One that is out of order has been told of.
    if (stream.streamId <= last) continue;
    last = stream.streamId;
    tally.add(verifier.stream(stream).faults);
    onEvents(stream.rows.length);
  }
  const { faults, ...report } = verifier.end();
  tally.add(faults);
  if (file) {
    tally.add([
      ...foundDiffering("count_differs", { field: "streams", expected: file.manifest.streams, found: report.streams }),
      ...foundDiffering("count_differs", { field: "events", expected: file.manifest.events, found: report.events }),
    ]);
  }
  return { ...report, ...tally.summary() };
}

async function headsIn(file: ExportFile): Promise<ReadonlyMap<StreamId, Head>> {
  const heads = new Map<StreamId, Head>();
  for await (const stream of exportSource(file).streams()) {
    const head = headOf(stream);
    if (head) heads.set(stream.streamId, { streamId: head.streamId, version: head.version, hash: head.hash });
  }
  return heads;
}
