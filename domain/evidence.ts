// Makes the evidence references that several rules share. They have open values only, so that replay can derive a decision without
// a key.
import type { ContactId } from "../schema/ids.ts";
import { type Policy, policyMark, type PolicySection } from "../schema/policy.ts";
import type { Scalar, ShownEvidence } from "../schema/provenance.ts";

/** The policy section that a rule read, by digest. */
export const policyEvidence = (policy: Policy, section: PolicySection): ShownEvidence => ({
  table: "policy",
  id: policyMark(policy, section).digest,
  columns: { section },
});

/** Values of a contact's stream at a version. */
export const streamEvidence = (
  contactId: ContactId,
  version: number,
  columns: Readonly<Record<string, Scalar>>,
): ShownEvidence => ({
  table: "events",
  id: `${contactId}@${version}`,
  columns: { ...columns },
});

/** Whether a row was found. A missing row is evidence too; its id is then the contact for which it was looked up. */
export const rowEvidence = (
  table: "contacts" | "companies" | "company_facts",
  row: { readonly id: string } | null,
  soughtFor: ContactId,
  columns: Readonly<Record<string, Scalar>> = {},
): ShownEvidence => ({ table, id: row?.id ?? soughtFor, columns: { found: row !== null, ...columns } });
