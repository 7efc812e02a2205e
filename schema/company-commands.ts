// The commands of companies' streams, and the wishes of people from which the desk's port makes them. What they do is in domain/company/. The
// ids of commands are derived from their content and the version of the
// stream that they follow, so that a repeat is the same command, and a content that comes back after another one is a new one.
import * as z from "zod";
import { CompanyFields, FactFields } from "./events.ts";
import { CauseId, givenText, Identity } from "./formats.ts";
import { CommandId, CompanyId, FactId, Receipt } from "./ids.ts";
import { CompanyStatus } from "./lists.ts";
import { givenReason, recordedReason } from "./notes.ts";

const command = <const T extends string, S extends z.ZodRawShape>(type: T, fields: S) =>
  z.strictObject({
    type: z.literal(type),
    commandId: CommandId,
    streamId: CompanyId,
    correlationId: CauseId,
    causationId: CauseId,
    by: Identity,
    ...fields,
  });

/** Records the company as it is from now on. The same content again records nothing. */
const RecordCompany = command("RecordCompany", { company: CompanyFields });
/** Records a fact, in place of an earlier one of its id. The same content again records nothing. */
const RecordFact = command("RecordFact", { factId: FactId, fact: FactFields });
/** Takes a fact back. A fact that was taken back already records nothing. */
const RetractFact = command("RetractFact", { factId: FactId, ...recordedReason });

/** Merges the company of this stream into another one: its stream ends, and its object gives its facts to the other. */
const MergeCompany = command("MergeCompany", { into: CompanyId, ...recordedReason });
/** Takes over the facts of a company that was merged: `at` is the version of that event in its stream, and `facts` are the live ones there. */
const AbsorbCompany = command("AbsorbCompany", {
  merged: CompanyId,
  at: z.int().min(1),
  facts: z.array(z.strictObject({ factId: FactId, version: z.int().min(1), fact: FactFields })),
  ...recordedReason,
});
export type AbsorbCompany = z.infer<typeof AbsorbCompany>;

export const CompanyCommand = z.discriminatedUnion("type", [
  RecordCompany,
  RecordFact,
  RetractFact,
  MergeCompany,
  AbsorbCompany,
]);
export type CompanyCommand = z.infer<typeof CompanyCommand>;

/** A company by one of its domains, or by its id. */
const company = givenText(253);

/**
 * Records a company. `company` names its main domain, of which `domains` has the others; or it is the id of a company that exists, and `domains`
 * has all of them.
 */
export const PutCompany = z.strictObject({
  type: z.literal("PutCompany"),
  company,
  name: givenText(200),
  domains: z.array(givenText(253)).max(20).default([]),
  status: CompanyStatus.default("known"),
  industry: givenText(80).optional(),
  size: givenText(80).optional(),
  by: Identity,
});

/** Records a fact about a company. Without an id, the same statement of the same source is the same fact. */
export const PutFact = z.strictObject({
  type: z.literal("PutFact"),
  company,
  factId: FactId.optional(),
  ...FactFields.shape,
  kind: givenText(80),
  value: givenText(1_000),
  source: givenText(200),
  confidence: FactFields.shape.confidence.default(10_000),
  found: FactFields.shape.found.default(true),
  expiresAt: FactFields.shape.expiresAt.default(null),
  by: Identity,
});

/** Takes a fact back, with a person's reason. */
export const DropFact = z.strictObject({
  type: z.literal("DropFact"),
  company,
  factId: FactId,
  by: Identity,
  ...givenReason,
});

/** Says that `company` is the same company as `into`, which goes on for both. */
export const MergeCompanies = z.strictObject({
  type: z.literal("MergeCompanies"),
  company,
  into: company,
  by: Identity,
  ...givenReason,
});
export type MergeCompanies = z.infer<typeof MergeCompanies>;

const { by: _putBy, ...companyStated } = PutCompany.shape;
const { by: _factBy, ...factStated } = PutFact.shape;
/** What the webhook of an enrichment tool states of a company. */
export const CompanyStatement = z.discriminatedUnion("type", [
  z.strictObject(companyStated),
  z.strictObject(factStated),
]);
export type CompanyStatement = z.infer<typeof CompanyStatement>;
/** Records a statement of a webhook, once for each receipt. */
export const RecordStatement = z.strictObject({
  type: z.literal("RecordStatement"),
  source: z.string().min(1).max(60),
  receipt: Receipt,
  statement: CompanyStatement,
});
export type RecordStatement = z.infer<typeof RecordStatement>;

/** What people and their tools wish of a company: the port finds the company's stream. */
export type CompanyWish =
  | z.infer<typeof PutCompany>
  | z.infer<typeof PutFact>
  | z.infer<typeof DropFact>
  | MergeCompanies;
