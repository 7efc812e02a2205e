// The click that corrects fields of a contact, or takes corrections back.
import * as z from "zod";
import { Corrections } from "../../../schema/correction.ts";
import { CorrectedField } from "../../../schema/lists.ts";
import { defineClick, invalid, seen, why, wordsKey } from "./action.ts";
import { contactPage, performOnContact } from "./contact-actions.ts";

/** A form sends each of its fields: an empty one takes the correction back, and one that says what is corrected already changes nothing. */
const field = z
  .string()
  .transform((text) => text.trim() || null)
  .pipe(Corrections.shape.name.unwrap());
const fields = z.strictObject({
  name: field.optional(),
  title: field.optional(),
  company: field.optional(),
  seen: seen.optional(),
  why,
});

export const correct = defineClick({
  path: "/contacts/:id/correct",
  notice: "corrected",
  back: contactPage,
  blanks: CorrectedField.options,
  fields,
  act: async (click) => {
    const { name, title, company } = click.input;
    const given = Corrections.parse({ name, title, company });
    if (CorrectedField.options.every((one) => given[one] === undefined)) return invalid(...CorrectedField.options);
    const words = CorrectedField.options.flatMap((one) => [one, given[one] === undefined ? "" : (given[one] ?? null)]);
    return performOnContact(click, { type: "CorrectContact", fields: given }, [wordsKey(click.desk, "correct", words)]);
  },
});
