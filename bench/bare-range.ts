// The minimum work of any verification, over one range of an export: scan, parse, SHA-256, fold. It checks only hashes, and throws when one is wrong.
import { readLines, type ByteRange } from "../cli/sources/lines.ts";
import { evolve } from "../domain/contact/evolve.ts";
import { chainHash } from "../domain/contact/record.ts";
import { emptyContact } from "../domain/contact/state.ts";
import { GENESIS_HASH, type StoredEvent } from "../schema/events.ts";
import { rowInLine } from "../cli/export-format.ts";
import type { EventRow } from "../schema/shipment.ts";
import { wholeForm } from "../schema/stored-form.ts";

/** Returns the number of events. The range begins where a stream begins. */
export async function bareRange(path: string, range: ByteRange): Promise<number> {
  let [streamId, contact, prevHash, events] = ["", emptyContact, "", 0];
  for await (const { lines } of readLines(path, range)) {
    for (const { text } of lines) {
      const row = rowInLine(text) as EventRow;
      const event = wholeForm(JSON.parse(row.body), row) as StoredEvent;
      if (row.streamId !== streamId) [streamId, contact, prevHash] = [row.streamId, emptyContact, GENESIS_HASH];
      if (chainHash(prevHash, row) !== row.hash)
        throw new Error(`the hash of ${streamId}@${row.version} is wrong`);
      contact = evolve(contact, event, row.hash);
      prevHash = row.hash;
      events += 1;
    }
  }
  return events;
}
