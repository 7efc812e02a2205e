// The rim of the command line: the process's arguments, clock, network and exit code. Started by holdpoint.mjs.
import { setTimeout as wait } from "node:timers/promises";

// Node would end with 1, which says that something was found.
process.on("uncaughtException", (cause) => {
  console.error(cause);
  process.exit(2);
});
// Whoever reads us may have read enough (`npx holdpoint … | head`).
process.stdout.on("error", (cause: NodeJS.ErrnoException) => process.exit(cause.code === "EPIPE" ? 0 : 2));

const { run } = await import("./program.ts");
const code = await run(process.argv.slice(2), {
  cwd: process.env["INIT_CWD"] ?? process.cwd(),
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  now: () => Date.now(),
  fetch,
  wait: async (milliseconds) => void (await wait(milliseconds)),
});
// After the last byte; a runtime that was opened may linger.
process.stdout.write("", () => process.exit(code));
