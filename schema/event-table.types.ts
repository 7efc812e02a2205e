// Compile-time test, never run: an event table needs an entry for each event type, and each entry gets an event of its own type.
import { atEvent, type EventTable, nothingAt } from "./event-table.ts";
import type { EventType, StoredEvent } from "./events.ts";

type Counted = EventTable<{ readonly factor: number }, number>;
declare const event: StoredEvent;
declare const table: Counted;

declare const allButOne: Exclude<EventType, "RoleChanged" | "SignalReceived">;

export const whole: Counted = {
  SignalReceived: ({ payload }, { factor }) => payload.receipt.length * factor,
  RoleChanged: null,
  ...nothingAt(allButOne),
};

// @ts-expect-error RoleChanged is missing
export const lacking: Counted = {
  SignalReceived: ({ payload }, { factor }) => payload.receipt.length * factor,
  ...nothingAt(allButOne),
};

export const twice: Counted = {
  // @ts-expect-error SignalReceived has a second entry below
  SignalReceived: null,
  ...nothingAt("SignalReceived", "RoleChanged", allButOne),
};

export const wrong: Counted = {
  // @ts-expect-error the payload of RoleChanged has no receipt
  RoleChanged: ({ payload }) => payload.receipt.length,
  ...nothingAt("SignalReceived", allButOne),
};

export const result: number | null = atEvent(table, event, { factor: 2 });
// @ts-expect-error `factor` must be a number
atEvent(table, event, { factor: "2" });
