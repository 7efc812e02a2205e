// The sentences of an import: why a file or a row is refused, what is told of a row that is taken, and how the file was read.
import { many } from "../counted.ts";
import type { FileFault } from "./file-faults.ts";
import type { NoText } from "./file-kind.ts";
import { mapWords } from "./column-map.ts";
import type { ImportKind } from "./meanings.ts";
import type { Note, NoteReason } from "./notes.ts";
import type { PassedOver } from "./read-rows.ts";
import type { FileShape } from "./survey.ts";

const OTHER_FILES: Readonly<Record<NoText, string>> = {
  workbook_zip: "an Excel or other workbook (a ZIP file)",
  workbook_old: "an old Excel workbook",
  compressed: "a compressed file",
  pdf: "a PDF",
  html: "a web page or a table of one",
  xml: "XML",
  json: "JSON",
  binary: "no text",
};

const quoted = (text: string | undefined): string => `“${text ?? ""}”`;
const listed = (headers: readonly string[]): string =>
  headers
    .filter((header) => header !== "")
    .map(quoted)
    .join(", ");

/** How a person names columns and other kinds of files, on the command line or on a page. */
export interface ImportWays {
  /** Asks to say what columns mean; `words` are the meanings. */
  readonly nameColumns: (words: readonly string[]) => string;
  /** Says what a column means that may be an opt-out. */
  readonly nameWish: (header: string) => string;
  /** Where a file of another kind is imported. */
  readonly importing: (kind: ImportKind) => string;
}

/** Why a file is refused, and what to do. */
export function fileFaultWords(
  fault: FileFault,
  kind: ImportKind,
  ways: ImportWays,
): { readonly message: string; readonly advice: string } {
  switch (fault.reason) {
    case "not_text":
      return {
        message: `This is ${OTHER_FILES[fault.what]}, not CSV.`,
        advice: "Save it as “CSV UTF-8”, and try again.",
      };
    case "empty":
      return {
        message: "The file is empty.",
        advice: "Nothing was changed. Did the export end before it was written?",
      };
    case "no_rows":
      return {
        message: "The file has no rows.",
        advice: "Nothing was changed. Did the export end before it was written?",
      };
    case "no_column": {
      const found = `Line ${fault.line} has: ${listed(fault.headers) || "nothing that can be read"}.`;
      const holding = fault.holds === null ? "" : ` ${quoted(fault.holds)} holds addresses.`;
      const fits = fault.fits ?? (fault.holds !== null && kind === "contacts" ? "suppressions" : null);
      const other = fits === null ? "" : ` Did you mean ${ways.importing(fits)}?`;
      return {
        message: `No column is known that a row of ${kind} needs. ${found}${holding}${other}`,
        advice: ways.nameColumns(mapWords(kind)),
      };
    }
    case "doubtful_columns":
      return {
        message: `${listed(fault.headers)} on line ${fault.line} is not known, and may say who must not be written to.`,
        advice: ways.nameWish(fault.headers[0] ?? ""),
      };
    case "map_without_column":
      return {
        message: `The file has no column ${quoted(fault.column)}.`,
        advice: `It has: ${listed(fault.headers) || "no header; number the columns from 1"}.`,
      };
  }
}

