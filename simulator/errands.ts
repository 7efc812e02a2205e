// Errands: what senders and reviewers want to be done. Each errand is tried again until it succeeds: a sender retries, a reviewer clicks again.
import { type Actor, anActor } from "./call-gate.ts";

/** Returns true when the errand is done. After false or a throw, it is tried again later. */
type Attempt = (actor: Actor) => Promise<boolean>;

const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 600_000;

interface Errand {
  readonly name: string;
  readonly attempt: Attempt;
  at: number;
  tries: number;
  state: "waiting" | "under way" | "done";
}

export interface Errands {
  /** Adds an errand. An errand with the name of an earlier one is ignored. */
  add(errand: { readonly name: string; readonly at: number; readonly attempt: Attempt }): void;
  nextDue(): number | null;
  startDue(): readonly Promise<void>[];
  open(): readonly string[];
}

export function errandsOf(now: () => number): Errands {
  const errands: Errand[] = [];
  const waiting = () => errands.filter(({ state }) => state === "waiting");

  async function tryOnce(errand: Errand): Promise<void> {
    errand.state = "under way";
    const actor = anActor(errand.name);
    let isDone = false;
    try {
      isDone = await Promise.race([errand.attempt(actor), actor.died]);
    } catch {
      // No answer: the errand is tried again.
    }
    errand.tries += 1;
    errand.state = isDone ? "done" : "waiting";
    errand.at = now() + Math.min(FIRST_WAIT_MS * 2 ** (errand.tries - 1), LONGEST_WAIT_MS);
  }

  return {
    add: ({ name, at, attempt }) => {
      if (!errands.some((errand) => errand.name === name))
        errands.push({ name, at, attempt, tries: 0, state: "waiting" });
    },
    nextDue: () => {
      const times = waiting().map(({ at }) => at);
      return times.length === 0 ? null : Math.min(...times);
    },
    startDue: () =>
      waiting()
        .filter(({ at }) => at <= now())
        .map(tryOnce),
    open: () => errands.filter(({ state }) => state !== "done").map(({ name }) => name),
  };
}
