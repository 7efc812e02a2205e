// Tests the comparison of the stop switch's row with its stream: what is under way is no fault, everything else is named.
import { describe, it } from "vitest";
import { DISPATCH_STREAM } from "../schema/ids.ts";
import { deploymentAfter } from "../testing/honest-log.ts";
import { dispatchingEvents, dispatchingRowFaults, type StoredDispatching } from "./dispatching-row.ts";

const MINUTE = 60_000;

/** The events of a stop, a resumption and another stop. */
const deployment = await deploymentAfter(
  (["stopSending", "resumeSending", "stopSending"] as const).map((what) => ({ what, who: 0, pick: 0 })),
);
const rows = deployment.rows().filter(({ streamId }) => streamId === DISPATCH_STREAM);
const events = dispatchingEvents({ streamId: DISPATCH_STREAM, rows }) ?? [];
const at = (version: number): number => Date.parse(events[version - 1]?.at ?? "");

/** The right row after so many events. */
function rowAt(version: number): StoredDispatching {
  const stop = events.slice(0, version).findLast((event) => event.type === "DispatchStopped");
  if (stop?.type !== "DispatchStopped")
    return { stopped: 0, version, commandId: null, since: null, by: null, reason: null, note: null };
  const { commandId, at: since, payload } = stop;
  const { by, reason = null, note = null } = payload;
  const stopped = stop.version === version ? 1 : 0;
  return { stopped, version, commandId, since, by, reason, note: note && JSON.stringify(note) };
}

const LATER = 60 * MINUTE;
const faultsOf = (upTo: number, row: StoredDispatching | null, after = LATER) =>
  dispatchingRowFaults(events.slice(0, upTo), row, new Date(at(3) + after)).map(({ name, field }) => [name, field]);

describe("the row of the stop switch", () => {
  it("has no fault after each of its events, and where nobody ever stopped sending", ({ expect }) => {
    expect(events).toHaveLength(3);
    expect([0, 1, 2, 3].map((version) => faultsOf(version, rowAt(version)))).toEqual([[], [], [], []]);
  });

  it("has its note compared as a value", ({ expect }) => {
    const { note, ...row } = rowAt(1);
    const { month, sealed } = JSON.parse(note ?? "{}") as Record<string, string>;
    const turned = note && JSON.stringify({ sealed, month });
    expect(faultsOf(1, { ...row, note: turned })).toEqual([]);
    expect(faultsOf(1, { ...row, note: "{" })).toEqual([["dispatching_row_differs", "dispatching.note"]]);
  });

  it.for([
    [null, "dispatching_row_missing", "dispatching"],
    [{ ...rowAt(3), stopped: 0 }, "dispatching_row_resumed", "dispatching.stopped"],
    [{ ...rowAt(3), stopped: 0, version: 9 }, "dispatching_row_resumed", "dispatching.stopped"],
    [rowAt(2), "dispatching_row_resumed", "dispatching.stopped"],
    [{ ...rowAt(3), version: 4 }, "dispatching_row_unlogged", "dispatching.version"],
    [rowAt(1), "dispatching_row_differs", "dispatching.version"],
    [{ ...rowAt(3), by: "mallory" }, "dispatching_row_differs", "dispatching.by"],
    [{ ...rowAt(3), since: "2020-01-01T00:00:00.000Z" }, "dispatching_row_differs", "dispatching.since"],
  ] as const)("that is %j is %s while the log says stopped", ([row, name, field], { expect }) => {
    expect(faultsOf(3, row)).toEqual([[name, field]]);
    // Nothing of it is how a stop or a resumption looks that is under way.
    expect(faultsOf(3, row, MINUTE)).toEqual([[name, field]]);
  });

  it("of a stop may be before its event for a half an hour", ({ expect }) => {
    expect(faultsOf(2, rowAt(3), MINUTE)).toEqual([]);
    expect(faultsOf(2, rowAt(3))).toEqual([["dispatching_row_unlogged", "dispatching.stopped"]]);
    expect(faultsOf(0, rowAt(1), MINUTE + at(1) - at(3))).toEqual([]);
  });

  it("may be behind a resumption for a half an hour, and then still holds messages back", ({ expect }) => {
    const after = at(2) - at(3);
    expect(faultsOf(2, rowAt(1), after + MINUTE)).toEqual([]);
    expect(faultsOf(2, rowAt(1), after + LATER)).toEqual([["dispatching_row_differs", "dispatching.stopped"]]);
    expect(faultsOf(2, { ...rowAt(1), by: "mallory" }, after + MINUTE)).toEqual([
      ["dispatching_row_differs", "dispatching.stopped"],
    ]);
  });

  it("is compared with no events of a broken chain", ({ expect }) => {
    expect(dispatchingEvents({ streamId: DISPATCH_STREAM, rows: rows.slice(1) })).toBeNull();
  });
});
