// The minimum work of any verification, over one range of an export: scan, parse, SHA-256, fold, and the signature of each stream's head. It judges
// nothing, and throws when a hash or a signature is wrong.
import { readLines, type ByteRange } from "../cli/sources/lines.ts";
import { evolve } from "../domain/contact/evolve.ts";
import { chainHash } from "../domain/contact/record.ts";
import { emptyContact } from "../domain/contact/state.ts";
import { GENESIS_HASH, type StoredEvent } from "../schema/events.ts";
import { rowInLine } from "../cli/export-format.ts";
import { hasSigned } from "../schema/log-signature.ts";
import type { EventRow } from "../schema/shipment.ts";
import { wholeForm } from "../schema/stored-form.ts";

/** What the loop reads, and the key of the signatures; null: it checks none. */
export interface BareLoop {
  readonly path: string;
  readonly logKey: string | null;
}

/** Returns the number of events. The range begins where a stream begins. */
export async function bareRange({ path, logKey }: BareLoop, range: ByteRange): Promise<number> {
  let [streamId, contact, prevHash, events] = ["", emptyContact, "", 0];
  let head: EventRow | null = null;
  const checkHead = (): void => {
    if (head && logKey !== null && !hasSigned(logKey, head, head.signature ?? ""))
      throw new Error(`the head of ${streamId} is not signed`);
  };
  for await (const { lines } of readLines(path, range)) {
    for (const { text } of lines) {
      const row = rowInLine(text) as EventRow;
      const event = wholeForm(JSON.parse(row.body), row) as StoredEvent;
      if (row.streamId !== streamId) {
        checkHead();
        [streamId, contact, prevHash] = [row.streamId, emptyContact, GENESIS_HASH];
      }
      if (chainHash(prevHash, row) !== row.hash) throw new Error(`the hash of ${streamId}@${row.version} is wrong`);
      contact = evolve(contact, event, row.hash);
      prevHash = row.hash;
      head = row;
      events += 1;
    }
  }
  checkHead();
  return events;
}
