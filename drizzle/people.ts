// Reads the people of the desk and the tokens of other programs. Triggers write the two tables with the events of `ad_people`; no code writes them,
// except `restorePeople`, which makes them again from the events.
import * as z from "zod";
import { tokenDigestOf, tokenIdOf } from "../schema/ids.ts";
import { jsonIn } from "../schema/json.ts";
import { PEOPLE_STREAM, type PeopleAnswer, PersonRow, TokenRow } from "../schema/people.ts";
import { databaseOf } from "./database-of.ts";
import type { Recounted } from "./model-spend.ts";

export interface PeopleReads {
  /** All of them, in the order of their names. Throws when the database does not answer. */
  read(): Promise<PeopleAnswer>;
  /** The token, also one that expired or was revoked; null when it was never issued. Throws when the database does not answer. */
  token(token: string): Promise<TokenRow | null>;
}

const TOKEN_COLUMNS = `token_id AS tokenId, name, scopes, expires_at AS expiresAt, issued_by AS issuedBy, issued_at AS issuedAt,
  revoked_by AS revokedBy, revoked_at AS revokedAt`;
const SELECT_PEOPLE = "SELECT identity, role, version, changed_by AS changedBy, at FROM people ORDER BY identity";
const SELECT_TOKENS = `SELECT ${TOKEN_COLUMNS} FROM desk_tokens ORDER BY name, issued_at`;
const FIND_TOKEN = `SELECT ${TOKEN_COLUMNS} FROM desk_tokens WHERE token_id = ?1 AND digest = ?2`;

const StoredToken = TokenRow.extend({ scopes: z.string().transform(jsonIn).pipe(TokenRow.shape.scopes) });

/** The tokens in rows. A row that cannot be read is no token. */
const tokensIn = (rows: readonly unknown[]): readonly TokenRow[] =>
  rows.flatMap((row) => StoredToken.safeParse(row).data ?? []);

/** `shards` are the EVENTS databases in order. `systemKey` keys the digests of the tokens. */
export function d1People(shards: readonly D1Database[], systemKey: string): PeopleReads {
  const database = databaseOf(shards, PEOPLE_STREAM);
  return {
    async read() {
      const [people, tokens] = await database.batch([database.prepare(SELECT_PEOPLE), database.prepare(SELECT_TOKENS)]);
      return { people: z.array(PersonRow).parse(people?.results), tokens: tokensIn(tokens?.results ?? []) };
    },
    async token(token) {
      const digest = tokenDigestOf(systemKey, token);
      const { results } = await database.prepare(FIND_TOKEN).bind(tokenIdOf(digest), digest).all();
      return tokensIn(results)[0] ?? null;
    },
  };
}

/** A table with the query that makes its rows from the events; both have the columns in this order. */
interface Derived {
  readonly table: string;
  readonly key: string;
  readonly columns: readonly string[];
  readonly rows: string;
}

const OWN = "FROM events WHERE stream_id = 'ad_people'";
const text = (field: string): string => `coalesce(body ->> '${field}', '')`;

const PEOPLE: Derived = {
  table: "people",
  key: "identity",
  columns: ["identity", "role", "version", "changed_by", "at"],
  // The other columns are those of the row with the highest version: https://www.sqlite.org/lang_select.html#bareagg
  rows: `SELECT ${text("$.payload.identity")} AS identity, ${text("$.payload.role")} AS role, max(version) AS version,
    ${text("$.payload.by")} AS changed_by, ${text("$.at")} AS at ${OWN} AND type = 'RoleChanged' GROUP BY 1`,
};
const REVOKED = `SELECT body ->> '$.payload.tokenId' AS revoked_id, min(version) AS version, ${text("$.payload.by")} AS revoked_by,
  ${text("$.at")} AS revoked_at ${OWN} AND type = 'TokenRevoked' GROUP BY 1`;
const ISSUED = `SELECT ${text("$.payload.tokenId")} AS token_id, min(version) AS version, ${text("$.payload.digest")} AS digest,
  ${text("$.payload.name")} AS name, coalesce(body -> '$.payload.scopes', '[]') AS scopes, ${text("$.payload.expiresAt")} AS expires_at,
  ${text("$.payload.by")} AS issued_by, ${text("$.at")} AS issued_at ${OWN} AND type = 'TokenIssued' GROUP BY 1`;
const TOKEN_ROW = [
  "token_id",
  "digest",
  "name",
  "scopes",
  "expires_at",
  "issued_by",
  "issued_at",
  "revoked_by",
  "revoked_at",
];
const TOKENS: Derived = {
  table: "desk_tokens",
  key: "token_id",
  columns: TOKEN_ROW,
  rows: `SELECT ${TOKEN_ROW.join(", ")} FROM (${ISSUED}) AS issued LEFT JOIN (${REVOKED}) AS revoked
    ON revoked_id = token_id AND revoked.version > issued.version`,
};

const differing = ({ table, columns, rows }: Derived): string =>
  `SELECT * FROM (${rows}) EXCEPT SELECT ${columns.join(", ")} FROM ${table}`;

/** SELECTs the keys of rows that differ from the events, that are missing, or that no event makes. Empty unless a table was changed by hand. */
export const WRONG_PEOPLE = [PEOPLE, TOKENS]
  .map(
    (derived) => `SELECT '${derived.table}.' || ${derived.key} AS field FROM (${differing(derived)})
  UNION SELECT '${derived.table}.' || ${derived.key} FROM (SELECT ${derived.columns.join(", ")} FROM ${derived.table} EXCEPT SELECT * FROM (${derived.rows}))`,
  )
  .join(" UNION ");

const REMOVE = ({ table, key, rows }: Derived): string =>
  `DELETE FROM ${table} WHERE ${key} NOT IN (SELECT ${key} FROM (${rows}))`;
const RESTORE = (derived: Derived): string => `INSERT INTO ${derived.table} (${derived.columns.join(", ")})
  SELECT * FROM (${differing(derived)}) WHERE true ON CONFLICT (${derived.key}) DO UPDATE SET ${derived.columns
    .slice(1)
    .map((column) => `${column} = excluded.${column}`)
    .join(", ")}`;

/** Makes both tables of one database again from its events, in one transaction. */
export async function restorePeople(database: D1Database): Promise<Recounted> {
  const statements = [PEOPLE, TOKENS].flatMap((derived) => [REMOVE(derived), RESTORE(derived)]);
  const written = (await database.batch(statements.map((sql) => database.prepare(sql)))).map(
    ({ meta }) => meta.changes,
  );
  const [people = 0, peopleMade = 0, tokens = 0, tokensMade = 0] = written;
  return { changed: peopleMade + tokensMade, removed: people + tokens };
}
