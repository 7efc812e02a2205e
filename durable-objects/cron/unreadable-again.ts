// Asks the objects that were noted again, one bounded part per turn of the cron: trouble that has passed leaves no task.
import type { LogKeys } from "../../domain/log-keys.ts";
import type { LoggedHead } from "../../drizzle/log-heads.ts";
import type { UnreadableObjects } from "../../drizzle/unreadable-objects.ts";
import type { StreamId } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import { compared, differingHolds, type HoldPorts } from "./compare-holds.ts";

export interface AgainPorts extends HoldPorts {
  /** The last event of one stream in the log. */
  readonly head: (streamId: StreamId) => Promise<LoggedHead | null>;
  /** Reads the keys of the log's signatures. */
  readonly logKeys: () => Promise<Pick<LogKeys, "isSigned">>;
  /** The notes of the objects that cannot be read, of the streams whose rows differ, and of those with an unsigned event. */
  readonly unreadable: Pick<UnreadableObjects, "list" | "note" | "clear">;
}

/** The detail of a stream whose log has a head that its key has not signed. */
export const UNSIGNED = "unsigned_tail";

/** As many as the cron compares in a turn. */
const OBJECTS_PER_TURN = 100;

/** The noted streams whose trouble has not passed. */
export interface StillNoted {
  readonly unreadable: readonly StreamId[];
  readonly differing: readonly StreamId[];
}

/**
 * Asks the noted objects again, the longest not asked first. One that answers, and whose rows are as it says, is woken and leaves the
 * list.
 */
export async function askUnreadableAgain(ports: AgainPorts): Promise<StillNoted> {
  const { object, head, logKeys, unreadable } = ports;
  const noted = await unreadable.list(OBJECTS_PER_TURN);
  if (noted.length === 0) return { unreadable: [], differing: [] };
  const keys = await logKeys();
  const asked = await inParallel(noted, async ({ streamId }) => ({
    streamId,
    answer: await head(streamId)
      .then(async (logged) => {
        const answer = await compared(object(streamId), logged);
        return logged && !keys.isSigned(logged, logged.at) ? null : answer;
      })
      .catch(() => null),
  }));
  const answered = asked.flatMap(({ streamId, answer }) => (answer ? [{ streamId, answer }] : []));
  const differing = await differingHolds(answered, ports);
  const well = answered.filter(({ streamId }) => !differing.has(streamId));
  const woken = await inParallel(well, async ({ streamId }) => {
    try {
      // Its alarm fired while it could not be read, and was not set again.
      onlyAnswer(await object(streamId).perform([{ type: "Wake" }]));
      await unreadable.clear(streamId);
      return [];
    } catch {
      return [streamId];
    }
  });
  const silent = asked.flatMap(({ streamId, answer }) => (answer ? [] : [streamId]));
  return { unreadable: [...silent, ...woken.flat()], differing: [...differing.keys()] };
}
