// Tests the desk in a real browser: with script on and off, and with every hostile string of the corpora on its pages.
import { askOne, performOne } from "../../schema/only-answer.ts";
import { SAMPLE_COMPANY } from "../../testing/desk/companies.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { visible } from "../../domain/visible-text.ts";
import { whyUnwritable } from "../../domain/writable-address.ts";
import { sidewaysWith } from "../../testing/desk/any-font.ts";
import { hostileTexts } from "../../testing/corpora.ts";
import { launchChromium } from "../../testing/chromium.ts";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import { deskApp } from "./app.tsx";
import { brokenCards, faintTexts, scrollsSideways, styleOf, treesOf } from "../../testing/desk/in-page.ts";
import { ADA, idOf } from "../../testing/people.ts";
import { FULL_STORY } from "../../testing/honest-log.ts";
import { shortened } from "../../testing/desk/companies.ts";
import { LINUS, sampleInstallation, type SampleInstallation } from "../../testing/desk/installation.ts";
import { type SampleLog, sampleLog } from "../../testing/desk/log.ts";
import { arriving, signInByLink, type Visit } from "../../testing/desk/browsing.ts";
import { signIn } from "../../testing/desk/visitor.ts";

/** The folder for screenshots. Without it none are saved. */
const SCREENSHOTS = process.env["HOLDPOINT_SCREENSHOTS"];

let browser: Browser;
let log: SampleLog;
beforeAll(async () => {
  [browser, log] = await Promise.all([launchChromium(), sampleLog()]);
});
afterAll(() => browser.close());

/** Signs in as a person does: by the link and its button. */
const visiting = (options: BrowserContextOptions, visit: (visit: Visit) => Promise<void>): Promise<void> =>
  arriving({ browser, log, options }, async (arrived) => {
    await signInByLink(arrived);
    await visit(arrived);
  });

describe.for([true, false])("with script on: %s", (javaScriptEnabled) => {
  it("approves a draft by its button", async ({ expect }) => {
    await visiting({ javaScriptEnabled }, async ({ page, installation, complaints }) => {
      await page.getByRole("link", { name: "Ada Lovelace" }).click();
      await page.getByRole("form", { name: "Approve" }).getByLabel("Reason").fill("reads well");
      await page.getByRole("button", { name: "Approve and send" }).click();
      expect(await page.getByRole("status").textContent()).toContain("Approved.");
      expect(await page.locator(".ended").textContent()).toContain("approved by grace");
      expect(installation.asked).toMatchObject([{ type: "ApproveDraft", by: "grace", why: "reads well" }]);
      expect(complaints).toEqual([]);
    });
  });

  it("rejects a draft with a reason, and asks for one", async ({ expect }) => {
    await visiting({ javaScriptEnabled }, async ({ page, installation, complaints }) => {
      await page.getByRole("link", { name: "Ada Lovelace" }).click();
      await page.getByRole("button", { name: "Reject" }).click();
      expect(installation.asked).toEqual([]);
      await page.getByLabel("Reason to reject").fill("wrong person");
      await page.getByRole("button", { name: "Reject" }).click();
      expect(await page.locator(".ended").textContent()).toContain("rejected by grace");
      expect(installation.asked).toMatchObject([{ type: "RejectDraft", why: "wrong person" }]);
      expect(complaints).toEqual([]);
    });
  });
});

