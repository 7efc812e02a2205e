// The policies of the log as this instance knows them: read from the log, so that an adoption counts once it is there, and kept in memory, because an
// adopted policy never changes. No message costs a read: all objects of an instance share what it knows.
import { followed } from "../../domain/followed.ts";
import { type Policies, policiesOf } from "../../domain/policies.ts";
import { eventShards } from "../../drizzle/event-shards.ts";
import { whenInstalled } from "../../drizzle/installation.ts";
import { d1PolicyRows } from "../../drizzle/policy-rows.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { eventInRow } from "../../schema/events.ts";
import type { HostCommand } from "./object.ts";
import { type Policy, policyDigest } from "../../schema/policy.ts";
import type { PolicyAnswer } from "../../schema/policy-answer.ts";
import type { EventRow } from "../../schema/shipment.ts";

type PoliciesEnv = Pick<ContactsEnv, "EVENTS_0" | "SHARDS">;

/** Reads the rows of `ad_policy` after a version. Throws when the log does not answer. */
export interface PolicyRows {
  after(version: number): Promise<readonly EventRow[]>;
}

export interface FollowedPolicies {
  /** The policies that are known now. Only `inForce`, `newest` and `with` make sure that the log was asked. */
  readonly known: Policies;
  /** The policies, of which the one in force is at most so old as a look allows. Throws when none could be read yet. */
  inForce(): Promise<Policies>;
  /** The policies as the log has them now, or the last known ones while it does not answer. Throws when none could be read yet. */
  newest(): Promise<Policies>;
  /** The policies with all that these digests name, as far as the log has them. Throws when none could be read yet. */
  with(digests: readonly string[]): Promise<Policies>;
}

/** `own`: the policy of the release, which is in force before the first adoption. */
export function followedPolicies(rows: PolicyRows, now: () => number, own: Policy = defaultPolicy): FollowedPolicies {
  const book = policiesOf([own]);
  const look = async (): Promise<Policies> => {
    for (const row of await rows.after(book.adoption()?.version ?? 0)) book.learn(eventInRow(row));
    return book;
  };
  const known = followed({ look, now });
  return {
    known: book,
    inForce: () => known(),
    newest: () => known(true),
    // A Worker may know a newer policy than this instance.
    with: async (digests) => {
      await known();
      return digests.every((digest) => book.whole(digest)) ? book : known(true);
    },
  };
}

/** The digests of the policies by which stages and the cron decided these commands. */
export const policiesNamedIn = (commands: readonly HostCommand[]): readonly string[] =>
  commands.flatMap((call) => {
    const command = call.type === "Relay" ? call.command : call;
    return "policy" in command && command.policy ? [command.policy] : [];
  });

/** The policy in force, which is left out for a caller that has it. */
export function policyAnswer(policies: Policies, known: string | null): PolicyAnswer {
  const policy = policies.inForce();
  const digest = policyDigest(policy);
  return { digest, policy: digest === known ? null : policy, adoption: policies.adoption() };
}

/** One for each instance: its databases do not change while it lives. */
let kept: FollowedPolicies | null = null;
let clock: () => number;

export function policiesIn(env: PoliciesEnv, now: () => number): FollowedPolicies {
  clock = now;
  kept ??= followedPolicies(policyRowsIn(env), () => clock());
  return kept;
}

function policyRowsIn(env: PoliciesEnv): PolicyRows {
  const shards = eventShards(env);
  return whenInstalled(shards, d1PolicyRows(shards));
}
