// The CRM in D1: the adapter of the port in crm.ts. Writes are idempotent by id and pass all rows as one JSON text; reads use drizzle-orm.
import { and, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { drizzle } from "drizzle-orm/d1";
import * as z from "zod";
import { ContactId } from "../schema/ids.ts";
import { companies, companyDomains, companyFacts, contacts, identities, receipts } from "./crm/schema.ts";
import { type ContactUpsert, type Crm, ReceiptClaim, type ReceiptRow } from "./crm.ts";
import { Hydrated, type KnownContacts } from "../schema/hydrated.ts";
import { emptied, overwritten } from "./emptied.ts";
import { fillerSql } from "../schema/filler.ts";
import { jsonParameters } from "./json-parameters.ts";
import { putCompany } from "./company-rows.ts";
import { insertRows } from "./json-sql.ts";
import { isIn } from "./keyset.ts";
import { mailboxSql } from "./mailbox-sql.ts";
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
const IS_ERASED = (id: string): string => `SELECT 1 FROM contacts WHERE id = ${id} AND erased_at IS NOT NULL`;
/** Of a mailbox or a subject of two contacts nobody can say whose it is. */
const OF_NOBODY_THEN = `ON CONFLICT (kind, value) DO UPDATE SET contact_id = '' WHERE identities.contact_id NOT IN ('', excluded.contact_id)`;
const INSERT_MAILBOXES = `INSERT INTO identities (kind, value, contact_id, since)
  SELECT 'mailbox', ${mailboxSql("value ->> '$.email'")}, value ->> '$.id', value ->> '$.at' FROM json_each(?1)
   WHERE NOT EXISTS (${IS_ERASED("value ->> '$.id'")}) ${OF_NOBODY_THEN}`;
const NOTE_MAILBOX = `UPDATE identities SET written_at = ?2
  WHERE kind = 'mailbox' AND value = ${mailboxSql("?1")} AND (written_at IS NULL OR written_at < ?2)`;
const NOTE_SUBJECT = `INSERT INTO identities (kind, value, contact_id, since)
  SELECT 'subject', ?1, ?2, ?3 WHERE NOT EXISTS (${IS_ERASED("?2")}) ${OF_NOBODY_THEN}`;
const FIND_BY_ID = "SELECT id, email FROM contacts WHERE id IN (SELECT value FROM json_each(?1)) AND email <> ''";
const FIND_BY_IDENTITY = `SELECT kind, identities.value AS value, contacts.id AS id, email
  FROM json_each(?1) AS sought JOIN identities ON kind = sought.value ->> '$[0]' AND identities.value = sought.value ->> '$[1]'
  JOIN contacts ON contacts.id = contact_id AND email <> ''`;
// The mailbox is found by the address in the contact's row, also where it is another contact's, too: its spelling is personal. Its key is a part of
// the row's key: overwriting moves the row, and the new row mostly gets the place of the old one, but need not.
const MAILBOX_OF = (spelled: (column: string) => string): string =>
  `kind = 'mailbox' AND value = (SELECT ${spelled(mailboxSql("email"))} FROM contacts WHERE id = ?1)`;
const OVERWRITE_MAILBOX = `UPDATE identities SET value = ${fillerSql("value")} WHERE ${MAILBOX_OF((key) => key)}`;
const DELETE_MAILBOX = `DELETE FROM identities WHERE ${MAILBOX_OF(fillerSql)}`;
// The digest says nothing without the contact; it stays as a subject of nobody.
const DISOWN_SUBJECTS = `UPDATE identities SET contact_id = '' WHERE kind = 'subject' AND contact_id <> '' AND contact_id = ?1`;
const OVERWRITE_CONTACT = `UPDATE contacts SET ${overwritten(PERSONAL_COLUMNS.CRM.contacts)} WHERE id = ?1 AND erased_at IS NULL`;
const ERASE_CONTACT = `INSERT INTO contacts (id, email, updated_at, erased_at) VALUES (?1, '', ?2, ?2)
  ON CONFLICT (id) DO UPDATE SET ${emptied(contacts, [...PERSONAL_COLUMNS.CRM.contacts, "seniority", "seniority_source", "company_id"])}, erased_at = excluded.erased_at
  WHERE contacts.erased_at IS NULL`;
const READMIT = "UPDATE contacts SET erased_at = NULL WHERE id = ?1 AND erased_at IS NOT NULL";
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
        [INSERT_MAILBOXES, rows.map(({ id, email, at }) => ({ id, email, at }))],
      ),
    async erase({ id, at }) {
      await database.batch([
        ...[OVERWRITE_MAILBOX, DELETE_MAILBOX, DISOWN_SUBJECTS].map((sql) => database.prepare(sql).bind(id)),
        database.prepare(OVERWRITE_CONTACT).bind(id),
        database.prepare(ERASE_CONTACT).bind(id, at),
      ]);
    },
    async readmit(id) {
      await database.prepare(READMIT).bind(id).run();
    },
    async findContacts({ ids, mailboxes, subjects }) {
      const sought = [...pairs("mailbox", mailboxes), ...pairs("subject", subjects)];
      const statements = [
        ...jsonParameters(ids).map((json) => database.prepare(FIND_BY_ID).bind(json)),
        ...jsonParameters(sought).map((json) => database.prepare(FIND_BY_IDENTITY).bind(json)),
      ];
      const found = statements.length === 0 ? [] : await database.batch(statements);
      return knownIn(z.array(FoundContact).parse(found.flatMap(({ results }) => results)));
    },
    async noteWritten({ contactId, recipient, subject, at }) {
      await database.batch([
        database.prepare(NOTE_MAILBOX).bind(recipient, at),
        ...(subject === null ? [] : [database.prepare(NOTE_SUBJECT).bind(subject, contactId, at)]),
      ]);
    },
    putCompany: (model) => putCompany(database, model),
    async hydrate(ids) {
      const rows = await selectContacts(typed, ids);
      const companyIds = rows.flatMap(({ linked, neighbour }) => (linked ?? neighbour)?.id ?? []);
      const facts = Map.groupBy(await selectFacts(typed, [...new Set(companyIds)]), ({ companyId }) => companyId);
      const byId = new Map(rows.map((row) => [row.contact.id, row]));
      return new Map(ids.map((id) => [id, hydrated(byId.get(id), facts)] as const));
    },
  };
}

