// An object beside the log: which of the two has what the other lacks. The object numbers the events, so it is never to be behind.
import type { Head } from "../../schema/shipment.ts";
import type { Stream } from "./stream.ts";

/** The last event of a stream as the log has it. */
export type LogHead = Pick<Head, "version" | "hash">;

/**
 * `under_way`: the log lacks only events so young that whoever caused them is still relaying them. `log_behind`: it lacks older ones.
 * `object_behind`: the log has events that the object does not know, so that its storage is not what it was. `differs`: they disagree
 * about the same event.
 */
export type Relation = "equal" | "under_way" | "log_behind" | "object_behind" | "differs";

/** What an object says of itself beside the log, after it has shipped what the log lacked. */
export interface Compared {
  readonly relation: Relation;
  /** The object's own height. */
  readonly version: number;
  /** Whether the log now has everything the object has. */
  readonly logged: boolean;
}

/** A stage that relays tries again after 5, 10, 20 … seconds; what takes longer than these tries is worth a word. */
const UNDER_WAY_MS = 5 * 60 * 1_000;

/** `head` is null when the log knows nothing of the stream; `now` in milliseconds. */
export function relationOf(
  { rows, events }: Pick<Stream, "rows" | "events">,
  head: LogHead | null,
  now: number,
): Relation {
  const version = head?.version ?? 0;
  if (version > rows.length) return "object_behind";
  if (head && rows[version - 1]?.hash !== head.hash) return "differs";
  const missing = events[version];
  if (!missing) return "equal";
  return now - Date.parse(missing.at) < UNDER_WAY_MS ? "under_way" : "log_behind";
}
