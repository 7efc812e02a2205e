// Reads what calls of models have cost, for the budgets. A trigger counts each `LlmCalled` event when it is appended; no code writes the table,
// except `restoreSpend`, which counts it anew from the log.
import * as z from "zod";
import { SourceSpend } from "../schema/answers.ts";

export interface ModelSpend {
  /** The cost of a day (UTC, `2026-11-22`), each source once. Throws when a database does not answer. */
  read(day: string): Promise<readonly SourceSpend[]>;
}

const SELECT = "SELECT source, calls, tokens, micro_dollars AS microDollars FROM model_spend WHERE day = ?1";
const Rows = z.array(SourceSpend);

/** `shards` are the EVENTS databases: a call is counted in the database of its contact's stream. */
export const d1ModelSpend = (shards: readonly D1Database[]): ModelSpend => ({
  async read(day) {
    const answers = await Promise.all(shards.map((database) => database.prepare(SELECT).bind(day).all()));
    return summed(answers.flatMap(({ results }) => Rows.parse(results)));
  },
});

/** Adds up the rows of the same source, and sorts by source. */
export const summed = (rows: readonly SourceSpend[]): readonly SourceSpend[] =>
  [...Map.groupBy(rows, ({ source }) => source)]
    .map(([source, own]) =>
      own.reduce(
        (sum, { calls, tokens, microDollars }) => ({
          source,
          calls: sum.calls + calls,
          tokens: sum.tokens + tokens,
          microDollars: sum.microDollars + microDollars,
        }),
        { source, calls: 0, tokens: 0, microDollars: 0 },
      ),
    )
    .toSorted((one, other) => (one.source < other.source ? -1 : 1));

const COUNTED = `SELECT
  coalesce(substr(body ->> '$.at', 1, 10), '') AS day,
  coalesce(body ->> '$.payload.source', '') AS source,
  count(*) AS calls,
  sum(coalesce(body ->> '$.payload.tokensIn', 0) + coalesce(body ->> '$.payload.tokensOut', 0)) AS tokens,
  sum(coalesce(body ->> '$.payload.costMicroDollars', 0)) AS micro_dollars
FROM events WHERE type = 'LlmCalled' GROUP BY 1, 2`;
const COLUMNS = "day, source, calls, tokens, micro_dollars";

const REMOVE = `DELETE FROM model_spend WHERE (day, source) NOT IN (SELECT day, source FROM (${COUNTED}))`;
const RESTORE = `INSERT INTO model_spend (${COLUMNS})
SELECT * FROM (SELECT * FROM (${COUNTED}) EXCEPT SELECT ${COLUMNS} FROM model_spend) WHERE true
ON CONFLICT (day, source) DO UPDATE SET calls = excluded.calls, tokens = excluded.tokens, micro_dollars = excluded.micro_dollars`;

export interface Recounted {
  /** Rows that were missing or differed from the log. */
  readonly changed: number;
  /** Rows without any event. */
  readonly removed: number;
}

/** Counts the calls of one database anew, in one transaction that reads all its events. */
export async function restoreSpend(database: D1Database): Promise<Recounted> {
  const [removed, changed] = await database.batch([database.prepare(REMOVE), database.prepare(RESTORE)]);
  return { changed: changed?.meta.changes ?? 0, removed: removed?.meta.changes ?? 0 };
}
