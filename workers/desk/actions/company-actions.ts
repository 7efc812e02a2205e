// Clicks on companies and their facts. The port finds the company's stream and records what is not recorded already, so that a repeated click
// changes nothing.
import * as z from "zod";
import { PutCompany, PutFact } from "../../../schema/company-commands.ts";
import type { CompanyAnswer } from "../../../schema/answers.ts";
import { Day, Instant } from "../../../schema/formats.ts";
import { CompanyId, FactId } from "../../../schema/ids.ts";
import { FactMethod } from "../../../schema/lists.ts";
import { givenReason, saysWhy } from "../../../schema/notes.ts";
import { performOne } from "../../../schema/only-answer.ts";
import { type ClickDefinition, type ClickOutcome, defineClick, invalid, refused, unknown } from "./action.ts";

/** A form sends domains as one text. */
const domains = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(/[\s,;]+/).filter((part) => part !== ""))])
  .pipe(z.array(PutCompany.shape.company).max(20));
const { name, status, industry, size } = PutCompany.shape;
const companyFields = { name, status, industry, size, domains: domains.default([]) };

/** A day counts from its beginning, and until its end. */
const from = z.union([Instant, Day.transform((day) => `${day}T00:00:00.000Z`)]);
const until = z.union([Instant, Day.transform((day) => `${day}T23:59:59.999Z`)]);

const factFields = {
  factId: FactId.optional(),
  kind: PutFact.shape.kind,
  value: PutFact.shape.value,
  source: PutFact.shape.source,
  /** Samples come with an installation. */
  method: FactMethod.exclude(["sample"]).default("tool"),
  /** Between 0 and 1, as people say it. */
  confidence: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .transform((share) => Math.round(share * 10_000)),
  found: z.boolean().default(true),
  observedAt: from.optional(),
  expiresAt: until.nullable().default(null),
};

const outcomeOf = ({ refusal, logged, version, companyId, factId }: CompanyAnswer): ClickOutcome =>
  refusal
    ? refused(refusal)
    : {
        kind: "done",
        logged,
        version,
        ...(companyId ? { companyId } : {}),
        ...(factId ? { factId } : {}),
      };

const pageOf = (id: string): string => (CompanyId.safeParse(id).success ? `/companies/${id}` : "/companies");

/** Records a company by its main domain. */
export const recordCompany = defineClick({
  path: "/companies",
  notice: "company_recorded",
  back: () => "/companies",
  fields: z.strictObject({ domain: PutCompany.shape.company, ...companyFields }),
  act: async ({ desk, by, input: { domain, ...fields } }) =>
    outcomeOf(await performOne(desk.port, { type: "PutCompany", company: domain, ...fields, by })),
});

/** Corrects a company that exists; `domains` are all of them. In the API a company can also be named by a domain. */
export const correctCompany = defineClick({
  path: "/companies/:id",
  notice: "company_recorded",
  back: pageOf,
  fields: z.strictObject(companyFields),
  act: async ({ desk, by, id, input }) => {
    const company = PutCompany.shape.company.safeParse(id);
    if (!company.success) return unknown("company");
    return outcomeOf(await performOne(desk.port, { type: "PutCompany", company: company.data, ...input, by }));
  },
});

/** Records a fact; without a time, as observed now. */
export const recordFact = defineClick({
  path: "/companies/:id/facts",
  notice: "fact_recorded",
  back: pageOf,
  fields: z.strictObject(factFields),
  act: async ({ desk, by, id, input: { factId, observedAt, ...fact } }) => {
    const company = PutCompany.shape.company.safeParse(id);
    if (!company.success) return unknown("company");
    const wish = {
      type: "PutFact" as const,
      company: company.data,
      ...(factId ? { factId } : {}),
      ...fact,
      observedAt: observedAt ?? desk.now().toISOString(),
      by,
    };
    return outcomeOf(await performOne(desk.port, wish));
  },
});

export const retractFact = defineClick({
  path: "/companies/:id/retract",
  notice: "fact_retracted",
  back: pageOf,
  fields: z.strictObject({ factId: FactId, ...givenReason }),
  act: async ({ desk, by, id, input }) => {
    const company = PutCompany.shape.company.safeParse(id);
    if (!company.success) return unknown("company");
    if (!saysWhy(input)) return invalid("why");
    return outcomeOf(await performOne(desk.port, { type: "DropFact", company: company.data, ...input, by }));
  },
});

/** Merges the company into another one, which is named by a domain or its id. */
export const mergeCompany = defineClick({
  path: "/companies/:id/merge",
  notice: "companies_merged",
  back: pageOf,
  fields: z.strictObject({ into: PutCompany.shape.company, ...givenReason }),
  act: async ({ desk, by, id, input }) => {
    const company = PutCompany.shape.company.safeParse(id);
    if (!company.success) return unknown("company");
    if (!saysWhy(input)) return invalid("why");
    return outcomeOf(await performOne(desk.port, { type: "MergeCompanies", company: company.data, ...input, by }));
  },
});

export const companyActions: readonly ClickDefinition[] = [
  recordCompany,
  correctCompany,
  recordFact,
  retractFact,
  mergeCompany,
];
