// The tables of the CRM database that drizzle-orm reads and writes. `suppressions` is only in its migration and in d1-suppression-list.ts.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const contacts = sqliteTable("contacts", {
  id: text("id").primaryKey().notNull(),
  email: text("email").notNull(),
  name: text("name"),
  companyName: text("company_name"),
  title: text("title"),
  phone: text("phone"),
  domain: text("domain"),
  seniority: text("seniority"),
  senioritySource: text("seniority_source"),
  companyId: text("company_id"),
  updatedAt: text("updated_at").notNull(),
  erasedAt: text("erased_at"),
  profile: text("profile"),
  placedVersion: integer("placed_version"),
  correctedName: text("corrected_name"),
  correctedCompanyName: text("corrected_company_name"),
  correctedTitle: text("corrected_title"),
  correctedVersion: integer("corrected_version"),
  titleVersion: integer("title_version"),
});

export const roleFits = sqliteTable("role_fits", {
  question: text("question").primaryKey().notNull(),
  basisPoints: integer("basis_points").notNull(),
  reason: text("reason").notNull(),
  model: text("model").notNull(),
  promptDigest: text("prompt_digest").notNull(),
  at: text("at").notNull(),
});

export const companies = sqliteTable("companies", {
  id: text("id").primaryKey().notNull(),
  name: text("name").notNull(),
  domain: text("domain"),
  domains: text("domains").notNull(),
  status: text("status", { enum: ["known", "blocked", "unknown"] }).notNull(),
  industry: text("industry"),
  size: text("size"),
  version: integer("version").notNull(),
  head: integer("head").notNull(),
  updatedAt: text("updated_at").notNull(),
  mergedInto: text("merged_into"),
});

export const companyMerges = sqliteTable("company_merges", {
  companyId: text("company_id").primaryKey().notNull(),
  intoId: text("into_id").notNull(),
});

export const companyDomains = sqliteTable(
  "company_domains",
  {
    domain: text("domain").notNull(),
    place: integer("place").notNull(),
    companyId: text("company_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.domain, table.place, table.companyId] })],
);

export const companyFacts = sqliteTable(
  "company_facts",
  {
    companyId: text("company_id").notNull(),
    id: text("id").notNull(),
    kind: text("kind").notNull(),
    value: text("value").notNull(),
    source: text("source").notNull(),
    method: text("method").notNull(),
    confidence: integer("confidence").notNull(),
    observedAt: text("observed_at").notNull(),
    expiresAt: text("expires_at"),
    found: integer("found", { mode: "boolean" }).notNull(),
    version: integer("version").notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.id] })],
);

export const sources = sqliteTable("sources", {
  name: text("name").primaryKey().notNull(),
  type: text("type").notNull(),
  trust: text("trust").notNull(),
  kinds: text("kinds").notNull(),
  sends: text("sends").notNull(),
  makesIds: integer("makes_ids", { mode: "boolean" }).notNull(),
  labels: text("labels").notNull(),
  dailyBudget: integer("daily_budget"),
  enabled: integer("enabled", { mode: "boolean" }).notNull(),
  secrets: text("secrets").notNull(),
  version: integer("version").notNull(),
  changedAt: text("changed_at").notNull(),
  changedBy: text("changed_by").notNull(),
});

export const identities = sqliteTable(
  "identities",
  {
    kind: text("kind").notNull(),
    value: text("value").notNull(),
    contactId: text("contact_id").notNull(),
    since: text("since").notNull(),
    writtenAt: text("written_at"),
  },
  (table) => [primaryKey({ columns: [table.kind, table.value] })],
);

export const receipts = sqliteTable("receipts", {
  receipt: text("receipt").primaryKey().notNull(),
  contactId: text("contact_id").notNull(),
  bodyDigest: text("body_digest").notNull(),
  source: text("source").notNull(),
  at: text("at").notNull(),
});
