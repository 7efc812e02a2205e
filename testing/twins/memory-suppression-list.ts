// The memory twin of the suppression list (drizzle/d1-suppression-list.ts): the same behaviour without a database, for tests and
// the simulator.
import { memoryDispatching, type MemoryDispatching } from "./memory-dispatching.ts";
import {
  type Lift,
  type ListedRow,
  ListWentBack,
  type Suppression,
  type SuppressionList,
} from "../../drizzle/suppression-list.ts";

interface Row extends ListedRow {
  readonly op: "add" | "lift";
  readonly commandKey: string;
}

export interface MemorySuppressionList extends SuppressionList {
  /** The row of the stop switch, which is in the same database and is read with the list. */
  readonly dispatching: MemoryDispatching;
  rows(): readonly (ListedRow & { readonly op: "add" | "lift" })[];
  /** Removes the rows after a revision, as a database does that was restored to an earlier point; returns what puts them back. */
  goBackTo(revision: number): () => void;
}

/** The twin has no clock. */
const ROW_TIME = "2026-11-22T09:00:00.000Z";

export function memorySuppressionList(): MemorySuppressionList {
  const rows: Row[] = [];
  const dispatching = memoryDispatching();
  const latestOf = (digest: string) => rows.findLast((row) => row.digest === digest);
  const requireAbreast = (atLeast: number): void => {
    if (rows.length < atLeast) throw new ListWentBack(rows.length, atLeast);
  };

  function write(op: Row["op"], { kind, digest, commandKey }: Suppression | Lift): ListedRow {
    const latest = latestOf(digest);
    if (commandKey === undefined && latest?.op === op) return rowOf(latest);
    const key = commandKey ?? `after:${latest?.revision ?? 0}`;
    const earlier = rows.find((row) => row.digest === digest && row.commandKey === key);
    if (earlier && earlier.op !== op) throw new Error("suppressions_conflict");
    if (earlier) return rowOf(earlier);
    const row = { revision: rows.length + 1, op, kind, digest, commandKey: key };
    rows.push(row);
    return rowOf(row);
  }

  return {
    dispatching,
    async latest(digests, atLeast) {
      const found = [...new Set(digests)].flatMap((digest) => latestOf(digest) ?? []);
      if (found.length > 0) requireAbreast(atLeast);
      return found.map((row) => ({ ...rowOf(row), op: row.op, at: ROW_TIME }));
    },
    async read(digests, atLeast) {
      requireAbreast(atLeast);
      const suppressed = [...new Set(digests)].filter((digest) => latestOf(digest)?.op === "add");
      return { revision: rows.length, suppressed, dispatching: dispatching.now() };
    },
    async standing(digests, atLeast) {
      const found = [...new Set(digests)].flatMap((digest) => {
        const latest = latestOf(digest);
        return latest?.op === "add" ? [rowOf(latest)] : [];
      });
      if (found.length > 0) requireAbreast(atLeast);
      return found.toSorted((one, other) => one.revision - other.revision);
    },
    async add(entries, atLeast) {
      if (entries.length > 0) requireAbreast(atLeast);
      return entries.map((entry) => write("add", entry));
    },
    async lift(row, atLeast) {
      requireAbreast(atLeast);
      return write("lift", row);
    },
    rows: () => rows,
    goBackTo: (revision) => {
      const lost = rows.splice(revision);
      return () => void rows.splice(revision, rows.length, ...lost);
    },
  };
}

const rowOf = ({ digest, revision, kind }: Row): ListedRow => ({ digest, revision, kind });
