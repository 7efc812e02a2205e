// All stages over the objects' hosts, in memory: what tells whole stories without a platform is put together here, once.
import type { Crm } from "../../drizzle/crm.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import type { ObjectVerbs } from "../../durable-objects/host/object.ts";
import { openPort } from "../../durable-objects/host/port.ts";
import type { StreamId } from "../../schema/ids.ts";
import type { Queue } from "../../schema/lists.ts";
import type { Message } from "../../schema/messages.ts";
import type { Policy } from "../../schema/policy.ts";
import type { QueryOf } from "../../schema/ports.ts";
import type { PortRole } from "../../schema/roles.ts";
import { composeStage } from "../../workers/composer/compose.ts";
import type { WriterPorts } from "../../workers/composer/writer.ts";
import { dispatchStage } from "../../workers/dispatcher/dispatch.ts";
import type { Transport } from "../../workers/dispatcher/transports.ts";
import type { Classifier } from "../../workers/ingest/classifier.ts";
import { recordStage } from "../../workers/ingest/record.ts";
import { planStage } from "../../workers/planner/plan.ts";
import type { Reasoning } from "../../workers/planner/reasoning.ts";
import { gradeStage } from "../../workers/qualifier/grade.ts";
import { type Delivery, runStage, type Stage, type StagePorts } from "../../workers/stage/stage.ts";
import type { UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";

interface Deployment {
  /** The object of a stream. */
  readonly object: (id: StreamId) => ObjectVerbs;
  readonly crm: Crm;
  readonly list: SuppressionList;
  readonly policy: Policy;
  readonly now: () => Date;
  readonly transport: Transport;
  readonly systemKey: string;
  readonly unsubscribeKeys: UnsubscribeKeys;
  /** With it, the planner's flag is not off. */
  readonly reasoning?: Reasoning | undefined;
  /** With it, the composer asks a model before it takes a template. */
  readonly writer?: Omit<WriterPorts, "list"> | undefined;
  /** With it, ingest asks a model before the keyword rules say a class. */
  readonly classifier?: Omit<Classifier, "list" | "systemKey"> | undefined;
}

/** The stages, and the port of their door. */
export function stagesOver({
  object,
  transport,
  systemKey,
  unsubscribeKeys,
  reasoning,
  writer,
  classifier,
  ...shared
}: Deployment) {
  const ported = <R extends PortRole, M extends Message, Shared, Query extends QueryOf<R> | null>(
    role: R,
    stage: Stage<R, M, Shared, Query>,
  ) => ({
    run: (delivery: Delivery, ports: Omit<StagePorts<R>, "port">) =>
      runStage(stage, [delivery], { ...ports, port: openPort(role, { object }) }),
  });
  const stages = {
    ingest: ported(
      "ingest",
      recordStage({
        ...shared,
        systemKey,
        classifier: classifier && { ...classifier, list: shared.list, systemKey },
      }),
    ),
    plan: ported("planner", planStage({ ...shared, reasoning })),
    qualify: ported("qualifier", gradeStage(shared)),
    compose: ported(
      "composer",
      composeStage({
        ...shared,
        writer: writer && { ...writer, list: shared.list },
        unsubscribeKeys,
        publicUrl: "https://desk.example",
      }),
    ),
    dispatch: ported("dispatcher", dispatchStage({ ...shared, transport, policy: shared.policy.compose })),
  };
  return {
    ingest: openPort("ingest", { object }),
    /** Hands one message to the stage of its queue. */
    run: (queue: Queue, delivery: Delivery, ports: Omit<StagePorts<never>, "port">): Promise<void> =>
      stages[queue].run(delivery, ports),
  };
}
