// Shows the plan of a run: the order of its stages, who planned it, and what was dropped. It informs the reviewer and has no control.
import { droppedText, orderText, plannerText, skipText, stagesText } from "../../../schema/plan-words.ts";
import { planOf } from "../../../schema/shown-hold.ts";
import type { HoldRow } from "../../../schema/shipment.ts";
import type { ShownPlan } from "../../../schema/shown-plan.ts";

/** The plan of a hold's run in a line; nothing where the row does not know it. */
export const PlanLine = ({ hold }: { readonly hold: HoldRow }) => {
  const plan = planOf(hold);
  if (plan === null) return null;
  return (
    <p class="why plan">
      <span class="label">Plan</span> {orderText(plan)} <Planner plan={plan} />
    </p>
  );
};

const Planner = ({ plan }: { readonly plan: ShownPlan }) => {
  const { arm, stages, dropped } = plan;
  return (
    <span class="none">
      {plannerText(plan)}
      {arm === "shadow" && stages.length > 0 && `; that plan: ${stagesText(stages)}`}
      {skipText(plan) !== "" && `; no message: ${skipText(plan)}`}
      {dropped.length > 0 && `; dropped: ${droppedText(dropped)}`}
    </span>
  );
};
