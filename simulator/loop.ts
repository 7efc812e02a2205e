// The loop of the world. It starts the work that is due and gives turns to waiting calls. When no call waits, the clock jumps to the next due time.
import type { CallGate } from "./call-gate.ts";
import type { Chance } from "../testing/seed.ts";

/** A source of work that becomes due: messages, alarms, errands. */
export interface Source {
  nextDue(): number | null;
  /** Starts the work that is due. The promises never reject. */
  startDue(): readonly Promise<void>[];
}

export interface LoopOptions {
  readonly gate: CallGate;
  readonly sources: readonly Source[];
  readonly now: () => number;
  readonly jumpTo: (at: number) => void;
  /** Chooses whose turn it is; null for the order of arrival. */
  readonly turns: Chance | null;
  /** Called after each step. */
  readonly afterStep: () => void;
}

/** After this many rounds without a turn, an actor waits for something that no turn will cause. */
const IDLE_ROUNDS = 5_000;
/** More than any story makes: a world with more calls never becomes quiet. */
const MOST_CALLS = 200_000;

/** Runs until nothing is left to do, and returns true; or until nothing is due before `until`, and returns false. */
export async function loop(
  { gate, sources, now, jumpTo, turns, afterStep }: LoopOptions,
  until: number,
): Promise<boolean> {
  let active = 0;
  let idle = 0;
  for (;;) {
    await gate.runInterludes();
    if (gate.calls.length > MOST_CALLS) throw new Error(`I9: not quiet after ${MOST_CALLS} calls`);
    for (const work of sources.flatMap((source) => source.startDue())) {
      active += 1;
      void work.finally(() => (active -= 1));
    }
    await everythingSettles();
    afterStep();
    if (gate.waiting() > 0) {
      gate.resume(turns ? turns.below(gate.waiting()) : 0);
      idle = 0;
    } else if (active > 0) {
      idle += 1;
      if (idle > IDLE_ROUNDS) throw new Error("an actor waits for something outside of the world");
    } else {
      const due = sources.map((source) => source.nextDue()).filter((at) => at !== null);
      if (due.length === 0) return true;
      const next = Math.max(now(), Math.min(...due));
      jumpTo(Math.min(next, until));
      if (next > until) return false;
    }
  }
}

/** In this world promises wait only for each other, so after one round of the event loop every actor waits for a turn. */
const everythingSettles = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
