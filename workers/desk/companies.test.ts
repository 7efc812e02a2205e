// Tests the pages and the API of companies: the list, one company now and at an earlier version, and the clicks that record and take back.
import { describe, it } from "vitest";
import { GONE_FACT, MERGED_COMPANY, SAMPLE_COMPANY } from "../../testing/desk/companies.ts";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { NOW } from "../../testing/desk/leads.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";

const PATH = `/companies/${SAMPLE_COMPANY}`;
const plain = async (answer: Response): Promise<string> => (await answer.text()).replaceAll(/\s+/g, " ");

async function openDesk() {
  const installation = sampleInstallation();
  const app = deskApp(installation.desk);
  const headers = { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" };
  return {
    ...installation,
    visitor: await signIn(app, GRACE),
    api: async (method: string, path: string, body?: object) => {
      const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
      const answer = await app.request(`${ORIGIN}/api/v1${path}`, init);
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
  };
}

describe("the pages of companies", () => {
  it("list companies, and find them by name", async ({ expect }) => {
    const { visitor } = await openDesk();
    const page = await plain(await visitor.get("/companies"));
    expect(page).toContain(`<a href="${PATH}">`);
    expect(page).toContain("analytical.example");
    expect(await plain(await visitor.get("/companies?q=nobody"))).toContain("No company is found by that.");
  });

  it("show facts with value, source, age and who, the contacts, and the forms", async ({ expect }) => {
    const { visitor } = await openDesk();
    const page = await plain(await visitor.get(PATH));
    for (const text of ["€4m", "crunchbase.example", "two planners", "past its time", "linus", "Ada Lovelace"])
      expect(page).toContain(text);
    expect(page).not.toContain('<code class="id">fact_merger</code>');
    for (const action of [`${PATH}/facts`, `${PATH}/retract`, PATH]) expect(page).toContain(`action="${action}"`);
  });

  it("list the grades that rest on the company, with the version that each cites", async ({ expect }) => {
    const { visitor, api, holdOf, swapRow } = await openDesk();
    const citing = (version: number) =>
      JSON.stringify({ increments: [], facts: {}, summary: "", company: `${SAMPLE_COMPANY}@${version}` });
    const [newer, older] = [holdOf("ada"), holdOf("mallory")];
    swapRow("ada", { arithmetic: citing(1) });
    swapRow("mallory", { arithmetic: citing(4) });
    const page = await plain(await visitor.get(PATH));
    for (const { holdId, streamId } of [newer, older]) {
      expect(page).toContain(`<a href="/holds/${holdId}">`);
      expect(page).toContain(`<a href="/contacts/${streamId}/receipt">receipt</a>`);
    }
    expect(page).toContain(`<a href="${PATH}?version=1">version 1</a>`);
    expect(page.split("not the newest")).toHaveLength(2);
    const { body } = await api("GET", PATH);
    expect(body["grades"]).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          holdId: newer.holdId,
          isNewest: true,
          cited: { company: SAMPLE_COMPANY, version: 1 },
        }),
        expect.objectContaining({
          holdId: older.holdId,
          isNewest: false,
          cited: { company: SAMPLE_COMPANY, version: 4 },
        }),
      ]),
    );
  });

  it("show the company as it was at a version, without forms", async ({ expect }) => {
    const { visitor } = await openDesk();
    const page = await plain(await visitor.get(`${PATH}?version=4`));
    expect(page).toContain("As it was at version 4 of 5");
    expect(page).toContain("with Difference Engines");
    expect(page).not.toContain(`action="${PATH}/facts"`);
    expect((await visitor.get(`${PATH}?version=9`)).status).toBe(404);
    expect((await visitor.get("/companies/co_unknown")).status).toBe(404);
  });

  it("record a company, a fact and a correction, and take a fact back, in the person's name", async ({ expect }) => {
    const { visitor, asked } = await openDesk();
    const company = {
      domain: "winter.example",
      name: "Winter & Co",
      domains: "winter.test, w.example",
      status: "known",
    };
    expect((await visitor.submit("/companies", "/companies", company)).status).toBe(303);
    const fact = {
      kind: "funding",
      value: "€4m",
      source: "crunchbase.example",
      observedAt: "2026-10-01",
      expiresAt: "",
    };
    const recorded = await visitor.submit(PATH, `${PATH}/facts`, fact);
    expect(recorded.headers.get("location")).toMatch(new RegExp(`^${PATH}\\?done=`));
    await visitor.submit(PATH, PATH, { name: "Analytical", status: "blocked", domains: "analytical.example" });
    await visitor.submit(PATH, `${PATH}/retract`, { factId: GONE_FACT, reason: "mistake", why: "" });
    expect(asked).toEqual([
      {
        type: "PutCompany",
        company: "winter.example",
        name: "Winter & Co",
        status: "known",
        by: "grace",
        domains: ["winter.test", "w.example"],
      },
      {
        type: "PutFact",
        company: SAMPLE_COMPANY,
        kind: "funding",
        value: "€4m",
        source: "crunchbase.example",
        method: "person",
        confidence: 1e4,
        found: true,
        expiresAt: null,
        by: "grace",
        observedAt: "2026-10-01T00:00:00.000Z",
      },
      {
        type: "PutCompany",
        company: SAMPLE_COMPANY,
        name: "Analytical",
        status: "blocked",
        by: "grace",
        domains: ["analytical.example"],
      },
      { type: "DropFact", company: SAMPLE_COMPANY, factId: GONE_FACT, by: "grace", reason: "mistake", why: "" },
    ]);
  });

  it("say where a merged company went, without forms, and list it no more", async ({ expect }) => {
    const { visitor } = await openDesk();
    const page = await plain(await visitor.get(`/companies/${MERGED_COMPANY}`));
    expect(page).toContain("It was merged into");
    expect(page.split(`<a href="${PATH}">`)).toHaveLength(3);
    expect(page).not.toContain(`action="/companies`);
    expect(await plain(await visitor.get("/companies"))).not.toContain("Difference Engines");
  });

  it("merge a company into another one, with a reason", async ({ expect }) => {
    const { visitor, asked } = await openDesk();
    const fields = { into: "difference.example", reason: "mistake", why: "" };
    expect((await visitor.submit(PATH, `${PATH}/merge`, { into: "difference.example" })).status).toBe(422);
    const merged = await visitor.submit(PATH, `${PATH}/merge`, fields);
    expect(merged.headers.get("location")).toMatch(new RegExp(`^${PATH}\\?done=`));
    expect(asked).toEqual([{ type: "MergeCompanies", company: SAMPLE_COMPANY, ...fields, by: "grace" }]);
  });

  it("name the fields that are missing or too long, and ask the port for nothing", async ({ expect }) => {
    const { visitor, asked } = await openDesk();
    const refused = await visitor.submit(PATH, `${PATH}/facts`, { kind: "k".repeat(90), value: "", source: "x" });
    expect(refused.status).toBe(422);
    expect(await plain(refused)).toMatch(/kind.*value|value.*kind/);
    expect((await visitor.submit(PATH, `${PATH}/retract`, { factId: GONE_FACT })).status).toBe(422);
    expect(asked).toEqual([]);
  });
});

