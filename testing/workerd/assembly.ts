// All stages over the real object, the real ports and the real databases of one test in workerd, with the queues by hand: a test
// delivers what waits in them, and moves the clock.
import { beginning } from "../../schema/cause.ts";
import { performOne } from "../../schema/only-answer.ts";
import { env } from "cloudflare:workers";
import { runDurableObjectAlarm } from "cloudflare:test";
import { vi } from "vitest";
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { d1EventLog } from "../../drizzle/d1-event-log.ts";
import { d1SuppressionList } from "../../drizzle/d1-suppression-list.ts";
import { d1Outbox } from "../../drizzle/outbox.ts";
import type { DeskWish } from "../../schema/commands.ts";
import { digestOf } from "../../schema/canonical.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { commandIdOf, type ContactId, contactIdOf, messageIdOf, receiptOf } from "../../schema/ids.ts";
import type { IngestMessage, Message } from "../../schema/messages.ts";
import type { Port } from "../../schema/ports.ts";
import type { PortRole } from "../../schema/roles.ts";
import { UNSUBSCRIBE_KEYS } from "../people.ts";
import { stagesOver } from "../stages-over.ts";
import { ports } from "./ports.ts";
import { outboxTransport } from "../../workers/dispatcher/transports.ts";
import type { Delivery } from "../../workers/stage/delivery.ts";

/** The queues, by hand: messages wait here until a test delivers them, and are counted. */
export function anAssembly() {
  const [queued, sent, calls]: [Message[], Message[], string[]] = [[], [], []];
  const send = async (messages: readonly Message[]) => {
    queued.push(...messages);
    sent.push(...messages);
  };
  /** A port that counts its calls, and of what they were. */
  const counted = <R extends PortRole>(role: R): Port<R> => {
    const port: Port<R> = ports[role];
    const count = (verb: string, batch: readonly { readonly type: string }[]) =>
      void calls.push(`${role}.${verb} ${batch.map(({ type }) => type).join(" ")}`);
    return {
      ask: (queries) => (count("ask", queries), port.ask(queries)),
      perform: (commands) => (count("perform", commands), port.perform(commands)),
    };
  };
  const run = stagesOver({
    port: counted,
    crm: d1Crm(env.CRM),
    list: d1SuppressionList(env.CRM),
    policy: defaultPolicy,
    now: () => new Date(),
    transport: outboxTransport(d1Outbox(env.EVENTS_0)),
    systemKey: env.SYSTEM_KEY,
    unsubscribeKeys: UNSUBSCRIBE_KEYS,
  });
  const desk = counted("desk");
  // What the object sends itself, after a click. These projects have no consumers: the message is taken here.
  const producers = Object.getPrototypeOf(env.COMPOSE) as Queue<Message>;
  vi.spyOn(producers, "send").mockImplementation(async (message) => {
    await send([message]);
    return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
  });
  const log = d1EventLog([env.EVENTS_0]);

  /** Delivers a batch of one queue. */
  async function deliver(...messages: readonly Message[]): Promise<void> {
    const [first] = messages;
    if (!first) return;
    const acknowledged = new Set<string>();
    const deliveries = messages.map((message): Delivery => ({
      id: message.id,
      body: message,
      attempts: 1,
      ack: () => void acknowledged.add(message.id),
      retry: () => undefined,
    }));
    const lines: unknown[] = [];
    await run(first.queue, deliveries, {
      log,
      send: (_, batch) => send(batch),
      random: () => 0.5,
      report: (line) => void lines.push(line),
      deadLetter: async (poison) => {
        throw new Error(`dead letter: ${poison.reason}`);
      },
    });
    if (acknowledged.size < messages.length) throw new Error(JSON.stringify(lines));
  }

  return {
    sent,
    calls,
    desk,
    deliver,
    queued,
    /** Delivers what waits, and what that makes, until nothing does. */
    async drain(): Promise<void> {
      for (let message = queued.shift(); message; message = queued.shift()) await deliver(message);
    },
    /** A person's click, as the desk makes it of a hold. */
    async confirm(contactId: ContactId): Promise<void> {
      const { hold_id: holdId } = await openHold(contactId);
      await performOne(desk, { ...clickOf("ConfirmPreview", contactId, holdId), holdId } as DeskWish);
    },
    async edit(contactId: ContactId, body: string): Promise<void> {
      const { draft_id: draftId, digest: replaces } = await openHold(contactId);
      await performOne(desk, {
        ...clickOf("EditDraft", contactId, replaces),
        draftId,
        replaces,
        subject: "Your enquiry",
        body,
      } as DeskWish);
    },
    async approve(contactId: ContactId): Promise<void> {
      const { draft_id: draftId, digest } = await openHold(contactId);
      await performOne(desk, { ...clickOf("ApproveDraft", contactId, digest), draftId, digest } as DeskWish);
    },
    lead: (email: string): IngestMessage => {
      const signal = {
        kind: "lead" as const,
        email,
        name: "Ada Byron",
        title: "Director",
        text: "Please send a quote.",
      };
      const receipt = receiptOf("website", email);
      return {
        queue: "ingest",
        v: 1,
        id: messageIdOf("ingest", receipt),
        contactId: contactIdOf(env.SYSTEM_KEY, email),
        correlationId: receipt,
        causationId: receipt,
        receipt,
        source: "website",
        signal,
        bodyDigest: digestOf(signal),
        receivedAt: new Date().toISOString(),
      };
    },
  };
}

export type Assembly = ReturnType<typeof anAssembly>;

const clickOf = (type: DeskWish["type"], contactId: ContactId, about: string) => {
  const commandId = commandIdOf(type, about, "rosa");
  return { type, ...beginning(commandId), contactId, by: "rosa", why: "" };
};

interface OpenHold {
  readonly hold_id: string;
  readonly kind: string;
  readonly draft_id: string;
  readonly digest: string;
}

/** The open hold as the inbox has it. Throws when there is none. */
export async function openHold(contactId: ContactId): Promise<OpenHold> {
  const row = await env.EVENTS_0.prepare(
    "SELECT hold_id, kind, draft_id, digest FROM holds WHERE stream_id = ? AND state = 'open'",
  )
    .bind(contactId)
    .first<OpenHold>();
  if (!row) throw new Error("no hold is open");
  return row;
}

/** The clock moves, and the contact's alarm fires. */
export async function passTime(contactId: ContactId, milliseconds: number): Promise<void> {
  vi.setSystemTime(Date.now() + milliseconds);
  await runDurableObjectAlarm(env.CONTACT.get(env.CONTACT.idFromName(contactId)));
}
