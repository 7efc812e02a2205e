// The browser of the page tests: the system's Chromium, since no test downloads one.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

/** How long a page may take for one thing on a busy machine; a limit, not an expectation. Set it as a page's default. */
export const PAGE_MILLISECONDS = 110_000;

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where the browser is: CHROMIUM_PATH if it is set, else the first known name on the PATH. */
export function findChromium(): string | undefined {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") return isExecutable(named) ? named : undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** The command that may install packages here, or undefined when nobody is there to type a password. */
function aptGet(): readonly string[] | undefined {
  if (spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status !== 0) return undefined;
  if (process.getuid?.() === 0) return ["apt-get"];
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0 ? ["sudo", "-n", "apt-get"] : undefined;
}

/** Finds the browser, or installs Debian's. Throws, saying what to do, where neither will work. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  const isNamed = (process.env["CHROMIUM_PATH"] ?? "") !== "";
  const [command, ...first] = aptGet() ?? [];
  if (command !== undefined && !isNamed) {
    console.log("Installing Chromium for the page tests (apt-get) …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const run = (...args: string[]) =>
      spawnSync(command, [...first, "-qq", ...args], { env, stdio: ["ignore", "ignore", "inherit"] });
    run("update");
    run("install", "--yes", "--no-install-recommends", "chromium");
  }
  const installed = findChromium();
  if (installed === undefined) {
    throw new Error("The page tests need Chromium. Install it, or set CHROMIUM_PATH to a Chromium or Chrome.");
  }
  return installed;
}

/** A headless browser for one test file. The caller closes it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureChromium(),
    timeout: PAGE_MILLISECONDS,
    // A container has no room for Chromium's own sandbox, and pages here are served by the test itself.
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
