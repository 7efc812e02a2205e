// Makes a stream's shipment: the events above a version, and the read-model rows that they changed.
import { GENESIS_HASH } from "../../schema/events.ts";
import type { ContactId, StreamId } from "../../schema/ids.ts";
import type { Shipment } from "../../schema/shipment.ts";
import { contactRow, holdRow, scoreRow, taskRow } from "./rows.ts";
import type { Contact } from "./state.ts";
import { reportRows, runRows } from "./run-rows.ts";
import type { Stream } from "./stream.ts";
import { movedRuns } from "./under-way-rows.ts";
import { unwrittenRows } from "./unwritten-rows.ts";

/**
 * Everything above `shipped`. The wrapped key is shipped with the first sealed event, so that an object can be rebuilt from the
 * log.
 */
export function shipmentOf(streamId: StreamId, stream: Stream, shipped: number): Shipment {
  const { contact, events, rows, open } = stream;
  const prevHash = rows[shipped - 1]?.hash ?? GENESIS_HASH;
  const nothing: Shipment = {
    streamId,
    events: [],
    prevHash,
    wrappedKey: null,
    holds: [],
    tasks: [],
    contact: null,
    runs: [],
    reports: [],
  };
  if (shipped >= contact.version) return nothing;
  const shipment = { ...nothing, events: rows.slice(shipped) };
  if (!streamId.startsWith("ct_")) return shipment;
  const id = streamId as ContactId;
  const isNew = ({ touched }: { readonly touched: number }): boolean => touched > shipped;
  return {
    ...shipment,
    ...keyOf(stream, shipped),
    holds: Object.values(contact.holds)
      .filter(isNew)
      .map((hold) => holdRow(id, contact, hold, events, open)),
    tasks: Object.values(contact.tasks)
      .filter(isNew)
      .map((task) => taskRow(id, task)),
    contact: isNew(contact) ? contactRow(id, contact) : null,
    ...scoreOf(id, contact, shipped),
    runs: runRows(id, contact, events, shipped),
    reports: reportRows(id, contact, events, shipped),
    ...unwrittenOf(id, stream, shipped),
    ...movedOf(id, stream, shipped),
  };
}

function movedOf(id: ContactId, { contact, events }: Stream, shipped: number): Pick<Shipment, "moved"> {
  const moved = movedRuns(id, contact, events, shipped);
  return moved.length === 0 ? {} : { moved };
}

function unwrittenOf(id: ContactId, { contact, events }: Stream, shipped: number): Pick<Shipment, "unwritten"> {
  const unwritten = unwrittenRows(id, contact, events, shipped);
  return unwritten.length === 0 ? {} : { unwritten };
}

function scoreOf(id: ContactId, contact: Contact, shipped: number): Pick<Shipment, "score"> {
  const score = scoreRow(id, contact);
  return score && score.version > shipped ? { score } : {};
}

function keyOf({ contact, wrappedKey }: Stream, shipped: number): Pick<Shipment, "wrappedKey" | "keySince"> {
  const { keyVersion } = contact;
  return keyVersion !== null && keyVersion > shipped ? { wrappedKey, keySince: keyVersion } : { wrappedKey: null };
}
