// Tests the local runtime as a process: what was accepted is kept, leads do not wait, a stop is short, and nothing is open but the desk.
import { generateKeyPairSync } from "node:crypto";
import { readFileSync, readdirSync, readlinkSync, globSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, it } from "vitest";
import { sliceOf } from "../../testing/full.ts";
import { eventually } from "../eventually.ts";
import { listed } from "../processes.ts";
import { tailOf } from "./log.ts";
import { databaseWith, readLog } from "../../testing/storm/state-files.ts";
import { LOG_KEY } from "../../testing/log-keys.ts";
import { keyOf, MASTER_KEY, SYSTEM_KEY } from "../../testing/people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../../testing/secrets.ts";
import {
  ALL_SECRETS,
  localPlace,
  type LocalPlace,
  type LocalRuntime,
  postLead,
} from "../../testing/system/local-runtime.ts";

const STOP_MILLISECONDS = 60_000;
const nobody = (): void => {};

let place: LocalPlace;
let running: LocalRuntime | null = null;
const start = async (changes: Parameters<LocalPlace["start"]>[0] = {}): Promise<LocalRuntime> =>
  (running = await place.start(changes));
beforeEach(() => void (place = localPlace()));
afterEach(async () => {
  await running?.kill();
  place.remove();
});

const events = (type: string) => readLog(place.state).events.filter((event) => event.type === type);
const untilEvents = (type: string, count: number) =>
  eventually(async () => events(type).length >= count, { what: `${count} ${type}` });
const addresses = (count: number, name: string): string[] =>
  Array.from({ length: count }, (_, at) => `${name}${at}@firm${at}.example`);

describe("what was accepted", () => {
  it("is in the log after the process was killed, once", async ({ expect }) => {
    const { url, kill } = await start();
    const posted = await Promise.all(addresses(30, "kept").map((address) => postLead(url, address)));
    await kill();
    expect(posted.every(({ ok }) => ok)).toBe(true);
    await start();
    await untilEvents("PreviewHeld", 30);
    expect(events("SignalReceived")).toHaveLength(30);
    expect(events("PreviewHeld")).toHaveLength(30);
  });

  it("is kept over a stop while a database is locked, and the stop says so", async ({ expect }) => {
    const { url, stop } = await start();
    const lock = new DatabaseSync(databaseWith(place.state, "suppressions"));
    lock.exec("BEGIN IMMEDIATE");
    const posted = await Promise.all(addresses(8, "locked").map((address) => postLead(url, address)));
    expect(posted.every(({ ok }) => ok)).toBe(true);
    const waits: string[] = [];
    const late: Promise<unknown>[] = [];
    const kept = await stop(2_000, (waiting) => {
      if (waits.push(JSON.stringify(waiting)) === 1) late.push(postLead(url, "late@firm.example"));
    });
    lock.exec("ROLLBACK");
    lock.close();
    expect(kept).toMatchObject({ ingest: 8 });
    // What came after the stop was refused, for its sender to send again.
    for (const answer of late) expect(await answer).toMatchObject({ ok: false, status: 503 });
    await start();
    await untilEvents("SignalReceived", 8);
    expect(await running?.stop(STOP_MILLISECONDS, nobody)).toEqual({});
    expect(events("SignalReceived")).toHaveLength(8);
  });
});

/** The turns of the scheduled work that the log has. */
const turns = (): number => tailOf(place.logFile, 1_000).match(/"job":"reconcile"/g)?.length ?? 0;

describe("a stop", () => {
  it("with nothing under way waits for nothing, and leaves no WAL", async ({ expect }) => {
    const { stop } = await start();
    await eventually(async () => turns() === 1, { what: "the first turn of the scheduled work" });
    const waits: object[] = [];
    expect(await stop(STOP_MILLISECONDS, (waiting) => waits.push(waiting))).toEqual({});
    expect(waits).toEqual([]);
    expect(globSync("**/*-wal", { cwd: place.state })).toEqual([]);
    // The scheduled work ran at the start, and once more before the end.
    expect(turns()).toBe(2);
  });
});

describe("the number of databases", () => {
  it("is the installed one, and another number is refused", async ({ expect }) => {
    const first = await start({ shards: 2 });
    expect(first.prepared.shards).toBe(2);
    await first.stop(STOP_MILLISECONDS, nobody);
    await expect(start({ shards: 3 })).rejects.toThrow("its log in 2 databases, but HOLDPOINT_SHARDS is 3");
    expect((await start()).prepared).toEqual({ shards: 2, migrations: 0, companies: 0, isPastLeftOut: false });
  });
});

