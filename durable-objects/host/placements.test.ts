// Tests where a person places a contact: in the contact's stream, then in the row of the CRM, then in the grades, which cite it; and that it goes with
// an erasure.
import { describe, it } from "vitest";
import { memorySource } from "../../replay/source.ts";
import { verifyLog } from "../../replay/verify.ts";
import { beginning } from "../../schema/cause.ts";
import type { CommandOf } from "../../schema/commands.ts";
import { commandIdOf, type CompanyId, companyIdOf } from "../../schema/ids.ts";
import { performOne } from "../../schema/only-answer.ts";
import { HOUR_MS } from "../../schema/time.ts";
import { companyWish } from "../../testing/companies.ts";
import { action, grades, lead, runOf } from "../../testing/contact/scenario.ts";
import { aDeployment } from "../../testing/memory/deployment.ts";
import { deploymentAfter } from "../../testing/honest-log.ts";
import { ada, ADA, ROSA, SYSTEM_KEY } from "../../testing/people.ts";

const [A, B] = ["winter.example", "summer.example"] as const;
const idOf = (domain: string): CompanyId => companyIdOf(SYSTEM_KEY, domain);
let count = 0;
const place = (
  domain: string | null,
  more: Partial<NonNullable<CommandOf<"PlaceContact">["company"]>> = {},
): CommandOf<"PlaceContact"> => ({
  type: "PlaceContact",
  ...beginning(commandIdOf("test", String((count += 1)))),
  contactId: ada,
  company: domain === null ? null : { id: idOf(domain), version: 1, status: "known", ...more },
  by: ROSA,
  why: "she works there",
});

async function aWorld() {
  const down = { crm: false };
  const deployment = aDeployment({
    inside: (ports) => ({
      ...ports,
      companies: {
        ...ports.companies,
        putPlacement: async (placement) => {
          await new Promise((resolve) => setImmediate(resolve));
          if (down.crm) throw new Error("down");
          return ports.companies.putPlacement(placement);
        },
      },
    }),
  });
  for (const domain of [A, B]) await deployment.companies(companyWish(domain, { name: domain }));
  // The address is a mailbox provider's: by its domain the contact joins no company.
  await deployment.crm.upsertContacts([{ id: ada, email: ADA, domain: null, at: "2026-11-01T00:00:00.000Z" }]);
  await performOne(deployment.port("ingest"), lead());
  return {
    ...deployment,
    down,
    click: (command: CommandOf<"PlaceContact">) => performOne(deployment.desk, command),
    hydrated: async () => (await deployment.crm.hydrate([ada])).get(ada),
    placements: () => deployment.streamOf(ada).events.filter(({ type }) => type === "ContactPlaced").length,
    async alarm(): Promise<void> {
      deployment.pass(HOUR_MS);
      await deployment.host(ada).alarm();
    },
  };
}

