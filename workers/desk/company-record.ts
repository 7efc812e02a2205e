// Reads one company for its page and the API: from its stream in the log, as it was at a version, with who recorded what; and its contacts from the
// rows for reading.
import { foldCompany } from "../../domain/company/evolve.ts";
import type { Company } from "../../domain/company/state.ts";
import type { CompanyNamed, ContactCard } from "../../drizzle/desk-reads.ts";
import { readEvent } from "../../replay/read-event.ts";
import type { AdministrationAnswer } from "../../schema/answers.ts";
import { CompanyId } from "../../schema/ids.ts";
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
  /** The names, as they are now, of the companies that were merged into it, and of the one into which it was merged. */
  readonly names: ReadonlyMap<CompanyId, CompanyNamed>;
  /** A page of its events up to the shown version, newest first, with people's notes opened. */
  readonly history: AdministrationAnswer;
}

const CONTACTS = 50;

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
  const [contacts, history, names] = await Promise.all([
    desk.reads.contacts({ company: companyId, limit: CONTACTS }, by),
    askOne(desk.port, { type: "Administration", streamId: companyId, before: shown + 1 }),
    desk.reads.companyNames(mergedWith(company)),
  ]);
  return {
    companyId,
    company,
    names,
    head,
    contacts: contacts.rows,
    hasMoreContacts: contacts.next !== null,
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
