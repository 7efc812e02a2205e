// The product's code in the simulation: the real host of an object, the real ports, the real door, the real runner of stages, the real
// opening of a hold at the desk, and what the simulated rim calls by itself. A mutant is the same code with one planted bug (see
// mutants.ts and awaits.ts). It is loaded as a separate copy, so the original is unchanged.
import * as letters from "../durable-objects/dead-letters.ts";
import * as host from "../durable-objects/host/contact.ts";
import * as redriving from "../durable-objects/redrive.ts";
import * as port from "../durable-objects/host/port.ts";
import * as rewrap from "../durable-objects/host/rewrap.ts";
import * as sending from "../durable-objects/send-each.ts";
import * as desk from "../workers/desk/opened-hold.ts";
import * as transports from "../workers/dispatcher/transports.ts";
import * as door from "../workers/ingest/app.tsx";
import * as again from "../workers/ingest/take-again.ts";
import * as stage from "../workers/stage/stage.ts";
import * as stages from "../testing/stages-over.ts";
import { SWITCH } from "../testing/awaits.ts";
import { type MutantName, MUTANTS } from "./mutants.ts";
import { EVERY_AWAIT } from "./vite-plugin.ts";

/** The modules that a mutant may replace. All other code is the product's own. */
export interface System {
  readonly host: Pick<typeof host, "hostContact">;
  readonly port: Pick<typeof port, "openPort">;
  readonly door: Pick<typeof door, "ingestApp">;
  readonly again: Pick<typeof again, "takeAgain">;
  readonly stage: Pick<typeof stage, "runStage">;
  readonly desk: Pick<typeof desk, "openHold">;
  readonly stages: Pick<typeof stages, "stagesOver">;
  readonly transports: Pick<typeof transports, "cloudflareEmail" | "outboxTransport">;
  readonly sending: Pick<typeof sending, "sendEach">;
  readonly rewrap: Pick<typeof rewrap, "rewrapKeys">;
  readonly letters: Pick<typeof letters, "keepEach">;
  readonly redriving: Pick<typeof redriving, "redrive">;
}

export const theSystem: System = {
  host,
  port,
  door,
  again,
  stage,
  desk,
  stages,
  transports,
  sending,
  rewrap,
  letters,
  redriving,
};

/** The modules that can be loaded as a mutant. */
const PARTS: Readonly<Record<keyof System, string>> = {
  host: "../durable-objects/host/contact.ts",
  port: "../durable-objects/host/port.ts",
  door: "../workers/ingest/app.tsx",
  again: "../workers/ingest/take-again.ts",
  stage: "../workers/stage/stage.ts",
  desk: "../workers/desk/opened-hold.ts",
  stages: "../testing/stages-over.ts",
  transports: "../workers/dispatcher/transports.ts",
  sending: "../durable-objects/send-each.ts",
  rewrap: "../durable-objects/host/rewrap.ts",
  letters: "../durable-objects/dead-letters.ts",
  redriving: "../durable-objects/redrive.ts",
};

/** One part loaded as a mutant. vite-plugin.ts resolves the query. */
const mutantPart = async <P extends keyof System>(part: P, query: string): Promise<Pick<System, P>> =>
  ({ [part]: (await import(/* @vite-ignore */ `${PARTS[part]}?mutant=${query}`)) as System[P] }) as Pick<System, P>;

/** The system with one part loaded as a mutant. */
export async function mutantSystem(name: MutantName): Promise<System> {
  return { ...theSystem, ...(await mutantPart(MUTANTS[name].part, name)) };
}

/** The system with a switch at each thrown-away await (see `withSwitches`). Without a choice of `drop`, it does what the product does. */
export interface SwitchedSystem {
  readonly system: System;
  /** The names of the awaits in the loaded files. */
  readonly awaits: readonly string[];
  /** The awaits that were reached since the last choice. */
  readonly reached: ReadonlySet<string>;
  /** Drops the await of this name from now on, and no other. */
  drop(name: string | null): void;
}

export async function switchedSystem(): Promise<SwitchedSystem> {
  let dropped: string | null = null;
  const reached = new Set<string>();
  const isDropped = (name: string): boolean => {
    reached.add(name);
    return name === dropped;
  };
  Object.assign(globalThis, { [SWITCH]: isDropped });
  const parts = await Promise.all(Object.keys(PARTS).map((part) => mutantPart(part as keyof System, EVERY_AWAIT)));
  return {
    system: Object.assign({}, theSystem, ...parts) as System,
    awaits: (globalThis as { awaitsLoaded?: readonly string[] }).awaitsLoaded ?? [],
    reached,
    drop: (name) => {
      dropped = name;
      reached.clear();
    },
  };
}
