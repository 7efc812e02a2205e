// Reads contacts for the desk: names and addresses from the CRM, flags and sequences from the log's read model. It writes nothing.
import { and, asc, gt, ne, or, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import * as z from "zod";
import { CompanyId, ContactId } from "../schema/ids.ts";
import { ContactRow } from "../schema/shipment.ts";
import { contacts } from "./crm/schema.ts";
import type { ContactCard, DeskReads } from "./desk-reads.ts";
import { contactFlags } from "./events/schema.ts";
import { isIn, pageOf } from "./keyset.ts";
import { byDatabase } from "./database-of.ts";

const Card = z.strictObject({
  id: ContactId,
  email: z.string(),
  name: z.string().nullable(),
  companyName: z.string().nullable(),
  title: z.string().nullable(),
  domain: z.string().nullable(),
  companyId: CompanyId.nullable(),
  updatedAt: z.string(),
  correctedName: z.string().nullable(),
  correctedTitle: z.string().nullable(),
  correctedCompanyName: z.string().nullable(),
});

/** The card of a row: what counts, and beside a correction what is claimed. */
function cardOf({ correctedName, correctedTitle, correctedCompanyName, ...row }: z.output<typeof Card>): ContactCard {
  const fields = [
    ["name", correctedName, row.name],
    ["title", correctedTitle, row.title],
    ["company", correctedCompanyName, row.companyName],
  ] as const;
  const corrected = Object.fromEntries(
    fields.flatMap(([field, to, claimed]) => (to === null ? [] : [[field, { to, claimed }]])),
  );
  return {
    ...row,
    name: correctedName ?? row.name,
    title: correctedTitle ?? row.title,
    companyName: correctedCompanyName ?? row.companyName,
    ...(Object.keys(corrected).length > 0 ? { corrected } : {}),
  };
}

const { id, email, name, companyName, title, domain, companyId, updatedAt } = contacts;
const { correctedName, correctedTitle, correctedCompanyName } = contacts;
const corrections = { correctedName, correctedTitle, correctedCompanyName };
const CARD = { id, email, name, companyName, title, domain, companyId, updatedAt, ...corrections };

/**
 * `instr` instead of LIKE, because D1 limits a LIKE pattern to 50 bytes. SQLite's `lower` changes only ASCII letters, so the search text is
 * lowered in the same way.
 */
const contains = (column: SQLiteColumn, search: string) =>
  sql`instr(lower(${column}), ${search.replace(/[A-Z]/g, (letter) => letter.toLowerCase())}) > 0`;

const SEARCHED = [name, email, companyName, correctedName, correctedCompanyName];

/** The company and those that were merged into it. */
const allOf = (company: CompanyId) => sql`(WITH RECURSIVE one (id) AS (SELECT ${company}
  UNION SELECT companies.id FROM companies JOIN one ON merged_into = one.id) SELECT id FROM one)`;
/** Contacts join a company by a link, else by their domain. */
const isOf = (company: CompanyId) =>
  sql`(${companyId} IN ${allOf(company)} OR (${companyId} IS NULL AND ${domain} IN (SELECT domain FROM company_domains WHERE company_id IN ${allOf(company)})))`;

/** `shards` are the EVENTS databases in order: a contact's flags are in the database of its stream. */
export function contactReads(
  shards: readonly D1Database[],
  crm: D1Database,
): Pick<DeskReads, "contactFlags" | "contacts" | "contactCards" | "contactCount"> {
  const flagsIn = (database: D1Database, ids: readonly ContactId[]) =>
    drizzle(database).select().from(contactFlags).where(isIn(contactFlags.streamId, ids));
  const people = drizzle(crm);
  return {
    async contactFlags(ids) {
      const byShard = byDatabase(shards, ids, (id) => id);
      const found = await Promise.all(
        shards.flatMap((database, shard) => {
          const own = byShard.get(shard);
          return own ? [flagsIn(database, own)] : [];
        }),
      );
      return new Map(
        ContactRow.array()
          .parse(found.flat())
          .map((row) => [row.streamId, row]),
      );
    },
    async contacts({ search, company, limit, after }) {
      const isFound = search ? or(...SEARCHED.map((column) => contains(column, search))) : undefined;
      const found = await people
        .select(CARD)
        .from(contacts)
        .where(and(isFound, company && isOf(company), after && gt(id, after)))
        .orderBy(asc(id))
        .limit(limit + 1);
      return pageOf(Card.array().parse(found).map(cardOf), limit, (card) => card.id);
    },
    contactCount: () => people.$count(contacts, ne(email, "")),
    async contactCards(ids) {
      if (ids.length === 0) return new Map();
      const found = await people.select(CARD).from(contacts).where(isIn(id, ids));
      return new Map(
        Card.array()
          .parse(found)
          .map((card) => [card.id, cardOf(card)]),
      );
    },
  };
}
