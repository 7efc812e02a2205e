// Plans as plain English, for the desk, the receipt and the CLI. The codes stay in lists.ts and task-plan.ts.
import { outcomeWord } from "./draft-words.ts";
import type { PlanSkipReason, PlanStage } from "./lists.ts";
import type { ShownPlan } from "./shown-plan.ts";
import type { Dropped, PlanReason } from "./task-plan.ts";

const STAGES: Readonly<Record<PlanStage, string>> = {
  qualify: "qualify",
  analyze_opportunity: "analyze opportunity",
  compose: "compose",
  skip: "skip",
};
export const stageWord = (stage: PlanStage): string => STAGES[stage];

/** The stages of a plan as one line: `analyze opportunity → qualify → compose`. */
export const stagesText = (stages: readonly PlanStage[]): string => stages.map(stageWord).join(" → ");

/** The order in which the stages ran, with the grades that the plan did not have. */
export const orderText = ({ order }: Pick<ShownPlan, "order">): string =>
  order.map(({ stage, planned }) => `${stageWord(stage)}${planned ? "" : " (not planned)"}`).join(" → ");

const REASONS: Readonly<Record<PlanReason, string>> = {
  plan_kept: "its plan was kept as it is",
  plan_repaired: "its plan was repaired",
  plan_unreadable: "the model’s answer could not be read as a plan",
  plan_empty: "the model’s answer had no known stage",
  timeout: outcomeWord("timeout"),
  rate_limited: outcomeWord("rate_limited"),
  unavailable: outcomeWord("unavailable"),
  refused: outcomeWord("refused"),
  cut_off: outcomeWord("cut_off"),
  empty: outcomeWord("empty"),
  malformed: outcomeWord("malformed"),
  over_budget: outcomeWord("over_budget"),
  breaker_open: outcomeWord("breaker_open"),
  not_configured: outcomeWord("not_configured"),
};
/** Why a plan is as it is, in words; a reason of another release is shown as its code. */
export const planReasonWord = (reason: string): string => new Map(Object.entries(REASONS)).get(reason) ?? reason;

/** `llm:<model>@<digest>` without the digest and the kind, which people do not need. */
export const modelIn = (source: string): string => source.replace(/^llm:/, "").replace(/@[0-9a-f]+$/, "");

/** Who planned, and why: the rules, a model, or the rules because a model gave no plan. */
export function plannerText({
  arm,
  source,
  reason,
  fallback,
}: Pick<ShownPlan, "arm" | "source" | "reason" | "fallback">): string {
  if (source === null || reason === null) return "planned by the rules; no model was asked";
  if (fallback) return `planned by the rules as a fallback: ${planReasonWord(reason)}`;
  const model = `the model ${modelIn(source)}: ${planReasonWord(reason)}`;
  return arm === "shadow" ? `planned by the rules; in the shadow by ${model}` : `planned by ${model}`;
}

const SKIPS: Readonly<Record<PlanSkipReason, string>> = {
  not_now: "they asked to wait",
  no_need: "they do not need it any more",
  wrong_person: "somebody else decides or asked",
  already_talking: "they are in a conversation with us already",
  not_a_lead: "this is no lead",
};
export const skipReasonWord = (reason: PlanSkipReason): string => SKIPS[reason];

/** Why a plan has no message and until when: `they asked to wait, until 2027-01-11`; empty where the model did not say it. */
export const skipText = ({ skipReason, until }: Pick<ShownPlan, "skipReason" | "until">): string =>
  [...(skipReason ? [skipReasonWord(skipReason)] : []), ...(until ? [`until ${until}`] : [])].join(", ");

const DROPPED: Readonly<Record<Dropped, string>> = {
  unknown: "an unknown stage",
  not_a_word: "a stage that is no word",
  "duplicate:qualify": "a second qualify",
  "duplicate:analyze_opportunity": "a second analyze opportunity",
  "duplicate:compose": "a second compose",
  "duplicate:skip": "a second skip",
  "skip_reason:unknown": "a reason that is not in the list",
  "skip_reason:without_skip": "a reason to write nothing, beside a message",
  "until:unreadable": "a day that is none",
  "until:out_of_range": "a day that is past or too far ahead",
  "until:without_skip": "a day to wait for, beside a message",
};

const droppedWord = (code: string): string => new Map(Object.entries(DROPPED)).get(code) ?? code;

/** What the repair dropped from the reply, each kind once with its count; empty when nothing was dropped. */
export const droppedText = (dropped: readonly string[]): string =>
  [...Map.groupBy(dropped, (one) => one)]
    .map(([one, all]) => `${droppedWord(one)}${all.length === 1 ? "" : ` (${all.length} times)`}`)
    .join(", ");
