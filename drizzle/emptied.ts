// What takes the personal text out of a row and leaves the row.
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";

/** `SET` of an UPDATE that empties columns: those that must have a value get the empty text. */
export function emptied(table: SQLiteTable, names: readonly string[]): string {
  const columns = getTableConfig(table).columns.filter(({ name }) => names.includes(name));
  if (columns.length !== names.length)
    throw new Error(`${getTableConfig(table).name} lacks one of ${names.join(", ")}`);
  return columns.map(({ name, notNull }) => `${name} = ${notNull ? "''" : "NULL"}`).join(", ");
}
