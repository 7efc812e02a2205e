// A policy to try: the one in force, with some sections in the place of its own.
import { z } from "zod";
import { Policy } from "../schema/policy.ts";
import { err, ok, type Result } from "../schema/result.ts";

const Sections = Policy.partial();

/** The error says in words which field is wrong. */
export function candidatePolicy(sections: unknown, inForce: Policy): Result<Policy, string> {
  const parsed = Sections.safeParse(sections);
  if (!parsed.success) return err(z.prettifyError(parsed.error).split("\n").join(" "));
  return ok({ ...inForce, ...parsed.data } as Policy);
}
