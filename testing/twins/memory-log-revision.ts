// The memory twin of the log's revision of the suppression list (drizzle/list-revisions.ts). It reads the events of the list's streams
// and remembers nothing.
import type { EventLog } from "../../drizzle/event-log.ts";
import type { LogRevision } from "../../drizzle/list-revisions.ts";
import { eventInRow } from "../../schema/events.ts";
import { DISPATCH_STREAM, SUPPRESSION_STREAMS } from "../../schema/ids.ts";
import { listEntriesIn } from "../../domain/contact/list-entries.ts";

export function memoryLogRevision(log: Pick<EventLog, "read">): LogRevision {
  const highest = async (): Promise<number> => {
    const streams = await Promise.all(SUPPRESSION_STREAMS.map((streamId) => log.read({ streamId })));
    return Math.max(
      0,
      ...streams.flat().flatMap((row) => listEntriesIn(eventInRow(row)).map(({ revision }) => revision)),
    );
  };
  const dispatching = async (): Promise<number> => (await log.read({ streamId: DISPATCH_STREAM })).length;
  return { read: highest, recall: highest, dispatching };
}
