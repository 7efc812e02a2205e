// A storm: leads, clicks and opt-outs on an installation that is killed at random moments and started again, then left to become quiet.
import { DatabaseSync } from "node:sqlite";
import { eventually } from "../../local/eventually.ts";
import { chanceOf } from "../seed.ts";
import type { Home } from "./home.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { npmStart, type Started } from "./npm-start.ts";
import { becomesQuiet } from "./quiet.ts";
import { startReviewer } from "./reviewer.ts";
import { startSenders } from "./senders.ts";
import { databaseWith } from "./state-files.ts";

export interface StormOptions {
  readonly home: Home;
  readonly seed: number;
  readonly kills: number;
  readonly ratePerSecond: number;
  /** How many webhooks are accepted after a start before the installation is killed: at least, and at most. */
  readonly webhooksPerLife: readonly [number, number];
}

export interface Storm {
  readonly ledger: Ledger;
  /** The milliseconds of each start that was not killed before it was ready. */
  readonly starts: readonly number[];
  /** What `npm start` printed at its end, and its exit code. */
  readonly stopped: { readonly code: number | null; readonly printed: string };
}

/** The share of the kills that come while the installation still starts, at a random moment of the time that a start took before. */
const EARLY_SHARE = 0.25;
/**
 * A life ends with this many leads at once. At every other kill a locked database holds their messages up in the first queue, since otherwise
 * they are there for milliseconds only. The other kills come within this time, so that they can hit every step of the work.
 */
const LAST_LEADS = 30;
const LATEST_KILL_MILLISECONDS = 1_000;
/** The runtime itself writes the database meanwhile. */
const LOCK_PATIENCE_MILLISECONDS = 60_000;

/** Runs the storm. Returns when the installation has become quiet and was stopped by Ctrl-C; when it does not become quiet, its judge says why. */
export async function storm(options: StormOptions): Promise<Storm> {
  const stopping = new AbortController();
  const lives = openLives(options, stopping.signal);
  try {
    // The first start makes the secrets, without which no lead can be sent.
    for (let kill = 0; kill < options.kills; kill += 1) await lives.liveAndDie(kill);
    return await lives.liveAndStop();
  } finally {
    stopping.abort();
    await lives.end();
  }
}

interface Lives {
  /** The life before this kill: a start, some work, and the kill of all processes. Any but the first may end before it is ready. */
  liveAndDie(kill: number): Promise<void>;
  /** The last life: a start, some work until everything is done, and Ctrl-C. */
  liveAndStop(): Promise<Storm>;
  /** Ends what still runs, after a failure. */
  end(): Promise<void>;
}

function openLives({ home, seed, ratePerSecond, webhooksPerLife }: StormOptions, signal: AbortSignal): Lives {
  const [ledger, chance, starts] = [openLedger(), chanceOf(seed), [] as number[]];
  let [started, isUp]: [Started | null, boolean] = [null, false];
  const target = () => (isUp && started ? { url: started.url, secrets: home.secrets() } : null);
  const senders = startSenders({ seed, ratePerSecond, ledger, target, signal });
  const reviewer = startReviewer({ ledger, leads: senders.leads, target, signal });

  const live = async (one: Started): Promise<void> => {
    starts.push(await one.ready);
    isUp = true;
    const [least, most] = webhooksPerLife;
    const wanted = ledger.webhooks.length + least + chance.below(most - least);
    await eventually(async () => ledger.webhooks.length >= wanted, { what: "the webhooks of one life" });
  };
  const lastLeads = async (isHeldUp: boolean): Promise<() => void> => {
    const release = isHeldUp ? lockCrm(home) : () => {};
    await senders.burst(LAST_LEADS);
    if (!isHeldUp) await after(chance.below(LATEST_KILL_MILLISECONDS));
    return release;
  };
  return {
    liveAndDie: async (kill) => {
      started = await npmStart(home);
      let release = (): void => {};
      if (kill > 0 && chance.hits(EARLY_SHARE)) await after(chance.next() * (starts.at(-1) ?? 0));
      else {
        await live(started);
        release = await lastLeads(kill % 2 === 0);
      }
      isUp = false;
      await started.kill(chance);
      release();
    },
    liveAndStop: async () => {
      started = await npmStart(home);
      await live(started);
      await senders.finish();
      await becomesQuiet({ home, ledger, alsoOpen: () => (reviewer.isDone() ? [] : ["holds wait for the reviewer"]) });
      await reviewer.stop();
      const code = await started.stop();
      return { ledger, starts, stopped: { code, printed: started.printed() } };
    },
    end: async () => started?.kill(chance),
  };
}

/** Locks the CRM's database against every write. Returns the function that releases it. */
function lockCrm({ state }: Home): () => void {
  const database = new DatabaseSync(databaseWith(state, "receipts"), { timeout: LOCK_PATIENCE_MILLISECONDS });
  database.exec("BEGIN IMMEDIATE");
  return () => database.close();
}

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
