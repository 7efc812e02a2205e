// What each name of a fault means, in a sentence for people: those of a log, and those of its file.
import { LOG_FAULT_WORDS } from "../replay/fault-words.ts";
import type { FaultName } from "../replay/faults.ts";
import type { LineFaultName } from "./sources/export-file.ts";

/** What can be wrong with an export as a whole. */
export type FileFaultName = LineFaultName | "bytes_differ" | "count_differs" | "heads_differ";
export type FoundName = FaultName | FileFaultName;

export const FAULT_WORDS: Readonly<Record<FoundName, string>> = {
  line_unreadable: "a line of the file is no event",
  line_cut: "the file ends in the middle of a line",
  stream_out_of_order: "a stream stands behind one that comes after it",
  bytes_differ: "the file is not byte for byte what was written",
  count_differs: "the file has more or fewer of them than its manifest says",
  heads_differ: "the last events of the streams are not those of the manifest",
  ...LOG_FAULT_WORDS,
};
