// The type of a log that is made to be frozen: its source, and the keys of its contacts.
import type { LogSource } from "../../replay/source.ts";
import type { LogKeys } from "./facts.ts";

/** A new log with the keys of its contacts. */
export interface MadeLog {
  readonly log: LogSource;
  readonly keys: LogKeys;
}
