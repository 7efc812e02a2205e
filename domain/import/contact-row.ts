// Reads a row of a contacts file: who it is, and whether the person may be written to.
import { addressIn, bareAddressIn, severalIn } from "../read-address.ts";
import { readPhone } from "../read-phone.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { type ContactEntry, type ReadRow, refusedRow, taken } from "./entries.ts";
import { isLoud, note, type Note } from "./notes.ts";
import { isUnsure, type RowCells, rowCells } from "./row-cells.ts";
import type { FileRecord } from "./records.ts";
import type { FileShape } from "./survey.ts";
import { holdsAddress } from "./value-shapes.ts";
import { wishIn } from "./wish-cell.ts";
import { headerText, type WishFlag } from "./wish-column.ts";

interface Addresses {
  readonly email: string;
  readonly others: readonly string[];
}

/** The addresses of a row: the first is the contact's. */
function addressesOf(cells: RowCells): Result<Addresses, Note> {
  const values = [...cells.valuesOf("email"), ...cells.valuesOf("other_email")];
  if (values.length === 0) return err(note("no_address"));
  const found: string[] = [];
  const faults: Note[] = [];
  for (const value of values) {
    const read = isUnsure(cells, value) ? err(note("not_utf8", { text: value })) : addressesIn(value);
    if (!read.ok) faults.push(read.error);
    else {
      found.push(...read.value.addresses);
      cells.notes.push(...read.value.notes);
    }
  }
  const [email, ...others] = new Set(found);
  if (email === undefined) return err(faults[0] ?? note("no_address"));
  cells.notes.push(...faults);
  return ok({ email, others });
}

/** The addresses of a cell, in their order, with what is told of them. */
export function addressesIn(
  value: string,
): Result<{ readonly addresses: readonly string[]; readonly notes: readonly Note[] }, Note> {
  const one = addressIn(value);
  if (one.ok) {
    const isHtml = /<\/?[a-z]+[\s>]/iu.test(value);
    const isBare = bareAddressIn(value) !== null;
    const notes = isHtml
      ? [note("address_in_html", { text: value })]
      : isBare
        ? []
        : [note("text_beside_address", { text: value })];
    return ok({ addresses: [one.value], notes });
  }
  const several = severalIn(value);
  if (several.length === 0) return err(note("not_an_address", { text: value }));
  return ok({ addresses: several, notes: [note("several_addresses", { count: several.length })] });
}

/** "Berg, Anna" is Anna Berg; a title or a legal form behind the comma is none of it. */
const LAST_FIRST = /^(?<last>[^,]{1,80}),\s*(?<first>[^,]{1,80})$/u;
const NO_FIRST_NAME =
  /^(?:jr|sr|junior|senior|ii|iii|iv|dr|ph\.?\s?d|md|mba|msc|bsc|cpa|esq|gmbh|inc|ltd|llc|ag|kg)\b\.?/iu;

function inOrder(name: string): string {
  const { last, first } = LAST_FIRST.exec(name)?.groups ?? {};
  return last === undefined || first === undefined || NO_FIRST_NAME.test(first) ? name : `${first} ${last}`;
}

/** First and last name where the file has them apart; else the whole name in the order in which it is said. An address is no name. */
function nameOf(cells: RowCells): Pick<ContactEntry, "name" | "firstName"> {
  if (cells.shape.isOwn) return { name: cells.textOf("name") };
  const [firstName, lastName, whole] = [
    cells.textOf("first_name"),
    cells.textOf("last_name"),
    cells.textOf("name"),
  ].map((text) => (text === undefined || holdsAddress(text) ? undefined : text));
  if (firstName !== undefined && lastName !== undefined) return { name: `${firstName} ${lastName}`, firstName };
  // "Name; Vorname": beside one part of a name, a single word is the other one.
  if (whole !== undefined && !/\s/u.test(whole)) {
    if (firstName !== undefined && firstName !== whole) return { name: `${firstName} ${whole}`, firstName };
    if (lastName !== undefined && lastName !== whole) return { name: `${whole} ${lastName}`, firstName: whole };
  }
  if (whole !== undefined) return { name: inOrder(whole), firstName };
  const name = firstName ?? lastName;
  return { name, firstName };
}

function phoneOf(cells: RowCells): string | undefined {
  for (const value of cells.valuesOf("phone")) {
    const read = readPhone(value);
    if (read) return read.phone;
    const isBroken = /^\d(?:[.,]\d+)?e\+?\d+$/iu.test(value);
    cells.notes.push(note(isBroken ? "phone_broken" : "phone_unread", { text: value }));
  }
  return undefined;
}

interface Wishes {
  readonly flags: readonly WishFlag[];
  readonly saysYes: boolean;
  readonly notes: readonly Note[];
}

/** What all columns of a row say of the person's wish: one opt-out counts against any number of others. */
function wishesOf({ cells }: FileRecord, { columns }: FileShape): Wishes {
  const flags = new Set<WishFlag>();
  const notes: Note[] = [];
  const said = new Set<string>();
  const out = new Set<string>();
  const open: Note[] = [];
  for (const [index, { wish, header }] of columns.entries()) {
    if (wish === null) continue;
    const text = cells[index] ?? "";
    const found = wishIn(text, wish);
    if (found.is === "said") said.add(headerText(header));
    if (found.is === "no_consent" || found.is === "neither")
      open.push(note("no_consent", { column: header, text: text.trim() }));
    if (found.is !== "out") continue;
    flags.add(found.flag);
    out.add(headerText(header));
    if (!found.isUnderstood) notes.push(note("wish_not_understood", { column: header, text: text.trim() }));
  }
  if ([...said].some((label) => out.has(label))) notes.push(note("wishes_differ"));
  if (flags.size === 0 && said.size === 0) notes.push(...open.slice(0, 1));
  return { flags: [...flags], saysYes: said.size > 0 && flags.size === 0, notes };
}

/** Reads a row of a contacts file. An address that cannot be read refuses it; any other cell that cannot be read is left out, and said. */
export function contactRow(record: FileRecord, shape: FileShape): ReadRow<ContactEntry> {
  const cells = rowCells(record, shape);
  if (!cells.ok) return refusedRow(cells.error);
  const addresses = addressesOf(cells.value);
  if (!addresses.ok) return refusedRow(addresses.error);
  const wishes = wishesOf(record, shape);
  const entry: ContactEntry = {
    email: addresses.value.email,
    otherEmails: addresses.value.others,
    ...nameOf(cells.value),
    company: cells.value.textOf("company"),
    title: cells.value.textOf("title"),
    phone: phoneOf(cells.value),
    profile: cells.value.textOf("profile"),
    flags: wishes.flags,
    saysYes: wishes.saysYes,
  };
  return taken(entry, [...cells.value.notes, ...wishes.notes].filter(isLoud));
}
