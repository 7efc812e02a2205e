// One turn of the cron: every job does its bounded part, independent of the others' failures, and the result is one line.
import { isFilling } from "../../schema/database-size.ts";
import { nameOf } from "../host/report.ts";
import { completeDispatching, type DispatchingFound, type DispatchingPorts } from "./complete-dispatching.ts";
import { completeList, type ListFound } from "./complete-list.ts";
import {
  type HeadsFound,
  NO_HEADS,
  type ReceiptsFound,
  type ReconcilePorts,
  sampleHeads,
  sampleReceipts,
} from "./reconcile.ts";
import { type RootPorts, type RootTurn, rootTurn } from "./root.ts";
import { sampleStorage, type StorageFound, type StoragePorts } from "./sample-storage.ts";
import { gradeAgain, type GradeAgainPorts, type GradedAgainFound, NOTHING_COMPARED } from "./grade-again.ts";
import { NOTHING_RELEASED, type ReleasedFound, type ReleasedPorts, sweepReleased } from "./sweep-released.ts";
import { NOTHING_SWEPT, type SweepFound, type SweepPorts, sweepCovered } from "./sweep-covered.ts";
import { type ReadingPorts, type ReadingTurn, readingTurn } from "./words-read.ts";
import { type TracingPorts, type TracingTurn, tracingTurn } from "../tracing/tracing.ts";

/** A job that failed; the next turn starts it again. */
interface Failed {
  readonly failed: string;
}

export interface TurnReport {
  /** `warn` when a person should check something. */
  readonly level: "info" | "warn";
  readonly job: "reconcile";
  readonly heads: HeadsFound | Failed;
  readonly list: ListFound | Failed;
  readonly covered: SweepFound | Failed;
  readonly graded: GradedAgainFound | Failed;
  readonly dispatching: DispatchingFound | Failed;
  readonly released: ReleasedFound | Failed;
  readonly receipts: ReceiptsFound | Failed;
  readonly storage: StorageFound | Failed;
  readonly root: RootTurn | Failed;
  readonly reading: ReadingTurn | Failed;
  readonly tracing: TracingTurn | { readonly state: "off" } | Failed;
}

interface TurnPorts {
  readonly reconcile: ReconcilePorts;
  readonly covered: SweepPorts;
  readonly graded: GradeAgainPorts;
  readonly dispatching: DispatchingPorts;
  readonly released: ReleasedPorts;
  readonly storage: StoragePorts;
  readonly root: RootPorts;
  readonly reading: ReadingPorts;
  readonly tracing: TracingPorts | null;
}

/** Runs the turn and returns its line. Never throws. A brief turn wakes no objects of contacts. */
export async function takeTurn(
  { reconcile, covered, graded, dispatching, released, storage, root, reading, tracing }: TurnPorts,
  isBrief = false,
): Promise<TurnReport> {
  const heads = isBrief ? NO_HEADS : await orFailed(() => sampleHeads(reconcile));
  const list = await orFailed(() => completeList(reconcile));
  const swept = isBrief ? NOTHING_SWEPT : await orFailed(() => sweepCovered(covered));
  // After the sweep of the list: whom it ends is not graded.
  const again = isBrief ? NOTHING_COMPARED : await orFailed(() => gradeAgain(graded));
  const switched = await orFailed(() => completeDispatching(dispatching));
  // After the row is right: while dispatching is stopped nobody is woken.
  const woken = isBrief ? NOTHING_RELEASED : await orFailed(() => sweepReleased(released));
  const receipts = await orFailed(() => sampleReceipts(reconcile));
  const stored = await orFailed(() => sampleStorage(storage));
  // Before the root, which then covers the day's event.
  const read = await orFailed(() => readingTurn(reading));
  const made = await orFailed(() => rootTurn(root));
  // Last, because it waits for an external service and no other job waits for it.
  const traced = await orFailed(() => tracingTurn(tracing));
  const isWell =
    isWellHeads(heads) &&
    isWellList(list) &&
    isWellSweep(swept) &&
    isWellSweep(again) &&
    isWellDispatching(switched) &&
    !("failed" in woken) &&
    isWellReceipts(receipts) &&
    isWellStorage(stored) &&
    isWellRoot(made) &&
    isWellReading(read) &&
    isWellTracing(traced);
  return {
    level: isWell ? "info" : "warn",
    job: "reconcile",
    heads,
    list,
    covered: swept,
    graded: again,
    dispatching: switched,
    released: woken,
    receipts,
    storage: stored,
    root: made,
    reading: read,
    tracing: traced,
  };
}

async function orFailed<T>(work: () => Promise<T>): Promise<T | Failed> {
  try {
    return await work();
  } catch (cause) {
    return { failed: nameOf(cause) };
  }
}

const isWellHeads = (heads: HeadsFound | Failed): boolean => !("failed" in heads) && heads.streams.length === 0;
const isWellList = (list: ListFound | Failed): boolean =>
  !("failed" in list) &&
  list.completed === 0 &&
  list.incompletable === 0 &&
  list.lacking === 0 &&
  list.trouble === null;
const isWellSweep = (found: SweepFound | GradedAgainFound | Failed): boolean =>
  !("failed" in found) && found.silent === 0 && found.trouble === null;
const isWellDispatching = (found: DispatchingFound | Failed): boolean => !("failed" in found) && !found.differed;
const isWellReceipts = (found: ReceiptsFound | Failed): boolean => !("failed" in found) && found.withoutEvent === 0;
const isWellStorage = (found: StorageFound | Failed): boolean =>
  !("failed" in found) &&
  found.schema.length === 0 &&
  found.keysMissing === 0 &&
  found.unmeasured.length === 0 &&
  !(found.fullest && isFilling(found.fullest));
const isWellRoot = (made: RootTurn | Failed): boolean => !("failed" in made) && made.state !== "waits";
const isWellReading = (read: ReadingTurn | Failed): boolean => !("failed" in read) && read.waiting === 0;
const isWellTracing = (traced: TurnReport["tracing"]): boolean =>
  !("failed" in traced) && (traced.state === "off" || Object.values(traced.notSent).every((count) => count === 0));
