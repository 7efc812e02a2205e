// The first grade: how much of a lead rows vouch for. Arithmetic in basis points over what is stored; text moves nothing.
import type { Hydrated } from "../../schema/hydrated.ts";
import type { Increment } from "../../schema/events.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { Verdict } from "../../schema/lists.ts";
import type { Policy, QualifyPolicy } from "../../schema/policy.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { recogniseTitle } from "./titles.ts";
import { policyEvidence, rowEvidence } from "../evidence.ts";

export interface Qualification {
  readonly verdict: Verdict;
  readonly basisPoints: number;
  readonly increments: readonly Increment[];
  readonly evidence: readonly ShownEvidence[];
}

/** What rows vouch for. Open values, so that a grade can be derived again from its evidence without a key. */
export interface Vouched {
  readonly company: boolean;
  readonly roleOrSeniority: boolean;
}

/** The arithmetic of the grade, and nothing but it. */
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

/** Grades what is known of a contact. An absent row grades like an empty one, and says that it was absent. */
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
        // The words themselves are the person's; what was recognised in them is open.
        ...(contact?.title ? { personal: { title: contact.title } } : {}),
      },
      rowEvidence("companies", company, contactId, { status: company?.status ?? null }),
      policyEvidence(policy, "qualify"),
      policyEvidence(policy, "titles"),
    ],
  };
}

/** A seniority of which no row says where it came from, or which is a form's default, is no knowledge. */
function isStoredSeniorityKnown(contact: Hydrated["contact"], { unknownSeniorities }: QualifyPolicy): boolean {
  if (!contact?.seniority || !contact.senioritySource) return false;
  return !unknownSeniorities.includes(contact.seniority.trim().toLowerCase());
}