describe("a key that is not the installation's", () => {
  it("is named, and nothing is started", async ({ expect }) => {
    const first = await start();
    await postLead(first.url, "own@firm.example");
    await untilEvents("PreviewHeld", 1);
    await first.stop(STOP_MILLISECONDS, nobody);
    const logKey = generateKeyPairSync("ed25519")
      .privateKey.export({ format: "der", type: "pkcs8" })
      .toString("base64");
    const wrong = Object.entries({ MASTER_KEY: keyOf(9), SYSTEM_KEY: "another", LOG_KEY: logKey });
    for (const [name, value] of sliceOf(wrong, 3))
      await expect(start({ secrets: { ...ALL_SECRETS, [name]: value } })).rejects.toThrow(
        `${name} in secrets.json is not the key of this installation (key_differs)`,
      );
    expect((await start()).prepared).toMatchObject({ migrations: 0 });
  });
});

describe("a secret", () => {
  it("stands in no file of the runtime", async ({ expect }) => {
    const { url, stop } = await start();
    await postLead(url, "files@firm.example");
    await untilEvents("PreviewHeld", 1);
    await stop(STOP_MILLISECONDS, nobody);
    const secrets = [
      ...Object.keys(TEST_DESK_TOKENS),
      ...Object.values(TEST_SOURCE_SECRETS),
      MASTER_KEY,
      SYSTEM_KEY,
      LOG_KEY,
      keyOf(3),
      keyOf(4),
    ];
    const files = globSync("**/*", { cwd: place.folder, withFileTypes: true }).filter((file) => file.isFile());
    const telling = files.filter((file) => {
      const text = readFileSync(join(file.parentPath, file.name), "latin1");
      return secrets.some((secret) => text.includes(secret));
    });
    expect(files.length).toBeGreaterThan(5);
    expect(telling.map(({ name }) => name)).toEqual([]);
  });
});

describe("a listener", () => {
  it("of the runtime answers nobody but users of the desk", async ({ expect }) => {
    const { pid, url } = await start();
    const port = Number(new URL(url).port);
    const ports = listenersOf(pid);
    expect(ports).toContain(port);
    const answers = await Promise.all(ports.flatMap((at) => PROBES.map((probe) => ask(at, probe, port))));
    expect(answers.filter(({ isOpen }) => isOpen)).toEqual([]);
    expect((await fetch(`${url}/login`)).status).toBe(200);
  });
});

interface Probe {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const PROBES: readonly Probe[] = [
  ...[
    "/cdn-cgi/local/explorer",
    "/cdn-cgi/local/explorer/api/",
    "/cdn-cgi/local/platform-proxy",
    "/cdn-cgi/local/scheduled",
    "/cdn-cgi/local/email",
    "/cdn-cgi/local/r2/public/holdpoint-roots/",
    "/cdn-cgi/explorer",
    "/cdn-cgi/handler/scheduled",
    "/cdn-cgi/mf/scheduled",
    "/cdn-cgi/mf/reload",
    "/core/error",
    "/json",
    "/json/list",
    "/json/version",
  ].map((path) => ({ path })),
  { path: "/login", headers: { host: "evil.example" } },
  { path: "/login", headers: { host: "evil.example", "mf-original-url": "http://localhost/login" } },
  { path: "/login", headers: { host: "evil.example", "mf-route-override": "holdpoint-desk" } },
  { path: "/login", headers: { host: "evil.example", "mf-route-override": "holdpoint-ingest" } },
  { path: "/", headers: { host: "evil.example", "mf-route-override": "holdpoint-installer" } },
  { path: "/login", headers: { origin: "https://evil.example" } },
  { path: "/webhooks/website", headers: { host: "evil.example" } },
];

/** Asks with the desk's own host unless the probe names another. Any answer that is no refusal is open. */
function ask(at: number, { path, headers = {} }: Probe, desk: number) {
  return new Promise<{ at: string; path: string; headers: string; status: number; isOpen: boolean }>(
    (resolve, reject) => {
      const asked = request(
        { host: "127.0.0.1", port: at, path, headers: { host: `localhost:${desk}`, ...headers } },
        (response) => {
          response.resume();
          const status = response.statusCode ?? 0;
          const isOpen = status < 400 || status >= 500;
          resolve({ at: at === desk ? "desk" : "other", path, headers: JSON.stringify(headers), status, isOpen });
        },
      );
      asked.on("error", reject);
      asked.end();
    },
  );
}

/** The TCP ports on which the processes of a group listen. Linux only, as the test machines are. */
function listenersOf(group: number): number[] {
  const pids = listed().filter((process) => process.group === group);
  const files = pids.flatMap(({ pid }) => readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`)));
  const sockets = new Set(files);
  const LISTENS = "0A";
  return ["tcp", "tcp6"].flatMap((kind) =>
    readFileSync(join("/proc/net", kind), "utf8")
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === LISTENS && sockets.has(`socket:[${inode}]`))
      .map(([, local = ""]) => Number.parseInt(local.split(":")[1] ?? "", 16)),
  );
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