describe("without script", () => {
  it("erases a contact only after its id was typed again", async ({ expect }) => {
    await visiting({ javaScriptEnabled: false }, async ({ page, installation, origin, complaints }) => {
      await page.goto(`${origin}/contacts/${installation.holdOf("ada").streamId}`);
      await page.getByRole("link", { name: "Erase this contact" }).click();
      await page.getByRole("button", { name: "Erase for ever" }).click();
      expect(installation.asked).toEqual([]);
      await page.getByLabel("typed again").fill("ada@analytical.example");
      await page.getByLabel("Reason").selectOption("person_asked");
      await page.getByLabel("In your own words").fill("asked by letter");
      await page.getByRole("button", { name: "Erase for ever" }).click();
      expect(await page.getByRole("status").textContent()).toContain("Erased.");
      expect(installation.asked).toMatchObject([{ type: "EraseContact", by: "grace", why: "asked by letter" }]);
      expect(complaints).toEqual([]);
    });
  });

  const javaScriptEnabled = false;

  it("erases a contact only after another admin has looked at the request and agreed", async ({ expect }) => {
    await visiting({ javaScriptEnabled }, async ({ page, installation, origin, complaints }) => {
      const { port } = installation.desk;
      const admins = { configured: ["grace", "linus"], isOnePerson: true };
      const { configured } = admins;
      for (const [seen, role] of (["viewer", "admin"] as const).entries())
        await performOne(port, { type: "GiveRole", identity: "linus", role, by: "grace", configured, seen });
      const { streamId } = installation.holdOf("ada");
      const erase = async () => {
        await page.goto(`${origin}/contacts/${streamId}/erase`);
        await page.getByLabel("typed again").fill("ada@analytical.example");
        await page.getByLabel("Reason").selectOption("legal");
        await page.getByRole("button", { name: "Erase for ever" }).click();
      };
      await erase();
      await page.getByRole("heading", { name: "Asked: a second person must agree" }).waitFor();
      expect(installation.asked.filter((one) => "type" in one && one.type === "EraseContact")).toEqual([]);

      await page.goto(`${origin}/requests`);
      expect(await page.getByRole("heading", { name: "Erase a contact" }).count()).toBe(1);
      expect(await page.getByRole("button", { name: "Agree" }).count()).toBe(0);
      const [request] = (await askOne(port, { type: "Requests", ...admins })).requests;
      await performOne(port, { type: "Agree", requestId: request!.requestId, by: "linus", ...admins });
      await page.reload();
      await page.getByRole("link", { name: "Erase the contact now" }).click();
      await page.getByText("linus agreed: this can be done now").waitFor();
      await erase();
      expect(await page.getByRole("status").textContent()).toContain("Erased.");
      // The browser complains of the answer 409 to the first click.
      expect(complaints).toEqual([expect.stringContaining("409")]);
    });
  });

  it("edits a draft, and keeps every line of it", async ({ expect }) => {
    await visiting({ javaScriptEnabled }, async ({ page, installation }) => {
      await page.getByRole("link", { name: "Hedy Lamarr" }).click();
      await page.getByText("Edit the text").click();
      const before = JSON.parse(installation.holdOf("hedy").shown) as { body: string };
      expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe(before.body);
      await page.getByLabel("Subject").fill("Re: What it costs");
      await page.getByRole("button", { name: "Save the edit" }).click();
      expect(installation.asked).toMatchObject([
        { type: "EditDraft", subject: "Re: What it costs", body: before.body },
      ]);
      expect(await page.getByRole("status").textContent()).toContain("Saved.");
    });
  });

  it("shows the order of the plan on the card and on the hold’s page, and marks a grade that the plan left out", async ({
    expect,
  }) => {
    await visiting({ javaScriptEnabled }, async ({ page, complaints }) => {
      const plan =
        "Plan analyze opportunity → qualify (not planned) → compose planned by the model deepseek-flash: its plan was repaired; dropped: an unknown stage";
      const card = page.getByRole("article").filter({ hasText: "Hedy Lamarr" });
      expect(await card.locator(".plan").innerText()).toBe(plan);
      const others = page.getByRole("article").filter({ hasText: "Ada Lovelace" });
      expect(await others.locator(".plan").innerText()).toBe(
        "Plan qualify → analyze opportunity → compose planned by the rules; no model was asked",
      );
      await card.getByRole("link", { name: "Hedy Lamarr" }).click();
      const decision = page.getByLabel("Decision");
      expect(await decision.locator(".plan").innerText()).toBe(plan);
      expect(await decision.locator(".grade-name").allInnerTexts()).toEqual(["Opportunity", "Qualification"]);
      expect(await decision.locator(".grade").filter({ hasText: "not planned" }).count()).toBe(1);
      expect(complaints).toEqual([]);
    });
  });

  it("lists where plans in the shadow differ, and leads to the contact", async ({ expect }) => {
    await visiting({ javaScriptEnabled }, async ({ page, complaints }) => {
      await page.getByRole("link", { name: "Plans", exact: true }).click();
      await page.getByRole("link", { name: "Plans in the shadow" }).click();
      await page.waitForLoadState();
      expect(await page.getByRole("region", { name: "By day" }).locator("tbody tr").count()).toBeGreaterThan(0);
      const runs = page.getByRole("region", { name: "Runs" });
      expect(await runs.locator("tbody").innerText()).toContain("The plan would have written nothing");
      expect(await runs.locator("tbody").innerText()).toContain("llm:local-peer");
      await page.getByLabel("Show").selectOption("no_plan");
      await page.getByRole("button", { name: "Show" }).click();
      expect(await runs.locator("tbody").innerText()).toContain("No plan came of asking (timeout)");
      await page.goBack();
      await runs.getByRole("link", { name: "Ada Lovelace" }).click();
      expect(new URL(page.url()).pathname).toMatch(/^\/contacts\/ct_/);
      expect(complaints).toEqual([]);
    });
  });

  it("shows the score on a card and explains it on the contact's page, with bars that have a name and a value", async ({
    expect,
  }) => {
    await visiting({ javaScriptEnabled }, async ({ page, complaints }) => {
      await page.getByLabel("Order by").selectOption("tier");
      await page.getByRole("button", { name: "Apply" }).click();
      const card = page.getByRole("article").first();
      expect(await card.locator(".score").innerText()).toContain("tier A 0.84 in general");
      await card.getByRole("link", { name: "Ada Lovelace" }).click();
      expect(await page.getByLabel("Decision").locator(".score").innerText()).toContain("tier A 0.84 in general");
      await page.getByRole("link", { name: "Everything about this contact" }).click();
      const bars = page.locator("#score").getByRole("meter");
      expect(await bars.evaluateAll((all) => all.map((bar) => [bar.ariaLabel, bar.getAttribute("value")]))).toEqual([
        ["Seniority", "7500"],
        ["Role fit", "9000"],
        ["Reachability", "6000"],
        ["Signals of intent", "10000"],
      ]);
      expect(await page.locator("#score").innerText()).toContain("Judged by a model");
      expect(complaints).toEqual([]);
    });
  });

  it("draws each number over the days, and leads from a number to exactly the leads that it counts", async ({
    expect,
  }) => {
    await visiting({ javaScriptEnabled }, async ({ page, complaints }) => {
      await page.getByRole("link", { name: "Numbers" }).click();
      const conversion = page.getByRole("article", { name: "Conversion" });
      expect(await conversion.getByRole("img").getAttribute("aria-label")).toContain("Conversion by day");
      expect(await conversion.locator("svg .mark").count()).toBe(5);
      expect(await page.getByRole("article", { name: "Plans that fell back" }).innerText()).toContain("not yet: ");
      await page.getByLabel("Divided by").selectOption("population");
      await page.getByRole("button", { name: "Show" }).click();
      const row = page.getByRole("article", { name: "Hand-over acceptance" }).getByRole("row", { name: "agentic" });
      await row.getByRole("link").last().click();
      expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
        number: "handover_acceptance",
        part: "of",
        by: "population",
        key: "agentic",
      });
      await page.getByRole("region", { name: "Leads" }).getByRole("link", { name: "Ada Lovelace" }).click();
      expect(new URL(page.url()).pathname).toMatch(/^\/contacts\/ct_/);
      expect(complaints).toEqual([]);
    });
  });

  it("shows how full each database is, with bars that have a name and a value, and warns of a full one", async ({
    expect,
  }) => {
    await visiting({ javaScriptEnabled }, async ({ page, complaints }) => {
      await page.getByRole("link", { name: "System" }).click();
      const bars = page.getByRole("region", { name: "How full the databases are" }).getByRole("meter");
      expect(await bars.evaluateAll((all) => all.map((bar) => [bar.ariaLabel, bar.getAttribute("value")]))).toEqual([
        ["EVENTS_0: how full it is", "0.7318"],
        ["EVENTS_1: how full it is", "0.0241"],
        ["CRM: how full it is", "0.0004"],
      ]);
      expect(await page.getByRole("alert").first().innerText()).toContain("EVENTS_0 is 73.1 % full");
      expect(complaints).toEqual([]);
    });
  });

  it("shows who decided first after a late click", async ({ expect }) => {
    await visiting({ javaScriptEnabled }, async ({ page, installation }) => {
      await page.getByRole("link", { name: "Ada Lovelace" }).click();
      const linus = await signIn(deskApp(installation.desk), LINUS);
      const path = `/holds/${installation.holdOf("ada").holdId}`;
      await linus.submit(path, `${path}/reject`, { why: "not now" });
      await page.getByRole("button", { name: "Approve and send" }).click();
      expect(await page.getByRole("heading").textContent()).toBe("Too late: it is decided");
      expect(await page.getByRole("status").textContent()).toContain("rejected by linus");
      await page.getByRole("link", { name: "See the hold as it is now" }).click();
      expect(await page.locator(".ended").textContent()).toContain("rejected by linus");
    });
  });

  it("confirms a preview, closes a task, takes a contact over, suppresses an address", async ({ expect }) => {
    await visiting({ javaScriptEnabled }, async ({ page, installation, origin }) => {
      await page.goto(`${origin}/holds/${installation.holdOf("noor").holdId}`);
      await page.getByRole("button", { name: "Confirm: write a draft" }).click();
      await page.goto(`${origin}/tasks`);
      await page.getByRole("button", { name: "It was not sent" }).click();
      await page.goto(`${origin}/contacts/${installation.holdOf("ada").streamId}`);
      await page.getByRole("button", { name: "Take over" }).click();
      await page.getByText("Suppress the address or the domain").click();
      await page.getByRole("form", { name: "Suppress the address" }).getByLabel("Reason").selectOption("person_asked");
      await page.getByRole("button", { name: "Suppress this address" }).click();
      expect(await page.getByRole("status").textContent()).toContain("Suppressed.");
      expect(installation.asked).toMatchObject([
        { type: "ConfirmPreview" },
        { type: "CloseTask", how: "not_sent" },
        { type: "FlagContact", flag: "replied", on: true },
        { type: "Suppress", wishes: [{ kind: "address", value: "ada@analytical.example" }] },
      ]);
    });
  });
});

