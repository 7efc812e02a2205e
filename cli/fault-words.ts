// What each name of a fault means, in a sentence for people.
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
  root_differs: "the heads of all streams give another root than the one expected",
  stream_missing: "a stream that was there is gone",
  stream_unexpected: "a stream is there that was not",
  stream_truncated: "the end of a stream is gone",
  head_differs: "a stream has another event where it had its last one",
  body_unreadable: "an event is no JSON",
  event_invalid: "an event has not the shape of its type",
  body_not_canonical: "an event is not written in its canonical form",
  stream_mismatch: "an event says that it belongs to another stream",
  version_mismatch: "an event says that it has another version",
  version_missing: "an event is missing before this one",
  version_repeated: "a version is there twice",
  version_out_of_order: "an event stands in another place than its version says",
  hash_wrong: "the hash is not that of the event",
  chain_broken: "an event does not follow the one before it",
  time_reversed: "an event is older than the one before it",
  command_split: "the events of one command do not stand together",
  stream_not_allowed: "an event of this type has no place in this stream",
  writer_not_allowed: "an event was written by somebody who may not write its type",
  source_not_allowed: "an event gives a source its writer cannot have",
  event_unlawful: "an event could not happen after what was before it",
  evidence_unresolved: "evidence points to something that is not there",
  evidence_differs: "evidence is not what the log says at that place",
  claim_unevidenced: "a decision rests on nothing that was recorded",
  policy_unknown: "the policy of a decision was never adopted",
  rule_unknown: "a decision names a rule that does not exist",
  gate_missing: "an event that needs a passed gate has none",
  gate_differs: "a gate is not what the flags and the list say",
  gate_ignored: "something went on although the veto spoke",
  veto_differs: "the veto, asked again, answers otherwise",
  action_differs: "the action, decided again, is another",
  grade_differs: "the grade, computed again, is another",
  followup_differs: "the follow-up was due at another time, or never",
  seal_broken: "sealed words do not open with their key",
  words_invalid: "sealed words have not the shape of their event",
  digest_differs: "a digest is not that of the words it stands for",
  state_differs: "the object’s state is not the fold of its events",
  read_model_differs: "a row made for reading is not what the events say",
};
