// Reads the people and tokens of a database, as it has them. Comparing them with the events is in verify-people.ts.
import * as z from "zod";
import type { Query } from "./query.ts";

const SELECT_PEOPLE = "SELECT identity, role, version, changed_by AS changedBy, at FROM people";
const SELECT_TOKENS = `SELECT token_id AS tokenId, digest, name, scopes, expires_at AS expiresAt, issued_by AS issuedBy, issued_at AS issuedAt,
  revoked_by AS revokedBy, revoked_at AS revokedAt FROM desk_tokens`;

const text = z.coerce.string();
export const StoredPerson = z.object({
  identity: text,
  role: text,
  version: z.coerce.number(),
  changedBy: text,
  at: text,
});
export type StoredPerson = z.infer<typeof StoredPerson>;
export const StoredToken = z.object({
  tokenId: text,
  digest: text,
  name: text,
  /** JSON. */
  scopes: text,
  expiresAt: text,
  issuedBy: text,
  issuedAt: text,
  revokedBy: text.nullable(),
  revokedAt: text.nullable(),
});
export type StoredToken = z.infer<typeof StoredToken>;

export interface PeopleRows {
  readonly people: readonly StoredPerson[];
  readonly tokens: readonly StoredToken[];
}

export const peopleRows = async (database: Query): Promise<PeopleRows> => ({
  people: z.array(StoredPerson).parse(await database(SELECT_PEOPLE, [])),
  tokens: z.array(StoredToken).parse(await database(SELECT_TOKENS, [])),
});
