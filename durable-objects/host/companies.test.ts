// Tests companies as the port records them: in their stream, then in the log, then in the rows of the CRM, and what repairs a failure between.
import { describe, it } from "vitest";
import { companyIdOf } from "../../schema/ids.ts";
import { HOUR_MS } from "../../schema/time.ts";
import { companyWish, factWish } from "../../testing/companies.ts";
import { aDeployment } from "../../testing/memory/deployment.ts";
import { SYSTEM_KEY } from "../../testing/people.ts";

const DOMAIN = "engine.example";
const id = companyIdOf(SYSTEM_KEY, DOMAIN);

/** A deployment with a contact at the company. The CRM or the log can be down for the company's object. */
async function aWorld() {
  const down = { crm: false, log: false };
  const puts: number[] = [];
  const failing = async <T>(isDown: boolean, work: () => Promise<T>): Promise<T> => {
    // As over a network, the answer comes in a later turn.
    await new Promise((resolve) => setImmediate(resolve));
    if (isDown) throw new Error("down");
    return work();
  };
  const deployment = aDeployment({
    inside: (ports) => ({
      ...ports,
      companies: {
        ...ports.companies,
        putCompany: (model) => {
          puts.push(model.company.head);
          return failing(down.crm, () => ports.companies.putCompany(model));
        },
      },
      log: { ...ports.log, append: (shipments) => failing(down.log, () => ports.log.append(shipments)) },
    }),
  });
  const contactId = deployment.idOf(`ada@${DOMAIN}`);
  await deployment.crm.upsertContacts([
    { id: contactId, email: `ada@${DOMAIN}`, domain: DOMAIN, at: "2026-11-01T00:00:00.000Z" },
  ]);
  return {
    ...deployment,
    down,
    puts,
    hydrated: async () => (await deployment.crm.hydrate([contactId])).get(contactId),
    logged: async () => (await deployment.log.read({ streamId: id })).length,
    async alarm(): Promise<void> {
      deployment.pass(HOUR_MS);
      await deployment.host(id).alarm();
    },
  };
}

describe("companies", () => {
  it("are rows of the CRM once their events are in the log", async ({ expect }) => {
    const { companies, hydrated, logged } = await aWorld();
    expect(await companies(companyWish(DOMAIN))).toMatchObject({ logged: true, version: 1, companyId: id });
    const fact = await companies(factWish(DOMAIN));
    expect(fact).toMatchObject({ logged: true, version: 2, refusal: null });
    expect(await hydrated()).toMatchObject({
      company: { id, name: "Engine Works", version: 1, head: 2, joinedBy: "domain" },
      facts: [{ id: fact.factId, value: "two planners", source: "jobs.example", version: 2 }],
    });
    const gone = {
      type: "DropFact",
      company: id,
      factId: fact.factId!,
      by: "rosa",
      reason: "mistake",
      why: "",
    } as const;
    expect(await companies(gone)).toMatchObject({ version: 3 });
    expect([(await hydrated())?.facts, await logged()]).toEqual([[], 3]);
  });

  it("record a repeat once, also after an eviction, and again what comes back after another content", async ({
    expect,
  }) => {
    const { companies, evict, logged } = await aWorld();
    for (const status of ["known", "known", "blocked", "blocked", "known"] as const) {
      await companies(companyWish(DOMAIN, { status }));
      evict();
    }
    expect(await logged()).toBe(3);
  });

  it.for([
    ["no domain", "engine"],
    ["a public suffix", "co.uk"],
    ["a mailbox provider", "gmail.com"],
  ])("are refused by %s", async ([, company = ""], { expect }) => {
    const { companies, streams } = await aWorld();
    expect((await companies(companyWish(company))).refusal).not.toBeNull();
    expect((await companies(companyWish(DOMAIN, { domains: [company] }))).refusal).not.toBeNull();
    expect(streams()).toEqual(["ad_audit"]);
  });

  it.for([
    ["", false],
    [", also after an eviction", true],
  ] as const)("get their rows by the alarm when the CRM was down%s", async ([, isEvicted], { expect }) => {
    const { companies, hydrated, down, alarm, evict, logged } = await aWorld();
    down.crm = true;
    expect(await companies(companyWish(DOMAIN))).toMatchObject({ logged: true, version: 1 });
    expect([(await hydrated())?.company, await logged()]).toEqual([null, 1]);
    await alarm();
    expect((await hydrated())?.company).toBeNull();
    down.crm = false;
    if (isEvicted) evict();
    await alarm();
    expect((await hydrated())?.company).toMatchObject({ head: 1 });
  });

  it("have no row before the log has their events, and get it by the alarm", async ({ expect }) => {
    const { companies, hydrated, down, alarm, puts } = await aWorld();
    down.log = true;
    expect(await companies(companyWish(DOMAIN))).toMatchObject({ logged: false, version: 1 });
    await alarm();
    expect([(await hydrated())?.company, puts]).toEqual([null, []]);
    down.log = false;
    await alarm();
    expect((await hydrated())?.company).toMatchObject({ head: 1 });
  });

  it("set no alarm once everything is written, and are written again when they are compared with the log", async ({
    expect,
  }) => {
    const { companies, storeOf, puts, alarm, host } = await aWorld();
    await companies(companyWish(DOMAIN));
    const { length } = storeOf(id).alarms;
    await alarm();
    expect(storeOf(id).alarms.length).toBe(length);
    const before = puts.length;
    const [row] = storeOf(id).load().rows;
    await host(id).perform({ type: "Compare", head: row! });
    expect(puts.length).toBe(before + 1);
  });
});
