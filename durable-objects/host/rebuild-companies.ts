// Makes the CRM's rows of companies again from their streams: every row that an event makes, and none that no event makes. A repeat changes
// nothing.
import { CompanyId } from "../../schema/ids.ts";
import type { CompanyRows } from "../../drizzle/company-rows.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import { foldCompany } from "../../domain/company/evolve.ts";
import { companyModel } from "../../domain/company/rows.ts";
import { eventInRow } from "../../schema/events.ts";
import { brokenAt } from "./logged-stream.ts";

export interface CompanyPorts {
  readonly log: Pick<EventLog, "read">;
  readonly companies: CompanyRows;
}

/** A person records a company a few times a minute at most, so three tries are enough. */
const MOST_TRIES = 3;

/**
 * Makes the rows of one company again. Returns how many were changed; null when its events are not a chain, or when it was changed at each of the
 * tries. An object writes its rows after the log has its event: where the log still ends at the same event afterwards, no later rows were replaced.
 */
export async function restoreCompany(id: CompanyId, { log, companies }: CompanyPorts): Promise<number | null> {
  let changed = 0;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const rows = await log.read({ streamId: id });
    if (brokenAt(id, rows) !== null) return null;
    changed += await companies.restore(id, companyModel(id, foldCompany(rows.map((row) => eventInRow(row)))));
    const later = await log.read({ streamId: id, from: rows.length + 1 });
    if (later.length === 0) return changed;
  }
  return null;
}

/** Removes the rows of companies that the log does not have, a page of them. `next`: the id after which the next page begins. */
export async function removeUnlogged(
  { after, limit }: { readonly after: string; readonly limit: number },
  { log, companies }: CompanyPorts,
): Promise<{ readonly removed: number; readonly next: string | null }> {
  const page = await companies.idsAfter({ after, limit });
  let removed = 0;
  for (const text of page) {
    const id = CompanyId.safeParse(text).data;
    const [first] = id ? await log.read({ streamId: id }) : [];
    if (!first) removed += await companies.restore(text, null);
  }
  return { removed, next: page.length === limit ? (page.at(-1) ?? null) : null };
}
