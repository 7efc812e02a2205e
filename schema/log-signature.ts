// The signatures of the log. `holdpoint-contacts` alone has the key and signs the last event of each commit; the hash chain covers the events
// before it. An event that somebody else appends is therefore recognised, even with the databases and every other key in hand.
// The keys of a log are events themselves: which of them was in force is in domain/log-keys.ts.
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { LogPublicKey, LogSignature } from "./formats.ts";
import type { Head } from "./shipment.ts";

/** The text under the signature of a stream's head. */
const headText = ({ streamId, version, hash }: Head): string => `holdpoint/log/v1\n${streamId}\n${version}\n${hash}\n`;

/** The text by which a new key names the key before it. Without it, whoever can write the log could put a key of their own before. */
const adoptionText = (key: string, before: string | null): string => `holdpoint/log-key/v1\n${before ?? "-"}\n${key}\n`;

/**
 * The start of every text above. The same key signs notes, so no note may begin with it: a note's first line is free text, and the checkpoint of
 * an origin `holdpoint/log/v1` with extension lines could have the lines of a head. The prefix covers later versions of these texts, too. With
 * it refused, no signature over a note is one over a head or an adoption, because the first bytes differ, and the reverse.
 */
export const SIGNED_PREFIX = "holdpoint/log";

/** Signs for the log. During a rotation it has two keys. */
export interface LogSigner {
  /** The public key of new signatures. */
  readonly key: string;
  /** The public key before it, while a rotation is under way. */
  readonly before: string | null;
  /** Signs a head, with `key` unless the key before is asked for. */
  sign(head: Head, by?: string): string;
  /** The new key's own signature over the key that it follows; null when it follows none. */
  prove(before: string | null): string;
  /**
   * Signs the text of a note (schema/signed-note.ts), with `key` unless the key before is asked for: 64 bytes. Throws for a text that begins
   * like a head or an adoption.
   */
  signNote(text: string, by?: string): Uint8Array;
}

/**
 * The signer of a `LOG_KEY`: a private Ed25519 key (PKCS#8, DER, base64); during a rotation followed by a space and the key before it. Throws
 * for another form; the error does not contain the value.
 */
export function logSigner(secret: string): LogSigner {
  const [current, before = null, ...rest] = secret.trim().split(/\s+/).map(privateKeyOf);
  if (!current || rest.length > 0) throw new Error(NOT_A_KEY);
  const privateKey = (by = current.publicKey): KeyObject => {
    const own = [current, before].find((one) => one?.publicKey === by);
    if (!own) throw new Error("LOG_KEY does not have this key");
    return own.privateKey;
  };
  return {
    key: current.publicKey,
    before: before?.publicKey ?? null,
    sign: (head, by) => signed(privateKey(by), headText(head)).toString("base64url"),
    prove: (follows) => signed(current.privateKey, adoptionText(current.publicKey, follows)).toString("base64url"),
    signNote: (text, by) => {
      if (text.startsWith(SIGNED_PREFIX)) throw new Error(`a note must not begin with ${SIGNED_PREFIX}`);
      return signed(privateKey(by), text);
    },
  };
}

const NOT_A_KEY = "LOG_KEY must be an Ed25519 private key (PKCS#8, DER, base64)";

function privateKeyOf(text: string): { readonly privateKey: KeyObject; readonly publicKey: string } {
  try {
    const privateKey = createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" });
    const { x } = createPublicKey(privateKey).export({ format: "jwk" });
    return { privateKey, publicKey: LogPublicKey.parse(x) };
  } catch {
    throw new Error(NOT_A_KEY);
  }
}

const signed = (key: KeyObject, text: string): Buffer => sign(null, Buffer.from(text, "utf8"), key);

/** Whether `key` signed this head. */
export const hasSigned = (key: string, head: Head, signature: string): boolean =>
  isValid(key, headText(head), signature);

/** Whether `key` itself states that it follows `before`. */
export const hasProved = (key: string, before: string | null, proof: string): boolean =>
  isValid(key, adoptionText(key, before), proof);

/** Whether `key` signed the text of this note. */
export const hasSignedNote = (key: string, text: string, signature: Uint8Array): boolean =>
  !text.startsWith(SIGNED_PREFIX) && isValid(key, text, Buffer.from(signature).toString("base64url"));

function isValid(key: string, text: string, signature: string): boolean {
  if (!LogSignature.safeParse(signature).success) return false;
  const publicKey = publicKeyOf(key);
  return publicKey !== null && verify(null, Buffer.from(text, "utf8"), publicKey, Buffer.from(signature, "base64url"));
}

/** Parsed public keys: a log has a few, and each checks every stream. */
const parsed = new Map<string, KeyObject | null>();

function publicKeyOf(key: string): KeyObject | null {
  const known = parsed.get(key);
  if (known !== undefined) return known;
  let made: KeyObject | null = null;
  try {
    if (LogPublicKey.safeParse(key).success)
      made = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: key }, format: "jwk" });
  } catch {
    made = null;
  }
  if (parsed.size < MOST_PARSED) parsed.set(key, made);
  return made;
}
/** Bounds the memory: a damaged log may name any number of keys. */
const MOST_PARSED = 100;
