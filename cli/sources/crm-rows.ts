// Reads rows of the CRM and of the outbox by their keys, and the suppression list in pages. Comparing them with the events is in
// verify-list.ts and verify-rows.ts.
import * as z from "zod";
import type { ListRow } from "../../replay/list-rows.ts";
import type { DaySpend } from "../../replay/spend.ts";
import type { StoredContact, StoredMessage, StoredReceipt } from "../../replay/stored-rows.ts";
import type { Query } from "./query.ts";

const SELECT_LIST =
  "SELECT revision, op, kind, digest, at FROM suppressions WHERE revision > CAST(?1 AS INTEGER) ORDER BY revision LIMIT 500";
const SELECT_REVISIONS = "SELECT stream_id AS streamId, revision FROM list_revisions";
const SELECT_CONTACTS =
  "SELECT id, email, company_id AS companyId, placed_version AS placedVersion, corrected_version AS correctedVersion, title_version AS titleVersion, json_object('name', corrected_name, 'title', corrected_title, 'company', corrected_company_name) AS corrected FROM contacts WHERE id IN (SELECT value FROM json_each(?1))";
const SELECT_RECEIPTS =
  "SELECT receipt, contact_id AS contactId, source FROM receipts WHERE receipt IN (SELECT value FROM json_each(?1))";
const SELECT_MESSAGES =
  "SELECT idempotency_key AS idempotencyKey, stream_id AS streamId, approval_id AS approvalId, recipient, subject, message FROM outbox WHERE idempotency_key IN (SELECT value FROM json_each(?1))";
const COUNT_MESSAGES = "SELECT count(*) AS count FROM outbox";
const SELECT_MESSAGE_KEYS =
  "SELECT idempotency_key AS idempotencyKey, stream_id AS streamId FROM outbox WHERE idempotency_key > ?1 ORDER BY idempotency_key LIMIT 500";
const SELECT_SPEND = "SELECT day, source, calls, tokens, micro_dollars AS microDollars FROM model_spend";

const text = z.coerce.string();
const count = z.coerce.number();
const Spend = z.object({ day: text, source: text, calls: count, tokens: count, microDollars: count });
const MessageKey = z.object({ idempotencyKey: text, streamId: text });
const Listed = z.object({ revision: z.coerce.number(), op: text, kind: text, digest: text, at: text });
const Revision = z.object({ streamId: text, revision: z.coerce.number() });
const [version, word] = [count.nullable(), z.string().nullable()];
const Contact = z.object({
  id: text,
  email: text,
  companyId: text.nullable(),
  placedVersion: version,
  correctedVersion: version,
  titleVersion: version,
  corrected: z
    .string()
    .transform((json) => JSON.parse(json) as unknown)
    .pipe(z.strictObject({ name: word, title: word, company: word })),
});
const Receipt = z.object({ receipt: text, contactId: text, source: text });
const Message = z.object({
  idempotencyKey: text,
  streamId: text,
  approvalId: text,
  recipient: text,
  subject: text,
  message: text,
});

/** The rows of the suppression list in the order of their revisions, with the database's time of each. */
export async function* listRows(crm: Query): AsyncGenerator<ListRow & { readonly at: string }> {
  for (let after = 0; ;) {
    const page = Listed.array().parse(await crm(SELECT_LIST, [after]));
    const last = page.at(-1);
    if (!last) return;
    yield* page;
    after = last.revision;
  }
}

/** The log's own record of the highest revision of each stream of the list. */
export async function listRevisions(databases: readonly Query[]): Promise<ReadonlyMap<string, number>> {
  const rows = (await Promise.all(databases.map((database) => database(SELECT_REVISIONS, [])))).flat();
  return new Map(
    Revision.array()
      .parse(rows)
      .map(({ streamId, revision }) => [streamId, revision]),
  );
}

async function byKey<Row>(
  database: Query,
  sql: string,
  { keys, shape, keyOf }: { keys: readonly string[]; shape: z.ZodType<Row>; keyOf: (row: Row) => string },
): Promise<ReadonlyMap<string, Row>> {
  if (keys.length === 0) return new Map();
  const rows = z.array(shape).parse(await database(sql, [JSON.stringify(keys)]));
  return new Map(rows.map((row) => [keyOf(row), row]));
}

export const contactRows = (crm: Query, keys: readonly string[]): Promise<ReadonlyMap<string, StoredContact>> =>
  byKey(crm, SELECT_CONTACTS, { keys, shape: Contact, keyOf: ({ id }) => id });
export const receiptRows = (crm: Query, keys: readonly string[]): Promise<ReadonlyMap<string, StoredReceipt>> =>
  byKey(crm, SELECT_RECEIPTS, { keys, shape: Receipt, keyOf: ({ receipt }) => receipt });
/** `first` is EVENTS_0: the outbox is there. */
export const outboxRows = (first: Query, keys: readonly string[]): Promise<ReadonlyMap<string, StoredMessage>> =>
  byKey(first, SELECT_MESSAGES, { keys, shape: Message, keyOf: ({ idempotencyKey }) => idempotencyKey });

/** The number of messages in the outbox. */
export async function countMessages(first: Query): Promise<number> {
  const [row] = z.array(z.object({ count })).parse(await first(COUNT_MESSAGES, []));
  return row?.count ?? 0;
}

/** The keys of all messages of the outbox, with the stream that each names, in pages. */
export async function* messageKeys(first: Query): AsyncGenerator<readonly z.infer<typeof MessageKey>[]> {
  for (let after = ""; ;) {
    const page = MessageKey.array().parse(await first(SELECT_MESSAGE_KEYS, [after]));
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.idempotencyKey;
  }
}

/** The rows of what calls of models have cost, of all databases. */
export const spendRows = async (databases: readonly Query[]): Promise<readonly DaySpend[]> =>
  Spend.array().parse((await Promise.all(databases.map((database) => database(SELECT_SPEND, [])))).flat());
