// What every signature scheme shares: secrets with start and end, a clock tolerance, and comparison in constant time.
import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { Instant } from "../../schema/formats.ts";

/** Shorter secrets can be guessed, and an empty one would accept every sender: they never match. */
const SECRET_CHARACTERS = 16;

/**
 * One secret of a source. Two secrets with overlapping times allow a rotation without refused requests. `notBefore` is included,
 * `notAfter` is not.
 */
export const SourceSecret = z.strictObject({
  secret: z.string().min(SECRET_CHARACTERS).max(500),
  notBefore: Instant.optional(),
  notAfter: Instant.optional(),
});
export type SourceSecret = z.infer<typeof SourceSecret>;

export interface SignedRequest {
  readonly headers: Headers;
  /** The received bytes: nothing is parsed before the signature is verified. */
  readonly body: Uint8Array;
  readonly secrets: readonly SourceSecret[];
  readonly nowSeconds: number;
  /** From the policy section `ingest`: how far a signed time may differ from the clock, in both directions, inclusive. */
  readonly toleranceSeconds: number;
}

/**
 * Whether the source signed the request. Every refusal is the same. `providerId` is present where the signature covers it; the time at which
 * the source signed, where it covers that and no `providerId`.
 */
export type Verified =
  | { readonly ok: true; readonly providerId?: string; readonly signedSeconds?: number }
  | { readonly ok: false };
export type Verify = (request: SignedRequest) => Verified;

/** A body before a sender signs it. */
export interface UnsignedRequest {
  readonly secret: string;
  readonly body: string | Uint8Array;
  /** The sender's id of the event. Only Standard Webhooks has one in its headers. */
  readonly id: string;
  readonly nowSeconds: number;
}

export type Sign = (request: UnsignedRequest) => Readonly<Record<string, string>>;

export interface SecretForm {
  /** The form of a secret of this type, for the documentation and for the operator who enters one. */
  readonly form: string;
  /** A fresh secret, from random bytes. */
  readonly fresh: (random: (bytes: number) => Uint8Array) => string;
}

/** For schemes that accept any text as a secret. */
export const TEXT_SECRET: SecretForm = {
  form: "any text of 16 to 500 characters",
  fresh: (random) => Buffer.from(random(32)).toString("base64url"),
};

export const REFUSED: Verified = { ok: false };

/** The secrets valid now. A secret with an unreadable time is not valid. */
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
  // Only the length, which the scheme makes public, may end the comparison early.
  return a.length === b.length && timingSafeEqual(a, b);
}
