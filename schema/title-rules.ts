// The shape of the title rules, which are policy data: which words of a job title mean which seniority. Applying them is in domain/.
import * as z from "zod";

/** From the most to the least senior. `individual` is a person who leads no team. */
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

/** Words in lower case, separated by one space; `*` matches one to three words. */
const Phrase = z
  .string()
  .max(80)
  .regex(/^(?:\*|[\p{L}\p{M}\p{N}']+)(?: (?:\*|[\p{L}\p{M}\p{N}']+))*$/u);

/** A rule matches when the title contains one of `phrases` and none of `except`. `unknown` means that the title gives no seniority. */
export const TitleRule = z.strictObject({
  id: z.string().regex(/^title\.[a-z0-9_]{1,60}$/),
  seniority: z.union([Seniority, z.literal("unknown")]),
  phrases: z.array(Phrase).min(1).max(400),
  except: z.array(Phrase).max(100),
});
export type TitleRule = z.infer<typeof TitleRule>;

/** The rules in order: the first rule that matches decides. */
export const TitleRules = z.strictObject({ rules: z.array(TitleRule).min(1).max(60) });
export type TitleRules = z.infer<typeof TitleRules>;
