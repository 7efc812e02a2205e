// Opens the personal words of an export through the desk: the objects, which have the keys, open the words. Before that, the desk records in the log
// who opens them. This machine gets no key.
import * as z from "zod";
import type { LogSource, StreamRows } from "../replay/source.ts";
import { Sealed } from "../schema/events.ts";
import type { AdministrativeReason } from "../schema/lists.ts";
import type { DeskClient } from "./desk-client.ts";
import type { Manifest } from "./export-format.ts";
import { CannotRun } from "./shell.ts";

/** The number of contacts that are requested in parallel. */
const AT_ONCE = 6;

const Recorded = z.object({ logged: z.boolean() });

/** Records in the log who opens which export, and why. Throws `CannotRun` if the log has not recorded it. */
export async function announceOpening(
  desk: DeskClient,
  { root, streams, events }: Manifest,
  {
    reason,
    why,
    request,
  }: { readonly reason: AdministrativeReason; readonly why: string; readonly request?: string | undefined },
): Promise<void> {
  const { body } = await desk.post("/exports", {
    root,
    streams,
    events,
    reason,
    why,
    ...(request === undefined ? {} : { request }),
  });
  if (Recorded.parse(body).logged) return;
  throw new CannotRun("The log does not answer, and no word is opened before the log has recorded who opened it.", {
    advice: "Your request is recorded. Try again in a moment: a repeated request counts once.",
  });
}

/** The same log with the opened words of its events. An erased contact has no words. */
export function openedLog(log: LogSource, desk: DeskClient): LogSource {
  return {
    async *streams(query) {
      const waiting: StreamRows[] = [];
      const opened = (): Promise<readonly StreamRows[]> =>
        Promise.all(waiting.splice(0).map(async (stream) => ({ ...stream, openedWords: await wordsOf(stream, desk) })));
      for await (const stream of log.streams(query)) {
        waiting.push(stream);
        if (waiting.length === AT_ONCE) yield* await opened();
      }
      yield* await opened();
    },
  };
}

const Words = z.looseObject({ evidence: Sealed.shape.evidence });
const Timeline = z.object({
  timeline: z.array(z.object({ version: z.int(), hash: z.string(), words: Words.nullable() })),
});

async function wordsOf({ streamId, rows }: StreamRows, desk: DeskClient): Promise<ReadonlyMap<number, Sealed>> {
  if (!streamId.startsWith("ct_")) return notesOf(streamId, rows, desk);
  const { timeline } = Timeline.parse((await desk.get(`/contacts/${streamId}`)).body);
  const entries = new Map(timeline.map((entry) => [entry.version, entry]));
  return new Map(
    rows.flatMap(({ version, hash }): [number, Sealed][] => {
      const entry = entries.get(version);
      if (entry?.hash !== hash) {
        throw new CannotRun(`The desk has another event ${version} of ${streamId} than this log.`, {
          advice:
            "Is it the desk of the same installation? --desk names another one; `npx holdpoint verify` checks the log.",
        });
      }
      if (entry.words === null) return [];
      const { evidence, ...words } = entry.words;
      return [[version, { ...(Object.keys(words).length > 0 ? { words } : {}), ...(evidence ? { evidence } : {}) }]];
    }),
  );
}

const Notes = z.object({
  items: z.array(z.object({ version: z.int(), hash: z.string(), words: z.object({ why: z.string() }).nullable() })),
  next: z.int().nullable(),
});

/** The notes of people on an administrative stream, which the desk opens. The stream is asked for only as far back as it has notes. */
async function notesOf(
  streamId: string,
  rows: StreamRows["rows"],
  desk: DeskClient,
): Promise<ReadonlyMap<number, Sealed>> {
  const noted = new Map(rows.flatMap(({ version, hash, body }) => (hasNote(body) ? [[version, hash] as const] : [])));
  const first = Math.min(...noted.keys());
  const words = new Map<number, Sealed>();
  for (
    let before: number | null = Math.max(...noted.keys()) + 1;
    noted.size > 0 && before !== null && before > first;
  ) {
    const page = Notes.parse((await desk.get(`/administration?stream=${streamId}&before=${before}`)).body);
    for (const { version, hash, words: note } of page.items)
      if (note && noted.get(version) === hash) words.set(version, { words: note });
    before = page.next;
  }
  return words;
}

const hasNote = (body: string): boolean => body.includes('"note":{');
