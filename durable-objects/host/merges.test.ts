// Tests the merge of two companies as the port records it: both streams, the rows of the CRM, what is refused, and what repairs a failure between.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { Crm } from "../../drizzle/crm.ts";
import type { CompanyWish, MergeCompanies } from "../../schema/company-commands.ts";
import { type CompanyId, companyIdOf, FactId } from "../../schema/ids.ts";
import { HOUR_MS } from "../../schema/time.ts";
import { memorySource } from "../../replay/source.ts";
import { verifyLog } from "../../replay/verify.ts";
import { companyWish, factWish } from "../../testing/companies.ts";
import { aDeployment } from "../../testing/memory/deployment.ts";
import { ROSA, SYSTEM_KEY } from "../../testing/people.ts";

const [A, B, C] = ["a.example", "b.example", "c.example"] as const;
const idOf = (domain: string): CompanyId => companyIdOf(SYSTEM_KEY, domain);
const merge = (company: string, into: string): MergeCompanies => ({
  type: "MergeCompanies",
  company,
  into,
  by: ROSA,
  reason: "mistake",
  why: "they are one",
});
const LATER = "2026-11-05T00:00:00.000Z";

async function aWorld({ domains = [A, B, C] }: { readonly domains?: readonly string[] } = {}) {
  const down = { crm: false, record: false };
  const failing = async <T>(isDown: boolean, work: () => Promise<T>): Promise<T> => {
    await new Promise((resolve) => setImmediate(resolve));
    if (isDown) throw new Error("down");
    return work();
  };
  const deployment = aDeployment({
    inside: (ports) => ({
      ...ports,
      companies: {
        ...ports.companies,
        putCompany: (model) => failing(down.crm, () => ports.companies.putCompany(model)),
      },
      record: (command, as) => failing(down.record, () => ports.record(command, as)),
    }),
  });
  for (const domain of domains) await deployment.companies(companyWish(domain, { name: domain }));
  const contactOf = (domain: string) => deployment.idOf(`ada@${domain}`);
  await deployment.crm.upsertContacts(
    domains.map((domain) => ({
      id: contactOf(domain),
      email: `ada@${domain}`,
      domain,
      at: "2026-11-01T00:00:00.000Z",
    })),
  );
  return {
    ...deployment,
    down,
    joined: async (domain: string) => (await deployment.crm.hydrate([contactOf(domain)])).get(contactOf(domain)),
    typesOf: (domain: string) => deployment.streamOf(idOf(domain)).events.map(({ type }) => type),
    faults: async () => (await verifyLog(memorySource(deployment.rows()))).faults,
    async alarm(): Promise<void> {
      deployment.pass(HOUR_MS);
      await deployment.alarms();
    },
  };
}
type World = Awaited<ReturnType<typeof aWorld>>;

const values = (hydrated: Awaited<ReturnType<World["joined"]>>) => hydrated?.facts.map(({ value }) => value).toSorted();

