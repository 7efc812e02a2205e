// Tests companies in the whole system: recorded through the desk, read by the stages, cited by the grades, refused where a row was changed by hand, and
// verified in the log.
import { afterAll, beforeAll, it } from "vitest";
import { eventually } from "../local/eventually.ts";
import type { StoredEvent } from "../schema/events.ts";
import { deskClient } from "../testing/system/desk-client.ts";
import { type Harness, startHarness } from "../testing/system/harness.ts";
import { logHolds } from "../testing/system/log-holds.ts";
import { idOf } from "../testing/people.ts";
import { TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { signedForm } from "./ingest/sources/signed-form.ts";

let system: Harness;
beforeAll(async () => {
  system = await startHarness();
});
afterAll(() => system.close());

const { api } = deskClient(() => system);

async function lead(email: string): Promise<void> {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const body = new URLSearchParams({ email, name: "Ada Winter", message: "Please send a quote." }).toString();
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
