// A deployment in workerd: every stage over the real objects, ports and databases of one test. The test delivers each message by
// hand.
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { d1EventLog } from "../../drizzle/d1-event-log.ts";
import { d1SuppressionList } from "../../drizzle/d1-suppression-list.ts";
import { d1Outbox } from "../../drizzle/outbox.ts";
import { beginning } from "../../schema/cause.ts";
import type { DeskWish } from "../../schema/commands.ts";
import { samplePolicy } from "../sample-policy.ts";
import { commandIdOf, type ContactId, contactIdOf, messageIdOf, receiptOf } from "../../schema/ids.ts";
import { bodyDigestOf, IngestMessage, type Message } from "../../schema/messages.ts";
import { performOne } from "../../schema/only-answer.ts";
import type { Port } from "../../schema/ports.ts";
import type { PortRole } from "../../schema/roles.ts";
import type { Signal } from "../../schema/signals.ts";
import { outboxTransport } from "../../workers/dispatcher/transports.ts";
import { AS_DRAWN } from "../contact/scenario.ts";
import { ROSA, SYSTEM_KEY, UNSUBSCRIBE_KEYS } from "../people.ts";
import { delivered } from "../stages/people.ts";
import { type Models, stagesOver } from "../stages-over.ts";
import { portsOf } from "./ports.ts";

/**
 * The bindings and exports of the Worker in which a test runs. A caller passes them, because its generated types may lack them.
 */
export interface Workerd {
  /** The `exports` of "cloudflare:workers". */
  readonly exports: object;
  readonly EVENTS_0: D1Database;
  readonly CRM: D1Database;
  readonly now: () => Date;
  /** The models that the stages call. Default: none, so that everything is decided by rules. */
  readonly models?: Models;
}

export function workerdDeployment({ exports, EVENTS_0, CRM, now, models = {} }: Workerd) {
  const [log, crm, list] = [d1EventLog([EVENTS_0]), d1Crm(CRM), d1SuppressionList(CRM)];
  const ports = portsOf(exports);
  const calls: string[] = [];
  /** A port that adds each call, with the types of its entries, to `calls`. */
  const recordedPort = <R extends PortRole>(role: R): Port<R> => {
    const port: Port<R> = ports[role];
    const count = (verb: string, batch: readonly { readonly type: string }[]) =>
      void calls.push(`${role}.${verb} ${batch.map(({ type }) => type).join(" ")}`);
    return {
      ask: (queries) => (count("ask", queries), port.ask(queries)),
      perform: (commands) => (count("perform", commands), port.perform(commands)),
    };
  };
  const run = stagesOver({
    port: recordedPort,
    crm,
    list,
    policy: samplePolicy,
    now,
    transport: outboxTransport(d1Outbox(EVENTS_0)),
    systemKey: SYSTEM_KEY,
    unsubscribeKeys: UNSUBSCRIBE_KEYS,
    ...models,
  });
  const desk = recordedPort("desk");

  /**
   * Delivers messages of one queue to its stage. Returns the messages that the stage sent. Throws when it did not acknowledge
   * all.
   */
  async function deliver(...messages: readonly Message[]): Promise<readonly Message[]> {
    const [first] = messages;
    if (!first) return [];
    const deliveries = messages.map((message) => delivered(message, { id: message.id }));
    const [sent, lines]: [Message[], unknown[]] = [[], []];
    await run(first.queue, deliveries, {
      send: async (_, batch) => void sent.push(...batch),
      random: () => 0.5,
      report: (line) => void lines.push(line),
      deadLetter: async ({ reason }) => {
        throw new Error(`dead letter: ${reason}`);
      },
    });
    if (deliveries.some(({ became }) => became.acked === 0))
      throw new Error(`the stage did not acknowledge all messages: ${JSON.stringify(lines)}`);
    return sent;
  }

  /** The row of a contact's open hold in the read models. Throws when there is none. */
  async function openHold(contactId: ContactId): Promise<OpenHold> {
    const row = await EVENTS_0.prepare(
      "SELECT hold_id, kind, draft_id, digest FROM holds WHERE stream_id = ? AND state = 'open'",
    )
      .bind(contactId)
      .first<OpenHold>();
    if (!row) throw new Error("the contact has no open hold");
    return row;
  }

  /** A reviewer's click. Returns the version of its event. */
  async function click(type: DeskWish["type"], contactId: ContactId, about: string, more: object): Promise<number> {
    const commandId = commandIdOf(type, about, ROSA);
    const wish = { type, ...beginning(commandId), contactId, by: ROSA, why: "", ...more } as DeskWish;
    const { refusal, version, logged } = await performOne(desk, wish);
    if (refusal || !logged) throw new Error(`${type}: ${refusal?.reason ?? "not logged"}`);
    return version;
  }

  return {
    ports,
    log,
    crm,
    list,
    calls,
    desk,
    deliver,
    openHold,
    confirm: async (contactId: ContactId): Promise<number> => {
      const { hold_id: holdId } = await openHold(contactId);
      return click("ConfirmPreview", contactId, holdId, { holdId, digest: AS_DRAWN });
    },
    edit: async (contactId: ContactId, body: string): Promise<number> => {
      const { draft_id: draftId, digest: replaces } = await openHold(contactId);
      return click("EditDraft", contactId, replaces, { draftId, replaces, subject: "Your enquiry", body });
    },
    approve: async (contactId: ContactId): Promise<number> => {
      const { draft_id: draftId, digest } = await openHold(contactId);
      return click("ApproveDraft", contactId, digest, { draftId, digest });
    },
    /** The types of the events that the log has of a contact, oldest first. */
    typesLogged: async (contactId: ContactId): Promise<string[]> =>
      (await log.read({ streamId: contactId })).map(({ body }) => String(JSON.parse(body).type)),
  };
}

interface OpenHold {
  readonly hold_id: string;
  readonly kind: string;
  readonly draft_id: string;
  readonly digest: string;
}

/** The message that ingest's door makes from a signal. Messages with the same provider id are of the same webhook. */
export function ingestMessage(signal: Signal, providerId: string, receivedAt: Date): IngestMessage {
  const receipt = receiptOf(SYSTEM_KEY, "website", providerId);
  const bodyDigest = bodyDigestOf(SYSTEM_KEY, signal);
  return IngestMessage.parse({
    queue: "ingest",
    v: 1,
    id: messageIdOf("ingest", `${receipt}:${bodyDigest}`),
    contactId: contactIdOf(SYSTEM_KEY, signal.email),
    correlationId: receipt,
    causationId: receipt,
    receipt,
    source: "website",
    signal,
    bodyDigest,
    receivedAt: receivedAt.toISOString(),
  });
}
