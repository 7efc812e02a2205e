// Starts the local runtime in a folder of its own, as `npm start` does, with the secrets of the tests.
import { join } from "node:path";
import { isPortFree } from "../../local/running.ts";
import type { StartRuntime } from "../../local/runtime/messages.ts";
import { type Runtime, startRuntime } from "../../local/runtime/runtime.ts";
import { type Posted, postWebhook } from "../../local/webhook.ts";
import { ROOT } from "../../local/workers.ts";
import { homeIn } from "../storm/home.ts";
import { TEST_SECRETS, TEST_SOURCE_SECRETS } from "../secrets.ts";

/** The secrets of all Workers, by name. */
export const ALL_SECRETS = Object.assign({}, ...Object.values(TEST_SECRETS)) as Readonly<Record<string, string>>;

export interface LocalRuntime extends Runtime {
  readonly url: string;
  /** The process of the runtime. It leads a process group. */
  readonly pid: number;
}

export type LocalPlace = ReturnType<typeof localPlace>;

/** A folder for one installation. */
export function localPlace() {
  const home = homeIn();
  return {
    ...home,
    async start(changes: Partial<StartRuntime> = {}): Promise<LocalRuntime> {
      const port = await freePort();
      let pid = 0;
      const runtime = await startRuntime(
        {
          type: "start",
          port,
          state: home.state,
          // One folder for each process of the tests, so that they build once and none reads what another one writes.
          bundles: join(ROOT, "node_modules/.cache/test-bundles", process.env["VITEST_POOL_ID"] ?? "0"),
          logFile: home.logFile,
          shards: null,
          secrets: ALL_SECRETS,
          settings: {},
          now: "2026-11-01T09:00:00.000Z",
          hasPast: false,
          isWatching: false,
          ...changes,
        },
        {
          signal: new AbortController().signal,
          onSpawn: (spawned) => (pid = spawned),
          onWarning: () => {},
          past: null,
        },
      );
      return { ...runtime, url: `http://localhost:${port}`, pid };
    },
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

/**
 * Below the ports that a system gives to outgoing connections (32,768 on Linux): one of those may be taken between its choice and its use. Each process
 * begins elsewhere, so that two that choose at the same time seldom choose the same.
 */
const [FIRST_PORT, PORTS] = [20_000, 12_000];
let chosen = (process.pid * 97) % PORTS;

/** A port of this machine that no process uses at the moment. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS; tries += 1) {
    chosen = (chosen + 1) % PORTS;
    const port = FIRST_PORT + chosen;
    if (await isPortFree(port)) return port;
  }
  throw new Error("no port is free");
}
