// Finds, installs and starts the browser of the page tests. It is the Chromium of the operating system: no test downloads a
// browser.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

/** The timeout for one action on a page, long enough for a busy machine. Tests set it as the page's default timeout. */
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

/**
 * The path of the browser: CHROMIUM_PATH if it is set, otherwise the first of `NAMES` on the PATH. Undefined when there is none.
 */
export function findChromium(): string | undefined {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") return isExecutable(named) ? named : undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** The command that installs packages without asking for a password; undefined when there is none. */
function aptGet(): readonly string[] | undefined {
  if (spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status !== 0) return undefined;
  if (process.getuid?.() === 0) return ["apt-get"];
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0 ? ["sudo", "-n", "apt-get"] : undefined;
}

/** The path of the browser, which is installed with apt-get when it is missing. Throws with instructions when both fail. */
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
    // Chromium's sandbox does not work in most containers, and is not needed: the tests serve the pages themselves.
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
