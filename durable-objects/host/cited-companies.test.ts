// Tests that a port resolves what a grade cites of companies before it performs: what the log does not have is refused by name, and nothing is
// recorded.
import { describe, it } from "vitest";
import type { EventLog } from "../../drizzle/event-log.ts";
import type { CommandOf } from "../../schema/commands.ts";
import { companyIdOf } from "../../schema/ids.ts";
import type { ObjectCommand } from "../../schema/object-calls.ts";
import { performOne } from "../../schema/only-answer.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { action, grades, lead, runOf, score } from "../../testing/contact/scenario.ts";
import { companyModelOf, companyWish, factRowOf, factWish } from "../../testing/companies.ts";
import { aDeployment } from "../../testing/memory/deployment.ts";
import { ada, ROSA, SYSTEM_KEY } from "../../testing/people.ts";
import { withResolved } from "./cited-companies.ts";

const DOMAIN = "engine.example";
const id = companyIdOf(SYSTEM_KEY, DOMAIN);
const other = companyIdOf(SYSTEM_KEY, "other.example");
const run = runOf("1");
const OBSERVED = "2026-11-01T00:00:00.000Z";

const company = (row: string, columns: object = {}): ShownEvidence => ({
  table: "companies",
  id: row,
  columns: { found: true, status: "known", ...columns },
});
const fact = (row: string, columns: object = {}): ShownEvidence => ({
  table: "company_facts",
  id: row,
  columns: {
    found: true,
    kind: "hiring",
    value: "two planners",
    source: "jobs.example",
    observed_at: OBSERVED,
    expires_at: null,
    asked_at: OBSERVED,
    ...columns,
  },
});
const noFacts = (row: string): ShownEvidence => ({
  table: "company_facts",
  id: row,
  columns: { found: false, asked_at: OBSERVED },
});

function citing(qualification: readonly ShownEvidence[], opportunity: readonly ShownEvidence[] = []) {
  const command = grades(run);
  const withRows = (of: CommandOf<"RecordGrades">["qualification"]["evidence"], more: readonly ShownEvidence[]) => [
    ...of,
    ...more,
  ];
  return {
    ...command,
    qualification: { ...command.qualification, evidence: withRows(command.qualification.evidence, qualification) },
    opportunity: { ...command.opportunity, evidence: withRows(command.opportunity.evidence, opportunity) },
  };
}

/** A company whose stream is: recorded, a fact, blocked, the fact retracted. A lead waits for its grades. */
async function aWorld(portLog: (log: EventLog) => EventLog = (log) => log) {
  const deployment = aDeployment({ portLog });
  await deployment.companies(companyWish(DOMAIN));
  const { factId } = await deployment.companies(factWish(DOMAIN, { observedAt: OBSERVED }));
  await deployment.companies(companyWish(DOMAIN, { status: "blocked" }));
  await deployment.companies({
    type: "DropFact",
    company: DOMAIN,
    factId: factId!,
    by: ROSA,
    reason: "mistake",
    why: "",
  });
  await performOne(deployment.port("ingest"), lead());
  await performOne(deployment.port("planner"), action(run));
  return {
    ...deployment,
    grade: (command: CommandOf<"RecordGrades">) => performOne(deployment.port("qualifier"), command),
    types: () => deployment.streamOf(ada).events.map(({ type }) => type),
  };
}

