// The list, asked before a model is: no token is paid for somebody whom it stops. The gate at the hold asks it again, and decides.
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import type { Lookups } from "../../schema/lookups.ts";

/** The digests by which the list may know somebody. */
export const digestsOf = (lookups: readonly Lookups[]): string[] => lookups.flatMap((one) => Object.values(one));

/** Which of so many people's digests are on the list; nothing is read for nobody. Throws when the list cannot be read. */
export async function readListed(
  list: Pick<SuppressionList, "read">,
  people: readonly (readonly Lookups[])[],
): Promise<ReadonlySet<string>> {
  const digests = new Set(people.flatMap(digestsOf));
  return new Set(digests.size === 0 ? [] : (await list.read([...digests])).suppressed);
}

export const isListed = (listed: ReadonlySet<string>, lookups: readonly Lookups[]): boolean =>
  digestsOf(lookups).some((digest) => listed.has(digest));
