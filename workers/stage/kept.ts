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
  /** All kept work, in the order in which it was added. Another batch may run it at the same time: a repeat changes nothing. */
  all(): readonly PaidWork<R>[];
  /** Keeps `again` in place of the work; ignored when another batch has ended the work meanwhile. */
  replace(work: PaidWork<R>, again: PaidWork<R>["again"]): void;
  /** Ends the work. */
  remove(work: PaidWork<R>): void;
  /** Whether work about this message is kept: nothing else is paid for the message, and it is not acknowledged. */
  has(messageId: string): boolean;
}

/** Little is kept at once: a stage pays for a message only after its port has answered about it. */
export function openKept<R extends PortRole>(): Kept<R> {
  const kept = new Set<PaidWork<R>>();
  return {
    add: (work) => void kept.add(work),
    all: () => [...kept],
    replace: (work, again) => {
      if (kept.delete(work)) kept.add({ ...work, again });
    },
    remove: (work) => void kept.delete(work),
    has: (messageId) => [...kept].some((one) => one.messageId === messageId),
  };
}

/**
 * Runs all kept work once more, with one call of the port for all of it, and without any when nothing is kept. What fails again stays
 * kept. Its messages are not sent: the message itself is delivered again, and gets them with the port's answer. Does not throw.
 */
export async function runKept<R extends PortRole>(port: Port<R>, kept: Kept<R>): Promise<void> {
  const work = kept.all();
  if (work.length === 0) return;
  const steps = await inParallel(work, ({ again }) => afterPaying(again));
  const failed = new Map<number, PaidWork<R>["again"]>();
  await ended(steps, port, (index, again) => void failed.set(index, again));
  for (const [index, one] of work.entries()) {
    const again = failed.get(index);
    if (again) kept.replace(one, again);
    else kept.remove(one);
  }
}
