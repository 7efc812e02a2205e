// SQL for writing rows that arrive as JSON, made from a table's declaration: a column's name here is the row's field there.
import { getTableColumns } from "drizzle-orm";
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";

/** `INSERT … SELECT … FROM json_each(?1)`: inserts the rows of one JSON array. An absent field is NULL. */
export function insertRows(table: SQLiteTable): string {
  const columns = Object.entries(getTableColumns(table));
  const names = columns.map(([, { name }]) => name).join(", ");
  const fields = columns.map(([field]) => `value ->> '$.${field}'`).join(", ");
  // `WHERE true` keeps a following ON CONFLICT from being read as a join's ON.
  return `INSERT INTO ${getTableConfig(table).name} (${names}) SELECT ${fields} FROM json_each(?1) WHERE true`;
}

/** Inserts rows, or replaces those that are older by column `by`. An equal or older row writes nothing. */
export function replaceOlderRows(table: SQLiteTable, by: string): string {
  const { name: tableName, columns, primaryKeys } = getTableConfig(table);
  const key = primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
  const keyNames = key.map(({ name }) => name);
  const changes = columns
    .filter(({ name }) => !keyNames.includes(name))
    .map(({ name }) => `${name} = excluded.${name}`);
  return `${insertRows(table)} ON CONFLICT (${keyNames.join(", ")}) DO UPDATE SET ${changes.join(", ")} WHERE excluded.${by} > ${tableName}.${by}`;
}
