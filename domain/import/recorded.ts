// Companies and facts as a file names them, beside what is recorded of them: what would change, and what is then asked of the desk. An import erases nothing: what a row does
// not name stays as it is recorded.
import { CompanyStatus } from "../../schema/lists.ts";
import type { KnownCompany } from "./compare.ts";
import type { CompanyEntry, FactEntry } from "./entries.ts";
import type { Amount } from "./read-amount.ts";

export interface RecordedCompany {
  readonly id: string;
  readonly name: string;
  /** The main one first. */
  readonly domains: readonly string[];
  readonly status: CompanyStatus;
  readonly industry?: string | undefined;
  readonly size?: string | undefined;
}

export interface RecordedFact {
  readonly id: string;
  readonly kind: string;
  readonly value: string;
  readonly source: string;
  readonly found: boolean;
  /** In basis points. */
  readonly confidence: number;
  readonly observedAt: string;
  readonly expiresAt: string | null;
}

/** Words of other tools for a company that nobody should deal with. Any other word that is no status of ours says that it is known. */
const BLOCKING = /^(?:block|gesperrt|sperr|blacklist|denied|banned|disqualif|competitor|wettbewerb|do not|dnc)/iu;

function statusIn(text: string): CompanyStatus {
  const status = CompanyStatus.safeParse(text.trim().toLowerCase());
  if (status.success) return status.data;
  return BLOCKING.test(text.trim()) ? "blocked" : "known";
}

const amountText = ({ min, max }: Amount): string =>
  min === max ? String(min) : [min, max].map((bound) => bound ?? "").join("–");
const sizeOf = ({ size, employees }: CompanyEntry): string | undefined =>
  size ?? (employees === undefined ? undefined : amountText(employees));

/** A row without a name has the domain in its place, which renames no company. */
const isNamed = ({ name, domain }: CompanyEntry): boolean => name !== domain;

/** What is recorded of a company, in the words of the row: what says the same in another word is no other value. A turnover is no field of a company. */
export function knownCompany(entry: CompanyEntry, has: RecordedCompany): KnownCompany {
  const isSameStatus = entry.status !== undefined && statusIn(entry.status) === has.status;
  const isSameSize = sizeOf(entry) === has.size;
  const others = entry.otherDomains?.every((domain) => has.domains.includes(domain));
  return {
    name: isNamed(entry) ? has.name : entry.name,
    status: isSameStatus ? entry.status : has.status,
    industry: has.industry,
    employees: isSameSize ? entry.employees : undefined,
    size: isSameSize ? entry.size : has.size,
    otherDomains: others === true ? entry.otherDomains : has.domains.slice(1),
    revenue: entry.revenue,
  };
}

/** A company as the desk is asked to record it: `company` is its domain, of which `domains` has the others; or the id of a recorded one, with all its domains. */
export interface CompanyWish {
  readonly company: string;
  readonly fields: {
    readonly name: string;
    readonly status: CompanyStatus;
    readonly industry?: string;
    readonly size?: string;
    readonly domains: readonly string[];
  };
}

/** The wish of a row. Null for a row without a domain, which a judge that compares refuses. */
export function companyWish(entry: CompanyEntry, has: RecordedCompany | undefined): CompanyWish | null {
  if (entry.domain === null) return null;
  const [industry, size] = [entry.industry ?? has?.industry, sizeOf(entry) ?? has?.size];
  return {
    company: has?.id ?? entry.domain,
    fields: {
      name: has && !isNamed(entry) ? has.name : entry.name,
      status: entry.status === undefined ? (has?.status ?? "known") : statusIn(entry.status),
      ...(industry === undefined ? {} : { industry }),
      ...(size === undefined ? {} : { size }),
      domains: [...new Set([...(has?.domains ?? []), ...(entry.otherDomains ?? [])])],
    },
  };
}

/** The rows of a batch by their company: of several about one, a later row adds to those before it. */
export function companiesIn(rows: readonly CompanyEntry[]): ReadonlyMap<string, CompanyEntry> {
  const byDomain = new Map<string, CompanyEntry>();
  for (const row of rows) {
    if (row.domain === null) continue;
    const stated = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
    byDomain.set(row.domain, { ...byDomain.get(row.domain), ...stated } as CompanyEntry);
  }
  return byDomain;
}

export const BASIS_POINTS = 10_000;

/** Whether a fact of a row is recorded as it stands. `source` is the one of a row that names none. */
export function isRecordedFact(entry: FactEntry, fact: RecordedFact, source: string): boolean {
  const { factId, kind, value, found = true, confidence, observedAt, expiresAt } = entry;
  return (
    (factId === undefined || fact.id === factId) &&
    fact.kind === kind &&
    fact.value === value &&
    fact.source === (entry.source ?? source) &&
    fact.found === found &&
    (confidence === undefined || fact.confidence === Math.round(confidence * BASIS_POINTS)) &&
    (observedAt === undefined || fact.observedAt.startsWith(observedAt)) &&
    (expiresAt === undefined || (fact.expiresAt ?? "").startsWith(expiresAt))
  );
}

/** The fields of a fact as the desk is asked to record it. */
export const factWish = (
  { factId, kind, value, found, confidence, observedAt, expiresAt, source: named }: FactEntry,
  source: string,
) => ({
  ...(factId === undefined ? {} : { factId }),
  kind,
  value,
  source: named ?? source,
  method: "import" as const,
  ...(found === undefined ? {} : { found }),
  ...(confidence === undefined ? {} : { confidence }),
  ...(observedAt === undefined ? {} : { observedAt }),
  ...(expiresAt === undefined ? {} : { expiresAt }),
});
