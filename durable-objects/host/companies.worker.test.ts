// Tests companies with real objects and databases: their rows in the CRM, and that a rebuild makes exactly the rows of the log again.
import { evictDurableObject, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { beginning } from "../../schema/cause.ts";
import { commandIdOf, companyIdOf } from "../../schema/ids.ts";
import { performOne } from "../../schema/only-answer.ts";
import { companyWish, factWish } from "../../testing/companies.ts";
import { lead } from "../../testing/contact/scenario.ts";
import { ada, ADA, ROSA } from "../../testing/people.ts";
import { ports } from "../../testing/workerd/ports.ts";
import { migrate } from "../../testing/workerd/test.ts";

const { desk } = ports;
const DOMAIN = "engine.example";
const id = companyIdOf(env.SYSTEM_KEY, DOMAIN);

const rows = async () => {
  const tables = ["companies", "company_domains", "company_facts"].map((name) =>
    env.CRM.prepare(["SELECT * FROM", name, "ORDER BY 1, 2"].join(" ")).all(),
  );
  return (await Promise.all(tables)).map(({ results }) => results);
};

async function rebuildRows() {
  let [after, changed, removed, left] = [null as string | null, 0, 0, 0];
  do {
    const page = await performOne(desk, { type: "RebuildReadModels", after, limit: 2 });
    after = page.next;
    changed += page.changed;
    removed += page.removed;
    left += page.left.length;
  } while (after !== null);
  return { changed, removed, left };
}

describe("companies in the CRM", () => {
  beforeEach(async () => {
    await reset();
    await migrate();
    await performOne(desk, companyWish(DOMAIN, { domains: ["works.example"], industry: "logistics" }));
    await performOne(desk, factWish(DOMAIN));
  });

  it("have one row each for company, domain and fact, which an evicted object does not change", async ({ expect }) => {
    const before = await rows();
    expect(before.map(({ length }) => length)).toEqual([1, 2, 1]);
    expect(before[0]).toMatchObject([{ id, domain: DOMAIN, industry: "logistics", version: 1, head: 2 }]);
    await evictDurableObject(env.CONTACT.get(env.CONTACT.idFromName(id)));
    expect(await performOne(desk, factWish(DOMAIN))).toMatchObject({ version: 2, refusal: null });
    expect(await rows()).toEqual(before);
    const gone = (await performOne(desk, factWish(DOMAIN))).factId!;
    await performOne(desk, { type: "DropFact", company: DOMAIN, factId: gone, by: "rosa", reason: "mistake", why: "" });
    expect((await rows()).map(({ length }) => length)).toEqual([1, 2, 0]);
  });

  it("are made again as the log says, whatever was done to them", async ({ expect }) => {
    await performOne(desk, companyWish("other.example"));
    const before = await rows();
    expect(await rebuildRows()).toEqual({ changed: 0, removed: 0, left: 0 });
    await env.CRM.batch(
      [
        "UPDATE companies SET head = 99, name = 'Forged', domains = '[]' WHERE domain = 'engine.example'",
        "DELETE FROM companies WHERE domain = 'other.example'",
        "UPDATE company_facts SET value = 'forged'",
        "INSERT INTO company_facts SELECT 'co_nobody', id, kind, value, source, method, confidence, observed_at, expires_at, found, version FROM company_facts",
        "INSERT INTO company_domains VALUES ('engine.example', 0, 'co_nobody')",
        "DELETE FROM company_domains WHERE domain = 'works.example'",
      ].map((sql) => env.CRM.prepare(sql)),
    );
    expect(await rebuildRows()).toEqual({ changed: 4, removed: 2, left: 0 });
    expect(await rows()).toEqual(before);
    expect(await rebuildRows()).toEqual({ changed: 0, removed: 0, left: 0 });
  });

  it("are one after a merge, and made again as one", async ({ expect }) => {
    await performOne(desk, companyWish("other.example"));
    await performOne(desk, factWish("other.example", { value: "a seller" }));
    const other = companyIdOf(env.SYSTEM_KEY, "other.example");
    const wish = {
      type: "MergeCompanies",
      company: other,
      into: DOMAIN,
      by: ROSA,
      reason: "mistake",
      why: "",
    } as const;
    expect(await performOne(desk, wish)).toMatchObject({ logged: true, refusal: null, companyId: id });
    const circle = { ...wish, company: DOMAIN, into: other };
    expect((await performOne(desk, circle)).refusal?.reason).toBe("merged_in_a_circle");
    const [companies = [], domains, facts = []] = await rows();
    expect(companies.map((row) => [row["id"], row["merged_into"]])).toEqual(
      expect.arrayContaining([
        [id, null],
        [other, id],
      ]),
    );
    expect(domains).toHaveLength(3);
    expect(facts.map((row) => [row["company_id"], row["value"]])).toEqual(
      expect.arrayContaining([
        [id, "a seller"],
        [id, "two planners"],
      ]),
    );
    const before = await rows();
    await env.CRM.batch(
      ["UPDATE companies SET merged_into = NULL", "DELETE FROM company_merges", "DELETE FROM company_facts"].map(
        (sql) => env.CRM.prepare(sql),
      ),
    );
    expect(await rebuildRows()).toMatchObject({ removed: 0, left: 0 });
    expect(await rows()).toEqual(before);
    expect((await performOne(desk, circle)).refusal?.reason).toBe("merged_in_a_circle");
  });

  it("have the contacts that a person places there, which a rebuild places and corrects again", async ({ expect }) => {
    const crm = d1Crm(env.CRM);
    await crm.upsertContacts([{ id: ada, email: ADA, domain: null, at: "2026-11-01T00:00:00.000Z" }]);
    await performOne(ports.ingest, lead());
    const place = {
      type: "PlaceContact",
      ...beginning(commandIdOf("test", "place")),
      contactId: ada,
      company: { id, version: 1, status: "known" },
      by: ROSA,
      why: "",
    } as const;
    const { version } = await performOne(desk, place);
    const placed = async () => {
      const found = (await crm.hydrate([ada])).get(ada);
      return [found?.company?.id ?? null, found?.contact?.placement ?? null];
    };
    expect(await placed()).toEqual([id, { companyId: id, version }]);
    await env.CRM.prepare("UPDATE contacts SET company_id = 'co_forged', placed_version = 99").run();
    // The placement; and the mailbox and the receipt, which no stage has written here.
    expect(await rebuildRows()).toEqual({ changed: 3, removed: 0, left: 0 });
    expect(await placed()).toEqual([id, { companyId: id, version }]);
    await performOne(desk, { ...place, ...beginning(commandIdOf("test", "unplace")), company: null });
    expect(await placed()).toEqual([null, null]);
    expect(await rebuildRows()).toEqual({ changed: 0, removed: 0, left: 0 });
    const fields = { name: "Ada Lovelace", title: "CTO" };
    const correct = { type: "CorrectContact", contactId: ada, fields, by: ROSA, why: "" } as const;
    const later = await performOne(desk, { ...correct, ...beginning(commandIdOf("test", "correct")) });
    const corrected = async () => {
      const { name, title, titleVersion } = (await crm.hydrate([ada])).get(ada)?.contact ?? {};
      return { name, title, titleVersion };
    };
    const expected = { ...fields, titleVersion: later.version };
    expect(await corrected()).toEqual(expected);
    await env.CRM.prepare("UPDATE contacts SET corrected_title = 'CEO', corrected_version = 99").run();
    expect(await rebuildRows()).toEqual({ changed: 1, removed: 0, left: 0 });
    expect(await corrected()).toEqual(expected);
  });
});
