// Run by start.ts as a process of its own: the tools it loads would stay in memory for as long as Holdpoint runs.
// Takes the samples' "now" as its argument and prints what it did as JSON.
import { migrate, seedCrm, withDatabases } from "./databases.ts";

const now = new Date(process.argv[2] ?? "");
const done = await withDatabases(async (databases) => ({
  migrations: await migrate(databases),
  companies: await seedCrm(databases.CRM, now),
}));
process.stdout.write(JSON.stringify(done), () => process.exit(0));
