// Both grades of a contact's rows. The qualifier makes them for a new run, and the cron again while a hold waits for a person.
import type { CommandOf } from "../../schema/commands.ts";
import type { Hydrated } from "../../schema/hydrated.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { PlanStage } from "../../schema/lists.ts";
import type { Policy, QualifyPolicy } from "../../schema/policy.ts";
import { analyzeOpportunity, type Opportunity } from "./analyze-opportunity.ts";
import { type Qualification, qualify } from "./qualify.ts";

export interface Grades {
  readonly qualification: Qualification;
  readonly opportunity: Opportunity;
}

/** Grades a contact's rows, which must be without a mailbox provider's company. `at` decides which facts are live. */
export const gradesOf = (
  contactId: ContactId,
  row: Hydrated | undefined,
  { policy, at }: { policy: Policy; at: Date },
): Grades => ({
  qualification: qualify(contactId, row, policy),
  opportunity: analyzeOpportunity(contactId, row, { policy, at }),
});

type GradeFields = Pick<CommandOf<"RecordGrades">, "order" | "qualification" | "opportunity">;

/**
 * The grades as a command has them, for the stages of the run's plan. Both are always there, because they cost nothing; a grade that the plan left
 * out is marked as not planned.
 */
export const plannedGrades = ({ qualification, opportunity }: Grades, stages: readonly PlanStage[]): GradeFields => ({
  order: [...stages],
  qualification: {
    ...qualification,
    increments: [...qualification.increments],
    planned: stages.includes("qualify"),
    evidence: [...qualification.evidence],
  },
  opportunity: {
    ...opportunity,
    facts: { ...opportunity.facts },
    planned: stages.includes("analyze_opportunity"),
    evidence: [...opportunity.evidence],
  },
});

/**
 * Removes the company of a mailbox provider's domain, because anyone may have an address there. A link to a company that a person
 * made stays.
 */
export function withoutMailboxProvider(row: Hydrated, { freeMailDomains }: QualifyPolicy): Hydrated {
  const isProvider = row.company?.joinedBy === "domain" && freeMailDomains.includes(row.company.domain ?? "");
  return isProvider ? { ...row, company: null, facts: [] } : row;
}
