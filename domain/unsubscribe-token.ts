// Signs and verifies the token of an unsubscribe link. The token allows its bearer to opt out one contact, and nothing else. It
// does not expire and survives key rotation, because mail stays in mailboxes for years.
import { Buffer } from "node:buffer";
import { timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { keyedDigest } from "../schema/canonical.ts";
import { ContactId } from "../schema/ids.ts";

/** 128 bits cannot be guessed. */
const KEY_BYTES = 16;
const keyBytes = (base64: string): Uint8Array => Buffer.from(base64, "base64");

/** The secret `UNSUBSCRIBE_KEYS`: the current key signs links; the other keys still verify old links. */
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

/** `kid.contact.mac`. The mac covers the key's id, so that a token is valid for one key only. URL-safe. */
export const signUnsubscribe = ({ current, keys }: UnsubscribeKeys, contactId: ContactId): string =>
  tokenOf(current, keys[current] ?? "", contactId);

function tokenOf(kid: string, key: string, contactId: ContactId): string {
  const mac = Buffer.from(keyedDigest(keyBytes(key), "unsubscribe", `${kid}.${contactId}`), "hex").toString(
    "base64url",
  );
  return `${kid}.${contactId}.${mac}`;
}

/** The contact of a valid token; null otherwise. The whole text is compared, so that no bit of it can vary. */
export function verifyUnsubscribe({ keys }: UnsubscribeKeys, token: string): ContactId | null {
  const [kid = "", contact = ""] = token.split(".");
  const contactId = ContactId.safeParse(contact);
  const key = Object.hasOwn(keys, kid) ? keys[kid] : undefined;
  if (!contactId.success || key === undefined) return null;
  const expected = Buffer.from(tokenOf(kid, key, contactId.data), "utf8");
  const given = Buffer.from(token, "utf8");
  return given.length === expected.length && timingSafeEqual(given, expected) ? contactId.data : null;
}
