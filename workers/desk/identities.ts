// The desk's own sign-in: identities with one token each, for development, and people who sign in by a code. In production Cloudflare Access replaces it (access.ts).
import { timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { keyedDigest } from "../../schema/canonical.ts";
import { DeskIdentity } from "../../schema/people.ts";

/** Shorter tokens can be guessed; `npm start` makes tokens of 256 bits. */
const TOKEN_CHARACTERS = { least: 16, most: 200 };

const Tokens = z.record(z.string().min(TOKEN_CHARACTERS.least).max(TOKEN_CHARACTERS.most), DeskIdentity);

const SESSION_KEY_BYTES = 32;

export interface Identified {
  readonly identity: string;
  /** A keyed digest of the token, or of a person without one. A session carries it, and ends when the token is removed. */
  readonly mark: string;
}

export interface Identities {
  readonly names: readonly string[];
  readonly sessionKey: Uint8Array;
  /** The identity of this token. Compares with every token, each in constant time. */
  byToken(token: string): Identified | null;
  /** The identity of the token with this mark; null when the token was removed. */
  byMark(mark: string): Identified | null;
  /** A person without a token, who signs in by a code that an admin made. */
  byName(identity: string): Identified;
}

/**
 * Parses `DESK_TOKENS` (`{"<token>": "<identity>"}`) and `SESSION_KEY` (base64). Null when either is missing or unusable, which
 * closes the desk.
 */
export function identitiesOf(config: {
  readonly tokens: string | undefined;
  readonly sessionKey: string | undefined;
}): Identities | null {
  const tokens = Tokens.safeParse(parsedJson(config.tokens));
  const sessionKey = Buffer.from(config.sessionKey ?? "", "base64");
  if (!tokens.success || sessionKey.byteLength < SESSION_KEY_BYTES) return null;

  const markOf = (token: string): string => keyedDigest(sessionKey, "desk-token", token);
  const identified: readonly Identified[] = Object.entries(tokens.data).map(([token, identity]) => ({
    identity,
    mark: markOf(token),
  }));
  const byMark = (mark: string): Identified | null =>
    identified.reduce<Identified | null>((found, one) => (isEqual(one.mark, mark) ? one : found), null);
  return {
    names: [...new Set(identified.map((one) => one.identity))].toSorted(),
    sessionKey,
    byToken: (token) => byMark(markOf(token)),
    byMark,
    byName: (identity) => ({ identity, mark: keyedDigest(sessionKey, "desk-person", identity) }),
  };
}

/** Compares in time that does not depend on where two texts of one length differ. */
export function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}

function parsedJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
