// What an import of companies or facts is compared with and given to: the desk's API. What is recorded already is not recorded again.
import * as z from "zod";
import type { CompanyEntry, FactEntry } from "../domain/import/entries.ts";
import type { Amount } from "../domain/import/read-amount.ts";
import { inParallel } from "../schema/in-parallel.ts";
import { CompanyStatus } from "../schema/lists.ts";
import { type DeskClient, DeskRefused } from "./desk-client.ts";
import { type ImportStore, MOST_AT_ONCE } from "./import-stores.ts";

const RecordedCompany = z.object({
  company: z
    .object({
      name: z.string(),
      domains: z.array(z.string()),
      status: CompanyStatus,
      industry: z.string().optional(),
      size: z.string().optional(),
    })
    .nullable(),
  facts: z.array(
    z.object({
      kind: z.string(),
      value: z.string(),
      source: z.string(),
      observedAt: z.string(),
      expiresAt: z.string().nullable(),
    }),
  ),
});
type RecordedCompany = z.infer<typeof RecordedCompany>;

const pathOf = (domain: string): string => `/companies/${encodeURIComponent(domain)}`;

/** What the desk has of companies, by the domain that a file names. A company that it does not have is not in the map. */
async function companiesOn(
  desk: DeskClient,
  domains: ReadonlySet<string>,
): Promise<ReadonlyMap<string, RecordedCompany>> {
  const found = new Map<string, RecordedCompany>();
  await inParallel(
    [...domains],
    async (domain) => {
      try {
        found.set(domain, RecordedCompany.parse((await desk.get(pathOf(domain))).body));
      } catch (cause) {
        if (!(cause instanceof DeskRefused && cause.reason === "not_found")) throw cause;
      }
    },
    MOST_AT_ONCE,
  );
  return found;
}

/** Words of other tools for a company that nobody should deal with. Any other word that is no status of ours says that it is known. */
const BLOCKING = /^(?:block|gesperrt|sperr|blacklist|denied|banned|disqualif|competitor|wettbewerb|do not|dnc)/iu;

function statusIn(text: string): z.infer<typeof CompanyStatus> {
  const status = CompanyStatus.safeParse(text.trim().toLowerCase());
  if (status.success) return status.data;
  return BLOCKING.test(text.trim()) ? "blocked" : "known";
}

const sizeOf = ({ min, max }: Amount): string =>
  min === max ? String(min) : [min, max].map((bound) => bound ?? "").join("–");

/** Companies, by their domain: a contact's company is found by the domain of their address. A turnover is no field of a company. */
export const companyStore = (desk: DeskClient): ImportStore<"companies"> => {
  let stored: ReadonlyMap<string, RecordedCompany> = new Map();
  return {
    async known(rows) {
      const byDomain = new Map(rows.flatMap((row) => (row.domain === null ? [] : [[row.domain, row] as const])));
      stored = await companiesOn(desk, new Set(byDomain.keys()));
      return {
        company({ domain }) {
          const has = domain === null ? undefined : stored.get(domain)?.company;
          if (!has || domain === null) return undefined;
          const row = byDomain.get(domain);
          const { name, status, industry, size } = has;
          // What the desk cannot tell, or says in another word, is not another value.
          const isSameStatus = row?.status !== undefined && statusIn(row.status) === status;
          const isSameSize = row?.employees !== undefined && sizeOf(row.employees) === size;
          return {
            name,
            status: isSameStatus ? row.status : status,
            industry,
            employees: isSameSize ? row.employees : undefined,
            revenue: row?.revenue,
          };
        },
      };
    },
    async apply(rows) {
      const last = new Map<string, CompanyEntry>();
      for (const row of rows)
        if (row.domain !== null) last.set(row.domain, { ...last.get(row.domain), ...withoutUndefined(row) });
      await inParallel(
        [...last],
        async ([domain, { name, status, industry, employees }]) => {
          const has = stored.get(domain)?.company;
          await desk.post(pathOf(domain), {
            name,
            status: status === undefined ? (has?.status ?? "known") : statusIn(status),
            industry: industry ?? has?.industry,
            size: employees === undefined ? has?.size : sizeOf(employees),
            domains: has?.domains ?? [],
          });
        },
        MOST_AT_ONCE,
      );
    },
  };
};

const withoutUndefined = (row: CompanyEntry): CompanyEntry =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as CompanyEntry;

/** Facts of companies that are recorded. `source` is the one of a row that names none. */
export const factStore = (desk: DeskClient, source: string): ImportStore<"facts"> => {
  const isSame = (entry: FactEntry, fact: RecordedCompany["facts"][number]): boolean =>
    fact.kind === entry.kind &&
    fact.value === entry.value &&
    fact.source === (entry.source ?? source) &&
    (entry.observedAt === undefined || fact.observedAt.startsWith(entry.observedAt)) &&
    (entry.expiresAt === undefined || (fact.expiresAt ?? "").startsWith(entry.expiresAt));
  return {
    async known(rows) {
      const stored = await companiesOn(desk, new Set(rows.map(({ company }) => company)));
      return {
        fact(entry) {
          const company = stored.get(entry.company);
          if (!company?.company) return { is: "nobodys" };
          return company.facts.some((fact) => isSame(entry, fact)) ? { is: "recorded" } : undefined;
        },
      };
    },
    async apply(rows) {
      const byCompany = Map.groupBy(rows, ({ company }) => company);
      await inParallel(
        [...byCompany],
        async ([company, facts]) => {
          // One after the other: they go to one object.
          for (const { kind, value, source: named, observedAt, expiresAt } of facts)
            await desk.post(`${pathOf(company)}/facts`, {
              kind,
              value,
              source: named ?? source,
              method: "import",
              observedAt,
              expiresAt,
            });
        },
        MOST_AT_ONCE,
      );
    },
  };
};
