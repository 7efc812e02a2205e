// Runs one of the project's scripts on a machine that may have nothing but some Node: installs the dependencies when they
// are missing or older than the lock file, then hands over to the Node 24 among them. Plain JavaScript, since an older
// Node must be able to read it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import process from "node:process";

const MINIMUM_NODE_MAJOR = 24;
const root = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..");

/** npm writes this file last, so an interrupted install does not count. */
const installed = join(root, "node_modules/.package-lock.json");

function isInstalled() {
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
}

function install() {
  // On stderr: a command's answer stands alone on stdout.
  console.error("Installing what is missing (npm install) …");
  // The lock file's versions, and the lock file unchanged. Not `npm ci`: it refuses a lock without the optional packages of
  // every platform, and a registry need not have them all. Warnings would be about the engines of this older Node, which
  // only carries the install; Node 24 runs everything else.
  const stdio = ["inherit", process.stderr.fd, "inherit"];
  const { status } = spawnSync("npm", ["install", "--no-save", "--loglevel=error"], { cwd: root, stdio });
  if (status !== 0) process.exit(2);
}

/** Node 24 from node_modules; on a platform without that package, the Node at hand if it will do. */
function findNode() {
  const own = join(root, "node_modules/.bin/node");
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split(".")[0]) >= MINIMUM_NODE_MAJOR) return process.execPath;
  console.error(
    `Holdpoint needs Node ${MINIMUM_NODE_MAJOR}; this is ${process.versions.node}, and npm has none for this platform.`,
  );
  return process.exit(2);
}

const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  console.error("usage: node local/bootstrap.mjs <script.ts> [arguments]");
  process.exit(2);
}
if (!isInstalled()) install();

// What Node has compiled once it keeps, for every process below this one: a command of the CLI starts in half the time.
const env = { NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node"), ...process.env };
const child = spawn(findNode(), [join(root, script), ...args], { cwd: root, stdio: "inherit", env });
// Ctrl-C reaches the child by itself (one process group); it decides when to end, and we wait for it.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
