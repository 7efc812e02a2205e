// Adopts a policy: refuses it with the places of its faults, or records it in `ad_policy`. From then on it is in force: every Worker follows it at its
// next look.
import type * as z from "zod";
import { checkPolicy, type CheckOptions } from "../../domain/check-policy.ts";
import type { Notes } from "../../domain/contact/notes.ts";
import type { Policies } from "../../domain/policies.ts";
import { beginning } from "../../schema/cause.ts";
import { type AdminCommand, AdoptPolicy } from "../../schema/commands.ts";
import type { ClickAnswer } from "../../schema/answers.ts";
import type { AdoptPolicy as Wish } from "../../schema/desk-commands.ts";
import { AdminId, commandIdOf } from "../../schema/ids.ts";
import { policyDigest } from "../../schema/policy.ts";
import type { AdoptionAnswer, PolicyFault } from "../../schema/policy-answer.ts";

interface Ports extends CheckOptions {
  readonly policies: Policies;
  readonly notes: Notes;
  readonly record: (command: AdminCommand) => Promise<ClickAnswer>;
}

/**
 * The id covers the policy and what it replaces, so that a repeated click adopts once, and an earlier policy can be adopted again later. Where two
 * people must agree on a policy (design: `policy.adoption`), this is the one place that every adoption passes.
 */
export async function adoptPolicy(
  { policy: given, replaces, whatIf, by, reason, why }: z.infer<typeof Wish>,
  { policies, notes, record, ...options }: Ports,
): Promise<AdoptionAnswer> {
  const checked = checkPolicy(withSections(policies, given), options);
  const unchanged = { logged: true, version: policies.adoption()?.version ?? 0 };
  if (!checked.ok) return { ...unchanged, refusal: { reason: "invalid", field: "policy" }, faults: checked.error };
  const policy = checked.value;
  const commandId = commandIdOf("AdoptPolicy", policyDigest(policy), String(replaces));
  const seal = await notes(why);
  const answer = await record(
    AdoptPolicy.parse({
      type: "AdoptPolicy",
      ...beginning(commandId),
      streamId: AdminId.parse("ad_policy"),
      policy,
      replaces,
      ...(whatIf ? { whatIf } : {}),
      by,
      reason,
      note: seal(commandId),
    }),
  );
  return { ...answer, faults: [] };
}

/** What would be refused of the policy; nothing where it can be adopted. */
export function faultsOf(
  given: unknown,
  { policies, ...options }: Pick<Ports, "policies"> & CheckOptions,
): readonly PolicyFault[] {
  const checked = checkPolicy(withSections(policies, given), options);
  return checked.ok ? [] : checked.error;
}

/** The policy in force with these sections in place of its own. What is no object of sections is left for the check to refuse. */
const withSections = (policies: Policies, given: unknown): unknown =>
  typeof given === "object" && given !== null && !Array.isArray(given) ? { ...policies.inForce(), ...given } : given;