const SCREENS: Readonly<Record<string, BrowserContextOptions>> = {
  wide: { viewport: { width: 1280, height: 900 } },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 360, height: 740 } },
};

describe("every page", () => {
  it.for(Object.entries(SCREENS))(
    "fits the screen, has enough contrast, and causes no error in the browser: %s",
    { timeout: LONG_MILLISECONDS },
    async ([name, options], { expect }) => {
      await visiting(options, async ({ page, installation, origin, complaints }) => {
        for (const [index, path] of [...pathsOf(installation), ...contactPaths, ...signInPaths].entries()) {
          await page.goto(`${origin}${path}`);
          if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `${name}-${index}.png`), fullPage: true });
          expect(await page.evaluate(scrollsSideways), path).toBe(false);
          expect(await page.evaluate(faintTexts), path).toEqual([]);
        }
        expect(complaints).toEqual([]);
      });
    },
  );
});

it(
  "every page fits the width of a phone with a narrow, a wide and a monospaced font, with all details open",
  { timeout: LONG_MILLISECONDS },
  async ({ expect }) => {
    await visiting({ ...SCREENS["phone"], bypassCSP: true }, async ({ page, installation, origin }) => {
      for (const path of [...pathsOf(installation), ...contactPaths, ...signInPaths]) {
        await page.goto(`${origin}${path}`);
        expect.soft(await page.evaluate(brokenCards), path).toEqual([]);
        expect.soft(await sidewaysWith(page), path).toEqual([]);
      }
    });
  },
);

