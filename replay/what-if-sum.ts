// Sums up what another policy would change for many contacts, and names the sum by a digest: an adoption records which one its person saw. The sum can
// be taken up again, because the desk derives a large log in several parts.
import * as z from "zod";
import { shortDigestOf } from "../schema/canonical.ts";
import { Digest } from "../schema/formats.ts";
import { type Policy, policyDigest } from "../schema/policy.ts";
import { Aspect, UnknownReason } from "./differences.ts";
import type { StreamWhatIf } from "./what-if.ts";

/** How much of the past a change of the policy is shown by, before it is adopted. */
export const WHAT_IF_DAYS = 90;

const count = z.int().min(0);

export const WhatIfSum = z.strictObject({
  contacts: count,
  runs: count,
  /** Contacts with at least one change of each aspect. */
  changed: z.record(Aspect, count),
  /** Contacts with at least one change. */
  changedContacts: count,
  /** Contacts with at least one unknown of each reason. */
  unknown: z.record(UnknownReason, count),
  /** A digest of every change and every unknown, contact after contact in the order in which they were added. */
  differences: Digest,
});
export type WhatIfSum = Readonly<z.infer<typeof WhatIfSum>>;

const none = <Key extends string>(keys: readonly Key[]): Record<Key, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;

const NOTHING: WhatIfSum = {
  contacts: 0,
  runs: 0,
  changed: none(Aspect.options),
  changedContacts: 0,
  unknown: none(UnknownReason.options),
  differences: shortDigestOf([]),
};

/** Sums up the results of many contacts, from `begun` on. Other streams count nothing. */
export function openWhatIfSum(begun: WhatIfSum = NOTHING): { add(one: StreamWhatIf): void; sum(): WhatIfSum } {
  const changed = { ...begun.changed };
  const unknown = { ...begun.unknown };
  let { contacts, runs, changedContacts, differences } = begun;
  return {
    add: (one) => {
      const { streamId, changes, unknowns } = one;
      if (!streamId.startsWith("ct_")) return;
      contacts += 1;
      runs += one.runs;
      changedContacts += changes.length > 0 ? 1 : 0;
      for (const aspect of new Set(changes.map((change) => change.aspect))) changed[aspect] += 1;
      for (const why of new Set(unknowns.map((each) => each.why))) unknown[why] += 1;
      if (changes.length + unknowns.length > 0) differences = shortDigestOf([differences, streamId, changes, unknowns]);
    },
    sum: () => ({ contacts, runs, changed: { ...changed }, changedContacts, unknown: { ...unknown }, differences }),
  };
}

/** What a person saw of a what-if, as `PolicyAdopted` names it. */
export interface WhatIfSeen {
  readonly candidate: Policy;
  /** The time that was looked at, as ISO times. */
  readonly since: string;
  readonly until: string;
  readonly sum: WhatIfSum;
  /** False where only the first contacts were looked at. */
  readonly isWhole: boolean;
}

export const whatIfDigest = ({ candidate, ...seen }: WhatIfSeen): string =>
  shortDigestOf({ policy: policyDigest(candidate), ...seen });
