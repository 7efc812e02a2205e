// Seals personal words under the contact's key, and that key under the master secret. Destroying both copies of the key erases the
// words everywhere.
import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";
import { canonicalJson, keyedDigest, shortened } from "../../schema/canonical.ts";
import { Sealed, type StoredEvent } from "../../schema/events.ts";
import { masterKeysIn } from "../../schema/installation-keys.ts";
import { upcastWords } from "../../schema/upcast.ts";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;

/** A source of random bytes: `crypto.getRandomValues` in the Workers, a seeded one in tests. */
export type Random = (bytes: number) => Uint8Array;

/** Encrypts `text`. `context` (what the text belongs to) is authenticated, so that a ciphertext cannot be moved elsewhere. */
export function sealText(key: Uint8Array, context: string, text: string, random: Random): string {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce);
  cipher.setAAD(Buffer.from(context, "utf8"));
  // workerd refuses a string without an encoding here.
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString("base64");
}

/** Opens what `sealText` sealed. Throws when key, context or bytes differ. */
export function openText(key: Uint8Array, context: string, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  // A truncated text would have a truncated tag, which is easier to guess.
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error("the sealed text is too short");
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(context, "utf8"));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  return (
    decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES), undefined, "utf8") + decipher.final("utf8")
  );
}

const keyContext = (streamId: string): string => `key:${streamId}`;

/**
 * A stream's key in its stored form: wrapped under the newest master key, for this stream only. The form begins with the fingerprint of that
 * master key: `<fingerprint>.<sealed>`.
 */
export function wrapKey(masterKey: string, streamId: string, key: Uint8Array, random: Random): string {
  const [{ fingerprint, bytes }] = masterKeysIn(masterKey);
  return `${fingerprint}.${sealText(bytes, keyContext(streamId), Buffer.from(key).toString("base64"), random)}`;
}

/** The key in its stored form, under the newest master key or the one before it. Throws when it is under another, or was changed. */
export function unwrapKey(masterKey: string, streamId: string, wrapped: string): Uint8Array {
  const master = masterKeysIn(masterKey).find(({ fingerprint }) => isWrappedUnder(fingerprint, wrapped));
  if (!master) throw new Error("the key is wrapped under another master key");
  const sealed = wrapped.slice(master.fingerprint.length + 1);
  return Buffer.from(openText(master.bytes, keyContext(streamId), sealed), "base64");
}

/**
 * The same key under the newest master key, or as it is when it is under that already. Throws unless the new form opens to the same bytes, so
 * that the old form may go.
 */
export function rewrapKey(masterKey: string, streamId: string, wrapped: string, random: Random): string {
  const [{ fingerprint }] = masterKeysIn(masterKey);
  if (isWrappedUnder(fingerprint, wrapped)) return wrapped;
  const key = unwrapKey(masterKey, streamId, wrapped);
  const renewed = wrapKey(masterKey, streamId, key, random);
  if (!timingSafeEqual(key, unwrapKey(masterKey, streamId, renewed))) throw new Error("the key was not re-wrapped");
  return renewed;
}

/** Whether a key in its stored form is wrapped under the master key with this fingerprint. */
export const isWrappedUnder = (fingerprint: string, wrapped: string): boolean => wrapped.startsWith(`${fingerprint}.`);

const wordsContext = (streamId: string, version: number): string => `${streamId}@${version}`;

export const sealWords = (key: Uint8Array, streamId: string, version: number, sealed: Sealed, random: Random): string =>
  sealText(key, wordsContext(streamId, version), canonicalJson(sealed), random);

export const openWords = (key: Uint8Array, streamId: string, version: number, sealed: string): Sealed =>
  Sealed.parse(JSON.parse(openText(key, wordsContext(streamId, version), sealed)));

/** The sealed part of an event, upcast to the newest shape. Throws when the key is another stream's. */
export function openEvent(
  key: Uint8Array,
  event: Pick<StoredEvent, "type" | "schemaVersion" | "streamId" | "version">,
  sealed: string,
): Sealed {
  const { words, ...rest } = openWords(key, event.streamId, event.version, sealed);
  return words ? { ...rest, words: upcastWords(event, words) } : rest;
}

/**
 * The digest of what a person wrote or reads, under a subkey of the contact's key: nobody confirms a guess without it, and nobody at all
 * after an erasure.
 */
export const wordsDigest = (key: Uint8Array, value: unknown): string =>
  shortened(keyedDigest(createHmac("sha256", key).update("words").digest(), "words", canonicalJson(value)));

/** The digest of a personal value in evidence, under a subkey of the contact's key, which is destroyed with it. */
export const evidenceDigest = (key: Uint8Array, value: string): string =>
  `digest:${shortened(keyedDigest(createHmac("sha256", key).update("evidence").digest(), "evidence", value))}`;
