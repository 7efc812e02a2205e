// Reads a row of a list of people who must not be written to. The row itself is the wish: a reason beside it may be empty.
import { canonicalPhone } from "../address.ts";
import { readPhone } from "../read-phone.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { cellValue, exactValue } from "./cell-text.ts";
import { addressesIn } from "./contact-row.ts";
import { type ReadRow, refusedRow, type SuppressionEntry, taken } from "./entries.ts";
import { domainIn, hostText } from "./hosts.ts";
import { note, type Note } from "./notes.ts";
import { exportedEntryValue, LIST_COLUMNS } from "./own-file.ts";
import type { FileRecord } from "./records.ts";
import { isUnsure, rowCells } from "./row-cells.ts";
import { isHeaderless, type FileShape } from "./survey.ts";
import { holdsAddress, isHostLike, isNumberLike } from "./value-shapes.ts";
import { wishIn } from "./wish-cell.ts";

type Found = Result<{ readonly entries: readonly SuppressionEntry[]; readonly notes?: readonly Note[] }, Note>;

/** Digests by their length in hexadecimal digits: MD5, SHA-1, SHA-256, SHA-512. */
const HASH_LENGTHS: ReadonlySet<number> = new Set([32, 40, 64, 128]);
/** The digests of nothing: a list that was made from an empty column has them. */
const OF_NOTHING: ReadonlySet<string> = new Set([
  "d41d8cd98f00b204e9800998ecf8427e",
  "da39a3ee5e6b4b0d3255bfef95601890afd80709",
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
]);
const HASH_LIKE = /^[0-9a-f]{24,140}$/iu;

/** The list holds keyed digests of its own: another's digest of an address can be compared with none. */
function hashFault(text: string): Note {
  if (OF_NOTHING.has(text.toLowerCase())) return note("hash_of_nothing", { text });
  return HASH_LENGTHS.has(text.length)
    ? note("hashed_entry", { text })
    : note("hash_length", { text, count: text.length });
}

function phoneIn(text: string): Found | null {
  // The address of a machine has as many digits.
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/u.test(text)) return null;
  if (/^\d(?:[.,]\d+)?e\+?\d+$/iu.test(text)) return err(note("phone_broken", { text }));
  const phone = readPhone(text);
  const value = phone ? canonicalPhone(phone.phone) : undefined;
  return value === undefined || value.replace(/\D/gu, "").length < PHONE_DIGITS
    ? null
    : ok({ entries: [{ kind: "phone", value }] });
}
/** Fewer are an internal number, or a number of anything. */
const PHONE_DIGITS = 7;

function domainEntry(text: string): Found {
  const domain = domainIn(text);
  if (domain.ok) return ok({ entries: [{ kind: "domain", value: domain.value }] });
  return err(
    domain.error === "not_a_domain" ? note("not_an_entry", { text }) : note(domain.error, { text: hostText(text) }),
  );
}

