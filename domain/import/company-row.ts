// Reads a row of a companies file. A company without a domain of its own is kept without one; a mailbox provider's makes nobody known.
import { cellValue } from "./cell-text.ts";
import { type CompanyEntry, type ReadRow, refusedRow, taken } from "./entries.ts";
import { domainIn, hostText, type HostFault } from "./hosts.ts";
import type { Meaning } from "./meanings.ts";
import { note } from "./notes.ts";
import { type Amount, readAmount } from "./read-amount.ts";
import type { FileRecord } from "./records.ts";
import { type RowCells, rowCells } from "./row-cells.ts";
import type { FileShape } from "./survey.ts";

/** Faults of a domain that leave the company: it has a name, and the domain is somebody else's. */
const KEPT_WITHOUT: ReadonlySet<HostFault> = new Set(["mailbox_provider", "shared_site", "public_suffix"]);

function amountOf(cells: RowCells, meaning: Meaning): Amount | undefined {
  const [text] = cells.valuesOf(meaning);
  if (text === undefined) return undefined;
  const read = readAmount(text, meaning === "employees");
  if (read.is === "amount") return read.amount;
  cells.notes.push(note(read.why === "not_an_amount" ? "amount_unread" : read.why, { text }));
  return undefined;
}

/** Reads a row of a companies file. */
export function companyRow(record: FileRecord, shape: FileShape): ReadRow<CompanyEntry> {
  const read = rowCells(record, shape);
  if (!read.ok) return refusedRow(read.error);
  const cells = read.value;
  const name = cells.textOf("name");
  const given = cells.valuesOf("domain");
  if (name === undefined && given.length === 0) return refusedRow(note("no_name"));
  const domains = given.map((text) => ({ text, domain: domainIn(text) }));
  const own = domains.find(({ domain }) => domain.ok)?.domain;
  const [first] = domains;
  if (!own?.ok && first && !first.domain.ok) {
    const { error } = first.domain;
    const said = note(error, { text: error === "not_a_domain" ? first.text : hostText(first.text) });
    if (name === undefined || !KEPT_WITHOUT.has(error)) return refusedRow(said);
    cells.notes.push(said);
  }
  const domain = own?.ok ? own.value : null;
  const entry: CompanyEntry = {
    name: name ?? domain ?? "",
    domain,
    status: cellValue(cells.textOf("status")) || undefined,
    industry: cells.textOf("industry"),
    employees: amountOf(cells, "employees"),
    revenue: amountOf(cells, "revenue"),
  };
  return taken(entry, cells.notes);
}
