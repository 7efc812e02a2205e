// Runs one of the project's scripts on a machine that may have only an older Node. It installs the dependencies when they are missing or
// older than the lock file, then runs the script with the Node 24 among them. Plain JavaScript, since an older Node must be able to run it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import process from "node:process";

const MINIMUM_NODE_MAJOR = 24;
/** How often this process looks whether npm still runs. */
const PARENT_MILLISECONDS = 500;
const root = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..");

/** npm writes this file last, so it is missing after an interrupted install. */
const installed = join(root, "node_modules/.package-lock.json");

/** The packages of a lock file, by their folders. */
const packagesIn = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

/** Whether each package of the lock file is installed in its version. Contents are compared: a file's time says nothing after a checkout. */
function isInstalled() {
  if (!existsSync(installed)) return false;
  const present = packagesIn(installed);
  return Object.entries(packagesIn(join(root, "package-lock.json"))).every(
    // Optional packages are those of other platforms. The first entry is this project itself.
    ([folder, { version, optional }]) => folder === "" || optional || present[folder]?.version === version,
  );
}

function install() {
  // Printed to stderr, because stdout has only the output of the command.
  console.error("Installing the dependencies (npm install) …");
  // Installs the versions of the lock file and leaves the lock file unchanged. Not `npm ci`: it refuses a lock file that lacks the optional
  // packages of other platforms. Warnings are hidden: they would be about the engine of this older Node, which only runs the install.
  const stdio = ["inherit", process.stderr.fd, "inherit"];
  const { status } = spawnSync("npm", ["install", "--no-save", "--loglevel=error"], { cwd: root, stdio });
  if (status !== 0) process.exit(2);
}

/** Node 24 from node_modules; on a platform without that package, the present Node if it is new enough. */
function findNode() {
  const own = join(root, "node_modules/.bin/node");
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split(".")[0]) >= MINIMUM_NODE_MAJOR) return process.execPath;
  console.error(
    `Holdpoint needs Node ${MINIMUM_NODE_MAJOR}; this is ${process.versions.node}, and npm has none for this platform.`,
  );
  return process.exit(2);
}

const given = process.argv.slice(2);
// Options before the script are those of Node.
const scriptAt = given.findIndex((argument) => !argument.startsWith("-"));
const [nodeOptions, [script, ...args]] = [given.slice(0, scriptAt), given.slice(scriptAt)];
if (scriptAt === -1) {
  console.error("usage: node local/bootstrap.mjs [options of Node] <script.ts> [arguments]");
  process.exit(2);
}
if (!isInstalled()) install();

// Node caches compiled code for all child processes: a command of the CLI starts in half the time.
const env = { NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node"), ...process.env };
const child = spawn(findNode(), [...nodeOptions, join(root, script), ...args], { cwd: root, stdio: "inherit", env });
// Ctrl-C reaches the child directly, since both are in one process group. The child decides when to end, and this process waits for it.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
// A SIGTERM to npm reaches only npm and its shell: when they are gone, the script is to end as well.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    child.kill("SIGTERM");
  }, PARENT_MILLISECONDS);
  look.unref();
}
child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
