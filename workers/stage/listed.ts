// Reads the suppression list before a model is asked, so that no call is paid for a suppressed contact. The gate at the hold
// reads it again and decides.
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import type { Lookups } from "../../schema/lookups.ts";

/** The digests under which the suppression list may have a person. */
export const digestsOf = (lookups: readonly Lookups[]): string[] => lookups.flatMap((one) => Object.values(one));

/** The digests of these people that are on the list. Without people, nothing is read. Throws when the list cannot be read. */
export async function readListed(
  list: Pick<SuppressionList, "read">,
  people: readonly (readonly Lookups[])[],
): Promise<ReadonlySet<string>> {
  const digests = new Set(people.flatMap(digestsOf));
  return new Set(digests.size === 0 ? [] : (await list.read([...digests])).suppressed);
}

export const isListed = (listed: ReadonlySet<string>, lookups: readonly Lookups[]): boolean =>
  digestsOf(lookups).some((digest) => listed.has(digest));
