// The CRM in D1: the adapter of the port in crm.ts. Writes are idempotent by id and pass all rows as one JSON text; reads use drizzle-orm.
import { and, eq, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { drizzle } from "drizzle-orm/d1";
import * as z from "zod";
import type { ContactId } from "../schema/ids.ts";
import { companies, companyFacts, contacts, identities, receipts } from "./crm/schema.ts";
import { type ContactUpsert, type Crm, ReceiptClaim, type ReceiptRow } from "./crm.ts";
import { Hydrated } from "../schema/hydrated.ts";
import { emptied, overwritten } from "./emptied.ts";
import { fillerSql } from "../schema/filler.ts";
import { jsonParameters } from "./json-parameters.ts";
import { insertRows, replaceOlderRows } from "./json-sql.ts";
import { isIn } from "./keyset.ts";
import { PERSONAL_COLUMNS } from "./personal-columns.ts";

/** The columns that a later signal may replace. */
const REPLACEABLE = [
  "name",
  "company_name",
  "title",
  "phone",
  "profile",
  "seniority",
  "seniority_source",
  "company_id",
] as const;

/** The columns that follow from the contact's id: they are written again only into a row that an erasure emptied. */
const RESTORED = ["email", "domain"] as const;

const IS_NEWER = "excluded.updated_at > contacts.updated_at";
const UPSERT_CONTACTS = [
  insertRows(contacts),
  "ON CONFLICT (id) DO UPDATE SET",
  REPLACEABLE.map((name) => {
    const [written, stored] = [`excluded.${name}`, `contacts.${name}`];
    return `${name} = CASE WHEN ${IS_NEWER} THEN coalesce(${written}, ${stored}) ELSE coalesce(${stored}, ${written}) END,`;
  }).join(" "),
  RESTORED.map((name) => `${name} = CASE contacts.email WHEN '' THEN excluded.${name} ELSE contacts.${name} END,`).join(
    " ",
  ),
  "updated_at = max(contacts.updated_at, excluded.updated_at)",
  `WHERE contacts.erased_at IS NULL AND (contacts.email = '' OR ${[IS_NEWER, ...REPLACEABLE.map((name) => `(contacts.${name} IS NULL AND excluded.${name} IS NOT NULL)`)].join(" OR ")})`,
].join(" ");
const IS_ERASED = "SELECT 1 FROM contacts WHERE id = value ->> '$.contactId' AND erased_at IS NOT NULL";
const INSERT_IDENTITIES = `${insertRows(identities, `NOT EXISTS (${IS_ERASED})`)} ON CONFLICT (kind, value) DO NOTHING`;
// `identities` has no index by contact, so the row is found by its key, which is the address in the contact's row. The address is a part of the
// key: overwriting moves the row, and the new row mostly gets the place of the old one, but need not.
const OVERWRITE_IDENTITIES = `UPDATE identities SET value = ${fillerSql("value")}
  WHERE kind = 'email' AND value = (SELECT email FROM contacts WHERE id = ?1) AND contact_id = ?1`;
const DELETE_IDENTITIES = `DELETE FROM identities
  WHERE kind = 'email' AND value = (SELECT ${fillerSql("email")} FROM contacts WHERE id = ?1) AND contact_id = ?1`;
const OVERWRITE_CONTACT = `UPDATE contacts SET ${overwritten(PERSONAL_COLUMNS.CRM.contacts)} WHERE id = ?1 AND erased_at IS NULL`;
const ERASE_CONTACT = `INSERT INTO contacts (id, email, updated_at, erased_at) VALUES (?1, '', ?2, ?2)
  ON CONFLICT (id) DO UPDATE SET ${emptied(contacts, [...PERSONAL_COLUMNS.CRM.contacts, "seniority", "seniority_source", "company_id"])}, erased_at = excluded.erased_at
  WHERE contacts.erased_at IS NULL`;
const READMIT = "UPDATE contacts SET erased_at = NULL WHERE id = ?1 AND erased_at IS NOT NULL";
const UPSERT_COMPANIES = replaceOlderRows(companies, "updated_at");
const UPSERT_FACTS = replaceOlderRows(companyFacts, "observed_at");
const IS_NEIGHBOUR_CLAIMED =
  "SELECT 1 FROM receipts WHERE receipt IN (value ->> '$.neighbours[0]', value ->> '$.neighbours[1]')";
const INSERT_RECEIPTS = `${insertRows(receipts, `NOT EXISTS (${IS_NEIGHBOUR_CLAIMED})`)} ON CONFLICT (receipt) DO NOTHING`;
const SELECT_RECEIPTS = `SELECT claimed.key AS place, receipts.receipt, contact_id AS contactId, body_digest AS bodyDigest
  FROM json_each(?1) AS claimed JOIN receipts
    ON receipts.receipt IN (claimed.value ->> '$.receipt', claimed.value ->> '$.neighbours[0]', claimed.value ->> '$.neighbours[1]')`;
const StandingClaim = ReceiptClaim.extend({ place: z.int() });

const contactOf = ({ company, at, seniority, ...row }: ContactUpsert) => ({
  ...row,
  companyName: company,
  seniority: seniority?.value,
  senioritySource: seniority?.source,
  updatedAt: at,
});

export function d1Crm(database: D1Database): Crm {
  const typed = drizzle(database);
  async function write(...work: readonly (readonly [sql: string, rows: readonly unknown[]])[]): Promise<void> {
    const statements = work.flatMap(([text, rows]) =>
      jsonParameters(rows).map((json) => database.prepare(text).bind(json)),
    );
    if (statements.length > 0) await database.batch(statements);
  }
  return {
    async claimReceipts(rows) {
      if (rows.length === 0) return [];
      const [stored] = (
        await database.batch([
          ...inTurns(rows).map((turn) => database.prepare(INSERT_RECEIPTS).bind(JSON.stringify(turn))),
          database.prepare(SELECT_RECEIPTS).bind(JSON.stringify(rows)),
        ])
      ).slice(-1);
      const claims = Map.groupBy(z.array(StandingClaim).parse(stored?.results), ({ place }) => place);
      return rows.flatMap((row, index) => standingFor(row, claims.get(index) ?? []) ?? []);
    },
    upsertContacts: (rows) =>
      write(
        [UPSERT_CONTACTS, rows.map(contactOf)],
        [
          INSERT_IDENTITIES,
          rows.map(({ id, email, at }) => ({ kind: "email", value: email, contactId: id, since: at })),
        ],
      ),
    async erase({ id, at }) {
      await database.batch([
        database.prepare(OVERWRITE_IDENTITIES).bind(id),
        database.prepare(DELETE_IDENTITIES).bind(id),
        database.prepare(OVERWRITE_CONTACT).bind(id),
        database.prepare(ERASE_CONTACT).bind(id, at),
      ]);
    },
    async readmit(id) {
      await database.prepare(READMIT).bind(id).run();
    },
    upsertCompanies: (rows) => write([UPSERT_COMPANIES, rows.map(({ at, ...row }) => ({ ...row, updatedAt: at }))]),
    upsertFacts: (rows) => write([UPSERT_FACTS, rows]),
    async hydrate(ids) {
      const rows = await selectContacts(typed, ids);
      const companyIds = rows.flatMap(({ linked, neighbour }) => (linked ?? neighbour)?.id ?? []);
      const facts = Map.groupBy(await selectFacts(typed, [...new Set(companyIds)]), ({ companyId }) => companyId);
      const byId = new Map(rows.map((row) => [row.contact.id, row]));
      return new Map(ids.map((id) => [id, hydrated(byId.get(id), facts)] as const));
    },
  };
}

/** The claim of the row's own receipt, else of its first or second neighbour. */
function standingFor({ receipt, neighbours }: ReceiptRow, claims: readonly ReceiptClaim[]): ReceiptClaim | undefined {
  const [standing] = [receipt, ...(neighbours ?? [])].flatMap((one) => claims.filter((claim) => claim.receipt === one));
  return standing && { receipt: standing.receipt, contactId: standing.contactId, bodyDigest: standing.bodyDigest };
}

/** Rows in statements one after the other, because a statement does not see the neighbours that it inserts itself. */
function inTurns(rows: readonly ReceiptRow[]): ReceiptRow[][] {
  const turns: ReceiptRow[][] = [];
  const turnOf = new Map<string, number>();
  for (const row of rows) {
    const turn = 1 + Math.max(-1, ...(row.neighbours ?? []).map((receipt) => turnOf.get(receipt) ?? -1));
    turns[turn] = [...(turns[turn] ?? []), row];
    turnOf.set(row.receipt, Math.max(turn, turnOf.get(row.receipt) ?? 0));
  }
  return turns;
}

type Typed = ReturnType<typeof drizzle>;

function selectContacts(typed: Typed, ids: readonly ContactId[]) {
  const linked = alias(companies, "linked");
  const neighbour = alias(companies, "neighbour");
  const columns = ({ id, name, domain, status }: typeof linked | typeof neighbour) => ({ id, name, domain, status });
  const { id, email, name, title, companyName, seniority, senioritySource, profile } = contacts;
  return typed
    .select({
      contact: { id, email, name, title, companyName, seniority, senioritySource, profile },
      linked: columns(linked),
      neighbour: columns(neighbour),
    })
    .from(contacts)
    .leftJoin(linked, eq(linked.id, contacts.companyId))
    .leftJoin(neighbour, and(isNull(contacts.companyId), eq(neighbour.domain, contacts.domain)))
    .where(isIn(contacts.id, ids));
}

const selectFacts = (typed: Typed, companyIds: readonly string[]) =>
  companyIds.length === 0
    ? Promise.resolve([])
    : typed.select().from(companyFacts).where(isIn(companyFacts.companyId, companyIds)).orderBy(companyFacts.id);

type ContactWithCompany = Awaited<ReturnType<typeof selectContacts>>[number];
type Fact = typeof companyFacts.$inferSelect;

function hydrated(row: ContactWithCompany | undefined, facts: ReadonlyMap<string, readonly Fact[]>): Hydrated {
  if (row === undefined) return { contact: null, company: null, facts: [] };
  const { contact, linked, neighbour } = row;
  const { profile, ...stored } = contact;
  const company = linked ? { ...linked, joinedBy: "link" } : neighbour ? { ...neighbour, joinedBy: "domain" } : null;
  return Hydrated.parse({
    contact: { ...stored, ...(profile === null ? {} : { profile: true }) },
    company,
    facts: (facts.get(company?.id ?? "") ?? []).map(({ id, kind, value, observedAt, expiresAt, found }) => ({
      id,
      kind,
      value,
      observedAt,
      expiresAt,
      found,
    })),
  });
}
