// All stages over the objects' hosts, in memory: what tells whole stories without a platform is put together here, once.
import type { Crm } from "../../drizzle/crm.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import type { ContactHost } from "../../durable-objects/host/contact.ts";
import type { AdminCommand, ContactCommand } from "../../schema/commands.ts";
import type { StreamId } from "../../schema/ids.ts";
import type { Queue } from "../../schema/lists.ts";
import type { Message } from "../../schema/messages.ts";
import type { Policy } from "../../schema/policy.ts";
import type { IngestPort } from "../../schema/ports.ts";
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
  readonly host: (id: StreamId) => ContactHost;
  readonly crm: Crm;
  readonly list: SuppressionList;
  readonly policy: Policy;
  readonly now: () => Date;
  readonly transport: Transport;
  readonly systemKey: string;
  readonly unsubscribeKeys: UnsubscribeKeys;
  /** With it, the planner's flag is not off; its port is put in here. */
  readonly reasoning?: Omit<Reasoning, "port"> | undefined;
  /** With it, the composer asks a model before it takes a template. */
  readonly writer?: Omit<WriterPorts, "port" | "list"> | undefined;
  /** With it, ingest asks a model before the keyword rules say a class. */
  readonly classifier?: Omit<Classifier, "port" | "list" | "systemKey"> | undefined;
}

/** The stages, and the port of their door. */
export function stagesOver({
  host,
  transport,
  systemKey,
  unsubscribeKeys,
  reasoning,
  writer,
  classifier,
  ...shared
}: Deployment) {
  const to = (sends: Queue | null) => (command: ContactCommand) => host(command.contactId).perform(command, sends);
  const ingest: IngestPort = {
    receive: to("plan"),
    reportConflict: to(null),
    standing: async (query) => host(query.contactId).standing(query),
    addSuppressions: (command: AdminCommand) => host(command.streamId).administer(command, "ingest"),
  };
  const stages: { readonly [Q in Queue]: Stage<never, never> } = {
    ingest: recordStage({
      ...shared,
      port: ingest,
      systemKey,
      classifier: classifier && { ...classifier, port: ingest, list: shared.list, systemKey },
    }) as never,
    plan: planStage({
      ...shared,
      port: { history: (query) => host(query.contactId).history(query), recordAction: to("qualify") },
      reasoning: reasoning && {
        ...reasoning,
        port: { recall: (query) => host(query.contactId).recall(query), recordCall: to(null) },
      },
    }) as never,
    qualify: gradeStage({ ...shared, port: { recordGrades: to(null) } }) as never,
    compose: composeStage({
      ...shared,
      port: { brief: (query) => host(query.contactId).brief(query), holdDraft: to(null) },
      writer: writer && { ...writer, port: { recordCall: to(null) }, list: shared.list },
      unsubscribeKeys,
      publicUrl: "https://desk.example",
    }) as never,
    dispatch: dispatchStage({
      ...shared,
      port: { claim: (command) => host(command.contactId).claim(command), settle: to(null) },
      transport,
      policy: shared.policy.compose,
    }) as never,
  };
  return {
    ingest,
    /** Hands one message to the stage of its queue. */
    run: (queue: Queue, delivery: Delivery, ports: StagePorts): Promise<void> =>
      runStage(stages[queue] as Stage<Message, never>, [delivery], ports),
  };
}
