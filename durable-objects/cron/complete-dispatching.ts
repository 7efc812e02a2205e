// Compares the row of the stop switch with the last event of its stream, and lets the object of the stream make what a crash left out between the two.
import type { Dispatching } from "../../drizzle/dispatching.ts";
import { dispatchingOf } from "../../domain/contact/dispatching.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import { eventInRow } from "../../schema/events.ts";
import { DISPATCH_STREAM, type StreamId } from "../../schema/ids.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import type { ObjectVerbs } from "../host/object.ts";

export interface DispatchingPorts {
  readonly dispatching: Pick<Dispatching, "read">;
  readonly log: Pick<EventLog, "read">;
  readonly object: (streamId: StreamId) => ObjectVerbs;
}

export interface DispatchingFound {
  /** Whether dispatching is stopped, by the row as it was found; null when the row says nothing. */
  readonly isStopped: boolean | null;
  /** Whether the row was not that of the last event. Its object has then made what was missing. */
  readonly differed: boolean;
}

/** Makes the event of a stop that has only its row, or the row of an event that has none. Throws when a database or the object does not answer. */
export async function completeDispatching({ dispatching, log, object }: DispatchingPorts): Promise<DispatchingFound> {
  const row = await dispatching.read();
  const logged = dispatchingOf((await log.read({ streamId: DISPATCH_STREAM })).map((event) => eventInRow(event)));
  const differed = row === null || canonicalJson(row) !== canonicalJson(logged);
  if (differed) onlyAnswer(await object(DISPATCH_STREAM).perform([{ type: "CompleteDispatching" }]));
  return { isStopped: row?.isStopped ?? null, differed };
}
