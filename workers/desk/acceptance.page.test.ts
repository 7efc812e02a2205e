// What a new customer does on the first day, in a real browser on the whole system, with script on and off: imports companies, facts and contacts from files with errors in
// them, sees a lead of one of these companies graded with its facts and again with a new one, suppresses a domain, and finds why a run was not written.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { eventually } from "../../local/eventually.ts";
import { launchChromium, PAGE_MILLISECONDS } from "../../testing/chromium.ts";
import { isFull } from "../../testing/full.ts";
import { idOf } from "../../testing/people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../../testing/secrets.ts";
import { deskClient } from "../../testing/system/desk-client.ts";
import { type Harness, startHarness } from "../../testing/system/harness.ts";
import { logHolds } from "../../testing/system/log-holds.ts";
import { signedForm } from "../ingest/sources/signed-form.ts";

const [token = ""] = Object.keys(TEST_DESK_TOKENS);

let [system, browser]: [Harness | undefined, Browser | undefined] = [undefined, undefined];
beforeAll(async () => {
  [system, browser] = await Promise.all([startHarness(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await system?.close();
});

function running(): { readonly system: Harness; readonly browser: Browser } {
  if (!system || !browser) throw new Error("the system was not started");
  return { system, browser };
}
const { holdOf } = deskClient(() => running().system);

/** Signs in by a one-time code, as `npx holdpoint sign-in` gives one. */
async function signIn(page: Page): Promise<void> {
  const { url } = running().system;
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(new URL("/api/v1/sign-in-codes", url), { method: "POST", headers });
  const { code } = (await answer.json()) as { code: string };
  await page.goto(new URL(`/login?code=${code}`, url).href);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function postLead(body: object): Promise<void> {
  const text = JSON.stringify(body);
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const headers = {
    "content-type": "application/json",
    ...signedForm.sign({ secret: TEST_SOURCE_SECRETS.website, body: text, id: "", nowSeconds }),
  };
  const answer = await fetch(new URL("/webhooks/website", running().system.url), {
    method: "POST",
    body: text,
    headers,
  });
  if (answer.status !== 202) throw new Error(`the lead is answered ${answer.status}`);
}

/** Follows a list's link to its import, chooses the file, and looks at the preview. */
async function previewFile(page: Page, link: string, text: string): Promise<void> {
  await page.getByRole("link", { name: link, exact: true }).click();
  await page
    .getByLabel("File", { exact: true })
    .setInputFiles({ name: "export.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Preview" }).click();
}
const countsOn = async (page: Page): Promise<string> =>
  (await page.locator("dl.counts").innerText()).replaceAll(/\s+/g, " ");

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

// Each of the two long stories runs in one of the ways in a slice, and in both in full.
describe.for(isFull ? [true, false] : [true])("with script on: %s", (javaScriptEnabled) => {
  const own = javaScriptEnabled ? "scripted" : "plain";
  const domain = (index: number): string => `${own}${index}.example`;
  const lead = `lead@${domain(7)}`;

  const companies = [
    "Company;Website;Status;Branche",
    ...numbers(50).map((index) => `Company ${index} ${own};https://www.${domain(index)}/de;Kunde;Logistik`),
    "Nobody;;;",
    "Everybody;gmail.com;;",
    ";no domain at all;;",
  ].join("\r\n");
  const contacts = [
    "E-Mail,Name,Title,Opted out",
    ...numbers(200).map(
      (index) =>
        `person${index}@${domain(1 + (index % 50))},Person ${index} ${own},Buyer,${index % 40 === 0 ? "yes" : "no"}`,
    ),
    "not an address,Nobody,,",
    ",Nobody,,no",
  ].join("\r\n");
  const facts = [
    "domain,kind,value,source,observed_at",
    `${domain(7)},hiring,two planners,jobs.example,2026-10-01`,
    `${domain(7)},funding,four million,register.example,2026-09-01`,
    "nobody.example,hiring,three,jobs.example,2026-10-01",
    `${domain(8)},hiring,two,jobs.example,the other day`,
  ].join("\r\n");

  it("imports files, sees a lead graded with its facts, suppresses a domain, and finds why nobody was written to", async ({
    expect,
  }) => {
    const page = await running().browser.newPage({ javaScriptEnabled });
    page.setDefaultTimeout(PAGE_MILLISECONDS);
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await signIn(page);

    // Companies, with three rows that cannot be read.
    await page.getByRole("link", { name: "Companies", exact: true }).click();
    await previewFile(page, "Import companies", companies);
    expect(await countsOn(page)).toBe("added 50 changed 0 same 0 refused 3");
    const refused = page.getByRole("region", { name: "Refused rows" }).locator("tbody tr");
    expect(await refused.allInnerTexts()).toEqual([
      expect.stringMatching(/52[^]*no domain of a company/),
      expect.stringMatching(/53[^]*no domain of a company/),
      expect.stringMatching(/54[^]*“no domain at all” is no domain/),
    ]);
    await page.getByRole("button", { name: "Apply 50 rows" }).click();
    expect(await page.locator(".intro").innerText()).toContain("Grades know these companies from now on.");

    // Facts about one of them.
    await page.getByRole("link", { name: "Companies", exact: true }).click();
    await previewFile(page, "Import facts", facts);
    expect(await countsOn(page)).toBe("added 2 changed 0 same 0 refused 2");
    await page.getByRole("button", { name: "Apply 2 rows" }).click();
    await page.getByRole("link", { name: "Companies", exact: true }).click();
    await page.getByLabel("Name or domain").fill(domain(7));
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("link", { name: `Company 7 ${own}` }).click();
    expect(await page.getByRole("region", { name: "Facts" }).innerText()).toContain("four million");

    // Contacts, five of whom must not be written to.
    await page.getByRole("link", { name: "Contacts", exact: true }).click();
    await previewFile(page, "Import contacts", contacts);
    expect(await countsOn(page)).toBe("added 200 changed 0 same 0 refused 2");
    await page.getByText("5 rows must not be written to.").waitFor();
    await page.getByRole("button", { name: "Apply 200 rows" }).click();
    expect(await page.locator(".intro").innerText()).toContain("Handed over");
    await eventually(
      async () => {
        const [row] = await running().system.rows<{ people: number }>(
          "SELECT count(*) AS people FROM events WHERE type = 'HistoryImported'",
        );
        return (row?.people ?? 0) >= (javaScriptEnabled ? 200 : 400);
      },
      { what: "the import of 200 contacts" },
    );
    // The same file again changes nothing.
    await page.getByRole("link", { name: "Contacts", exact: true }).click();
    await previewFile(page, "Import contacts", contacts);
    expect(await countsOn(page)).toBe("added 0 changed 0 same 200 refused 2");
    expect(await page.locator(".intro").innerText()).toBe("Nothing would change.");

    // A lead of one of these companies: everything that a qualification counts is known, and its facts are named.
    await postLead({
      email: lead,
      name: `Lea ${own}`,
      title: "Director",
      message: "Please send a quote for forty vans.",
    });
    const { holdId } = await holdOf(lead, "preview");
    await page.getByRole("link", { name: "Inbox", exact: true }).click();
    await page.getByRole("link", { name: `Lea ${own}` }).click();
    expect(new URL(page.url()).pathname).toBe(`/holds/${holdId}`);
    const grades = page.getByLabel("Decision").locator(".grades");
    expect(await grades.locator(".grade").first().innerText()).toMatch(/Qualification\s+1\.00\s+qualified/);
    expect(await grades.innerText()).toContain(`Company 7 ${own}`);
    expect(await grades.innerText()).toMatch(/Opportunity\s+0\.70/);
    for (const words of ["two planners", "jobs.example", "four million", "register.example"])
      expect(await grades.innerText()).toContain(words);

    // A fact is added on the company's page. With the next turn of the cron, the hold that waits is graded again and says so.
    await page.getByRole("link", { name: "Companies", exact: true }).click();
    await page.getByLabel("Name or domain").fill(domain(7));
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("link", { name: `Company 7 ${own}` }).click();
    const adding = page.getByRole("form", { name: "Add a fact" });
    await adding.getByLabel("Kind").fill("expansion");
    await adding.getByLabel("Value").fill("a third depot");
    await adding.getByLabel("Source").fill("press.example");
    await adding.getByRole("button", { name: "Add" }).click();
    expect(await page.getByRole("region", { name: "Facts" }).innerText()).toContain("a third depot");
    await running().system.worker("contacts").scheduled({ cron: "*/15 * * * *" });
    await page.goto(new URL("/", running().system.url).href);
    await page.getByRole("link", { name: `Lea ${own}` }).click();
    expect(new URL(page.url()).pathname).not.toBe(`/holds/${holdId}`);
    const again = page.getByLabel("Decision").locator(".again");
    expect(await again.innerText()).toMatch(/opportunity 0\.70 → 0\.80[^]*New: expansion: a third depot/);
    await again.getByRole("link", { name: "the hold before" }).click();
    expect(new URL(page.url()).pathname).toBe(`/holds/${holdId}`);

    // The domain is suppressed. Whom it covers, the cron finds in its next turn, and the hold of the lead goes.
    await page.getByRole("link", { name: "Suppressions" }).click();
    const form = page.getByRole("form", { name: "Suppress", exact: true });
    await form.getByLabel("What it is").selectOption("domain");
    await form.getByLabel("Value").fill(domain(7));
    await form.getByLabel("Reason").selectOption("legal");
    await form.getByRole("button", { name: "Suppress" }).click();
    expect(await page.getByRole("status").textContent()).toContain("Suppressed.");
    await eventually(
      async () => {
        await running().system.worker("contacts").scheduled({ cron: "*/15 * * * *" });
        await page.goto(new URL("/", running().system.url).href);
        return (await page.getByRole("link", { name: `Lea ${own}` }).count()) === 0;
      },
      { what: "the end of the hold", everyMilliseconds: 250 },
    );

    // Why nobody was written to.
    await page.getByRole("link", { name: "Not written to" }).click();
    await page.getByLabel("Name, address or company").fill(lead);
    await page.getByRole("button", { name: "Show" }).click();
    // A click returns before the page that it asks for is whole.
    await page.waitForURL((url) => url.searchParams.get("q") === lead);
    const rows = page.getByRole("region", { name: "Runs without a message" }).locator("tbody tr");
    expect(await rows.count()).toBe(1);
    expect(await rows.innerText()).toContain("suppressed");
    await rows.getByRole("link").first().click();
    expect(new URL(page.url()).pathname).toBe(`/contacts/${idOf(lead)}`);
    expect(await page.locator("main").innerText()).toMatch(/suppress/i);
    await page.goto(new URL(`/contacts/${idOf(lead)}/receipt`, running().system.url).href);
    expect(await page.locator("main").innerText()).toMatch(/suppress/i);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

it("leaves a log without faults behind", () => logHolds(running().system));
