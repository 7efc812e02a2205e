// The rows beside the log that a deployment in memory does not store: fills the databases of a test with those that its events ask for.
import type { DatabaseSync } from "node:sqlite";
import { listEntriesIn } from "../domain/contact/list-entries.ts";
import { dispatchingOf } from "../domain/contact/dispatching.ts";
import { expectedCompany } from "../replay/company-rows.ts";
import { expectedSources } from "../replay/source-rows.ts";
import { linksOf } from "../replay/chain.ts";
import { foldStream } from "../replay/fold.ts";
import { memorySource } from "../replay/source.ts";
import { expectedRows, type ExpectedRows } from "../replay/stored-rows.ts";
import { suppressionBook } from "../replay/suppressions.ts";
import type { CompanyModel } from "../schema/company-rows.ts";
import type { DispatchingRow } from "../schema/dispatching.ts";
import { ContactId, DISPATCH_STREAM } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";
import { SourceRow, SOURCES_STREAM } from "../schema/sources.ts";

const AT = "2026-11-22T09:00:00.000Z";

/** Fills the outbox of `first` (EVENTS_0), and the CRM where there is one, with the rows that a log asks for. */
export async function insertStoredRows(
  rows: readonly EventRow[],
  { first, crm }: { readonly first?: DatabaseSync | undefined; readonly crm?: DatabaseSync | undefined },
): Promise<void> {
  const list = suppressionBook();
  for await (const stream of memorySource(rows).streams()) {
    for (const { event } of linksOf(stream)) if (event) list.learn(event);
    const { contact, events } = foldStream(stream);
    const contactId = ContactId.safeParse(stream.streamId).data;
    const company = expectedCompany(stream);
    if (crm && company) insertCompany(crm, company);
    if (crm && stream.streamId === SOURCES_STREAM)
      for (const row of expectedSources(stream) ?? []) insertSource(crm, row);
    if (crm && stream.streamId === DISPATCH_STREAM) putDispatching(crm, dispatchingOf(foldStream(stream).events));
    if (contactId) {
      const expected = expectedRows(contactId, contact, events, list);
      for (const { idempotencyKey, approvalId, isEmptied } of expected.messages) {
        const word = isEmptied ? "" : "words";
        first
          ?.prepare("INSERT OR IGNORE INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?)")
          .run(idempotencyKey, contactId, approvalId, word, word, word, AT);
      }
      crm
        ?.prepare("INSERT OR IGNORE INTO contacts (id, email, updated_at) VALUES (?, ?, ?)")
        .run(contactId, expected.address === "filled" ? "somebody@example.com" : "", AT);
      crm?.prepare(BY_HAND).run(...byHand(expected), contactId);
      for (const { receipt, source } of expected.receipts)
        crm
          ?.prepare("INSERT OR IGNORE INTO receipts VALUES (?, ?, 'digest', ?, ?)")
          .run(receipt, contactId, source, AT);
    }
  }
  if (crm) await insertList(rows, crm);
}

const BY_HAND = `UPDATE contacts SET company_id = ?, placed_version = ?, corrected_version = ?, title_version = ?,
  corrected_name = ?, corrected_title = ?, corrected_company_name = ? WHERE id = ?`;

/** What persons said of the contact; of a corrected field some word, because the words are sealed. */
function byHand({ placement, corrections }: ExpectedRows): readonly (string | number | null)[] {
  const { version = null, fields = {} } = corrections ?? {};
  const words = [fields.name, fields.title, fields.company].map((one) => (one === undefined ? null : "words"));
  return [placement?.companyId ?? null, placement?.version ?? null, version, fields.title ?? null, ...words];
}

/** The columns of the tables are in the order of the fields. */
function insertCompany(crm: DatabaseSync, { company, domains, facts }: CompanyModel): void {
  const insert = (table: string, row: object): void => {
    const values = Object.values(row).map((value: unknown) => (typeof value === "boolean" ? Number(value) : value));
    const marks = values.map(() => "?").join(", ");
    crm.prepare(["INSERT INTO", table, "VALUES (", marks, ")"].join(" ")).run(...(values as string[]));
  };
  const { id, name, domain, domains: all, status, industry, size, version, head, updatedAt, mergedInto } = company;
  insert("companies", { id, name, domain, all, status, industry, size, version, head, updatedAt, mergedInto });
  for (const { domain: own, place, companyId } of domains) insert("company_domains", { own, place, companyId });
  for (const { companyId, id: factId, kind, value, source, method, confidence, ...fact } of facts) {
    const { observedAt, expiresAt, found, version: recorded } = fact;
    insert("company_facts", {
      companyId,
      factId,
      kind,
      value,
      source,
      method,
      confidence,
      observedAt,
      expiresAt,
      found,
      recorded,
    });
  }
}

const INSERT_SOURCE = "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/** The columns of the table are in the order of the schema's fields. */
function insertSource(crm: DatabaseSync, row: SourceRow): void {
  const values = SourceRow.keyof().options.map((field) => row[field]);
  crm.prepare(INSERT_SOURCE).run(...values.map((value) => (typeof value === "boolean" ? Number(value) : value)));
}

/** Writes the row of the stop switch, which a new database has already. */
function putDispatching(crm: DatabaseSync, { isStopped, version, stop }: DispatchingRow): void {
  const { commandId = null, since = null, by = null, reason = null, note = null } = stop ?? {};
  crm
    .prepare("INSERT OR REPLACE INTO dispatching VALUES (1, ?, ?, ?, ?, ?, ?, ?)")
    .run(isStopped ? 1 : 0, version, commandId, since, by, reason, note && JSON.stringify(note));
}

/** Fills the suppression list of a CRM with the entries of a log, in the order of their revisions. */
async function insertList(rows: readonly EventRow[], crm: DatabaseSync): Promise<void> {
  const entries = [];
  for await (const stream of memorySource(rows).streams({ prefix: "ad_" }))
    entries.push(...foldStream(stream).events.flatMap(listEntriesIn));
  for (const entry of entries.toSorted((one, other) => one.revision - other.revision))
    crm
      .prepare(
        "INSERT INTO suppressions (revision, op, kind, digest, cause, by, command_key) SELECT ?1, ?2, ?3, ?4, ?5, ?6, 'key:' || ?1 WHERE NOT EXISTS (SELECT 1 FROM suppressions WHERE revision = ?1)",
      )
      .run(entry.revision, entry.op, entry.kind, entry.digest, entry.cause, entry.by);
}
