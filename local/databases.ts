// Applies the migrations to the databases of a local installation. It runs in a Worker, and in tests beside one.
import type { D1Database } from "@cloudflare/workers-types";
import { CREATE_APPLIED, type Migration, planMigrations, SELECT_APPLIED } from "../drizzle/apply-migrations.ts";
import { requireInstalled } from "../drizzle/installation.ts";

export interface Databases {
  /** EVENTS_0, EVENTS_1, … */
  readonly events: readonly D1Database[];
  readonly crm: D1Database;
}

export interface Migrations {
  readonly events: readonly Migration[];
  readonly crm: readonly Migration[];
}

/**
 * Applies new migrations, all those of a database or none, and records them in the table of `wrangler d1 migrations`. Returns the number of
 * applied files. When the log was installed with another number of databases, returns that number, and only the first database was migrated.
 */
export async function migrate(
  { events, crm }: Databases,
  migrations: Migrations,
): Promise<{ applied: number } | { installed: number }> {
  const [first, ...others] = events;
  if (!first) throw new Error("the log has no database");
  const inFirst = await apply(first, migrations.events);
  const installed = await first.prepare("SELECT shards FROM installation").first<number>("shards");
  if (installed !== null && installed !== events.length) return { installed };
  const inOthers = await Promise.all([
    ...others.map((other) => apply(other, migrations.events)),
    apply(crm, migrations.crm),
  ]);
  await requireInstalled(events);
  return { applied: inOthers.reduce((sum, count) => sum + count, inFirst) };
}

async function apply(db: D1Database, migrations: readonly Migration[]): Promise<number> {
  await db.prepare(CREATE_APPLIED).run();
  const { results } = await db.prepare(SELECT_APPLIED).all<{ name: string }>();
  const { pending } = planMigrations(
    results.map(({ name }) => name),
    migrations,
  );
  if (pending.length === 0) return 0;
  await db.batch(pending.flatMap(({ statements }) => statements.map((sql) => db.prepare(sql))));
  return pending.length;
}
