// Compares an object with the log: which of the two lacks events of the other. The object numbers the events, so it should never
// lack one. For a comparison with the rows for reading, it gives the contact's holds. Shipping what the log lacks is in durable-objects/host/.
import { ContactId, type HoldId } from "../../schema/ids.ts";
import type { Head, HoldRow } from "../../schema/shipment.ts";
import { holdRow } from "./rows.ts";
import type { Stream } from "./stream.ts";

/** The last event of a stream in the log. */
export type LogHead = Pick<Head, "version" | "hash">;

/**
 * `under_way`: the log lacks only recent events, which their stage or click is still shipping. `log_behind`: the log lacks older
 * events. `object_behind`: the log has events that the object lacks, so the object's storage was lost or restored. `differs`: they
 * have different events at one version.
 */
export type Relation = "equal" | "under_way" | "log_behind" | "object_behind" | "differs";

/** An object's answer to a comparison, after it has shipped what the log lacked. */
export interface Compared {
  readonly relation: Relation;
  /** The object's last version. */
  readonly version: number;
  /** Whether the log now has all events of the object. */
  readonly logged: boolean;
  /** The holds whose rows for reading the log must have. None while the log lacks events. */
  readonly holds: HeldRows;
}

/** A contact's holds for a comparison with their stored rows. */
export interface HeldRows {
  /** The row of the open hold, as the object would ship it. */
  readonly open: HoldRow | null;
  readonly ended: readonly HoldId[];
}
export const NO_HOLDS: HeldRows = { open: null, ended: [] };

/** The contact's holds; none for an administrative stream. */
export function heldRows(stream: Stream): HeldRows {
  const contactId = ContactId.safeParse(stream.streamId).data;
  if (!contactId) return NO_HOLDS;
  const { contact, events, open } = stream;
  const holds = Object.values(contact.holds);
  const current = holds.find(({ end }) => end === null);
  return {
    open: current ? holdRow(contactId, contact, current, events, open) : null,
    ended: holds.filter(({ end }) => end !== null).map(({ holdId }) => holdId),
  };
}

/** A stage retries its append after 5, 10, 20 … seconds; events that are missing for longer are reported. */
const UNDER_WAY_MS = 5 * 60 * 1_000;

/** The relation of an object to the log. `head` is null when the log has no event of the stream; `now` is in milliseconds. */
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