describe("a hold whose grade found a company", () => {
  const link = `<a href="${PATH}?version=1"><bdi class="phrase">Analytical Engines, analytical.example</bdi></a>`;

  it("names it on its card and page, beside what the form said and what it added", async ({ expect }) => {
    const { visitor, holdOf } = await openDesk();
    const inbox = await plain(await visitor.get("/"));
    const page = await plain(await visitor.get(`/holds/${holdOf("ada").holdId}`));
    for (const text of [inbox, page]) {
      expect(text.split(link)).toHaveLength(3);
      expect(text).toContain(`company known : ${link}`.replace(" :", ":"));
    }
    // Nobody's row counted for this one: the card has what the form said.
    expect(inbox).toContain("Signals &amp; Sons");
  });
});

describe("the API of companies", () => {
  it("lists companies, and gives one by its id or its domain, also as of a version", async ({ expect }) => {
    const { api } = await openDesk();
    expect((await api("GET", "/companies")).body).toMatchObject({ items: [{ id: SAMPLE_COMPANY, facts: 2 }] });
    for (const name of [SAMPLE_COMPANY, "analytical.example"])
      expect((await api("GET", `/companies/${name}`)).body).toMatchObject({
        id: SAMPLE_COMPANY,
        version: 5,
        head: 5,
        company: {
          name: "Analytical Engines",
          by: "grace",
        },
        facts: [
          {
            id: "fact_funding",
            by: "grace",
            version: 2,
          },
          {
            id: "fact_hiring",
            by: "linus",
          },
        ],
        contacts: [{ name: "Ada Lovelace" }],
      });
    expect((await api("GET", `/companies/${SAMPLE_COMPANY}?version=4`)).body["facts"]).toHaveLength(3);
    expect((await api("GET", "/companies/nobody.example")).status).toBe(404);
  });

  it("puts a company and its facts, and deletes a fact with a reason", async ({ expect }) => {
    const { api, asked } = await openDesk();
    const path = "/companies/winter.example";
    expect((await api("PUT", path, { name: "Winter & Co" })).status).toBe(200);
    const fact = { kind: "hiring", value: "two sellers", source: "jobs.example", confidence: 0.8 };
    expect((await api("PUT", `${path}/facts`, fact)).status).toBe(200);
    expect((await api("DELETE", `${path}/facts/${GONE_FACT}`)).status).toBe(422);
    expect((await api("DELETE", `${path}/facts/${GONE_FACT}`, { reason: "mistake" })).status).toBe(200);
    expect(asked).toMatchObject([
      { type: "PutCompany", company: "winter.example", domains: [], status: "known" },
      { type: "PutFact", method: "tool", confidence: 8_000, observedAt: NOW },
      { type: "DropFact", factId: GONE_FACT, reason: "mistake" },
    ]);
  });

  it("merges a company, and says of a merged one where it went", async ({ expect }) => {
    const { api, asked } = await openDesk();
    expect((await api("GET", "/companies/difference.example")).body).toMatchObject({
      id: MERGED_COMPANY,
      mergedInto: SAMPLE_COMPANY,
    });
    const body = { into: "analytical.example", reason: "mistake" };
    expect((await api("POST", "/companies/winter.example/merge", body)).status).toBe(200);
    expect(asked).toMatchObject([{ type: "MergeCompanies", company: "winter.example", into: "analytical.example" }]);
  });

  it("refuses what no company or fact can be, by its fields", async ({ expect }) => {
    const { api, asked } = await openDesk();
    const path = "/companies/winter.example";
    const bodies: readonly (readonly [string, object])[] = [
      [path, {}],
      [path, { name: "a\u0000b" }],
      [path, { name: "Winter", status: "loved" }],
      [`${path}/facts`, { kind: "hiring", value: "v", source: "s", confidence: 2 }],
      [`${path}/facts`, { kind: "hiring", value: "v", source: "s", method: "sample" }],
      [`${path}/facts`, { kind: "hiring", value: "v", source: "s", observedAt: "yesterday" }],
    ];
    for (const [to, body] of bodies) expect((await api("PUT", to, body)).status, JSON.stringify(body)).toBe(422);
    expect(asked).toEqual([]);
  });
});

describe("placing a contact at a company", () => {
  it("records the company as it is, follows a merge, and takes it back", async ({ expect }) => {
    const { visitor, api, asked, holdOf } = await openDesk();
    const path = `/contacts/${holdOf("ada").streamId}`;
    const company = { id: SAMPLE_COMPANY, version: 1, status: "known" };
    expect((await visitor.submit(path, `${path}/place`, { company: "", why: "" })).status).toBe(422);
    expect((await visitor.submit(path, `${path}/place`, { company: "nobody.example", why: "" })).status).toBe(404);
    expect(asked).toEqual([]);
    await visitor.submit(path, `${path}/place`, { company: "difference.example", why: "she told us" });
    expect(asked).toMatchObject([{ type: "PlaceContact", company, by: "grace", why: "she told us" }]);
    const page = await plain(await visitor.get(path));
    expect(page).toContain(`<dt>Placed at</dt><dd><a href="${PATH}">`);
    expect(await plain(await visitor.get(PATH))).toContain("placed by hand");
    expect((await api("POST", `${path}/unplace`, {})).status).toBe(200);
    expect(asked.at(-1)).toMatchObject({ type: "PlaceContact", company: null });
    expect(await plain(await visitor.get(path))).not.toContain("Placed at");
  });
});
