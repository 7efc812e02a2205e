// A log that can be read, wherever it is kept.
import type { LogSource } from "../../replay/source.ts";
import type { ExportFile } from "./export-file.ts";
import type { Query } from "./query.ts";

export interface OpenedSource {
  /** For people: "the local log". */
  readonly name: string;
  readonly log: LogSource;
  /** The databases in the order of their shards; none for a file. */
  readonly databases: readonly Query[];
  /** The export it is; null for a live log. */
  readonly file: ExportFile | null;
  readonly close: () => Promise<void>;
}
