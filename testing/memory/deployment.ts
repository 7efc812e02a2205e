// A whole deployment in memory, with the flag off unless a test brings a model: door, objects and stages with their real code; clock, ids and random bytes
// given. What it wrote and sent is what the parity of the scripted path is measured by.
import { memoryCrm } from "../twins/memory-crm.ts";
import { memoryEventLog } from "../twins/memory-event-log.ts";
import { memoryPersonalStores } from "../twins/memory-personal-stores.ts";
import { memorySuppressionList } from "../twins/memory-suppression-list.ts";
import { type ContactHost, hostContact } from "../../durable-objects/host/contact.ts";
import { recorder, verbsOf } from "../../durable-objects/host/object.ts";
import { openPort } from "../../durable-objects/host/port.ts";
import { memoryStore } from "../contact/scenario.ts";
import { openStream, type Stream } from "../../domain/contact/stream.ts";
import { suppressionWork } from "../../durable-objects/host/suppress.ts";
import { contactIdOf, type ContactId, type StreamId } from "../../schema/ids.ts";
import { Message } from "../../schema/messages.ts";
import type { Policy } from "../../schema/policy.ts";
import { signedHeaders } from "../../local/sign.ts";
import { type OutgoingMail, outboxTransport, type Transport } from "../../workers/dispatcher/transports.ts";
import { acceptWebhook } from "../../workers/ingest/accept.ts";
import { recordOptOut, recordUnsubscribe } from "../../workers/ingest/opt-out.ts";
import { readSources, SOURCE_TYPES, SOURCES, type SourceType } from "../../workers/ingest/sources.ts";
import { stagesOver } from "./stages.ts";
import { sha256 } from "../../schema/canonical.ts";
import type { Webhook } from "./fixture.ts";

const SYSTEM_KEY = "system-key-of-the-parity-fixtures";
const MASTER_KEY = Buffer.alloc(32, 21).toString("base64");
const UNSUBSCRIBE_KEYS = { current: "k1", keys: { k1: Buffer.alloc(32, 22).toString("base64") } };
/** One source of each type, named after it. The name is part of each receipt. */
const nameOf = (type: SourceType): string => type.replaceAll("_", "-");
const secretOf = (type: SourceType): string => SOURCES[type].secret.fresh((bytes) => Buffer.alloc(bytes, 23));
const DEPLOYED = readSources({
  SOURCES: JSON.stringify(Object.fromEntries(SOURCE_TYPES.map((type) => [nameOf(type), { type }]))),
  SOURCE_SECRETS: JSON.stringify(
    Object.fromEntries(SOURCE_TYPES.map((type) => [nameOf(type), [{ secret: secretOf(type) }]])),
  ),
});

export const idOf = (email: string): ContactId => contactIdOf(SYSTEM_KEY, email);

/** A stream's own random bytes: the same draws whatever other streams do. */
function bytesOf(streamId: StreamId): (bytes: number) => Uint8Array {
  let draws = 0;
  return (bytes) => {
    draws += 1;
    return Uint8Array.from(Buffer.from(sha256(streamId, String(draws)), "hex").subarray(0, bytes));
  };
}

/** What the stages ask models for; nothing with none. */
export type Models = Pick<Parameters<typeof stagesOver>[0], "reasoning" | "writer" | "classifier">;

interface Given {
  readonly policy: Policy;
  /** In milliseconds. */
  readonly start: number;
  readonly models?: Models;
}

