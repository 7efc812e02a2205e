// Reads the text of a cell: what spreadsheets and databases put around a value is taken off, and nothing is run or guessed.
import { writtenIn } from "../csv-line.ts";
import { asOneLine } from "../plain-lines.ts";
import { withoutHidden } from "../visible-text.ts";
import { note, type Note } from "./notes.ts";

/** Longer texts of a name, a company or a title are cut nowhere but refused: what follows is a letter. */
export const TEXT_CHARACTERS = 200;

/** What programs write for no value. A person may be called Null; nobody is called NULL. */
const NOTHING =
  /^(?:null|NULL|nil|NIL|\\N|n\/a|N\/A|#N\/A|#NAME\?|#REF!|#VALUE!|NaN|undefined|\(blank\)|\(empty\)|-{1,3}|–|—)$/u;
/** A formula that only holds a text, which keeps a spreadsheet from reading a number: ="00123". */
const TEXT_FORMULA = /^="(?<text>[^"]*)"$/u;
/** An apostrophe before what a spreadsheet would run, as this project's own exports write it; and before a number. */
const APOSTROPHE = /^'(?=[=+\-@\t\r\n＝＋－＠\d])/u;

/** The value of a cell as its writer meant it: trimmed, without the signs that protect it from a spreadsheet. Formulas stay text. */
export function cellValue(cell: string | undefined): string {
  const text = (cell ?? "").trim();
  const value = (TEXT_FORMULA.exec(text)?.groups?.["text"] ?? text).replace(APOSTROPHE, "").trim();
  return NOTHING.test(value) ? "" : value;
}

const OVERRIDE = /[\u202a-\u202e\u2066-\u2069]/u;
const TAG = /<\/?[a-z][^<>]{0,200}>|<!--/iu;

export interface CellText {
  /** Undefined where the cell has none that is taken. */
  readonly text: string | undefined;
  readonly notes: readonly Note[];
}

/** One line of a name, a company or a title, with what is told of it. A text with HTML is not taken: it would stand in a greeting. */
export function cellText(cell: string | undefined, column: string, most: number = TEXT_CHARACTERS): CellText {
  const value = cellValue(cell);
  if (value === "") return { text: undefined, notes: [] };
  const repaired = onceEncoded(value);
  const text = asOneLine(withoutHidden(repaired ?? value))
    .replace(/\s+/gu, " ")
    .trim();
  if (text === "") return { text: undefined, notes: [] };
  if (TAG.test(text)) return { text: undefined, notes: [note("html_in_text", { column })] };
  if (text.length > most) return { text: undefined, notes: [note("text_too_long", { column })] };
  return {
    text,
    notes: [
      ...(repaired === null ? [] : [note("twice_encoded", { column, text })]),
      ...(OVERRIDE.test(value) ? [note("direction_override", { column })] : []),
    ],
  };
}

/** The value of a cell of an export of this project, as it was recorded. A person may have edited it since: a line break becomes a blank. */
export const exactValue = (cell: string | undefined): string =>
  writtenIn(cell ?? "")
    .replace(/\p{Cc}+/gu, " ")
    .trim();

/** The same as a text, of which nothing is told but its length. */
export function exactText(cell: string | undefined, column: string, most: number = TEXT_CHARACTERS): CellText {
  const text = exactValue(cell);
  if (text.length > most) return { text: undefined, notes: [note("text_too_long", { column })] };
  return { text: text === "" ? undefined : text, notes: [] };
}

/** The bytes that windows-1252 has for characters beyond Latin-1. */
const LEGACY_BYTES: ReadonlyMap<string, number> = new Map(
  Array.from(
    { length: 32 },
    (_, index) => [new TextDecoder("windows-1252").decode(Uint8Array.of(0x80 + index)), 0x80 + index] as const,
  ),
);

/** The text of UTF-8 bytes that a program took for windows-1252 and encoded again: "GroÃŸ" is "Groß". Null for any other text. */
export function onceEncoded(text: string): string | null {
  if (!/[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]/u.test(text)) return null;
  const bytes: number[] = [];
  for (const character of text) {
    const code = LEGACY_BYTES.get(character) ?? character.codePointAt(0) ?? 0;
    if (code > 0xff) return null;
    bytes.push(code);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}
