// The files that this project exports. What is recorded is any text, so such a file is read exactly as it was written: its cells are taken as they are, where
// those of other programs are repaired and guessed. It is known by its header; so it also is after a spreadsheet has saved it again.
import { csvLine } from "../csv-line.ts";
import type { Dialect } from "./records.ts";
import type { ImportKind } from "./meanings.ts";
import { BASIS_POINTS, type RecordedCompany, type RecordedFact } from "./recorded.ts";
import type { WishFlag } from "./wish-column.ts";

/** The kinds that are exported with their values. The suppression list has digests alone (`LIST_COLUMNS`). */
export const EXPORT_KINDS = ["companies", "facts", "contacts"] as const satisfies readonly ImportKind[];
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** The columns of an export by their headers, which are their meanings too (meanings.ts). `domain` is the main one, or the id of a company without one. */
export const EXPORT_COLUMNS = {
  companies: ["domain", "other_domains", "name", "status", "industry", "size"],
  facts: ["domain", "fact_id", "kind", "value", "found", "source", "confidence", "observed_at", "expires_at"],
  contacts: ["email", "name", "company", "title", "unsubscribed", "bounced", "do_not_contact"],
} as const satisfies Readonly<Record<ExportKind, readonly string[]>>;

/** The columns of an exported list. `installation` is the fingerprint of the key with which the digests were made. */
export const LIST_COLUMNS = ["revision", "kind", "digest", "cause", "by", "at", "lifted_by", "installation"] as const;

/** An exported entry as one value: whose it is, its kind, and its digest. */
export const exportedEntryValue = (entry: Readonly<Record<"installation" | "kind" | "digest", string>>): string =>
  `${entry.installation} ${entry.kind} ${entry.digest}`;

/** Spreadsheets take a file without this mark for the encoding of their system. */
const MARK = "\ufeff";

/** The first line of an export, with the mark of its encoding before it. */
export const exportHeader = (kind: ExportKind): string => MARK + csvLine(EXPORT_COLUMNS[kind]);

const columnsOf = (kind: ImportKind): readonly string[] =>
  kind === "suppressions" ? LIST_COLUMNS : EXPORT_COLUMNS[kind];

/** Whether these are the headers of an export of this kind. */
export function isExportHeader(kind: ImportKind, header: readonly string[]): boolean {
  const columns = columnsOf(kind);
  return (
    columns.length > 0 && columns.length === header.length && columns.every((name, at) => name === header[at]?.trim())
  );
}

/** How the lines of an export are written; null for any other first line, of which the layout has to be found. */
export function exportDialect(kind: ImportKind, firstLine: string | undefined): Dialect | null {
  const columns = columnsOf(kind);
  const isExport = columns.length > 0 && firstLine === csvLine(columns).trimEnd();
  return isExport ? { delimiter: ",", quote: '"', hasBackslashes: false, isWrapped: false, isExact: true } : null;
}

/** A contact as an export has them. */
export interface ExportedContact {
  readonly email: string;
  readonly name: string | null;
  readonly company: string | null;
  readonly title: string | null;
  readonly flags: readonly WishFlag[];
}

const yesNo = (is: boolean): string => (is ? "yes" : "no");
/** What a fact's company is called in a file: its main domain, or its id. */
const keyOf = ({ id, domains }: Pick<RecordedCompany, "id" | "domains">): string => domains[0] ?? id;

/** The line of a company. */
export const companyLine = (company: RecordedCompany): string => {
  const { domains, name, status, industry = "", size = "" } = company;
  return csvLine([keyOf(company), domains.slice(1).join(" "), name, status, industry, size]);
};

/** The line of a fact. */
export const factLine = (company: Pick<RecordedCompany, "id" | "domains">, fact: RecordedFact): string =>
  csvLine([
    keyOf(company),
    fact.id,
    fact.kind,
    fact.value,
    yesNo(fact.found),
    fact.source,
    String(fact.confidence / BASIS_POINTS),
    fact.observedAt,
    fact.expiresAt ?? "",
  ]);

/** The line of a contact. */
export const contactLine = ({ email, name, company, title, flags }: ExportedContact): string =>
  csvLine([
    email,
    name ?? "",
    company ?? "",
    title ?? "",
    ...(["unsubscribed", "bounced", "do_not_contact"] as const).map((flag) => yesNo(flags.includes(flag))),
  ]);
