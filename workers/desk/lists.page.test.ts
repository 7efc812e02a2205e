// Tests the lists of the desk in a real browser, without script: what was not written, and the suppression list.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { launchChromium } from "../../testing/chromium.ts";
import { arriving, signInByLink, type Visit } from "../../testing/desk/browsing.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const visiting = (visit: (visit: Visit) => Promise<void>): Promise<void> =>
  arriving({ browser, options: { javaScriptEnabled: false } }, async (arrived) => {
    await signInByLink(arrived);
    await visit(arrived);
  });

describe("what was not written", () => {
  it("is listed by reason and by name, and leads to the contact", async ({ expect }) => {
    await visiting(async ({ page, complaints }) => {
      await page.getByRole("link", { name: "Not written to" }).click();
      const rows = page.getByRole("region", { name: "Runs without a message" }).locator("tbody tr");
      await page.waitForLoadState();
      expect(await rows.count()).toBe(4);
      expect(await rows.last().innerText()).toContain("(plan_skip)");
      expect(await rows.last().innerText()).toContain("until 2027-01-11");
      await page.getByLabel("Why").selectOption("dismissed");
      await page.getByRole("button", { name: "Show" }).click();
      await page.waitForLoadState();
      expect(await rows.count()).toBe(1);
      expect(await rows.innerText()).toContain("A reviewer dismissed the preview (dismissed), by linus");
      await page.getByLabel("Why").selectOption("");
      await page.getByLabel("Name, address or company").fill("nobody at all");
      await page.getByRole("button", { name: "Show" }).click();
      await page.getByText("There is no such run.").waitFor();
      await page.goBack();
      await rows.getByRole("link").first().click();
      expect(page.url()).toContain("/contacts/ct_");
      expect(complaints).toEqual([]);
    });
  });

  it("is run again by its button", async ({ expect }) => {
    await visiting(async ({ page, origin, installation, complaints }) => {
      await page.goto(`${origin}/not-written?reason=too_soon`);
      await page.getByRole("button", { name: "Run again" }).click();
      expect(installation.asked).toMatchObject([{ type: "RequestRun", by: "grace" }]);
      expect(page.url()).toContain("/contacts/ct_");
      expect(complaints).toEqual([]);
    });
  });
});

describe("what is under way", () => {
  it("is listed with what it waits for, and leads to the contact", async ({ expect }) => {
    await visiting(async ({ page, complaints }) => {
      await page.getByRole("link", { name: "Under way" }).click();
      const rows = page.getByRole("region", { name: "Runs under way" }).locator("tbody tr");
      await page.waitForLoadState();
      expect(await rows.count()).toBe(2);
      expect(await rows.first().innerText()).toMatch(/the plan of what to do.*the model did not answer in time/s);
      await rows.getByRole("link").first().click();
      expect(page.url()).toContain("/contacts/ct_");
      expect(complaints).toEqual([]);
    });
  });
});

describe("the suppression list", () => {
  it("says whether a value is covered, and by what, and keeps it out of the address", async ({ expect }) => {
    await visiting(async ({ page, complaints }) => {
      await page.getByRole("link", { name: "Suppressions" }).click();
      const form = page.getByRole("form", { name: "Check" });
      await form.getByLabel("Value").fill("ada@quiet.example");
      await form.getByRole("button", { name: "Check" }).click();
      const answer = page.getByRole("status");
      expect(await answer.innerText()).toContain("Covered by the list, as of its revision 8.");
      expect(await answer.innerText()).toContain("the domain: revision 8");
      expect(page.url()).not.toContain("quiet");
      await form.getByLabel("Value").fill("ada@loud.example");
      await form.getByRole("button", { name: "Check" }).click();
      expect(await answer.innerText()).toContain("Not on the list, as of its revision 8.");
      await form.getByLabel("Value").fill("nothing");
      await form.getByRole("button", { name: "Check" }).click();
      await page.getByText("This is no address that the list could have.").waitFor();
      expect(complaints).toEqual([]);
    });
  });

  it("shows its entries by kind and cause, and which are lifted", async ({ expect }) => {
    await visiting(async ({ page, origin, complaints }) => {
      await page.goto(`${origin}/suppressions`);
      const rows = page.getByRole("region", { name: "Entries of the list" }).locator("tbody tr");
      expect(await rows.allInnerTexts()).toEqual([
        expect.stringContaining("stands"),
        expect.stringContaining("stands"),
        expect.stringContaining("lifted by revision 9"),
      ]);
      await page.getByLabel("Kind").selectOption("domain");
      await page.getByLabel("Cause").selectOption("desk");
      await page.getByRole("button", { name: "Show" }).click();
      await page.waitForLoadState();
      expect(await rows.count()).toBe(1);
      expect(complaints).toEqual([]);
    });
  });

  it("asks again before a public mailbox provider is suppressed", async ({ expect }) => {
    await visiting(async ({ page, origin, installation, complaints }) => {
      await page.goto(`${origin}/suppressions`);
      const form = page.getByRole("form", { name: "Suppress", exact: true });
      const fill = async () => {
        await form.getByLabel("What it is").selectOption("domain");
        await form.getByLabel("Value").fill("gmail.com");
        await form.getByLabel("Reason").selectOption("legal");
      };
      installation.setAnswer({ refusal: { reason: "free_mail", domain: "gmail.com" } });
      await fill();
      await form.getByRole("button", { name: "Suppress" }).click();
      await page.getByText("Everybody can get an address at this domain").first().waitFor();
      installation.setAnswer({});
      await page.goto(`${origin}/suppressions`);
      await fill();
      await form.getByLabel("also a public mailbox provider").check();
      await form.getByRole("button", { name: "Suppress" }).click();
      expect(installation.asked.at(-1)).toMatchObject({ wishes: [{ value: "gmail.com", confirmed: true }] });
      expect(complaints.filter((one) => !one.includes("409"))).toEqual([]);
    });
  });
});
