// Asks the objects that were noted again, one bounded part per turn of the cron: trouble that has passed leaves no task.
import type { LogKeys } from "../../domain/log-keys.ts";
import type { LoggedHead } from "../../drizzle/log-heads.ts";
import type { UnreadableObject, UnreadableObjects } from "../../drizzle/unreadable-objects.ts";
import type { StreamId } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { UNSIGNED } from "../../schema/object-damage.ts";
import { onlyAnswer, unreadableIn } from "../../schema/only-answer.ts";
import { type Answered, compared, differingHolds, type HoldPorts } from "./compare-holds.ts";

export interface AgainPorts extends HoldPorts {
  /** The last event of one stream in the log. */
  readonly head: (streamId: StreamId) => Promise<LoggedHead | null>;
  /** Reads the keys of the log's signatures. */
  readonly logKeys: () => Promise<Pick<LogKeys, "isSigned">>;
  /** The notes of the objects that cannot be read, of the streams whose rows differ, and of those with an unsigned event. */
  readonly unreadable: Pick<UnreadableObjects, "list" | "note" | "clear">;
}

/** As many as the cron compares in a turn. */
const OBJECTS_PER_TURN = 100;

/** A stream with trouble for people, and what it is. */
export type StreamNote = Pick<UnreadableObject, "streamId" | "detail">;

/** The notes about streams whose rows of holds differ from their objects. */
export const notesOf = (differing: ReadonlyMap<StreamId, string>): readonly StreamNote[] =>
  [...differing].map(([streamId, detail]) => ({ streamId, detail }));

/**
 * Asks the noted objects again, the longest not asked first. One that answers, and whose rows are as it says, is woken and leaves the
 * list. Returns the others.
 */
export async function askNotedAgain(ports: AgainPorts): Promise<readonly StreamNote[]> {
  const { object, head, logKeys, unreadable } = ports;
  const noted = await unreadable.list(OBJECTS_PER_TURN);
  if (noted.length === 0) return [];
  const keys = await logKeys();
  const asked = await inParallel(noted, async ({ streamId, detail }): Promise<Answered | StreamNote> => {
    try {
      const logged = await head(streamId);
      const answer = await compared(object(streamId), logged);
      return logged && !keys.isSigned(logged, logged.at) ? { streamId, detail: UNSIGNED } : { streamId, answer };
    } catch (cause) {
      return { streamId, detail: unreadableIn(cause)?.detail ?? detail };
    }
  });
  const answered = asked.flatMap((one) => ("answer" in one ? [one] : []));
  const differing = await differingHolds(answered, ports);
  const well = answered.filter(({ streamId }) => !differing.has(streamId));
  const silent = await inParallel(well, async ({ streamId }): Promise<readonly StreamNote[]> => {
    try {
      // Its alarm fired while it could not be read, and was not set again.
      onlyAnswer(await object(streamId).perform([{ type: "Wake" }]));
      await unreadable.clear(streamId);
      return [];
    } catch (cause) {
      return [{ streamId, detail: unreadableIn(cause)?.detail ?? "no_answer" }];
    }
  });
  return [...asked.flatMap((one) => ("answer" in one ? [] : [one])), ...notesOf(differing), ...silent.flat()];
}
