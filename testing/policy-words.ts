// The words of a policy that is in force, for tests of a whole installation: what a new one begins with may say anything.
import type { Policy } from "../schema/policy.ts";

type Spoken = Pick<Policy, "compose">;

/** The second paragraph of a first message: it has no name in it. */
export const openingOf = ({ compose: { sender, templates } }: Spoken): string =>
  (templates.initial.body.split("\n\n")[1] ?? "").replaceAll("{{organisation}}", sender.organisation);

/** The subject of a first message. */
export const subjectOf = ({ compose: { sender, templates } }: Spoken): string =>
  templates.initial.subject.replaceAll("{{organisation}}", sender.organisation);

/** The line that greets a person with this first name. */
export const greetingOf = ({ compose: { templates } }: Spoken, firstName: string): string =>
  (templates.initial.body.split("\n")[0] ?? "").replaceAll("{{ first_name}}", ` ${firstName}`);
