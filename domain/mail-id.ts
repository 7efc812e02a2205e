// The Message-ID of a mail that we send. It names the contact, so that an answer finds its conversation without a table, from whatever address
// it comes. The contact's id is a keyed digest: who knows one has our mail.
import { sha256 } from "../schema/canonical.ts";
import { ContactId } from "../schema/ids.ts";
import { MailId } from "../schema/signals.ts";

/** The Message-ID of the mail to this contact under this key, at the sender's domain. The same key gives the same id, so that a repeat is recognised. */
export const mailIdOf = (contactId: ContactId, idempotencyKey: string, sender: string): MailId =>
  MailId.parse(
    `<${contactId}.${sha256("message-id", idempotencyKey).slice(0, 32)}@${sender.slice(sender.lastIndexOf("@") + 1)}>`,
  );

const OURS = /^<(ct_[\w-]{1,80})\.[0-9a-f]{32}@[^<>@\s]+>$/;

/** The contact to whom we sent the mail with this id; null for the id of another sender's mail. It is a claim: whoever has a mail of ours can make one. */
export function contactOfMailId(mailId: string): ContactId | null {
  const { data } = ContactId.safeParse(OURS.exec(mailId)?.[1]);
  return data ?? null;
}
