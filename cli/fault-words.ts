// The meaning of each fault name in plain English: the faults of a log and the faults of an export file. docs/replay.md has the same table.
import { LOG_FAULT_WORDS } from "../replay/fault-words.ts";
import type { FaultName } from "../replay/faults.ts";
import type { LineFaultName } from "./sources/export-file.ts";

/** Faults of an export file. */
export type FileFaultName = LineFaultName | "bytes_differ" | "count_differs" | "heads_differ";
export type ReportedFaultName = FaultName | FileFaultName;

export const FAULT_WORDS: Readonly<Record<ReportedFaultName, string>> = {
  line_unreadable: "a line of the file is no event",
  line_cut: "the file ends in the middle of a line",
  stream_out_of_order: "a stream is after one that should follow it",
  bytes_differ: "the file was changed since it was written",
  count_differs: "the file has more or fewer streams or events than its manifest says",
  heads_differ: "the last events of the streams are not those of the manifest",
  ...LOG_FAULT_WORDS,
};
