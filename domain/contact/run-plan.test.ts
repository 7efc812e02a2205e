// Tests the plan of a run as people see it: it has the order of the events, whatever the plan was.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { commandIdOf } from "../../schema/ids.ts";
import { PlanStage } from "../../schema/lists.ts";
import { planOf } from "../../schema/shown-hold.ts";
import { SCRIPTED_PLAN, type ShownPlan } from "../../schema/shown-plan.ts";
import { orderText, plannerText } from "../../schema/plan-words.ts";
import type { ProposedPlan } from "../../schema/task-plan.ts";
import { actionUnder, aPlan, gradesUnder, noPlan } from "../../testing/contact/plans.ts";
import { aContact, type AContact, action, grades, lead, requestRun, runOf } from "../../testing/contact/scenario.ts";
import { ada } from "../../testing/people.ts";
import { holdRow } from "./rows.ts";
import { shownPlan } from "./run-plan.ts";

const run = runOf("1");

/** A graded lead, under this plan or by the rules alone. */
function graded(plan: ProposedPlan | null): AContact {
  const contact = aContact().given(lead(), plan === null ? action(run) : actionUnder(run, plan));
  return contact.given(plan === null ? grades(run) : gradesUnder(contact, run));
}
const planIn = ({ stream }: AContact): ShownPlan => shownPlan(run, stream.events)!;

describe("the plan of a run", () => {
  it.for([
    [
      "a model’s plan in its order",
      aPlan(),
      "analyze opportunity → qualify → compose",
      "planned by the model deepseek-flash: its plan was kept as it is",
    ],
    [
      "a grade that the plan did not have, after those that it had",
      aPlan({ stages: ["compose", "analyze_opportunity"] }),
      "analyze opportunity → qualify (not planned) → compose",
      "planned by the model deepseek-flash: its plan was kept as it is",
    ],
    [
      "a plan without a message",
      aPlan({ stages: ["skip"] }),
      "qualify (not planned) → analyze opportunity (not planned) → skip",
      "planned by the model deepseek-flash: its plan was kept as it is",
    ],
    [
      "the rules’ order where the model gave no plan, with why",
      noPlan(),
      "qualify → analyze opportunity → compose",
      "planned by the rules as a fallback: the model took too long",
    ],
    [
      "the rules’ order beside a plan in the shadow",
      aPlan({ arm: "shadow" }),
      "qualify → analyze opportunity → compose",
      "planned by the rules; in the shadow by the model deepseek-flash: its plan was kept as it is",
    ],
    [
      "the rules’ order where no model was asked",
      null,
      "qualify → analyze opportunity → compose",
      "planned by the rules; no model was asked",
    ],
  ] as const)("shows %s", ([, plan, order, planner], { expect }) => {
    const shown = planIn(graded(plan));
    expect([orderText(shown), plannerText(shown)]).toEqual([order, planner]);
  });

  it("has the order of the grades’ events for any plan, and each grade once", ({ expect }) => {
    const anyStages = fc.uniqueArray(fc.constantFrom(...PlanStage.options), { minLength: 1 });
    fc.assert(
      fc.property(anyStages, (stages) => {
        const contact = graded(aPlan({ stages }));
        const { order } = planIn(contact);
        const types = contact.stream.events.flatMap(({ type }) =>
          type === "QualificationGraded" ? ["qualify"] : type === "OpportunityAnalyzed" ? ["analyze_opportunity"] : [],
        );
        expect(order.slice(0, 2).map(({ stage }) => stage)).toEqual(types);
        expect(order.slice(0, 2).every(({ stage, planned }) => planned === stages.includes(stage))).toBe(true);
        expect(order.map(({ stage }) => stage).slice(2)).toEqual([
          stages.includes("compose") && !stages.includes("skip") ? "compose" : "skip",
        ]);
      }),
    );
  });

  it("of a run that was replaced while the model was asked has the stages and no order", ({ expect }) => {
    const contact = aContact().given(lead(), requestRun("2"));
    contact.perform(actionUnder(run, aPlan()), { hit: false, revision: 3 });
    expect(planIn(contact)).toMatchObject({ order: [], stages: ["analyze_opportunity", "qualify", "compose"] });
  });

  it("is the plan that decided, also when another delivery paid for a second one later", ({ expect }) => {
    const contact = graded(aPlan());
    const again = {
      ...actionUnder(run, aPlan({ stages: ["skip"] })),
      commandId: commandIdOf("RecordAction", run, "again"),
    };
    contact.perform(again);
    expect(contact.stream.events.filter(({ type }) => type === "PlanProposed")).toHaveLength(2);
    expect(planIn(contact)).toEqual(planIn(graded(aPlan())));
  });

  it("is null before anything is planned or decided", ({ expect }) => {
    expect(shownPlan(run, aContact().given(lead()).stream.events)).toBeNull();
  });
});

describe("the plan in a hold’s row", () => {
  const rowOf = ({ stream: { contact, events, open } }: AContact) =>
    holdRow(ada, contact, Object.values(contact.holds).at(-1)!, events, open);

  it("is that of the events where a model was asked, and costs nothing where none was", ({ expect }) => {
    const planned = graded(aPlan({ stages: ["compose", "qualify", "analyze_opportunity"] }));
    expect(planOf(rowOf(planned))).toEqual(planIn(planned));
    const scripted = graded(null);
    expect(rowOf(scripted).plan).toBeNull();
    expect(planOf(rowOf(scripted))).toEqual(SCRIPTED_PLAN);
    expect(SCRIPTED_PLAN).toEqual(planIn(scripted));
  });

  it("is not guessed in a row that an older release wrote of a planned run", ({ expect }) => {
    const row = rowOf(graded(aPlan()));
    expect(planOf({ ...row, population: "agentic", plan: null })).toBeNull();
  });
});
