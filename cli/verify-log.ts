// Verifies a log stream by stream: the events, the read models of a live log, the lines of an export, and a daily root. The checks of events are in
// replay/verify.ts.
import { gatherContext, withCompanies } from "../replay/context.ts";
import { headOf } from "../domain/merkle.ts";
import type { Fault } from "../replay/faults.ts";
import type { StreamRows } from "../replay/source.ts";
import type { Head } from "../schema/shipment.ts";
import {
  againstHeads,
  isOfContact,
  judgeStream,
  lawfulPart,
  type LogReport,
  openJudge,
  openSum,
  signedLog,
  type StreamReport,
} from "../replay/verify.ts";
import { ContactId, type StreamId } from "../schema/ids.ts";
import { type Division, judgeExport, type JudgedExport } from "./judged-export.ts";
import { faultIfDifferent, faultInLine, openTally, type ReportedFault, type TallySummary } from "./tally.ts";
import type { DeskClient } from "./desk-client.ts";
import { compareObjects } from "./verify-objects.ts";
import { openRootCheck } from "./verify-root.ts";
import { type CheckedKey, contactKey, openKeyCheck } from "./verify-keys.ts";
import { openListCheck } from "./verify-list.ts";
import { peopleFaults } from "./verify-people.ts";
import { contactReadModels, openReadModelCheck } from "./verify-read-models.ts";
import { contactRowsOf, openRowCheck } from "./verify-rows.ts";
import { schemaFaults } from "./verify-schema.ts";
import { type ExportFile, exportSource, isLineFault, type LineFault } from "./sources/export-file.ts";
import type { RootFile } from "./sources/root-file.ts";
import type { OpenedSource } from "./sources/opened-source.ts";

export interface VerifyQuestion {
  /** An ISO time: only events from this time on are checked; chains are always checked whole. */
  readonly since: string | null;
  /** The root that the log must have. */
  readonly root: string | null;
  /** The newest public key of the log's signatures that the log must have. */
  readonly logKey?: string | null;
  /** The desk that compares the objects with the log; null when they are not compared. */
  readonly objects?: Pick<DeskClient, "post"> | null;
  /** An earlier export, whose events must still be in the log. */
  readonly against: ExportFile | null;
  /** The file of a daily root, whose heads must still be events of the log. */
  readonly rootFile?: RootFile | null;
  readonly onEvents: (count: number) => void;
  readonly now: Date;
  /** How an export is divided; only tests divide it in another way. */
  readonly division?: Division;
}

export interface VerifyReport extends Omit<LogReport, "faults">, TallySummary {
  /** The number of entries of the suppression list that were compared with it; null when there was no list to compare. */
  readonly listEntries: number | null;
  /** The number of objects that were compared with the log; null when they were not. */
  readonly objects: number | null;
}

/**
 * Verifies a log. For databases, their schema, the keys of contacts, the read models and the rows of outbox, CRM and suppression list are checked
 * too, and the sealed words where this machine has the master key. For an export, damaged
 * lines are reported as faults, and the log must have the root of its manifest.
 */
export async function verifySource(
  opened: OpenedSource,
  { since, root, logKey, objects, against, rootFile, onEvents, now, division }: VerifyQuestion,
): Promise<VerifyReport> {
  const { file } = opened;
  const tally = openTally();
  const heads = against ? await headsIn(against) : null;
  const expectedRoot = root ?? file?.manifest.root;
  const expectedKey = logKey ?? file?.manifest.logKey;
  const sum = openSum({
    ...(expectedRoot === undefined ? {} : { root: expectedRoot }),
    ...(expectedKey ? { logKey: expectedKey } : {}),
    ...(heads ? { heads } : {}),
  });
  // What `--against` and the file of a root are compared with is known to this thread only.
  const judged: JudgedLog =
    file && !heads && !rootFile
      ? await judgeExport({ file, question: { command: "verify", since } }, division)
      : judgeHere(opened, { since, heads, rootFile: rootFile ?? null, now });
  let last = "";
  for await (const found of judged.found()) {
    if (isLineFault(found)) {
      tally.add([faultInLine(found)]);
      continue;
    }
    // A stream that is out of order was reported already.
    if (found.streamId <= last) continue;
    last = found.streamId;
    tally.add(found.faults);
    sum.add(found);
    onEvents(found.events);
  }
  const { faults: lastFaults, listEntries } = (await judged.end?.()) ?? { faults: [], listEntries: null };
  tally.add(lastFaults);
  const { faults, ...report } = sum.end(judged.logKey());
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
  const compared = objects ? await compareObjects(objects) : null;
  tally.add(compared?.faults ?? []);
  return { ...report, listEntries, objects: compared?.objects ?? null, ...tally.summary() };
}

