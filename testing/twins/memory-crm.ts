// The memory twin of the CRM (drizzle/d1-crm.ts): the same behaviour without a database, for tests and the simulator.
import type { CompanyId, ContactId } from "../../schema/ids.ts";
import { comparisonKey } from "../../domain/address.ts";
import type { ContactUpsert, Crm, Placement, ReceiptClaim } from "../../drizzle/crm.ts";
import type { CorrectionRow } from "../../schema/correction.ts";
import { Instant } from "../../schema/formats.ts";
import type { CompanyModel } from "../../schema/company-rows.ts";
import type { SourceRow } from "../../schema/sources.ts";
import type { KnownContact, Hydrated } from "../../schema/hydrated.ts";

export function memoryCrm(): Crm {
  const receipts = new Map<string, ReceiptClaim>();
  const contacts = new Map<ContactId, ContactUpsert>();
  const erased = new Set<ContactId>();
  const companies = new Map<string, CompanyModel>();
  const merges = new Map<CompanyId, CompanyId>();
  const placements = new Map<ContactId, Placement>();
  const corrections = new Map<ContactId, CorrectionRow>();
  const sources = new Map<string, SourceRow>();
  /** The contact of each mailbox and subject; empty when there are several. */
  const [mailboxes, subjects] = [new Map<string, ContactId | "">(), new Map<string, ContactId | "">()];
  const writtenAt = new Map<string, string>();
  const claim = (owners: Map<string, ContactId | "">, value: string, id: ContactId): void =>
    void owners.set(value, (owners.get(value) ?? id) === id ? id : "");

  const linkOf = ({ id, companyId }: ContactUpsert): CompanyId | undefined => {
    const placement = placements.get(id);
    return placement ? (placement.companyId ?? undefined) : companyId;
  };
  const companyOf = (contact: ContactUpsert): CompanyModel | undefined => {
    const link = linkOf(contact);
    if (link !== undefined) return goingOn(link);
    const rows = [...companies.values()]
      .flatMap(({ domains }) => domains)
      .filter((row) => row.domain === contact.domain);
    const [first] = rows.toSorted((a, b) => a.place - b.place || (a.companyId < b.companyId ? -1 : 1));
    return first && goingOn(first.companyId);
  };
  /** The company, or the one that goes on for it. */
  const goingOn = (id: CompanyId): CompanyModel | undefined => {
    const model = companies.get(id);
    return model?.company.mergedInto ? goingOn(model.company.mergedInto) : model;
  };

  return {
    async claimReceipts(rows) {
      return rows.map(({ receipt, contactId, bodyDigest, neighbours = [] }) => {
        const [standing = { receipt, contactId, bodyDigest }] = [receipt, ...neighbours].flatMap(
          (one) => receipts.get(one) ?? [],
        );
        receipts.set(standing.receipt, standing);
        return standing;
      });
    },
    async upsertContacts(rows) {
      for (const row of rows) {
        if (erased.has(row.id)) continue;
        contacts.set(row.id, merged(contacts.get(row.id), row));
        claim(mailboxes, comparisonKey(row.email), row.id);
      }
    },
    async erase({ id, at }) {
      const mailbox = comparisonKey(contacts.get(id)?.email ?? "");
      mailboxes.delete(mailbox);
      writtenAt.delete(mailbox);
      for (const [subject, owner] of subjects) if (owner === id) subjects.set(subject, "");
      contacts.set(id, { id, email: "", domain: null, at: contacts.get(id)?.at ?? at });
      placements.delete(id);
      corrections.delete(id);
      erased.add(id);
    },
    async readmit(id) {
      erased.delete(id);
    },
    async findContacts(query) {
      const known = (id: ContactId | "" | undefined): KnownContact[] => {
        const email = id && contacts.get(id)?.email;
        return id && email ? [{ id, email }] : [];
      };
      const found = <Key>(keys: readonly Key[], idOf: (key: Key) => ContactId | "" | undefined) =>
        new Map(keys.flatMap((key) => known(idOf(key)).map((one) => [key, one] as const)));
      return {
        byId: found(query.ids, (id) => id),
        byMailbox: found(query.mailboxes, (mailbox) => mailboxes.get(mailbox)),
        bySubject: found(query.subjects, (subject) => subjects.get(subject)),
      };
    },
    async noteWritten({ contactId, recipient, subject, at }) {
      const mailbox = comparisonKey(recipient);
      if (mailboxes.has(mailbox) && at > (writtenAt.get(mailbox) ?? "")) writtenAt.set(mailbox, at);
      if (subject !== null && !erased.has(contactId)) claim(subjects, subject, contactId);
    },
    async putCompany(model) {
      const { id, head } = model.company;
      if (head >= (companies.get(id)?.company.head ?? 0)) companies.set(id, model);
      if (model.company.mergedInto) merges.set(id, model.company.mergedInto);
    },
    async putPlacement(placement) {
      const { contactId, version } = placement;
      if (erased.has(contactId) || !contacts.has(contactId)) return;
      if (version > (placements.get(contactId)?.version ?? 0)) placements.set(contactId, placement);
    },
    async putCorrection(row) {
      const { contactId, version } = row;
      if (erased.has(contactId) || !contacts.has(contactId)) return;
      if (version > (corrections.get(contactId)?.version ?? 0)) corrections.set(contactId, row);
    },
    async putSources(rows) {
      for (const row of rows) if (row.version > (sources.get(row.name)?.version ?? 0)) sources.set(row.name, row);
    },
    async claimMerge({ merged, into }) {
      if (!merges.has(into) && !merges.has(merged)) merges.set(merged, into);
      const chain: CompanyId[] = [];
      for (let next = merges.get(into); next && !chain.includes(next); next = merges.get(next)) chain.push(next);
      return { standing: merges.get(merged) ?? null, chain };
    },
    async hydrate(ids) {
      return new Map(
        ids.map((id) => {
          const contact = contacts.get(id);
          const company = contact && companyOf(contact);
          const written = contact && writtenAt.get(comparisonKey(contact.email));
          const link = contact && linkOf(contact);
          const [placement, correction] = [placements.get(id), corrections.get(id)];
          return [id, hydrated(contact, { model: company, link, placement, correction, written })] as const;
        }),
      );
    },
  };
}

