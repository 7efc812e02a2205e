// The product's code in the simulation: the real host of an object, the real ports, the real door, the real runner of stages, the real opening of a hold at the desk. A mutant is the same code with one
// planted bug (see mutants.ts). It is loaded as a separate copy, so the original is unchanged.
import * as host from "../durable-objects/host/contact.ts";
import * as port from "../durable-objects/host/port.ts";
import * as door from "../workers/ingest/app.tsx";
import * as stage from "../workers/stage/stage.ts";
import * as desk from "../workers/desk/opened-hold.ts";
import * as stages from "../testing/stages-over.ts";
import { type MutantName, MUTANTS } from "./mutants.ts";

/** The modules that a mutant may replace. All other code is the product's own. */
export interface System {
  readonly host: Pick<typeof host, "hostContact">;
  readonly port: Pick<typeof port, "openPort">;
  readonly door: Pick<typeof door, "ingestApp">;
  readonly stage: Pick<typeof stage, "runStage">;
  readonly desk: Pick<typeof desk, "openHold">;
  readonly stages: Pick<typeof stages, "stagesOver">;
}

export const theSystem: System = { host, port, door, stage, desk, stages };

/** The modules that can be loaded as a mutant. */
const PARTS = {
  host: "../durable-objects/host/contact.ts",
  port: "../durable-objects/host/port.ts",
  door: "../workers/ingest/app.tsx",
  desk: "../workers/desk/opened-hold.ts",
  stages: "../testing/stages-over.ts",
} as const;

/** The system with one part loaded as a mutant. vite-plugin.ts resolves the query. */
export async function mutantSystem(name: MutantName): Promise<System> {
  const { part } = MUTANTS[name];
  return {
    ...theSystem,
    [part]: (await import(/* @vite-ignore */ `${PARTS[part]}?mutant=${name}`)) as System[typeof part],
  };
}
