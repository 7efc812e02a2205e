// The rim of the command line: the process's arguments, clock, network and exit code. Started by holdpoint.mjs.
import { createInterface } from "node:readline/promises";
import { setTimeout as wait } from "node:timers/promises";

// Node would end with 1, which says that something was found.
process.on("uncaughtException", (cause) => {
  console.error(cause);
  process.exit(2);
});
// Whoever reads us may have read enough (`npx holdpoint … | head`).
process.stdout.on("error", (cause: NodeJS.ErrnoException) => process.exit(cause.code === "EPIPE" ? 0 : 2));

/** On stderr: the answer of a command stands on stdout. */
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
// After the last byte; a runtime that was opened may linger.
process.stdout.write("", () => process.exit(code));
