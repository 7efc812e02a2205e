// The observer of the world. It records the streams of the log, the readings of the list and the deliveries. It also checks I8, log before
// effect, which can be seen only at the moment of the effect.
import { memoryEventLog } from "../testing/twins/memory-event-log.ts";
import { memoryLogRevision } from "../testing/twins/memory-log-revision.ts";
import { countedLog } from "../testing/twins/memory-model-spend.ts";
import { memoryRoleFits } from "../testing/twins/memory-role-fits.ts";
import { type MemorySuppressionList, memorySuppressionList } from "../testing/twins/memory-suppression-list.ts";
import type { EventLog } from "../drizzle/event-log.ts";
import type { RoleFits } from "../drizzle/role-fits.ts";
import type { ModelSpend } from "../drizzle/model-spend.ts";
import type { Destruction } from "../drizzle/personal-stores.ts";
import { evolve } from "../domain/contact/evolve.ts";
import { type Contact, emptyContact } from "../domain/contact/state.ts";
import { type DraftText, eventInRow, type StoredEvent } from "../schema/events.ts";
import type { HoldId, StreamId } from "../schema/ids.ts";
import { hasSigned } from "../schema/log-signature.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import type { IngestMessage, Message } from "../schema/messages.ts";
import type { ModelStep } from "../schema/model-call.ts";
import type { EventRow, HoldRow } from "../schema/shipment.ts";
import type { OutgoingMail } from "../workers/dispatcher/transports.ts";
import type { Actor } from "./call-gate.ts";

/** A stream in the log. */
export interface Logged {
  readonly rows: readonly EventRow[];
  readonly events: readonly StoredEvent[];
  readonly contact: Contact;
}

const nothingLogged: Logged = { rows: [], events: [], contact: emptyContact };

/** A completed reading of the suppression list. */
export interface Reading {
  readonly digests: ReadonlySet<string>;
  readonly revision: number;
  readonly at: number;
}

/** A call that a model answered, and the invocation that made it. */
export interface Payment {
  readonly actor: Actor;
  readonly costMicroDollars: number;
  readonly step: ModelStep;
  /** Whether the caller got the model's answer. */
  isAnswered: boolean;
}

/** What a page drew of a draft. */
export interface Drawing {
  readonly by: string;
  readonly digest: string;
  readonly text: DraftText;
}

export interface Ledger {
  readonly log: EventLog;
  readonly list: MemorySuppressionList;
  readonly violations: string[];
  readonly readings: Reading[];
  /** The revisions at which digests were added to the list or lifted, in their order. */
  readonly listRows: {
    readonly revision: number;
    readonly digest: string;
    readonly op: "add" | "lift";
    /** The world's time. */
    readonly at: number;
  }[];
  /** The rows for reading of the log's holds, as the objects shipped them. */
  readonly holds: Map<HoldId, HoldRow>;
  /** The text of each draft that the desk drew for a person, with its digest. */
  readonly drawn: Drawing[];
  /** Every mail that the provider delivered. */
  readonly deliveries: OutgoingMail[];
  /** Every message that the door put into the queue of ingest. */
  readonly ingested: IngestMessage[];
  /** Every call that a model answered. */
  readonly payments: Payment[];
  /** The count of the calls in the log, by day and source. */
  readonly spend: ModelSpend;
  /** The kept answers of a model about roles. */
  readonly fits: RoleFits;
  streams(): readonly StreamId[];
  of(streamId: StreamId): Logged;
  height(streamId: StreamId): number;
  /** The streams that grew since the last call. */
  grown(): readonly StreamId[];
  /** A message is put into a queue: the log must have the event that the message follows, with the object's hash. */
  queued(message: Message, own: readonly EventRow[]): void;
  /** A message reaches a provider: its claim must be in the log. */
  handedOver(mail: OutgoingMail): void;
  delivered(mail: OutgoingMail): void;
  /** Copies of a contact's words are destroyed: the log must have the ContactErased event. */
  destroyed(what: Destruction): void;
}

const events = new WeakMap<EventRow, StoredEvent>();
/** The event of a row, parsed once. */
export function eventOf(row: EventRow): StoredEvent {
  const known = events.get(row) ?? eventInRow(row);
  events.set(row, known);
  return known;
}

