// A line on stderr for what takes longer than a second: how much is read, and how fast. Never on stdout, which is the answer.
import type { Shell } from "./shell.ts";

/** Nobody wants to read about what is over before they look. */
const QUIET_MILLISECONDS = 1_000;
const TERMINAL_MILLISECONDS = 250;
/** Elsewhere each line stays, in a log for example. */
const LINE_MILLISECONDS = 5_000;
/** The clock is asked once in so many events, which are read by the thousand. */
const LOOK_EVERY = 512;

export interface Progress {
  /** So many more are done. */
  add(count: number): void;
  /** Takes the line away. */
  end(): void;
}

export function progressOn(shell: Shell, doing: string, { noun = "event", lookEvery = LOOK_EVERY } = {}): Progress {
  const startedAt = shell.now();
  let done = 0;
  let lookAt = lookEvery;
  let sayAt = startedAt + QUIET_MILLISECONDS;
  let isShown = false;

  const say = (now: number): void => {
    const perSecond = Math.round(done / ((now - startedAt) / 1_000));
    const text = `${doing}: ${many(done, noun)}, ${counted(perSecond)} a second`;
    shell.err(shell.isTerminal ? `\r\u001b[2K${text}` : `${text}\n`);
    isShown = true;
    sayAt = now + (shell.isTerminal ? TERMINAL_MILLISECONDS : LINE_MILLISECONDS);
  };
  return {
    add: (count) => {
      done += count;
      if (done < lookAt) return;
      lookAt = done + lookEvery;
      const now = shell.now();
      if (now >= sayAt) say(now);
    },
    end: () => {
      if (isShown && shell.isTerminal) shell.err("\r\u001b[2K");
    },
  };
}

/** A number as people read it: `1,000,000`. */
export const counted = (number: number): string => number.toLocaleString("en");

/** A number with its noun. */
export const many = (number: number, noun: string): string => `${counted(number)} ${noun}${number === 1 ? "" : "s"}`;