const pathsOf = (installation: SampleInstallation): readonly string[] => [
  "/",
  "/?group=source&source=website",
  `/holds/${installation.holdOf("ada").holdId}`,
  // The draft of this hold is a model's.
  `/holds/${installation.holdOf("hedy").holdId}`,
  `/holds/${installation.holdOf("mallory").holdId}`,
  `/contacts/${installation.holdOf("mallory").streamId}`,
  "/?order=tier",
  // The score is explained: with a model, and with a term left out.
  `/contacts/${installation.holdOf("ada").streamId}`,
  `/contacts/${installation.holdOf("noor").streamId}`,
  `/contacts/${installation.holdOf("mallory").streamId}/erase`,
  "/tasks",
  "/contacts",
  "/work-list",
  "/not-written",
  "/under-way",
  "/sources",
  "/sources/website",
  "/sources/partners",
  "/companies",
  `/companies/${SAMPLE_COMPANY}`,
  `/companies/${SAMPLE_COMPANY}?version=4`,
  "/holds",
  "/outbox",
  `/outbox/${installation.outbox[0]?.idempotencyKey}`,
  "/dead-letters",
  "/dead-letters/refused",
  `/dead-letters/${installation.refused[0]?.row.id}`,
  "/people",
  "/requests",
  "/plans",
  "/plans/shadow",
  "/numbers",
  "/numbers?by=source",
  "/numbers/leads?number=conversion&part=out&by=source&key=website",
  "/suppressions",
  "/import/contacts",
  "/export/contacts",
  "/policy",
  "/policy/markets",
  "/policy/titles?language=ar",
  "/policy/limits",
  "/sources",
  "/sources/website",
  "/administration",
  "/system",
];

