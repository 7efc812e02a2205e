// An import batch by batch: what of a batch has to be looked up, and then what of it is given to the store. Who imports reads the file and asks the store, on the
// command line and on the desk alike.
import { judgeOf, type Judged, type Known } from "./compare.ts";
import type { Entries } from "./entries.ts";
import type { ImportKind } from "./meanings.ts";
import type { FileItem } from "./read-rows.ts";
import { type ImportReport, importTally } from "./tally.ts";

/** A row that changes what is stored. */
export interface Change<K extends ImportKind> {
  readonly line: number;
  readonly isNew: boolean;
  readonly entry: Entries[K];
}

export interface Importer<K extends ImportKind> {
  /** Judges the items of a batch against what is known of its entries, and returns what would change, in the order of the file. */
  readonly changesOf: (items: readonly FileItem<K>[], known: Known) => readonly Change<K>[];
  readonly report: () => ImportReport;
}

/** Where rows are looked up and go to. */
export interface ImportStore<K extends ImportKind> {
  /** What is stored of these entries. */
  readonly known: (entries: readonly Entries[K][]) => Promise<Known>;
  /** Gives entries to the store. The same entries may be given again. */
  readonly apply: (entries: readonly Entries[K][]) => Promise<void>;
}

interface Options {
  /** What is stored is asked: a company then needs a domain. */
  readonly isCompared: boolean;
  /** Every row that is told of is kept, also beyond the first ones. */
  readonly keepsAll?: boolean;
}

/** The entries of a batch, of which the store is asked. */
export const entriesOf = <K extends ImportKind>(items: readonly FileItem<K>[]): readonly Entries[K][] =>
  items.flatMap((item) => (item.is === "row" && item.row.is === "taken" ? [item.row.entry] : []));

/** Imports a file: give it the items in their order. */
export function importer<K extends ImportKind>(kind: K, { isCompared, keepsAll = false }: Options): Importer<K> {
  const tally = importTally(keepsAll);
  let known: Known = {};
  const judge = judgeOf(kind, {
    contact: (email) => known.contact?.(email),
    company: (entry) => known.company?.(entry),
    needsDomain: isCompared,
    fact: (entry) => known.fact?.(entry),
    suppression: (entry) => known.suppression?.(entry),
  });
  return {
    changesOf(items, now) {
      known = now;
      const judged: Judged<Entries[K]>[] = [];
      for (const item of items) {
        if (item.is === "passed") tally.passed(item);
        if (item.is === "row") judged.push(judge(item.line, item.row));
      }
      judged.forEach(tally.row);
      return judged.flatMap(({ line, outcome, apply }) =>
        apply === null ? [] : [{ line, isNew: outcome === "added", entry: apply }],
      );
    },
    report: tally.report,
  };
}

/** Cuts a sequence into batches of at most `size`. */
export function* inBatches<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
