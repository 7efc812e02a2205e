// Reads a row of a facts file: what is known of a company, since when, from where, and until when.
import { type FactEntry, type ReadRow, refusedRow, taken } from "./entries.ts";
import { domainIn, hostText } from "./hosts.ts";
import { note, type Note } from "./notes.ts";
import { type Amount, readAmount } from "./read-amount.ts";
import { readDay } from "./read-day.ts";
import type { FileRecord } from "./records.ts";
import { type RowCells, rowCells } from "./row-cells.ts";
import type { FileShape } from "./survey.ts";
import { err, ok, type Result } from "../../schema/result.ts";

/** Kinds whose values are numbers. */
const NUMBERS = /revenue|umsatz|turnover|employee|headcount|mitarbeiter|funding amount|valuation|budget|size/iu;

const COUNTS = /employee|headcount|mitarbeiter|staff/iu;

function dayOf(cells: RowCells, meaning: "observed_at" | "expires_at"): Result<string | undefined, Note> {
  const [text] = cells.valuesOf(meaning);
  if (text === undefined) return ok(undefined);
  const read = readDay(text, cells.shape.orders);
  if (read.is === "none") return err(note(read.why, { text }));
  if (read.isSerial) cells.notes.push(note("serial_day", { text, day: read.day }));
  return ok(read.day);
}

interface Value {
  readonly value: string;
  readonly amount?: Amount;
}

/** The value as its text; of one clear number without a unit, its digits. A number with two readings stays the text that it is. */
function valueOf(cells: RowCells, kind: string, text: string): Value {
  if (!NUMBERS.test(kind)) return { value: text };
  const read = readAmount(text, COUNTS.test(kind));
  if (read.is === "none") {
    if (read.why !== "not_an_amount") cells.notes.push(note(read.why, { text }));
    return { value: text };
  }
  const { min, max, currency } = read.amount;
  const isPlain = min === max && currency === undefined && /^[\d\s.,'’]+$/u.test(text);
  return { value: isPlain ? String(min) : text, amount: read.amount };
}

/** Reads a row of a facts file. A day that cannot be read refuses it: a fact would look old, or live for ever. */
export function factRow(record: FileRecord, shape: FileShape): ReadRow<FactEntry> {
  const read = rowCells(record, shape);
  if (!read.ok) return refusedRow(read.error);
  const cells = read.value;
  const [given] = cells.valuesOf("domain");
  if (given === undefined) return refusedRow(note("no_domain"));
  const company = domainIn(given);
  if (!company.ok)
    return refusedRow(note(company.error, { text: company.error === "not_a_domain" ? given : hostText(given) }));
  const [kind, text] = [cells.textOf("kind"), cells.textOf("value")];
  if (kind === undefined) return refusedRow(note("no_kind"));
  if (text === undefined)
    return refusedRow(cells.notes.find(({ reason }) => reason === "html_in_text") ?? note("no_value"));
  const [observedAt, expiresAt] = [dayOf(cells, "observed_at"), dayOf(cells, "expires_at")];
  if (!observedAt.ok) return refusedRow(observedAt.error);
  if (!expiresAt.ok) return refusedRow(expiresAt.error);
  const value = valueOf(cells, kind, text);
  const days = { observedAt: observedAt.value, expiresAt: expiresAt.value };
  return taken(
    { company: company.value, kind: kind.toLowerCase(), ...value, source: cells.textOf("source"), ...days },
    cells.notes,
  );
}
