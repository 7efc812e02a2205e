// Writes the tables, indexes and triggers of a database as one text, which tests compare with the frozen schema.

export interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

export const SELECT_SCHEMA = "SELECT type, name, sql FROM sqlite_master ORDER BY tbl_name, type DESC, name";

/** Objects that SQLite, D1 or the migration tool add to a database. */
const NOT_OURS = /^(sqlite_|_cf_|d1_migrations$)/;

export const schemaText = (rows: readonly SchemaRow[]): string =>
  rows
    .filter(({ name }) => !NOT_OURS.test(name))
    .map(({ type, name, sql }) => `-- ${type} ${name}\n${sql ?? ""}`)
    .join("\n\n");
