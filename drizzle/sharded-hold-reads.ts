// Reads holds and tasks over all databases of the log. Every database returns its rows in the order of the same key, so one page from each is
// enough to make the merged page. The reads of one database are in hold-reads.ts.
import type { ContactId } from "../schema/ids.ts";
import { databaseOf } from "./database-of.ts";
import type { Page } from "./desk-reads.ts";
import { type HoldReads, openKeyIn } from "./hold-reads.ts";

/** `shards` are the reads of each database, in the order of the installation. */
export function shardedHoldReads(shards: readonly HoldReads[]): HoldReads {
  const homeOf = (contactId: ContactId | undefined) =>
    contactId === undefined ? shards : [databaseOf(shards, contactId)];
  /** The row that one of the databases has. All are read, because the id of a hold or a task does not contain its stream. */
  const found = async <Row>(ask: (reads: HoldReads) => Promise<Row | null>): Promise<Row | null> =>
    (await Promise.all(shards.map(ask))).find((row) => row !== null) ?? null;
  return {
    async openHolds(query) {
      const pages = await Promise.all(homeOf(query.contactId).map((reads) => reads.openHolds(query)));
      return mergedPage(pages, query.limit, openKeyIn(query.order));
    },
    async openSources() {
      const found = (await Promise.all(shards.map((reads) => reads.openSources()))).flat();
      return [...Map.groupBy(found, ({ source }) => source)]
        .map(([source, own]) => ({
          source,
          holds: own.reduce((sum, { holds }) => sum + holds, 0),
          oldest: own.map(({ oldest }) => oldest).reduce((a, b) => (a < b ? a : b)),
        }))
        .toSorted((a, b) => (a.oldest < b.oldest ? -1 : Number(a.oldest > b.oldest)));
    },
    async endedHolds(query) {
      const pages = await Promise.all(homeOf(query.contactId).map((reads) => reads.endedHolds(query)));
      return mergedPage(
        pages,
        query.limit,
        ({ endedAt, holdId }) => ({ endedAt: endedAt ?? "", holdId }),
        "descending",
      );
    },
    async openTasks(query) {
      const pages = await Promise.all(homeOf(query.contactId).map((reads) => reads.openTasks(query)));
      return mergedPage(pages, query.limit, ({ raisedAt, taskId }) => ({ raisedAt, taskId }));
    },
    hold: (id) => found((reads) => reads.hold(id)),
    task: (id) => found((reads) => reads.task(id)),
  };
}

/**
 * The first `limit` rows of all pages, in the order of the parts of their key. SQLite orders text by bytes; keys are ASCII, so `<` gives the
 * same order.
 */
export function mergedPage<Row, Key extends Readonly<Record<string, string>>>(
  pages: readonly Page<Row, Key>[],
  limit: number,
  keyOf: (row: Row) => Key,
  direction: "ascending" | "descending" = "ascending",
): Page<Row, Key> {
  const sign = direction === "ascending" ? 1 : -1;
  const [first] = pages;
  if (first && pages.length === 1) return first;
  const rows = pages
    .flatMap((page) => page.rows.map((row) => ({ row, key: keyOf(row) })))
    .toSorted((a, b) => sign * compared(Object.values(a.key), Object.values(b.key)));
  const shown = rows.slice(0, limit);
  const hasMore = rows.length > limit || pages.some(({ next }) => next !== null);
  return { rows: shown.map(({ row }) => row), next: hasMore ? (shown.at(-1)?.key ?? null) : null };
}

function compared(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((part, at) => part !== b[at]);
  if (index === -1) return 0;
  return (a[index] ?? "") < (b[index] ?? "") ? -1 : 1;
}
