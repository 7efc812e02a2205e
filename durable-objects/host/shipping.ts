// Ships an object's events to the log, and only then sends the messages that follow from them, or writes what follows of them to the CRM.
import type { ContactId, StreamId } from "../../schema/ids.ts";
import type { Message } from "../../schema/messages.ts";
import type { Shipment, UnderWayRow } from "../../schema/shipment.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import { GAP } from "../../drizzle/fault.ts";
import { effectsOf } from "../../domain/contact/effects.ts";
import { nameOf, type Report } from "./report.ts";
import { shipmentOf } from "../../domain/contact/ship.ts";
import type { Contact, Run } from "../../domain/contact/state.ts";
import type { Stream } from "../../domain/contact/stream.ts";

interface Ports {
  readonly log: EventLog;
  /** Writes to the CRM what follows from the stream up to `version`, which the log has. */
  readonly place: (version: number) => Promise<void>;
  /** The version of the last event from which something follows in the CRM; 0 without one. */
  readonly toPlace: () => number;
  readonly send: (messages: readonly Message[]) => Promise<void>;
  readonly report: Report;
}

export interface Shipping {
  /** The version up to which the log has the stream, as far as this object knows. */
  readonly shipped: number;
  /** The version up to which nothing is left to do with the stream's events: the log has them, and the CRM what follows from them. */
  readonly settled: number;
  /** Records that the log has `version`: a message that follows it was received, and it was sent after the log had it. */
  raise(version: number | undefined): void;
  /** The rows of the CRM may not be as the object wrote them: they are written again with the next shipment. */
  forgetPlaced(): void;
  /** D1 really ends at `version`; it may have been restored to an earlier point. */
  resetShipped(version: number): void;
  /** The shipment of everything that the log is not known to have. */
  shipment(streamId: StreamId): Shipment;
  /** Reads once after an eviction how much of a long stream the log has. */
  catchUp(): Promise<void>;
  /** Ships to the log, then writes to the CRM. False when the log does not have everything yet. */
  append(): Promise<boolean>;
  /**
   * Ships, then sends the messages that follow from clicks and timers; never in the other order. `isAgain` selects runs whose
   * message is sent again.
   */
  flush(isAgain: (run: Run) => boolean): Promise<boolean>;
  /**
   * Lists in the log the runs that wait too long for their step, by the rows that `lateIn` makes of the contact. It does nothing before the log has
   * all events. A row that is not written now is written at the next alarm.
   */
  listLate(lateIn: (contactId: ContactId, contact: Contact) => readonly UnderWayRow[]): Promise<void>;
}

/**
 * From this many events on, the object reads the log before it ships the whole stream. A shorter stream is cheaper to ship than
 * to look up.
 */
const ROWS_WORTH_ASKING = 100;

export function openShipping(stream: Stream, { log, place: placeUpTo, toPlace, send, report }: Ports): Shipping {
  // Memory only. Losing it costs repeats, which the log ignores without writing a row.
  let shipped = 0;
  let placed = 0;
  const sent = new Set<string>();
  let isAsked = stream.rows.length < ROWS_WORTH_ASKING;

  const shipment = (streamId: StreamId): Shipment => shipmentOf(streamId, stream, shipped);

  /** Writes what follows from events that are in the log. Where that fails, the alarm repeats it. */
  const place = async (): Promise<void> => {
    const version = Math.min(shipped, stream.contact.version);
    if (placed >= Math.min(version, toPlace())) return;
    try {
      await placeUpTo(version);
      placed = Math.max(placed, version);
    } catch (cause) {
      report({ reason: "crm_unwritable", streamId: stream.streamId, detail: nameOf(cause) });
    }
  };

  const append = async (): Promise<boolean> => {
    const isLogged = await appendEvents();
    if (isLogged) await place();
    return isLogged;
  };

  const appendEvents = async (): Promise<boolean> => {
    const { streamId } = stream;
    if (!streamId) return true;
    const { version } = stream.contact;
    if (shipped >= version) return true;
    try {
      let answer = await log.append([shipment(streamId)]);
      if (answer.failed.some(({ reason }) => reason === GAP)) {
        // The log was restored to an earlier point and lacks shipped events: everything is shipped again.
        report({ reason: "log_restored", streamId, detail: "" });
        shipped = 0;
        answer = await log.append([shipment(streamId)]);
      }
      if (answer.appended.includes(streamId)) {
        shipped = Math.max(shipped, version);
        return true;
      }
      const [conflict] = answer.conflicts;
      report({
        reason: conflict ? "log_conflict" : "log_unavailable",
        streamId,
        detail: conflict ? `version ${conflict.version}` : (answer.failed[0]?.reason ?? ""),
      });
    } catch (cause) {
      report({ reason: "log_unavailable", streamId, detail: nameOf(cause) });
    }
    return false;
  };

  return {
    get shipped() {
      return shipped;
    },
    get settled() {
      return placed >= Math.min(shipped, toPlace()) ? shipped : Math.min(shipped, placed);
    },
    raise: (version) => {
      if (version !== undefined && version <= stream.contact.version) shipped = Math.max(shipped, version);
    },
    forgetPlaced: () => void (placed = 0),
    resetShipped: (version) => {
      shipped = Math.min(version, stream.contact.version);
      // The CRM may have been restored, too.
      placed = 0;
    },
    shipment,
    catchUp: async () => {
      const { streamId, contact, rows } = stream;
      if (isAsked || !streamId || shipped > 0) return;
      isAsked = true;
      try {
        const [head] = await log.read({ streamId, from: contact.version });
        if (head && head.hash === rows[contact.version - 1]?.hash) shipped = Math.max(shipped, contact.version);
      } catch {
        // The log does not answer: the whole stream is shipped, as when this read was not made.
      }
    },
    append,
    listLate: async (lateIn) => {
      const { streamId, contact } = stream;
      if (!streamId?.startsWith("ct_") || shipped < contact.version) return;
      const underWay = [...lateIn(streamId as ContactId, contact)];
      if (underWay.length === 0) return;
      const { failed } = await log.append([{ ...shipment(streamId), underWay }]);
      if (failed[0]) report({ reason: "log_unavailable", streamId, detail: failed[0].reason });
    },
    flush: async (isAgain) => {
      if (!(await append())) return false;
      const { streamId } = stream;
      if (!streamId?.startsWith("ct_")) return true;
      const due = effectsOf(streamId as ContactId, stream.contact).filter(
        ({ message, isOwn, run }) =>
          // Another turn may have written while the log answered; that turn sends its own messages.
          message.follows <= shipped && ((isOwn && !sent.has(message.id)) || isAgain(run)),
      );
      if (due.length === 0) return true;
      // Marked as sent before the await, so that a concurrent click does not send the same message.
      for (const { message } of due) sent.add(message.id);
      try {
        await send(due.map((effect) => effect.message));
      } catch (cause) {
        // The event is in the log; the alarm sends its message later.
        for (const { message } of due) sent.delete(message.id);
        report({ reason: "queue_unavailable", streamId, detail: nameOf(cause) });
      }
      return true;
    },
  };
}