/** The stored row with the fields of `given`. An older signal fills only missing fields. */
function merged(stored: ContactUpsert | undefined, given: ContactUpsert): ContactUpsert {
  if (stored === undefined) return given;
  const [later, earlier] = given.at > stored.at ? [given, stored] : [stored, given];
  const { email, domain } = stored.email === "" ? given : stored;
  return {
    ...stored,
    email,
    domain,
    name: later.name ?? earlier.name,
    company: later.company ?? earlier.company,
    title: later.title ?? earlier.title,
    phone: later.phone ?? earlier.phone,
    profile: later.profile ?? earlier.profile,
    seniority: later.seniority ?? earlier.seniority,
    companyId: later.companyId ?? earlier.companyId,
    at: later.at,
  };
}

interface Joined {
  readonly model: CompanyModel | undefined;
  readonly link: CompanyId | undefined;
  readonly placement: Placement | undefined;
  readonly correction: CorrectionRow | undefined;
  readonly written: string | undefined;
}

function hydrated(
  contact: ContactUpsert | undefined,
  { model, link, placement, correction, written }: Joined,
): Hydrated {
  const { words = {}, titleVersion = null } = correction ?? {};
  const { company, facts } = model ?? { company: null, facts: [] };
  return {
    contact: contact
      ? {
          id: contact.id,
          email: contact.email,
          name: words.name ?? contact.name ?? null,
          title: words.title ?? contact.title ?? null,
          companyName: words.company ?? contact.company ?? null,
          seniority: contact.seniority?.value ?? null,
          senioritySource: contact.seniority?.source ?? null,
          ...(contact.profile === undefined ? {} : { profile: true }),
          ...(written === undefined ? {} : { mailboxWrittenAt: Instant.parse(written) }),
          ...(placement?.companyId
            ? { placement: { companyId: placement.companyId, version: placement.version } }
            : {}),
          ...(titleVersion === null ? {} : { titleVersion }),
        }
      : null,
    company: company
      ? {
          id: company.id,
          name: company.name,
          domain: company.domain,
          status: company.status,
          version: company.version,
          head: company.head,
          joinedBy: link === undefined ? "domain" : "link",
        }
      : null,
    facts: facts
      .map(({ id, kind, value, source, observedAt, expiresAt, found, version }) => ({
        id,
        kind,
        value,
        source,
        observedAt,
        expiresAt,
        found,
        version,
      }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
