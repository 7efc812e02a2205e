// Resolves what evidence cites of companies in their streams: the port does it before it performs a command, and a verification again, with the
// events as they were at the cited version. A fact that was changed or retracted later stays what it was.
import type { StoredEvent } from "../../schema/events.ts";
import { CompanyId } from "../../schema/ids.ts";
import type { CitationFault } from "../../schema/lists.ts";
import type { Evidence } from "../../schema/provenance.ts";
import { factColumns } from "../evidence.ts";

type Row = Pick<Evidence, "table" | "id" | "columns">;

/** A version of a company's stream that a row of evidence cites. */
export interface Citation {
  readonly companyId: CompanyId;
  readonly version: number;
  /** The row says that the company has no fact at this version: all events up to it are needed. */
  readonly isAbsence: boolean;
}

/** What a reader knows of a company's stream. */
export interface CitedStream {
  /** Whether the log has any event of the company. */
  readonly isKnown: boolean;
  /** The event at a version; undefined when there is none. */
  readonly at: (version: number) => StoredEvent | undefined;
  /** How many facts count at a version. */
  readonly factsAt: (version: number) => number;
}

const VERSIONED = /^(co_[\w-]{1,80})@([1-9]\d{0,14})$/;

const isOfCompany = ({ table }: Row): boolean => table === "companies" || table === "company_facts";
const isFound = ({ columns }: Row): boolean => columns["found"] === true;
/** A fact that was searched for in vain is recorded, with its kind. A row without a kind says that nothing is recorded. */
const isAbsence = ({ table, columns }: Row): boolean => table === "company_facts" && !("kind" in columns);

/** What a row cites of a company's stream; null when it cites none: another table, or a row of a release without such streams. */
export function citationIn(row: Row): Citation | null {
  const parts = isOfCompany(row) ? VERSIONED.exec(row.id) : null;
  const companyId = CompanyId.safeParse(parts?.[1]).data;
  return companyId ? { companyId, version: Number(parts?.[2]), isAbsence: isAbsence(row) } : null;
}

/** The company that a grade's rows have as found; null where none was, and for a row of a release without such streams. */
export function citedCompany(rows: readonly Row[]): CompanyId | null {
  const row = rows.find((one) => one.table === "companies" && isFound(one));
  return (row && citationIn(row)?.companyId) ?? null;
}

/** Whether a row says that something was found in a company's rows, and not in which version of the company's stream. */
export const isUnversioned = (row: Row): boolean =>
  isOfCompany(row) && (isFound(row) || "kind" in row.columns) && citationIn(row) === null;

/** What is wrong with a row that cites a company, and in which column; null when the log has what it says. */
export function citationFault(
  row: Row,
  { version }: Citation,
  { isKnown, at, factsAt }: CitedStream,
): { readonly name: CitationFault; readonly column: string | null } | null {
  if (!isKnown) return { name: "company_unknown", column: null };
  const event = at(version);
  if (!event) return { name: "company_version_unknown", column: null };
  if (isAbsence(row)) return factsAt(version) === 0 ? null : { name: "fact_left_out", column: null };
  if (row.table === "company_facts") {
    if (event.type !== "FactRecorded") return { name: "fact_unknown", column: null };
    return differing(row, factColumns(event.payload));
  }
  if (event.type !== "CompanyRecorded") return { name: "company_version_unknown", column: null };
  // A stage that only read whether there is a company cites no status.
  const { status } = event.payload;
  return differing(row, "status" in row.columns ? { found: true, status } : { found: true });
}

function differing({ columns }: Row, recorded: Row["columns"]): ReturnType<typeof citationFault> {
  const column = Object.keys(recorded).find((name) => columns[name] !== recorded[name]);
  return column === undefined ? null : { name: "company_value_differs", column };
}
