// `npm run bench -- <part>`: one benchmark. Each part is a program of its own, and prints what it measured.
import process from "node:process";

const [part = "replay", ...args] = process.argv.slice(2);
const PARTS: Readonly<Record<string, () => Promise<unknown>>> = {
  replay: () => import("./replay.ts"),
  start: () => import("./start.ts"),
  space: () => import("./space.ts"),
  rank: () => import("./rank.ts"),
  leads: () => import("./leads.ts"),
  approve: () => import("./approve.ts"),
  grow: () => import("./grow.ts"),
};

// Options alone are those of `replay`.
const name = part.startsWith("--") ? "replay" : part;
const run = PARTS[name];
if (!run) {
  console.error(`There is no benchmark “${part}”. There are: ${Object.keys(PARTS).join(", ")}.`);
  process.exit(2);
}
process.argv.splice(2, Infinity, ...(part.startsWith("--") ? [part, ...args] : args));
await run();
