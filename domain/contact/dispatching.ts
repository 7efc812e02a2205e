// Decides the stop switch from the events of its stream, and makes its row of them. Pure, like every decision.
import type { DispatchingCommand, StopDispatch } from "../../schema/commands.ts";
import { beginning } from "../../schema/cause.ts";
import { type DispatchingRow, type DispatchStop, NEVER_STOPPED } from "../../schema/dispatching.ts";
import type { StoredEvent } from "../../schema/events.ts";
import { DISPATCH_STREAM } from "../../schema/ids.ts";
import type { Writer } from "../../schema/lists.ts";
import type { Refusal } from "../../schema/refusals.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { HOUR_MS } from "../../schema/time.ts";
import { byPerson, dispatchingEvidence, eventEvidence } from "../evidence.ts";
import { certain, type Decided } from "./decision.ts";

/** The row that follows from the events of `ad_dispatch` up to `version`. */
export function dispatchingOf(events: readonly StoredEvent[], upTo = Infinity): DispatchingRow {
  return events.reduce<DispatchingRow>((row, event) => {
    if (event.version > upTo) return row;
    if (event.type === "DispatchResumed") return { ...row, isStopped: false, version: event.version };
    if (event.type !== "DispatchStopped") return row;
    const { commandId, at: since, version } = event;
    const { by, reason, note } = event.payload;
    return { isStopped: true, version, stop: { commandId, since, by, reason: reason ?? null, note: note ?? null } };
  }, NEVER_STOPPED);
}

/** A dispatch is tried for 32 hours, so an approval that still waited at a stop is not older. */
const WAITED_BEFORE_MS = 48 * HOUR_MS;

/** The alarm of each object sends its message again at least every hour, so what waited before a resumption of this length does not wait any more. */
const LONG_RESUMED_MS = 4 * HOUR_MS;

/**
 * From when on approvals may wait for the end of the last stop; null where nobody ever stopped dispatching. What waited for the end of an earlier stop
 * waits still when dispatching was resumed only shortly between the two.
 */
export function waitingSince(events: readonly StoredEvent[]): string | null {
  let since: string | null = null;
  let resumed: string | null = null;
  for (const { type, at } of events) {
    if (type === "DispatchResumed") resumed = at;
    const isShortly = resumed && Date.parse(at) - Date.parse(resumed) < LONG_RESUMED_MS;
    if (type === "DispatchStopped" && !(since && isShortly)) since = at;
  }
  return since && new Date(Date.parse(since) - WAITED_BEFORE_MS).toISOString();
}

/** Why nothing is sent while the row says so. */
export function stoppedBy({ version, stop }: DispatchingRow): Extract<Refusal, { reason: "dispatch_stopped" }> {
  if (!stop) throw new Error("dispatching is stopped by nobody");
  return { reason: "dispatch_stopped", since: stop.since, by: stop.by, version };
}

/** The row of a stop, which is written before its event: the event will have the next version of the stream. */
export const rowOfStop = (
  { commandId, by, reason, note }: StopDispatch,
  { version }: DispatchingRow,
  since: string,
): DispatchingRow => ({
  isStopped: true,
  version: version + 1,
  stop: { commandId, since, by, reason: reason ?? null, note: note ?? null },
});

/** The command of a stop again, from its row. */
export const stopAgain = ({ commandId, by, reason, note }: DispatchStop): StopDispatch => ({
  type: "StopDispatch",
  ...beginning(commandId),
  streamId: DISPATCH_STREAM,
  by,
  ...(reason ? { reason } : {}),
  ...(note ? { note } : {}),
});

/**
 * Decides a stop or a resumption where the stream's events say `row`. Nothing is recorded of a stop while dispatching is stopped, and of a resumption
 * while it is not. A resumption is refused when the stop is a newer one than the person saw. `writer` is `cron` where a stop is completed from its row.
 */
export function decideDispatching(
  command: DispatchingCommand,
  row: DispatchingRow,
  writer: Writer,
): Result<readonly Decided[], Refusal> {
  const { by, reason, note } = command;
  const words = { by, ...(reason ? { reason } : {}), ...(note ? { note } : {}) };
  if (command.type === "StopDispatch") {
    if (row.isStopped) return ok([]);
    const source = writer === "cron" ? "rule:reconcile@1" : byPerson(by);
    const why = certain("stopped", source, dispatchingEvidence(row));
    return ok([{ type: "DispatchStopped", writer, payload: words, why, policy: null }]);
  }
  if (!row.isStopped) return ok([]);
  if (command.stopped !== row.version) return err(stoppedBy(row));
  const evidence = eventEvidence(DISPATCH_STREAM, row.version, { stopped_by: row.stop?.by ?? null });
  const payload = { stopped: row.version, ...words };
  const why = certain("resumed", byPerson(by), evidence);
  return ok([{ type: "DispatchResumed", writer, payload, why, policy: null }]);
}
