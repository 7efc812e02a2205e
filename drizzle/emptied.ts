// SQL that empties the personal columns of a row and keeps the row. Which columns are personal is in personal-columns.ts.
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";

/** The `SET` list of an UPDATE that empties columns: NULL, or the empty text for a NOT NULL column. */
export function emptied(table: SQLiteTable, names: readonly string[]): string {
  const columns = getTableConfig(table).columns.filter(({ name }) => names.includes(name));
  if (columns.length !== names.length)
    throw new Error(`${getTableConfig(table).name} lacks one of ${names.join(", ")}`);
  return columns.map(({ name, notNull }) => `${name} = ${notNull ? "''" : "NULL"}`).join(", ");
}
