// The simulated world: the real handlers over simulated queues, objects, log, list and mail, with an observer and a clock that jumps to the next
// due time. Every port call can fail, and every run can be repeated. Senders and reviewers retry until they succeed.
import type { Crm } from "../drizzle/crm.ts";
import type { EventLog } from "../drizzle/event-log.ts";
import { type MemoryDeadLetters, memoryDeadLetters } from "../testing/twins/memory-dead-letters.ts";
import { memoryCrm } from "../testing/twins/memory-crm.ts";
import { memoryPersonalStores } from "../testing/twins/memory-personal-stores.ts";
import type { SuppressionList } from "../drizzle/suppression-list.ts";
import type { Contact } from "../domain/contact/state.ts";
import type { Policy } from "../schema/policy.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { type ContactId, contactIdOf, type HoldId } from "../schema/ids.ts";
import type { Message } from "../schema/messages.ts";
import type { Port } from "../schema/ports.ts";
import type { HoldRow } from "../schema/shipment.ts";
import type { ClickOutcome } from "../workers/desk/actions/action.ts";
import { isRefusedBody } from "../workers/ingest/take-again.ts";
import type { Click } from "./clicks.ts";
import { companiesFrom } from "./companies.ts";
import { consumersOf, type RolePorts, type Surroundings } from "./consumers.ts";
import type { Databases } from "./databases.ts";
import type { Webhook } from "./door.ts";
import { type Errands, errandsOf } from "./errands.ts";
import { type Actor, type Call, type Faults, type CallGate, noFaults, openCallGate } from "./call-gate.ts";
import { hostedObjects, portsOver } from "./hosting.ts";
import { eventOf, type Ledger, openLedger } from "./ledger.ts";
import { type Letters, openLetters } from "./letters.ts";
import { loop } from "./loop.ts";
import { transportsOf, type TransportName } from "./mail.ts";
import { MASTER_KEY, START, UNSUBSCRIBE_KEYS } from "../testing/people.ts";
import { DAY, SECOND } from "./moments.ts";
import type { Objects } from "./objects.ts";
import { openQueues, plainHabits, type QueueHabits, type QueueName, type Queues } from "./queues.ts";
import { fromOutside } from "./outside.ts";
import { chanceOf } from "../testing/seed.ts";
import { type System, theSystem } from "./system.ts";

const SYSTEM_KEY = "system-key-of-the-simulator";

/** Enough for three follow-ups with their holds, an outage and the last expiry. */
const LONGEST_RUN_MS = 60 * DAY;

export const contactOf = (email: string): ContactId => contactIdOf(SYSTEM_KEY, email);

/** Called with the logged state of a contact after each change. Returns a click, or null. An equal click is made only once. */
export type Reviewer = (contactId: ContactId, contact: Contact, world: World) => Click | null;

export interface WorldOptions {
  readonly faults?: Faults;
  readonly habits?: QueueHabits;
  /** The seed for turns, also between an effect and its reply. Null: the order of arrival. */
  readonly seed?: number | null;
  /** Whether objects lose their memory after every call. */
  readonly isForgetful?: boolean;
  readonly transport?: TransportName;
  readonly system?: System;
  readonly reviewer?: Reviewer;
  /** Called after each numbered call; may interrupt. */
  readonly after?: (call: Call, world: World) => void;
  /** Tables in addition to the memory twins. */
  readonly databases?: Databases;
  /** Wrappers with planted bugs. */
  readonly plant?: Planted;
}

/** Wrappers around the ports of the world, for planted bugs. */
export interface Planted {
  readonly log?: (log: EventLog, world: () => World) => EventLog;
  readonly list?: (list: SuppressionList, world: () => World) => SuppressionList;
  readonly surroundings?: (around: Surroundings, world: () => World) => Surroundings;
  /** Changes the row for reading of a hold, as a person with a database handle does. */
  readonly row?: (row: HoldRow) => HoldRow;
}

