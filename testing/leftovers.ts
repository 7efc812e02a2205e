// Triggers that report each text whose bytes a change leaves in a database's pages. SQLite overwrites in place only with a text of the same length:
// of a row that is deleted, or whose text becomes empty, the old bytes stay. Growing rows are not reported: they leave copies that no statement
// reaches (docs/operations.md).
import { PERSONAL_COLUMNS } from "../drizzle/personal-columns.ts";

/** The columns whose texts an erasure removes: the personal ones, and what is wrapped or sealed. */
export const ERASED_COLUMNS = {
  events: { ...PERSONAL_COLUMNS.EVENTS, stream_keys: ["wrapped"], dead_letters: ["body_sealed"] },
  crm: PERSONAL_COLUMNS.CRM,
  object: { stream_key: ["wrapped"] },
} as const;

/** A database by its kind. */
export type ErasedFrom = keyof typeof ERASED_COLUMNS;

/** The tables and columns of a database, as `<table>.<column>`. */
export const erasedPlaces = (from: ErasedFrom): readonly string[] =>
  columnsOf(from).map(({ table, column }) => `${table}.${column}`);

/** The statements that create the triggers. `report` is the statement for a place and an SQL expression of the text. */
export const leftoverTriggers = (
  from: ErasedFrom,
  report: (place: string, text: string) => string,
  kind: "" | "TEMP" = "",
): readonly string[] =>
  columnsOf(from).flatMap(({ table, column }) => {
    const work = `BEGIN ${report(`${table}.${column}`, `OLD.${column}`)}; END`;
    const isRemoved = `NEW.${column} IS NULL OR NEW.${column} NOT GLOB '*[^x]*'`;
    const isMoved = `octet_length(NEW.${column}) IS NOT octet_length(OLD.${column})`;
    return [
      `CREATE ${kind} TRIGGER left_${table}_${column}_update AFTER UPDATE ON ${table} WHEN (${isRemoved}) AND ${isMoved} ${work}`,
      `CREATE ${kind} TRIGGER left_${table}_${column}_delete AFTER DELETE ON ${table} ${work}`,
    ];
  });

const columnsOf = (from: ErasedFrom) =>
  Object.entries<readonly string[]>(ERASED_COLUMNS[from]).flatMap(([table, columns]) =>
    columns.map((column) => ({ table, column })),
  );
