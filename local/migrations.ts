// Reads the migrations of drizzle/ from the checkout.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Migration } from "../drizzle/apply-migrations.ts";
import type { Migrations } from "./databases.ts";
import { ROOT } from "./workers.ts";

/** All migrations, in their order. */
export const readMigrations = (): Migrations => ({ events: inFolder("drizzle/events"), crm: inFolder("drizzle/crm") });

const inFolder = (folder: string): readonly Migration[] =>
  globSync("*.sql", { cwd: join(ROOT, folder) })
    .toSorted()
    .map((name) => ({ name, statements: statementsIn(readFileSync(join(ROOT, folder, name), "utf8")) }));

/**
 * The statements of a migration: it marks where each one ends, as the files of drizzle-kit do. Lines of comments are left out, because D1
 * does not recognise them.
 */
export const statementsIn = (migration: string): readonly string[] =>
  migration.split("--> statement-breakpoint").map((statement) => statement.replaceAll(/^--.*\n/gm, "").trim());