export interface World {
  readonly gate: CallGate;
  readonly ledger: Ledger;
  readonly objects: Objects;
  readonly queues: Queues;
  readonly errands: Errands;
  readonly crm: Crm;
  readonly systemKey: string;
  readonly letters: Letters;
  /** The value of MASTER_KEY as of the last deployment. */
  readonly masterKey: () => string;
  /** Incidents that the objects reported to the operator. */
  readonly reports: object[];
  /** Whether the labels of the form are mapped; a story adds them. */
  readonly mapping: { isAdded: boolean };
  /** Accepted webhooks by their receipt. */
  readonly accepted: Map<string, Webhook>;
  /** The outcome of each click. */
  readonly outcomes: { readonly click: Click; readonly outcome: ClickOutcome }[];
  /** What happened at least once: refusals, a resumed claim, a click while the log was down. */
  readonly happened: Set<string>;
  now(): number;
  /** The ports of the roles, for actions from outside in an interlude. */
  readonly ports: RolePorts;
  /** The desk's port for one actor, for actions from outside in an interlude. */
  desk(actor: Actor): Port<"desk">;
  /** Sends a webhook after `afterMs`, and again until it is accepted. */
  send(webhook: Webhook, afterMs?: number): void;
  unsubscribe(contactId: ContactId, afterMs?: number): void;
  /** Asks a contact's object after `afterMs` to check the list, and again until it has. */
  checkList(contactId: ContactId, afterMs?: number): void;
  /** Records companies and facts, and lets the cron grade open holds again. */
  readonly companies: ReturnType<typeof companiesFrom>;
  /** Puts a message into the queue of dead letters after `afterMs`. */
  letter(body: object, afterMs?: number): void;
  /** Stops sending after `afterMs`, and resumes it `forMs` later. */
  stopSending(name: string, afterMs: number, forMs: number): void;
  /** Adopts a policy after `afterMs`, in a world that follows it (`following`). */
  adopt(name: string, policy: Policy, afterMs: number): void;
  click(click: Click, afterMs?: number): void;
  /** Runs until the world is quiet, or for `forMs`. Without `forMs`, throws when the world does not become quiet. */
  run(forMs?: number): Promise<void>;
}

