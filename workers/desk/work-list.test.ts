// Tests the work list of the desk: what stands at its top, what each input is about, and the form that records it.
import { describe, it } from "vitest";
import type { HeldGap } from "../../drizzle/desk-reads.ts";
import { SAMPLE_COMPANY } from "../../testing/desk/companies.ts";
import { sampleInstallation } from "../../testing/desk/installation.ts";
import { signIn } from "../../testing/desk/visitor.ts";
import { contact } from "../../testing/rows.ts";
import { deskApp } from "./app.tsx";
import { readWorkList } from "./work-list.ts";

const gap = (name: string, of: Partial<HeldGap> = {}): HeldGap => ({
  openedAt: "2026-11-20T09:00:00.000Z",
  streamId: contact(name),
  hasCompany: false,
  hasRole: false,
  company: null,
  email: `${name}@engine.example`,
  companyName: null,
  title: null,
  ...of,
});

/** The desk's list of these holds. */
async function listOf(rows: readonly HeldGap[], limit = 50) {
  const { desk } = sampleInstallation();
  const heldGaps = async () => ({ rows, isCut: false, open: rows.length, qualified: 0 });
  return readWorkList({ ...desk, reads: { ...desk.reads, heldGaps } }, "grace", { limit });
}

describe("the work list", () => {
  it("has one company that seven leads miss above seven inputs of one lead", async ({ expect }) => {
    const seven = Array.from({ length: 7 }, (_, index) =>
      gap(`lead${index}`, {
        email: `lead${index}@mail.engine.example`,
        companyName: index === 3 ? "Engine Ltd" : null,
      }),
    );
    const { items, total } = await listOf([gap("other", { email: "other@alone.example" }), ...seven]);
    expect(items[0]).toMatchObject({
      what: "company_row",
      shown: "engine.example",
      name: "Engine Ltd",
      unlocks: 7,
      helps: 0,
      form: "/companies?domain=engine.example#record",
    });
    expect(items[0]?.contacts).toHaveLength(5);
    expect(items.slice(1).map(({ unlocks }) => unlocks)).toEqual(Array.from({ length: 9 }, () => 1));
    expect(total).toBe(10);
    expect((await listOf(seven, 1)).items).toHaveLength(1);
  });

  it.for([
    ["a status", { hasRole: true, company: `${SAMPLE_COMPANY}@1` }, "company_status", `/companies/${SAMPLE_COMPANY}`],
    ["a title", { hasCompany: true }, "title", `/contacts/${contact("ada")}#correct`],
    ["a title rule", { hasCompany: true, title: "Wizard" }, "title_rule", "/policy/titles"],
    ["a link", { hasRole: true, email: "ada@gmail.com" }, "company_link", `/contacts/${contact("ada")}`],
  ] as const)("has the form for %s", async ([, of, what, form], { expect }) => {
    const { items } = await listOf([gap("ada", of)]);
    expect(items.find((item) => item.what === what)).toMatchObject({ form, unlocks: 1 });
  });

  it("is empty where nothing is missing but a company that is blocked", async ({ expect }) => {
    const { desk } = sampleInstallation();
    const rows = [gap("ada", { hasRole: true, company: `${SAMPLE_COMPANY}@1` })];
    const companyNames = async () =>
      new Map([
        [SAMPLE_COMPANY, { id: SAMPLE_COMPANY, name: "Engine", domain: "engine.example", status: "blocked" as const }],
      ]);
    const heldGaps = async () => ({ rows, isCut: true, open: 1, qualified: 0 });
    const list = await readWorkList({ ...desk, reads: { ...desk.reads, heldGaps, companyNames } }, "grace", {
      limit: 9,
    });
    expect(list).toMatchObject({ items: [], isCut: true });
  });

  it("leads to the form of companies with the domain in it", async ({ expect }) => {
    const visitor = await signIn(deskApp(sampleInstallation().desk));
    const page = await (await visitor.get("/work-list")).text();
    const link = /href="(\/companies\?domain=[a-z.]+)#record"/.exec(page)?.[1] ?? "";
    const form = await (await visitor.get(link)).text();
    expect(form).toContain(`value="${new URLSearchParams(link.split("?")[1]).get("domain")}"`);
    expect((await visitor.get(`/companies?domain=${"a".repeat(254)}`)).status).toBe(400);
  });
});
