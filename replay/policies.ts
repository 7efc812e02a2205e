// The policies of a log, found by the digests that events name: the default policy of this release, and every adopted policy.
import { shortDigestOf } from "../schema/canonical.ts";
import { completePolicy, defaultPolicy } from "../schema/default-policy.ts";
import type { StoredEvent } from "../schema/events.ts";
import { type Policy, PolicySection, type RecordedPolicy } from "../schema/policy.ts";

export interface Policies {
  /** A section by its digest; null when no policy of the log has it. Decisions by that section cannot be derived again. */
  section<S extends PolicySection>(section: S, digest: string): Policy[S] | null;
  /** A whole policy by its own digest, as `PolicyAdopted` names it. */
  whole(digest: string): Policy | null;
  /** The policy that was adopted last; the default policy when none was. */
  inForce(): Policy;
  /** The most calls of models that any policy of the log allows for a run. */
  mostCallsPerRun(): number;
}

export interface PolicyBook extends Policies {
  /** Adds the policy of a `PolicyAdopted` event; ignores other events. */
  learn(event: StoredEvent): void;
}

/** A book with the default policy and `adopted`. */
export function policiesOf(adopted: readonly Policy[] = []): PolicyBook {
  // Keyed by digest alone: a combined key of section and digest would be a new string for each of millions of lookups.
  const sections = new Map<string, Partial<Policy>>();
  const wholes = new Map<string, Policy>();
  let inForce: Policy = defaultPolicy;
  let mostCallsPerRun = 0;
  const add = (recorded: RecordedPolicy): void => {
    const policy = completePolicy(recorded);
    inForce = policy;
    mostCallsPerRun = Math.max(mostCallsPerRun, policy.model.callsPerRun);
    wholes.set(shortDigestOf(recorded), policy);
    for (const section of PolicySection.options) {
      const digest = shortDigestOf(policy[section]);
      sections.set(digest, { ...sections.get(digest), [section]: policy[section] });
    }
  };
  for (const policy of [defaultPolicy, ...adopted]) add(policy);
  return {
    section: (section, digest) => sections.get(digest)?.[section] ?? null,
    whole: (digest) => wholes.get(digest) ?? null,
    inForce: () => inForce,
    mostCallsPerRun: () => mostCallsPerRun,
    learn: (event) => {
      if (event.type === "PolicyAdopted") add(event.payload.policy);
    },
  };
}
