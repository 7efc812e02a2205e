// The CRM in D1: the adapter of the port in crm.ts. Writes are idempotent by id and pass all rows as one JSON text; reads use drizzle-orm.
import { and, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { drizzle } from "drizzle-orm/d1";
import * as z from "zod";
import { CompanyId, ContactId } from "../schema/ids.ts";
import { companies, companyDomains, companyFacts, contacts, identities, receipts } from "./crm/schema.ts";
import { type ContactUpsert, type Crm, ReceiptClaim, type ReceiptRow, type WrittenMail } from "./crm.ts";
import { Hydrated, type KnownContacts } from "../schema/hydrated.ts";
import { correctionValues, COUNTING, SET_CORRECTION } from "./corrections.ts";
import { emptied, overwritten } from "./emptied.ts";
import { fillerSql } from "../schema/filler.ts";
import { jsonParameters } from "./json-parameters.ts";
import { putCompany } from "./company-rows.ts";
import { putSources } from "./source-rows.ts";
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
export const INSERT_MAILBOXES = `INSERT INTO identities (kind, value, contact_id, since)
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
  ON CONFLICT (id) DO UPDATE SET ${emptied(contacts, [...PERSONAL_COLUMNS.CRM.contacts, "seniority", "seniority_source", "company_id", "placed_version", "corrected_version", "title_version"])}, erased_at = excluded.erased_at
  WHERE contacts.erased_at IS NULL`;
// D1 runs one statement after the other, so of two merges that would make a circle the second one sees the first.
const CLAIM_MERGE = `INSERT INTO company_merges (company_id, into_id)
  SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM company_merges WHERE company_id = ?2) ON CONFLICT (company_id) DO NOTHING`;
const MERGED_INTO = "SELECT into_id AS id FROM company_merges WHERE company_id = ?1";
// `UNION` ends also at a circle, which only a changed table can have.
const CHAIN_OF = `WITH RECURSIVE chain (id, place) AS (SELECT into_id, 1 FROM company_merges WHERE company_id = ?1
  UNION SELECT into_id, place + 1 FROM company_merges JOIN chain ON company_id = chain.id WHERE place < 100)
  SELECT id FROM chain ORDER BY place`;
const Ids = z.array(z.object({ id: CompanyId }));
// A row of an erased contact stays empty.
const PUT_PLACEMENT = `UPDATE contacts SET company_id = ?2, placed_version = ?3
  WHERE id = ?1 AND erased_at IS NULL AND coalesce(placed_version, 0) < ?3`;
const PUT_CORRECTION = `${SET_CORRECTION} AND coalesce(corrected_version, 0) < ?5`;
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

/** The statements of `erase`, for one batch. */
export const eraseStatements = (
  database: D1Database,
  { id, at }: Parameters<Crm["erase"]>[0],
): D1PreparedStatement[] => [
  ...[OVERWRITE_MAILBOX, DELETE_MAILBOX, DISOWN_SUBJECTS].map((sql) => database.prepare(sql).bind(id)),
  database.prepare(OVERWRITE_CONTACT).bind(id),
  database.prepare(ERASE_CONTACT).bind(id, at),
];

/** The statements of `noteWritten`, for one batch. */
export const writtenStatements = (
  database: D1Database,
  { contactId, recipient, subject, at }: WrittenMail,
): D1PreparedStatement[] => [
  database.prepare(NOTE_MAILBOX).bind(recipient, at),
  ...(subject === null ? [] : [database.prepare(NOTE_SUBJECT).bind(subject, contactId, at)]),
];

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
      await database.batch(eraseStatements(database, { id, at }));
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
    async noteWritten(mail) {
      await database.batch(writtenStatements(database, mail));
    },
    putCompany: (model) => putCompany(database, model),
    putSources: (rows) => putSources(database, rows),
    async claimMerge({ merged, into }) {
      const answers = await database.batch([
        database.prepare(CLAIM_MERGE).bind(merged, into),
        database.prepare(MERGED_INTO).bind(merged),
        database.prepare(CHAIN_OF).bind(into),
      ]);
      const [, standing = [], chain = []] = answers.map(({ results }) => Ids.parse(results).map(({ id }) => id));
      return { standing: standing[0] ?? null, chain };
    },
    async putPlacement({ contactId, companyId, version }) {
      await database.prepare(PUT_PLACEMENT).bind(contactId, companyId, version).run();
    },
    async putCorrection(row) {
      await database
        .prepare(PUT_CORRECTION)
        .bind(...correctionValues(row))
        .run();
    },
    async hydrate(ids) {
      const rows = await goingOn(typed, await selectContacts(typed, ids));
      const companyIds = rows.flatMap((row) => (row.linked ?? row.neighbour)?.id ?? []);
      const facts = Map.groupBy(await selectFacts(typed, [...new Set(companyIds)]), ({ companyId }) => companyId);
      const byId = new Map(rows.map((row) => [row.contact.id, row]));
      // One row that somebody changed by hand does not fail the other contacts of the batch.
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

/** The company of a contact by its link, and by the domain of its address. */
const [linked, neighbour] = [alias(companies, "linked"), alias(companies, "neighbour")];

const companyColumns = ({ id, name, domain, status, version, head, mergedInto }: typeof linked | typeof neighbour) => ({
  id,
  name,
  domain,
  status,
  version,
  head,
  mergedInto,
});

function selectContacts(typed: Typed, ids: readonly ContactId[]) {
  // Of several companies with the domain, the one whose main domain it is.
  const ofDomain = typed
    .select({ id: companyDomains.companyId })
    .from(companyDomains)
    .where(eq(companyDomains.domain, contacts.domain))
    .orderBy(companyDomains.place, companyDomains.companyId)
    .limit(1);
  const { id, email, seniority, senioritySource, profile, companyId, placedVersion, titleVersion } = contacts;
  const stored = {
    id,
    email,
    ...COUNTING,
    seniority,
    senioritySource,
    profile,
    companyId,
    placedVersion,
    titleVersion,
  };
  return typed
    .select({
      contact: stored,
      writtenAt: identities.writtenAt,
      linked: companyColumns(linked),
      neighbour: companyColumns(neighbour),
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

/** The contacts with the companies that go on for those that were merged. Asks once more for each merge in a row, which mostly there is none of. */
async function goingOn(typed: Typed, rows: readonly ContactWithCompany[]): Promise<readonly ContactWithCompany[]> {
  const known = new Map<string, JoinedCompany>();
  const direct = rows.flatMap((row) => row.linked ?? row.neighbour ?? []);
  for (let asked = mergedInto(direct, known); asked.length > 0;) {
    const found = await typed.select(companyColumns(linked)).from(linked).where(isIn(linked.id, asked));
    for (const row of found) known.set(row.id, row);
    asked = mergedInto(found, known);
  }
  const last = (company: JoinedCompany | null): JoinedCompany | null => {
    let one = company;
    for (let steps = 0; one?.mergedInto && steps <= known.size; steps += 1) one = known.get(one.mergedInto) ?? null;
    return one;
  };
  return rows.map((row) => ({ ...row, linked: last(row.linked), neighbour: last(row.neighbour) }));
}

/** The companies that go on for these and were not read yet. */
const mergedInto = (rows: readonly JoinedCompany[], known: ReadonlyMap<string, unknown>): readonly string[] => [
  ...new Set(rows.flatMap((row) => (row.mergedInto && !known.has(row.mergedInto) ? [row.mergedInto] : []))),
];

const selectFacts = (typed: Typed, companyIds: readonly string[]) =>
  companyIds.length === 0
    ? Promise.resolve([])
    : typed.select().from(companyFacts).where(isIn(companyFacts.companyId, companyIds)).orderBy(companyFacts.id);

type SelectedContact = Awaited<ReturnType<typeof selectContacts>>[number];
type JoinedCompany = NonNullable<SelectedContact["linked"]>;
type ContactWithCompany = Omit<SelectedContact, "linked" | "neighbour"> & {
  readonly linked: JoinedCompany | null;
  readonly neighbour: JoinedCompany | null;
};
type Fact = typeof companyFacts.$inferSelect;

function hydrated(row: ContactWithCompany | undefined, facts: ReadonlyMap<string, readonly Fact[]>): Hydrated | null {
  if (row === undefined) return { contact: null, company: null, facts: [] };
  const { contact, writtenAt } = row;
  const { profile, companyId, placedVersion, titleVersion, ...stored } = contact;
  const company = row.linked ? joined(row.linked, "link") : row.neighbour ? joined(row.neighbour, "domain") : null;
  const parsed = Hydrated.safeParse({
    contact: {
      ...stored,
      ...(profile === null ? {} : { profile: true }),
      ...(writtenAt === null ? {} : { mailboxWrittenAt: writtenAt }),
      ...(companyId === null || placedVersion === null ? {} : { placement: { companyId, version: placedVersion } }),
      ...(titleVersion === null ? {} : { titleVersion }),
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
  return parsed.data ?? null;
}

const joined = ({ mergedInto: _merged, ...company }: JoinedCompany, joinedBy: "link" | "domain") => ({
  ...company,
  joinedBy,
});
