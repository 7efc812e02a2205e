// Makes the candidate policy of a what-if: the policy in force with some sections replaced. what-if.ts derives the decisions of a
// log under it.
import * as z from "zod";
import { Policy } from "../schema/policy.ts";
import { err, ok, type Result } from "../schema/result.ts";

const Sections = Policy.partial();

/**
 * The policy in force, with `sections` in place of its sections of the same names. The error is a sentence that names the wrong
 * field.
 */
export function candidatePolicy(sections: unknown, inForce: Policy): Result<Policy, string> {
  const parsed = Sections.safeParse(sections);
  if (!parsed.success) return err(z.prettifyError(parsed.error).split("\n").join(" "));
  return ok({ ...inForce, ...parsed.data } as Policy);
}
