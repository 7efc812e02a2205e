// The entry point of the command line, started by holdpoint.mjs: connects the process's arguments, clock, network and exit code to program.ts.
import { createInterface } from "node:readline/promises";
import { setTimeout as wait } from "node:timers/promises";

// Node's own exit code would be 1, which means that a command found something.
process.on("uncaughtException", (cause) => {
  console.error(cause);
  process.exit(2);
});
// The reader of a pipe may close it early (`npx holdpoint … | head`); that is no error.
process.stdout.on("error", (cause: NodeJS.ErrnoException) => process.exit(cause.code === "EPIPE" ? 0 : 2));

/** Asks on stderr, because stdout is for the answer of a command. Null when stdin is no terminal. */
async function ask(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await asking.question(question);
  } finally {
    asking.close();
  }
}

const { run } = await import("./program.ts");
const code = await run(process.argv.slice(2), {
  cwd: process.env["INIT_CWD"] ?? process.cwd(),
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  ask,
  now: () => Date.now(),
  fetch,
  wait: async (milliseconds) => void (await wait(milliseconds)),
});
// Exits after the last byte of output is written.
process.stdout.write("", () => process.exit(code));
