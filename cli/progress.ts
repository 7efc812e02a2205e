// Prints a line of progress on stderr for work that takes longer than a second: the count, and the count in each second. Nothing is printed on
// stdout, which is for the answer.
import { counted, many } from "../domain/counted.ts";
import type { Shell } from "./shell.ts";

/** Work that ends sooner prints no progress. */
const QUIET_MILLISECONDS = 1_000;
const TERMINAL_MILLISECONDS = 250;
/** Without a terminal every line is kept (in a log file, for example), so lines are rarer. */
const LINE_MILLISECONDS = 5_000;
/** The clock is read once for this many events, because reading it for each event would cost too much. */
const LOOK_EVERY = 512;

export interface Progress {
  /** Adds to the count. */
  add(count: number): void;
  /** Removes the line from a terminal. */
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
