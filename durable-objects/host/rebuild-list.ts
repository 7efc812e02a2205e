// Makes the rows of the suppression list again that an event of the log has and the list lacks, one stream of the list a page. Rows that
// differ from their event, and rows that no event has, are named and stay as they are. A repeat changes nothing.
import * as z from "zod";
import type { EventLog } from "../../drizzle/event-log.ts";
import type { ListRows, LostRow, StoredRow } from "../../drizzle/list-rows.ts";
import { listDifference, listEntriesIn } from "../../domain/contact/list-entries.ts";
import type { RebuiltList } from "../../schema/answers.ts";
import { eventInRow } from "../../schema/events.ts";
import { type AdminId, suppressionLetters, SUPPRESSION_STREAMS } from "../../schema/ids.ts";
import { brokenAt } from "./logged-stream.ts";

export interface RebuildListPorts {
  readonly log: Pick<EventLog, "read">;
  readonly rows: ListRows;
  /** Makes the log's own record of the highest revision again from its events. */
  readonly restoreRevisions: () => Promise<void>;
  /** The highest revision that the log has now. */
  readonly highestLogged: () => Promise<number>;
}

/**
 * The start of a page: a stream, or the end. `top` is the log's highest revision when the rebuild began. Its row is made last, and only
 * when everything else is in place: until then the list ends below the log, and no gate passes with a part of the list.
 */
const PageStart = z.strictObject({
  stream: z.int().min(0).max(SUPPRESSION_STREAMS.length),
  top: z.int().min(0),
  /** The stream that has the row of `top`, when the list lacks it. */
  held: z.int().nullable(),
  /** Whether no stream was left out and no row differs so far. */
  isWhole: z.boolean(),
});
type PageStart = z.infer<typeof PageStart>;

/** Makes one page again. Throws when a database does not answer. */
export async function rebuildList(
  { after }: { readonly after: string | null },
  ports: RebuildListPorts,
): Promise<RebuiltList> {
  const place = (after === null ? null : placeIn(after)) ?? (await firstPlace(ports));
  const streamId = SUPPRESSION_STREAMS[place.stream];
  const { held, ...page } = streamId ? await streamPage(streamId, place, ports) : await lastPage(place, ports);
  const next: PageStart | null = streamId
    ? {
        stream: place.stream + 1,
        top: place.top,
        held: held ? place.stream : place.held,
        isWhole: place.isWhole && page.left.length + page.differing.length === 0,
      }
    : null;
  const isBehind = (await ports.rows.highest()) < (await ports.highestLogged());
  return { ...page, next: next && JSON.stringify(next), isBehind };
}

async function firstPlace({ restoreRevisions, highestLogged }: RebuildListPorts): Promise<PageStart> {
  await restoreRevisions();
  return { stream: 0, top: await highestLogged(), held: null, isWhole: true };
}

/** Parses a page's start; null when it is invalid, because a repeat from the beginning changes nothing. */
function placeIn(text: string): PageStart | null {
  try {
    return PageStart.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

type Page = Omit<RebuiltList, "next" | "isBehind"> & {
  /** Whether the row of the log's highest revision is missing and waits for the last page. */
  readonly held: boolean;
};
const NOTHING: Page = { entries: 0, added: 0, differing: [], unlogged: [], left: [], held: false };

async function streamPage(streamId: AdminId, { top }: PageStart, ports: RebuildListPorts): Promise<Page> {
  const entries = await entriesOf(streamId, ports);
  if (!entries) return { ...NOTHING, left: [streamId] };
  const rows = await ports.rows.beginningWith(suppressionLetters(streamId));
  const stored = new Map(rows.map((row) => [row.revision, row]));
  const absent = [...entries].filter(([revision]) => !stored.has(revision));
  // The row of such a revision has a digest of another stream.
  const taken = await ports.rows.taken(absent.map(([revision]) => revision));
  const lost = absent.flatMap(([revision, own]) => (taken.has(revision) ? [] : own.slice(0, 1)));
  return {
    entries: entries.size,
    added: await ports.rows.restore(lost.filter(({ revision }) => revision !== top)),
    differing: [...taken, ...differing(entries, stored)],
    unlogged: [...stored.keys()].filter((revision) => !entries.has(revision)),
    left: [],
    held: lost.some(({ revision }) => revision === top),
  };
}

const differing = (
  entries: ReadonlyMap<number, readonly LostRow[]>,
  stored: ReadonlyMap<number, StoredRow>,
): readonly number[] =>
  [...entries].flatMap(([revision, own]) => {
    const row = stored.get(revision);
    return row && listDifference(own, row) ? [revision] : [];
  });

/** Makes the row of the highest revision, after which the list is level with the log again. */
async function lastPage({ top, held, isWhole }: PageStart, ports: RebuildListPorts): Promise<Page> {
  const streamId = held === null ? undefined : SUPPRESSION_STREAMS[held];
  if (!streamId || !isWhole) return NOTHING;
  const lost = (await entriesOf(streamId, ports))?.get(top) ?? [];
  return { ...NOTHING, added: await ports.rows.restore(lost.slice(0, 1)) };
}

/** The entries of a stream by their revision, in the order of the events; null when its events are not a chain. */
async function entriesOf(
  streamId: AdminId,
  { log }: RebuildListPorts,
): Promise<ReadonlyMap<number, readonly LostRow[]> | null> {
  const rows = await log.read({ streamId });
  if (brokenAt(streamId, rows) !== null) return null;
  const entries = rows
    .map((row) => eventInRow(row))
    .flatMap((event) => listEntriesIn(event).map((entry) => ({ ...entry, at: event.at })));
  return Map.groupBy(entries, ({ revision }) => revision);
}
