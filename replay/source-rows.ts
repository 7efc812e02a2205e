// Compares the rows of webhook sources in the CRM with the stream from which they follow. Reading the rows is in cli/.
import { foldSources, sourceRows } from "../domain/source/state.ts";
import { canonicalJson } from "../schema/canonical.ts";
import { type SourceRow, SOURCES_STREAM } from "../schema/sources.ts";
import { linksOf } from "./chain.ts";
import { type Fault, faultAt } from "./faults.ts";
import type { StreamRows } from "./source.ts";

/** The rows that the stream of sources gives; null where its chain is broken, which is a fault of its own. */
export function expectedSources(stream: StreamRows): readonly SourceRow[] | null {
  const links = [...linksOf(stream)];
  if (links.some(({ event, follows }) => !event || !follows)) return null;
  return sourceRows(foldSources(links.flatMap(({ event }) => event ?? [])));
}

/** The faults of the rows. */
export function sourceRowFaults(expected: readonly SourceRow[], stored: readonly object[]): readonly Fault[] {
  const [wanted, found] = [byName(expected), byName(stored)];
  return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((name): readonly Fault[] => {
    const [one, other] = [wanted.get(name), found.get(name)];
    const field = `sources.${name}`;
    const version = expected.find((row) => row.name === name)?.version ?? null;
    if (other === undefined)
      return [faultAt(SOURCES_STREAM, version, { name: "source_row_missing", field, expected: "a row" })];
    if (one === undefined)
      return [faultAt(SOURCES_STREAM, null, { name: "source_row_unlogged", field, found: "a row" })];
    if (one === other) return [];
    return [faultAt(SOURCES_STREAM, version, { name: "source_row_differs", field, expected: one, found: other })];
  });
}

const byName = (rows: readonly object[]): ReadonlyMap<string, string> =>
  new Map(rows.map((row) => ["name" in row ? String(row.name) : "", canonicalJson(row)]));
