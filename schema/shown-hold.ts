// Parses the JSON columns of a hold's row, for the desk and for the check of the rows that it lists.
import * as z from "zod";
import { Increment } from "./events.ts";
import { CompanyId, HoldId } from "./ids.ts";
import { jsonIn } from "./json.ts";
import { HoldRow, HoldShown } from "./shipment.ts";
import { SCRIPTED_PLAN, ShownPlan } from "./shown-plan.ts";
import { DraftOutcome, isModels } from "./written-draft.ts";

/** What was said of a hold's company when its run was graded again, and before. */
export const GradedAgain = z.object({
  at: z.string(),
  /** The hold in whose place this one opened; absent for an edited draft, which stays, and where another hold of the run came between. */
  hold: HoldId.optional(),
  /** The grades before, in basis points. */
  was: z.object({ qualification: z.number(), opportunity: z.number() }),
  /** The company's status before and now, where it is another status or another company; absent where none was recorded. */
  company: z.object({ was: z.string().optional(), is: z.string().optional() }).optional(),
  /** Live facts that counted now and not before, and the other way round: `hiring: two planners (jobs.example)`. The first few of each. */
  arrived: z.array(z.string()),
  gone: z.array(z.string()),
  /** Present where another correction of the title counts than before, or none any more. */
  isTitleCorrected: z.literal(true).optional(),
});
export type GradedAgain = z.infer<typeof GradedAgain>;

export const Arithmetic = z.object({
  increments: z.array(Increment),
  facts: z.record(z.string(), z.number()),
  summary: z.string(),
  /** The company that the qualification cites as found: `co_…@7`. */
  company: z.string().optional(),
  /** The version of the correction of the title that the qualification cites. */
  titleVersion: z.number().optional(),
  /** Present where the run was graded again. */
  again: GradedAgain.optional(),
});
export type Arithmetic = z.infer<typeof Arithmetic>;

/** What the row of an erased contact shows of a person. */
const NOBODY: HoldShown = {
  name: null,
  email: "",
  company: null,
  title: null,
  wrote: null,
  subject: null,
  body: null,
  footer: null,
};
const NOTHING: Arithmetic = { increments: [], facts: {}, summary: "" };

const parsed = (text: string): unknown => (text === "" ? undefined : JSON.parse(text));

/** What the row shows: nobody after an erasure, which empties the personal column and keeps the row. Throws when the column does not parse. */
export const shownOf = (row: Pick<HoldRow, "shown">): HoldShown =>
  HoldShown.optional().parse(parsed(row.shown)) ?? NOBODY;
/** The arithmetic of the row. Throws when the column does not parse. */
export const arithmeticOf = (row: Pick<HoldRow, "arithmetic">): Arithmetic =>
  Arithmetic.optional().parse(parsed(row.arithmetic)) ?? NOTHING;

/**
 * The plan of the row's run: a model's, or the rules'. Null where the row does not know it: an older release wrote the row of a planned run.
 * Throws when the column does not parse.
 */
export function planOf({ plan, arm, population }: Pick<HoldRow, "plan" | "arm" | "population">): ShownPlan | null {
  if (plan !== null) return ShownPlan.parse(JSON.parse(plan));
  return arm === "scripted" && population === "scripted" ? SCRIPTED_PLAN : null;
}

/**
 * The company whose row the qualification of the hold found, at the version that it cites; null where there was none. Null also after an
 * erasure, because the name of a company says where the person worked.
 */
export function countedCompany(
  row: Pick<HoldRow, "arithmetic" | "shown">,
): { readonly companyId: CompanyId; readonly version: number } | null {
  if (row.shown === "") return null;
  const [id, version] = arithmeticOf(row).company?.split("@") ?? [];
  const companyId = CompanyId.safeParse(id).data;
  return companyId && Number.isSafeInteger(Number(version)) ? { companyId, version: Number(version) } : null;
}

/** Whether a model wrote the draft that the row shows. An edit changes the words, and not who wrote the rest. */
export function isByModel({ writing }: Pick<HoldRow, "writing">): boolean {
  const outcome = DraftOutcome.safeParse(writing);
  return outcome.success && isModels(outcome.data);
}

/** Whether the subject has words of the person: an answer repeats theirs. */
export const repeatsSubject = ({ action }: Pick<HoldRow, "action">): boolean => action === "reply";

const isReadable =
  (shape: z.ZodType) =>
  (text: string): boolean =>
    text === "" || shape.safeParse(jsonIn(text)).success;

/** A row of a hold whose JSON columns parse, too, so that a list can show it. */
export const ReadableHoldRow = HoldRow.extend({
  shown: HoldRow.shape.shown.refine(isReadable(HoldShown)),
  arithmetic: HoldRow.shape.arithmetic.refine(isReadable(Arithmetic)),
  plan: HoldRow.shape.plan.refine((text) => text === null || isReadable(ShownPlan)(text)),
});
