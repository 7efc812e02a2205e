// What an import of companies or facts is compared with and given to: the desk's API. What is recorded already is not recorded again.
import * as z from "zod";
import type { ImportStore } from "../domain/import/importer.ts";
import { companiesIn, companyWish, factWish, isRecordedFact, knownCompany } from "../domain/import/recorded.ts";
import { inParallel } from "../schema/in-parallel.ts";
import { CompanyStatus } from "../schema/lists.ts";
import { type DeskClient, DeskRefused } from "./desk-client.ts";
import { MOST_AT_ONCE } from "./import-stores.ts";

const Recorded = z.object({
  id: z.string(),
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
      id: z.string(),
      kind: z.string(),
      value: z.string(),
      source: z.string(),
      found: z.boolean(),
      confidence: z.number(),
      observedAt: z.string(),
      expiresAt: z.string().nullable(),
    }),
  ),
});

const pathOf = (domain: string): string => `/companies/${encodeURIComponent(domain)}`;

/** What the desk has of companies, by the domain or the id that a file names. A company that it does not have is not in the map. */
async function companiesOn(desk: DeskClient, keys: ReadonlySet<string>) {
  const found = new Map<string, z.infer<typeof Recorded>>();
  await inParallel(
    [...keys],
    async (key) => {
      try {
        found.set(key, Recorded.parse((await desk.get(pathOf(key))).body));
      } catch (cause) {
        if (!(cause instanceof DeskRefused && cause.reason === "not_found")) throw cause;
      }
    },
    MOST_AT_ONCE,
  );
  return found;
}

/** Companies, by their domain: a contact's company is found by the domain of their address. */
export const companyStore = (desk: DeskClient): ImportStore<"companies"> => {
  let stored: Awaited<ReturnType<typeof companiesOn>> = new Map();
  const recordedAs = (domain: string) => {
    const found = stored.get(domain);
    return found?.company ? { id: found.id, ...found.company } : undefined;
  };
  return {
    async known(rows) {
      stored = await companiesOn(desk, new Set(rows.flatMap(({ domain }) => domain ?? [])));
      return {
        company(entry) {
          const has = entry.domain === null ? undefined : recordedAs(entry.domain);
          return has && knownCompany(entry, has);
        },
      };
    },
    async apply(rows) {
      await inParallel(
        [...companiesIn(rows)],
        async ([domain, row]) => {
          const wish = companyWish(row, recordedAs(domain));
          if (wish) await desk.post(pathOf(wish.company), wish.fields);
        },
        MOST_AT_ONCE,
      );
    },
  };
};

/** Facts of companies that are recorded. `source` is the one of a row that names none. */
export const factStore = (desk: DeskClient, source: string): ImportStore<"facts"> => ({
  async known(rows) {
    const stored = await companiesOn(desk, new Set(rows.map(({ company }) => company)));
    return {
      fact(entry) {
        const company = stored.get(entry.company);
        if (!company?.company) return { is: "nobodys" };
        return company.facts.some((fact) => isRecordedFact(entry, fact, source)) ? { is: "recorded" } : undefined;
      },
    };
  },
  async apply(rows) {
    await inParallel(
      [...Map.groupBy(rows, ({ company }) => company)],
      async ([company, facts]) => {
        // One after the other: they go to one object.
        for (const entry of facts) await desk.post(`${pathOf(company)}/facts`, factWish(entry, source));
      },
      MOST_AT_ONCE,
    );
  },
});
