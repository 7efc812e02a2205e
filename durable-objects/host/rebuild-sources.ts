// Makes the CRM's rows of webhook sources again from their stream: every row that an event makes, and no other. A repeat changes nothing.
import type { EventLog } from "../../drizzle/event-log.ts";
import type { SourceRows } from "../../drizzle/source-rows.ts";
import { foldSources, sourceRows } from "../../domain/source/state.ts";
import { eventInRow } from "../../schema/events.ts";
import { SOURCES_STREAM } from "../../schema/sources.ts";
import { brokenAt } from "./logged-stream.ts";

interface Ports {
  readonly log: Pick<EventLog, "read">;
  readonly sources: Pick<SourceRows, "restore">;
}

/** A person changes a source a few times a minute at most, so three tries are enough. */
const MOST_TRIES = 3;

/**
 * Returns how many rows were changed; null when the events are not a chain, or when a source was changed at each of the tries. The object writes its
 * rows after the log has its event: where the log still ends at the same event afterwards, no later row was replaced.
 */
export async function restoreSources({ log, sources }: Ports): Promise<number | null> {
  let changed = 0;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const rows = await log.read({ streamId: SOURCES_STREAM });
    if (brokenAt(SOURCES_STREAM, rows) !== null) return null;
    changed += await sources.restore(sourceRows(foldSources(rows.map((row) => eventInRow(row)))));
    if ((await log.read({ streamId: SOURCES_STREAM, from: rows.length + 1 })).length === 0) return changed;
  }
  return null;
}