describe("a merge", () => {
  it("ends one stream, gives its facts to the other, and grades the contacts of both by that one", async ({
    expect,
  }) => {
    const { companies, joined, typesOf, faults } = await aWorld();
    await companies(factWish(A, { value: "two planners" }));
    await companies(factWish(B, { value: "a seller" }));
    const answer = await companies(merge(B, A));
    expect(answer).toMatchObject({ logged: true, refusal: null, companyId: idOf(A) });
    expect(typesOf(B)).toEqual(["CompanyRecorded", "FactRecorded", "CompaniesMerged"]);
    expect(typesOf(A)).toEqual(["CompanyRecorded", "FactRecorded", "FactRecorded", "CompaniesMerged"]);
    for (const domain of [A, B]) {
      const found = await joined(domain);
      expect(found?.company).toMatchObject({ id: idOf(A), name: A, version: 1, head: 4 });
      expect(values(found)).toEqual(["a seller", "two planners"]);
      expect(found?.facts.map(({ version }) => version).toSorted()).toEqual([2, 3]);
    }
    expect(await faults()).toEqual([]);
  });

  it("keeps of two facts with one id the one that was observed later, and at the same time the one of who goes on", async ({
    expect,
  }) => {
    const [one, two, three] = ["fact_one", "fact_two", "fact_three"].map((id) => FactId.parse(id));
    const { companies, joined, faults } = await aWorld();
    await companies(factWish(A, { factId: one!, value: "old" }));
    await companies(factWish(A, { factId: two!, value: "own" }));
    await companies(factWish(A, { factId: three!, value: "newer", observedAt: LATER }));
    await companies(factWish(B, { factId: one!, value: "new", observedAt: LATER }));
    await companies(factWish(B, { factId: two!, value: "other" }));
    await companies(factWish(B, { factId: three!, value: "older" }));
    await companies(merge(B, A));
    expect(values(await joined(B))).toEqual(["new", "newer", "own"]);
    expect(await faults()).toEqual([]);
  });

  it("changes nothing when it is repeated, also after an eviction", async ({ expect }) => {
    const { companies, rows, evict } = await aWorld();
    const first = await companies(merge(B, A));
    const { length } = rows();
    evict();
    expect(await companies(merge(B, A))).toEqual(first);
    expect(rows()).toHaveLength(length);
  });

  it.for([
    ["with itself", merge(A, A), "merged_with_itself"],
    ["of a company that nobody recorded", merge("nobody.example", A), "unknown"],
    ["into a company that nobody recorded", merge(A, "nobody.example"), "unknown"],
    ["of a mailbox provider", merge("gmail.com", A), "invalid"],
    ["of a company that was merged", merge(B, C), "company_merged"],
    ["into a company that was merged", merge(C, B), "company_merged"],
    ["the other way round", merge(A, B), "merged_in_a_circle"],
  ] as const)("is refused %s, and nothing is recorded", async ([, wish, reason], { expect }) => {
    const { companies, rows } = await aWorld();
    await companies(merge(B, A));
    const { length } = rows();
    const { refusal, companyId } = await companies(wish);
    expect([refusal?.reason, companyId]).toEqual([reason, null]);
    expect(rows()).toHaveLength(length);
  });

  it("is refused where more facts would count than are read with a contact", async ({ expect }) => {
    const { companies } = await aWorld({ domains: [A, B] });
    for (let count = 0; count < 101; count += 1)
      for (const domain of [A, B]) await companies(factWish(domain, { value: `${domain} ${count}` }));
    expect((await companies(merge(B, A))).refusal).toEqual({ reason: "invalid", field: "facts" });
  });

  it("brings facts of the merged company to the one that goes on, and refuses to record the merged one anew", async ({
    expect,
  }) => {
    const { companies, joined, typesOf } = await aWorld();
    await companies(merge(B, A));
    await companies(merge(A, C));
    expect(await companies(factWish(B, { value: "a seller" }))).toMatchObject({ companyId: idOf(C), refusal: null });
    expect(await companies(factWish(idOf(A), { kind: "funding" }))).toMatchObject({ companyId: idOf(C) });
    expect(values(await joined(B))).toEqual(["a seller", "two planners"]);
    for (const wish of [companyWish(B), companyWish(idOf(B), { domains: ["other.example"] })])
      expect((await companies(wish)).refusal).toEqual({ reason: "company_merged", companyId: idOf(B), into: idOf(A) });
    expect(typesOf(B).at(-1)).toBe("CompaniesMerged");
  });

  it.for([
    ["the CRM", "crm", false],
    ["the CRM, also after an eviction", "crm", true],
    ["the other object", "record", false],
    ["the other object, also after an eviction", "record", true],
  ] as const)("is finished by the alarm when %s was down", async ([, what, isEvicted], { expect }) => {
    const { companies, joined, down, alarm, evict, typesOf } = await aWorld();
    await companies(factWish(B, { value: "a seller" }));
    down[what] = true;
    expect(await companies(merge(B, A))).toMatchObject({ logged: true, refusal: null });
    await alarm();
    // Until then its contacts are graded by what it was.
    expect((await joined(B))?.company?.id).toBe(idOf(B));
    down[what] = false;
    if (isEvicted) evict();
    await alarm();
    expect(typesOf(A).at(-1)).toBe("CompaniesMerged");
    expect(await joined(B)).toMatchObject({ company: { id: idOf(A) }, facts: [{ value: "a seller" }] });
  });

  it("gives the facts to the last of a row of merges when they were made while the first was not finished", async ({
    expect,
  }) => {
    const { companies, joined, down, alarm, faults } = await aWorld();
    await companies(factWish(B, { value: "a seller" }));
    down.record = true;
    await companies(merge(B, A));
    down.record = false;
    await companies(merge(A, C));
    await alarm();
    for (const domain of [A, B, C])
      expect(await joined(domain)).toMatchObject({ company: { id: idOf(C) }, facts: [{ value: "a seller" }] });
    expect(await faults()).toEqual([]);
  });
});

describe("any merges and writes, also at the same moment", () => {
  const DOMAINS = ["a.example", "b.example", "c.example", "d.example"] as const;
  const domain = fc.constantFrom(...DOMAINS);
  const wish = fc.oneof(
    fc.tuple(domain, domain).map(([company, into]): CompanyWish => merge(company, into)),
    fc
      .tuple(domain, fc.constantFrom("one", "two", "three"), fc.boolean())
      .map(([company, value, isLater]): CompanyWish =>
        factWish(company, {
          value,
          factId: FactId.parse(`fact_${value}`),
          ...(isLater ? { observedAt: LATER } : {}),
        }),
      ),
  );

  it("leave no circle and no fault, and every contact with one company that was not merged", async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(wish, { minLength: 1, maxLength: 3 }), { maxLength: 6 }), async (turns) => {
        const { companies, joined, streamOf, alarm, faults } = await aWorld({ domains: DOMAINS });
        for (const wishes of turns) await Promise.all(wishes.map((one) => companies(one)));
        await alarm();
        await alarm();
        expect(await faults()).toEqual([]);
        const values = new Set<string>();
        for (const one of DOMAINS) {
          const { company } = (await joined(one)) ?? {};
          expect(company).not.toBeNull();
          const { events } = streamOf(company!.id);
          expect(events.some(({ type, payload }) => type === "CompaniesMerged" && payload.merged === company!.id)).toBe(
            false,
          );
          values.add(company!.id);
        }
        const merged = DOMAINS.filter((one) =>
          streamOf(idOf(one)).events.some(
            ({ type, payload }) => type === "CompaniesMerged" && payload.merged === idOf(one),
          ),
        );
        expect(values.size).toBe(DOMAINS.length - merged.length);
      }),
      { numRuns: 60 },
    );
  });
});

it("a claim without an event is finished by the same wish, and stops every other one", async ({ expect }) => {
  const { companies, crm, typesOf } = await aWorld();
  await (crm satisfies Crm).claimMerge({ merged: idOf(B), into: idOf(A) });
  expect((await companies(merge(B, C))).refusal?.reason).toBe("company_merged");
  expect((await companies(merge(B, A))).refusal).toBeNull();
  expect(typesOf(B).at(-1)).toBe("CompaniesMerged");
});
