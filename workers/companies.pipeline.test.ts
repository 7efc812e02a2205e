// Tests companies in the whole system: recorded through the desk, read by the stages, cited by the grades, refused where a row was changed by hand, and
// verified in the log.
import { afterAll, beforeAll, it } from "vitest";
import { eventually } from "../local/eventually.ts";
import type { StoredEvent } from "../schema/events.ts";
import { deskClient } from "../testing/system/desk-client.ts";
import { type Harness, startHarness } from "../testing/system/harness.ts";
import { logHolds } from "../testing/system/log-holds.ts";
import { idOf } from "../testing/people.ts";
import { signedWebhook } from "../domain/standard-webhooks.ts";
import { ENRICHMENT_SECRET, TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { signedForm } from "./ingest/sources/signed-form.ts";

let system: Harness;
beforeAll(async () => {
  system = await startHarness();
});
afterAll(() => system.close());

const { api } = deskClient(() => system);

async function lead(email: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const body = new URLSearchParams({ email, name: "Ada Winter", message: "Please send a quote.", ...more }).toString();
  const signed = signedForm.sign({ secret: TEST_SOURCE_SECRETS.website, body, id: "", nowSeconds });
  const headers = { "content-type": "application/x-www-form-urlencoded", ...signed };
  const answer = await fetch(new URL("/webhooks/website", system.url), { method: "POST", body, headers });
  if (answer.status !== 202) throw new Error(`the lead was answered ${answer.status}`);
}

const graded = (email: string): Promise<Readonly<Record<string, StoredEvent>>> =>
  eventually(
    async () => {
      const events = await system.eventsOf(idOf(email));
      return events.some(({ type }) => type === "PreviewHeld")
        ? Object.fromEntries(events.map((event) => [event.type, event]))
        : undefined;
    },
    { what: `the preview of ${email}` },
  );
const cited = (event: StoredEvent | undefined, table: string) =>
  event?.provenance.evidence.find((row) => row.table === table);

it("a company and a fact that a person puts are cited by their versions in the next lead's grades", async ({
  expect,
}) => {
  const company = await api<{ companyId: string }>("PUT", "/companies/winter.example", { name: "Winter & Co" });
  const fact = { kind: "funding", value: "€4m", source: "crunchbase.example", observedAt: "2026-10-01" };
  expect([company.status, (await api("PUT", "/companies/winter.example/facts", fact)).status]).toEqual([200, 200]);
  const { companyId } = company.body;
  await lead("ada@winter.example");
  const { QualificationGraded, OpportunityAnalyzed } = await graded("ada@winter.example");
  expect(cited(QualificationGraded, "companies")).toMatchObject({ id: `${companyId}@1`, columns: { status: "known" } });
  expect(cited(OpportunityAnalyzed, "company_facts")).toMatchObject({
    id: `${companyId}@2`,
    columns: { value: "€4m", source: "crunchbase.example" },
  });
  expect(OpportunityAnalyzed?.payload).toMatchObject({ summary: "funding: €4m (crunchbase.example, 2026-10-01)" });
  const page = await api("GET", `/companies/${companyId}?version=1`);
  expect(page.body).toMatchObject({ version: 1, head: 2, facts: [], contacts: [{ email: "ada@winter.example" }] });
  await logHolds(system);
});

it("what an enrichment tool posts of a company counts in the next lead's grades, and a merge and a placement move whose it is", async ({
  expect,
}) => {
  const state = async (id: string, type: string, data: object): Promise<number> => {
    const body = JSON.stringify({ type, timestamp: "2026-11-01T08:00:00Z", data });
    const signed = signedWebhook(ENRICHMENT_SECRET, { id, seconds: Math.floor(Date.now() / 1_000), body });
    const headers = { "content-type": "application/json", ...signed };
    return (await fetch(new URL("/webhooks/enrichment", system.url), { method: "POST", body, headers })).status;
  };
  const fact = { kind: "hiring", value: "two sellers", source: "jobs.example" };
  expect(await state("msg_1", "company.recorded", { domain: "spring-gmbh.example", name: "Spring GmbH" })).toBe(202);
  expect(await state("msg_2", "fact.recorded", { domain: "spring-gmbh.example", ...fact })).toBe(202);
  expect(await state("msg_2", "fact.recorded", { domain: "spring-gmbh.example", ...fact })).toBe(202);
  expect(await state("msg_2", "fact.recorded", { domain: "spring-gmbh.example", ...fact, value: "ten" })).toBe(409);
  expect(await state("msg_3", "company.recorded", { domain: "gmail.com", name: "Google" })).toBe(422);
  const { body } = await api<{ companyId: string }>("PUT", "/companies/spring.example", { name: "Spring" });
  const merge = { into: "spring.example", reason: "mistake" };
  expect((await api("POST", "/companies/spring-gmbh.example/merge", merge)).status).toBe(200);
  await lead("cy@spring-gmbh.example");
  const { QualificationGraded, OpportunityAnalyzed } = await graded("cy@spring-gmbh.example");
  expect(cited(QualificationGraded, "companies")).toMatchObject({ id: `${body.companyId}@1` });
  expect(cited(OpportunityAnalyzed, "company_facts")).toMatchObject({
    id: `${body.companyId}@2`,
    columns: { value: "two sellers" },
  });

  await lead("cy@gmail.com");
  const before = await graded("cy@gmail.com");
  expect(cited(before["QualificationGraded"], "companies")).toMatchObject({ columns: { found: false } });
  const contact = idOf("cy@gmail.com");
  const placed = await api<{ version: number }>("POST", `/contacts/${contact}/place`, { company: "spring.example" });
  expect(placed.status).toBe(200);
  await api("POST", `/contacts/${contact}/run`, { why: "placed" });
  const again = await eventually(
    async () => {
      const all = await system.eventsOf(contact);
      const grades = all.filter(({ type }) => type === "QualificationGraded");
      return grades.length > 1 ? grades.at(-1) : undefined;
    },
    { what: "the second grade" },
  );
  expect(cited(again, "companies")).toMatchObject({ id: `${body.companyId}@1` });
  expect(again?.provenance.evidence).toContainEqual(
    expect.objectContaining({ table: "events", id: `${contact}@${placed.body.version}` }),
  );
  const refused = await system.crm.prepare("SELECT count(*) AS n FROM receipts WHERE source = 'enrichment'").first();
  expect(refused).toEqual({ n: 2 });
  await logHolds(system);
});

it("a title that a person corrects counts in the next grades, which cite it, also after another form", async ({
  expect,
}) => {
  const contact = idOf("di@autumn.example");
  await lead("di@autumn.example");
  const { QualificationGraded } = await graded("di@autumn.example");
  expect(QualificationGraded?.payload).toMatchObject({ basisPoints: 4_000 });
  const body = { title: "Head of Sales", why: "she told us" };
  const corrected = await api<{ version: number }>("POST", `/contacts/${contact}/correct`, body);
  expect(corrected.status).toBe(200);
  const last = (count: number) =>
    eventually(
      async () => {
        const grades = (await system.eventsOf(contact)).filter(({ type }) => type === "QualificationGraded");
        return grades.length >= count ? grades.at(-1) : undefined;
      },
      { what: `grade ${count}` },
    );
  await api("POST", `/contacts/${contact}/run`, { why: "corrected" });
  const again = await last(2);
  expect(again?.payload).toMatchObject({ basisPoints: 7_000 });
  const correction = { table: "events", id: `${contact}@${corrected.body.version}`, columns: { corrects: "title" } };
  expect(again?.provenance.evidence).toContainEqual(correction);
  await lead("di@autumn.example", { title: "Wizard", message: "And a date, please." });
  expect((await last(3))?.provenance.evidence).toContainEqual(correction);
  await logHolds(system);
});

it("a row that was changed by hand is not graded by: it is written again, and the lead is graded by what the log has", async ({
  expect,
}) => {
  await api("PUT", "/companies/summer.example", { name: "Summer", status: "blocked" });
  await system.crm.prepare("UPDATE companies SET status = 'known' WHERE domain = 'summer.example'").run();
  await lead("bob@summer.example");
  const { QualificationGraded } = await graded("bob@summer.example");
  expect(QualificationGraded?.payload).toMatchObject({ verdict: "needs_review", basisPoints: 4_000 });
  expect(cited(QualificationGraded, "companies")).toMatchObject({ columns: { status: "blocked" } });
  await logHolds(system);
});
