// Migrates and fills the local databases. start.ts runs it as a separate process, since its tools would otherwise stay in memory while
// Holdpoint runs. The argument is the samples' "now". Prints its result as JSON: what was done, or the installed number of databases when
// HOLDPOINT_SHARDS names another number.
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
  // HOLDPOINT_SHARDS names no number, so the installed number stays.
  return "installed" in done && wanted === null ? prepare(done.installed) : done;
}

const done = await prepare(wanted ?? configuredShards());
process.stdout.write(JSON.stringify(done), () => process.exit(0));
