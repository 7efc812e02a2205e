// Keeps work that was paid for and that no port has recorded yet: a model was called, and then the port, the log or the list did not
// answer. The work is run again until it is recorded. It is kept in memory, so it lives as long as the stage's process.
import { inParallel } from "../../schema/in-parallel.ts";
import type { Port } from "../../schema/ports.ts";
import type { PortRole } from "../../schema/roles.ts";
import { afterPaying, ended, type Step } from "./step.ts";

/** The work about one message that is left after a model was called. Running it again does not call the model again. */
export interface PaidWork<R extends PortRole> {
  readonly messageId: string;
  readonly again: () => Step<R> | Promise<Step<R>>;
}

export interface Kept<R extends PortRole> {
  add(work: PaidWork<R>): void;
  /** Takes all kept work, in the order in which it was added, so that no other batch runs it at the same time. */
  take(): readonly PaidWork<R>[];
  /** Ends the work that was taken. What failed again was added anew before. */
  done(taken: readonly PaidWork<R>[]): void;
  /** Whether work about this message is kept or taken: nothing else is paid for the message, and it is not acknowledged. */
  has(messageId: string): boolean;
}

/** Little is kept at once: a stage pays for a message only after its port has answered about it. */
export function openKept<R extends PortRole>(): Kept<R> {
  let waiting: readonly PaidWork<R>[] = [];
  const running = new Set<PaidWork<R>>();
  return {
    add: (work) => void (waiting = [...waiting, work]),
    take: () => {
      const taken = waiting;
      waiting = [];
      for (const work of taken) running.add(work);
      return taken;
    },
    done: (taken) => {
      for (const work of taken) running.delete(work);
    },
    has: (messageId) => [...waiting, ...running].some((one) => one.messageId === messageId),
  };
}

/**
 * Runs all kept work once more, with one call of the port for all of it, and without any when nothing is kept. What fails again is kept
 * again. Its messages are not sent: the message itself is delivered again, and gets them with the port's answer. Does not throw.
 */
export async function runKept<R extends PortRole>(port: Port<R>, kept: Kept<R>): Promise<void> {
  const work = kept.take();
  if (work.length === 0) return;
  const steps = await inParallel(work, ({ again }) => afterPaying(again));
  await ended(steps, port, (index, again) => {
    const one = work[index];
    if (one) kept.add({ messageId: one.messageId, again });
  });
  kept.done(work);
}
