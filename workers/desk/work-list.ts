// The work list: what one thing that a person can find out would change the verdict of open holds, the most useful first, with the form that records
// it. The rows of the holds say what is missing (drizzle/gap-reads.ts), and domain/rules/work-list.ts ranks it.
import * as z from "zod";
import type { CompanyNamed, ContactCard, HeldGap } from "../../drizzle/desk-reads.ts";
import { MOST_GAPS, MOST_ROWS } from "../../drizzle/desk-queries.ts";
import { registrableDomain } from "../../domain/address.ts";
import { collectWorkList, type MissingInput, smallestWays, type WorkItem } from "../../domain/rules/work-list.ts";
import { CompanyId, type ContactId } from "../../schema/ids.ts";
import type { QualifyPolicy } from "../../schema/policy.ts";
import { cardsOf } from "./list-queries.ts";
import type { Desk } from "./desk.ts";

export const WorkListQuery = z.object({ limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(50) });

/** The leads that an item names on the desk; `unlocks` and `helps` count all. */
const NAMED_LEADS = 5;
/** The companies whose names one read looks up. */
const COMPANIES_AT_ONCE = 500;

export interface ListedWork extends WorkItem {
  /** The desk's form that records the missing input. */
  readonly form: string;
}

export interface WorkList {
  readonly items: readonly ListedWork[];
  /** All items, of which the first are listed. */
  readonly total: number;
  readonly cards: ReadonlyMap<ContactId, ContactCard>;
  /** The open holds, and how many of them are qualified. */
  readonly open: number;
  readonly qualified: number;
  /** Only the holds that wait longest were read. */
  readonly isCut: boolean;
}

export async function readWorkList(
  desk: Desk,
  by: string,
  { limit }: z.output<typeof WorkListQuery>,
): Promise<WorkList> {
  const { rows, ...counts } = await desk.reads.heldGaps(MOST_GAPS);
  const [companies, { qualify }] = await Promise.all([companiesOf(desk, rows), desk.policy()]);
  const list = collectWorkList();
  for (const gap of rows) list.add(gap.streamId, waysOf(gap, companies, qualify));
  const ranked = list.ranked();
  const items = ranked
    .slice(0, limit)
    .map((item) => ({ ...item, contacts: item.contacts.slice(0, NAMED_LEADS), form: formOf(item) }));
  const named = [...new Set(items.flatMap(({ contacts }) => contacts))];
  return { ...counts, items, total: ranked.length, cards: await cardsOf(desk, by, named) };
}

const companyIdIn = ({ company }: HeldGap): CompanyId | undefined => CompanyId.safeParse(company?.split("@")[0]).data;

async function companiesOf(desk: Desk, gaps: readonly HeldGap[]): Promise<ReadonlyMap<CompanyId, CompanyNamed>> {
  const ids = [...new Set(gaps.filter(({ hasCompany }) => !hasCompany).flatMap((gap) => companyIdIn(gap) ?? []))];
  const parts = Array.from({ length: Math.ceil(ids.length / COMPANIES_AT_ONCE) }, (_, part) =>
    desk.reads.companyNames(ids.slice(part * COMPANIES_AT_ONCE, (part + 1) * COMPANIES_AT_ONCE)),
  );
  return new Map((await Promise.all(parts)).flatMap((found) => [...found]));
}

function waysOf(gap: HeldGap, companies: ReadonlyMap<CompanyId, CompanyNamed>, rules: QualifyPolicy) {
  const missing = [
    ...(gap.hasCompany ? [] : missingCompany(gap, companies, rules)),
    ...(gap.hasRole ? [] : [missingRole(gap, rules)]),
  ];
  return smallestWays({ company: gap.hasCompany, roleOrSeniority: gap.hasRole }, missing, rules);
}

function missingCompany(
  gap: HeldGap,
  companies: ReadonlyMap<CompanyId, CompanyNamed>,
  { companyKnown: basisPoints, freeMailDomains }: QualifyPolicy,
): readonly MissingInput[] {
  const companyId = companyIdIn(gap);
  if (companyId) {
    const company = companies.get(companyId);
    // A blocked company is deliberately not counted as known, so nothing is missing.
    if (company?.status === "blocked") return [];
    const named = { shown: company?.domain ?? null, name: company?.name ?? null };
    return [{ what: "company_status", subject: companyId, ...named, basisPoints }];
  }
  if (gap.email === null || gap.email === "") return [];
  const domain = registrableDomain(gap.email);
  const named = { shown: domain, name: gap.companyName };
  return freeMailDomains.includes(domain)
    ? [{ what: "company_link", subject: gap.streamId, ...named, basisPoints }]
    : [{ what: "company_row", subject: `domain:${domain}`, ...named, basisPoints }];
}

function missingRole({ title, streamId }: HeldGap, { roleOrSeniorityKnown: basisPoints }: QualifyPolicy): MissingInput {
  return title === null
    ? { what: "title", subject: streamId, shown: null, name: null, basisPoints }
    : { what: "title_rule", subject: `title:${title.trim().toLowerCase()}`, shown: title, name: null, basisPoints };
}

/** The form that fills the gap. The domain is a host name, and no other text of a lead is in an address. */
function formOf({ what, subject, shown }: WorkItem): string {
  switch (what) {
    case "company_row":
      return `/companies?${new URLSearchParams({ domain: shown ?? "" })}#record`;
    case "company_status":
      return `/companies/${subject}`;
    case "company_link":
      return `/contacts/${subject}`;
    case "title":
      return `/contacts/${subject}#correct`;
    case "title_rule":
      return "/policy/titles";
  }
}
