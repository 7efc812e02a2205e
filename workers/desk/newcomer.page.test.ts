// A newcomer's hour, in a real browser on the whole system, with script on and off: signs in by a code, writes the own name and a template into the
// policy, adds a source and posts a lead to it, invites an approver, who releases the message; stops sending, sees that the next message waits, and
// resumes.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { eventually } from "../../local/eventually.ts";
import type { Policy } from "../../schema/policy.ts";
import { launchChromium, PAGE_MILLISECONDS } from "../../testing/chromium.ts";
import { isFull } from "../../testing/full.ts";
import { TEST_DESK_TOKENS } from "../../testing/secrets.ts";
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
const { api, holdOf } = deskClient(() => running().system);
const addressOf = (path: string): string => new URL(path, running().system.url).href;

/** A window in which a person signs in with a code, as typed from a terminal or a note. */
async function signedIn(code: string, javaScriptEnabled: boolean, complaints: string[]): Promise<Page> {
  const page = await running().browser.newPage({ javaScriptEnabled });
  page.setDefaultTimeout(PAGE_MILLISECONDS);
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(addressOf("/login"));
  await page.getByLabel("Code or token").fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator("form.who").waitFor();
  return page;
}

/** The code that `npx holdpoint sign-in` prints. */
async function ownCode(): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(addressOf("/api/v1/sign-in-codes"), { method: "POST", headers });
  return ((await answer.json()) as { code: string }).code;
}

/** Posts a lead as the form of a website does, with the secret that was shown. */
async function postLead(source: string, secret: string, lead: object): Promise<number> {
  const body = JSON.stringify(lead);
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const headers = { "content-type": "application/json", ...signedForm.sign({ secret, body, id: "", nowSeconds }) };
  return (await fetch(addressOf(`/webhooks/${source}`), { method: "POST", body, headers })).status;
}

/** Fills in a form of the policy, looks at the change and adopts it. */
async function adopt(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).first().fill(value);
  await page.getByRole("button", { name: "Look at the change" }).click();
  await page.getByRole("heading", { name: "What would change" }).waitFor();
  await page.getByLabel("Reason", { exact: true }).selectOption("own_business");
  await page.getByRole("button", { name: "Adopt the change" }).click();
  await page.getByRole("status").getByText("The policy is adopted.").waitFor();
}

/** Confirms the preview of an address, and opens its draft. */
async function confirm(page: Page, email: string): Promise<void> {
  const preview = await holdOf(email, "preview");
  await page.goto(addressOf(`/holds/${preview.holdId}`));
  await page.getByRole("button", { name: "Confirm: write a draft" }).click();
  await page.getByRole("status").waitFor();
  const draft = await holdOf(email, "draft");
  await page.goto(addressOf(`/holds/${draft.holdId}`));
}

async function approve(page: Page, answer: string): Promise<void> {
  await page.getByRole("button", { name: "Approve and send" }).click();
  await page.getByRole("status").getByText(answer).waitFor();
}

const sentTo = async (email: string): Promise<number> => {
  const [row] = await running().system.rows<{ sent: number }>(
    "SELECT count(*) AS sent FROM outbox WHERE recipient = ?1",
    email,
  );
  return row?.sent ?? 0;
};
const whenSent = (email: string): Promise<unknown> =>
  eventually(async () => (await sentTo(email)) === 1, { what: `the message to ${email}` });

