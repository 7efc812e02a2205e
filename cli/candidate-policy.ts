// Reads a candidate policy from the text of a file. replay/candidate-policy.ts replaces the sections of the policy in force.
import { candidatePolicy } from "../replay/candidate-policy.ts";
import type { Policy } from "../schema/policy.ts";
import { jsonIn } from "./export-format.ts";
import { CannotRun } from "./shell.ts";

/** Parses the sections of a candidate policy. Throws `CannotRun` with the name of the wrong field when they are invalid. */
export function candidateIn(text: string, name: string, inForce: Policy): Policy {
  const value = jsonIn(text);
  if (value === undefined) throw new CannotRun(`${name} is no JSON.`);
  const candidate = candidatePolicy(value, inForce);
  if (candidate.ok) return candidate.value;
  throw new CannotRun(`${name} is no policy: ${candidate.error}`, {
    advice: "Give whole sections; `npx holdpoint what-if --help` shows how.",
  });
}
