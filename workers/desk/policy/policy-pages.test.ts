// Tests the pages on which a part of the policy is changed: form, look, adoption, and what refuses each.
import { beforeAll, describe, it } from "vitest";
import { sampleInstallation, type SampleInstallation } from "../../../testing/desk/installation.ts";
import { hiddenFields, signIn } from "../../../testing/desk/visitor.ts";
import { samplePolicy } from "../../../testing/sample-policy.ts";
import { deskApp } from "../app.tsx";

let installation: SampleInstallation;
let visitor: Awaited<ReturnType<typeof signIn>>;
beforeAll(async () => {
  installation = sampleInstallation();
  visitor = await signIn(deskApp(installation.desk));
});

const adoptions = () =>
  installation.asked
    .map((wish) => wish as { readonly type?: string; readonly policy?: object })
    .filter(({ type }) => type === "AdoptPolicy");

describe("the pages of the policy", () => {
  it("link their parts, each with its form", async ({ expect }) => {
    const policy = await (await visitor.get("/policy")).text();
    for (const part of ["sender", "templates", "words", "timing", "markets"]) {
      expect(policy).toContain(`href="/policy/${part}"`);
      const page = await visitor.get(`/policy/${part}`);
      expect([part, page.status]).toEqual([part, 200]);
      expect(await page.text()).toContain(`action="/policy/${part}/look"`);
    }
    expect((await visitor.get("/policy/nothing")).status).toBe(404);
    expect((await visitor.get("/policy/templates?language=xx")).status).toBe(404);
  });

  it("show what a change does, and adopt the sections that it changes with the version that the person saw", async ({
    expect,
  }) => {
    const looked = await visitor.submit("/policy/sender", "/policy/sender/look", {
      "compose.sender.person": "Ada Byron",
    });
    const page = await looked.text();
    expect(looked.status).toBe(200);
    expect(page).toContain("<h2>Sender: Name of the person</h2>");
    expect(page).toMatch(/Hello Ada,[^]*Ada Byron[^]*If you would rather not hear from us again/);
    expect(page).not.toContain("<h2>Sender: Address</h2>");
    // The people who wait in the inbox, each by the template of what is written to them.
    expect(page).toMatch(/by the template reply, to <bdi class="phrase">Hedy Lamarr<\/bdi>/);
    const adopted = await visitor.post("/policy/sender/adopt", {
      ...hiddenFields(page, "/policy/sender/adopt"),
      reason: "other",
      why: "a new colleague",
    });
    expect([adopted.status, adopted.headers.get("location")]).toEqual([303, expect.stringMatching(/^\/policy\?done=/)]);
    const compose = { ...samplePolicy.compose, sender: { ...samplePolicy.compose.sender, person: "Ada Byron" } };
    expect(adoptions()).toMatchObject([{ policy: { compose }, replaces: 0, by: "grace", why: "a new colleague" }]);
    expect(Object.keys(adoptions()[0]?.policy ?? {})).toEqual(["compose"]);
  });

  it("name the field that is wrong and keep what was typed", async ({ expect }) => {
    const answer = await visitor.submit("/policy/timing", "/policy/timing/look", {
      "ladder.followupDays": "3, <soon>",
      "hold.expiryHours": "48",
    });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain('href="#ladder.followupDays"');
    expect(page).toContain("3, &lt;soon&gt;");
    expect(page).toMatch(/name="hold.expiryHours"[^>]*value="48"/);
  });

  it("adopt nothing without a reason", async ({ expect }) => {
    const before = adoptions().length;
    const looked = await visitor.submit("/policy/sender", "/policy/sender/look", { "compose.sender.person": "Eve" });
    const again = hiddenFields(await looked.text(), "/policy/sender/adopt");
    const answer = await visitor.post("/policy/sender/adopt", { ...again, reason: "other", why: "" });
    expect([answer.status, adoptions().length]).toEqual([422, before]);
  });

  it("show an empty form for a language without templates", async ({ expect }) => {
    const french = await (await visitor.get("/policy/templates?language=fr")).text();
    expect(french).not.toContain("Your enquiry to");
    expect(french).toMatch(/name="compose.templates.languages.fr.initial.body"[^>]*><\/textarea>/);
  });
});
