import type { LogSource } from "../../replay/source.ts";
import type { LogKeys } from "./facts.ts";

/** A log as it was just made, with the keys of its contacts. */
export interface MadeLog {
  readonly log: LogSource;
  readonly keys: LogKeys;
}
