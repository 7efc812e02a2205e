// Reads a page of an administrative stream for the desk, newest first, with the notes of people opened.
import type * as z from "zod";
import type { DeadLetters } from "../drizzle/dead-letters.ts";
import type { StreamPages } from "../drizzle/stream-pages.ts";
import { openNote } from "../domain/contact/notes.ts";
import { unwrapKey } from "../domain/contact/seal.ts";
import { timelineEntry } from "../domain/contact/views.ts";
import type { AdministrationAnswer } from "../schema/answers.ts";
import type { AdministrationQuery } from "../schema/desk-commands.ts";
import { parseEvent, type StoredEvent } from "../schema/events.ts";
import type { SealedNote } from "../schema/notes.ts";
import { monthKeyId } from "./month-key.ts";

/** The events of one page. */
export const ADMINISTRATION_PAGE = 50;

interface Ports {
  readonly pages: StreamPages;
  readonly keys: Pick<DeadLetters, "key">;
  readonly masterKey: string;
}

/** A note does not open when its month's key was destroyed, or when it was changed: the entry is then sealed and without words. */
export async function administrationPage(
  { streamId, before }: z.infer<typeof AdministrationQuery>,
  { pages, keys, masterKey }: Ports,
): Promise<AdministrationAnswer> {
  const rows = await pages.before(streamId, before, ADMINISTRATION_PAGE + 1);
  const shown = rows.slice(0, ADMINISTRATION_PAGE);
  const events = shown.map(({ body }) => parseEvent(JSON.parse(body)));
  const months = [...new Set(events.flatMap((event) => noteOf(event)?.month ?? []))];
  const wrapped = new Map(
    await Promise.all(months.map(async (month) => [month, await keys.key(monthKeyId(month))] as const)),
  );
  const opened = (event: StoredEvent): string | null => {
    const note = noteOf(event);
    const key = note && wrapped.get(note.month);
    if (!note || !key) return null;
    try {
      return openNote(unwrapKey(masterKey, monthKeyId(note.month), key), event.commandId, note);
    } catch {
      return null;
    }
  };
  const last = shown.at(-1);
  return {
    entries: events.map((event, index) => {
      const why = opened(event);
      return timelineEntry(event, {
        hash: shown[index]?.hash ?? "",
        words: why === null ? null : { why },
        sealed: noteOf(event) !== undefined,
      });
    }),
    next: rows.length > shown.length && last ? last.version : null,
  };
}

const noteOf = (event: StoredEvent): SealedNote | undefined =>
  "note" in event.payload ? event.payload.note : undefined;
