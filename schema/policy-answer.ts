// The answers of the ports about policies, and what is wrong with a policy that is refused.
import type { ClickAnswer } from "./answers.ts";
import type { Policy } from "./policy.ts";

/** What is wrong at a place of a policy: `compose.templates.followups[1].body`, and a sentence about it. */
export interface PolicyFault {
  readonly place: string;
  readonly fault: string;
}

/** Who adopted a policy, and when. */
export interface Adoption {
  /** The version of its event in `ad_policy`. */
  readonly version: number;
  readonly by: string;
  readonly at: string;
}

/** The policy in force. */
export interface PolicyAnswer {
  readonly digest: string;
  /** Null for a caller that has the policy with this digest. */
  readonly policy: Policy | null;
  /** Null before the first adoption: the default policy of the release is in force. */
  readonly adoption: Adoption | null;
}

/** Refused with `invalid` and its faults, or with `policy_changed`: then another policy was adopted since. */
export interface AdoptionAnswer extends ClickAnswer {
  readonly faults: readonly PolicyFault[];
}
