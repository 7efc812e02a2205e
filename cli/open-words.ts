// Opens the personal words of an export through the desk: the objects, which have the keys, open the words. Before that, the desk records in the log
// who opens them. This machine gets no key.
import * as z from "zod";
import type { LogSource, StreamRows } from "../replay/source.ts";
import { Sealed } from "../schema/events.ts";
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
  why: string,
): Promise<void> {
  const { body } = await desk.post("/exports", { root, streams, events, why });
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
  if (!streamId.startsWith("ct_")) return new Map();
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
