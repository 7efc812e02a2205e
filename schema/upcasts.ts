// Older shapes of events, and the way from each to the next. Stored events are never changed: they are read through this table.
type Fields = Readonly<Record<string, unknown>>;

/** From one schema version of an event's type to the next. Pure, and total: a log holds whatever that version allowed. */
export interface Upcast {
  /** What the event says openly, and the rest of it. Its place (stream, version, hash before) and its seal stay as they are. */
  readonly event?: (event: Fields) => Fields;
  /** What it says under its key, once opened. */
  readonly words?: (words: Fields) => Fields;
}

/** By type, the steps from schema version 1 to 2, from 2 to 3, and so on. A type that is not here has only ever had one shape. */
export const UPCASTS: Readonly<Record<string, readonly Upcast[]>> = {};
