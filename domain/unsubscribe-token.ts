// The authority of an unsubscribe link: whoever holds it may stop the mail to one contact, and nothing else. It does not expire
// and outlives key rotation, because mail lies in mailboxes for years.
import { Buffer } from "node:buffer";
import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { keyedDigest } from "../schema/canonical.ts";
import { ContactId } from "../schema/ids.ts";

/** 128 bits: nobody guesses such a key. */
const KEY_BYTES = 16;
const keyBytes = (base64: string): Uint8Array => Buffer.from(base64, "base64");

/** The secret `UNSUBSCRIBE_KEYS`: links are signed with the current key; the others still open old links. */
export const UnsubscribeKeys = z
  .strictObject({
    current: z.string(),
    keys: z.record(
      z.string().regex(/^[a-z0-9]{1,20}$/),
      z.base64().refine((key) => keyBytes(key).length >= KEY_BYTES, "an unsubscribe key has at least 128 bits"),
    ),
  })
  .refine(({ current, keys }) => Object.hasOwn(keys, current), "the current unsubscribe key is not among the keys");
export type UnsubscribeKeys = z.infer<typeof UnsubscribeKeys>;

/** `kid.contact.mac`; the key's id is under the mac, so that a token is good for one key only. Safe in a URL as it is. */
export const signUnsubscribe = ({ current, keys }: UnsubscribeKeys, contactId: ContactId): string =>
  tokenOf(current, keys[current] ?? "", contactId);

function tokenOf(kid: string, key: string, contactId: ContactId): string {
  const mac = Buffer.from(keyedDigest(keyBytes(key), "unsubscribe", `${kid}.${contactId}`), "hex").toString(
    "base64url",
  );
  return `${kid}.${contactId}.${mac}`;
}

/** Whose token it is, or null for whatever reason. The whole text is compared, so no bit of it is loose. */
export function verifyUnsubscribe({ keys }: UnsubscribeKeys, token: string): ContactId | null {
  const [kid = "", contact = ""] = token.split(".");
  const contactId = ContactId.safeParse(contact);
  const key = Object.hasOwn(keys, kid) ? keys[kid] : undefined;
  if (!contactId.success || key === undefined) return null;
  const expected = Buffer.from(tokenOf(kid, key, contactId.data), "utf8");
  const given = Buffer.from(token, "utf8");
  return given.length === expected.length && timingSafeEqual(given, expected) ? contactId.data : null;
}
