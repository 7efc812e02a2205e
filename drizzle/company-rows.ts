// Writes the rows of a company, which the CRM reads to grade its contacts. They are written together and belong to one head of the company's
// stream: rows of a later head are never replaced by those of an earlier one.
import * as z from "zod";
import type { ContactId } from "../schema/ids.ts";
import type { CorrectionRow } from "../schema/correction.ts";
import { correctionValues, SET_CORRECTION } from "./corrections.ts";
import type { Placement } from "./crm.ts";
import type { CompanyModel } from "../schema/company-rows.ts";
import { companies, companyFacts } from "./crm/schema.ts";
import { replaceDifferingRows } from "./json-sql.ts";

/** For the rebuild: the rows of any company, whatever head they are of, where contacts are placed, and what is corrected of them. */
export interface CompanyRows {
  /** Makes the rows of a company exactly these, or removes them. Returns how many rows were written or removed. */
  restore(id: string, model: CompanyModel | null): Promise<number>;
  /** Makes the placement of a contact's row this one, or none; an erased row stays empty. Returns how many rows were changed. */
  restorePlacement(contactId: ContactId, placement: Omit<Placement, "contactId"> | null): Promise<number>;
  /** Makes the corrections of a contact's row these, or none; an erased row stays empty. Returns how many rows were changed. */
  restoreCorrection(contactId: ContactId, correction: CorrectionRow | null): Promise<number>;
  /** The ids after `after` of which there is any row, in their order. */
  idsAfter(page: { readonly after: string; readonly limit: number }): Promise<readonly string[]>;
}

/** The statements over the rows of one company, where `condition` holds. ?1: the rows as JSON, ?2: the company, ?3: the head. */
const statementsWhere = (condition: string) => ({
  deleteFacts: `DELETE FROM company_facts
    WHERE company_id = ?2 AND id NOT IN (SELECT value ->> '$.id' FROM json_each(?1)) AND ${condition}`,
  // The rows of a domain are found by the domains that the company had.
  deleteDomains: `DELETE FROM company_domains
    WHERE domain IN (SELECT value FROM json_each((SELECT domains FROM companies WHERE id = ?2))) AND company_id = ?2
      AND NOT EXISTS (SELECT 1 FROM json_each(?1) WHERE value ->> '$.domain' = domain AND value ->> '$.place' = place) AND ${condition}`,
  insertDomains: `INSERT INTO company_domains (domain, place, company_id)
    SELECT value ->> '$.domain', value ->> '$.place', value ->> '$.companyId' FROM json_each(?1)
     WHERE ${condition} ON CONFLICT DO NOTHING`,
  putFacts: replaceDifferingRows(companyFacts, condition),
  putCompany: replaceDifferingRows(companies, condition),
});

const NOT_OLDER = statementsWhere("coalesce((SELECT head FROM companies WHERE id = ?2), 0) <= ?3");
/** D1 wants a statement to use all of its parameters. */
const ALWAYS = {
  ...statementsWhere("?3 IS NOT NULL"),
  // A row that was changed by hand may have lost its domains.
  deleteDomains: `DELETE FROM company_domains
    WHERE company_id = ?2 AND NOT EXISTS (SELECT 1 FROM json_each(?1) WHERE value ->> '$.domain' = domain AND value ->> '$.place' = place) AND ?3 IS NOT NULL`,
};
/** The event decides, also where the claim before it was lost. */
const PUT_MERGE = `INSERT INTO company_merges (company_id, into_id) SELECT ?1, ?2 WHERE ?2 IS NOT NULL
  ON CONFLICT (company_id) DO UPDATE SET into_id = excluded.into_id WHERE into_id IS NOT excluded.into_id`;
const DELETE_COMPANY = "DELETE FROM companies WHERE id = ?1";
const RESTORE_PLACEMENT = `UPDATE contacts SET company_id = ?2, placed_version = ?3
  WHERE id = ?1 AND erased_at IS NULL AND (company_id IS NOT ?2 OR placed_version IS NOT ?3)`;
// A link without a version was made by an import of an earlier release.
const REMOVE_PLACEMENT =
  "UPDATE contacts SET company_id = NULL, placed_version = NULL WHERE id = ?1 AND placed_version IS NOT NULL";
const RESTORE_CORRECTION = `${SET_CORRECTION} AND (corrected_name IS NOT ?2 OR corrected_title IS NOT ?3
  OR corrected_company_name IS NOT ?4 OR corrected_version IS NOT ?5 OR title_version IS NOT ?6)`;
const IDS = `SELECT id FROM companies WHERE id > ?1 UNION SELECT company_id FROM company_facts WHERE company_id > ?1
  UNION SELECT company_id FROM company_domains WHERE company_id > ?1 ORDER BY 1 LIMIT ?2`;
const Ids = z.array(z.object({ id: z.string() }));

/** In one transaction. The row with the head comes last, because the others are guarded by it. */
export async function putCompany(database: D1Database, model: CompanyModel): Promise<void> {
  await database.batch(batchOf(database, NOT_OLDER, model.company, model));
}

function batchOf(
  database: D1Database,
  sql: typeof NOT_OLDER,
  { id, head }: { readonly id: string; readonly head: number },
  { company, domains, facts }: Partial<CompanyModel>,
): D1PreparedStatement[] {
  const statement = (text: string, rows: readonly unknown[]) =>
    database.prepare(text).bind(JSON.stringify(rows), id, head);
  return [
    statement(sql.deleteFacts, facts ?? []),
    statement(sql.putFacts, facts ?? []),
    statement(sql.deleteDomains, domains ?? []),
    statement(sql.insertDomains, domains ?? []),
    company ? statement(sql.putCompany, [company]) : database.prepare(DELETE_COMPANY).bind(id),
    ...(company?.mergedInto ? [database.prepare(PUT_MERGE).bind(id, company.mergedInto)] : []),
  ];
}

export const d1CompanyRows = (database: D1Database): CompanyRows => ({
  async restore(id, model) {
    const results = await database.batch(
      batchOf(database, ALWAYS, { id, head: model?.company.head ?? 0 }, model ?? {}),
    );
    return results.reduce((sum, { meta }) => sum + meta.changes, 0);
  },
  async restorePlacement(contactId, placement) {
    const statement = placement
      ? database.prepare(RESTORE_PLACEMENT).bind(contactId, placement.companyId, placement.version)
      : database.prepare(REMOVE_PLACEMENT).bind(contactId);
    return (await statement.run()).meta.changes;
  },
  async restoreCorrection(contactId, correction) {
    const values = correction ? correctionValues(correction) : [contactId, null, null, null, null, null];
    const { meta } = await database
      .prepare(RESTORE_CORRECTION)
      .bind(...values)
      .run();
    return meta.changes;
  },
  async idsAfter({ after, limit }) {
    const { results } = await database.prepare(IDS).bind(after, limit).all();
    return Ids.parse(results).map(({ id }) => id);
  },
});
