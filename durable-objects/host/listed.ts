// Says what the suppression list has of entries that a person names: for the preview of an import, before anything is written.
import type * as z from "zod";
import type { LogRevision } from "../../drizzle/list-revisions.ts";
import type { LatestRow, SuppressionList } from "../../drizzle/suppression-list.ts";
import type { ListedState } from "../../schema/answers.ts";
import type { ListedQuery } from "../../schema/desk-commands.ts";
import { entriesOf, exportedEntry } from "./suppress.ts";

interface Ports {
  readonly list: Pick<SuppressionList, "latest">;
  readonly logRevision: Pick<LogRevision, "read">;
  readonly systemKey: string;
}

/** The state of each entry, in order. An address is listed when all its spellings are. Throws when the list cannot be read or is behind its log. */
export async function listedStates(
  { entries }: Pick<z.infer<typeof ListedQuery>, "entries">,
  { list, logRevision, systemKey }: Ports,
): Promise<readonly ListedState[]> {
  const read = entries.map((entry) => entriesOf(systemKey, entry));
  const digests = read.flatMap((entry) => (entry.ok ? entry.value.map(({ digest }) => digest) : []));
  const rows = new Map((await list.latest(digests, await logRevision.read())).map((row) => [row.digest, row]));
  return read.map((entry, index): ListedState => {
    if (entry.ok) return stateOf(entry.value.map(({ digest }) => rows.get(digest)));
    const { kind, value } = entries[index] ?? { kind: "address", value: "" };
    return { is: kind === "digest" && exportedEntry(systemKey, value) ? "foreign" : "invalid" };
  });
}

function stateOf(rows: readonly (LatestRow | undefined)[]): ListedState {
  const lift = rows.find((row) => row?.op === "lift");
  if (lift) return { is: "lifted", at: lift.at };
  return rows.every((row) => row?.op === "add") ? { is: "listed" } : { is: "new" };
}
