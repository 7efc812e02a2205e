// A source's own labels for the fields of ours that its form answers.
import * as z from "zod";
import { FormField } from "./lists.ts";

/** More of a label or a question is not read. */
export const LABEL_CHARACTERS = 200;

/** A source's own labels by field, in any spelling: they go before the words of languages. */
export const SourceLabels = z.partialRecord(FormField, z.array(z.string().min(1).max(LABEL_CHARACTERS)).max(40));
export type SourceLabels = z.infer<typeof SourceLabels>;