describe("a placement", () => {
  it("is the contact's company from its event on, elsewhere by a later one, and nowhere when it is taken back", async ({
    expect,
  }) => {
    const { click, hydrated, placements } = await aWorld();
    expect((await hydrated())?.company).toBeNull();
    const { version } = await click(place(A));
    expect(await hydrated()).toMatchObject({
      company: { name: A, joinedBy: "link" },
      contact: { placement: { companyId: idOf(A), version } },
    });
    await click(place(A));
    await click(place(B));
    expect((await hydrated())?.company?.name).toBe(B);
    await click(place(null));
    await click(place(null));
    expect(await hydrated()).toMatchObject({ company: null });
    expect((await hydrated())?.contact).not.toHaveProperty("placement");
    expect(placements()).toBe(3);
  });

  it("is refused for an unknown contact, and where the log does not have the company as it was shown", async ({
    expect,
  }) => {
    const { click, placements, idOf: contactOf } = await aWorld();
    const refusals = [
      await click({ ...place(A), contactId: contactOf("nobody@gmail.com") }),
      await click(place("nobody.example")),
      await click(place(A, { status: "blocked" })),
      await click(place(A, { version: 7 })),
    ].map(({ refusal }) => refusal && ("what" in refusal ? [refusal.reason, refusal.what] : refusal.reason));
    expect(refusals).toEqual([
      ["unknown", "contact"],
      ["evidence_unresolved", "company_unknown"],
      ["evidence_unresolved", "company_value_differs"],
      ["evidence_unresolved", "company_version_unknown"],
    ]);
    expect(placements()).toBe(0);
  });

  it.for([false, true])(
    "is written by the alarm when the CRM was down, also after an eviction: %s",
    async (isEvicted, { expect }) => {
      const { click, hydrated, down, alarm, evict } = await aWorld();
      down.crm = true;
      expect(await click(place(A))).toMatchObject({ logged: true, refusal: null });
      await alarm();
      expect((await hydrated())?.company).toBeNull();
      down.crm = false;
      if (isEvicted) evict();
      await alarm();
      expect((await hydrated())?.company?.name).toBe(A);
    },
  );

  it("is cited by a grade only while it is the contact's", async ({ expect }) => {
    const { click, port } = await aWorld();
    const run = runOf("1");
    const { version } = await click(place(A));
    const command = grades(run);
    const citing = (id: string, companyId: CompanyId): CommandOf<"RecordGrades"> => ({
      ...command,
      qualification: {
        ...command.qualification,
        evidence: [...command.qualification.evidence, { table: "events", id, columns: { company_id: companyId } }],
      },
    });
    const reasonOf = async (given: CommandOf<"RecordGrades">) => {
      const { refusal } = await performOne(port("qualifier"), given);
      return refusal && "what" in refusal ? refusal.what : refusal?.reason;
    };
    await performOne(port("planner"), action(run));
    expect(await reasonOf(citing(`${ada}@${version}`, idOf(B)))).toBe("placement_differs");
    expect(await reasonOf(citing(`${ada}@1`, idOf(A)))).toBe("placement_differs");
    expect(await reasonOf(citing(`${ada}@${version}`, idOf(A)))).toBeUndefined();
  });

  it("makes the company known in the grade of a lead, with the placement and the company as evidence, also after a merge", async ({
    expect,
  }) => {
    for (const isMerged of [false, true]) {
      const { companies, receive, drain, desk, streamOf, rows } = await deploymentAfter([]);
      await companies(companyWish(A));
      await companies(companyWish(B));
      receive(lead().signal);
      await drain();
      const { version } = await performOne(desk, place(A));
      if (isMerged)
        await companies({ type: "MergeCompanies", company: A, into: B, by: ROSA, reason: "mistake", why: "" });
      receive({ ...lead().signal, occurredAt: "2026-11-03T00:00:00.000Z" });
      await drain();
      const graded = streamOf(ada).events.findLast(({ type }) => type === "QualificationGraded");
      expect(graded?.payload).toMatchObject({ increments: [{}, { rule: "company_known", applied: true }, {}] });
      const cited = graded?.provenance.evidence.map(({ table, id, columns }) => [table, id, columns["company_id"]]);
      expect(cited).toContainEqual(["events", `${ada}@${version}`, idOf(A)]);
      expect(cited).toContainEqual(["companies", `${idOf(isMerged ? B : A)}@1`, undefined]);
      expect((await verifyLog(memorySource(rows()))).faults).toEqual([]);
    }
  });

  it("goes with an erasure", async ({ expect }) => {
    const { click, desk, hydrated, streamOf, evict, alarm } = await aWorld();
    await click(place(A));
    const erase = {
      type: "EraseContact",
      ...beginning(commandIdOf("test", "erase")),
      contactId: ada,
      by: ROSA,
    } as const;
    await performOne(desk, { ...erase, reason: "person_asked", why: "" });
    evict();
    await alarm();
    expect(streamOf(ada).contact.placement).toBeUndefined();
    expect((await hydrated())?.company).toBeNull();
    expect((await click(place(B))).refusal).toEqual({ reason: "erased" });
  });
});
