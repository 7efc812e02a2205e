// Tests the receipt as a page in a browser (Chromium): its layout on screen and on paper, and that it makes no request.
import { afterAll, beforeAll, describe, it } from "vitest";
import type { Browser } from "playwright-core";
import { sidewaysWith } from "../testing/desk/any-font.ts";
import { launchChromium, PAGE_MILLISECONDS } from "../testing/chromium.ts";
import { wholeContext } from "../testing/whole-context.ts";
import { receiptHtml } from "./receipt-html.ts";
import { ADA, idOf } from "../testing/people.ts";
import { FULL_STORY, deploymentAfter } from "../testing/honest-log.ts";
import { memorySource } from "./source.ts";
import { receiptOf } from "./why.ts";

let browser: Browser;
let page: string;
beforeAll(async () => {
  browser = await launchChromium();
  const deployment = await deploymentAfter([
    ...FULL_STORY,
    { what: "flag", who: 0, pick: 4 },
    { what: "lead", who: 0, pick: 0 },
    { what: "drain", who: 0, pick: 0 },
  ]);
  const context = await wholeContext(memorySource(deployment.rows()), deployment.keys);
  page = receiptHtml(receiptOf({ streamId: idOf(ADA), rows: deployment.streamOf(idOf(ADA)).rows }, context)!);
});
afterAll(() => browser.close());

async function openReceipt(width: number) {
  const tab = await browser.newPage({ viewport: { width, height: 900 } });
  tab.setDefaultTimeout(PAGE_MILLISECONDS);
  const requests: string[] = [];
  tab.on("request", (request) => requests.push(request.url()));
  await tab.setContent(page);
  return { tab, requests };
}

describe("the receipt in a browser", () => {
  it("has its answer as the heading, and makes no request", async ({ expect }) => {
    const { tab, requests } = await openReceipt(900);
    expect(await tab.getByRole("heading", { level: 1 }).textContent()).toMatch(/^We did not write, because/);
    expect(await tab.getByRole("heading", { level: 2 }).count()).toBe(4);
    expect(requests).toEqual([]);
    await tab.close();
  });

  it.for([320, 900])("fits a width of %s pixels", async (width, { expect }) => {
    const { tab } = await openReceipt(width);
    expect(await tab.evaluate("document.documentElement.scrollWidth")).toBe(width);
    await tab.close();
  });

  it("fits a width of 320 pixels with a narrow, a wide and a monospaced font", async ({ expect }) => {
    const { tab } = await openReceipt(320);
    expect(await sidewaysWith(tab)).toEqual([]);
    await tab.close();
  });

  it("prints black on white, with each run on a new page", async ({ expect }) => {
    const { tab } = await openReceipt(900);
    await tab.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await tab.evaluate("getComputedStyle(document.querySelector('.receipt')).color")).toBe("rgb(0, 0, 0)");
    expect(await tab.evaluate("getComputedStyle(document.querySelectorAll('.run')[1]).breakBefore")).toBe("page");
    const pdf = (await tab.pdf({ format: "A4" })).toString("latin1");
    // Three runs, each beginning on a new page.
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThanOrEqual(3);
    await tab.close();
  });
});
