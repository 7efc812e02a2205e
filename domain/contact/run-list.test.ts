// Tests that every run stands in exactly one list of the desk, over random histories: what the rows of the lists say is counted for each run.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { isFull } from "../../testing/full.ts";
import type { RunId } from "../../schema/ids.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { ada } from "../../testing/people.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { playStory, story } from "../../testing/contact/any-story.ts";
import { effectsOf } from "./effects.ts";
import { holdRow, taskRow } from "./rows.ts";
import { listOf, type RunList } from "./run-list.ts";
import type { Stream } from "./stream.ts";
import { shipmentOf } from "./ship.ts";
import { lateRows, underWayRows } from "./under-way-rows.ts";
import { unwrittenRows } from "./unwritten-rows.ts";

/** The words of a hold say nothing about its list, and opening them takes the most time. */
const closed = (): null => null;

/** A hundred thousand histories take some ten minutes. */
const MOST_MILLISECONDS = LONG_MILLISECONDS * (isFull ? 12 : 1);

/** The lists that show each run, by their rows: the inbox, the tasks, the messages that wait, what was sent, and what was not written. */
function listsIn({ contact, events }: Stream): ReadonlyMap<string, readonly RunList[]> {
  const holds = Object.values(contact.holds).map((hold) => holdRow(ada, contact, hold, events, closed));
  const tasks = Object.values(contact.tasks).map((task) => taskRow(ada, task));
  const approvals = Object.values(contact.approvals);
  const unwritten = unwrittenRows(ada, contact, events);
  const underWay = underWayRows(ada, contact);
  const waiting = effectsOf(ada, contact).map(({ run }) => run.runId);
  return new Map(
    Object.values(contact.runs).map(({ runId }) => {
      const own = approvals.filter((approval) => approval.runId === runId);
      const isTold = own.some(({ claim, outcome }) => claim !== null && outcome === null);
      // What a row says is under way, an alarm or a provider's stage looks after.
      if (underWay.some((row) => row.runId === runId) !== (waiting.includes(runId) || isTold))
        throw new Error(`run ${runId} waits for nothing`);
      const found: readonly (readonly [RunList, number])[] = [
        ["inbox", holds.filter((hold) => hold.state === "open" && hold.runId === runId).length],
        ["under_way", underWay.filter((row) => row.runId === runId).length],
        [
          "tasks",
          tasks.filter(({ kind, closedAt, runId: of }) => kind === "dispatch_uncertain" && !closedAt && of === runId)
            .length,
        ],
        ["sent", own.filter(({ outcome }) => outcome === "sent").length],
        ["not_written", unwritten.filter((row) => row.runId === runId).length],
      ];
      return [runId, found.flatMap(([list, count]) => Array.from({ length: count }, () => list))] as const;
    }),
  );
}

/** The rows of the list *Under way* as the log has them: the shipments remove and write them, and each alarm writes what waits. */
function listedUnderWay() {
  const rows = new Map<string, number>();
  let shipped = 0;
  return (stream: Stream): ReadonlyMap<string, number> => {
    const { moved = [] } = shipmentOf(ada, stream, shipped);
    shipped = stream.contact.version;
    for (const { runId, version } of moved) if ((rows.get(runId) ?? version) < version) rows.delete(runId);
    const kept = new Map(rows);
    const late = lateRows(ada, stream.contact, { now: Number.MAX_SAFE_INTEGER, hold: samplePolicy.hold });
    for (const { runId, stepVersion } of late) rows.set(runId, stepVersion);
    return kept;
  };
}

describe("every run", () => {
  it("stands in exactly one list, after every event of any history", { timeout: MOST_MILLISECONDS }, ({ expect }) => {
    const seen = new Set<RunList>();
    fc.assert(
      fc.property(story, (scenes) => {
        const shippedTo = listedUnderWay();
        playStory(scenes, ({ stream }) => {
          const now = new Map(underWayRows(ada, stream.contact).map(({ runId, stepVersion }) => [runId, stepVersion]));
          // No row of a run that has moved on, or of an earlier step, stays in the log.
          for (const [runId, stepVersion] of shippedTo(stream)) expect(now.get(runId as RunId)).toBe(stepVersion);
          const lists = listsIn(stream);
          for (const run of Object.values(stream.contact.runs)) {
            const list = listOf(run, stream.contact);
            seen.add(list);
            expect(lists.get(run.runId)).toEqual([list]);
          }
        });
      }),
      runs(2_000),
    );
    expect([...seen].toSorted()).toEqual(["inbox", "not_written", "sent", "tasks", "under_way"]);
  });
});
