// Parses the JSON columns of a hold's row.
import * as z from "zod";
import { Increment } from "../../schema/events.ts";
import { type HoldRow, HoldShown } from "../../schema/shipment.ts";

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

/** Erasure empties the personal column and keeps the row. */
export const shownOf = (row: Pick<HoldRow, "shown">): HoldShown =>
  HoldShown.optional().parse(parsed(row.shown)) ?? NOBODY;
export const arithmeticOf = (row: Pick<HoldRow, "arithmetic">): Arithmetic =>
  Arithmetic.optional().parse(parsed(row.arithmetic)) ?? NOTHING;
