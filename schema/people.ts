// The people who use the desk and their roles, and the tokens of other programs and their scopes. Both are events of the stream `ad_people`.
import * as z from "zod";
import { Identity, Instant } from "./formats.ts";
import { AdminId, TokenId } from "./ids.ts";

/** The stream of all changes of roles and tokens. */
export const PEOPLE_STREAM = AdminId.parse("ad_people");

/**
 * What a person may do, the least first: a viewer reads, an approver also decides about contacts, an admin also about the installation. Each role
 * may do what the ones before it may.
 */
export const PersonRole = z.enum(["viewer", "approver", "admin"]);
export type PersonRole = z.infer<typeof PersonRole>;

/** A role that can be given. `none`: the person may do nothing any more. */
export const GivenRole = z.enum([...PersonRole.options, "none"]);
export type GivenRole = z.infer<typeof GivenRole>;

/** What a token is for. A token may do exactly what the desk's table of permissions has under one of its scopes. */
export const Scope = z.enum(["read", "decide", "import", "export", "operate", "release"]);
export type Scope = z.infer<typeof Scope>;

/** The characters that provenance has in `human:…`, so that every identity of the desk can be named in it. */
export const DeskIdentity = z.string().regex(/^[\w.@+:-]{1,100}$/);

/** The name of a token. Events name what it does as `token:<name>`. */
export const TokenName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

/** With what the identity of a token begins. No person can be invited under such a name. */
const TOKEN = "token:";
export const tokenIdentity = (name: string): string => `${TOKEN}${name}`;
export const isTokenIdentity = (identity: string): boolean => identity.startsWith(TOKEN);

/** The days for which a token can be issued. A token that is forgotten ends by itself. */
export const TOKEN_DAYS = { most: 365, usual: 90 };

/**
 * A person as the last event about them says. A role that this release does not know allows nothing. The other fields take what a row has: one that was
 * changed by hand must not close the desk to everybody.
 */
export const PersonRow = z.strictObject({
  identity: z.coerce.string(),
  role: GivenRole.catch("none"),
  /** The version of that event in `ad_people`. */
  version: z.int().min(0).catch(0),
  changedBy: z.coerce.string(),
  at: z.coerce.string(),
});
export type PersonRow = z.infer<typeof PersonRow>;

/** An issued token, without anything by which it could be used. */
export const TokenRow = z.strictObject({
  tokenId: TokenId,
  name: TokenName,
  scopes: z.array(Scope).readonly(),
  expiresAt: Instant,
  issuedBy: Identity,
  issuedAt: Instant,
  /** Null while it was not revoked. */
  revokedBy: Identity.nullable(),
  revokedAt: Instant.nullable(),
});
export type TokenRow = z.infer<typeof TokenRow>;

/** Whether a token can be used at this time, in milliseconds. */
export const isLive = ({ revokedAt, expiresAt }: Pick<TokenRow, "revokedAt" | "expiresAt">, at: number): boolean =>
  revokedAt === null && at < Date.parse(expiresAt);

/** The people and the tokens, as the log has them. */
export interface PeopleAnswer {
  readonly people: readonly PersonRow[];
  readonly tokens: readonly TokenRow[];
}

/** A new token. It is told once; the log has a keyed digest of it. */
export interface IssuedToken {
  readonly token: string;
  readonly tokenId: TokenId;
  readonly expiresAt: string;
}
