// SQL that removes the text of columns and keeps the row: it is overwritten first, then emptied. Which columns are personal is in
// personal-columns.ts.
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { fillerSql } from "../schema/filler.ts";

/**
 * Two UPDATEs for one transaction. The first writes filler of the same length over the columns, which SQLite does in place; the second sets them
 * to NULL, or to the empty text for a NOT NULL column. Without the first, the text would stay in the unused part of its page.
 */
export function overwriteAndEmpty(
  table: SQLiteTable,
  names: readonly string[],
  where: string,
): readonly [overwrite: string, empty: string] {
  const { name } = getTableConfig(table);
  return [
    `UPDATE ${name} SET ${overwritten(names)} WHERE ${where}`,
    `UPDATE ${name} SET ${emptied(table, names)} WHERE ${where}`,
  ];
}

/** The `SET` list of an UPDATE that writes filler over columns. */
export const overwritten = (names: readonly string[]): string =>
  names.map((name) => `${name} = ${fillerSql(name)}`).join(", ");

/** The `SET` list of an UPDATE that empties columns: NULL, or the empty text for a NOT NULL column. */
export function emptied(table: SQLiteTable, names: readonly string[]): string {
  const columns = getTableConfig(table).columns.filter(({ name }) => names.includes(name));
  if (columns.length !== names.length)
    throw new Error(`${getTableConfig(table).name} lacks one of ${names.join(", ")}`);
  return columns.map(({ name, notNull }) => `${name} = ${notNull ? "''" : "NULL"}`).join(", ");
}