export function aDeployment({ policy, start, models = {} }: Given) {
  const [crm, list, log] = [memoryCrm(), memorySuppressionList(), memoryEventLog()];
  const stores = new Map<StreamId, ReturnType<typeof memoryStore>>();
  const randoms = new Map<StreamId, ReturnType<typeof bytesOf>>();
  const hosts = new Map<StreamId, ContactHost>();
  const waiting: Message[] = [];
  const [sent, mails, letters, answers]: [Message[], OutgoingMail[], unknown[], unknown[]] = [[], [], [], []];
  let now = start;
  let transportAnswers: "sent" | "failed" | "uncertain" = "sent";

  const kept = <T>(map: Map<StreamId, T>, id: StreamId, make: () => T): T => {
    const known = map.get(id) ?? make();
    map.set(id, known);
    return known;
  };
  const portsOf = (id: StreamId) => ({
    store: kept(stores, id, memoryStore),
    random: kept(randoms, id, () => bytesOf(id)),
    masterKey: MASTER_KEY,
  });
  const send = async (messages: readonly Message[]): Promise<void> => {
    const parsed = messages.map((message) => Message.parse(message));
    waiting.push(...parsed);
    sent.push(...parsed);
  };
  const object = (id: StreamId) => verbsOf(() => host(id));
  const record = recorder(object, "desk");
  /** Nobody is erased in a fixture, and nothing fails in one. */
  const around = {
    alarmAt: null,
    log,
    list,
    record,
    stores: memoryPersonalStores(crm),
    send,
    now: () => now,
    policy,
    report: (incident: object): never => {
      throw new Error(JSON.stringify(incident));
    },
  };
  const host = (id: StreamId): ContactHost => kept(hosts, id, () => hostContact({ ...around, ...portsOf(id) }));
  const streamOf = (id: StreamId): Stream => openStream(portsOf(id));
  const outbox = outboxTransport({ put: async () => undefined });
  const transport: Transport = {
    ...outbox,
    async send(mail) {
      mails.push(mail);
      return transportAnswers === "sent" ? outbox.send(mail) : { kind: transportAnswers, reason: "told_to" };
    },
  };
  const over = (asking: Models) =>
    stagesOver({
      object,
      crm,
      list,
      policy,
      now: () => new Date(now),
      transport,
      systemKey: SYSTEM_KEY,
      unsubscribeKeys: UNSUBSCRIBE_KEYS,
      ...asking,
    });
  let { ingest, run } = over(models);
  const listing = { list, crm, systemKey: SYSTEM_KEY, record };
  const optOut = { port: ingest, list, log, crm, systemKey: SYSTEM_KEY };

  return {
    crm,
    sent,
    mails,
    letters,
    /** What the doors answered: they are part of what a sender may rely on. */
    answers,
    host,
    /** The desk's port. */
    desk: openPort("desk", { object }),
    streamOf,
    now: () => now,
    pass: (ms: number): void => void (now += ms),
    forget: (): void => hosts.clear(),
    /** Deploys the stages again, to ask these models from now on. */
    deploy: (next: Models): void => void ({ ingest, run } = over(next)),
    transportAnswers: (how: "sent" | "failed" | "uncertain"): void => void (transportAnswers = how),
    next: (): Message | undefined => waiting.shift(),
    streams: (): StreamId[] => [...stores.keys()].filter((id) => streamOf(id).rows.length > 0).toSorted(),
    suppressions: suppressionWork(listing),
    unsubscribe: (email: string): Promise<void> => recordUnsubscribe(idOf(email), optOut),

    /** A signed request at the door, as ingest's app takes it. */
    async post({ source: type, id, contentType, body }: Webhook): Promise<void> {
      const name = nameOf(type);
      const nowSeconds = Math.floor(now / 1_000);
      const headers = signedHeaders({ type, secret: secretOf(type), body, id, contentType, nowSeconds });
      const request = new Request(`https://desk.example/webhooks/${name}`, { method: "POST", headers, body });
      const accepted = await acceptWebhook(name, request, {
        sources: DEPLOYED,
        systemKey: SYSTEM_KEY,
        policy: policy.ingest,
        now: () => new Date(now),
      });
      if (!accepted.ok) answers.push(accepted.error);
      else if (accepted.value.kind === "ignored") answers.push(accepted.value);
      else {
        const { kind, message } = accepted.value;
        await (kind === "optOut" ? recordOptOut(message, optOut) : send([message]));
        answers.push({ kind, receipt: message.receipt });
      }
    },

    /** Delivers one message. Nothing is broken here, so nothing may ask to be tried again. */
    async deliver(message: Message): Promise<void> {
      let retries = 0;
      const delivery = {
        id: message.id,
        body: message,
        attempts: 1,
        ack: () => undefined,
        retry: () => void (retries += 1),
      };
      const lines: object[] = [];
      await run(message.queue, delivery, {
        log,
        send: (_, messages) => send(messages),
        deadLetter: async (letter) => void letters.push(letter),
        random: () => 0.5,
        report: (line) => void lines.push(line),
      });
      if (retries > 0) throw new Error(`a message of ${message.queue} was not handled: ${JSON.stringify(lines)}`);
    },
  };
}

export type Deployment = ReturnType<typeof aDeployment>;
