// What the columns of a file mean: by a map that a person gives, by the labels of exports and languages, and without a header by content.
import { fieldOf, plainLabel } from "../forms/labels.ts";
import type { FormField } from "../../schema/lists.ts";
import { type ImportKind, type Meaning, MEANINGS } from "./meanings.ts";
import { COMPANY_LABELS, CONTACT_LABELS, FACT_LABELS, type LabelTable, SUPPRESSION_LABELS } from "./header-labels.ts";
import { holdsAddress, isHostLike, isNumberLike } from "./value-shapes.ts";
import { headerText, isOtherChannel, maySayWish, wishColumn, type WishColumn } from "./wish-column.ts";
import { isMailingStatus, isYesOrNo } from "./wish-cell.ts";

export interface Column {
  /** As the file has it; empty without a header. */
  readonly header: string;
  /** Null: not imported. */
  readonly meaning: Meaning | null;
  /** How it says what a person wishes; null where it says nothing of it. */
  readonly wish: WishColumn | null;
  /** Its label is not known. */
  readonly isUnknown: boolean;
}

const TABLES: Readonly<Record<ImportKind, LabelTable>> = {
  contacts: CONTACT_LABELS,
  companies: COMPANY_LABELS,
  facts: FACT_LABELS,
  suppressions: SUPPRESSION_LABELS,
};

/** What exports of CRMs put before the name of a person's or an organisation's field: "Person - Name", "Contact: Email". */
const OWNER = /^(?:person|people|contact|kontakt|lead|subscriber|member|customer)\s*[-–:.>/]+\s*(?=\S)/iu;
const ORGANISATION = /^(?:organi[sz]ation|company|account|deal)\s*[-–:.>/]+\s*(?=\S)/iu;

const FORM_FIELDS: Readonly<Partial<Record<FormField, Meaning>>> = {
  email: "email",
  name: "name",
  firstName: "first_name",
  lastName: "last_name",
  company: "company",
  title: "title",
  phone: "phone",
  profile: "profile",
};

/** Words of a label by which it speaks of an address and is none: when a mail was opened, who owns it. */
const NOT_AN_ADDRESS =
  /(?:^| )(?:sent|open\w*|click\w*|last|first|count|number|date|time|owner|domain|type|format|template|label|display|subject|body|campaign|client|provider|server|reply|replied|delivered|quality|score|confidence|for|signature|hash\w*|md5|sha\d*|notes?|tags?|verified|valid|status)(?: |$)/u;

/** The meaning of a label by the words of forms, in their languages. */
function byForms(header: string): Meaning | null {
  const field = fieldOf(header);
  const meaning = field === undefined ? null : (FORM_FIELDS[field] ?? null);
  return meaning === "email" && NOT_AN_ADDRESS.test(headerText(header)) ? null : meaning;
}

/** The meaning of a header for a kind of file; undefined where it is not known, null where it is known and not imported. */
function meaningOf(kind: ImportKind, header: string): Meaning | null | undefined {
  const own = header.replace(OWNER, "");
  const label = headerText(own);
  const table = TABLES[kind];
  const exact = table.get(label);
  if (exact !== undefined) return exact === "none" ? null : exact;
  if (/(?:^| )e ?mails?(?: |$)/u.test(label) && NOT_AN_ADDRESS.test(label)) return null;
  const known = table.get(plainLabel(own)) ?? table.get(label.replace(/ \d{1,2}$/u, ""));
  if (known !== undefined) return known === "none" ? null : known;
  if (kind === "contacts" && ORGANISATION.test(header)) return headerText(header).endsWith(" name") ? "company" : null;
  if (kind === "contacts" || kind === "suppressions") return byForms(own) ?? undefined;
  return undefined;
}

const wishesIn: ReadonlySet<ImportKind> = new Set(["contacts", "suppressions"]);

/** A column by its header. */
export function columnOf(kind: ImportKind, header: string): Column {
  const text = header.trim();
  if (text === "") return { header: text, meaning: null, wish: null, isUnknown: false };
  // A list of opt-outs may call its addresses so; a wish below it would be a yes or a no.
  const wish = wishesIn.has(kind) ? wishColumn(text) : null;
  const meaning = meaningOf(kind, text);
  if (kind === "suppressions" && (meaning === "entry" || meaning === "reason"))
    return { header: text, meaning, wish, isUnknown: false };
  if (wish !== null) return { header: text, meaning: null, wish, isUnknown: false };
  return { header: text, meaning: meaning ?? null, wish: null, isUnknown: meaning === undefined };
}

/** Columns of which a record of each kind needs one: without any, nothing can be read. */
const IDENTITIES: Readonly<Record<ImportKind, readonly Meaning[]>> = {
  contacts: ["email"],
  companies: ["domain", "name"],
  facts: ["domain"],
  suppressions: ["entry", "email", "domain", "phone", "hash"],
};
export const isIdentity = (kind: ImportKind, { meaning }: Column): boolean =>
  meaning !== null && IDENTITIES[kind].includes(meaning);

