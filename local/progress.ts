// One calm line per step: on a terminal it stands while the step runs, elsewhere it appears when the step is done.
const isTerminal = process.stdout.isTTY;

/** Runs a step and says so. `done` makes the line from what the step gives; the step's own failure ends the line. */
export async function step<T>(doing: string, run: () => Promise<T>, done: (value: T) => string): Promise<T> {
  if (isTerminal) process.stdout.write(`  … ${doing}`);
  try {
    const value = await run();
    process.stdout.write(`${isTerminal ? "\r\u001b[2K" : ""}  ✓ ${done(value)}\n`);
    return value;
  } catch (cause) {
    if (isTerminal) process.stdout.write("\n");
    throw cause;
  }
}

export const say = (text: string): void => void process.stdout.write(`${text}\n`);
