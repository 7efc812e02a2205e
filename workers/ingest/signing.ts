// What every signature scheme shares: secrets that come and go by date, a clock window, a comparison in constant time.
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { Instant } from "../../schema/formats.ts";

/** Shorter secrets can be guessed, and an empty one would let everybody in: they never match. */
const SECRET_CHARACTERS = 16;

/** One secret of a source. Two whose times overlap make a rotation without a refused request. `notBefore` is included, `notAfter` is not. */
export const SourceSecret = z.strictObject({
  secret: z.string().min(SECRET_CHARACTERS).max(500),
  notBefore: Instant.optional(),
  notAfter: Instant.optional(),
});
export type SourceSecret = z.infer<typeof SourceSecret>;

export interface SignedRequest {
  readonly headers: Headers;
  /** The bytes as they came: nothing is parsed before they are known to be the sender's. */
  readonly body: Uint8Array;
  readonly secrets: readonly SourceSecret[];
  readonly nowSeconds: number;
  /** From the policy section `ingest`. How far a signed time may lie from the clock, both ways, inclusive. */
  readonly toleranceSeconds: number;
}

/** Whether the sender signed this. Every cause of a refusal gives the same answer. `providerId` is present where it is signed, too. */
export type Verified = { readonly ok: true; readonly providerId?: string } | { readonly ok: false };
export type Verify = (request: SignedRequest) => Verified;

/** A body that a sender has not signed yet. */
export interface UnsignedRequest {
  readonly secret: string;
  readonly body: string | Uint8Array;
  /** The sender's id of the event. Only Standard Webhooks has one in its headers. */
  readonly id: string;
  readonly nowSeconds: number;
}

export type Sign = (request: UnsignedRequest) => Readonly<Record<string, string>>;

export interface SecretForm {
  /** How a secret of this type looks, for the documentation and for the person who enters one. */
  readonly form: string;
  /** A fresh secret, from random bytes. */
  readonly fresh: (random: (bytes: number) => Uint8Array) => string;
}

/** For schemes that take any text as a secret. */
export const TEXT_SECRET: SecretForm = {
  form: "any text of 16 to 500 characters",
  fresh: (random) => Buffer.from(random(32)).toString("base64url"),
};

export const REFUSED: Verified = { ok: false };

/** The secrets in force now. A time that cannot be read keeps its secret out. */
export const liveSecrets = (secrets: readonly SourceSecret[], nowSeconds: number): readonly string[] =>
  secrets
    .filter(({ secret, notBefore, notAfter }) => {
      const hasBegun = notBefore === undefined || Date.parse(notBefore) <= nowSeconds * 1_000;
      const hasNotEnded = notAfter === undefined || Date.parse(notAfter) > nowSeconds * 1_000;
      return secret.length >= SECRET_CHARACTERS && hasBegun && hasNotEnded;
    })
    .map(({ secret }) => secret);

/** A header's Unix seconds in plain digits, within the tolerance of the clock; undefined otherwise. */
export function freshTimestamp(
  header: string,
  { headers, nowSeconds, toleranceSeconds }: SignedRequest,
): string | undefined {
  const text = headers.get(header) ?? "";
  return /^[0-9]{1,12}$/.test(text) && Math.abs(nowSeconds - Number(text)) <= toleranceSeconds ? text : undefined;
}

export const hmac = (
  key: string | Uint8Array,
  encoding: "base64" | "hex",
  ...parts: readonly (string | Uint8Array)[]
): string => parts.reduce((mac, part) => mac.update(part), createHmac("sha256", key)).digest(encoding);

/** Whether one of the given signatures is one of the expected ones. All pairs are compared, each in constant time. */
export const anyMatches = (given: readonly string[], expected: readonly string[]): boolean =>
  given.flatMap((one) => expected.map((other) => equalInConstantTime(one, other))).includes(true);

function equalInConstantTime(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, "utf8"), Buffer.from(other, "utf8")];
  // Only the length, which the scheme makes public, may answer early.
  return a.length === b.length && timingSafeEqual(a, b);
}
