// What is missing where a grade is low, as it is listed for people to find out. No event has these words: they follow from a grade's evidence.
import * as z from "zod";

/**
 * An input whose absence keeps a grade low. `company_row`: no company has the address's domain. `company_link`: the address is of a mailbox provider, so
 * that only a link by hand can join a company. `company_status`: the company's row exists and its status is not `known`. `title`: no title is stored.
 * `title_rule`: a title is stored and no rule recognises it.
 */
export const Missing = z.enum(["company_row", "company_link", "company_status", "title", "title_rule"]);
export type Missing = z.infer<typeof Missing>;

const SENTENCES: Readonly<Record<Missing, string>> = {
  company_row: "a company with the address’s domain",
  company_link: "a link to the contact’s company, because the address is of a mailbox provider",
  company_status: "the status “known” for the contact’s company",
  title: "the contact’s title, or a seniority with its source",
  title_rule: "a rule for the contact’s title, or a seniority with its source",
};
/** The missing input in full. */
export const missingText = (what: Missing): string => SENTENCES[what];

const WORDS: Readonly<Record<Missing, string>> = {
  company_row: "the company",
  company_link: "a company link",
  company_status: "a known company",
  title: "the title",
  title_rule: "a title rule",
};
/** The missing input in a word or two, for a narrow column. */
export const missingWord = (what: Missing): string => WORDS[what];
