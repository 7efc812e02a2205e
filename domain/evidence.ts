// References that several stages show as evidence. Open values only, so that a decision can be derived again without a key.
import type { ContactId } from "../schema/ids.ts";
import { type Policy, policyMark, type PolicySection } from "../schema/policy.ts";
import type { Scalar, ShownEvidence } from "../schema/provenance.ts";

/** The policy section a rule read, by digest. */
export const policyEvidence = (policy: Policy, section: PolicySection): ShownEvidence => ({
  table: "policy",
  id: policyMark(policy, section).digest,
  columns: { section },
});

/** What a contact's stream said at a version. */
export const streamEvidence = (
  contactId: ContactId,
  version: number,
  columns: Readonly<Record<string, Scalar>>,
): ShownEvidence => ({
  table: "events",
  id: `${contactId}@${version}`,
  columns: { ...columns },
});

/** Whether a row was there. That there is none is evidence too; it then stands under the id of the contact it was sought for. */
export const rowEvidence = (
  table: "contacts" | "companies" | "company_facts",
  row: { readonly id: string } | null,
  soughtFor: ContactId,
  columns: Readonly<Record<string, Scalar>> = {},
): ShownEvidence => ({ table, id: row?.id ?? soughtFor, columns: { found: row !== null, ...columns } });
