// How much of a stream a verification decides, asks or computes again: beside "holds" it says of how much that holds.
import { foldStream } from "./fold.ts";
import type { StreamRows } from "./source.ts";

export interface MadeAgain {
  /** Rows that an event names as its evidence. */
  readonly evidence: number;
  /** Passed gates and vetoes. */
  readonly gates: number;
  readonly actions: number;
  readonly grades: number;
  readonly followups: number;
  /** Drafts that a model was to write. With the contact's key they are judged again, word by word. */
  readonly drafts: number;
}

export function madeAgain(stream: StreamRows): MadeAgain {
  let [evidence, gates, actions, grades, followups, drafts] = [0, 0, 0, 0, 0, 0];
  for (const { type, payload, provenance } of foldStream(stream).events) {
    evidence += provenance.evidence.length;
    if (type === "SafetyVetoed" || ("gate" in payload && payload.gate)) gates += 1;
    if (type === "ActionDecided") actions += 1;
    if (type === "QualificationGraded" || type === "OpportunityAnalyzed") grades += 1;
    if (type === "FollowupDue") followups += 1;
    if (type === "DraftHeld" && payload.writing) drafts += 1;
  }
  return { evidence, gates, actions, grades, followups, drafts };
}
