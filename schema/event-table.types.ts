// Checked by the compiler, never run: a table over events has an entry for each type, of that type's event.
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
  // @ts-expect-error SignalReceived is said again below
  SignalReceived: null,
  ...nothingAt("SignalReceived", "RoleChanged", allButOne),
};

export const wrong: Counted = {
  // @ts-expect-error a changed role has no receipt
  RoleChanged: ({ payload }) => payload.receipt.length,
  ...nothingAt("SignalReceived", allButOne),
};

export const result: number | null = atEvent(table, event, { factor: 2 });
// @ts-expect-error what an entry is given has its type
atEvent(table, event, { factor: "2" });