// Each of the two long stories runs in one of the ways in a slice, and in both in full.
describe.for(isFull ? [true, false] : [false])("with script on: %s", (javaScriptEnabled) => {
  const own = javaScriptEnabled ? "scripted" : "plain";
  const name = `Nora ${own}`;
  const source = `form-${own}`;
  const [first, second] = [`ada@first-${own}.example`, `ben@second-${own}.example`];
  const lead = { name: "Ada Lovelace", message: "What does it cost?" };

  it("sets up the desk, releases a message with two people, and stops and resumes sending", async ({ expect }) => {
    const complaints: string[] = [];
    const admin = await signedIn(await ownCode(), javaScriptEnabled, complaints);

    // The own name and the own words.
    await admin.getByRole("link", { name: "Policy", exact: true }).click();
    await admin.getByRole("link", { name: "Who writes" }).click();
    await adopt(admin, { "Name of the person": name });
    await admin.getByRole("link", { name: "Templates" }).click();
    await adopt(admin, { Subject: `${own}: thank you for writing` });

    // A source, its secret, and a lead that is signed with it.
    await admin.getByRole("link", { name: "Sources", exact: true }).click();
    await admin.getByLabel("Name", { exact: true }).fill(source);
    await admin.getByRole("button", { name: "Add the source" }).click();
    const secret = (await admin.locator("code.secret").textContent()) ?? "";
    expect(await postLead(source, secret, { email: first, ...lead })).toBe(202);
    expect(await postLead(source, "another-secret-of-somebody", { email: first })).toBe(401);

    // An approver, who signs in with the code that the admin shows.
    await admin.getByRole("link", { name: "People", exact: true }).click();
    await admin.getByLabel("Address, as the person signs in with it").fill(`linn.${own}@team.example`);
    await admin.getByRole("button", { name: "Invite" }).click();
    await admin.getByRole("status").getByText("It counts at the person’s next click").waitFor();
    await admin.getByLabel("For", { exact: true }).selectOption(`linn.${own}@team.example`);
    await admin.getByRole("button", { name: "Show a code" }).click();
    const approver = await signedIn(
      (await admin.locator("code.once").textContent()) ?? "",
      javaScriptEnabled,
      complaints,
    );

    // The policy counts in every Worker within ten seconds: a draft from before is left, and another lead is posted.
    const { body: inForce } = await api<{ readonly policy: Policy }>("GET", "/policy");
    const { organisation } = inForce.policy.compose.sender;
    let released = first;
    await confirm(approver, released);
    for (let more = 1; (await approver.getByText(`${name}, ${organisation}`).count()) === 0; more += 1) {
      released = `ada@more${more}-${own}.example`;
      await postLead(source, secret, { email: released, ...lead });
      await confirm(approver, released);
    }
    await approve(approver, "Approved.");
    await whenSent(released);
    await admin.getByRole("link", { name: "Outbox", exact: true }).click();
    await admin.getByRole("row", { name: released }).getByRole("link").first().click();
    const message = await admin.locator("main").innerText();
    expect(message).toContain(name);
    expect(message).toContain(`${own}: thank you for writing`);

    // Sending is stopped: what is approved waits, and every page says so.
    await admin.goto(addressOf("/dispatch"));
    await admin.getByLabel("Reason", { exact: true }).selectOption("incident");
    await admin.getByRole("button", { name: "Stop sending" }).click();
    await admin.getByRole("alert").getByText("Sending is stopped since").waitFor();
    expect(await postLead(source, secret, { email: second, ...lead })).toBe(202);
    await confirm(approver, second);
    await approve(approver, "waits");
    await approver.goto(addressOf("/tasks"));
    await approver.getByRole("alert").getByText("Sending is stopped since").waitFor();
    await admin.goto(addressOf("/dispatch"));
    await admin.getByRole("region", { name: "Approved messages that wait" }).waitFor();
    expect(await sentTo(second)).toBe(0);

    await admin.getByLabel("Reason", { exact: true }).selectOption("incident");
    await admin.getByRole("button", { name: "Resume sending" }).click();
    await admin.getByRole("status").getByText("Sending is resumed.").waitFor();
    await whenSent(second);
    expect(await admin.getByRole("alert").count()).toBe(0);
    expect(complaints).toEqual([]);
    await approver.context().close();
    await admin.context().close();
  });
});

it("leaves a log without faults behind", () => logHolds(running().system));
