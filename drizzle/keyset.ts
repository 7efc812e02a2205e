// Paging by key instead of by number.
import { sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";

/** Rows after `key` in the order of two columns; undefined, which asks for nothing, at the beginning of a list. */
export const isAfter = (columns: readonly [SQLiteColumn, SQLiteColumn], key: readonly [string, string] | undefined) =>
  key && sql`(${columns[0]}, ${columns[1]}) > (${key[0]}, ${key[1]})`;

/** The same for a list that runs backwards. */
export const isBefore = (columns: readonly [SQLiteColumn, SQLiteColumn], key: readonly [string, string] | undefined) =>
  key && sql`(${columns[0]}, ${columns[1]}) < (${key[0]}, ${key[1]})`;

/** A page of what was asked for with one row more than `limit`: the one row tells that there are more. */
export function pageOf<Row, Key>(
  found: readonly Row[],
  limit: number,
  keyOf: (row: Row) => Key,
): { rows: readonly Row[]; next: Key | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: last !== undefined && found.length > limit ? keyOf(last) : null };
}

/** Whether a column's value is among `values`; one parameter, however many they are. */
export const isIn = (column: SQLiteColumn, values: readonly string[]) =>
  sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;
