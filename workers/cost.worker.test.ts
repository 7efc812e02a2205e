// What one lead costs, in the operations the platform bills for, counted by the runtime. The numbers are exact: one row more fails.
import { env, exports } from "cloudflare:workers";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeAll, describe, it, vi } from "vitest";
import { d1Crm } from "../drizzle/d1-crm.ts";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import { d1SuppressionList } from "../drizzle/d1-suppression-list.ts";
import { d1Outbox } from "../drizzle/outbox.ts";
import { type Bill, countBill, logRowsOf, objectRowsOf } from "../scripts/billable.ts";
import { digestOf } from "../schema/canonical.ts";
import { defaultPolicy } from "../schema/default-policy.ts";
import { commandIdOf, type ContactId, contactIdOf, messageIdOf, receiptOf } from "../schema/ids.ts";
import { type IngestMessage, Message } from "../schema/messages.ts";
import type { DeskCommand } from "../schema/ports.ts";
import { lookupsOf } from "../schema/address.ts";
import { composeStage } from "./composer/compose.ts";
import { dispatchStage } from "./dispatcher/dispatch.ts";
import { outboxTransport } from "./dispatcher/transports.ts";
import { recordStage } from "./ingest/record.ts";
import { planStage } from "./planner/plan.ts";
import { gradeStage } from "./qualifier/grade.ts";
import { type Delivery, runStage, type Stage } from "./stage.ts";

const UNSUBSCRIBE_KEYS = { current: "k1", keys: { k1: btoa("0123456789abcdef0123456789abcdef") } };
/** An alarm is looked at after the first patience: what a lead sees that is worked on at a person's pace. */
const PATIENCE = defaultPolicy.hold.stepPatienceSeconds * 1_000 + 1;

