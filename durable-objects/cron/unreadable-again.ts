// Asks the objects that were noted as unreadable again, one bounded part per turn of the cron: trouble that has passed leaves no task.
import type { Compared, LogHead } from "../../domain/contact/compare-head.ts";
import type { LogKeys } from "../../domain/log-keys.ts";
import type { LoggedHead } from "../../drizzle/log-heads.ts";
import type { UnreadableObjects } from "../../drizzle/unreadable-objects.ts";
import type { StreamId } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import type { ObjectVerbs } from "../host/object.ts";

export interface AgainPorts {
  readonly object: (streamId: StreamId) => ObjectVerbs;
  /** The last event of one stream in the log. */
  readonly head: (streamId: StreamId) => Promise<LoggedHead | null>;
  readonly logKeys: () => Promise<Pick<LogKeys, "isSigned">>;
  /** The notes of the objects that cannot be read. */
  readonly unreadable: Pick<UnreadableObjects, "list" | "clear">;
}

/** The detail of a stream whose log has a head that its key has not signed. */
export const UNSIGNED = "unsigned_tail";

/** As many as the cron compares in a turn. */
const OBJECTS_PER_TURN = 100;

/**
 * Asks the objects that could not be read again, the longest not asked first. One that answers, because its trouble passed, is woken
 * and leaves the list. Returns the others.
 */
export async function askUnreadableAgain({
  object,
  head,
  logKeys,
  unreadable,
}: AgainPorts): Promise<readonly StreamId[]> {
  const noted = await unreadable.list(OBJECTS_PER_TURN);
  if (noted.length === 0) return [];
  const keys = await logKeys();
  const left = await inParallel(noted, async ({ streamId }) => {
    try {
      const logged = await head(streamId);
      await compared(object(streamId), logged);
      if (logged && !keys.isSigned(logged, logged.at)) return [streamId];
      // Its alarm fired while it could not be read, and was not set again.
      onlyAnswer(await object(streamId).perform([{ type: "Wake" }]));
      await unreadable.clear(streamId);
      return [];
    } catch {
      return [streamId];
    }
  });
  return left.flat();
}

/** Lets an object compare itself with what the log has of it. Throws when it does not answer. */
export const compared = async (object: ObjectVerbs, head: LogHead | null): Promise<Compared> =>
  onlyAnswer(await object.perform([{ type: "Compare", head }]));
