// Says whether the suppression list covers an address, a domain or a telephone number, and by which entries. It reads as the gates do, and
// changes nothing.
import type * as z from "zod";
import { canonicalPhone, lookupsOf, suppressibleDomain, suppressionDigest } from "../../domain/address.ts";
import { type Contact, lookupsIn } from "../../domain/contact/state.ts";
import { addressIn } from "../../domain/read-address.ts";
import { readPhone } from "../../domain/read-phone.ts";
import type { LogRevision } from "../../drizzle/list-revisions.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import type { ListedCheck } from "../../schema/answers.ts";
import type { CheckListedQuery } from "../../schema/desk-commands.ts";
import { type ContactId, contactIdOf } from "../../schema/ids.ts";
import { type CoveredBy, Flag } from "../../schema/lists.ts";

interface Ports {
  readonly list: Pick<SuppressionList, "read" | "standing">;
  readonly logRevision: Pick<LogRevision, "read">;
  readonly systemKey: string;
  /** The state of a contact as the log has it; null when the log has no such contact. */
  readonly contactOf: (contactId: ContactId) => Promise<Contact | null>;
}

/** What the value is looked up by: each digest with what it is of. Null when the value is no address, domain or number. */
function placesOf({ kind, value }: z.infer<typeof CheckListedQuery>, systemKey: string): Map<string, CoveredBy> | null {
  if (kind === "address") {
    const address = addressIn(value);
    if (!address.ok) return null;
    const lookups = lookupsOf(systemKey, { address: address.value });
    // A mailbox that is spelled plainly has one digest for both.
    return new Map<string, CoveredBy>([
      [lookups.domain, "domain"],
      [lookups.comparison, "comparison"],
      [lookups.address, "address"],
    ]);
  }
  const canonical = kind === "domain" ? domainIn(value) : canonicalPhone(readPhone(value)?.phone ?? "");
  return canonical === undefined ? null : new Map([[suppressionDigest(systemKey, kind, canonical), kind]]);
}

function domainIn(value: string): string | undefined {
  const domain = suppressibleDomain(value);
  if (domain.ok) return domain.value;
  // An installation may have an entry for a public suffix from an earlier release.
  return domain.error.reason === "public_suffix" ? domain.error.domain : undefined;
}

/**
 * The entries that cover the value now, with the revision of the list at the reading. Of a known contact, also the entries of what else the gates
 * look up for them: another address, a telephone number. Null for a value that no entry could be about. Throws when the list cannot be read.
 */
export async function checkListed(
  query: z.infer<typeof CheckListedQuery>,
  { list, logRevision, systemKey, contactOf }: Ports,
): Promise<ListedCheck | null> {
  const places = placesOf(query, systemKey);
  if (!places) return null;
  const address = query.kind === "address" ? addressIn(query.value) : null;
  const contactId = address?.ok ? contactIdOf(systemKey, address.value) : null;
  const contact = contactId && (await contactOf(contactId));
  for (const lookup of contact ? lookupsIn(contact, contact.currentRun) : [])
    for (const digest of Object.values(lookup)) if (digest && !places.has(digest)) places.set(digest, "contact");
  const atLeast = await logRevision.read();
  const { revision, suppressed } = await list.read([...places.keys()], atLeast);
  const standing = await list.standing(suppressed, atLeast);
  return {
    revision,
    entries: standing.flatMap(({ digest, ...row }) => {
      const by = places.get(digest);
      return by ? [{ ...row, by }] : [];
    }),
    contactId: contact ? contactId : null,
    flags: contact ? Flag.options.filter((flag) => contact.flags[flag]) : [],
  };
}
