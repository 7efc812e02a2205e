// `holdpoint companies` and `holdpoint facts` against the desk of the test installation: what they ask for, and what they print.
import { describe, it } from "vitest";
import { deskApp } from "../workers/desk/app.tsx";
import { GONE_FACT, SAMPLE_COMPANY } from "../testing/desk/companies.ts";
import { GRACE, sampleInstallation } from "../testing/desk/installation.ts";
import { holdpoint } from "../testing/command-line.ts";

function anInstallation() {
  const installation = sampleInstallation();
  const app = deskApp(installation.desk);
  const run = (...args: readonly string[]) =>
    holdpoint([...args, "--desk", "http://localhost:8787"], {
      env: { HOLDPOINT_DESK_TOKEN: GRACE.token },
      fetch: async (url, init) => app.request(url, init),
    });
  return { ...installation, run };
}

describe("holdpoint companies", () => {
  it("lists companies with domain, status and number of facts", async ({ expect }) => {
    const { run } = anInstallation();
    const { code, out } = await run("companies", "list");
    expect(code).toBe(0);
    expect(out).toContain(`Analytical Engines  analytical.example  known   logistics  2      ${SAMPLE_COMPANY}`);
    expect((await run("companies", "list", "--search", "nobody")).out).toBe("No company.\n");
  });

  it("shows a company by its domain, now and at a version", async ({ expect }) => {
    const { run } = anInstallation();
    const { out } = await run("companies", "show", "analytical.example");
    expect(out).toMatch(/funding +€4m +crunchbase\.example/);
    expect(out).not.toContain(GONE_FACT);
    const past = await run("companies", "show", SAMPLE_COMPANY, "--at-version", "4");
    expect(past.out).toContain("version 4 of 5");
    expect(past.out).toContain(GONE_FACT);
    expect((await run("companies", "show", "nobody.example")).code).toBe(2);
  });

  it("records a company in the person's name", async ({ expect }) => {
    const { run, asked, setAnswer } = anInstallation();
    setAnswer(null);
    const args = ["companies", "record", "winter.example", "--name", "Winter & Co", "--other-domain", "winter.test"];
    await run(...args, "--industry", "logistics");
    expect(asked).toEqual([
      {
        type: "PutCompany",
        company: "winter.example",
        name: "Winter & Co",
        status: "known",
        by: "grace",
        industry: "logistics",
        domains: ["winter.test"],
      },
    ]);
  });
});

describe("holdpoint companies merge", () => {
  it("merges only with a reason, and shows where a merged company went", async ({ expect }) => {
    const { run, asked } = anInstallation();
    const args = ["companies", "merge", "winter.example", "--into", "analytical.example"];
    expect((await run(...args)).code).toBe(2);
    const { code, out } = await run(...args, "--reason", "mistake");
    expect([code, out]).toEqual([0, `Recorded: ${SAMPLE_COMPANY}, version 8.\n`]);
    expect(asked).toMatchObject([{ type: "MergeCompanies", company: "winter.example", into: "analytical.example" }]);
    const merged = await run("companies", "show", "difference.example");
    expect(merged.out).toContain(`It was merged into ${SAMPLE_COMPANY}, which goes on for both.`);
  });
});

describe("holdpoint facts", () => {
  const ADD = ["--kind", "funding", "--value", "€4m", "--source", "crunchbase.example"];

  it("adds a fact with its days", async ({ expect }) => {
    const { run, asked } = anInstallation();
    const days = ["--observed", "2026-10-01", "--until", "2026-12-31", "--confidence", "0.8"];
    const { code, out } = await run("facts", "add", SAMPLE_COMPANY, ...ADD, ...days);
    expect([code, out]).toEqual([0, `Recorded: ${SAMPLE_COMPANY}, version 8.\n`]);
    expect(asked).toMatchObject([
      {
        type: "PutFact",
        method: "person",
        confidence: 8e3,
        by: "grace",
        observedAt: "2026-10-01T00:00:00.000Z",
        expiresAt: "2026-12-31T23:59:59.999Z",
      },
    ]);
  });

  it("takes a fact back only with a reason", async ({ expect }) => {
    const { run, asked } = anInstallation();
    const refused = await run("facts", "retract", SAMPLE_COMPANY, GONE_FACT);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("A reason is missing.")]);
    expect((await run("facts", "retract", SAMPLE_COMPANY, GONE_FACT, "--reason", "mistake")).code).toBe(0);
    expect(asked).toMatchObject([{ type: "DropFact", company: SAMPLE_COMPANY, factId: GONE_FACT, reason: "mistake" }]);
  });

  it("says what the desk refuses, and records nothing", async ({ expect }) => {
    const { run, asked } = anInstallation();
    const { code, err } = await run("facts", "add", SAMPLE_COMPANY, ...ADD, "--confidence", "2");
    expect([code, err]).toEqual([2, expect.stringContaining("confidence")]);
    expect(asked).toEqual([]);
  });
});

describe("holdpoint contacts place", () => {
  it("places a contact at a company, and takes it back", async ({ expect }) => {
    const { run, asked, holdOf } = anInstallation();
    const contactId = holdOf("ada").streamId;
    const placed = await run("contacts", "place", contactId, "analytical.example", "--why", "she told us");
    expect([placed.code, placed.out]).toEqual([
      0,
      expect.stringContaining(`${contactId} at ${SAMPLE_COMPANY}, version`),
    ]);
    expect((await run("contacts", "unplace", contactId)).code).toBe(0);
    expect(asked).toMatchObject([
      { type: "PlaceContact", company: { id: SAMPLE_COMPANY }, why: "she told us" },
      { type: "PlaceContact", company: null },
    ]);
    expect((await run("contacts", "place", contactId, "nobody.example")).code).toBe(2);
  });

  it("corrects a contact, and takes a correction back by an empty text", async ({ expect }) => {
    const { run, asked, holdOf } = anInstallation();
    const contactId = holdOf("ada").streamId;
    const corrected = await run("contacts", "correct", contactId, "--title", "Head of Sales", "--why", "she told us");
    expect([corrected.code, corrected.out]).toEqual([0, expect.stringContaining(`${contactId}, version`)]);
    expect((await run("contacts", "correct", contactId, "--title", "", "--name", "Ada")).code).toBe(0);
    expect(asked).toMatchObject([
      { type: "CorrectContact", fields: { title: "Head of Sales" }, why: "she told us" },
      { type: "CorrectContact", fields: { title: null, name: "Ada" } },
    ]);
    expect((await run("contacts", "correct", contactId)).code).toBe(2);
  });
});
