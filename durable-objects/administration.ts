// Reads a page of an administrative stream for the desk, newest first, with the notes of people opened.
import type * as z from "zod";
import type { DeadLetters } from "../drizzle/dead-letters.ts";
import type { StreamPages } from "../drizzle/stream-pages.ts";
import { openNote } from "../domain/contact/notes.ts";
import { unwrapKey } from "../domain/contact/seal.ts";
import { timelineEntry } from "../domain/contact/views.ts";
import type { AdministrationAnswer } from "../schema/answers.ts";
import type { AdministrationQuery } from "../schema/desk-commands.ts";
import type { StoredEvent } from "../schema/events.ts";
import type { SealedNote } from "../schema/notes.ts";
import { eventIn } from "./host/logged-stream.ts";
import { monthKeyId } from "./month-key.ts";

/** The events of one page. */
export const ADMINISTRATION_PAGE = 50;

interface Ports {
  readonly pages: StreamPages;
  readonly keys: Pick<DeadLetters, "key">;
  readonly masterKey: string;
}

/**
 * A note whose month's key was destroyed is erased: its entry is sealed and without words. A note whose key is there and does not open it
 * was changed, or its key was: the answer names its version in `unopened`. A line that is no event is named in `unreadable`, and the others
 * are shown. Throws when a database does not answer.
 */
export async function administrationPage(
  { streamId, before }: z.infer<typeof AdministrationQuery>,
  { pages, keys, masterKey }: Ports,
): Promise<AdministrationAnswer> {
  const rows = await pages.before(streamId, before, ADMINISTRATION_PAGE + 1);
  const shown = rows.slice(0, ADMINISTRATION_PAGE);
  const lines = shown.map((row) => ({ version: row.version, hash: row.hash, event: eventIn(row) }));
  const readable = lines.flatMap(({ hash, event }) => (event ? [{ hash, event }] : []));
  const months = [...new Set(readable.flatMap(({ event }) => noteOf(event)?.month ?? []))];
  const wrapped = new Map(
    await Promise.all(months.map(async (month) => [month, await keys.key(monthKeyId(month))] as const)),
  );
  const read = readable.map(({ hash, event }) => {
    const opened = openedNote(event, (month) => wrapped.get(month) ?? null, masterKey);
    const words = opened === "unopened" ? null : opened;
    return {
      entry: timelineEntry(event, { hash, words, sealed: noteOf(event) !== undefined }),
      isUnopened: opened === "unopened",
    };
  });
  const last = shown.at(-1);
  return {
    entries: read.map(({ entry }) => entry),
    unopened: read.flatMap(({ entry, isUnopened }) => (isUnopened ? [entry.version] : [])),
    unreadable: lines.flatMap(({ version, event }) => (event ? [] : [version])),
    next: rows.length > shown.length && last ? last.version : null,
  };
}

/** The words of an event's note; null when it has none, or when the key of its month is gone. */
function openedNote(
  event: StoredEvent,
  keyOf: (month: string) => string | null,
  masterKey: string,
): { readonly why: string } | "unopened" | null {
  const note = noteOf(event);
  const key = note && keyOf(note.month);
  if (!note || !key) return null;
  try {
    return { why: openNote(unwrapKey(masterKey, monthKeyId(note.month), key), event.commandId, note) };
  } catch {
    return "unopened";
  }
}

const noteOf = (event: StoredEvent): SealedNote | undefined =>
  "note" in event.payload ? event.payload.note : undefined;
