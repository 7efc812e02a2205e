// Compares the row of the stop switch in the CRM with the stream from which it follows. Every claim reads this row, so a row that says "resumed" while the
// log says "stopped" would let messages leave. Reading the row is in cli/.
import { dispatchingOf } from "../domain/contact/dispatching.ts";
import { canonicalJson } from "../schema/canonical.ts";
import type { DispatchingRow } from "../schema/dispatching.ts";
import type { StoredEvent } from "../schema/events.ts";
import { DISPATCH_STREAM } from "../schema/ids.ts";
import { MINUTE_MS } from "../schema/time.ts";
import { linksOf } from "./chain.ts";
import { type Fault, faultAt, type FaultName } from "./faults.ts";
import type { StreamRows } from "./source.ts";

/** The columns of the row as they are stored; of the right kinds, and with any values. */
export interface StoredDispatching {
  readonly stopped: number;
  readonly version: number;
  readonly commandId: string | null;
  readonly since: string | null;
  readonly by: string | null;
  readonly reason: string | null;
  /** A sealed note as JSON. */
  readonly note: string | null;
}

/** The time that a row and its event have to follow each other: a crash between the two is completed by the next turn of the cron (each quarter of an hour). */
const PATIENCE_MS = 30 * MINUTE_MS;

/** The events of the stop switch; null where the chain of the stream is broken, which is a fault of its own. */
export function dispatchingEvents(stream: StreamRows): readonly StoredEvent[] | null {
  const links = [...linksOf(stream)];
  if (links.some(({ event, follows }) => !event || !follows)) return null;
  return links.flatMap(({ event }) => event ?? []);
}

/** The fault of the row, or none. `row` is null where the table has none. */
export function dispatchingRowFaults(
  events: readonly StoredEvent[],
  row: StoredDispatching | null,
  now: Date,
): readonly Fault[] {
  const expected = dispatchingOf(events);
  const right = columnsOf(expected);
  if (row === null)
    return [rowFault("dispatching_row_missing", expected, { field: "dispatching", expected: wordOf(right) })];
  const field = FIELDS.find((one) => valueOf(row, one) !== valueOf(right, one));
  if (field === undefined || isUnderWay(row, events, now)) return [];
  const name = nameOf(row, right);
  const found = name === "dispatching_row_differs" ? row[field] : wordOf(row);
  const wanted = name === "dispatching_row_differs" ? right[field] : wordOf(right);
  return [rowFault(name, expected, { field: `dispatching.${field}`, expected: wanted, found })];
}

const rowFault = (
  name: FaultName,
  { version }: DispatchingRow,
  values: { readonly field: string; readonly expected: unknown; readonly found?: unknown },
): Fault => faultAt(DISPATCH_STREAM, version === 0 ? null : version, { name, ...values });

function nameOf(row: StoredDispatching, right: StoredDispatching): FaultName {
  // The one that matters most comes first: this row lets messages leave.
  if (row.stopped === 0 && right.stopped === 1) return "dispatching_row_resumed";
  return row.version > right.version ? "dispatching_row_unlogged" : "dispatching_row_differs";
}

/**
 * A stop has its row before its event, and a resumption its event before its row. In both, sending is stopped until the two agree, so a short time of it
 * is no fault.
 */
function isUnderWay(row: StoredDispatching, events: readonly StoredEvent[], now: Date): boolean {
  if (row.stopped !== 1 || row.since === null) return false;
  const last = events.at(-1);
  const isStop = row.version === (last?.version ?? 0) + 1 && last?.type !== "DispatchStopped";
  if (isStop) return isYoung(row.since, now);
  const before = columnsOf(dispatchingOf(events.slice(0, -1)));
  const isResumption =
    last?.type === "DispatchResumed" && FIELDS.every((one) => valueOf(row, one) === valueOf(before, one));
  return isResumption && isYoung(last.at, now);
}

const isYoung = (at: string, now: Date): boolean => Math.abs(now.getTime() - Date.parse(at)) < PATIENCE_MS;

const FIELDS = ["stopped", "version", "commandId", "since", "by", "reason", "note"] as const;

/** A note is compared as a value: the order of its fields says nothing. */
function valueOf(row: StoredDispatching, field: (typeof FIELDS)[number]): string | number | null {
  const value = row[field];
  if (field !== "note" || typeof value !== "string") return value;
  try {
    return canonicalJson(JSON.parse(value));
  } catch {
    return value;
  }
}

function columnsOf({ isStopped, version, stop }: DispatchingRow): StoredDispatching {
  const { commandId = null, since = null, by = null, reason = null, note = null } = stop ?? {};
  return { stopped: isStopped ? 1 : 0, version, commandId, since, by, reason, note: note && canonicalJson(note) };
}

const wordOf = ({ stopped, version }: StoredDispatching): string =>
  `${stopped === 1 ? "stopped" : "resumed"}, version ${version}`;
