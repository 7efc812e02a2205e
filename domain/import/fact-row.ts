// Reads a row of a facts file: what is known of a company, since when, from where, and until when.
import { type FactEntry, type ReadRow, refusedRow, taken } from "./entries.ts";
import { domainIn, hostText, recordedKeyIn } from "./hosts.ts";
import { note, type Note } from "./notes.ts";
import { type Amount, readAmount } from "./read-amount.ts";
import { readDay } from "./read-day.ts";
import type { FileRecord } from "./records.ts";
import { type RowCells, rowCells } from "./row-cells.ts";
import type { FileShape } from "./survey.ts";
import { Instant } from "../../schema/formats.ts";
import { FactId } from "../../schema/ids.ts";
import { err, ok, type Result } from "../../schema/result.ts";

/** Kinds whose values are numbers. */
const NUMBERS = /revenue|umsatz|turnover|employee|headcount|mitarbeiter|funding amount|valuation|budget|size/iu;

const COUNTS = /employee|headcount|mitarbeiter|staff/iu;

function dayOf(cells: RowCells, meaning: "observed_at" | "expires_at"): Result<string | undefined, Note> {
  const [text] = cells.valuesOf(meaning);
  if (text === undefined) return ok(undefined);
  // An export has the moment, which a day would cut.
  if (cells.shape.isOwn && Instant.safeParse(text).success) return ok(text);
  const read = readDay(text, cells.shape.orders);
  if (read.is === "none") return err(note(read.why, { text }));
  if (read.isSerial) cells.notes.push(note("serial_day", { text, day: read.day }));
  return ok(read.day);
}

/** The most characters of a kind and of a value, as a fact has them. */
const [KIND_CHARACTERS, VALUE_CHARACTERS] = [80, 1_000];

/** Whether there is such a fact. What is neither yes nor no refuses the row: a fact that was searched for in vain would count. */
function foundIn(cells: RowCells): Result<boolean | undefined, Note> {
  const [text] = cells.valuesOf("found");
  if (text === undefined) return ok(undefined);
  const word = text.toLowerCase();
  if (word === "yes" || word === "true") return ok(true);
  return word === "no" || word === "false" ? ok(false) : err(note("found_not_understood", { text }));
}

/** From 0 to 1; a share in per cent is one, too. */
function confidenceOf(cells: RowCells): Result<number | undefined, Note> {
  const [text] = cells.valuesOf("confidence");
  if (text === undefined) return ok(undefined);
  const share = /^\d{1,3}(?:[.,]\d+)?\s?%$/u.test(text) ? numberIn(text.slice(0, -1)) / 100 : numberIn(text);
  return share >= 0 && share <= 1 ? ok(share) : err(note("not_a_share", { text }));
}
const numberIn = (text: string): number =>
  /^\d+(?:[.,]\d+)?\s?$/u.test(text) ? Number(text.replace(",", ".")) : Number.NaN;

function factIdOf(cells: RowCells): Result<FactId | undefined, Note> {
  const [text] = cells.valuesOf("fact_id");
  if (text === undefined) return ok(undefined);
  const id = FactId.safeParse(text);
  return id.success ? ok(id.data) : err(note("not_a_fact_id", { text }));
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
  const company = (shape.isOwn ? recordedKeyIn : domainIn)(given);
  if (!company.ok)
    return refusedRow(note(company.error, { text: company.error === "not_a_domain" ? given : hostText(given) }));
  const [kind, text] = [cells.textOf("kind", KIND_CHARACTERS), cells.textOf("value", VALUE_CHARACTERS)];
  if (kind === undefined) return refusedRow(note("no_kind"));
  const found = foundIn(cells);
  if (!found.ok) return refusedRow(found.error);
  if (text === undefined)
    return refusedRow(cells.notes.find(({ reason }) => reason === "html_in_text") ?? note("no_value"));
  const [observedAt, expiresAt] = [dayOf(cells, "observed_at"), dayOf(cells, "expires_at")];
  if (!observedAt.ok) return refusedRow(observedAt.error);
  if (!expiresAt.ok) return refusedRow(expiresAt.error);
  const confidence = confidenceOf(cells);
  if (!confidence.ok) return refusedRow(confidence.error);
  const factId = factIdOf(cells);
  if (!factId.ok) return refusedRow(factId.error);
  const value = shape.isOwn ? { value: text } : valueOf(cells, kind, text);
  const days = { observedAt: observedAt.value, expiresAt: expiresAt.value };
  return taken(
    {
      company: company.value,
      ...(factId.value === undefined ? {} : { factId: factId.value }),
      kind: shape.isOwn ? kind : kind.toLowerCase(),
      ...value,
      source: cells.textOf("source"),
      ...(found.value === undefined ? {} : { found: found.value }),
      ...(confidence.value === undefined ? {} : { confidence: confidence.value }),
      ...days,
    },
    cells.notes,
  );
}
