// Applies the migrations to the databases of the local installation, through the Workers' bindings.
import type { D1Database } from "@cloudflare/workers-types";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./workers.ts";

export interface Databases {
  /** EVENTS_0, EVENTS_1, … */
  readonly events: readonly D1Database[];
  readonly crm: D1Database;
}

/**
 * Applies new migrations of drizzle/, each file whole or not at all, and records them in the table of `wrangler d1 migrations`. Returns the
 * number of applied files. When the log was installed with another number of databases, returns that number, and only the first database was
 * migrated.
 */
export async function migrate({ events, crm }: Databases): Promise<{ applied: number } | { installed: number }> {
  const [first, ...others] = events;
  if (!first) throw new Error("the log has no database");
  let applied = await applyFolder(first, "drizzle/events");
  const installed = await first.prepare("SELECT shards FROM installation").first<number>("shards");
  if (installed !== null && installed !== events.length) return { installed };
  for (const other of others) applied += await applyFolder(other, "drizzle/events");
  applied += await applyFolder(crm, "drizzle/crm");
  if (installed === null) {
    // Imported only here: it loads the whole vocabulary, and the number is stored once.
    const { requireInstalled } = await import("../drizzle/installation.ts");
    await requireInstalled(events);
  }
  return { applied };
}

async function applyFolder(db: D1Database, folder: string): Promise<number> {
  await db
    .prepare(
      "CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)",
    )
    .run();
  const { results } = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  const fresh = globSync("*.sql", { cwd: join(ROOT, folder) })
    .filter((name) => !applied.has(name))
    .toSorted();
  for (const name of fresh) {
    const statements = statementsIn(readFileSync(join(ROOT, folder, name), "utf8")).map((sql) => db.prepare(sql));
    await db.batch([...statements, db.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name)]);
  }
  return fresh.length;
}

/** The statements of a migration: it marks where each one ends, as the files of drizzle-kit do. */
export const statementsIn = (migration: string): readonly string[] => migration.split("--> statement-breakpoint");