describe("a receipt on paper", () => {
  it("has nothing of the desk on it, is black on white, and begins each run on a page of its own", async ({
    expect,
  }) => {
    await visiting({ viewport: { width: 900, height: 900 } }, async ({ page, origin, complaints }) => {
      await page.goto(`${origin}/contacts/${idOf(ADA)}/receipt`);
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      for (const own of ["header.bar", ".tabs", ".beside"])
        expect(await page.locator(own).isVisible(), own).toBe(false);
      expect(await page.evaluate(styleOf, [".receipt", "color"])).toBe("rgb(0, 0, 0)");
      expect(await page.evaluate(styleOf, [".receipt", "backgroundColor"])).toBe("rgba(0, 0, 0, 0)");
      expect(await page.evaluate(styleOf, [".run + .run", "breakBefore"])).toBe("page");
      expect(complaints).toEqual([]);
    });
  });

  it("is the same as a downloaded file, which requests nothing from the network", async ({ expect }) => {
    await visiting({}, async ({ page, origin }) => {
      await page.goto(`${origin}/contacts/${idOf(ADA)}/receipt`);
      const shown = await page.locator(".receipt").innerText();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Download it as one file" }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`receipt-${idOf(ADA)}.html`);
      const file = await browser.newPage();
      const asked: string[] = [];
      file.on("request", (request) => asked.push(request.url()));
      await file.setContent(readFileSync(await download.path(), "utf8"));
      expect(await file.locator(".receipt").innerText()).toBe(shown);
      expect(asked).toEqual([]);
      await file.close();
    });
  });

  it("has each count of what was judged on one line", async ({ expect }) => {
    await visiting({}, async ({ page, origin }) => {
      await page.goto(`${origin}/contacts/${idOf(ADA)}/verify`);
      const cells = page.locator(".judged .number");
      const lines = await cells.evaluateAll((all) =>
        all.map((cell) => [
          cell.textContent,
          new Set(
            [...cell.childNodes].flatMap((node) => {
              const range = cell.ownerDocument.createRange();
              range.selectNodeContents(node);
              return [...range.getClientRects()].map(({ top }) => top);
            }),
          ).size,
        ]),
      );
      expect(lines.some(([count]) => Number(count) > 9)).toBe(true);
      expect(lines.map(([, count]) => count)).toEqual(lines.map(() => 1));
    });
  });
});

/** The page for signing in: with the field, and with the code of a link. */
const signInPaths = ["/login", "/login?code=QK4M-7RNP"];

/** The pages that answer from the log about a contact. */
const contactPaths = ["", "/receipt", "/verify", "/what-if"].map((path) => `/contacts/${idOf(ADA)}${path}`);

/** The story up to the person's edit: by then all text is written. */
const EDITED = FULL_STORY.slice(0, FULL_STORY.findIndex(({ what }) => what === "edit") + 1);

/** Placeholders for strangers' words: as a mailbox's name, mail can be sent to the one, and the desk marks the other. */
const MARKS = { sendable: "Qzxqzx", unsendable: "Qzx,qzx" };
/** The placeholder for what sources say of a company, which its events hold shortened. */
const SOURCES_MARK = "Kzxkzx";
const markLike = (text: string): string => (whyUnwritable(`${text}@x.example`) ? MARKS.unsendable : MARKS.sendable);

