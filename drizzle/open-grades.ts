// Reads what the grades of the open holds say, to be compared with what is recorded of their companies now. In pages over all databases of the log, by
// the index of the inbox: a hold that is decided is not read. The rows of contacts and companies are in another database.
import * as z from "zod";
import { ContactId } from "../schema/ids.ts";
import { jsonIn } from "../schema/json.ts";
import { Arithmetic } from "../schema/shown-hold.ts";
import { pageOf } from "./keyset.ts";
import { mergedPage } from "./sharded-hold-reads.ts";
import { WaitingKey } from "./waiting-contacts.ts";

export interface OpenGrade {
  readonly contactId: ContactId;
  /** Null where the row does not parse: it was changed by hand. */
  readonly arithmetic: Arithmetic | null;
}

export interface OpenGradesPage {
  readonly grades: readonly OpenGrade[];
  /** The key after which the next page begins; null for the last page. */
  readonly next: WaitingKey | null;
}

export interface OpenGradesQuery {
  readonly after: WaitingKey;
  /** How many rows of holds are read at most. */
  readonly limit: number;
}

// The condition is written as in the partial index `holds_open`.
const OPEN = `SELECT opened_at AS at, hold_id AS holdId, stream_id AS contactId, arithmetic FROM holds
  WHERE state = 'open' AND (opened_at, hold_id) > (?1, ?2) ORDER BY opened_at, hold_id LIMIT ?3`;

const Row = z.object({ at: z.string(), holdId: z.string(), contactId: z.string(), arithmetic: z.string() });

/** The next page of open holds, in the order in which they were opened: a hold that opens meanwhile comes after all others. */
export async function openGrades(
  shards: readonly D1Database[],
  { after, limit }: OpenGradesQuery,
): Promise<OpenGradesPage> {
  const keyOf = ({ at, holdId }: z.infer<typeof Row>): WaitingKey => ({ at, holdId });
  const pages = await Promise.all(
    shards.map(async (shard) => {
      const statement = shard.prepare(OPEN).bind(after.at, after.holdId, limit + 1);
      return pageOf(Row.array().parse((await statement.all()).results), limit, keyOf);
    }),
  );
  const { rows, next } = mergedPage(pages, limit, (row) => ({ ...keyOf(row) }));
  return {
    // A row that was changed by hand may name no contact; the comparison with the objects finds it.
    grades: rows.flatMap((row) => {
      const contactId = ContactId.safeParse(row.contactId).data;
      const arithmetic = Arithmetic.safeParse(jsonIn(row.arithmetic)).data ?? null;
      return contactId ? [{ contactId, arithmetic }] : [];
    }),
    next: next && WaitingKey.parse(next),
  };
}
