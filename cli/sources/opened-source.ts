// The type of an opened log: a live log in databases, or an export. choose-source.ts opens it. A local log is read as it was when it was opened; a
// remote log may grow during the reading.
import type { LogSource } from "../../replay/source.ts";
import type { ExportFile } from "./export-file.ts";
import type { LogFingerprints } from "./own-keys.ts";
import type { Query } from "./query.ts";

export interface OpenedSource {
  /** The name for people: "the local log". */
  readonly name: string;
  readonly log: LogSource;
  /** The databases in the order of their shards; empty for a file. */
  readonly databases: readonly Query[];
  /** The CRM database; null for a file, and for a live log whose CRM was not named or is not there. */
  readonly crm: Query | null;
  /** The export; null for a live log. */
  readonly file: ExportFile | null;
  /** The fingerprints of the installation's keys, as far as they are known. */
  readonly fingerprints?: LogFingerprints;
  /** The master key of a live log, if this machine has it: it opens the sealed words. Null otherwise, and for a file. */
  readonly masterKey: string | null;
  readonly close: () => Promise<void>;
}
