// Drives leads through a system to their held drafts, and measures when each was held.
import { DatabaseSync } from "node:sqlite";
import type { OpenHold, System } from "./systems.ts";

export interface Driven {
  /** From the first post to the last draft that is held. */
  readonly seconds: number;
  /** Processor time of the runtime. */
  readonly cpuSeconds: number;
  /** Milliseconds from the post to the hold of the preview, and of the draft, lead by lead. */
  readonly preview: readonly number[];
  readonly draft: readonly number[];
  readonly drafts: readonly OpenHold[];
}

export interface Load {
  /** Posts the leads with these numbers, some at once, confirms each preview when it appears, and waits for all drafts. */
  drive(numbers: readonly number[], atOnce: number): Promise<Driven>;
  close(): void;
}

/** How often a driver looks for holds: a lead alone is awaited closely, many leave the processor to the runtime. */
const LOOK_MILLISECONDS = { alone: 1, many: 20 };
const PATIENCE_MILLISECONDS = 1_800_000;
/** Holds are read again this far back, because the log may get one that was opened before another one; now and then all are read. */
const BACK_MILLISECONDS = 10_000;
const ALL_EVERY = 50;

const OPEN_HOLDS = `SELECT hold_id AS holdId, stream_id AS contactId, run_id AS runId, kind, opened_at AS openedAt, digest
  FROM holds WHERE state = 'open' AND opened_at >= ?`;

interface Awaited {
  readonly postedAt: number;
  previewAt: number | null;
  draft: OpenHold | null;
  draftAt: number | null;
}

export function openLoad(system: System): Load {
  const log = new DatabaseSync(system.logFile, { readOnly: true, timeout: 10_000 });
  const changes = log.prepare("PRAGMA data_version");
  const open = log.prepare(OPEN_HOLDS);
  let [version, newest, looks] = [-1, "", 0];

  /** The open holds that the log may have got since the last look; none when it did not change. */
  const look = (): readonly OpenHold[] => {
    const now = Number(changes.get()?.["data_version"]);
    looks += 1;
    const isWhole = newest === "" || looks % ALL_EVERY === 0;
    if (now === version && !isWhole) return [];
    version = now;
    const since = isWhole ? "" : new Date(Date.parse(newest) - BACK_MILLISECONDS).toISOString();
    const holds = open.all(since) as unknown as readonly OpenHold[];
    newest = holds.reduce((latest, { openedAt }) => (openedAt > latest ? openedAt : latest), newest);
    return holds;
  };

  return {
    async drive(numbers, atOnce) {
      const [cpuBefore, startedAt] = [system.cost().cpuSeconds, performance.now()];
      const awaited = new Map<string, Awaited>();
      /** Holds that were seen before the answer of their lead's post; and those of earlier loads. */
      const early = new Map<string, { readonly hold: OpenHold; readonly at: number }>();
      const clicks = someAtOnce(atOnce);
      let isPosted = false;
      const see = (hold: OpenHold, at: number): void => {
        const lead = awaited.get(hold.contactId);
        if (!lead) {
          if (!early.has(hold.contactId)) early.set(hold.contactId, { hold, at });
        } else if (hold.kind === "draft") {
          lead.draft ??= hold;
          lead.draftAt ??= at;
        } else if (lead.previewAt === null) {
          lead.previewAt = at;
          clicks.run(() => system.confirm(hold));
        }
      };
      const posts = someAtOnce(atOnce);
      for (const number of numbers)
        posts.run(async () => {
          const postedAt = performance.now();
          const contactId = await system.post(number);
          awaited.set(contactId, { postedAt, previewAt: null, draft: null, draftAt: null });
          const seen = early.get(contactId);
          if (seen) see(seen.hold, seen.at);
        });
      const allPosted = posts.ended().then(() => (isPosted = true));
      // The loop below throws what has failed.
      allPosted.catch(() => undefined);
      const every = numbers.length === 1 ? LOOK_MILLISECONDS.alone : LOOK_MILLISECONDS.many;
      const isDone = (): boolean => isPosted && [...awaited.values()].every(({ draftAt }) => draftAt !== null);
      while (!isDone()) {
        if (performance.now() - startedAt > PATIENCE_MILLISECONDS) throw new Error("not all drafts were held in time");
        posts.check();
        clicks.check();
        await new Promise((resolve) => setTimeout(resolve, every));
        const holds = look();
        const at = performance.now();
        for (const hold of holds) see(hold, at);
      }
      await Promise.all([allPosted, clicks.ended()]);
      const cpuSeconds = system.cost().cpuSeconds - cpuBefore;
      const leads = [...awaited.values()];
      const times = (of: "previewAt" | "draftAt") => leads.map((lead) => (lead[of] ?? Number.NaN) - lead.postedAt);
      return {
        seconds: (Math.max(...leads.map(({ draftAt }) => draftAt ?? 0)) - startedAt) / 1_000,
        cpuSeconds,
        preview: times("previewAt"),
        draft: times("draftAt"),
        drafts: leads.flatMap(({ draft }) => draft ?? []),
      };
    },
    close: () => log.close(),
  };
}

interface SomeAtOnce {
  run(work: () => Promise<void>): void;
  /** Settles when everything has ended that was given. */
  ended(): Promise<void>;
  /** Throws when a part has failed. */
  check(): void;
}

/** Runs what it is given in order, at most so many at once. */
export function someAtOnce(most: number): SomeAtOnce {
  const waiting: (() => Promise<void>)[] = [];
  const failures: unknown[] = [];
  const idle: (() => void)[] = [];
  let running = 0;
  const check = (): void => {
    if (failures.length > 0) throw failures[0];
  };
  const next = (): void => {
    while (running < most && waiting.length > 0) {
      running += 1;
      void waiting
        .shift()?.()
        .catch((cause: unknown) => void failures.push(cause))
        .finally(() => {
          running -= 1;
          next();
        });
    }
    if (running === 0) for (const resolve of idle.splice(0)) resolve();
  };
  return {
    check,
    run: (work) => {
      waiting.push(work);
      next();
    },
    ended: async () => {
      if (running > 0) await new Promise<void>((resolve) => idle.push(resolve));
      check();
    },
  };
}