/** The queues, by hand: messages wait here until a test delivers them, and are counted. */
function aSystem() {
  const [queued, sent, calls]: [Message[], Message[], string[]] = [[], [], []];
  const send = async (messages: readonly Message[]) => {
    queued.push(...messages);
    sent.push(...messages);
  };
  /** A port that counts its calls. A stub's method is called in place: whatever else is asked of it goes over the wire. */
  const counted = <Port extends object>(name: string, port: Port): Port =>
    new Proxy(port, {
      get:
        (target, method) =>
        (...args: unknown[]) => {
          calls.push(`${name}.${String(method)}`);
          return (target as Record<string | symbol, (...all: unknown[]) => unknown>)[method]?.(...args);
        },
    });
  const shared = {
    crm: d1Crm(env.CRM),
    list: d1SuppressionList(env.CRM),
    policy: defaultPolicy,
    now: () => new Date(),
  };
  const stages: { readonly [Q in Message["queue"]]: Stage<Extract<Message, { queue: Q }>, never> } = {
    ingest: recordStage({ ...shared, port: counted("ingest", exports.IngestPort), systemKey: env.SYSTEM_KEY }) as never,
    plan: planStage({ ...shared, port: counted("planner", exports.PlannerPort) }) as never,
    qualify: gradeStage({ ...shared, port: counted("qualifier", exports.QualifierPort) }) as never,
    compose: composeStage({
      ...shared,
      port: counted("composer", exports.ComposerPort),
      unsubscribeKeys: UNSUBSCRIBE_KEYS,
      publicUrl: "https://desk.example",
    }) as never,
    dispatch: dispatchStage({
      ...shared,
      port: counted("dispatcher", exports.DispatcherPort),
      transport: outboxTransport(d1Outbox(env.EVENTS_0)),
      policy: defaultPolicy.compose,
    }) as never,
  };
  const desk = counted("desk", exports.DeskPort);
  // What the object sends itself, after a click. These projects have no consumers: the message is taken here.
  const producers = Object.getPrototypeOf(env.COMPOSE) as Queue<Message>;
  vi.spyOn(producers, "send").mockImplementation(async (message) => {
    await send([message]);
    return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
  });
  const log = d1EventLog([env.EVENTS_0]);

  async function deliver(message: Message): Promise<void> {
    let isAcknowledged = false;
    const delivery: Delivery = {
      id: message.id,
      body: message,
      attempts: 1,
      ack: () => (isAcknowledged = true),
      retry: () => undefined,
    };
    const lines: unknown[] = [];
    await runStage(stages[message.queue] as Stage<Message, never>, [delivery], {
      log,
      send: (_, messages) => send(messages),
      random: () => 0.5,
      report: (line) => void lines.push(line),
      deadLetter: async (poison) => {
        throw new Error(`dead letter: ${poison.reason}`);
      },
    });
    if (!isAcknowledged) throw new Error(JSON.stringify(lines));
  }

  return {
    sent,
    calls,
    desk,
    deliver,
    queued,
    async drain(): Promise<void> {
      for (let message = queued.shift(); message; message = queued.shift()) await deliver(message);
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

const command = <T extends DeskCommand["type"]>(type: T, contactId: ContactId, about: string) => {
  const commandId = commandIdOf(type, about, "rosa");
  return { type, commandId, contactId, correlationId: commandId, causationId: commandId, by: "rosa", why: "" };
};

/** The contact's alarm fires, as it does when a person takes longer than the first patience. */
async function timePasses(contactId: ContactId): Promise<void> {
  vi.setSystemTime(Date.now() + PATIENCE);
  await runDurableObjectAlarm(env.CONTACT.get(env.CONTACT.idFromName(contactId)));
}

async function openHold(contactId: ContactId) {
  const row = await env.EVENTS_0.prepare(
    "SELECT hold_id, draft_id, digest FROM holds WHERE stream_id = ? AND state = 'open'",
  )
    .bind(contactId)
    .first<{
      hold_id: string;
      draft_id: string;
      digest: string;
    }>();
  if (!row) throw new Error("no hold is open");
  return row;
}

const shown = (bill: Bill) => ({ object: objectRowsOf(bill), log: logRowsOf(bill) });

describe("one lead of a new contact, at a person's pace", () => {
  let counter: ReturnType<typeof countBill>;
  beforeAll(async () => {
    const probe = env.CONTACT.get(env.CONTACT.idFromName("ct_probe"));
    await runInDurableObject(probe, (_, state) => void (counter = countBill(state.storage, env.EVENTS_0)));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  type System = ReturnType<typeof aSystem>;
  const bill = () => shown(counter.take());

  /** A new contact's lead, from its queue message to where the stages leave it. */
  async function arrives(system: System, email: string): Promise<{ contactId: ContactId; first: IngestMessage }> {
    const first = system.lead(email);
    counter.take();
    system.sent.push(first);
    await system.deliver(first);
    await system.drain();
    return { contactId: first.contactId, first };
  }
  async function confirms(system: System, contactId: ContactId): Promise<void> {
    const { hold_id } = await openHold(contactId);
    await system.desk.act({ ...command("ConfirmPreview", contactId, hold_id), holdId: hold_id } as DeskCommand);
  }
  async function approves(system: System, contactId: ContactId): Promise<void> {
    const { draft_id, digest } = await openHold(contactId);
    await system.desk.act({
      ...command("ApproveDraft", contactId, draft_id),
      draftId: draft_id,
      digest,
    } as DeskCommand);
  }

  it("costs 7 port calls, 4 messages, 15 object rows and 13 log rows to its draft hold; 20 and 20 to its dispatch", async ({
    expect,
  }) => {
    const system = aSystem();
    const { contactId } = await arrives(system, "ada@engine.example");
    // The object: two tables of two rows, the key, five events, one alarm. The log: five events, the key, the hold and its index.
    const toPreview = bill();
    expect(toPreview).toEqual({ object: 11, log: 8 });
    expect(system.calls).toEqual([
      "ingest.receive",
      "planner.history",
      "planner.recordAction",
      "qualifier.recordGrades",
    ]);

    // The alarm finds everything shipped and moves on to the end of the hold.
    await timePasses(contactId);
    const waited = bill();
    expect(waited).toEqual({ object: 1, log: 0 });

    // One event; and an alarm, since the one that stands is three days away. Leaving the index of open holds is free.
    await confirms(system, contactId);
    const confirmed = bill();
    expect(confirmed).toEqual({ object: 2, log: 2 });
    await system.drain();
    const composed = bill();
    expect(composed).toEqual({ object: 1, log: 3 });

    const toDraft = [toPreview, waited, confirmed, composed].reduce((sum, one) => ({
      object: sum.object + one.object,
      log: sum.log + one.log,
    }));
    expect(toDraft).toEqual({ object: 15, log: 13 });
    expect(system.calls).toHaveLength(7);
    expect(system.sent.map(({ queue }) => queue)).toEqual(["ingest", "plan", "qualify", "compose"]);

    await timePasses(contactId);
    expect(bill()).toEqual({ object: 1, log: 0 });
    // The hold ends: its row, and the index of those that were decided.
    await approves(system, contactId);
    expect(bill()).toEqual({ object: 2, log: 3 });
    // Claim and outcome are an event each, in the object and in the log; the message in the outbox; the contact's row with its first send.
    await system.drain();
    expect(bill()).toEqual({ object: 2, log: 4 });
    // 15 + 1 + 2 + 2 = 20 rows of the object; 13 + 0 + 3 + 4 = 20 rows of the log.
    expect(system.calls).toHaveLength(10);
  });

  it("costs three port calls when it is vetoed", async ({ expect }) => {
    const system = aSystem();
    const { address: digest } = lookupsOf(env.SYSTEM_KEY, { address: "bob@engine.example" });
    await d1SuppressionList(env.CRM).add([{ kind: "address", digest, cause: "desk" }]);
    await arrives(system, "bob@engine.example");
    // Two tables, key, signal, veto, decision, alarm; and in the log three events and the key.
    expect(bill()).toEqual({ object: 9, log: 4 });
    expect(system.calls).toEqual(["ingest.receive", "planner.history", "planner.recordAction"]);
    expect(system.sent.map(({ queue }) => queue)).toEqual(["ingest", "plan"]);
  });

  it("costs nothing when every message comes again, and after an eviction nothing either", async ({ expect }) => {
    const system = aSystem();
    const { contactId } = await arrives(system, "eve@engine.example");
    await confirms(system, contactId);
    await system.drain();
    await approves(system, contactId);
    await system.drain();
    const all = [...system.sent];
    counter.take();
    for (const message of all) await system.deliver(message);
    expect(bill()).toEqual({ object: 0, log: 0 });
    await evictDurableObject(env.CONTACT.get(env.CONTACT.idFromName(contactId)));
    for (const message of all) await system.deliver(message);
    // The alarm that stands is read on waking, so not even that is written again.
    expect(bill()).toEqual({ object: 0, log: 0 });
  });
});
