// Parts the rows of a list that fit their shape from those that do not, so that one row that was changed by hand does not hide all others.
import type * as z from "zod";
import type { CheckedPage, Page, RowFault } from "./desk-reads.ts";
import { whereWrong } from "./where-wrong.ts";

/** More than any key has; a changed one may have any length. */
const SHOWN_CHARACTERS = 80;

/** Rows as stored, under the type that they should have: they are checked once the pages of all databases are one. */
export const unchecked = <Row>(stored: readonly object[]): readonly Row[] =>
  stored as readonly unknown[] as readonly Row[];

interface Checks<Row, Key> {
  readonly table: RowFault["table"];
  readonly shape: z.ZodType<Row>;
  /** The key of a page. A changed key from which no list can continue ends this one; its row is named. */
  readonly key: z.ZodType<Key>;
  readonly idOf: (row: Row) => string;
}

/** The same page with its rows parsed. */
export function checkedPage<Row extends { readonly streamId: string }, Key>(
  { rows, next }: Page<Row, Key>,
  { table, shape, key, idOf }: Checks<Row, Key>,
): CheckedPage<Row, Key> {
  const read = rows.map((row) => ({ row, parsed: shape.safeParse(row) }));
  return {
    rows: read.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : [])),
    faults: read.flatMap(({ row, parsed }) =>
      parsed.success
        ? []
        : [{ table, id: asStored(idOf(row)), streamId: asStored(row.streamId), field: whereWrong(parsed.error) }],
    ),
    next: key.safeParse(next).data ?? null,
  };
}

const asStored = (value: unknown): string => String(value).slice(0, SHOWN_CHARACTERS);
