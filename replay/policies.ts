// The policies a log was decided by, found by the digests its events carry: the one this release ships with, and every one adopted since.
import { digestOf } from "../schema/canonical.ts";
import { completePolicy, defaultPolicy } from "../schema/default-policy.ts";
import type { StoredEvent } from "../schema/events.ts";
import { type Policy, PolicySection, type RecordedPolicy } from "../schema/policy.ts";

export interface Policies {
  /** The words of a section; null when no policy of the log has it: then nothing can be derived by it. */
  section<S extends PolicySection>(section: S, digest: string): Policy[S] | null;
  /** A whole policy by its own digest, as `PolicyAdopted` names it. */
  whole(digest: string): Policy | null;
  /** The one adopted last; the default while none was. */
  inForce(): Policy;
}

export interface PolicyBook extends Policies {
  /** Takes up what an event of `ad_policy` adopts; other events say nothing here. */
  learn(event: StoredEvent): void;
}

/** A book with the default policy in it, and `adopted`. */
export function policiesOf(adopted: readonly Policy[] = []): PolicyBook {
  // By digest first: a text for each pair would be made anew for each of a million questions.
  const sections = new Map<string, Partial<Policy>>();
  const wholes = new Map<string, Policy>();
  let inForce: Policy = defaultPolicy;
  const add = (recorded: RecordedPolicy): void => {
    const policy = completePolicy(recorded);
    inForce = policy;
    wholes.set(digestOf(recorded), policy);
    for (const section of PolicySection.options) {
      const digest = digestOf(policy[section]);
      sections.set(digest, { ...sections.get(digest), [section]: policy[section] });
    }
  };
  for (const policy of [defaultPolicy, ...adopted]) add(policy);
  return {
    section: (section, digest) => sections.get(digest)?.[section] ?? null,
    whole: (digest) => wholes.get(digest) ?? null,
    inForce: () => inForce,
    learn: (event) => {
      if (event.type === "PolicyAdopted") add(event.payload.policy);
    },
  };
}
