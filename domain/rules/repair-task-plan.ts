// Parses a model's reply as a plan, or returns the scripted path. The reply is hostile input: it is read as data of one form, and
// only words of the vocabulary are kept.
import * as z from "zod";
import { jsonIn } from "../../schema/json.ts";
import { Day } from "../../schema/formats.ts";
import { PlanSkipReason, PlanStage } from "../../schema/lists.ts";
import { dayAfter } from "../../schema/time.ts";
import { DROPPED_LISTED, type Dropped, hasNoMessage, type PlanReason, type TaskPlan } from "../../schema/task-plan.ts";

/** Further fields are ignored. */
const Reply = z.looseObject({
  stages: z.array(z.unknown()),
  skip_reason: z.unknown().optional(),
  until: z.unknown().optional(),
});

/** How the fields of a plan without a message are read: the time at which the planner asked, and how many days ahead `until` may be. */
export interface SkipReading {
  readonly asOf: string;
  readonly furthestUntilDays: number;
}

/** The scripted path, with the reason why the model gave no plan. */
export const scriptedPlan = (reason: PlanReason, found: Partial<TaskPlan> = {}): TaskPlan => ({
  proposed: 0,
  dropped: [],
  ...found,
  stages: [],
  fallback: true,
  reason,
});

/**
 * Makes a plan from a reply: drops unknown words and repeats, and from a plan without a message a reason that is not of the list and a day out of
 * range. When no stage is left, it returns the scripted path. A reply with text around the JSON is unreadable. With the reading null, as releases
 * before this one read a reply, a plan has neither reason nor day.
 */
export function repairTaskPlan(reply: string, reading: SkipReading | null = null): TaskPlan {
  const parsed = Reply.safeParse(jsonIn(reply));
  if (!parsed.success) return scriptedPlan("plan_unreadable");
  const stages: PlanStage[] = [];
  const dropped: Dropped[] = [];
  for (const entry of parsed.data.stages) {
    const stage = PlanStage.safeParse(entry);
    if (!stage.success) dropped.push(typeof entry === "string" ? "unknown" : "not_a_word");
    else if (stages.includes(stage.data)) dropped.push(`duplicate:${stage.data}`);
    else stages.push(stage.data);
  }
  const proposed = parsed.data.stages.length;
  if (stages.length === 0) return scriptedPlan("plan_empty", { proposed, dropped: dropped.slice(0, DROPPED_LISTED) });
  const skip = reading === null ? NO_SKIP : skipOf(parsed.data, stages, reading);
  // Of many dropped stages not all are listed; what was dropped beside them always is.
  const listed = [...skip.dropped, ...dropped].slice(0, DROPPED_LISTED);
  const reason = listed.length === 0 ? "plan_kept" : "plan_repaired";
  return { stages, proposed, dropped: listed, fallback: false, reason, ...skip.kept };
}

interface Skip {
  readonly kept: Pick<TaskPlan, "skipReason" | "until">;
  readonly dropped: readonly Dropped[];
}
const NO_SKIP: Skip = { kept: {}, dropped: [] };

/** Why a plan has no message and until when, as far as the reply says it in the words of the list and with a day in range. */
function skipOf(
  { skip_reason: why, until }: Pick<z.output<typeof Reply>, "skip_reason" | "until">,
  stages: readonly PlanStage[],
  reading: SkipReading,
): Skip {
  const isSkip = hasNoMessage(stages);
  const reason = PlanSkipReason.safeParse(why).data;
  const day = Day.safeParse(until).data;
  const dropped: Dropped[] = [];
  if (isSaid(why) && !(isSkip && reason)) dropped.push(isSkip ? "skip_reason:unknown" : "skip_reason:without_skip");
  if (isSaid(until) && !isSkip) dropped.push("until:without_skip");
  else if (isSaid(until) && !day) dropped.push("until:unreadable");
  else if (day && !isInRange(day, reading)) dropped.push("until:out_of_range");
  if (!isSkip) return { kept: {}, dropped };
  return {
    kept: { ...(reason ? { skipReason: reason } : {}), ...(day && isInRange(day, reading) ? { until: day } : {}) },
    dropped,
  };
}

/** A model may write null, or nothing, for what it does not say. */
const isSaid = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** After the day on which the planner asked, and not too far. */
function isInRange(day: string, { asOf, furthestUntilDays }: SkipReading): boolean {
  const today = asOf.slice(0, DAY_CHARACTERS);
  return day > today && day <= dayAfter(today, furthestUntilDays);
}

/** `2026-11-28` of an ISO time. */
const DAY_CHARACTERS = 10;