describe("what a grade cites of a company", () => {
  it("is taken as it was at its version, also after it was changed and retracted", async ({ expect }) => {
    const { grade, types } = await aWorld();
    const command = citing([company(`${id}@1`)], [fact(`${id}@2`)]);
    expect((await grade(command)).refusal).toBeNull();
    expect(types().slice(-3)).toEqual(["QualificationGraded", "OpportunityAnalyzed", "PreviewHeld"]);
  });

  it.for([
    ["company_unknown", [company(`${other}@1`)]],
    ["company_unknown", [fact(`${other}@7`)]],
    ["company_version_unknown", [company(`${id}@9`)]],
    ["company_version_unknown", [company(`${id}@2`)]],
    ["company_version_unknown", [company(id)]],
    ["company_version_unknown", [fact("fact_hiring")]],
    ["company_version_unknown", [noFacts(`${id}@9`)]],
    ["fact_unknown", [fact(`${id}@1`)]],
    ["fact_unknown", [fact(`${id}@4`)]],
    ["company_value_differs", [company(`${id}@3`)]],
    ["company_value_differs", [company(`${id}@1`, { status: "blocked" })]],
    ["company_value_differs", [fact(`${id}@2`, { value: "ten planners" })]],
    ["company_value_differs", [fact(`${id}@2`, { source: "rumour" })]],
    ["company_value_differs", [fact(`${id}@2`, { expires_at: OBSERVED })]],
    ["company_value_differs", [fact(`${id}@2`, { found: false })]],
    ["fact_left_out", [noFacts(`${id}@2`)]],
  ] as const)("is refused as %s, and nothing is recorded: %j", async ([what, rows], { expect }) => {
    for (const command of [citing(rows), citing([], rows)]) {
      const { grade, types } = await aWorld();
      const before = types();
      expect((await grade(command)).refusal).toEqual({ reason: "evidence_unresolved", what, id: rows[0].id });
      expect(types()).toEqual(before);
    }
  });

  it.for([
    ["a company's absence", [{ table: "companies", id: ada, columns: { found: false, status: null } }]],
    ["the absence of facts without a company", [noFacts(ada)]],
    ["the absence of facts before the first and after the last", [noFacts(`${id}@1`), noFacts(`${id}@4`)]],
  ] as const)("is recorded when it is %s", async ([, rows], { expect }) => {
    const { grade } = await aWorld();
    expect((await grade(citing([], [...rows]))).refusal).toBeNull();
  });

  it("refuses no other command of the batch", async ({ expect }) => {
    const { port } = await aWorld();
    const answers = await port("scorer").perform([
      { ...score("1"), evidence: [...score("1").evidence, company(`${other}@1`)] },
      score("2"),
    ]);
    expect(answers.map((answer) => answer.ok && answer.value.refusal?.reason)).toEqual([
      "evidence_unresolved",
      undefined,
    ]);
  });

  it("has the company's rows written again, so that a repeat reads what the log has", async ({ expect }) => {
    const { grade, crm, host } = await aWorld();
    const contactId = ada;
    await crm.upsertContacts([{ id: contactId, email: `ada@${DOMAIN}`, domain: DOMAIN, at: OBSERVED }]);
    const forged = companyModelOf(DOMAIN, { id, head: 4, name: "Forged", facts: [factRowOf(DOMAIN, "fact_x")] });
    await crm.putCompany(forged);
    const read = async () => (await crm.hydrate([contactId])).get(contactId);
    expect((await read())?.company?.name).toBe("Forged");
    await grade(citing([company(`${id}@1`, { status: "blocked" })]));
    expect(await read()).toMatchObject({ company: { name: "Engine Works", status: "blocked", version: 3 }, facts: [] });
    expect(await host(id).ask({ type: "Company" })).toMatchObject({ version: 4 });
  });

  it("is answered only when the rows are written, and also when they could not be", async ({ expect }) => {
    const { log } = await aWorld();
    const call: ObjectCommand = {
      type: "Relay",
      sends: null,
      command: citing([company(`${id}@1`, { status: "blocked" })]),
    };
    const written: string[] = [];
    const wake = async (companyId: string) => {
      await new Promise((resolve) => setTimeout(resolve, 0));
      written.push(companyId);
      throw new Error("down");
    };
    expect(await withResolved([call], { log, wake })).toMatchObject([
      { ok: true, value: { command: { unresolved: { what: "company_value_differs" } } } },
    ]);
    expect(written).toEqual([id]);
  });

  it("waits for the log where it does not answer", async ({ expect }) => {
    const { port } = await aWorld((log) => ({ ...log, read: () => Promise.reject(new Error("down")) }));
    expect(await port("qualifier").perform([citing([company(`${id}@1`)])])).toEqual([
      { ok: false, error: { reason: "log_unavailable", detail: "Error" } },
    ]);
    expect(await port("qualifier").perform([citing([])])).toMatchObject([{ ok: true }]);
  });
});
