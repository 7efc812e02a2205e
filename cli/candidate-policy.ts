// The policy to try, from a file.
import { candidatePolicy } from "../replay/candidate-policy.ts";
import type { Policy } from "../schema/policy.ts";
import { jsonIn } from "./export-format.ts";
import { CannotRun } from "./shell.ts";

/** Throws `CannotRun` when the text is no sections of a policy; it says which field is wrong. */
export function candidateIn(text: string, name: string, inForce: Policy): Policy {
  const value = jsonIn(text);
  if (value === undefined) throw new CannotRun(`${name} is no JSON.`);
  const candidate = candidatePolicy(value, inForce);
  if (candidate.ok) return candidate.value;
  throw new CannotRun(`${name} is no policy: ${candidate.error}`, {
    advice: "Give whole sections; `npx holdpoint what-if --help` shows how.",
  });
}
