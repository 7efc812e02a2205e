// Parses the JSON columns of a hold's row, for the desk and for the check of the rows that it lists.
import * as z from "zod";
import { Increment } from "./events.ts";
import { jsonIn } from "./json.ts";
import { HoldRow, HoldShown } from "./shipment.ts";
import { DraftOutcome, isModels } from "./written-draft.ts";

export const Arithmetic = z.object({
  increments: z.array(Increment),
  facts: z.record(z.string(), z.number()),
  summary: z.string(),
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
});
