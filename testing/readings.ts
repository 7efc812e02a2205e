// Readings of a suppression list for tests and evals. A reading can be made by `readList` only, so these read a list that has all of
// the given persons' digests, or none.
import { type ListRead, readList } from "../domain/rules/list-read.ts";
import type { Lookups } from "../schema/lookups.ts";

interface Given {
  readonly isListed?: boolean;
  readonly revision?: number;
}

export const readingOf = (
  lookups: readonly Lookups[],
  { isListed = false, revision = 1 }: Given = {},
): Promise<ListRead> =>
  readList({ read: async (digests) => ({ revision, suppressed: isListed ? digests : [] }) }, [lookups], () => 0);