interface JudgedLog extends JudgedExport {
  /** The faults at the end of the log, and the number of compared entries of the suppression list; only of what was compared beside the events. */
  readonly end?: () => Promise<{
    readonly faults: readonly (Fault | ReportedFault)[];
    readonly listEntries: number | null;
  }>;
}

interface BesideEvents extends Pick<VerifyQuestion, "since" | "now"> {
  readonly heads: ReadonlyMap<StreamId, Head> | null;
  readonly rootFile: RootFile | null;
}

/** Judges a log on this thread, and compares each of its streams with what is beside the events: rows of databases, heads, a root's file. */
function judgeHere(opened: OpenedSource, { since, heads, rootFile, now }: BesideEvents): JudgedLog {
  const { log, file } = opened;
  let key: Uint8Array | null = null;
  const judge = openJudge({ keys: () => key, since });
  const published = rootFile ? openRootCheck(rootFile) : null;
  const rows = openStoredChecks({ ...opened, log: signedLog(log, judge.logKeys) }, now);

  const judged = async (stream: StreamRows): Promise<StreamReport> => {
    const checked = await rows.key(stream);
    ({ key } = checked);
    const report = isOfContact(stream) ? judge.judge(stream) : judge.learn(stream);
    const faults = [...againstHeads(stream, heads), ...report.faults, ...checked.faults];
    const missing = (await published?.add(stream)) ?? [];
    const part = lawfulPart(stream, report);
    return { ...report, faults: [...faults, ...missing, ...(await rows.add(part ?? stream, part !== null, key))] };
  };
  return {
    async *found() {
      const ofLines: LineFault[] = [];
      const source = file ? exportSource(file, { onFault: (fault) => void ofLines.push(fault) }) : log;
      let last = "";
      for await (const stream of source.streams()) {
        yield* ofLines.splice(0);
        if (stream.streamId <= last) continue;
        last = stream.streamId;
        yield await judged(stream);
      }
      yield* ofLines;
    },
    logKey: () => judge.logKeys.newest(),
    end: async () => {
      const { faults, listEntries } = await rows.end();
      return { faults: [...faults, ...((await published?.end()) ?? [])], listEntries };
    },
  };
}

/** The checks of what a live log has beside its events; nothing is checked for a file. */
function openStoredChecks(opened: OpenedSource, now: Date) {
  const isLive = opened.databases.length > 0;
  const [keys, readModels, rows, list] = isLive
    ? [openKeyCheck(opened, now), openReadModelCheck(opened), openRowCheck(opened, now), openListCheck(opened, now)]
    : [null, null, null, null];
  return {
    key: async (stream: StreamRows): Promise<CheckedKey> => (await keys?.(stream)) ?? { key: null, faults: [] },
    async add(stream: StreamRows, isFolded: boolean, key: Uint8Array | null): Promise<readonly Fault[]> {
      list?.add(stream);
      return [
        ...((await readModels?.add(stream, isFolded, key)) ?? []),
        ...((await rows?.add(stream, isFolded, key)) ?? []),
      ];
    },
    async end(): Promise<{ readonly faults: readonly Fault[]; readonly listEntries: number | null }> {
      const listed = (await list?.end()) ?? null;
      const faults = [
        isLive ? await schemaFaults(opened) : [],
        isLive ? await peopleFaults(opened) : [],
        (await readModels?.end()) ?? [],
        (await rows?.end()) ?? [],
        listed?.faults ?? [],
      ];
      return { faults: faults.flat(), listEntries: listed?.entries ?? null };
    },
  };
}

export interface ContactReport extends TallySummary, Pick<StreamReport, "streamId" | "events" | "head" | "sealed"> {}

/** Verifies one stream, and its read models if the log is in databases; null when the log does not have the stream. */
export async function verifyOne(
  source: OpenedSource,
  streamId: StreamId,
  { since, now }: Pick<VerifyQuestion, "since" | "now">,
): Promise<ContactReport | null> {
  const gathered = await gatherContext(source.log);
  for await (const stream of source.log.streams({ ids: [streamId] })) {
    const contactId = ContactId.safeParse(streamId).data;
    const isLive = contactId !== undefined && source.databases.length > 0;
    const { key, faults: keyFaults } = isLive ? await contactKey(source, contactId, now) : { key: null, faults: [] };
    const context = { ...(await withCompanies(gathered, stream, source.log)), keys: () => key };
    const report = judgeStream(stream, context, { since });
    const { faults, events, head, sealed } = report;
    const tally = openTally();
    tally.add([...faults, ...keyFaults]);
    if (isLive && lawfulPart(stream, report)) {
      const signed = { ...source, log: signedLog(source.log, context.logKeys) };
      tally.add(await contactReadModels(signed, contactId, context.keys));
      tally.add(await contactRowsOf(signed, contactId, { list: context.suppressions, key }));
    }
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
