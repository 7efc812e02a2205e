// The one text form of a hashed value, and the digests over it. Every value that must be equal byte for byte is serialised here.
import { Buffer } from "node:buffer";
import { createHmac, hash } from "node:crypto";
import canonicalize from "canonicalize";

/** RFC 8785 (JSON Canonicalization Scheme). Throws for a value that JSON cannot express, so that a hash always covers the whole value. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("value has no JSON form");
  return text;
}

/** SHA-256 as lower-case hex. `node:crypto` is synchronous in workerd, so this function may run inside a storage transaction. */
export const sha256 = (...parts: readonly string[]): string => hash("sha256", parts.join(""), "hex");

/** HMAC-SHA-256 as lower-case hex. The purpose is part of the input, so that digests of one key for two purposes never match. */
export function keyedDigest(key: string | Uint8Array, purpose: string, value: string): string {
  return createHmac("sha256", key).update(`${purpose}\u0000${value}`, "utf8").digest("hex");
}

/** The first 128 bits of a digest in hexadecimal, as 22 letters of base64url: enough that no two things of an installation share them. */
export const shortened = (hex: string): string =>
  Buffer.from(hex.slice(0, SHORT_HEX_LENGTH), "hex").toString("base64url");
const SHORT_HEX_LENGTH = 32;

/** The digest of a value's canonical JSON. Never of personal data alone: without a key or a secret salt, a digest confirms every right guess. */
export const digestOf = (value: unknown): string => sha256(canonicalJson(value));

/** The same in 128 bits, for what is identified within an installation: a policy section, a prompt, a draft. */
export const shortDigestOf = (value: unknown): string => shortened(digestOf(value));
