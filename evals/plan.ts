// The planner with a model: whether to write to this lead now, and which grade the reviewer should see first. In tests the model answers with
// the reply of the golden line; only a live run asks a real model.
import * as z from "zod";
import { samplePolicy } from "../testing/sample-policy.ts";
import { PlanStage } from "../schema/lists.ts";
import { planTasks } from "../workers/planner/plan-tasks.ts";
import { gateOf } from "./gate.ts";
import { goldenSuite } from "./golden.ts";
import { EVAL_MARKER, historyOf, knownOf, Lead, planPrompt } from "./leads.ts";
import { orderAgreement } from "./scorers.ts";

const Expected = z.strictObject({
  /** Whether a draft should be written now. */
  writes: z.boolean(),
  /** The stages whose order matters. */
  order: z.array(PlanStage),
});
type Expected = z.infer<typeof Expected>;
const Found = z.object({ stages: z.array(PlanStage), fallback: z.boolean() });

export const plan = goldenSuite("plan", {
  input: Lead,
  expected: Expected,
  asks: { prompt: planPrompt(), live: true },
  async answer(lead, { model }) {
    const gate = gateOf(historyOf(lead), lead.listed);
    if (!gate.ok) throw new Error("the contact of this line is vetoed: move the line to the veto suite");
    const { plan: made } = await planTasks(gate.value, {
      model,
      known: knownOf(lead),
      arm: "reasoning",
      marker: EVAL_MARKER,
      attempt: 1,
      limits: samplePolicy.model.plan,
      policy: samplePolicy.plan,
      mayAsk: true,
    });
    return { stages: made.stages, fallback: made.fallback };
  },
  score({ writes, order }, found) {
    const { stages, fallback } = Found.parse(found);
    // With a fallback the rules decided. The suite scores only plans of the model.
    if (fallback) return 0;
    const wouldWrite = stages.includes("compose") && !stages.includes("skip");
    return wouldWrite === writes ? orderAgreement(order, stages) : 0;
  },
  branches: {
    "a reason to wait": (_, { writes }) => !writes,
    "the person first": (_, { order }) => order.join() === "qualify,analyze_opportunity",
    "the company first": (_, { order }) => order.join() === "analyze_opportunity,qualify",
    "a rejection that still holds": ({ decisions }, { writes }) => decisions.length > 0 && !writes,
    "a rejection that holds no more": ({ decisions }, { writes }) => decisions.length > 0 && writes,
    "a message that waits": ({ message }, { writes }) => message !== undefined && writes,
    "a follow-up": ({ history }, { writes }) => (history.sequence ?? 0) > 0 && writes,
    "an order to write": ({ form = "", message }, { writes }) =>
      /ignore|system|stages/i.test(form + (message?.text ?? "")) && !writes,
    "an order to be silent": ({ form = "" }, { writes }) => /propose skip/i.test(form) && writes,
    "nothing but a name": ({ form, message, company }) => !form && !message && !company,
    "another language": ({ form = "", message }) => /[äöüß]/.test(form + (message?.text ?? "")),
  },
});
