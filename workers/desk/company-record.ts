// Reads one company for its page and the API: from its stream in the log, as it was at a version, with who recorded what; and its contacts from the
// rows for reading.
import { foldCompany } from "../../domain/company/evolve.ts";
import type { Company } from "../../domain/company/state.ts";
import { MOST_GRADED_COMPANIES } from "../../drizzle/desk-queries.ts";
import type { CompanyGrade, CompanyNamed, ContactCard } from "../../drizzle/desk-reads.ts";
import { readEvent } from "../../replay/read-event.ts";
import type { AdministrationAnswer } from "../../schema/answers.ts";
import { CompanyId, type ContactId } from "../../schema/ids.ts";
import { askOne } from "../../schema/only-answer.ts";
import type { Desk } from "./desk.ts";

export interface CompanyRecord {
  readonly companyId: CompanyId;
  /** The company folded to `company.version`. */
  readonly company: Company;
  /** The version of the last event of its stream. */
  readonly head: number;
  readonly contacts: readonly ContactCard[];
  readonly hasMoreContacts: boolean;
  /** The grades that rest on it, also those that cite a company which was merged into it: the newest, so many at most. */
  readonly grades: readonly ShownGrade[];
  readonly hasMoreGrades: boolean;
  /** The names, as they are now, of the companies that were merged into it, and of the one into which it was merged. */
  readonly names: ReadonlyMap<CompanyId, CompanyNamed>;
  /** A page of its events up to the shown version, newest first, with people's notes opened. */
  readonly history: AdministrationAnswer;
}

/** A grade that rests on a company. */
export interface ShownGrade extends CompanyGrade {
  /** Null where nothing in clear is known of the contact. */
  readonly contact: ContactCard | null;
  /** Whether the cited version is what is recorded of the company now. */
  readonly isNewest: boolean;
}

const CONTACTS = 50;
const GRADES = 20;

/** The company with this id or domain, as it was at `version`, or as it is; null when there is none, or no such version. */
export async function readCompany(
  desk: Desk,
  by: string,
  { key, version }: { readonly key: string | undefined; readonly version?: number | undefined },
): Promise<CompanyRecord | null> {
  const companyId = await companyIdIn(desk, key ?? "");
  const rows = companyId ? await desk.reads.stream(companyId) : [];
  const head = rows.at(-1)?.version ?? 0;
  const shown = version ?? head;
  if (!companyId || shown > head || head === 0) return null;
  const events = rows.flatMap((row) => readEvent(row).event ?? []);
  const company = foldCompany(events, shown);
  const absorbed = Object.keys(company.absorbed ?? {}) as CompanyId[];
  const companies = [companyId, ...absorbed].slice(0, MOST_GRADED_COMPANIES);
  const [contacts, history, names, graded] = await Promise.all([
    desk.reads.contacts({ company: companyId, limit: CONTACTS }, by),
    askOne(desk.port, { type: "Administration", streamId: companyId, before: shown + 1 }),
    desk.reads.companyNames(mergedWith(company)),
    desk.reads.companyGrades({ companies, limit: GRADES }),
  ]);
  const newest = version === undefined ? company : foldCompany(events, head);
  const ids = [...new Set(graded.rows.map(({ contactId }) => contactId))];
  const cards = ids.length === 0 ? new Map<ContactId, ContactCard>() : await desk.reads.contactCards(ids, by);
  return {
    companyId,
    company,
    names,
    head,
    contacts: contacts.rows,
    hasMoreContacts: contacts.next !== null,
    grades: graded.rows.map((grade) => ({
      ...grade,
      contact: cards.get(grade.contactId) ?? null,
      isNewest: grade.companyId === companyId && grade.version === newest.recorded?.version,
    })),
    hasMoreGrades: graded.isCut,
    history,
  };
}

async function companyIdIn(desk: Desk, key: string): Promise<CompanyId | null> {
  const id = CompanyId.safeParse(key);
  if (id.success) return id.data;
  return key === "" || key.length > 253 ? null : ((await desk.reads.company(key.toLowerCase()))?.id ?? null);
}

/** The companies that are one with this one: the one into which it was merged, and those that were merged into it. */
export const mergedWith = ({ merged, absorbed = {} }: Company): readonly CompanyId[] => [
  ...(merged ? [merged.into] : []),
  ...(Object.keys(absorbed) as CompanyId[]),
];
