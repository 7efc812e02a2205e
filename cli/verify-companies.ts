// Compares the CRM's rows of companies with their streams. An object writes its rows after the log has its event, so rows that differ are read again.
import { type Fault, faultAt } from "../replay/faults.ts";
import { companyRowFaults, expectedCompany, type StoredCompany } from "../replay/company-rows.ts";
import type { StreamRows } from "../replay/source.ts";
import type { CompanyModel } from "../schema/company-rows.ts";
import { CompanyId } from "../schema/ids.ts";
import { companyIds, companyRows } from "./sources/company-rows.ts";
import type { OpenedSource } from "./sources/opened-source.ts";
import type { Query } from "./sources/query.ts";

interface LiveLog extends Pick<OpenedSource, "log"> {
  readonly crm: Query;
}

/** Companies that one query reads. */
const COMPANIES_PER_QUERY = 200;
/** How often rows are read until they are as the log says. */
const READS = 3;

const NO_ROWS: StoredCompany = { companies: new Map(), company_domains: new Map(), company_facts: new Map() };

export function openCompanyCheck(source: LiveLog) {
  const waiting: CompanyModel[] = [];
  const logged = new Set<string>();

  const faultsIn = async (models: readonly CompanyModel[]): Promise<readonly Fault[]> => {
    const ids = models.map(({ company }) => company.id);
    const stored = await companyRows(source.crm, ids);
    const lasting = models.map(async (model) => {
      const faults = companyRowFaults(model, stored.get(model.company.id) ?? NO_ROWS);
      return faults.length === 0 ? [] : again(source, model.company.id);
    });
    return (await Promise.all(lasting)).flat();
  };
  return {
    async add(stream: StreamRows): Promise<readonly Fault[]> {
      logged.add(stream.streamId);
      const model = expectedCompany(stream);
      if (model) waiting.push(model);
      return waiting.length < COMPANIES_PER_QUERY ? [] : faultsIn(waiting.splice(0));
    },
    async end(): Promise<readonly Fault[]> {
      const faults = [...(await faultsIn(waiting.splice(0)))];
      for await (const id of companyIds(source.crm)) {
        if (logged.has(id) || (await isLogged(source, id))) continue;
        const finding = { name: "company_row_unlogged", field: `companies.${id}`, found: "a row" } as const;
        faults.push(faultAt(CompanyId.safeParse(id).data ?? null, null, finding));
      }
      return faults;
    },
  };
}

/** The faults of one company that last, while its stream and its rows are read again. */
async function again({ log, crm }: LiveLog, id: CompanyId): Promise<readonly Fault[]> {
  let faults: readonly Fault[] = [];
  for (let read = 0; read < READS; read += 1) {
    for await (const stream of log.streams({ ids: [id] })) {
      const model = expectedCompany(stream);
      faults = model ? companyRowFaults(model, (await companyRows(crm, [id])).get(id) ?? NO_ROWS) : [];
    }
    if (faults.length === 0) break;
  }
  return faults;
}

/** Whether the log has the company meanwhile: it may have been recorded while the log was read. */
async function isLogged({ log }: LiveLog, text: string): Promise<boolean> {
  const id = CompanyId.safeParse(text);
  if (!id.success) return false;
  for await (const { rows } of log.streams({ ids: [id.data] })) return rows.length > 0;
  return false;
}
