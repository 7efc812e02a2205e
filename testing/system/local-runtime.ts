// Starts the local runtime in a folder of its own, as `npm start` does, with the secrets of the tests.
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { StartRuntime } from "../../local/runtime/messages.ts";
import { type Runtime, startRuntime } from "../../local/runtime/runtime.ts";
import { type Posted, postWebhook } from "../../local/webhook.ts";
import { ROOT } from "../../local/workers.ts";
import { TEST_SECRETS, TEST_SOURCE_SECRETS } from "../secrets.ts";

export interface LocalRuntime extends Runtime {
  readonly url: string;
  /** The process of the runtime. It leads a process group. */
  readonly pid: number;
}

export type LocalPlace = ReturnType<typeof localPlace>;

/** A folder for one installation. `home` replaces the temporary folder. */
export function localPlace(home = mkdtempSync(join(tmpdir(), "holdpoint-local-"))) {
  const state = join(home, "state");
  const logFile = join(home, "workers.log");
  return {
    home,
    state,
    logFile,
    async start(changes: Partial<StartRuntime> = {}): Promise<LocalRuntime> {
      const port = changes.port ?? (await freePort());
      let pid = 0;
      const runtime = await startRuntime(
        {
          type: "start",
          port,
          state,
          // Beside the packages, which the Workers' sources import.
          bundles: join(ROOT, "node_modules/.cache/test-bundles", process.env["VITEST_POOL_ID"] ?? "0"),
          logFile,
          shards: null,
          secrets: Object.assign({}, ...Object.values(TEST_SECRETS)) as Record<string, string>,
          settings: {},
          now: "2026-11-01T09:00:00.000Z",
          isWatching: false,
          ...changes,
        },
        { signal: new AbortController().signal, onSpawn: (spawned) => (pid = spawned), onWarning: () => {} },
      );
      return { ...runtime, url: `http://localhost:${port}`, pid };
    },
    /** The file of the database that has this table. */
    fileWith(table: string): string {
      const files = globSync("v3/d1/*/*.sqlite", { cwd: state }).map((name) => join(state, name));
      const found = files.find((file) => {
        const database = new DatabaseSync(file, { readOnly: true });
        const row = database.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").get(table);
        database.close();
        return row !== undefined;
      });
      if (found === undefined) throw new Error(`no database has the table ${table}`);
      return found;
    },
    /** The rows that a SELECT finds in the database that has this table. */
    rows<Row>(table: string, sql: string, ...values: readonly string[]): Row[] {
      const database = new DatabaseSync(this.fileWith(table), { readOnly: true });
      try {
        return database.prepare(sql).all(...values) as Row[];
      } finally {
        database.close();
      }
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** Posts a lead of the website from this address. */
export const postLead = (url: string, address: string): Promise<Posted> =>
  postWebhook(url, {
    source: "website",
    type: "signed_form",
    secret: TEST_SOURCE_SECRETS.website,
    file: "lead.json",
    body: JSON.stringify({
      email: address,
      name: "Ada",
      company: "Engine",
      message: "A quote for forty vans, please.",
    }),
    id: "",
  });

/** A port of this machine that no process uses at the moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
