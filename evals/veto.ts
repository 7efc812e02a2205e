// The plan that a vetoed contact would have had. The product never asks a model about a vetoed contact. This suite runs offline, with scripted
// replies: it calls the parts of `planTasks` directly and has no bindings, so no plan acts. It shows which plans the veto stops.
import * as z from "zod";
import { PlanStage, VetoReason } from "../schema/lists.ts";
import { PlanReason } from "../schema/task-plan.ts";
import { planOf } from "../workers/planner/plan-tasks.ts";
import { gateOf } from "./gate.ts";
import { goldenSuite } from "./golden.ts";
import { historyOf, Lead, planPrompt, questionAbout, readingOf } from "./leads.ts";

const Expected = z.strictObject({
  /** The reason of the veto. The veto decides, also against the plan. */
  vetoed: VetoReason,
  would: z.strictObject({ stages: z.array(PlanStage), reason: PlanReason }),
});
type Expected = z.infer<typeof Expected>;

export const veto = goldenSuite("veto", {
  input: Lead,
  expected: Expected,
  asks: { prompt: planPrompt(), live: false },
  async answer(lead, { model }) {
    const gate = gateOf(historyOf(lead), lead.listed);
    const { stages, reason } = planOf(await model.call(questionAbout(lead)), "reasoning", readingOf(lead));
    return { vetoed: gate.ok ? null : gate.error.reason, would: { stages, reason } };
  },
  branches: {
    ...Object.fromEntries(
      VetoReason.options.flatMap((reason) => [
        [
          `${reason}, although the plan would write`,
          (_: Lead, { vetoed, would }: Expected) => vetoed === reason && would.stages.includes("compose"),
        ],
        [
          `${reason}, and the plan would skip`,
          (_: Lead, { vetoed, would }: Expected) => vetoed === reason && would.stages.includes("skip"),
        ],
      ]),
    ),
    "an unreadable reply": (_, { would }) => would.reason === "plan_unreadable",
    "a plan that claims authority over the veto": (_, __, reply) => reply.includes("override_suppression"),
    "a lead that orders the veto to be ignored": ({ form = "", message }) =>
      /veto|suppress|blocklist/i.test(form + (message?.text ?? "")),
    "a message that waits": ({ message }) => message !== undefined,
    "several reasons": ({ listed, flags }) => Number(listed) + flags.length > 1,
  },
});
