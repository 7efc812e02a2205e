// Sample messages and shipments for the tests of all stages, and replacements for a delivery, a log and a database.
import { GENESIS_HASH } from "../../schema/events.ts";
import { contactNamed } from "../people.ts";
import { type ContactId, runIdOf } from "../../schema/ids.ts";
import type { AppendReport, EventLog } from "../../drizzle/event-log.ts";
import { planMessage, type PlanMessage } from "../../schema/messages.ts";
import type { Shipment } from "../../schema/shipment.ts";
import type { Delivery } from "../../workers/stage/delivery.ts";

export const causeOf = (contactId: ContactId, follows = 1) => ({
  contactId,
  correlationId: "sg_1",
  causationId: "sg_1",
  runId: runIdOf(contactId, "sg_1"),
  follows,
});

export const planFor = (name: string): PlanMessage => planMessage(causeOf(contactNamed(name)));

/** A shipment of `events` events, by default one. The events are not valid; only their number matters. */
export const shipmentOf = (streamId: ContactId, { events = 1 }: { events?: number } = {}): Shipment => ({
  streamId,
  events: Array.from({ length: events }, (_, index) => ({
    streamId,
    version: index + 1,
    hash: "0".repeat(64),
    body: "{}",
    sealed: null,
    signature: null,
  })),
  prevHash: GENESIS_HASH,
  wrappedKey: null,
  holds: [],
  tasks: [],
  contact: null,
  runs: [],
  reports: [],
});

export type RecordedDelivery = Delivery & { readonly became: { acked: number; retriedAfter: number[] } };

/** A delivery that records in `became` whether a stage acknowledged or retried it. */
export function delivered(
  body: unknown,
  { id = "0", attempts = 1 }: { id?: string; attempts?: number } = {},
): RecordedDelivery {
  const became = { acked: 0, retriedAfter: [] as number[] };
  return {
    id,
    body,
    attempts,
    became,
    ack: () => void (became.acked += 1),
    retry: ({ delaySeconds }) => void became.retriedAfter.push(delaySeconds),
  };
}

const nothingWrong: AppendReport = { appended: [], conflicts: [], failed: [] };

/** A log that records the appended shipments, and returns the report that the test defines. It stores nothing. */
export function recordingLog(
  answer: () => Partial<AppendReport> = () => ({}),
): EventLog & { readonly appends: Shipment[][] } {
  const appends: Shipment[][] = [];
  return {
    appends,
    read: async () => [],
    async append(shipments) {
      appends.push([...shipments]);
      return { ...nothingWrong, ...answer() };
    },
  };
}

/** A D1 database of which every method throws. */
export const unavailableDatabase = new Proxy({} as D1Database, {
  get: () => () => {
    throw new Error("D1 is down");
  },
});
