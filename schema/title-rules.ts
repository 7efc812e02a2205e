// The shape of the title rules, which are policy data: which words of a job title mean which seniority.
import { z } from "zod";

/** From the most to the least senior. `individual` does the work and leads nobody. */
export const Seniority = z.enum([
  "c_level",
  "founder",
  "vp",
  "head",
  "director",
  "manager",
  "senior",
  "individual",
  "junior",
]);
export type Seniority = z.infer<typeof Seniority>;

/** Words in lower case, one space apart; `*` stands for one to three words. */
const Phrase = z
  .string()
  .max(80)
  .regex(/^(?:\*|[\p{L}\p{M}\p{N}']+)(?: (?:\*|[\p{L}\p{M}\p{N}']+))*$/u);

/** A rule speaks when one of its phrases stands in the title and none of `except` does. `unknown` refuses to recognise. */
export const TitleRule = z.strictObject({
  id: z.string().regex(/^title\.[a-z0-9_]{1,60}$/),
  seniority: z.union([Seniority, z.literal("unknown")]),
  phrases: z.array(Phrase).min(1).max(400),
  except: z.array(Phrase).max(100),
});
export type TitleRule = z.infer<typeof TitleRule>;

/** In order: the first rule that speaks decides. */
export const TitleRules = z.strictObject({ rules: z.array(TitleRule).min(1).max(60) });
export type TitleRules = z.infer<typeof TitleRules>;
