// Seals and opens the notes of administrative events (schema/notes.ts) under the key of a month.
import type { CommandId } from "../../schema/ids.ts";
import type { SealedNote } from "../../schema/notes.ts";
import { openText, type Random, sealText } from "./seal.ts";

/** The command is the seal's context, so that a note cannot be moved to another event: a stream has one event of a command with a note. */
const contextOf = (commandId: string): string => `note:${commandId}`;

/** Seals a note under the month's key. */
export const sealNote = ({ month, key }: MonthKey, commandId: CommandId, why: string, random: Random): SealedNote => ({
  month,
  sealed: sealText(key, contextOf(commandId), why, random),
});

/** Opens a note. Throws when the key, the command or the bytes differ. */
export const openNote = (key: Uint8Array, commandId: string, { sealed }: SealedNote): string =>
  openText(key, contextOf(commandId), sealed);

/** The key of a month (`2026-11`, UTC). */
export interface MonthKey {
  readonly month: string;
  readonly key: Uint8Array;
}

/** Makes the sealed notes of one wish; without words there is no note. */
export type SealNote = (commandId: CommandId) => SealedNote | undefined;

/**
 * Gets the key of the current month, and returns what seals `why` for each command of the wish. It is called before anything is written: a
 * wish whose reason cannot be kept is refused whole.
 */
export type Notes = (why: string) => Promise<SealNote>;

/** Notes under the keys that `monthKey` gives. */
export const notesUnder =
  (monthKey: () => Promise<MonthKey>, random: Random): Notes =>
  async (why) => {
    if (why === "") return () => undefined;
    const key = await monthKey();
    return (commandId) => sealNote(key, commandId, why, random);
  };
