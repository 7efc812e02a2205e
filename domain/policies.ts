// The policies of a log, found by the digests that events name: the default policies of the first release and of this one, and every adopted policy.
import { shortDigestOf } from "../schema/canonical.ts";
import { completePolicy, defaultPolicy } from "../schema/default-policy.ts";
import type { StoredEvent } from "../schema/events.ts";
import { firstPolicy } from "../schema/first-policy.ts";
import { type Policy, policyDigest, PolicySection, type RecordedPolicy } from "../schema/policy.ts";
import type { Adoption } from "../schema/policy-answer.ts";

export interface Policies {
  /** A section by its digest; null when no policy of the log has it. Decisions by that section cannot be derived again. */
  section<S extends PolicySection>(section: S, digest: string): Policy[S] | null;
  /** A whole policy by its own digest, as `PolicyAdopted` and the commands of stages name it. */
  whole(digest: string): Policy | null;
  /** The policy that was adopted last; the default policy when none was. */
  inForce(): Policy;
  /** The adoption of the policy in force; null when none was adopted. */
  adoption(): Adoption | null;
  /** The most calls of models that any policy of the log allows for a run. */
  mostCallsPerRun(): number;
}

export interface PolicyBook extends Policies {
  /** Adds the policy of a `PolicyAdopted` event; ignores other events. */
  learn(event: StoredEvent): void;
}

/** A book with the default policies and `adopted`, of which the last one is in force. */
export function policiesOf(adopted: readonly Policy[] = []): PolicyBook {
  // Keyed by digest alone: a combined key of section and digest would be a new string for each of millions of lookups.
  const sections = new Map<string, Partial<Policy>>();
  const wholes = new Map<string, Policy>();
  let inForce: Policy = defaultPolicy;
  let adoption: Adoption | null = null;
  let mostCallsPerRun = 0;
  const add = (recorded: RecordedPolicy): void => {
    const policy = completePolicy(recorded);
    inForce = policy;
    mostCallsPerRun = Math.max(mostCallsPerRun, policy.model.callsPerRun);
    // An older policy that lacks sections has two digests: as it was recorded, and as it is followed.
    for (const digest of [shortDigestOf(recorded), policyDigest(policy)]) wholes.set(digest, policy);
    for (const section of PolicySection.options) {
      const digest = shortDigestOf(policy[section]);
      sections.set(digest, { ...sections.get(digest), [section]: policy[section] });
    }
  };
  for (const policy of [firstPolicy, defaultPolicy, ...adopted]) add(policy);
  return {
    section: (section, digest) => sections.get(digest)?.[section] ?? null,
    whole: (digest) => wholes.get(digest) ?? null,
    inForce: () => inForce,
    adoption: () => adoption,
    mostCallsPerRun: () => mostCallsPerRun,
    learn: (event) => {
      // Two reads of the log may end in another order than they began.
      if (event.type !== "PolicyAdopted" || event.version <= (adoption?.version ?? 0)) return;
      add(event.payload.policy);
      adoption = { version: event.version, by: event.payload.by, at: event.at };
    },
  };
}
