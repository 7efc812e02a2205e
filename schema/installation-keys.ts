// The fingerprints of the keys that an installation keeps for ever or changes by a command only: MASTER_KEY and SYSTEM_KEY. A fingerprint
// tells two keys apart and says nothing about a key. Where they are stored is in drizzle/installation-keys.ts; the log's key has its events.
import { createHmac } from "node:crypto";
import * as z from "zod";
import { InstallationKey } from "./lists.ts";

/** 128 bits, base64url. */
export const KeyFingerprint = z.string().regex(/^[\w-]{22}$/);
export type KeyFingerprint = z.infer<typeof KeyFingerprint>;

/** The keys that are recognised by a fingerprint. */
export const FINGERPRINTED_KEYS = InstallationKey.exclude(["LOG_KEY"]).options;
export type FingerprintedKey = (typeof FINGERPRINTED_KEYS)[number];

const FINGERPRINT_BYTES = 16;

const fingerprintOf = (name: FingerprintedKey, key: string | Uint8Array): KeyFingerprint =>
  createHmac("sha256", key)
    .update(`holdpoint/key-fingerprint/v1\n${name}\n`, "utf8")
    .digest()
    .subarray(0, FINGERPRINT_BYTES)
    .toString("base64url");

/** A key under which the keys of streams are wrapped. */
export interface MasterKey {
  readonly fingerprint: KeyFingerprint;
  readonly bytes: Uint8Array;
}

const MASTER_KEY_BYTES = 32;
const NOT_A_KEY = "MASTER_KEY must be 32 bytes, base64";

/** Parsed values of `MASTER_KEY`: each is used for every contact. */
const parsed = new Map<string, MasterKeys>();
type MasterKeys = readonly [newest: MasterKey, ...before: MasterKey[]];

/**
 * The keys in a value of `MASTER_KEY`: the newest, and during a rotation the key before it, after a space. Throws for another form; the error
 * does not contain the value.
 */
export function masterKeysIn(secret: string): MasterKeys {
  const known = parsed.get(secret);
  if (known) return known;
  const [newest, before, ...rest] = secret.trim().split(/\s+/).map(masterKeyOf);
  if (!newest || rest.length > 0) throw new Error(NOT_A_KEY);
  const keys: MasterKeys = before ? [newest, before] : [newest];
  parsed.set(secret, keys);
  return keys;
}

function masterKeyOf(text: string): MasterKey {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== MASTER_KEY_BYTES) throw new Error(NOT_A_KEY);
  return { fingerprint: fingerprintOf("MASTER_KEY", bytes), bytes };
}

/** The fingerprints of a secret's keys, the newest first; none when the secret is missing or has another form. */
export function fingerprintsIn(name: FingerprintedKey, secret: string | undefined): readonly KeyFingerprint[] {
  if (!secret) return [];
  if (name === "SYSTEM_KEY") return [fingerprintOf(name, secret)];
  try {
    return masterKeysIn(secret).map(({ fingerprint }) => fingerprint);
  } catch {
    return [];
  }
}
