// Opens a read-only stream from rows of the log, and checks that the rows are an unbroken chain. The object's own stream is in
// domain/contact/stream.ts.
import { parseEvent, type StoredEvent } from "../../schema/events.ts";
import type { StreamId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { chainHash } from "../../domain/contact/record.ts";
import { emptyContact } from "../../domain/contact/state.ts";
import { openStream, type Stream } from "../../domain/contact/stream.ts";

/** The first version whose hash or position is wrong; null when the chain is whole. */
export function brokenAt(streamId: StreamId, rows: readonly EventRow[]): number | null {
  let prevHash = emptyContact.head;
  for (const [index, row] of rows.entries()) {
    const version = index + 1;
    const event = row.streamId === streamId && row.version === version ? eventIn(row.body) : null;
    if (event?.prevHash !== prevHash || event.version !== version || event.streamId !== streamId) return version;
    if (row.hash !== chainHash(prevHash, row.body)) return version;
    prevHash = row.hash;
  }
  return null;
}

/** Whether a row is an event with its own hash, after whichever event. */
export function isIntact(row: EventRow): boolean {
  const event = eventIn(row.body);
  return event?.version === row.version && row.hash === chainHash(event.prevHash, row.body);
}

/** The event in a line of the log; null when the line is no event of this release. */
export function eventIn(body: string): StoredEvent | null {
  try {
    return parseEvent(JSON.parse(body));
  } catch {
    return null;
  }
}

/** The stream of these rows, which must be a chain. Opening words throws when the key is another stream's. */
export const loggedStream = (of: {
  readonly rows: readonly EventRow[];
  readonly wrappedKey: string | null;
  readonly masterKey: string;
}): Stream =>
  openStream({
    store: { load: () => of, commit: neverWritten, replaceKey: neverWritten, forgetKey: neverWritten },
    masterKey: of.masterKey,
    signer: { key: "", before: null, sign: neverWritten, prove: neverWritten, signNote: neverWritten },
    random: neverWritten,
  });

function neverWritten(): never {
  throw new Error("a stream of the log is read-only");
}
