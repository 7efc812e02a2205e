// Verifies a log stream by stream: the events, the read models of a live log, the lines of an export, and a daily root. The checks of events are in
// replay/verify.ts.
import { gatherContext } from "../replay/context.ts";
import { headOf } from "../domain/merkle.ts";
import type { Head } from "../schema/shipment.ts";
import { judgeStream, type LogReport, openVerifier, type StreamReport } from "../replay/verify.ts";
import type { StreamId } from "../schema/ids.ts";
import { faultIfDifferent, faultInLine, openTally, type TallySummary } from "./tally.ts";
import { openRootCheck } from "./verify-root.ts";
import { contactReadModels, openReadModelCheck } from "./verify-read-models.ts";
import { type ExportFile, exportSource } from "./sources/export-file.ts";
import type { RootFile } from "./sources/root-file.ts";
import type { OpenedSource } from "./sources/opened-source.ts";

export interface VerifyQuestion {
  /** An ISO time: only events from this time on are checked; chains are always checked whole. */
  readonly since: string | null;
  /** The root that the log must have. */
  readonly root: string | null;
  /** The newest public key of the log's signatures that the log must have. */
  readonly logKey?: string | null;
  /** An earlier export, whose events must still be in the log. */
  readonly against: ExportFile | null;
  /** The file of a daily root, whose heads must still be events of the log. */
  readonly rootFile?: RootFile | null;
  readonly onEvents: (count: number) => void;
}

export type VerifyReport = Omit<LogReport, "faults"> & TallySummary;

/**
 * Verifies a log. For databases, the read models are compared too. For an export, damaged lines are reported as faults, and the log must have
 * the root of its manifest.
 */
export async function verifySource(
  { log, file, databases }: OpenedSource,
  { since, root, logKey, against, rootFile, onEvents }: VerifyQuestion,
): Promise<VerifyReport> {
  const tally = openTally();
  const readModels = databases.length > 0 ? openReadModelCheck({ log, databases }) : null;
  const published = rootFile ? openRootCheck(rootFile) : null;
  const source = file ? exportSource(file, { onFault: (fault) => tally.add([faultInLine(fault)]) }) : log;
  const expectedRoot = root ?? file?.manifest.root;
  const expectedKey = logKey ?? file?.manifest.logKey;
  const verifier = openVerifier({
    ...(since === null ? {} : { since }),
    expected: {
      ...(expectedRoot === undefined ? {} : { root: expectedRoot }),
      ...(expectedKey ? { logKey: expectedKey } : {}),
      ...(against ? { heads: await headsIn(against) } : {}),
    },
  });
  let last = "";
  for await (const stream of source.streams()) {
    // A stream that is out of order was reported already.
    if (stream.streamId <= last) continue;
    last = stream.streamId;
    const { faults, contact } = verifier.stream(stream);
    tally.add(faults);
    if (published) tally.add(await published.add(stream));
    if (readModels) tally.add(await readModels.add(stream, contact !== null));
    onEvents(stream.rows.length);
  }
  if (readModels) tally.add(await readModels.end());
  if (published) tally.add(await published.end());
  const { faults, ...report } = verifier.end();
  tally.add(faults);
  if (file) {
    tally.add([
      ...faultIfDifferent("count_differs", {
        field: "streams",
        expected: file.manifest.streams,
        found: report.streams,
      }),
      ...faultIfDifferent("count_differs", { field: "events", expected: file.manifest.events, found: report.events }),
    ]);
  }
  return { ...report, ...tally.summary() };
}

export interface ContactReport extends TallySummary, Pick<StreamReport, "streamId" | "events" | "head" | "sealed"> {}

/** Verifies one stream, and its read models if the log is in databases; null when the log does not have the stream. */
export async function verifyOne(
  source: OpenedSource,
  streamId: StreamId,
  since: string | null,
): Promise<ContactReport | null> {
  const context = await gatherContext(source.log);
  for await (const stream of source.log.streams({ ids: [streamId] })) {
    const { faults, contact, events, head, sealed } = judgeStream(stream, context, { since });
    const tally = openTally();
    tally.add(faults);
    if (contact) tally.add(await contactReadModels(source, streamId));
    return { streamId, events, head, sealed, ...tally.summary() };
  }
  return null;
}

async function headsIn(file: ExportFile): Promise<ReadonlyMap<StreamId, Head>> {
  const heads = new Map<StreamId, Head>();
  for await (const stream of exportSource(file).streams()) {
    const head = headOf(stream);
    if (head) heads.set(stream.streamId, { streamId: head.streamId, version: head.version, hash: head.hash });
  }
  return heads;
}
