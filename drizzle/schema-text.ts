// What a database's tables, indexes and triggers are, as one text that can be compared.

export interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** What asks a database for its schema. */
export const SELECT_SCHEMA = "SELECT type, name, sql FROM sqlite_master ORDER BY tbl_name, type DESC, name";

/** What SQLite, D1 and the migrations' own bookkeeping add. */
const NOT_OURS = /^(sqlite_|_cf_|d1_migrations$)/;

export const schemaText = (rows: readonly SchemaRow[]): string =>
  rows
    .filter(({ name }) => !NOT_OURS.test(name))
    .map(({ type, name, sql }) => `-- ${type} ${name}\n${sql ?? ""}`)
    .join("\n\n");
