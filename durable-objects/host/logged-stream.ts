// Opens a read-only stream from rows of the log, and checks that the rows are an unbroken chain. The object's own stream is in
// domain/contact/stream.ts.
import { eventInRow, type StoredEvent } from "../../schema/events.ts";
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
    if (row.streamId !== streamId || row.version !== version || eventIn(row) === null) return version;
    if (row.hash !== chainHash(prevHash, row)) return version;
    prevHash = row.hash;
  }
  return null;
}

/** The rows that are events with the right hash after the row before them, whose hash or text may be damaged, or after that row of `logged`. */
export function intactOf(rows: readonly EventRow[], logged: readonly EventRow[]): readonly EventRow[] {
  let computed = emptyContact.head;
  return rows.filter((row, index) => {
    const stated = [rows[index - 1]?.hash, logged[row.version - 2]?.hash, computed];
    const before = stated.find((hash) => hash !== undefined && row.hash === chainHash(hash, row));
    computed = chainHash(before ?? computed, row);
    return before !== undefined && eventIn(row) !== null;
  });
}

/** The event of a row of the log; null when the row is no event of this release. */
export function eventIn(row: EventRow): StoredEvent | null {
  try {
    return eventInRow(row);
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
