// Paging by the key of the last row instead of an offset, so that inserted and removed rows do not shift the next page.
import { type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";

/** The condition for rows after `key` in the order of two columns; undefined, which is no condition, at the beginning of a list. */
export const isAfter = (columns: readonly [SQLiteColumn, SQLiteColumn], key: readonly [string, string] | undefined) =>
  key && sql`(${columns[0]}, ${columns[1]}) > (${key[0]}, ${key[1]})`;

/** The same for the order of an expression and two columns. */
export const isAfterIn = (
  [first, ...columns]: readonly [SQL, SQLiteColumn, SQLiteColumn],
  key: readonly [string, string, string],
) => sql`(${first}, ${columns[0]}, ${columns[1]}) > (${key[0]}, ${key[1]}, ${key[2]})`;

/** The condition for rows before `key`, for a list in descending order. */
export const isBefore = (columns: readonly [SQLiteColumn, SQLiteColumn], key: readonly [string, string] | undefined) =>
  key && sql`(${columns[0]}, ${columns[1]}) < (${key[0]}, ${key[1]})`;

/** A page of rows that were selected with a limit of `limit + 1`: the extra row shows that more rows follow. */
export function pageOf<Row, Key>(
  found: readonly Row[],
  limit: number,
  keyOf: (row: Row) => Key,
): { rows: readonly Row[]; next: Key | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: last !== undefined && found.length > limit ? keyOf(last) : null };
}

/** The condition that a column's value is among `values`; it uses one parameter for any number of values. */
export const isIn = (column: SQLiteColumn, values: readonly string[]) =>
  sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;
