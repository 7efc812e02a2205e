// Reads the CRM rows that must have an event in the log (suppressions and receipts), in pages by key, for the cron's reconciliation. Each row
// is read once in a sweep, and no table is scanned. Repairing is not here.
import * as z from "zod";
import { ContactId, Receipt } from "../schema/ids.ts";
import { FlagCause, SuppressionKind } from "../schema/lists.ts";
import { jsonParameters } from "./json-parameters.ts";
import { byDatabase } from "./database-of.ts";

const LIST =
  "SELECT revision, op, kind, digest, cause, by, at FROM suppressions WHERE revision > ?1 ORDER BY revision LIMIT ?2";
const HIGHEST = "SELECT coalesce(max(revision), 0) AS revision FROM suppressions";
const RECEIPTS =
  "SELECT receipt, contact_id AS contactId, at FROM receipts WHERE receipt > ?1 ORDER BY receipt LIMIT ?2";
// The subquery reads only the events of the contact's own stream, which is short.
const WITHOUT_EVENT = `
  SELECT value ->> '$.receipt' AS receipt FROM json_each(?1)
   WHERE NOT EXISTS (
     SELECT 1 FROM events WHERE stream_id = value ->> '$.contactId' AND body ->> '$.payload.receipt' = value ->> '$.receipt')`;

const ListRow = z.strictObject({
  revision: z.int().min(1),
  op: z.enum(["add", "lift"]),
  kind: SuppressionKind,
  digest: z.string(),
  cause: FlagCause,
  by: z.string().nullable(),
  at: z.string(),
});
export type ListRow = z.infer<typeof ListRow>;

const ReceiptRow = z.strictObject({ receipt: Receipt, contactId: ContactId, at: z.string() });
export type ReceiptRow = z.infer<typeof ReceiptRow>;

interface Page<Key> {
  readonly after: Key;
  readonly limit: number;
}

/** Entries of the suppression list after a revision, and the highest revision of the list. */
export async function listRowsAfter(
  crm: D1Database,
  { after, limit }: Page<number>,
): Promise<{ readonly rows: readonly ListRow[]; readonly highest: number }> {
  const [rows, highest] = await crm.batch([crm.prepare(LIST).bind(after, limit), crm.prepare(HIGHEST)]);
  return {
    rows: z.array(ListRow).parse(rows?.results),
    highest: z.tuple([z.strictObject({ revision: z.int() })]).parse(highest?.results)[0].revision,
  };
}

const COUNT = "SELECT coalesce(max(revision), 0) AS highest, count(*) AS rows FROM suppressions";
const Counted = z.strictObject({ highest: z.int(), rows: z.int() });

/** The list's highest revision and its number of rows. Revisions have no gap, so fewer rows than the highest are lost rows. */
export const countList = async (crm: D1Database): Promise<z.infer<typeof Counted>> =>
  Counted.parse(await crm.prepare(COUNT).first());

/** Receipts after a key, in the order of their keys, which is not their order in time. */
export async function receiptsAfter(crm: D1Database, { after, limit }: Page<string>): Promise<readonly ReceiptRow[]> {
  const { results } = await crm.prepare(RECEIPTS).bind(after, limit).all();
  return z.array(ReceiptRow).parse(results);
}

/** The receipts that no event of their contact's stream names. */
export async function withoutEvent(
  shards: readonly D1Database[],
  rows: readonly ReceiptRow[],
): Promise<readonly ReceiptRow[]> {
  const byShard = byDatabase(shards, rows, ({ contactId }) => contactId);
  const answers = await Promise.all(
    [...byShard].map(async ([shard, own]) => {
      const database = shards[shard];
      if (!database) throw new Error("the log has no database");
      const statements = jsonParameters(own).map((text) => database.prepare(WITHOUT_EVENT).bind(text));
      return (await database.batch(statements)).flatMap(({ results }) => results);
    }),
  );
  const lacking = new Set(
    z
      .array(z.strictObject({ receipt: Receipt }))
      .parse(answers.flat())
      .map(({ receipt }) => receipt),
  );
  return rows.filter(({ receipt }) => lacking.has(receipt));
}
