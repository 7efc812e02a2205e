// Reads the contacts whose run waits at a hold, or for the claim of an approved draft: those that a new entry of the suppression list may have to
// stop. In pages over all databases of the log, each by an index.
import * as z from "zod";
import { ContactId, HoldId } from "../schema/ids.ts";
import { pageOf } from "./keyset.ts";
import { mergedPage } from "./sharded-hold-reads.ts";

/** What a contact waits for. */
export const Waiting = z.enum(["open", "approved"]);
export type Waiting = z.infer<typeof Waiting>;

/** A place in the order of the holds: when they were opened, or ended. */
export const WaitingKey = z.strictObject({ at: z.string(), holdId: z.string() });
export type WaitingKey = z.infer<typeof WaitingKey>;

export interface WaitingQuery {
  readonly waiting: Waiting;
  readonly after: WaitingKey;
  /** How many rows of holds are read at most. */
  readonly limit: number;
}

export interface WaitingPage {
  /** The contacts among the rows that wait; a row of an approval that was claimed is read and left out. */
  readonly contacts: readonly ContactId[];
  /** The key after which the next page begins; null for the last page. */
  readonly next: WaitingKey | null;
}

// The conditions are written as in the partial indexes. The condition of what waits is outside, so that a page reads no more rows than its limit.
const READS: Readonly<Record<Waiting, string>> = {
  open: `SELECT opened_at AS at, hold_id AS holdId, stream_id AS contactId, 1 AS waits FROM holds
    WHERE state = 'open' AND (opened_at, hold_id) > (?1, ?2) ORDER BY opened_at, hold_id LIMIT ?3`,
  approved: `SELECT at, holdId, contactId, state = 'approved' AND NOT EXISTS (
      SELECT 1 FROM contact_flags WHERE stream_id = contactId AND sends ->> ('$."' || run_id || '"') IS NOT NULL) AS waits
    FROM (SELECT ended_at AS at, hold_id AS holdId, stream_id AS contactId, state, run_id FROM holds
      WHERE state NOT IN ('open', 'confirmed') AND (ended_at, hold_id) > (?1, ?2) ORDER BY ended_at, hold_id LIMIT ?3)
    ORDER BY at, holdId`,
};

const Row = z.object({ at: z.string(), holdId: z.string(), contactId: z.string(), waits: z.int() });

/** The next page of contacts that wait, in the order in which their holds were opened or ended. */
export async function waitingContacts(
  shards: readonly D1Database[],
  { waiting, after, limit }: WaitingQuery,
): Promise<WaitingPage> {
  const keyOf = ({ at, holdId }: z.infer<typeof Row>): WaitingKey => ({ at, holdId });
  const pages = await Promise.all(
    shards.map(async (shard) => {
      const statement = shard.prepare(READS[waiting]).bind(after.at, after.holdId, limit + 1);
      return pageOf(Row.array().parse((await statement.all()).results), limit, keyOf);
    }),
  );
  const { rows, next } = mergedPage(pages, limit, (row) => ({ ...keyOf(row) }));
  return {
    // A row that was changed by hand may name no contact; the comparison with the objects finds it.
    contacts: rows.flatMap(({ contactId, waits }) => (waits === 1 ? (ContactId.safeParse(contactId).data ?? []) : [])),
    next: next && WaitingKey.parse(next),
  };
}

const NEWEST =
  "SELECT coalesce((SELECT revision FROM suppressions WHERE op = 'add' ORDER BY revision DESC LIMIT 1), 0) AS revision";
const Newest = z.strictObject({ revision: z.int().min(0) });

/** The rows of ended holds that are read at most for what people are shown of them. */
const MOST_ENDED = 2_000;

/** An approved draft that is not sent. */
const Unsent = z.object({ at: z.string(), holdId: HoldId, contactId: ContactId });

const UNSENT = `SELECT ended_at AS at, hold_id AS holdId, stream_id AS contactId
  FROM (SELECT ended_at, hold_id, stream_id, state, run_id FROM holds
    WHERE state NOT IN ('open', 'confirmed') AND ended_at > ?1 ORDER BY ended_at, hold_id LIMIT ?2)
  WHERE state = 'approved'
    AND NOT EXISTS (SELECT 1 FROM contact_flags WHERE stream_id = contactId AND sends ->> ('$."' || run_id || '"') IS NOT NULL)
    AND run_id NOT IN (SELECT run_id FROM unwritten_runs WHERE ended_at > ?1)
  ORDER BY at, holdId LIMIT ?3`;

/**
 * The drafts that were approved after `since` and whose message is not sent, nor the run ended without it: the longest waiting first, so many at most.
 * `isCut`: there may be more.
 */
export async function unsentApprovals(
  shards: readonly D1Database[],
  { since, limit }: { readonly since: string; readonly limit: number },
): Promise<{ readonly rows: readonly z.infer<typeof Unsent>[]; readonly isCut: boolean }> {
  const found = await Promise.all(
    shards.map(async (shard) => {
      const [unsent, ended] = await shard.batch([
        shard.prepare(UNSENT).bind(since, MOST_ENDED, limit + 1),
        shard.prepare(ENDED).bind(since, MOST_ENDED),
      ]);
      return { rows: unsent?.results ?? [], isRead: Ended.parse(ended?.results[0]).rows < MOST_ENDED };
    }),
  );
  // A row that was changed by hand may name no contact; the comparison with the objects finds it.
  const rows = found
    .flatMap((one) => one.rows.flatMap((row) => Unsent.safeParse(row).data ?? []))
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return { rows: rows.slice(0, limit), isCut: rows.length > limit || found.some(({ isRead }) => !isRead) };
}

const ENDED = `SELECT count(*) AS rows FROM (SELECT 1 FROM holds
  WHERE state NOT IN ('open', 'confirmed') AND ended_at > ?1 ORDER BY ended_at, hold_id LIMIT ?2)`;
const Ended = z.object({ rows: z.int() });

/** The revision of the newest row that put something on the suppression list; 0 for an empty list. */
export const newestEntry = async (crm: D1Database): Promise<number> =>
  Newest.parse(await crm.prepare(NEWEST).first()).revision;
