// Compares the CRM's rows of webhook sources with their stream. The object writes its rows after the log has its event, so rows that differ are read
// again.
import type { Fault } from "../replay/faults.ts";
import { expectedSources, sourceRowFaults } from "../replay/source-rows.ts";
import { SOURCES_STREAM } from "../schema/sources.ts";
import { storedSources } from "./sources/source-rows.ts";
import type { OpenedSource } from "./sources/opened-source.ts";
import type { Query } from "./sources/query.ts";

/** How often rows are read until they are as the log says. */
const READS = 3;

/** The faults of all rows that last, while the stream and the rows are read again. */
export async function sourceFaults({
  log,
  crm,
}: Pick<OpenedSource, "log"> & { readonly crm: Query }): Promise<readonly Fault[]> {
  let faults: readonly Fault[] = [];
  for (let read = 0; read < READS; read += 1) {
    let expected: ReturnType<typeof expectedSources> = [];
    for await (const stream of log.streams({ ids: [SOURCES_STREAM] })) expected = expectedSources(stream);
    faults = expected ? sourceRowFaults(expected, await storedSources(crm)) : [];
    if (faults.length === 0) break;
  }
  return faults;
}
