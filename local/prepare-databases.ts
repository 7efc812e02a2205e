// Run by start.ts as a process of its own: the tools it loads would stay in memory for as long as Holdpoint runs.
// Takes the samples' "now" as its argument and prints what it did as JSON, or in how many databases the log is when others were asked for.
import { configuredShards, wantedShards } from "./sharded-configs.ts";
import { migrate, seedCrm, withDatabases } from "./databases.ts";
import { CONFIGS_FOLDER, STATE_FOLDER } from "./place.ts";

const now = new Date(process.argv[2] ?? "");
const wanted = wantedShards();

async function prepare(shards: number): Promise<object> {
  const place = { shards, configs: CONFIGS_FOLDER, state: STATE_FOLDER };
  const done = await withDatabases(place, async (databases) => {
    const migrated = await migrate(databases);
    if ("installed" in migrated) return migrated;
    return { shards, migrations: migrated.applied, companies: await seedCrm(databases.crm, now) };
  });
  // Nobody asked for a number: it stays what it was.
  return "installed" in done && wanted === null ? prepare(done.installed) : done;
}

const done = await prepare(wanted ?? configuredShards());
process.stdout.write(JSON.stringify(done), () => process.exit(0));