export function openLedger(now: () => number): Ledger {
  const { log, spend } = countedLog(memoryEventLog());
  const list = memorySuppressionList();
  const logRevision = memoryLogRevision(log);
  const streams = new Map<StreamId, Logged>();
  const violations: string[] = [];
  const readings: Reading[] = [];
  const listRows: Ledger["listRows"] = [];
  const deliveries: OutgoingMail[] = [];
  const ingested: IngestMessage[] = [];
  const payments: Payment[] = [];
  const holds: Ledger["holds"] = new Map();
  const drawn: Drawing[] = [];
  let grown = new Set<StreamId>();
  const of = (streamId: StreamId): Logged => streams.get(streamId) ?? nothingLogged;

  async function observe(streamId: StreamId): Promise<void> {
    const known = of(streamId);
    const added = await log.read({ streamId, from: known.rows.length + 1 });
    if (added.length === 0) return;
    const head = added.at(-1);
    if (!head?.signature || !hasSigned(LOG_SIGNER.key, head, head.signature))
      violations.push(`I13: the log's head of ${streamId} is not signed by its key`);
    const newEvents = added.map(eventOf);
    const contact = newEvents.reduce((state, event, index) => evolve(state, event, added[index]!.hash), known.contact);
    streams.set(streamId, { rows: [...known.rows, ...added], events: [...known.events, ...newEvents], contact });
    grown.add(streamId);
  }

  /** A repeat gives back the row that it has, which may be older than a lift that came between. */
  const noteListRow = (row: Ledger["listRows"][number]): void => {
    if (listRows.some(({ revision }) => revision === row.revision)) return;
    listRows.push(row);
    listRows.sort((one, other) => one.revision - other.revision);
  };

  return {
    violations,
    readings,
    listRows,
    holds,
    drawn,
    deliveries,
    ingested,
    payments,
    spend,
    fits: memoryRoleFits(),
    log: {
      read: (query) => log.read(query),
      async append(shipments) {
        const report = await log.append(shipments);
        for (const streamId of new Set(report.appended)) await observe(streamId);
        for (const row of shipments.flatMap((one) => (report.appended.includes(one.streamId) ? one.holds : [])))
          if (row.version > (holds.get(row.holdId)?.version ?? 0)) holds.set(row.holdId, row);
        return report;
      },
    },
    list: {
      async read(digests, atLeast) {
        const reading = await list.read(digests, atLeast);
        // An entry has its row before its event, so no reading is below the log unless the list has lost entries.
        const logged = await logRevision.read();
        if (reading.revision < logged)
          violations.push(`I4: the list was read at revision ${reading.revision}, and the log has ${logged}`);
        readings.push({ digests: new Set(digests), revision: reading.revision, at: now() });
        return reading;
      },
      standing: (digests, atLeast) => list.standing(digests, atLeast),
      latest: (digests, atLeast) => list.latest(digests, atLeast),
      async add(rows, atLeast) {
        const added = await list.add(rows, atLeast);
        for (const { digest, revision } of added) noteListRow({ digest, revision, op: "add", at: now() });
        return added;
      },
      async lift(row, atLeast) {
        const lifted = await list.lift(row, atLeast);
        noteListRow({ digest: row.digest, revision: lifted.revision, op: "lift", at: now() });
        return lifted;
      },
      dispatching: list.dispatching,
      rows: () => list.rows(),
      goBackTo: (revision) => list.goBackTo(revision),
    },
    streams: () => [...streams.keys()],
    of,
    height: (streamId) => of(streamId).rows.length,
    grown: () => {
      const since = [...grown];
      grown = new Set();
      return since;
    },
    queued(message, own) {
      if (message.queue === "ingest") return void ingested.push(message);
      const at = message.follows - 1;
      const { rows } = of(message.contactId);
      if (rows[at] && rows[at].hash === own[at]?.hash) return;
      violations.push(`I8: a ${message.queue} message follows version ${message.follows}, which the log lacks`);
    },
    handedOver({ contactId, idempotencyKey }) {
      const isClaimed = of(contactId).events.some(
        (event) => event.type === "DispatchClaimed" && event.payload.idempotencyKey === idempotencyKey,
      );
      if (!isClaimed) violations.push(`I8: ${idempotencyKey} reached a provider before its claim was in the log`);
    },
    delivered: (mail) => void deliveries.push(mail),
    destroyed({ contactId, version }) {
      if (of(contactId).events[version - 1]?.type !== "ContactErased")
        violations.push(
          `I8: a contact's words were destroyed before the log had version ${version}, which records the erasure`,
        );
    },
  };
}
