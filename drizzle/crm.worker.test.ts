// Tests the CRM in D1: the contract of the port, and the `identities` table, which the port does not show.
import { env } from "cloudflare:workers";
import { it } from "vitest";
import { crmContract } from "../testing/contracts/crm.ts";
import { d1Crm } from "./d1-crm.ts";
import { ada, contact, grace } from "../testing/rows.ts";

crmContract({ name: "the CRM in D1", make: () => d1Crm(env.CRM) });

it("stores the mailbox of a contact in `identities`, and that of two contacts as nobody's", async ({ expect }) => {
  const person = { domain: "shared.example", at: "2026-11-02T09:00:00.000Z" };
  const rows = async () =>
    (await env.CRM.prepare("SELECT * FROM identities WHERE value = 'ada@shared.example'").all()).results;
  const row = { kind: "mailbox", value: "ada@shared.example", contact_id: ada, since: person.at, written_at: null };
  await d1Crm(env.CRM).upsertContacts([{ ...person, id: ada, email: "ada+shop@shared.example" }]);
  expect(await rows()).toEqual([row]);
  await d1Crm(env.CRM).upsertContacts([{ ...person, id: grace, email: "ada@shared.example" }]);
  expect(await rows()).toEqual([{ ...row, contact_id: "" }]);
});

it("leaves no mailbox of an erased contact, and its subject to nobody, also where another contact has the mailbox", async ({
  expect,
}) => {
  const crm = d1Crm(env.CRM);
  const at = "2026-11-02T09:00:00.000Z";
  const [one, other] = [contact("tagged"), contact("plain")];
  await crm.upsertContacts([
    { id: one, email: "eve+shop@gone.example", domain: "gone.example", at },
    { id: other, email: "eve@gone.example", domain: "gone.example", at },
  ]);
  await crm.noteWritten({ contactId: other, recipient: "eve@gone.example", subject: "digest", at });
  await crm.erase({ id: other, at });
  const { results } = await env.CRM.prepare(
    "SELECT * FROM identities WHERE value LIKE '%gone.example' OR value = 'digest' OR contact_id = ?",
  )
    .bind(other)
    .all();
  expect(results).toEqual([{ kind: "subject", value: "digest", contact_id: "", since: at, written_at: null }]);
});

it("reads the other contacts of a batch where somebody has changed a row by hand", async ({ expect }) => {
  const crm = d1Crm(env.CRM);
  const at = "2026-11-02T09:00:00.000Z";
  const [one, other] = [contact("broken"), contact("whole")];
  await crm.upsertContacts([
    { id: one, email: "one@broken.example", domain: "broken.example", at },
    { id: other, email: "other@whole.example", domain: "whole.example", at },
  ]);
  await env.CRM.prepare("UPDATE contacts SET email = x'00' WHERE id = ?").bind(one).run();
  const found = await crm.hydrate([one, other]);
  expect(found.get(one)).toBeNull();
  expect(found.get(other)?.contact?.email).toBe("other@whole.example");
});
