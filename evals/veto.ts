// Offline only: what would have been planned for somebody whom the veto stops. The product never asks that; this suite asks it of the parts of
// `planTasks`, has no bindings, and nothing follows from an answer. It shows what the veto holds back, whatever a model thinks of it.
import { z } from "zod";
import { PlanStage, VetoReason } from "../schema/lists.ts";
import { PlanReason } from "../schema/task-plan.ts";
import { planOf } from "../workers/planner/plan-tasks.ts";
import { safetyGate } from "../domain/rules/veto.ts";
import { goldenSuite } from "./golden.ts";
import { historyOf, Lead, planPrompt, questionAbout } from "./leads.ts";

const Expected = z.strictObject({
  /** The veto's word, which stands. */
  vetoed: VetoReason,
  would: z.strictObject({ stages: z.array(PlanStage), reason: PlanReason }),
});
type Expected = z.infer<typeof Expected>;

export const veto = goldenSuite("veto", {
  input: Lead,
  expected: Expected,
  asks: { prompt: planPrompt(), live: false },
  async answer(lead, { model }) {
    const gate = safetyGate(historyOf(lead), { hit: lead.listed, revision: 1 });
    const { stages, reason } = planOf(await model.call(questionAbout(lead)), "reasoning");
    return { vetoed: gate.ok ? null : gate.error.reason, would: { stages, reason } };
  },
  branches: {
    ...Object.fromEntries(
      VetoReason.options.flatMap((reason) => [
        [
          `${reason}, though it would have written`,
          (_: Lead, { vetoed, would }: Expected) => vetoed === reason && would.stages.includes("compose"),
        ],
        [
          `${reason}, and it would have skipped`,
          (_: Lead, { vetoed, would }: Expected) => vetoed === reason && would.stages.includes("skip"),
        ],
      ]),
    ),
    "a reply that is no plan": (_, { would }) => would.reason === "plan_unreadable",
    "a plan that claims authority over the veto": (_, __, reply) => reply.includes("override_suppression"),
    "a lead that orders the veto to be ignored": ({ form = "", message }) =>
      /veto|suppress|blocklist/i.test(form + (message?.text ?? "")),
    "a message that waits": ({ message }) => message !== undefined,
    "several reasons": ({ listed, flags }) => Number(listed) + flags.length > 1,
  },
});
