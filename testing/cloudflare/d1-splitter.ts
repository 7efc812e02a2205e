// How Cloudflare's API cuts an SQL text into statements, with its known faults: a model for tests and for the local peer of the API.

/**
 * The statements that D1 makes of the `sql` of `POST /accounts/:account/d1/database/:database/query`, in their order and without the `;`
 * that ends them. SQLite then prepares each: a cut trigger gives `incomplete input: SQLITE_ERROR`, a piece that is only a comment gives
 * `SQL code did not contain a statement`, and two statements in one piece give `A prepared SQL statement must contain only one statement`
 * (all with code 7500 and status 400). The statements of one request are one transaction: of a request that is refused nothing is stored.
 *
 * Cloudflare publishes neither the splitter nor a description. What is known (read in November 2026; numbers are issues of
 * cloudflare/workers-sdk where nothing else is named):
 *
 * - `wrangler d1 migrations apply --remote` (4.156) reads each file whole, appends its `INSERT INTO "d1_migrations"`, and sends both as one
 *   `sql`; since #14991 it first turns CRLF into LF. The splitter that wrangler has is for local databases only and follows SQLite's
 *   `sqlite3_complete`, so that a local run proves nothing about D1. `wrangler d1 execute --remote --file` goes another way: it uploads the
 *   file to `/import`, which runs it as SQLite does and takes what `/query` refuses (#15178); it locks the database meanwhile.
 * - `/query` takes `{ sql, params }`, or `{ batch: [{ sql, params }, …] }`; each `sql` may have several statements (the page "Query D1
 *   Database" of the API's reference), and is cut, also when it is one trigger (emdash-cms/emdash #3301, #3306).
 * - `CASE … END` in a trigger: its `END` is taken for that of the trigger. In parentheses it is not (#4326, #4727; emdash-cms/emdash #3306;
 *   botiverse/hands PR 328).
 * - `begin` in lower case opens no trigger; `end` in lower case closes one (#10998, #15314).
 * - CRLF after `BEGIN` (#14991), and line breaks in a trigger at all (#4998: on one line it was taken; #15690; botiverse/hands PR 327).
 *   Others had triggers of several lines taken (#10998; emdash-cms/emdash #3306), so something else is the cause; what it is, nobody found.
 * - Comments are not recognised: a quotation mark in one begins a string (#4713), and a `;` in one ends a statement (#3892).
 * - Strings are recognised: a `;` in one cuts nothing.
 *
 * Where reports differ, this model does the worse, and it recognises a trigger's body only within one line. So what survives here survives
 * each of the reports. Limits that are not the splitter's: 100,000 bytes a statement (cloudflare/workerd #3049), 30 seconds a request, and no
 * `BEGIN TRANSACTION` (cloudflare/workerd #5411).
 */
export function splitAsD1(sql: string): readonly string[] {
  const statements: string[] = [];
  let start = 0;
  let quote: string | null = null;
  let isInBody = false;
  for (let index = 0; index < sql.length; index += 1) {
    const char = sql.charAt(index);
    if (quote !== null) {
      if (char === quote) quote = null;
    } else if (QUOTES.has(char)) {
      quote = char;
    } else if (char === "\n" || char === "\r") {
      isInBody = false;
    } else if (BODY_BEGINS.test(sql.slice(index - 1, index + 6))) {
      isInBody = true;
    } else if (BODY_ENDS.test(sql.slice(index - 1, index + 4))) {
      isInBody = false;
    } else if (char === ";" && !isInBody) {
      statements.push(sql.slice(start, index));
      start = index + 1;
    }
  }
  return [...statements, sql.slice(start)].map((statement) => statement.trim()).filter((statement) => statement !== "");
}

const QUOTES = new Set(["'", '"', "`"]);

/** In capital letters, between two spaces. */
const BODY_BEGINS = /^ BEGIN /;

/** A word, in any case, unless a parenthesis follows it. */
const BODY_ENDS = /^[^A-Za-z0-9_]END(?![A-Za-z0-9_)])/i;
