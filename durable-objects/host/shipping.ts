// What a contact's object hands on by itself: its events to the log, and only then what follows from them to the queues.
import type { ContactId, StreamId } from "../../schema/ids.ts";
import type { Message } from "../../schema/messages.ts";
import type { Shipment } from "../../schema/shipment.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import { GAP } from "../../drizzle/fault.ts";
import { effectsOf } from "../../domain/contact/effects.ts";
import { nameOf, type Report } from "./report.ts";
import { shipmentOf } from "../../domain/contact/ship.ts";
import type { Run } from "../../domain/contact/state.ts";
import type { Stream } from "../../domain/contact/stream.ts";

interface Ports {
  readonly log: EventLog;
  readonly send: (messages: readonly Message[]) => Promise<void>;
  readonly report: Report;
}

export interface Shipping {
  /** The version up to which the log has the stream, as far as this object knows. */
  readonly shipped: number;
  /** A message that follows `version` has come: it was sent after the log had it. */
  raise(version: number | undefined): void;
  /** The log was seen to end at `version`, whatever was believed of it: it may have been taken back to an earlier minute. */
  meet(version: number): void;
  /** What the log is not known to have. */
  shipment(streamId: StreamId): Shipment;
  /** Asks the log, once after an eviction, what it has of a long stream. */
  catchUp(): Promise<void>;
  /** Ships. False when the log does not have it yet. */
  append(): Promise<boolean>;
  /** Ships, then sends what clicks and timers caused; never the other way round. `isAgain` names the runs whose message goes once more. */
  flush(isAgain: (run: Run) => boolean): Promise<boolean>;
}

/** From here on a stream is worth a question to the log before it is sent whole. A short one is cheaper to send than to ask about. */
const ROWS_WORTH_ASKING = 100;

export function openShipping(stream: Stream, { log, send, report }: Ports): Shipping {
  // Memory only. Lost with the object it costs repeats, which the log ignores at no row.
  let shipped = 0;
  const sent = new Set<string>();
  let isAsked = stream.rows.length < ROWS_WORTH_ASKING;

  const shipment = (streamId: StreamId): Shipment => shipmentOf(streamId, stream, shipped);

  const append = async (): Promise<boolean> => {
    const { streamId } = stream;
    if (!streamId) return true;
    const { version } = stream.contact;
    if (shipped >= version) return true;
    try {
      let answer = await log.append([shipment(streamId)]);
      if (answer.failed.some(({ reason }) => reason === GAP)) {
        // The log was taken back to an earlier minute: what it had, it has no more. Everything goes again.
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
    raise: (version) => {
      if (version !== undefined && version <= stream.contact.version) shipped = Math.max(shipped, version);
    },
    meet: (version) => {
      shipped = Math.min(version, stream.contact.version);
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
        // The log does not answer: it is sent everything, as always when nothing is known.
      }
    },
    append,
    flush: async (isAgain) => {
      if (!(await append())) return false;
      const { streamId } = stream;
      if (!streamId?.startsWith("ct_")) return true;
      const due = effectsOf(streamId as ContactId, stream.contact).filter(
        ({ message, isOwn, run }) =>
          // Another turn may have written while the log answered: what follows from that, it sends itself.
          message.follows <= shipped && ((isOwn && !sent.has(message.id)) || isAgain(run)),
      );
      if (due.length === 0) return true;
      // Claimed before the await: a click that comes meanwhile finds it under way.
      for (const { message } of due) sent.add(message.id);
      try {
        await send(due.map((effect) => effect.message));
      } catch (cause) {
        // The event is on the log; the alarm sends what follows from it.
        for (const { message } of due) sent.delete(message.id);
        report({ reason: "queue_unavailable", streamId, detail: nameOf(cause) });
      }
      return true;
    },
  };
}
