// Tests the CRM in D1: the contract of the port, and the `identities` table, which the port does not show.
import { env } from "cloudflare:workers";
import { it } from "vitest";
import { crmContract } from "../testing/contracts/crm.ts";
import { d1Crm } from "./d1-crm.ts";
import { ada, grace } from "../testing/rows.ts";

crmContract({ name: "the CRM in D1", make: () => d1Crm(env.CRM) });

it("stores the address of a contact in `identities`, and keeps it with the first contact that claimed it", async ({
  expect,
}) => {
  const person = { email: "ada@shared.example", domain: "shared.example", at: "2026-11-02T09:00:00.000Z" };
  await d1Crm(env.CRM).upsertContacts([{ ...person, id: ada }]);
  await d1Crm(env.CRM).upsertContacts([{ ...person, id: grace }]);
  const { results } = await env.CRM.prepare("SELECT * FROM identities WHERE value = 'ada@shared.example'").all();
  expect(results).toEqual([{ kind: "email", value: "ada@shared.example", contact_id: ada, since: person.at }]);
});