/** The entries of one cell: each is kept as what it is. */
function entriesIn(text: string): Found {
  if (HASH_LIKE.test(text) && !/^\d{0,15}$/u.test(text)) return err(hashFault(text));
  if (/^\*?@/u.test(text)) return domainEntry(text);
  if (text.includes("@")) {
    if (/^[a-z]+:\/\//iu.test(text)) return domainEntry(text);
    const read = addressesIn(text);
    if (!read.ok) return read;
    const entries = read.value.addresses.map((value): SuppressionEntry => ({ kind: "address", value }));
    return ok({ entries, notes: read.value.notes });
  }
  if (isHostLike(text) || /^(?:[a-z]+:)?\/\//iu.test(text) || /^[a-z]{2,3}$/u.test(text)) return domainEntry(text);
  return (
    (isNumberLike(text) ? phoneIn(text) : phoneIn(/^[+(]|^(?:tel|phone|mobil)/iu.test(text) ? text : "")) ??
    err(note("not_an_entry", { text }))
  );
}

interface FoundCells {
  /** The cell that names the row's entry, and the others that name the same person in the same way. */
  readonly texts: readonly [string, ...(readonly string[])];
  readonly read: (text: string) => Found;
}

/** The row's first filled cell that names somebody, and how it is read: of addresses and numbers every filled column, for a person may have several. */
function foundIn(record: FileRecord, { columns }: FileShape): FoundCells | null {
  const order = ["email", "entry", "domain", "phone", "hash"] as const;
  for (const meaning of order) {
    const [first, ...others] = columns.flatMap((column, index) => {
      const text = column.meaning === meaning ? cellValue(record.cells[index]) : "";
      return text === "" ? [] : [text];
    });
    if (first === undefined) continue;
    switch (meaning) {
      case "phone":
        return { texts: [first, ...others], read: (one) => phoneIn(one) ?? err(note("not_an_entry", { text: one })) };
      case "hash":
        return { texts: [first], read: (one) => (holdsAddress(one) ? entriesIn(one) : err(hashFault(one))) };
      case "email":
        return { texts: [first, ...others], read: entriesIn };
      case "entry":
      case "domain":
        return { texts: [first], read: entriesIn };
    }
  }
  return null;
}

/** What the cells of a row name: refused where none can be read; a cell beside one that can is told of. */
function readCells({ texts, read }: FoundCells, isUnsureText: (text: string) => boolean): Found {
  const all = texts.map((text) => (isUnsureText(text) ? err(note("not_utf8", { text })) : read(text)));
  const faults = all.flatMap((one) => (one.ok ? [] : [one.error]));
  const found = all.flatMap((one) => (one.ok ? [one.value] : []));
  if (found.length === 0) return err(faults[0] ?? note("no_entry"));
  const entries = new Map(found.flatMap((one) => one.entries).map((one) => [`${one.kind}:${one.value}`, one]));
  return ok({ entries: [...entries.values()], notes: [...found.flatMap(({ notes = [] }) => notes), ...faults] });
}

/** Whether a column says that the person did not opt out. */
function saysNo({ cells }: FileRecord, { columns }: FileShape): boolean {
  const wishes = columns.map(({ wish }, index) => (wish === null ? null : wishIn(cells[index] ?? "", wish).is));
  return wishes.includes("said") && !wishes.includes("out");
}

/** An entry that an installation exported. One that was lifted is no entry any more. */
function exportedRow({ cells }: FileRecord): ReadRow<readonly SuppressionEntry[]> {
  const [, kind = "", digest = "", , , , liftedBy = "", installation = ""] = LIST_COLUMNS.map((_, index) =>
    exactValue(cells[index]),
  );
  if (kind === "" || digest === "" || installation === "") return refusedRow(note("no_entry"));
  return liftedBy === ""
    ? taken([{ kind: "digest", value: exportedEntryValue({ installation, kind, digest }) }])
    : taken([], [note("entry_lifted")]);
}

/** Reads a row of a list. What is too much in a row is said and costs nobody the entry. */
export function suppressionRow(record: FileRecord, shape: FileShape): ReadRow<readonly SuppressionEntry[]> {
  const whole = rowCells(
    { ...record, cells: record.cells.slice(0, Math.max(shape.width, 1)) },
    { ...shape, columns: shape.columns.map((column) => ({ ...column, wish: null })) },
  );
  if (!whole.ok) return refusedRow(whole.error);
  if (shape.isOwn) return exportedRow(record);
  const found = foundIn(record, shape);
  if (found === null) return refusedRow(note("no_entry"));
  const read = readCells(found, (text) => isUnsure(whole.value, text));
  if (!read.ok) return refusedRow(read.error);
  const surplus = isHeaderless(shape) ? [] : record.cells.slice(shape.width).filter((cell) => cell.trim() !== "");
  const more = surplus.flatMap((cell) => (holdsAddress(cell) ? entriesOf(cell) : []));
  const notes = [
    ...(read.value.notes ?? []),
    ...(surplus.length > 0 ? [note("too_many_cells", { count: record.cells.length, wanted: shape.width })] : []),
    ...(saysNo(record, shape) ? [note("row_says_no")] : []),
    ...(record.isLegacy && (shape.isMixed || found.texts.some((text) => /[^\p{ASCII}]/u.test(text)))
      ? [note("read_as_windows_1252")]
      : []),
  ];
  return taken([...read.value.entries, ...more], notes);
}
const entriesOf = (cell: string): readonly SuppressionEntry[] => {
  const read = entriesIn(cell.trim());
  return read.ok ? read.value.entries : [];
};
