// The words of an export, opened by the objects that keep the keys: asked for through the desk, which says so in the log before any is given.
import { z } from "zod";
import type { LogSource, StreamRows } from "../replay/source.ts";
import { Sealed } from "../schema/events.ts";
import type { DeskClient } from "./desk-client.ts";
import type { Manifest } from "./export-format.ts";
import { CannotRun } from "./shell.ts";

/** Contacts that are asked for together. */
const AT_ONCE = 6;

const Recorded = z.object({ logged: z.boolean() });

/** Has the log say who opens what, and why. Throws `CannotRun` while it does not. */
export async function announceOpening(
  desk: DeskClient,
  { root, streams, events }: Manifest,
  why: string,
): Promise<void> {
  const { body } = await desk.post("/exports", { root, streams, events, why });
  if (Recorded.parse(body).logged) return;
  throw new CannotRun("The log does not answer, and no word is opened before it says who opened it.", {
    advice: "Your wish is recorded. Try again in a moment: it counts once.",
  });
}

/** The same log with what its events say under their seals. Somebody who was erased says nothing. */
export function openedLog(log: LogSource, desk: DeskClient): LogSource {
  return {
    async *streams(query) {
      const waiting: StreamRows[] = [];
      const opened = (): Promise<readonly StreamRows[]> =>
        Promise.all(waiting.splice(0).map(async (stream) => ({ ...stream, says: await saidBy(stream, desk) })));
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

async function saidBy({ streamId, rows }: StreamRows, desk: DeskClient): Promise<ReadonlyMap<number, Sealed>> {
  if (!streamId.startsWith("ct_")) return new Map();
  const { timeline } = Timeline.parse((await desk.get(`/contacts/${streamId}`)).body);
  const entries = new Map(timeline.map((entry) => [entry.version, entry]));
  return new Map(
    rows.flatMap(({ version, hash }): [number, Sealed][] => {
      const entry = entries.get(version);
      if (entry?.hash !== hash) {
        throw new CannotRun(`The desk knows another event ${version} of ${streamId} than this log.`, {
          advice:
            "Is it the desk of the same installation? --desk says which; `npx holdpoint verify` tells whether the log holds.",
        });
      }
      if (entry.words === null) return [];
      const { evidence, ...words } = entry.words;
      return [[version, { ...(Object.keys(words).length > 0 ? { words } : {}), ...(evidence ? { evidence } : {}) }]];
    }),
  );
}
