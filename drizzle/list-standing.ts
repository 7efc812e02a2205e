// Compares the suppression list with the log, for the desk: both are read now, and nothing is stored.
import type { ListStanding } from "./desk-reads.ts";
import { highestRevision } from "./list-revisions.ts";
import { d1ListRows } from "./list-rows.ts";

/** `shards` are the EVENTS databases in order. */
export function listStandingReads(shards: readonly D1Database[], crm: D1Database) {
  return {
    async listStanding(): Promise<ListStanding> {
      // The log first, because an entry has its row before its event.
      const logged = await highestRevision(shards);
      return {
        logged,
        listed: await d1ListRows(crm)
          .highest()
          .catch(() => null),
      };
    },
  };
}
