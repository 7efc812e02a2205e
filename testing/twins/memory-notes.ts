// Seals notes as the product does, without a database: each month has a key that follows from its name, and the nonce follows from the command,
// so that two runs of one history write the same bytes.
import { type Notes, sealNote } from "../../domain/contact/notes.ts";
import { KEY_BYTES } from "../../domain/contact/seal.ts";
import { bytesOf, chanceFor } from "../seed.ts";

const bytesFor = (name: string) => bytesOf(chanceFor(name));

/** The key of a month. */
export const memoryMonthKey = (month: string): Uint8Array => bytesFor(`month ${month}`)(KEY_BYTES);

export const memoryNotes =
  (now: () => number): Notes =>
  async (why) => {
    if (why === "") return () => undefined;
    const month = new Date(now()).toISOString().slice(0, 7);
    return (commandId) => sealNote({ month, key: memoryMonthKey(month) }, commandId, why, bytesFor(commandId));
  };
