// The CRM's rows about contacts, in the shape that the rules read. Reading the rows is in drizzle/.
import * as z from "zod";
import { Instant } from "./formats.ts";
import { CompanyId, ContactId } from "./ids.ts";
import { CompanyStatus } from "./lists.ts";

/** The CRM's data about a contact. The caller decides whether a fact is still valid and whether a domain may join a company. */
export const Hydrated = z.strictObject({
  contact: z
    .strictObject({
      id: ContactId,
      email: z.string(),
      name: z.string().nullable(),
      title: z.string().nullable(),
      companyName: z.string().nullable(),
      seniority: z.string().nullable(),
      senioritySource: z.string().nullable(),
      /** Whether the contact's public profile is known. */
      profile: z.boolean().optional(),
      /** When the contact's mailbox was last written to, under any spelling of its address. Absent when it never was. */
      mailboxWrittenAt: Instant.optional(),
      /** Where a person placed the contact, and the version of that event in the contact's stream. Absent when nobody did. */
      placement: z.strictObject({ companyId: CompanyId, version: z.int().min(1) }).optional(),
      /** The version of the event by which a person corrected the title. Absent where the title is what forms and imports say. */
      titleVersion: z.int().min(1).optional(),
    })
    .nullable(),
  company: z
    .strictObject({
      id: CompanyId,
      name: z.string(),
      domain: z.string().nullable(),
      status: CompanyStatus,
      /** The version of the event that recorded the company, and that of the last event of its stream. */
      version: z.int().min(1),
      head: z.int().min(1),
      joinedBy: z.enum(["link", "domain"]),
    })
    .nullable(),
  facts: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.string(),
      value: z.string(),
      source: z.string(),
      observedAt: z.string(),
      expiresAt: z.string().nullable(),
      found: z.boolean(),
      /** The version of the event in the company's stream that recorded the fact. */
      version: z.int().min(1),
    }),
  ),
});
export type Hydrated = z.infer<typeof Hydrated>;

/** A contact who has a row with an address. */
export interface KnownContact {
  readonly id: ContactId;
  readonly email: string;
}

/** The contacts that a query finds. A mailbox or a subject of several contacts finds none of them. */
export interface KnownContacts {
  readonly byId: ReadonlyMap<ContactId, KnownContact>;
  readonly byMailbox: ReadonlyMap<string, KnownContact>;
  readonly bySubject: ReadonlyMap<string, KnownContact>;
}