const pairs = (kind: string, values: readonly string[]) => values.map((value) => [kind, value] as const);

/** A found row: by its id, or by an identity of the kind. */
const FoundContact = z.strictObject({
  id: ContactId,
  email: z.string(),
  kind: z.enum(["mailbox", "subject"]).optional(),
  value: z.string().optional(),
});

function knownIn(rows: readonly z.infer<typeof FoundContact>[]): KnownContacts {
  const by = (wanted: "mailbox" | "subject") =>
    new Map(
      rows.flatMap(({ id, email, kind, value }) =>
        kind === wanted && value !== undefined ? [[value, { id, email }] as const] : [],
      ),
    );
  const ids = rows.filter(({ kind }) => kind === undefined);
  return {
    byId: new Map(ids.map(({ id, email }) => [id, { id, email }] as const)),
    byMailbox: by("mailbox"),
    bySubject: by("subject"),
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
  const columns = ({ id, name, domain, status, version, head }: typeof linked | typeof neighbour) => ({
    id,
    name,
    domain,
    status,
    version,
    head,
  });
  // Of several companies with the domain, the one whose main domain it is.
  const ofDomain = typed
    .select({ id: companyDomains.companyId })
    .from(companyDomains)
    .where(eq(companyDomains.domain, contacts.domain))
    .orderBy(companyDomains.place, companyDomains.companyId)
    .limit(1);
  const { id, email, name, title, companyName, seniority, senioritySource, profile } = contacts;
  return typed
    .select({
      contact: { id, email, name, title, companyName, seniority, senioritySource, profile },
      writtenAt: identities.writtenAt,
      linked: columns(linked),
      neighbour: columns(neighbour),
    })
    .from(contacts)
    .leftJoin(
      identities,
      and(eq(identities.kind, "mailbox"), eq(identities.value, sql.raw(mailboxSql("contacts.email")))),
    )
    .leftJoin(linked, eq(linked.id, contacts.companyId))
    .leftJoin(neighbour, and(isNull(contacts.companyId), eq(neighbour.id, sql`(${ofDomain})`)))
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
  const { contact, writtenAt, linked, neighbour } = row;
  const { profile, ...stored } = contact;
  const company = linked ? { ...linked, joinedBy: "link" } : neighbour ? { ...neighbour, joinedBy: "domain" } : null;
  return Hydrated.parse({
    contact: {
      ...stored,
      ...(profile === null ? {} : { profile: true }),
      ...(writtenAt === null ? {} : { mailboxWrittenAt: writtenAt }),
    },
    company,
    facts: (facts.get(company?.id ?? "") ?? []).map(
      ({ id, kind, value, source, observedAt, expiresAt, found, version }) => ({
        id,
        kind,
        value,
        source,
        observedAt,
        expiresAt,
        found,
        version,
      }),
    ),
  });
}
