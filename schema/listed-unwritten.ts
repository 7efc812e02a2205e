// A run that ended without a message, as the desk lists it: with what a model's plan said where the plan is the reason.
import type * as z from "zod";
import { Day } from "./formats.ts";
import { PlanSkipReason } from "./lists.ts";
import { skipText } from "./plan-words.ts";
import { UnwrittenRow } from "./shipment.ts";
import { unwrittenWord } from "./words.ts";

/** The row, and of a plan that has no message why, and the day until which none is to be written; null where the plan does not say it. */
export const ListedUnwritten = UnwrittenRow.extend({
  skipReason: PlanSkipReason.nullable(),
  skipUntil: Day.nullable(),
});
export type ListedUnwritten = z.infer<typeof ListedUnwritten>;

/** Why the run ended without a message, in words: `The model’s plan has no message: they asked to wait, until 2027-01-11`. */
export function unwrittenText({
  reason,
  skipReason,
  skipUntil,
}: Pick<ListedUnwritten, "reason" | "skipReason" | "skipUntil">): string {
  const plan = skipText({ skipReason, until: skipUntil });
  return plan === "" ? unwrittenWord(reason) : `${unwrittenWord(reason)}: ${plan}`;
}
