// Connects all stages to the ports, stores and models of one test deployment. The deployments in memory, in workerd and in the
// simulator use it, each with its own ports.
import type { Crm } from "../drizzle/crm.ts";
import type { SuppressionList } from "../drizzle/suppression-list.ts";
import { PUBLIC_URL } from "./people.ts";
import type { UnsubscribeKeys } from "../domain/unsubscribe-token.ts";
import type { Queue } from "../schema/lists.ts";
import type { Message } from "../schema/messages.ts";
import type { Policy } from "../schema/policy.ts";
import type { Port, QueryOf } from "../schema/ports.ts";
import type { StageRole } from "../schema/roles.ts";
import { composeStage } from "../workers/composer/compose.ts";
import type { WriterPorts } from "../workers/composer/writer.ts";
import { dispatchStage } from "../workers/dispatcher/dispatch.ts";
import type { Transport } from "../workers/dispatcher/transports.ts";
import type { Classifier } from "../workers/ingest/classifier.ts";
import { recordStage, type RecordPorts } from "../workers/ingest/record.ts";
import { planStage } from "../workers/planner/plan.ts";
import type { Reasoning } from "../workers/planner/reasoning.ts";
import { gradeStage } from "../workers/qualifier/grade.ts";
import type { RoleJudge } from "../workers/scorer/role-fit.ts";
import { scoreStage } from "../workers/scorer/score.ts";
import type { Delivery } from "../workers/stage/delivery.ts";
import { type Kept, openKept } from "../workers/stage/kept.ts";
import { runStage, type Stage, type StagePorts } from "../workers/stage/stage.ts";

/** The models that the stages call. Without an entry, its stage works by rules only. */
export interface Models {
  /** With it, the planner asks a model for plans. */
  readonly reasoning?: Reasoning | undefined;
  /** With it, the scorer asks a model how roles fit. */
  readonly judge?: RoleJudge | undefined;
  /** With it, the composer asks a model for drafts, and uses a template only when there is no usable draft. */
  readonly writer?: Omit<WriterPorts, "list"> | undefined;
  /** With it, ingest asks a model for the class of a message before it applies the keyword rules. */
  readonly classifier?: Omit<Classifier, "list" | "systemKey"> | undefined;
}

interface Parts extends Models {
  /** Returns the port of a role: its access to the objects. */
  readonly port: <R extends StageRole>(role: R) => Port<R>;
  readonly crm: Crm;
  readonly list: SuppressionList;
  readonly policy: Policy;
  readonly now: () => Date;
  readonly transport: Transport;
  readonly systemKey: string;
  readonly unsubscribeKeys: UnsubscribeKeys;
  /** Where the links of messages lead. Default: a desk of no installation. */
  readonly publicUrl?: string | undefined;
  /** Whether ingest's key is the installation's. Default: it is. */
  readonly checkKey?: RecordPorts["checkKey"];
  /** Returns the paid work that a role's stage keeps. By default, a stage keeps it as long as the returned function exists. */
  readonly kept?: <R extends StageRole>(role: R) => Kept<R>;
  /** Runs a stage over a batch. The simulator passes one with a planted defect; the default is the product's. */
  readonly runStage?: typeof runStage;
}

/** The ports of a stage other than its role's port and what it keeps: queue, dead letters, random numbers, reports. */
export type StageRim = Omit<StagePorts<never>, "port" | "kept">;

type Run = (deliveries: readonly Delivery[], rim: StageRim) => Promise<void>;
interface WiredStage {
  readonly queue: Queue;
  readonly run: Run;
}

const checkKey: RecordPorts["checkKey"] = async () => "agrees";

/** Returns a function that runs a batch of a queue through the stage that reads this queue. */
export function stagesOver({ port, kept: keptBy = () => openKept(), runStage: running = runStage, ...parts }: Parts) {
  const {
    list,
    systemKey,
    classifier,
    reasoning,
    judge,
    writer,
    transport,
    unsubscribeKeys,
    publicUrl = PUBLIC_URL,
  } = parts;
  const wired = <R extends StageRole, M extends Message, Shared, Query extends QueryOf<R> | null>(
    role: R,
    stage: Stage<R, M, Shared, Query>,
  ): WiredStage => {
    const kept = keptBy(role);
    return {
      queue: stage.queue,
      run: (deliveries, rim) => running(stage, deliveries, { ...rim, kept, port: port(role) }),
    };
  };
  const compose = { unsubscribeKeys, publicUrl, writer: writer && { ...writer, list } };
  const stages: Readonly<Record<StageRole, WiredStage>> = {
    ingest: wired(
      "ingest",
      recordStage({ checkKey, ...parts, classifier: classifier && { ...classifier, list, systemKey } }),
    ),
    planner: wired("planner", planStage({ ...parts, reasoning })),
    qualifier: wired("qualifier", gradeStage(parts)),
    scorer: wired("scorer", scoreStage({ ...parts, judge })),
    composer: wired("composer", composeStage({ ...parts, ...compose })),
    dispatcher: wired("dispatcher", dispatchStage({ ...parts, transport })),
  };
  return (queue: Queue, deliveries: readonly Delivery[], rim: StageRim): Promise<void> => {
    const stage = Object.values(stages).find((one) => one.queue === queue);
    if (!stage) throw new Error(`no stage reads ${queue}`);
    return stage.run(deliveries, rim);
  };
}
