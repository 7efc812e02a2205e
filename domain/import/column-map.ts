// What a person says about the columns of a file (`--map "Column=meaning"`): it goes before every label and every guess.
import { err, ok, type Result } from "../../schema/result.ts";
import type { Column } from "./columns.ts";
import type { FileFault } from "./file-faults.ts";
import { type ImportKind, type Meaning, MEANINGS, WISH_MEANINGS } from "./meanings.ts";
import type { WishColumn } from "./wish-column.ts";

export interface MappedColumn {
  /** The header as the file has it, in any case; or the number of the column, from 1. */
  readonly column: string;
  readonly meaning: Meaning | (typeof WISH_MEANINGS)[number] | "ignore";
}
export type ColumnMap = readonly MappedColumn[];

/** The words that a column of a kind of file can be mapped to. */
export const mapWords = (kind: ImportKind): readonly string[] => [
  ...MEANINGS[kind],
  ...(kind === "contacts" ? WISH_MEANINGS : []),
  "ignore",
];

/** Reads one `Column=meaning`; null where the meaning is not one of the kind. The last `=` counts, so that a header may have one. */
export function mappedColumnIn(kind: ImportKind, text: string): MappedColumn | null {
  const at = text.lastIndexOf("=");
  const [column, meaning] = [
    text.slice(0, Math.max(0, at)).trim(),
    text
      .slice(at + 1)
      .trim()
      .toLowerCase(),
  ];
  return column !== "" && mapWords(kind).includes(meaning)
    ? { column, meaning: meaning as MappedColumn["meaning"] }
    : null;
}

const WISHES: Readonly<Record<(typeof WISH_MEANINGS)[number], WishColumn>> = {
  unsubscribed: { sense: "out", flag: "unsubscribed" },
  subscribed: { sense: "in", flag: "unsubscribed" },
  bounced: { sense: "since", flag: "bounced" },
  do_not_contact: { sense: "out", flag: "do_not_contact" },
  status: { sense: "status", flag: "unsubscribed" },
};
const isWish = (meaning: MappedColumn["meaning"]): meaning is keyof typeof WISHES => Object.hasOwn(WISHES, meaning);

/** The columns with what the map says of them. */
export function mapped(
  kind: ImportKind,
  columns: readonly Column[],
  map: ColumnMap,
): Result<readonly Column[], FileFault> {
  const changed = [...columns];
  for (const { column, meaning } of map) {
    const named = columns.flatMap(({ header }, index) =>
      header.toLowerCase() === column.toLowerCase() ? [index] : [],
    );
    const indexes = named.length > 0 ? named : numbered(column, columns.length);
    if (indexes.length === 0)
      return err({ reason: "map_without_column", column, headers: columns.map(({ header }) => header) });
    for (const index of indexes) {
      const header = columns[index]?.header ?? "";
      const none = { header, meaning: null, wish: null, isUnknown: false };
      if (isWish(meaning) && kind === "contacts") changed[index] = { ...none, wish: WISHES[meaning] };
      else changed[index] = { ...none, meaning: meaning === "ignore" ? null : (meaning as Meaning) };
    }
  }
  return ok(changed);
}

function numbered(column: string, count: number): readonly number[] {
  const index = /^\d{1,4}$/u.test(column) ? Number(column) - 1 : -1;
  return index >= 0 && index < count ? [index] : [];
}
