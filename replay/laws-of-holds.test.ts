// Tests the law that no preview is confirmed for an address that no mail can be written to.
import { companyBook } from "./companies.ts";
import { it } from "vitest";
import { logKeysOf } from "../domain/log-keys.ts";
import { aContact, action, confirm, grades, lead, runOf } from "../testing/contact/scenario.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { ada } from "../testing/people.ts";
import type { Contact } from "../domain/contact/state.ts";
import { judgeLaws } from "./lawful.ts";
import { policiesOf } from "../domain/policies.ts";
import { noKeys } from "./source.ts";
import { suppressionBook } from "./suppressions.ts";

const run = runOf("1");

function found(changes: Partial<Contact>): readonly string[] {
  const contact = aContact().given(lead(), action(run), grades(run));
  const before = { ...contact.stream.contact, ...changes };
  const [event] = contact.given(confirm(run)).stream.events.slice(before.version);
  const findings: string[] = [];
  const context = {
    policies: policiesOf(),
    suppressions: suppressionBook(),
    companies: companyBook(),
    logKeys: logKeysOf([LOG_SIGNER.key]),
    keys: noKeys,
  };
  judgeLaws({ contactId: ada, event: event!, before, states: [], past: [] }, context, ({ name, expected }) => {
    findings.push(`${name} ${expected}`);
  });
  return findings;
}

it("a preview is confirmed only for an address that mail can be written to", ({ expect }) => {
  expect(found({})).toEqual([]);
  expect(found({ unwritable: "mailbox_name" })).toEqual(["event_unlawful an address that mail can be written to"]);
});
