// Tests signing in with a real browser, with script on and off: by a link, by a typed code, by a token.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { launchChromium } from "../../testing/chromium.ts";
import { arriving, newCode, signInByLink } from "../../testing/desk/browsing.ts";
import { LINUS } from "../../testing/desk/installation.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe.for([true, false])("with script on: %s", (javaScriptEnabled) => {
  const options = { javaScriptEnabled };

  it("a typed code in lower case signs in, and leads to the wanted page", async ({ expect }) => {
    await arriving({ browser, options }, async ({ page, origin, complaints }) => {
      await page.goto(`${origin}/tasks`);
      await page.getByLabel("Code or token").fill((await newCode(origin)).toLowerCase().replace("-", " "));
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(`${origin}/tasks`);
      expect(await page.locator("form.who").innerText()).toContain("Signed in as grace");
      expect(complaints).toEqual([]);
    });
  });

  it("a link signs in once; its second use gets the command for a new code, which works", async ({ expect }) => {
    await arriving({ browser, options }, async (visit) => {
      const { page, origin } = visit;
      const opened: string[] = [];
      page.on("request", (request) => opened.push(request.url()));
      await signInByLink(visit);
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByLabel("Code or token").waitFor();

      const link = opened.find((url) => url.includes("/login?code=")) ?? "";
      await page.goto(link);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("heading", { name: "This code is not valid" }).waitFor();
      expect(await page.getByRole("status").textContent()).toContain("npx holdpoint sign-in");

      await page.getByRole("link", { name: "Sign in" }).click();
      await page.getByLabel("Code or token").fill(await newCode(origin));
      await page.getByRole("button", { name: "Sign in" }).click();
      expect(await page.locator("form.who").innerText()).toContain("Signed in as grace");
    });
  });

  it("a code that an admin shows signs an invited approver in, who is refused an admin's page", async ({ expect }) => {
    await arriving({ browser, options }, async (visit) => {
      const { page, origin, complaints } = visit;
      await signInByLink(visit);
      await page.getByRole("link", { name: "People" }).click();
      await page.getByLabel("Address, as the person signs in with it").fill("ada@engine.example");
      await page.getByRole("button", { name: "Invite" }).click();
      await page.getByRole("status").getByText("It counts at the person’s next click").waitFor();
      await page.getByLabel("For", { exact: true }).selectOption("ada@engine.example");
      await page.getByRole("button", { name: "Show a code" }).click();
      const code = (await page.locator("code.once").textContent()) ?? "";
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByLabel("Code or token").fill(code);
      await page.getByRole("button", { name: "Sign in" }).click();
      expect(await page.locator("form.who").innerText()).toContain("Signed in as ada@engine.example");
      await page.goto(`${origin}/people`);
      await page.getByText("Invite: this needs the role admin.").waitFor();
      expect(complaints).toEqual([]);
      await page.goto(`${origin}/import/contacts`);
      await page.getByRole("heading", { name: "This needs the role admin" }).waitFor();
      expect(await page.getByRole("status").textContent()).toContain(
        "you are an approver. An admin can change that: grace",
      );
    });
  });

  it("a token signs in by the same field, and not by the address", async ({ expect }) => {
    await arriving({ browser, options }, async ({ page, origin, complaints }) => {
      await page.goto(`${origin}/login?token=${LINUS.token}`);
      await page.getByLabel("Code or token").fill(LINUS.token);
      await page.getByRole("button", { name: "Sign in" }).click();
      expect(await page.locator("form.who").innerText()).toContain("Signed in as linus");
      expect(complaints).toEqual([]);
    });
  });
});
