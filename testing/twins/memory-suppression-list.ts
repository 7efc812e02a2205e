// The memory twin of the suppression list (drizzle/d1-suppression-list.ts): the same behaviour without a database, for tests and
// the simulator.
import type { Lift, Suppression, SuppressionList } from "../../drizzle/suppression-list.ts";

interface Row {
  readonly revision: number;
  readonly op: "add" | "lift";
  readonly digest: string;
  readonly commandKey: string;
}

export function memorySuppressionList(): SuppressionList {
  const rows: Row[] = [];
  const latestOf = (digest: string) => rows.findLast((row) => row.digest === digest);

  function write(op: Row["op"], { digest, commandKey }: Suppression | Lift): number {
    const latest = latestOf(digest);
    if (commandKey === undefined && latest?.op === op) return latest.revision;
    const key = commandKey ?? `after:${latest?.revision ?? 0}`;
    const earlier = rows.find((row) => row.digest === digest && row.commandKey === key);
    if (earlier && earlier.op !== op) throw new Error("suppressions_conflict");
    if (earlier) return earlier.revision;
    const revision = rows.length + 1;
    rows.push({ revision, op, digest, commandKey: key });
    return revision;
  }

  return {
    async read(digests) {
      const suppressed = [...new Set(digests)].filter((digest) => latestOf(digest)?.op === "add");
      return { revision: rows.length, suppressed };
    },
    add: async (entries) => entries.map((entry) => ({ digest: entry.digest, revision: write("add", entry) })),
    lift: async (row) => write("lift", row),
  };
}
