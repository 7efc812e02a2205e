// The one text form of a value that is hashed, and the one digest. Everything that must be equal byte for byte goes through here.
import { createHash, createHmac } from "node:crypto";
import canonicalize from "canonicalize";

/** RFC 8785 (JSON Canonicalization Scheme). Throws for what JSON cannot carry, so a hash never covers less than it seems to. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("value has no JSON form");
  return text;
}

/** SHA-256 as lower-case hex. `node:crypto` is synchronous in workerd, so it may run inside a storage transaction. */
export function sha256(...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part, "utf8");
  return hash.digest("hex");
}

/** HMAC-SHA-256 as lower-case hex, separated by purpose so that one key never answers for two. */
export function keyedDigest(key: string | Uint8Array, purpose: string, value: string): string {
  return createHmac("sha256", key).update(`${purpose}\u0000${value}`, "utf8").digest("hex");
}

/** The digest of a value's canonical form: policies, drafts, bodies of webhooks. */
export const digestOf = (value: unknown): string => sha256(canonicalJson(value));
