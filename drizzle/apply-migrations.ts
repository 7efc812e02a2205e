// Which migrations a database lacks, and how they reach a database of Cloudflare's: through its API, one request for each migration.
import * as z from "zod";

/** A file of drizzle/events or drizzle/crm: its name, and its statements in their order, without comments. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

/** The table of `wrangler d1 migrations`, as wrangler makes it, so that `wrangler d1 migrations list` agrees. */
export const CREATE_APPLIED =
  "CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL);";
const HAS_APPLIED = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'd1_migrations';";
export const SELECT_APPLIED = "SELECT name FROM d1_migrations ORDER BY id;";

export interface MigrationPlan {
  /** What the database lacks, in the order of names. The last statement of each records its name. */
  readonly pending: readonly Migration[];
  /** What the database has and this release does not know: a newer release migrated it. */
  readonly unknown: readonly string[];
}

/** What is to be done to a database that has the migrations `applied`. */
export function planMigrations(applied: readonly string[], migrations: readonly Migration[]): MigrationPlan {
  const known = new Set(migrations.map(({ name }) => name));
  const pending = migrations
    .filter(({ name }) => !applied.includes(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, statements }) => ({ name, statements: [...statements, recording(name)] }));
  return { pending, unknown: applied.filter((name) => !known.has(name)) };
}

/** The name is part of the text, so that a request is texts only. Throws for a name that could be more than a name. */
function recording(name: string): string {
  if (!NAME.test(name)) throw new Error(`${name} is no name of a migration: 0001_words_in_lower_case.sql`);
  return `INSERT INTO d1_migrations (name) VALUES ('${name}');`;
}

const NAME = /^\d{4}_[a-z0-9_]+\.sql$/;

/**
 * Sends statements to a database in one request, `POST …/d1/database/<id>/query` with `{ batch: [{ sql }, …] }`, and returns `result` of the
 * answer: an entry for each statement. Throws when the API refuses or does not answer.
 */
export type QueryD1 = (databaseId: string, statements: readonly string[]) => Promise<readonly unknown[]>;

export interface MigrationTarget {
  readonly query: QueryD1;
  /** The id in Cloudflare's API, and the name for people. */
  readonly database: { readonly id: string; readonly name: string };
  readonly migrations: readonly Migration[];
}

/** What a database lacks and has too much, asked with two requests that change nothing, not even a database without any table. */
export async function migrationsOf({ query, database, migrations }: MigrationTarget): Promise<MigrationPlan> {
  const names = async (sql: string) => {
    const [{ results }] = NAMES.parse(await query(database.id, [sql]));
    return results.map(({ name }) => name);
  };
  const applied = (await names(HAS_APPLIED)).length === 0 ? [] : await names(SELECT_APPLIED);
  return planMigrations(applied, migrations);
}

const NAMES = z.tuple([z.looseObject({ results: z.array(z.looseObject({ name: z.string() })) })]);

/** What was done: the names of the applied migrations, none when the database was complete; or why nothing was. */
export type Migrated =
  | { readonly isMigrated: true; readonly applied: readonly string[] }
  | { readonly isMigrated: false; readonly reason: "newer_release"; readonly unknown: readonly string[] };

/**
 * Applies the migrations that a database lacks, in their order. A database with a migration that this release does not know is left as it is
 * (`newer_release`): each release is written for the migrations that it has.
 *
 * Each migration is one request whose last statement records its name. D1 runs the statements of a request as a batch, which is one
 * transaction, so that of a migration everything is stored or nothing. A text of several statements would have to survive D1's splitter
 * (testing/cloudflare/d1-splitter.ts), so each is an entry of its own. A run that was interrupted anywhere, also when a request was done and
 * its answer lost, is repeated: it asks again what is recorded. Of two runs at once, the second fails at the first migration that both send,
 * because its name is recorded once.
 *
 * Throws with the names of the database and of the migration when a request fails; nothing of this migration is then stored, unless only the
 * answer was lost.
 */
export async function applyMigrations(target: MigrationTarget): Promise<Migrated> {
  const { query, database } = target;
  const { pending, unknown } = await migrationsOf(target);
  if (unknown.length > 0) return { isMigrated: false, reason: "newer_release", unknown };
  for (const { name, statements } of pending) {
    try {
      await query(database.id, [CREATE_APPLIED, ...statements]);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`${database.name}: the migration ${name} was not applied: ${why}`, { cause });
    }
  }
  return { isMigrated: true, applied: pending.map(({ name }) => name) };
}
