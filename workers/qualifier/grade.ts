// The grade stage: reads the contacts' rows, computes the two grades and records them. The object then decides whether to open
// the preview hold.
import type { Crm } from "../../drizzle/crm.ts";
import type { Hydrated } from "../../schema/hydrated.ts";
import type { CommandOf } from "../../schema/commands.ts";
import { commandIdOf } from "../../schema/ids.ts";
import { QualifyMessage } from "../../schema/messages.ts";
import { type Policy, policyDigest } from "../../schema/policy.ts";
import type { Stage } from "../stage/stage.ts";
import { record } from "../stage/step.ts";
import { hydrate, type Hydration } from "../stage/hydrate.ts";
import { gradesOf, plannedGrades } from "../../domain/rules/grades.ts";
import { following } from "../../schema/cause.ts";

export interface GradePorts {
  readonly crm: Pick<Crm, "hydrate">;
  readonly policy: Policy;
  now(): Date;
}

export function gradeStage({ crm, policy, now }: GradePorts): Stage<"qualifier", QualifyMessage, Hydration> {
  return {
    queue: "qualify",
    schema: QualifyMessage,
    read: (asked) =>
      hydrate(
        crm,
        asked.map(({ message }) => message.contactId),
        policy.qualify,
      ),
    async handle({ message }, hydrated) {
      const row = hydrated.get(message.contactId);
      return record(gradesFor(message, row, { policy, at: now() }));
    },
  };
}

function gradesFor(
  { id, contactId, correlationId, runId, follows, stages }: QualifyMessage,
  row: Hydrated | undefined,
  rules: { policy: Policy; at: Date },
): CommandOf<"RecordGrades"> {
  return {
    type: "RecordGrades",
    policy: policyDigest(rules.policy),
    ...following({ id, contactId, correlationId }, commandIdOf("RecordGrades", runId)),
    follows,
    runId,
    ...plannedGrades(gradesOf(contactId, row, rules), stages),
  };
}
