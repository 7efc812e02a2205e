// Opens the sample desk in a real browser, for page tests.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { ROOT } from "../../local/workers.ts";
import { deskApp } from "../../workers/desk/app.tsx";
import { serve } from "../../workers/desk/sample/served.ts";
import { PAGE_MILLISECONDS } from "../chromium.ts";
import { GRACE, sampleInstallation, type SampleInstallation } from "./installation.ts";
import type { SampleLog } from "./log.ts";

const stylesheet = readFileSync(join(ROOT, "workers/desk/desk.css"), "utf8");

export interface Visit {
  readonly installation: SampleInstallation;
  readonly page: Page;
  readonly origin: string;
  /** The browser's complaints: a blocked script, a blocked style, a missing file. */
  readonly complaints: readonly string[];
}

interface Arrival {
  readonly browser: Browser;
  readonly log?: SampleLog;
  readonly options?: BrowserContextOptions;
}

/** Opens a page of a new sample desk, which is not signed in, and closes both after the visit. */
export async function arriving(
  { browser, log, options }: Arrival,
  visit: (visit: Visit) => Promise<void>,
): Promise<void> {
  const installation = sampleInstallation(log ? { log } : {});
  const { origin, close } = await serve(deskApp({ ...installation.desk, stylesheet }));
  const page = await browser.newPage(options);
  page.setDefaultTimeout(PAGE_MILLISECONDS);
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  try {
    await visit({ installation, page, origin, complaints });
  } finally {
    await page.context().close();
    await close();
  }
}

/** Signs in as a person does: opens the link with a new code, and clicks its button. */
export async function signInByLink({ page, origin }: Visit): Promise<void> {
  await page.goto(`${origin}/login?code=${await newCode(origin)}`);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A one-time code of Grace, as `npm start` and `npx holdpoint sign-in` get theirs. */
export async function newCode(origin: string): Promise<string> {
  const headers = { authorization: `Bearer ${GRACE.token}` };
  const answer = await fetch(`${origin}/api/v1/sign-in-codes`, { method: "POST", headers });
  return ((await answer.json()) as { code: string }).code;
}
