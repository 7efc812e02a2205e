// SQL that writes rows from a JSON parameter, generated from a table's declaration: a row's fields have the names of the declaration's columns.
// Splitting rows into parameters is in json-parameters.ts.
import { getTableColumns } from "drizzle-orm";
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";

/** `INSERT … SELECT … FROM json_each(?1)`: inserts the rows of one JSON array, if `condition` holds. An absent field is NULL. */
export function insertRows(table: SQLiteTable, condition = "true"): string {
  const columns = Object.entries(getTableColumns(table));
  const names = columns.map(([, { name }]) => name).join(", ");
  const fields = columns.map(([field]) => `value ->> '$.${field}'`).join(", ");
  // `WHERE` keeps a following ON CONFLICT from being read as a join's ON.
  return `INSERT INTO ${getTableConfig(table).name} (${names}) SELECT ${fields} FROM json_each(?1) WHERE ${condition}`;
}

/** Inserts rows, if `condition` holds, and replaces a stored row whose column `by` is lower. An equal or lower `by` writes nothing. */
export function replaceOlderRows(table: SQLiteTable, by: string, condition = "true"): string {
  const { tableName, keyNames, changes } = partsOf(table);
  return `${insertRows(table, condition)} ON CONFLICT (${keyNames}) DO UPDATE SET ${changes} WHERE excluded.${by} > ${tableName}.${by}`;
}

/** Inserts rows, and replaces stored rows that differ in any column, if `condition` holds. */
export function replaceDifferingRows(table: SQLiteTable, condition: string): string {
  const { keyNames, changes, isDifferent } = partsOf(table);
  return `${insertRows(table, condition)} ON CONFLICT (${keyNames}) DO UPDATE SET ${changes} WHERE ${isDifferent}`;
}

function partsOf(table: SQLiteTable) {
  const { name: tableName, columns, primaryKeys } = getTableConfig(table);
  const key = (primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary)).map(({ name }) => name);
  const others = columns.map(({ name }) => name).filter((name) => !key.includes(name));
  return {
    tableName,
    keyNames: key.join(", "),
    changes: others.map((name) => `${name} = excluded.${name}`).join(", "),
    isDifferent: others.map((name) => `${tableName}.${name} IS NOT excluded.${name}`).join(" OR "),
  };
}
