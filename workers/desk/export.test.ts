// Tests the files that the desk gives away: companies and facts by a link, contacts only after the log has who exports them and why.
import { describe, it } from "vitest";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { importBytes } from "../../domain/import/import-bytes.ts";
import type { ContactCard } from "../../drizzle/desk-reads.ts";
import { ContactId } from "../../schema/ids.ts";
import { deskApp } from "./app.tsx";

const bytesOf = async (answer: Response): Promise<Uint8Array> => new Uint8Array(await answer.arrayBuffer());

describe("an export", () => {
  it("of companies and of facts is a file that can be imported again", async ({ expect }) => {
    const { desk } = sampleInstallation();
    const visitor = await signIn(deskApp(desk));
    const answer = await visitor.get("/export/companies");
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="holdpoint-companies-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const companies = importBytes("companies", [await bytesOf(answer)]);
    expect(companies.ok && companies.value.rows).toMatchObject([
      { entry: { name: "Analytical Engines", domain: "analytical.example" }, notes: [] },
    ]);
    const facts = importBytes("facts", [await bytesOf(await visitor.get("/export/facts"))]);
    expect(facts.ok && facts.value.rows).toMatchObject([
      { entry: { factId: "fact_funding", value: "€4m", confidence: 0.9 } },
      { entry: { factId: "fact_hiring" } },
    ]);
  });

  it("of contacts begins after the log has its reason", async ({ expect }) => {
    const { desk, asked } = sampleInstallation();
    const visitor = await signIn(deskApp(desk));
    expect((await visitor.submit("/export/contacts", "/export/contacts", { reason: "", why: "" })).status).toBe(422);
    expect(asked).toEqual([]);
    const answer = await visitor.submit("/export/contacts", "/export/contacts", { reason: "audit", why: "" });
    expect(asked).toMatchObject([{ type: "AnnounceExport", by: "grace", reason: "audit", contacts: 4 }]);
    const read = importBytes("contacts", [await bytesOf(answer)]);
    expect(read.ok && read.value.rows.map(({ entry }) => entry?.email)).toContain("ada@analytical.example");
  });

  it("of contacts does not begin while the log cannot be written, or is refused", async ({ expect }) => {
    const { desk, setAnswer } = sampleInstallation();
    let reads = 0;
    const counting = {
      ...desk.reads,
      contacts: (...query: Parameters<typeof desk.reads.contacts>) => (reads++, desk.reads.contacts(...query)),
    };
    const visitor = await signIn(deskApp({ ...desk, reads: counting }));
    setAnswer({ logged: false });
    expect((await visitor.submit("/export/contacts", "/export/contacts", { reason: "audit", why: "" })).status).toBe(
      503,
    );
    setAnswer({ refusal: { reason: "key_differs", key: "SYSTEM_KEY" } });
    expect(
      (await visitor.submit("/export/contacts", "/export/contacts", { reason: "audit", why: "" })).status,
    ).not.toBe(200);
    expect(reads).toBe(0);
  });

  it("is also in the API, with a token", async ({ expect }) => {
    const { desk, asked } = sampleInstallation();
    const app = deskApp(desk);
    const headers = { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" };
    const answer = await app.request(`${ORIGIN}/api/v1/export/facts`, { headers });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
    const body = JSON.stringify({ reason: "other", why: "a new CRM" });
    expect((await app.request(`${ORIGIN}/api/v1/export/contacts`, { method: "POST", headers, body })).status).toBe(200);
    expect(asked).toMatchObject([{ type: "AnnounceExport", why: "a new CRM" }]);
    expect(
      (await app.request(`${ORIGIN}/api/v1/export/contacts`, { method: "POST", headers, body: "{}" })).status,
    ).toBe(422);
  });

  it("reads page by page as it is taken, leaves out what an erasure left, and breaks off where a page cannot be read", async ({
    expect,
  }) => {
    const { desk } = sampleInstallation();
    const read: (string | undefined)[] = [];
    const card = (index: number): ContactCard => ({
      id: ContactId.parse(`ct_${index}`),
      email: index === 1 ? "" : `p${index}@x.example`,
      name: "=1+1",
      companyName: null,
      companyId: null,
      title: null,
      domain: null,
      updatedAt: "",
    });
    const contacts: typeof desk.reads.contacts = async ({ after }) => {
      read.push(after);
      if (read.length === 3) throw new Error("D1_ERROR: secret");
      const at = read.length;
      return { rows: [card(at * 2 - 1), card(at * 2)], next: ContactId.parse(`ct_${at * 2}`) };
    };
    const app = deskApp({ ...desk, reads: { ...desk.reads, contacts, contactFlags: async () => new Map() } });
    const visitor = await signIn(app);
    const answer = await visitor.submit("/export/contacts", "/export/contacts", { reason: "audit", why: "" });
    const reader = answer.body?.getReader();
    const texts: string[] = [];
    for (let part = 0; part < 3; part++) texts.push(new TextDecoder().decode((await reader?.read())?.value));
    expect(read.length).toBeLessThanOrEqual(3);
    expect(texts.slice(1)).toEqual([
      `"p2@x.example","'=1+1","","","no","no","no"\r\n`,
      `"p3@x.example","'=1+1","","","no","no","no"\r\n"p4@x.example","'=1+1","","","no","no","no"\r\n`,
    ]);
    await expect(reader?.read()).rejects.toThrow();
  });
});
