// A local installation for a benchmark: `npm start` in a folder of its own, with what its processes cost.
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { eventually } from "../local/eventually.ts";
import { urlOf } from "../local/place.ts";
import { treeOf } from "../local/processes.ts";
import { readSecrets } from "../local/secrets.ts";
import { postWebhook } from "../local/webhook.ts";
import { npmStart } from "../testing/storm/npm-start.ts";
import { databaseWith } from "../testing/storm/state-files.ts";
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
  readonly port: number;
  /** From the command to the desk's address, the last thing that it prints. */
  readonly startSeconds: number;
  /** What npm, its shell, `npm start` and the runtime cost at this moment. */
  cost(): Cost;
  /** Ctrl-C. Returns the seconds until all its processes have ended. */
  stop(): Promise<number>;
}

const TICKS_PER_SECOND = 100;

/** Runs `npm start` on `home`, and settles when it is ready and rests. */
export async function restingStart(home: string, options: readonly string[]): Promise<Run> {
  const before = turnsIn(home);
  const { pid, port, ready, stop } = await npmStart({ folder: home }, { options, byNpm: true });
  const startSeconds = (await ready) / 1_000;
  // A person who stops does so later: the first turn of the scheduled work is over by then, and the objects that it woke sleep again.
  await eventually(async () => turnsIn(home) > before, { what: "the first turn of the scheduled work" });
  const awake = () => globSync("state/v3/do/*ContactObject/[0-9a-f]*.sqlite-wal", { cwd: home }).length;
  await eventually(async () => awake() === 0, { what: "the sleep of all objects", everyMilliseconds: 250 });
  return {
    port,
    startSeconds,
    cost: () => costOf(treeOf(pid)),
    stop: async () => {
      const at = performance.now();
      await stop();
      return (performance.now() - at) / 1_000;
    },
  };
}

/** How many turns of the scheduled work the log has. */
const turnsIn = (home: string): number => {
  const file = join(home, "workers.log");
  return existsSync(file) ? readFileSync(file, "utf8").split('"job":"reconcile"').length - 1 : 0;
};

/** What these processes cost at this moment. Linux only: the numbers are those of /proc. */
export function costOf(pids: readonly number[]): Cost {
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

/** The address of the lead with this number. */
export const addressOf = (number: number): string => `lead${number}@firm${number}.example`;

/**
 * Senders of leads to the installation in `home`. Previews are looked for in the log's own file, so that looking costs the runtime nothing.
 * `more` are further fields of each lead.
 */
export function sendersTo(home: string, port: number, more: Readonly<Record<string, string>> = {}): Senders {
  const secrets = readSecrets(join(home, "secrets.json"));
  if (!secrets) throw new Error(`${home} has no installation`);
  const log = new DatabaseSync(databaseWith(join(home, "state"), "events"), { readOnly: true });
  const preview = log.prepare("SELECT 1 FROM events WHERE stream_id = ? AND type = 'PreviewHeld' LIMIT 1");

  const send = async (number: number, everyMilliseconds: number): Promise<number> => {
    const at = performance.now();
    const email = addressOf(number);
    const lead = { email, name: `Lead ${number}`, company: `Firm ${number}`, message: "A quote, please.", ...more };
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
    await eventually(async () => preview.get(contact) !== undefined, { what: "the preview", everyMilliseconds });
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
    close: () => log.close(),
  };
}
