// Opens the databases of the local installation (`npm start`), whether it runs or not. Cloudflare's local runtime opens the files, and this code
// sends only SELECTs.
import type { D1Database } from "@cloudflare/workers-types";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";
import { CannotRun } from "../shell.ts";
import { placementOf } from "./installed.ts";
import type { Query } from "./query.ts";

export const ROOT = join(import.meta.dirname, "../..");
/** The folder in which `npm start` stores databases and objects. */
export const STATE_FOLDER = join(ROOT, ".holdpoint/state");
/** The configuration that names every database of the log. */
const CONFIG = join(ROOT, "wrangler.toml");

const Database = z.looseObject({ binding: z.string(), database_name: z.string() });
type Database = z.infer<typeof Database>;
const Config = z.object({ d1_databases: z.array(Database) });

export interface LocalDatabases {
  /** EVENTS_0, EVENTS_1, … */
  readonly events: readonly Query[];
  readonly close: () => Promise<void>;
}

/** Opens all databases of the local log. Throws `CannotRun` when there is no local installation. */
export async function openLocalD1({
  stateFolder = STATE_FOLDER,
  config = CONFIG,
}: {
  readonly stateFolder?: string;
  readonly config?: string;
} = {}): Promise<LocalDatabases> {
  // `wrangler dev --persist-to <folder>` stores its data in this folder below the given one.
  const persisted = join(stateFolder, "v3");
  if (!existsSync(join(persisted, "d1"))) {
    throw new CannotRun(`There is no local installation at ${stateFolder}.`, {
      advice: "Start one with `npm start`, or read an export: --from <file>; or a deployed log: --from remote",
    });
  }
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-"));
  const cleanUp = (): void => rmSync(folder, { recursive: true, force: true });
  silenceWrangler(folder);
  try {
    const configured = Config.parse(parse(readFileSync(config, "utf8"))).d1_databases.filter(({ binding }) =>
      /^EVENTS_\d+$/.test(binding),
    );
    const opened = await openDatabases(configured, { folder, persisted });
    // The installation may have another number of databases than the project's configuration: see HOLDPOINT_SHARDS.
    const [first] = opened.events;
    const placement = first ? await placementOf(first).catch(() => null) : null;
    if (placement === null || placement.shards === configured.length)
      return { ...opened, close: () => opened.close().finally(cleanUp) };
    await opened.close();
    const all = await openDatabases(numbered(configured, placement.shards), { folder, persisted });
    return { ...all, close: () => all.close().finally(cleanUp) };
  } catch (cause) {
    cleanUp();
    throw cause;
  }
}

/** The configuration of `count` databases, with names derived from the first one. */
const numbered = ([first]: readonly Database[], count: number): readonly Database[] =>
  Array.from({ length: first ? count : 0 }, (_, shard) => ({
    ...first,
    binding: `EVENTS_${shard}`,
    database_name: first?.database_name.replace(/0$/, String(shard)) ?? "",
  }));

async function openDatabases(
  databases: readonly Database[],
  { folder, persisted }: { readonly folder: string; readonly persisted: string },
): Promise<LocalDatabases> {
  const { getPlatformProxy } = await import("wrangler");
  // The configuration has only the databases, so that the runtime starts nothing else.
  const configPath = join(folder, "wrangler.json");
  writeFileSync(configPath, JSON.stringify({ name: "holdpoint-cli", d1_databases: databases }));
  const proxy = await getPlatformProxy<Record<string, D1Database>>({
    configPath,
    persist: { path: persisted },
    envFiles: [],
    remoteBindings: false,
  });
  const events = databases.map((_, index) => queryOf(proxy.env[`EVENTS_${index}`], `EVENTS_${index}`));
  return { events, close: () => proxy.dispose() };
}

/**
 * Configures Wrangler for a command: no output on stdout, which is for the answer, no network requests, and a registry of its own, so that it
 * does not connect to the Workers of `npm start`.
 */
function silenceWrangler(folder: string): void {
  process.env["WRANGLER_LOG"] ??= "error";
  process.env["WRANGLER_LOG_PATH"] ??= join(folder, "logs");
  process.env["WRANGLER_REGISTRY_PATH"] ??= join(folder, "registry");
  process.env["WRANGLER_SEND_METRICS"] ??= "false";
  process.env["CLOUDFLARE_CF_FETCH_ENABLED"] ??= "false";
}

function queryOf(database: D1Database | undefined, name: string): Query {
  if (!database) throw new CannotRun(`The configuration names no database ${name}.`);
  return async (sql, parameters) => {
    try {
      const { results } = await database
        .prepare(sql)
        .bind(...parameters)
        .all();
      return results;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new CannotRun(`The local database ${name} does not answer: ${reason}`, {
        advice: /no such table/.test(reason)
          ? "The database is empty: `npm start` fills it."
          : "Was its state written by this version?",
        cause,
      });
    }
  };
}
