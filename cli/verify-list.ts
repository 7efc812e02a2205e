// Compares the suppression list in the CRM with the events of its streams, both ways, and the log's own record of the highest revision. A
// remote system may be working during the check, so what seems to be missing in the log is read again before a fault is reported.
import { type Fault, faultAt } from "../replay/faults.ts";
import { listBook, type ListRow } from "../replay/list-rows.ts";
import type { StreamRows } from "../replay/source.ts";
import { Digest } from "../schema/formats.ts";
import { AdminId, type StreamId, suppressionStreamOf, SUPPRESSION_STREAMS } from "../schema/ids.ts";
import { MINUTE_MS } from "../schema/time.ts";
import { listRevisions, listRows } from "./sources/crm-rows.ts";
import type { OpenedSource } from "./sources/opened-source.ts";

/** The time that a writer has to record the event of its row. Then the cron records it. */
const PATIENCE_MS = 15 * MINUTE_MS;

export interface ListCheck {
  /** Adds the next stream; only the streams of the list matter. */
  readonly add: (stream: StreamRows) => void;
  /** The number of compared entries, and the faults. */
  readonly end: () => Promise<{ readonly entries: number; readonly faults: readonly Fault[] }>;
}

const ofList: ReadonlySet<string> = new Set(SUPPRESSION_STREAMS);

/** Null when the source has no CRM database to compare with. */
export function openListCheck({ log, databases, crm }: OpenedSource, now: Date): ListCheck | null {
  if (!crm) return null;
  const book = listBook();
  const learnAgain = async (ids: readonly StreamId[]): Promise<void> => {
    for await (const stream of log.streams({ ids })) book.learn(stream);
  };
  const isUnderWay = (at: string): boolean => Math.abs(now.getTime() - Date.parse(at)) < PATIENCE_MS;

  async function rowFaults(row: ListRow & { readonly at: string }): Promise<readonly Fault[]> {
    if (!book.has(row.revision)) {
      if (Digest.safeParse(row.digest).success) await learnAgain([suppressionStreamOf(row.digest)]);
      if (!book.has(row.revision) && isUnderWay(row.at)) return [];
    }
    return book.row(row);
  }

  async function revisionFaults(): Promise<readonly Fault[]> {
    const stored = await listRevisions(databases);
    const differing = (): readonly StreamId[] =>
      [...new Set([...stored.keys(), ...book.highest().keys()])].flatMap((id) => {
        const streamId = AdminId.safeParse(id);
        return streamId.success && stored.get(id) !== book.highest().get(streamId.data) ? [streamId.data] : [];
      });
    if (differing().length > 0) await learnAgain(differing());
    return differing().map((streamId) =>
      faultAt(streamId, null, {
        name: "read_model_differs",
        field: `list_revisions.${streamId}`,
        expected: book.highest().get(streamId),
        found: stored.get(streamId),
      }),
    );
  }

  return {
    add: (stream) => {
      if (ofList.has(stream.streamId)) book.learn(stream);
    },
    end: async () => {
      const faults: Fault[] = [];
      for await (const row of listRows(crm)) faults.push(...(await rowFaults(row)));
      return { entries: book.count(), faults: [...faults, ...book.missing(), ...(await revisionFaults())] };
    },
  };
}

/** Says that the list was not compared, and how it can be. */
export function notComparedText({ file }: OpenedSource): string {
  return file
    ? "The suppression list itself was not compared: an export has the events, and not the list."
    : "The suppression list itself was not compared: name its database with --crm <id>, or in HOLDPOINT_CRM_DATABASE.";
}
