// The first grade: which facts about a lead are supported by stored rows. Arithmetic in basis points; no free text changes it.
import type { Hydrated } from "../../schema/hydrated.ts";
import type { Increment } from "../../schema/events.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { Verdict } from "../../schema/lists.ts";
import type { Policy, QualifyPolicy } from "../../schema/policy.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { recogniseTitle } from "./titles.ts";
import {
  companyEvidence,
  placementEvidence,
  policyEvidence,
  rowEvidence,
  titleCorrectionEvidence,
} from "../evidence.ts";

export interface Qualification {
  readonly verdict: Verdict;
  readonly basisPoints: number;
  readonly increments: readonly Increment[];
  readonly evidence: readonly ShownEvidence[];
}

/** What stored rows support. The values are in clear in the evidence, so that replay can derive the grade without a key. */
export interface Vouched {
  readonly company: boolean;
  readonly roleOrSeniority: boolean;
}

/** The arithmetic of the grade, without reading rows. */
export function gradeOf(
  vouched: Vouched,
  rules: QualifyPolicy,
): Pick<Qualification, "verdict" | "basisPoints" | "increments"> {
  const increments: readonly Increment[] = [
    { rule: "base", basisPoints: rules.base, applied: true },
    { rule: "company_known", basisPoints: rules.companyKnown, applied: vouched.company },
    {
      rule: "role_or_seniority_known",
      basisPoints: rules.roleOrSeniorityKnown,
      applied: vouched.roleOrSeniority,
    },
  ];
  const basisPoints = increments.reduce((sum, increment) => sum + (increment.applied ? increment.basisPoints : 0), 0);
  return { verdict: basisPoints >= rules.qualifiedFrom ? "qualified" : "needs_review", basisPoints, increments };
}

/** Grades the rows of a contact. A missing row grades like an empty one, and the evidence records that it was missing. */
export function qualify(contactId: ContactId, hydrated: Hydrated | undefined, policy: Policy): Qualification {
  const rules = policy.qualify;
  const contact = hydrated?.contact ?? null;
  const title = contact?.title ? recogniseTitle(contact.title, policy.titles) : { known: false as const };
  const isSeniorityKnown = isStoredSeniorityKnown(contact, rules);
  const company = hydrated?.company ?? null;
  return {
    ...gradeOf({ company: company?.status === "known", roleOrSeniority: title.known || isSeniorityKnown }, rules),
    evidence: [
      {
        ...rowEvidence("contacts", contact, contactId, {
          title_rule: title.known ? title.ruleId : null,
          title_seniority: title.known ? title.seniority : null,
          stored_seniority_known: isSeniorityKnown,
          seniority_has_source: Boolean(contact?.senioritySource),
        }),
        // The title itself is personal and sealed; the recognised rule and seniority are open.
        ...(contact?.title ? { personal: { title: contact.title } } : {}),
      },
      companyEvidence(company, contactId),
      ...(contact?.titleVersion ? [titleCorrectionEvidence(contactId, contact.titleVersion)] : []),
      ...(contact?.placement ? [placementEvidence(contactId, contact.placement)] : []),
      policyEvidence(policy, "qualify"),
      policyEvidence(policy, "titles"),
    ],
  };
}

/** A stored seniority counts only with its source, and only when it is not a form's default. */
function isStoredSeniorityKnown(contact: Hydrated["contact"], { unknownSeniorities }: QualifyPolicy): boolean {
  if (!contact?.seniority || !contact.senioritySource) return false;
  return !unknownSeniorities.includes(contact.seniority.trim().toLowerCase());
}