/** How well a record fits as the header of a kind of file: its known labels; 0 where it has no column that a record needs. */
export function headerFit(kind: ImportKind, cells: readonly string[]): number {
  if (cells.some((cell) => holdsAddress(cell)) || cells.filter((cell) => isHostLike(cell)).length > 0) return 0;
  const columns = cells.map((cell) => columnOf(kind, cell));
  const filled = columns.filter(({ header }) => header !== "");
  return filled.some((column) => isIdentity(kind, column)) ? filled.filter(({ isUnknown }) => !isUnknown).length : 0;
}

/** The columns below a header, with what the first rows say of those that the header leaves open. */
export function columnsBelow(
  kind: ImportKind,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): readonly Column[] {
  const titles = header.map((text) => columnOf(kind, text)).filter(({ meaning }) => meaning === "title").length;
  return header.map((text, index) => {
    const column = columnOf(kind, text);
    // Beside a job title, a bare title is "Mr" or "Dr".
    if (column.meaning === "title" && titles > 1 && BARE_TITLES.has(headerText(text)))
      return { ...column, meaning: null };
    if (column.wish?.sense !== "maybe") return column;
    const isMailing = rows.some((cells) => isMailingStatus(cells[index] ?? ""));
    return isMailing ? { ...column, wish: { ...column.wish, sense: "status" } } : column;
  });
}

/** The columns of an export of this project: each header is the meaning itself, or a wish. */
export const exportedColumns = (kind: ImportKind, header: readonly string[]): readonly Column[] =>
  header.map((text) => {
    const meaning = MEANINGS[kind].find((word) => word === text.trim());
    return meaning === undefined
      ? kind === "suppressions"
        ? { header: text.trim(), meaning: null, wish: null, isUnknown: false }
        : columnOf(kind, text)
      : { header: text.trim(), meaning, wish: null, isUnknown: false };
  });

const BARE_TITLES: ReadonlySet<string> = new Set(["title", "titel", "titre", "titulo", "titolo"]);

/** Columns that are not known and whose cells are yes and no: they may be opt-outs. Digits are a count, unless the label speaks of contact. */
export const doubtfulColumns = (columns: readonly Column[], rows: readonly (readonly string[])[]): readonly Column[] =>
  columns.filter(({ header, isUnknown }, index) => {
    const filled = rows.map((cells) => cells[index]?.trim() ?? "").filter((cell) => cell !== "");
    const isWish = filled.length > 0 && filled.every(isYesOrNo);
    return (
      isUnknown &&
      !isOtherChannel(header) &&
      isWish &&
      (maySayWish(header) || filled.some((cell) => !/^\d/u.test(cell)))
    );
  });

/** Whether a record without a header is data of a kind: it has what a record needs, as a value. */
export function isDataOf(kind: ImportKind, cells: readonly string[]): boolean {
  switch (kind) {
    case "contacts":
      return cells.some((cell) => holdsAddress(cell));
    case "suppressions":
      return cells.some((cell) => holdsAddress(cell) || isHostLike(cell) || isPhoneOrHash(cell));
    case "companies":
    case "facts":
      return cells.some((cell) => isHostLike(cell));
  }
}
const isPhoneOrHash = (cell: string): boolean =>
  (isNumberLike(cell) && cell.replace(/\D/gu, "").length >= 7) || /^[0-9a-f]{31,128}$/iu.test(cell.trim());

/** The columns of a file without a header, by what its first rows hold. */
export function columnsByContent(kind: ImportKind, rows: readonly (readonly string[])[]): readonly Column[] {
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  const column = (index: number): readonly string[] => rows.map((cells) => cells[index]?.trim() ?? "");
  const share = (index: number, fits: (cell: string) => boolean): number => {
    const filled = column(index).filter((cell) => cell !== "");
    return filled.length === 0 ? 0 : filled.filter(fits).length / filled.length;
  };
  const indexes = Array.from({ length: width }, (_, index) => index);
  const best = (fits: (cell: string) => boolean): number | undefined => {
    const found = indexes.map((index) => ({ index, fit: share(index, fits) })).filter(({ fit }) => fit > 0);
    return found.toSorted((a, b) => b.fit - a.fit || a.index - b.index)[0]?.index;
  };
  const isEntry = (cell: string): boolean => isDataOf(kind, [cell]);
  const main = best(isEntry);
  const identity: Meaning = kind === "contacts" ? "email" : kind === "suppressions" ? "entry" : "domain";
  const words = indexes.filter(
    (index) => index !== main && !column(index).some(isMailingStatus) && share(index, isNameLike) > MOST,
  );
  return indexes.map((index): Column => {
    const none = { header: "", wish: null, isUnknown: true };
    if (index === main) return { ...none, meaning: identity, isUnknown: false };
    if (kind === "contacts" && column(index).some(isMailingStatus))
      return { ...none, meaning: null, wish: { sense: "status", flag: "unsubscribed" } };
    if ((kind === "contacts" || kind === "companies") && words.length === 1 && words[0] === index)
      return { ...none, meaning: "name" };
    return { ...none, meaning: null };
  });
}
const MOST = 0.8;
const isNameLike = (cell: string): boolean =>
  /^\p{L}[\p{L}\p{M}'’.-]*(?:[ ,]+\p{L}[\p{L}\p{M}'’.-]*){0,4}$/u.test(cell);
