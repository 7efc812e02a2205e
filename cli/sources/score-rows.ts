// Reads the contacts' scores for a ranking: from the read model of a live log, page by page in the order of its keys, and from the events of an
// export, which has no read model.
import * as z from "zod";
import { scoreRow } from "../../domain/contact/rows.ts";
import type { RankedContact } from "../../domain/rules/score-rank.ts";
import { foldStream } from "../../replay/fold.ts";
import { Instant } from "../../schema/formats.ts";
import { ContactId } from "../../schema/ids.ts";
import { Tier } from "../../schema/lists.ts";
import { RoleFitBy } from "../../schema/score-lists.ts";
import type { OpenedSource } from "./opened-source.ts";
import type { Query } from "./query.ts";

const PAGE = 1_000;

const SELECT_SCORES =
  "SELECT stream_id AS contactId, tier, composite, role_fit AS roleFit, scored_at AS asOf FROM contact_scores WHERE stream_id > ?1 AND vertical = ?2 ORDER BY stream_id LIMIT 1000";
const Key = z.object({ contactId: z.string() });
const Scored = z.object({
  contactId: ContactId,
  tier: Tier,
  composite: z.coerce.number().pipe(z.int().min(0).max(10_000)),
  roleFit: RoleFitBy.nullable(),
  asOf: Instant,
});

/** A page of scores, and how many of its rows cannot be read because somebody changed them by hand. */
export interface ScorePage {
  readonly contacts: readonly RankedContact[];
  readonly unreadable: number;
}

/** The scores of the contacts of a vertical. */
export async function* scorePages(
  { databases, log }: Pick<OpenedSource, "databases" | "log">,
  vertical: string,
): AsyncGenerator<ScorePage> {
  for (const database of databases) yield* storedScores(database, vertical);
  if (databases.length > 0) return;
  for await (const stream of log.streams({ prefix: "ct_" })) {
    const row = scoreRow(ContactId.parse(stream.streamId), foldStream(stream).contact);
    if (row?.vertical === vertical) yield pageOf([{ ...row, contactId: row.streamId, asOf: row.scoredAt }]);
  }
}

async function* storedScores(database: Query, vertical: string): AsyncGenerator<ScorePage> {
  for (let after = ""; ;) {
    const rows = await database(SELECT_SCORES, [after, vertical]);
    yield pageOf(rows);
    if (rows.length < PAGE) return;
    after = Key.parse(rows.at(-1)).contactId;
  }
}

function pageOf(rows: readonly unknown[]): ScorePage {
  const contacts = rows.flatMap((row) => Scored.safeParse(row).data ?? []);
  return { contacts, unreadable: rows.length - contacts.length };
}
