// Adopts a policy: refuses it with the places of its faults, or records it in `ad_policy`. From then on it is in force: every Worker follows it at its
// next look.
import type * as z from "zod";
import { checkPolicy, type CheckOptions } from "../../domain/check-policy.ts";
import { decidingChanges } from "../../domain/people/deciding-sections.ts";
import type { Notes } from "../../domain/contact/notes.ts";
import type { Policies } from "../../domain/policies.ts";
import { beginning } from "../../schema/cause.ts";
import { type AdminCommand, AdoptPolicy } from "../../schema/commands.ts";
import type { ClickAnswer } from "../../schema/answers.ts";
import type { AdoptPolicy as Wish } from "../../schema/desk-commands.ts";
import { AdminId, commandIdOf } from "../../schema/ids.ts";
import { policyDigest } from "../../schema/policy.ts";
import type { GuardAnswer, GuardWish } from "../../schema/second-person.ts";
import type { AdoptionAnswer, PolicyFault } from "../../schema/policy-answer.ts";

interface Ports extends CheckOptions {
  readonly policies: Policies;
  readonly notes: Notes;
  readonly record: (command: AdminCommand) => Promise<ClickAnswer>;
  readonly guard: (wish: GuardWish) => Promise<GuardAnswer>;
}

/**
 * The id covers the policy and what it replaces, so that a repeated click adopts once, and an earlier policy can be adopted again later. A policy that
 * changes what is decided needs a second person where there are two; one that changes words alone does not (domain/people/deciding-sections.ts).
 */
export async function adoptPolicy(
  { policy: given, replaces, whatIf, by, reason, why, performer }: z.infer<typeof Wish>,
  { policies, notes, record, guard, ...options }: Ports,
): Promise<AdoptionAnswer> {
  const checked = checkPolicy(withSections(policies, given), options);
  const unchanged = { logged: true, version: policies.adoption()?.version ?? 0 };
  if (!checked.ok) return { ...unchanged, refusal: { reason: "invalid", field: "policy" }, faults: checked.error };
  const policy = checked.value;
  const commandId = commandIdOf("AdoptPolicy", policyDigest(policy), String(replaces));
  // The first policy changes nothing that anybody adopted: `verify` and the object see it in the same way.
  const changes = policies.adoption() === null ? [] : decidingChanges(policies.inForce(), policy);
  // What is not adopted in the end asks nobody and uses up no agreement. A repeated click is left to the object, which has recorded it.
  const { version } = unchanged;
  if (replaces !== version && policyDigest(policies.inForce()) !== policyDigest(policy))
    return { ...unchanged, refusal: { reason: "policy_changed", version }, faults: [] };
  const { refusal, eyes } =
    changes.length === 0
      ? { refusal: null, eyes: { kind: "words" as const } }
      : await guard({
          action: { action: "adopt_policy", policy: policyDigest(policy), replaces, changes: [...changes] },
          use: commandId,
          performer: performer ?? null,
          reason,
          why,
          proposed: policy,
          whatIf,
        });
  if (refusal) return { ...unchanged, refusal, faults: [] };
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
      ...(eyes ? { eyes } : {}),
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
