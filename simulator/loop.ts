// The loop of the world: what is due begins, whoever waits for a turn gets one, and when nobody does, the clock jumps.
import type { CallGate } from "./call-gate.ts";
import type { Chance } from "./seed.ts";

/** Something that becomes due: messages, alarms, errands. */
export interface Source {
  nextDue(): number | null;
  /** Begins what is due; the promises never reject. */
  startDue(): readonly Promise<void>[];
}

export interface LoopOptions {
  readonly gate: CallGate;
  readonly sources: readonly Source[];
  readonly now: () => number;
  readonly jumpTo: (at: number) => void;
  /** Whose turn it is; null for first come, first served. */
  readonly turns: Chance | null;
  /** Looks round after each step. */
  readonly look: () => void;
}

/** Somebody waits for something that no turn will bring. */
const IDLE_ROUNDS = 5_000;

/** Until nothing is left to do, or nothing before `until`: then it answers with false. */
export async function loop({ gate, sources, now, jumpTo, turns, look }: LoopOptions, until: number): Promise<boolean> {
  let active = 0;
  let idle = 0;
  for (;;) {
    await gate.runInterludes();
    for (const work of sources.flatMap((source) => source.startDue())) {
      active += 1;
      void work.finally(() => (active -= 1));
    }
    await everythingSettles();
    look();
    if (gate.waiting() > 0) {
      gate.resume(turns ? turns.below(gate.waiting()) : 0);
      idle = 0;
    } else if (active > 0) {
      idle += 1;
      if (idle > IDLE_ROUNDS) throw new Error("somebody waits for something outside of the world");
    } else {
      const due = sources.map((source) => source.nextDue()).filter((at) => at !== null);
      if (due.length === 0) return true;
      const next = Math.max(now(), Math.min(...due));
      jumpTo(Math.min(next, until));
      if (next > until) return false;
    }
  }
}

/** Promises only wait for each other here, so that one round of the event loop leaves everybody waiting for a turn. */
const everythingSettles = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
