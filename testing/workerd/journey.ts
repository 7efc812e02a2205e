// Brings contacts to a stage's door through the real stages before it, for tests in workerd. Each step is a batch of its own.
import { askOne, performOne } from "../../schema/only-answer.ts";
import { portsOf } from "./ports.ts";
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
import type { Signal } from "../../schema/signals.ts";
import { contactNamed, SYSTEM_KEY, UNSUBSCRIBE_KEYS } from "../people.ts";
import { stagesOver } from "../stages-over.ts";
import { outboxTransport } from "../../workers/dispatcher/transports.ts";
import { delivered } from "../stages/people.ts";

interface World {
  /** The `exports` of "cloudflare:workers". */
  readonly exports: object;
  readonly EVENTS_0: D1Database;
  readonly CRM: D1Database;
}

const AT = new Date("2026-11-22T12:00:00.000Z");

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
  const log = d1EventLog([EVENTS_0]);
  const crm = d1Crm(CRM);
  const list = d1SuppressionList(CRM);
  // A stage's tests run in the Worker of the objects, whose entrypoints the stage's own types do not know.
  const ports = portsOf(exports);

  const run = stagesOver({
    port: (role) => ports[role],
    crm,
    list,
    policy: defaultPolicy,
    now: () => AT,
    transport: outboxTransport({ put: async () => undefined }),
    systemKey: SYSTEM_KEY,
    unsubscribeKeys: UNSUBSCRIBE_KEYS,
  });

  /** One message through its stage; what it sent on. */
  async function through(message: Message): Promise<readonly Message[]> {
    const delivery = delivered(message);
    const sent: Message[] = [];
    await run(message.queue, [delivery], {
      log,
      send: async (_, messages) => void sent.push(...messages),
      deadLetter: ({ reason }) => Promise.reject(new Error(reason)),
      random: () => 0.5,
      report: () => undefined,
    });
    if (delivery.became.acked !== 1) throw new Error(`${message.queue} did not take ${message.id}`);
    return sent;
  }

  const click = async (wish: DeskWish): Promise<number> => {
    const { refusal, version, logged } = await performOne(ports.desk, wish);
    if (refusal || !logged) throw new Error(`${wish.type}: ${refusal?.reason ?? "not logged"}`);
    return version;
  };
  const by = { correlationId: "test", causationId: "test", by: "grace", why: "" };

  const toPlan = async (name: string): Promise<PlanMessage> => {
    return PlanMessage.parse((await through(ingestMessage(name)))[0]);
  };
  const toQualify = async (name: string): Promise<QualifyMessage> => {
    return QualifyMessage.parse((await through(await toPlan(name)))[0]);
  };
  const toCompose = async (name: string): Promise<ComposeMessage> => {
    const message = await toQualify(name);
    await through(message);
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
    const message = await toCompose(name);
    await through(message);
    const { contactId, correlationId, causationId, runId } = message;
    const draftId = draftIdOf(runId);
    const { entries } = await askOne(ports.desk, { type: "Timeline", contactId });
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
    (await askOne(ports.desk, { type: "Timeline", contactId: contactNamed(name) })).version;

  return { toPlan, toQualify, toCompose, toDispatch, typesLogged, versionOf, ports, list, crm };
}
