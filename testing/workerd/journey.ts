// Brings contacts to a stage's door through the real stages before it, for tests in workerd. Each step is a batch of its own.
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { d1EventLog } from "../../drizzle/d1-event-log.ts";
import { d1SuppressionList } from "../../drizzle/d1-suppression-list.ts";
import { digestOf } from "../../schema/canonical.ts";
import type { DeskWish } from "../../schema/commands.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { approvalIdOf, commandIdOf, draftIdOf, holdIdOf, messageIdOf, receiptOf } from "../../schema/ids.ts";
import {
  composeMessage,
  type ComposeMessage,
  dispatchMessage,
  type DispatchMessage,
  IngestMessage,
  type Message,
  PlanMessage,
  QualifyMessage,
} from "../../schema/messages.ts";
import type { ComposerPort, DeskPort, IngestPort, PlannerPort, QualifierPort } from "../../schema/ports.ts";
import type { Signal } from "../../schema/signals.ts";
import { composeStage } from "../../workers/composer/compose.ts";
import { recordStage } from "../../workers/ingest/record.ts";
import { planStage } from "../../workers/planner/plan.ts";
import { gradeStage } from "../../workers/qualifier/grade.ts";
import { contactNamed, delivered, SYSTEM_KEY } from "../stages/people.ts";
import { runStage, type Stage } from "../../workers/stage/stage.ts";
import { UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";

interface Ports {
  readonly IngestPort: IngestPort;
  readonly PlannerPort: PlannerPort;
  readonly QualifierPort: QualifierPort;
  readonly ComposerPort: ComposerPort;
  readonly DeskPort: DeskPort;
}

interface World {
  /** The `exports` of "cloudflare:workers". */
  readonly exports: object;
  readonly EVENTS_0: D1Database;
  readonly CRM: D1Database;
}

const AT = new Date("2026-11-22T12:00:00.000Z");

export const TEST_UNSUBSCRIBE_KEYS = UnsubscribeKeys.parse({
  current: "k1",
  keys: { k1: Buffer.alloc(32, 1).toString("base64") },
});

/** The message that the door of ingest makes of a signal; the same provider id is the same webhook. */
export function ingestMessage(name: string, more: Partial<Signal> = {}, providerId = `1-${name}`): IngestMessage {
  const signal = { kind: "lead", email: `${name}@engine.example`, name: "Ada Lovelace", ...more };
  const receipt = receiptOf("website", providerId);
  const bodyDigest = digestOf(signal);
  return IngestMessage.parse({
    queue: "ingest",
    v: 1,
    id: messageIdOf("ingest", `${receipt}:${bodyDigest}`),
    contactId: contactNamed(name),
    correlationId: receipt,
    causationId: receipt,
    receipt,
    source: "website",
    signal,
    bodyDigest,
    receivedAt: AT.toISOString(),
  });
}

export function journey({ exports, EVENTS_0, CRM }: World) {
  const policy = defaultPolicy;
  const log = d1EventLog([EVENTS_0]);
  const crm = d1Crm(CRM);
  const list = d1SuppressionList(CRM);
  // A stage's tests run in the Worker of the objects, whose entrypoints the stage's own types do not know.
  const ports = exports as Ports;

  /** One message through one stage; what it sent on. */
  async function through<M extends Message, Shared>(stage: Stage<M, Shared>, message: M): Promise<readonly Message[]> {
    const delivery = delivered(message);
    const sent: Message[] = [];
    await runStage(stage, [delivery], {
      log,
      send: async (_, messages) => void sent.push(...messages),
      deadLetter: ({ reason }) => Promise.reject(new Error(reason)),
      random: () => 0.5,
      report: () => undefined,
    });
    if (delivery.became.acked !== 1) throw new Error(`${stage.queue} did not take ${message.id}`);
    return sent;
  }

  const click = async (wish: DeskWish): Promise<number> => {
    const { refusal, version, logged } = await ports.DeskPort.act(wish);
    if (refusal || !logged) throw new Error(`${wish.type}: ${refusal?.reason ?? "not logged"}`);
    return version;
  };
  const by = { correlationId: "test", causationId: "test", by: "grace", why: "" };

  const toPlan = async (name: string): Promise<PlanMessage> => {
    const stage = recordStage({ port: ports.IngestPort, crm, list, systemKey: SYSTEM_KEY });
    return PlanMessage.parse((await through(stage, ingestMessage(name)))[0]);
  };
  const toQualify = async (name: string): Promise<QualifyMessage> => {
    const stage = planStage({ port: ports.PlannerPort, list, crm, policy });
    return QualifyMessage.parse((await through(stage, await toPlan(name)))[0]);
  };
  const toCompose = async (name: string): Promise<ComposeMessage> => {
    const stage = gradeStage({ port: ports.QualifierPort, crm, policy, now: () => AT });
    const message = await toQualify(name);
    await through(stage, message);
    const { contactId, correlationId, causationId, runId } = message;
    const holdId = holdIdOf(runId, "preview");
    const follows = await click({
      ...by,
      type: "ConfirmPreview",
      commandId: commandIdOf("ConfirmPreview", holdId, by.by),
      contactId,
      holdId,
    });
    return composeMessage({ contactId, correlationId, causationId, runId, follows }, holdId);
  };
  const toDispatch = async (name: string): Promise<DispatchMessage> => {
    const unsubscribeKeys = TEST_UNSUBSCRIBE_KEYS;
    const publicUrl = "https://desk.example";
    const stage = composeStage({ port: ports.ComposerPort, crm, policy, unsubscribeKeys, publicUrl });
    const message = await toCompose(name);
    await through(stage, message);
    const { contactId, correlationId, causationId, runId } = message;
    const draftId = draftIdOf(runId);
    const { entries } = await ports.DeskPort.timeline({ contactId });
    const { digest } = JSON.parse(entries.findLast(({ type }) => type === "DraftHeld")?.payload ?? "{}") as {
      digest: string;
    };
    const follows = await click({
      ...by,
      type: "ApproveDraft",
      commandId: commandIdOf("ApproveDraft", draftId, by.by, digest),
      contactId,
      draftId,
      digest,
    });
    const approvalId = approvalIdOf(draftId, digest, by.by);
    return dispatchMessage({ contactId, correlationId, causationId, runId, follows }, approvalId);
  };

  const typesLogged = async (name: string): Promise<string[]> =>
    (await log.read({ streamId: contactNamed(name) })).map(({ body }) => String(JSON.parse(body).type));
  const versionOf = async (name: string): Promise<number> =>
    (await ports.DeskPort.timeline({ contactId: contactNamed(name) })).version;

  return { toPlan, toQualify, toCompose, toDispatch, typesLogged, versionOf, ports, list, crm };
}
