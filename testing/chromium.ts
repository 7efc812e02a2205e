// Finds, installs and starts the browser of the page tests. It is the Chromium of the operating system: no test downloads a
// browser.
import { chromium, type Browser } from "playwright-core";
import { installPackages, isExecutable, onPath } from "./programs.ts";

/** The timeout for one action on a page, long enough for a busy machine. Tests set it as the page's default timeout. */
export const PAGE_MILLISECONDS = 110_000;

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/**
 * The path of the browser: CHROMIUM_PATH if it is set, otherwise the first of `NAMES` on the PATH. Undefined when there is none.
 */
export function findChromium(): string | undefined {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") return isExecutable(named) ? named : undefined;
  return NAMES.flatMap(onPath)[0];
}

/** The path of the browser, which is installed with apt-get when it is missing. Throws with instructions when both fail. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  const isNamed = (process.env["CHROMIUM_PATH"] ?? "") !== "";
  if (!isNamed) installPackages(["chromium"], "Installing Chromium for the page tests (apt-get) …");
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