export function aWorld(options: WorldOptions = {}): World {
  const { faults = noFaults, habits = plainHabits, seed = null, isForgetful = false, transport = "outbox" } = options;
  const { system = theSystem, plant = {}, databases } = options;
  const turns = seed === null ? null : chanceOf(seed);
  let time = START;
  const now = (): number => time;
  const itself = (): World => world;
  const mapping = { isAdded: false };

  const gate = openCallGate({
    now,
    faults,
    isReplySlow: turns !== null,
    after: (call) => options.after?.(call, world),
  });
  const seen = openLedger(now);
  const memoryLetters = memoryDeadLetters();
  const logOf = (log: EventLog): EventLog => {
    const beside = databases?.beside(log) ?? besideLetters(log, memoryLetters);
    return plant.log?.(beside, itself) ?? beside;
  };
  const ledger: Ledger = {
    ...seen,
    log: logOf(seen.log),
    list: { ...seen.list, ...plant.list?.(seen.list, itself) },
  };
  const crm = databases?.crm ?? memoryCrm();
  const stores = databases?.stores ?? memoryPersonalStores(crm);
  const reports: object[] = [];
  const letters = openLetters({
    store: databases?.letters ?? memoryLetters,
    systemKey: SYSTEM_KEY,
    violations: ledger.violations,
  });
  const accepted: World["accepted"] = new Map();
  const outcomes: World["outcomes"] = [];
  const happened: World["happened"] = new Set();
  const objects = hostedObjects({ around: () => around, gate, now, isForgetful, happened });
  const ports = portsOver(() => around, objects);

  const plain: Surroundings = {
    system,
    gate,
    ledger,
    letters,
    crm,
    stores: {
      ...stores,
      async destroy(what) {
        ledger.destroyed(what);
        memoryLetters.destroyed(what);
        await stores.destroy(what);
      },
    },
    report: (incident) => void reports.push(incident),
    ports,
    policy: samplePolicy,
    unsubscribeKeys: UNSUBSCRIBE_KEYS,
    systemKey: SYSTEM_KEY,
    masterKey: databases?.masterKey ?? (() => MASTER_KEY),
    databases,
    transport: transportsOf(transport, { gate, ledger, system, outbox: databases?.outbox }),
    now,
    random: () => 0.5,
    mapping,
    put: (queue, messages) => {
      for (const message of messages) {
        if (!("bytes" in message)) ledger.queued(message, objects.rowsOf(message.contactId));
        letters.sentAgain(message);
      }
      queues.put(queue, messages);
    },
    deadLetter: (body) => {
      letters.queued(body);
      queues.put("dead-letters", [body]);
    },
  };
  const around = plant.surroundings?.(plain, itself) ?? plain;

  /** An acknowledgement is an effect: before it, the events that the message caused must be in the log, or the message must be a dead letter. */
  const acked = (queue: QueueName, body: unknown): void => {
    if (queue === "dead-letters") return letters.acked(body);
    if (isRefusedBody({ body })) return letters.ackedBody(body);
    const { id, contactId } = body as Message;
    const unlogged = objects.rowsOf(contactId).slice(ledger.height(contactId)).map(eventOf);
    const isParked = letters.sent.some(({ body }) => body.includes(id));
    if (unlogged.some((event) => event.causationId === id) && !isParked)
      ledger.violations.push(`I8: a ${queue} message was acknowledged before the log had what it caused`);
  };
  const queues = openQueues({
    gate,
    now,
    habits,
    consumers: consumersOf(around, objects),
    acked,
    // The queue of dead letters has none of its own.
    exhausted: (queue, body) => (queue === "dead-letters" ? letters.lost(body) : plain.deadLetter(body)),
  });
  const errands = errandsOf(now);
  const rowOf = (holdId: HoldId): HoldRow | null => {
    const row = ledger.holds.get(holdId);
    return row ? (plant.row?.(row) ?? row) : null;
  };
  const outside = fromOutside({ around, rowOf, errands, objects, accepted, outcomes });
  const companies = companiesFrom({ around, errands, objects });

  const review = (): void => {
    for (const streamId of ledger.grown()) {
      if (!streamId.startsWith("ct_")) continue;
      const contactId = streamId as ContactId;
      const click = options.reviewer?.(contactId, ledger.of(streamId).contact, world);
      if (click) world.click(click, SECOND);
    }
  };
  const alarms = { nextDue: objects.nextAlarm, startDue: () => objects.dueAlarms().map(objects.runAlarm) };
  const queued = { nextDue: queues.nextDue, startDue: queues.deliverDue };
  const sources = [errands, queued, alarms];
  const jumpTo = (at: number): void => void (time = at);

  const world: World = {
    gate,
    ledger,
    objects,
    queues,
    errands,
    crm,
    systemKey: SYSTEM_KEY,
    letters,
    masterKey: around.masterKey,
    reports,
    mapping,
    accepted,
    outcomes,
    happened,
    now,
    companies,
    ...outside,
    ports,
    desk: (actor) => ports.open("desk", actor),
    async run(forMs) {
      const isQuiet = await loop(
        { gate, sources, now, jumpTo, turns, afterStep: review },
        time + (forMs ?? LONGEST_RUN_MS),
      );
      if (!isQuiet && forMs === undefined) throw new Error(`I9: not quiet after ${LONGEST_RUN_MS / DAY} days`);
    },
  };
  return world;
}

/** A log whose shipments give the letters their contacts' keys, as one database does. */
const besideLetters = (log: EventLog, letters: MemoryDeadLetters): EventLog => ({
  read: (query) => log.read(query),
  async append(shipments) {
    const report = await log.append(shipments);
    letters.logged(shipments.filter(({ streamId }) => report.appended.includes(streamId)));
    return report;
  },
});
