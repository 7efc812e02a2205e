// A stream as the log has it, read only.
import { parseEvent, type StoredEvent } from "../../schema/events.ts";
import type { StreamId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { chainHash } from "../../domain/contact/record.ts";
import { emptyContact } from "../../domain/contact/state.ts";
import { openStream, type Stream } from "../../domain/contact/stream.ts";

/** The first version that is not what the hashes of its stream say; null when all are. */
export function brokenAt(streamId: StreamId, rows: readonly EventRow[]): number | null {
  let prevHash = emptyContact.head;
  for (const [index, row] of rows.entries()) {
    const version = index + 1;
    const isLinked = row.streamId === streamId && row.version === version && row.hash === chainHash(prevHash, row.body);
    const event = isLinked ? eventIn(row) : null;
    if (event?.prevHash !== prevHash || event.version !== version || event.streamId !== streamId) return version;
    prevHash = row.hash;
  }
  return null;
}

function eventIn({ body }: EventRow): StoredEvent | null {
  try {
    return parseEvent(JSON.parse(body));
  } catch {
    return null;
  }
}

/** The stream of rows that are a chain. Opening words throws when the key is another. */
export const loggedStream = (of: {
  readonly rows: readonly EventRow[];
  readonly wrappedKey: string | null;
  readonly masterKey: string;
}): Stream =>
  openStream({
    store: { load: () => of, commit: neverWritten, forgetKey: neverWritten },
    masterKey: of.masterKey,
    random: neverWritten,
  });

function neverWritten(): never {
  throw new Error("what the log has is only read");
}
