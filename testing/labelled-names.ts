// The labelled names of samples/corpora/names: what a source said about a name, and the names by which the person may be greeted.
import * as z from "zod";
import { corpusRows } from "./corpora.ts";

const LabelledName = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** The first name, where a form asked for it apart. */
  firstName: z.string().optional(),
  /** The names that are right, in NFC; none where nobody can be greeted by name. */
  right: z.array(z.string()),
  /** A greeting without a name is right, too. */
  mayBeAbsent: z.boolean(),
  why: z.string(),
});
export type LabelledName = z.infer<typeof LabelledName>;

/** `field` was given. `own` was written after the rules, `fresh` by another author without a look at them. */
export const NAME_SETS = ["field", "own", "fresh"] as const;

export const labelledNames = (set: (typeof NAME_SETS)[number]): LabelledName[] =>
  corpusRows(`names/${set}.jsonl`, LabelledName);
