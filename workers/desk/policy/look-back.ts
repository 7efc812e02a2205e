// What a policy would have changed in the last 90 days, before it is adopted: the log's decisions derived again (replay/what-if.ts), so many contacts in one
// request as a person waits for. What was found travels in the form, signed, and is taken up where it ended.
import * as z from "zod";
import { policyContext } from "../../../replay/context.ts";
import { Aspect, type Change } from "../../../replay/differences.ts";
import { isRunAgain, whatIfStream } from "../../../replay/what-if.ts";
import { openWhatIfSum, WHAT_IF_DAYS, whatIfDigest, WhatIfSum } from "../../../replay/what-if-sum.ts";
import { Instant } from "../../../schema/formats.ts";
import { AdminId, ContactId } from "../../../schema/ids.ts";
import { type Policy, policyDigest, policyMark, PolicySection } from "../../../schema/policy.ts";
import { DAY_MS, SECOND_MS } from "../../../schema/time.ts";
import type { Desk } from "../desk.ts";
import type { Identities } from "../identities.ts";
import { markValue, readValue, type Session } from "../session.ts";

/** A request ends after so many contacts (with 17 events each: five calls, and 1.2 s of processor time), or after this time. */
const MOST_CONTACTS = 500;
const LONGEST_MS = 5 * SECOND_MS;

/** So many contacts are named, each with its first changes: their list travels in a form. */
export const MOST_NAMED = 20;
const MOST_CHANGES = 3;

const Named = z.strictObject({
  contactId: ContactId,
  changes: z.array(z.strictObject({ version: z.int(), aspect: Aspect, from: z.string(), to: z.string() })),
  /** How many more changes the contact has. */
  more: z.int().min(0),
});
export type NamedChanges = Readonly<z.infer<typeof Named>>;

const LookBack = z.strictObject({
  /** The digest of the policy that would be in force, and of the one that is. */
  candidate: z.string(),
  inForce: z.string(),
  since: Instant,
  until: Instant,
  /** The last contact that was looked at; null where all were. */
  after: ContactId.nullable(),
  sum: WhatIfSum,
  named: z.array(Named).max(MOST_NAMED),
});
export type LookBack = Readonly<z.infer<typeof LookBack>>;

/** The policy that would be in force, and the one that is. */
export interface Compared {
  readonly candidate: Policy;
  readonly inForce: Policy;
}

/** Whether the log can say anything about this change. */
export const canLookBack = ({ candidate, inForce }: Compared): boolean =>
  PolicySection.options.some(
    (section) => isRunAgain(section) && policyMark(candidate, section).digest !== policyMark(inForce, section).digest,
  );

/** Looks at the next contacts, from where `begun` ended, or from the beginning. Throws when the log does not answer. */
export async function lookBack(desk: Desk, compared: Compared, begun: LookBack | null): Promise<LookBack> {
  const start = desk.now().getTime();
  const until = begun?.until ?? new Date(start).toISOString();
  const since = begun?.since ?? new Date(start - WHAT_IF_DAYS * DAY_MS).toISOString();
  const context = policyContext(await desk.reads.stream(AdminId.parse("ad_policy")));
  const sum = openWhatIfSum(begun?.sum);
  const named = [...(begun?.named ?? [])];
  let after = begun?.after ?? null;
  let looked = 0;
  do {
    const { rows, next }: Awaited<ReturnType<Desk["reads"]["contactStreams"]>> = await desk.reads.contactStreams(
      after === null ? {} : { after },
    );
    for (const stream of rows) {
      const one = whatIfStream(stream, compared.candidate, context, { since, until });
      sum.add(one);
      if (one.changes.length > 0 && named.length < MOST_NAMED) named.push(namedOf(stream.streamId, one.changes));
    }
    looked += rows.length;
    after = next;
  } while (after !== null && looked < MOST_CONTACTS && desk.now().getTime() - start < LONGEST_MS);
  return { ...digestsOf(compared), since, until, after, sum: sum.sum(), named };
}

const namedOf = (contactId: ContactId, changes: readonly Change[]): NamedChanges => ({
  contactId,
  changes: changes.slice(0, MOST_CHANGES).map(({ version, aspect, from, to }) => ({ version, aspect, from, to })),
  more: Math.max(0, changes.length - MOST_CHANGES),
});

const digestsOf = ({ candidate, inForce }: Compared) => ({
  candidate: policyDigest(candidate),
  inForce: policyDigest(inForce),
});

const PURPOSE = "policy-look-back";

/** What was found, for the form that goes on with it or adopts the policy. */
export const markLook = (identities: Identities, session: Session, look: LookBack): string =>
  markValue(identities, session, PURPOSE, JSON.stringify(look));

/** What was found, of a form; null where the text is not ours, of another session or release, or of other policies. */
export function readLook(
  identities: Identities,
  session: Session,
  marked: unknown,
  compared: Compared,
): LookBack | null {
  const text = typeof marked === "string" ? readValue(identities, session, PURPOSE, marked) : null;
  const read = LookBack.safeParse(text === null ? null : JSON.parse(text));
  if (!read.success) return null;
  const own = digestsOf(compared);
  return read.data.candidate === own.candidate && read.data.inForce === own.inForce ? read.data : null;
}

/** The digest that the adoption records. */
export const digestOfLook = ({ since, until, after, sum }: LookBack, candidate: Policy): string =>
  whatIfDigest({ candidate, since, until, sum, isWhole: after === null });
