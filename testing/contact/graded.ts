// Grades of a contact for tests: the first ones of a run, and those that an open hold gets when something was recorded of its company.
import { SCRIPTED_STAGES } from "../../domain/contact/effects.ts";
import { type Grades, gradesOf, plannedGrades } from "../../domain/rules/grades.ts";
import type { CommandOf } from "../../schema/commands.ts";
import { samplePolicy } from "../sample-policy.ts";
import type { Hydrated } from "../../schema/hydrated.ts";
import { type CompanyId, commandIdOf, companyIdOf, type RunId } from "../../schema/ids.ts";
import type { CompanyStatus } from "../../schema/lists.ts";
import { ada, START, SYSTEM_KEY } from "../people.ts";
import { grades } from "./scenario.ts";

/** A company as its rows have it. Each fact is the stream's next version after the company's. */
export interface GradedCompany {
  readonly id?: CompanyId;
  readonly version?: number;
  readonly status?: CompanyStatus;
  readonly facts?: Readonly<Record<string, string>>;
}

/** The grades of a contact without a title, whose company is this one; null: none is recorded. */
export function gradesFor(company: GradedCompany | null): Grades {
  const { id = companyIdOf(SYSTEM_KEY, "engine.example"), version = 1, status = "known", facts = {} } = company ?? {};
  const head = version + Object.keys(facts).length;
  const row: Hydrated["company"] = company && {
    id,
    name: "Engine Works",
    domain: "engine.example",
    status,
    version,
    head,
    joinedBy: "domain",
  };
  const found = Object.entries(facts).map(([kind, value], index) => ({
    id: `fact_${kind}`,
    kind,
    value,
    source: "jobs.example",
    observedAt: new Date(START).toISOString(),
    expiresAt: null,
    found: true,
    version: version + index + 1,
  }));
  return gradesOf(ada, { contact: null, company: row, facts: found }, { policy: samplePolicy, at: new Date(START) });
}

/** The first grades of a run. */
export const firstGrades = (run: RunId, company: GradedCompany | null = null): CommandOf<"RecordGrades"> => ({
  ...grades(run),
  ...plannedGrades(gradesFor(company), SCRIPTED_STAGES),
});

/** New grades of the open hold. `turn` makes another command of the same grades. */
export const again = (run: RunId, company: GradedCompany | null, turn = 1): CommandOf<"GradeAgain"> => ({
  type: "GradeAgain",
  commandId: commandIdOf("GradeAgain", run, String(turn)),
  contactId: ada,
  correlationId: "test",
  causationId: "test",
  runId: run,
  ...plannedGrades(gradesFor(company), SCRIPTED_STAGES),
});
