// The closed lists of the score: terms, signals of intent, and a model's reasons. Stored events contain these words, so a new entry needs a new
// schema version. What they count is in domain/rules/score.ts.
import * as z from "zod";

/** The terms of a score, in the order in which they are shown. */
export const ScoreTerm = z.enum(["seniority", "role_fit", "reachability", "propensity"]);
export type ScoreTerm = z.infer<typeof ScoreTerm>;

/**
 * What a contact did that shows an intent, or the lack of one: filled in a form, asked for something in a reply, asked for information, booked a
 * meeting, saw a page, used the product, declined.
 */
export const Intent = z.enum([
  "form",
  "interested_reply",
  "info_request",
  "booking",
  "page",
  "product",
  "not_interested",
]);
export type Intent = z.infer<typeof Intent>;

/** What is known about a contact's address. `role`: the mailbox of a function, such as `info@`; `verified`: somebody wrote from it. */
export const AddressState = z.enum(["verified", "unverified", "role"]);
export type AddressState = z.infer<typeof AddressState>;

/** Why a model finds that a role fits a vertical, or does not. */
export const RoleFitReason = z.enum([
  "decides",
  "influences",
  "uses",
  "gatekeeper",
  "other_department",
  "too_junior",
  "anti_profile",
  "unclear",
]);
export type RoleFitReason = z.infer<typeof RoleFitReason>;

/** Where a role fit comes from: a call of a model, an earlier answer to the same question, or the rule that stands in for the model. */
export const RoleFitBy = z.enum(["model", "kept", "rule"]);
export type RoleFitBy = z.infer<typeof RoleFitBy>;