const cellsWords = ({ count, wanted }: Note): string => `${count} cells where the header has ${wanted}`;
const SENTENCES: Readonly<Record<NoteReason, (note: Note) => string>> = {
  open_quote: () => "a quote is opened and not closed",
  text_after_quote: () => "text follows a closing quote",
  line_too_long: () => "the line is too long for a row",
  too_many_cells: cellsWords,
  wish_cell_missing: (note) => `${cellsWords(note)}: whether this is an opt-out cannot be known`,
  cells_missing: cellsWords,
  not_utf8: () => "the line has a byte that is not UTF-8: the address cannot be read",
  read_as_windows_1252: () => "read as Windows-1252, unlike the rest of the file",
  damaged_text: () => "the line has characters that its encoding does not have",
  twice_encoded: ({ text }) => `the text was encoded twice, and is read as ${quoted(text)}`,
  no_address: () => "no e-mail address",
  not_an_address: ({ text }) => `${quoted(text)} is not an e-mail address`,
  several_addresses: ({ count }) => `${count} addresses in one cell: the first one is the contact's`,
  text_beside_address: ({ text }) => `text stands beside the address: ${quoted(text)}`,
  address_in_html: () => "the address was taken out of HTML",
  no_entry: () => "no address, domain or number",
  not_an_entry: ({ text }) => `${quoted(text)} is no address, domain or number`,
  hashed_entry: ({ text }) =>
    `${quoted(text)} is a hash: it can be compared with nobody here. Import the addresses themselves`,
  hash_length: ({ count }) => `${count} characters: no hash that is known`,
  hash_of_nothing: () => "the hash of an empty text",
  public_suffix: ({ text }) => `${quoted(text)} is a public suffix: strangers have their domains below it`,
  mailbox_provider: ({ text }) => `${text} is a mailbox provider: everybody may have an address there`,
  shared_site: ({ text }) => `${text} is a site of many: no domain of the company`,
  not_a_domain: ({ text }) => `${quoted(text)} is no domain`,
  no_domain: () => "no domain of a company",
  no_name: () => "neither a name nor a domain",
  phone_unread: ({ text }) => `${quoted(text)} is no telephone number, and is left out`,
  phone_broken: ({ text }) =>
    `a spreadsheet has lost digits of the telephone number ${quoted(text)}, which is left out`,
  html_in_text: ({ column }) => `${quoted(column)} holds HTML, and is left out`,
  direction_override: ({ column }) => `a sign in ${quoted(column)} turned its text around, and is left out`,
  text_too_long: ({ column }) => `${quoted(column)} is too long, and is left out`,
  wish_not_understood: ({ column, text }) =>
    `${quoted(text)} in ${quoted(column)} is not understood: taken as an opt-out`,
  wishes_differ: () => "two columns contradict each other: taken as an opt-out",
  no_consent: ({ column, text }) =>
    text
      ? `${quoted(text)} in ${quoted(column)}: nobody has agreed to mail`
      : `no consent is stated in ${quoted(column)}`,
  row_says_no: () => "the row says that this is no opt-out; it is on a list of them, and counts",
  flag_stays: () => "must not be written to: an import does not take that back",
  other_address_suppressed: () => "another address of the row is on the suppression list",
  other_addresses_silenced: ({ text }) => `must not be written to at ${text} either: the same row opts out`,
  other_addresses_left: ({ text }) => `${text} is left out: a contact has one address`,
  no_value: () => "no value",
  no_kind: () => "no kind of fact",
  not_a_day: ({ text }) => `${quoted(text)} is no date`,
  two_orders: ({ text }) => `${quoted(text)} can be read in two ways, and the file does not show which`,
  serial_day: ({ text, day }) => `${text} is read as ${day}`,
  two_readings: ({ text }) => `${quoted(text)} can be read in two ways, and stays a text`,
  negative_amount: ({ text }) => `${quoted(text)} is a negative amount or a note`,
  amount_unread: ({ text }) => `${quoted(text)} is no number, and is left out`,
  found_not_understood: ({ text }) => `${quoted(text)} says neither yes nor no: whether there is such a fact`,
  not_a_share: ({ text }) => `${quoted(text)} is no share from 0 to 1`,
  not_a_fact_id: ({ text }) => `${quoted(text)} is no id of a fact`,
  range_became_day: ({ text }) => `a spreadsheet made a date of a range: ${quoted(text)}`,
  company_unknown: ({ text }) => `no company with the domain ${quoted(text)} is recorded: import companies first`,
  same_as_line: ({ line }) => `says the same as line ${line}`,
  contradicts_line: ({ line, fields }) =>
    `contradicts line ${line} (${fields?.join(", ")}): ${fields?.includes("wish") ? "the opt-out counts" : "the first one stays"}`,
  listed_already: () => "already on the list",
  was_lifted: ({ day }) => `was taken off the list by a person${day ? ` on ${day}` : ""}; it is suppressed again`,
  entry_lifted: () => "a person took the entry off the list: it stays off",
  other_installation: () =>
    "the entry is another installation's: its digest was made with another SYSTEM_KEY, and can be compared with nobody here. Import the addresses themselves",
  blocked_stays: () => "is blocked: that stays",
  domain_suppressed: () => "its domain is on the suppression list: that stays",
};

/** What is told of a row, in one sentence. */
export const noteWords = (note: Note): string => SENTENCES[note.reason](note);

const PASSED_WORDS: Readonly<Record<PassedOver, string>> = {
  blank: "blank",
  comment: "comments",
  title: "titles above the header",
  separator: "the separator",
  header_again: "the header again",
};

const DELIMITERS: Readonly<Record<string, string>> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "pipes" };

/** How a file was read: so that a wrong reading is seen before it is applied. */
export function shapeText({
  encoding,
  legacyLines,
  isMixed,
  dialect,
  headerLine,
  columns,
  lines,
}: FileShape): readonly string[] {
  const read =
    encoding !== "bytes"
      ? encoding.toUpperCase()
      : legacyLines === 0
        ? "UTF-8"
        : isMixed
          ? "UTF-8 and Windows-1252, mixed"
          : "Windows-1252";
  const cells = columns.length > 1 ? `, separated by ${DELIMITERS[dialect.delimiter] ?? `“${dialect.delimiter}”`}` : "";
  const quotes = dialect.hasBackslashes
    ? ", quotes behind backslashes"
    : dialect.isWrapped
      ? ", each line in quotes"
      : "";
  const header = headerLine === null ? "no header: columns by what they hold" : `header on line ${headerLine}`;
  return [
    `${many(lines, "line")}, ${read}${cells}${quotes}; ${header}.`,
    `Columns: ${columns.map(columnText).join(" · ")}`,
  ];
}

const SENSES = {
  out: "yes is an opt-out",
  in: "no is an opt-out",
  since: "anything in it is one",
  status: "its words",
  maybe: "clear words only",
  check: "what a check found",
} as const;

function columnText({ header, meaning, wish }: FileShape["columns"][number], index: number): string {
  const name =
    header === ""
      ? String(index + 1)
      : header.length > HEADER_CHARACTERS
        ? `${header.slice(0, HEADER_CHARACTERS)}…`
        : header;
  const means =
    meaning ??
    (wish === null
      ? "not imported"
      : `${wish.flag === "unsubscribed" ? "may be written to" : wish.flag} (${SENSES[wish.sense]})`);
  return `${name} → ${means}`;
}
const HEADER_CHARACTERS = 40;

/** The lines that are no rows, with why. */
export const passedText = (passed: Readonly<Record<PassedOver, readonly number[]>>): string =>
  `Passed over: ${Object.entries(passed)
    .flatMap(([why, lines]) => (lines.length === 0 ? [] : [`${PASSED_WORDS[why as PassedOver]} (${linesText(lines)})`]))
    .join(", ")}.`;

const linesText = (lines: readonly number[]): string =>
  `line${lines.length === 1 ? "" : "s"} ${lines.slice(0, SHOWN_LINES).join(", ")}${lines.length > SHOWN_LINES ? ", …" : ""}`;
const SHOWN_LINES = 5;
