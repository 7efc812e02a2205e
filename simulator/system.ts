// The product's code in the simulation: the real host of an object, the real stages. A mutant is the same code with one
// planted bug (see mutants.ts). It is loaded as a separate copy, so the original is unchanged.
import * as host from "../durable-objects/host/contact.ts";
import * as sending from "../durable-objects/send-each.ts";
import * as composer from "../workers/composer/compose.ts";
import * as dispatcher from "../workers/dispatcher/dispatch.ts";
import * as door from "../workers/ingest/app.tsx";
import * as ingest from "../workers/ingest/record.ts";
import * as planner from "../workers/planner/plan.ts";
import * as qualifier from "../workers/qualifier/grade.ts";
import * as stage from "../workers/stage/stage.ts";
import type { StageRole } from "../schema/roles.ts";
import { type MutantName, MUTANTS } from "./mutants.ts";

/** The modules of the system. */
export interface System extends Readonly<Record<StageRole, object>> {
  readonly host: Pick<typeof host, "hostContact">;
  readonly sending: typeof sending;
  readonly door: Pick<typeof door, "ingestApp">;
  readonly ingest: Pick<typeof ingest, "recordStage">;
  readonly planner: Pick<typeof planner, "planStage">;
  readonly qualifier: Pick<typeof qualifier, "gradeStage">;
  readonly composer: Pick<typeof composer, "composeStage">;
  readonly dispatcher: Pick<typeof dispatcher, "dispatchStage">;
  readonly stage: Pick<typeof stage, "runStage">;
}

export const theSystem: System = {
  host,
  sending,
  door,
  ingest,
  planner,
  qualifier,
  composer,
  dispatcher,
  stage,
};

/** The modules that can be loaded as a mutant. */
const PARTS = {
  host: "../durable-objects/host/contact.ts",
  stage: "../workers/stage/stage.ts",
  door: "../workers/ingest/app.tsx",
} as const;

/** The system with one part loaded as a mutant. vite-plugin.ts resolves the query. */
export async function mutantSystem(name: MutantName): Promise<System> {
  const { part } = MUTANTS[name];
  return {
    ...theSystem,
    [part]: (await import(/* @vite-ignore */ `${PARTS[part]}?mutant=${name}`)) as System[typeof part],
  };
}
