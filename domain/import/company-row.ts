// Reads a row of a companies file. A company without a domain of its own is kept without one; a mailbox provider's makes nobody known.
import { cellValue } from "./cell-text.ts";
import { type CompanyEntry, type ReadRow, refusedRow, taken } from "./entries.ts";
import { domainIn, hostText, type HostFault, recordedKeyIn } from "./hosts.ts";
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

/** The most characters of an industry and of a size, as a company has them. */
const WORD_CHARACTERS = 80;

/** The domains of a cell that names several; what is none is told of and left out. */
function otherDomainsOf(cells: RowCells, own: string | null): readonly string[] | undefined {
  const domains = new Set<string>();
  for (const text of cells.valuesOf("other_domains").flatMap((cell) => cell.split(/[\s,;]+/u))) {
    if (text === "") continue;
    const read = domainIn(text);
    if (read.ok || (cells.shape.isOwn && read.error === "shared_site"))
      domains.add(read.ok ? read.value : hostText(text));
    else cells.notes.push(note(read.error, { text }));
  }
  if (own !== null) domains.delete(own);
  return domains.size === 0 ? undefined : [...domains];
}

/** Reads a row of a companies file. */
export function companyRow(record: FileRecord, shape: FileShape): ReadRow<CompanyEntry> {
  const read = rowCells(record, shape);
  if (!read.ok) return refusedRow(read.error);
  const cells = read.value;
  const name = cells.textOf("name");
  const given = cells.valuesOf("domain");
  if (name === undefined && given.length === 0) return refusedRow(note("no_name"));
  const domainOf = cells.shape.isOwn ? recordedKeyIn : domainIn;
  const domains = given.map((text) => ({ text, domain: domainOf(text) }));
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
    otherDomains: otherDomainsOf(cells, domain),
    status: cellValue(cells.textOf("status")) || undefined,
    industry: cells.textOf("industry", WORD_CHARACTERS),
    employees: amountOf(cells, "employees"),
    size: cells.textOf("size", WORD_CHARACTERS),
    revenue: amountOf(cells, "revenue"),
  };
  return taken(entry, cells.notes);
}
