// A local installation for a benchmark: `npm start` in a folder of its own, with what its processes cost.
import { spawn } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { eventually } from "../local/eventually.ts";
import { urlOf } from "../local/place.ts";
import { treeOf } from "../local/processes.ts";
import { readSecrets } from "../local/secrets.ts";
import { postWebhook } from "../local/webhook.ts";
import { ROOT } from "../local/workers.ts";
import { contactIdOf } from "../schema/ids.ts";

export interface Cost {
  readonly processes: number;
  /** Resident memory, with a page that several processes share counted once. */
  readonly megabytes: number;
  /** Resident memory of each process, added up. */
  readonly addedMegabytes: number;
  /** Processor time since their start. */
  readonly cpuSeconds: number;
}

export interface Run {
  /** From the command to the last line of the start. */
  readonly startSeconds: number;
  /** What npm, its shell, `npm start` and the runtime cost at this moment. */
  cost(): Cost;
  /** Ctrl-C. Returns the seconds until all its processes have ended. */
  stop(): Promise<number>;
}

const TICKS_PER_SECOND = 100;
const secondsSince = (at: number): number => (performance.now() - at) / 1_000;

/** Runs `npm start` on `home` at this port, and settles when it has printed its last line. */
export async function npmStart(home: string, port: number, ...options: readonly string[]): Promise<Run> {
  const before = turnsIn(home);
  const at = performance.now();
  const child = spawn("npm", ["start", "--", "--port", String(port), ...options], {
    cwd: ROOT,
    env: { ...process.env, HOLDPOINT_HOME: home },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const pid = child.pid ?? 0;
  let text = "";
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (part: Buffer) => {
      text += String(part);
      if (/^Stop /m.test(text)) resolve();
    });
    void ended.then(() => reject(new Error(`npm start ended before it was ready:\n${text}`)));
  });
  const startSeconds = secondsSince(at);
  // A person who stops does so later: the first turn of the scheduled work is over by then, and the objects that it woke sleep again.
  await eventually(async () => turnsIn(home) > before, { what: "the first turn of the scheduled work" });
  const awake = () => globSync("state/v3/do/*ContactObject/[0-9a-f]*.sqlite-wal", { cwd: home }).length;
  await eventually(async () => awake() === 0, { what: "the sleep of all objects", everyMilliseconds: 250 });
  return {
    startSeconds,
    cost: () => costOf(treeOf(pid)),
    stop: async () => {
      const stopAt = performance.now();
      process.kill(-pid, "SIGINT");
      await ended;
      return secondsSince(stopAt);
    },
  };
}

/** How many turns of the scheduled work the log has. */
const turnsIn = (home: string): number => {
  const file = join(home, "workers.log");
  return existsSync(file) ? readFileSync(file, "utf8").split('"job":"reconcile"').length - 1 : 0;
};

/** Linux only: the numbers are those of /proc. */
function costOf(pids: readonly number[]): Cost {
  const each = pids.map((pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const memory = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(memory)?.[1] ?? 0);
    return {
      shared: kilobytes("Pss"),
      resident: kilobytes("Rss"),
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
    };
  });
  return {
    processes: pids.length,
    megabytes: each.reduce((sum, { shared }) => sum + shared, 0) / 1_000,
    addedMegabytes: each.reduce((sum, { resident }) => sum + resident, 0) / 1_000,
    cpuSeconds: each.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
  };
}

export interface Senders {
  /** Posts the leads with these numbers, `atOnce` at a time, and waits for the preview of each. Returns the milliseconds of each. */
  send(numbers: readonly number[], atOnce: number): Promise<readonly number[]>;
  close(): void;
}

/** A sender alone looks for its preview all the time; many leave the processor to the runtime. */
const LOOK_MILLISECONDS = { alone: 1, many: 20 };

/** Senders of leads to the installation in `home`. Previews are looked for in the log's own file, so that looking costs the runtime nothing. */
export function sendersTo(home: string, port: number): Senders {
  const secrets = readSecrets(join(home, "secrets.json"));
  if (!secrets) throw new Error(`${home} has no installation`);
  const files = globSync("state/v3/d1/*/*.sqlite", { cwd: home }).map(
    (name) => new DatabaseSync(join(home, name), { readOnly: true }),
  );
  const log = files.find((file) => file.prepare("SELECT 1 FROM sqlite_master WHERE name = 'events'").get());
  const preview = log?.prepare("SELECT 1 FROM events WHERE stream_id = ? AND type = 'PreviewHeld' LIMIT 1");

  const send = async (number: number, everyMilliseconds: number): Promise<number> => {
    const at = performance.now();
    const email = `lead${number}@firm${number}.example`;
    const lead = { email, name: `Lead ${number}`, company: `Firm ${number}`, message: "A quote, please." };
    const posted = await postWebhook(urlOf(port), {
      source: "website",
      type: "signed_form",
      secret: secrets.sources["website"] ?? "",
      file: "lead.json",
      body: JSON.stringify(lead),
      id: "",
    });
    if (!posted.ok) throw new Error(`the lead ${number} was refused: ${posted.problem}`);
    const contact = contactIdOf(secrets.systemKey, email);
    await eventually(async () => preview?.get(contact) !== undefined, { what: "the preview", everyMilliseconds });
    return performance.now() - at;
  };
  return {
    send: async (numbers, atOnce) => {
      const waiting = [...numbers];
      const times: number[] = [];
      const every = atOnce === 1 ? LOOK_MILLISECONDS.alone : LOOK_MILLISECONDS.many;
      const sender = async (): Promise<void> => {
        for (let number = waiting.shift(); number !== undefined; number = waiting.shift())
          times.push(await send(number, every));
      };
      await Promise.all(Array.from({ length: atOnce }, sender));
      return times;
    },
    close: () => files.forEach((file) => file.close()),
  };
}