/** Every page that shows strangers' text, with `text` in each of its fields. */
async function pagesWith(text: string, sourcesText = text): Promise<readonly string[]> {
  const installation = sampleInstallation({
    strangersText: text,
    sourcesText,
    log: await sampleLog({ words: text, story: EDITED }),
  });
  const visitor = await signIn(deskApp(installation.desk));
  const quoting = [...pathsOf(installation), ...contactPaths.slice(0, 2)];
  const quotesNobody = [
    "/numbers",
    "/numbers?by=source",
    "/suppressions",
    "/import/contacts",
    "/export/contacts",
    "/policy",
    "/policy/markets",
    "/policy/titles?language=ar",
    "/policy/limits",
    "/sources",
    "/sources/website",
    "/administration",
    "/system",
    "/holds",
    "/dead-letters/refused",
  ];
  const paths = quoting.filter((path) => !quotesNobody.includes(path));
  const pages = await Promise.all(paths.map(async (path) => (await visitor.get(path)).arrayBuffer()));
  return pages.map((bytes) => Buffer.from(bytes).toString("utf8"));
}

/** A line without ids and digests, which differ for each text. */
const withoutIds = (line: string): string =>
  line
    .replace(/\b(ct|hd|run|tk|dr|ap|dl)_[\w-]{22}(?![\w-])/g, "$1_")
    .replace(/\b[0-9a-f]{64}\b|(?<=^value=)[\w-]{22}$/gm, "digest");
/** A text as the HTML parser returns it: with other line breaks and without NUL. */
const asParsed = (text: string): string =>
  Buffer.from(text.replace(/\r\n?/g, "\n").replaceAll("\u0000", "\ufffd")).toString("utf8");

const isFull = process.env["HOLDPOINT_FULL"] === "1";

/** The texts of one run: every ninth text with markup and every thirtieth of the others; with HOLDPOINT_FULL=1 all texts. */
const textsOfRun = () =>
  hostileTexts().filter(
    ({ id, text }, index) => text !== "" && (isFull || index % (id.startsWith("xs-") ? 9 : 30) === 0),
  );
/** The limit for a hang: all texts are up to ten times as many. */
const TEXTS_MILLISECONDS = LONG_MILLISECONDS * (isFull ? 10 : 1);

describe("a stranger's long text", () => {
  const tower = `Z${"\u0336\u0315\u0358\u0489".repeat(20)}`;
  it.for<[string, string]>([
    ["in one line", "please ".repeat(1_100)],
    ["in one word", "x".repeat(8_000)],
    ["in many lines", "please\n".repeat(1_100)],
    ["with towers of marks", tower.repeat(90)],
  ])("leaves the decision in reach on a telephone, and is there behind a click: %s", async ([, text], { expect }) => {
    await visiting({ ...SCREENS["phone"], javaScriptEnabled: false }, async ({ page, installation, origin }) => {
      installation.setShown("noor", { wrote: text });
      await page.goto(`${origin}/holds/${installation.holdOf("noor").holdId}`);
      const button = await page.getByRole("button", { name: "Confirm" }).boundingBox();
      // Ten screens: the same page with a short text has two.
      expect(button?.y).toBeLessThan(7_400);
      const quote = page.locator(".quoted.lead").first();
      expect(await quote.locator("> blockquote").innerText()).not.toBe("");
      await quote.getByText("Show all").click();
      const shown = (await quote.locator("blockquote").allInnerTexts()).join("");
      expect(shown.replaceAll(/\s/gu, "")).toBe(visible(text).replaceAll(/\s/gu, ""));
    });
  });
});

describe("a stranger's text", () => {
  it("changes only text on any page, as a browser parses it", { timeout: TEXTS_MILLISECONDS }, async ({ expect }) => {
    const page = await browser.newPage();
    const templates = new Map<string, readonly (readonly string[])[]>();
    for (const mark of Object.values(MARKS)) {
      const template = (await page.evaluate(treesOf, await pagesWith(mark, SOURCES_MARK))).map((tree) =>
        tree.map(withoutIds),
      );
      for (const one of [mark, SOURCES_MARK]) expect(template.flat().join("\n")).toContain(one);
      templates.set(mark, template);
    }
    for (const { id, text } of textsOfRun()) {
      const trees = await page.evaluate(treesOf, await pagesWith(text));
      const mark = markLike(text);
      const template = templates.get(mark);
      for (const [index, tree] of trees.entries()) {
        const wanted = template?.[index]?.map((line) =>
          withoutIds(
            line.replaceAll(mark, () => asParsed(text)).replaceAll(SOURCES_MARK, () => asParsed(shortened(text))),
          ),
        );
        expect(tree.map(withoutIds).join("\n"), `${id} on page ${index}`).toBe(wanted?.join("\n"));
      }
    }
    await page.close();
  });
});
