// Prints one line per step of `npm start`. On a terminal, the line is shown while the step runs; elsewhere, only when the step is done.
const isTerminal = process.stdout.isTTY;

/** Runs a step and prints its line. `done` makes the line from the value of the step. A failed step throws its error. */
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
