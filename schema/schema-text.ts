// Writes the tables, indexes and triggers of a database as one text, and names what differs from the frozen one. A dropped trigger takes the
// log's protection away and leaves no other trace.

export interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

export const SELECT_SCHEMA = "SELECT type, name, sql FROM sqlite_master ORDER BY tbl_name, type DESC, name";

/** Objects that SQLite, D1 or the migration tool add to a database. */
const NOT_OURS = /^(sqlite_|_cf_|d1_migrations$)/;

const own = (rows: readonly SchemaRow[]): readonly SchemaRow[] => rows.filter(({ name }) => !NOT_OURS.test(name));

export const schemaText = (rows: readonly SchemaRow[]): string =>
  own(rows)
    .map(({ type, name, sql }) => `-- ${type} ${name}\n${sql ?? ""}`)
    .join("\n\n");

/** A part of a database's schema that is not as it should be. Null: the part is not there, or should not be there. */
export interface SchemaDifference {
  /** `trigger events_append`. */
  readonly part: string;
  readonly expected: string | null;
  readonly found: string | null;
}

const HEADING = /^-- ((?:table|index|trigger|view) \S+)\n/m;

/** The parts of a frozen schema by their names. */
function partsOf(frozen: string): ReadonlyMap<string, string> {
  const [, ...pieces] = frozen.split(HEADING);
  const parts = new Map<string, string>();
  for (let index = 0; index < pieces.length; index += 2)
    parts.set(pieces[index] ?? "", (pieces[index + 1] ?? "").trimEnd());
  return parts;
}

/** The parts of a database's schema that differ from the frozen one, in the order of their names. */
export function schemaDifferences(frozen: string, rows: readonly SchemaRow[]): readonly SchemaDifference[] {
  const expected = partsOf(frozen);
  const found = new Map(own(rows).map(({ type, name, sql }) => [`${type} ${name}`, (sql ?? "").trimEnd()]));
  return [...new Set([...expected.keys(), ...found.keys()])]
    .toSorted()
    .map((part) => ({ part, expected: expected.get(part) ?? null, found: found.get(part) ?? null }))
    .filter((one) => one.expected !== one.found);
}
