// Counts the parts of a stream that a verification derives again. The desk shows the counts beside "holds", to show how much was
// checked.
import { foldStream } from "./fold.ts";
import type { StreamRows } from "./source.ts";

export interface MadeAgain {
  /** Rows that events cite as evidence. */
  readonly evidence: number;
  /** Passed gates and vetoes. */
  readonly gates: number;
  readonly actions: number;
  readonly grades: number;
  readonly followups: number;
  readonly scores: number;
  /** Drafts that a model was meant to write. With the contact's key their replies are judged again. */
  readonly drafts: number;
}

/** The counts of one stream. */
export function madeAgain(stream: StreamRows): MadeAgain {
  let [evidence, gates, actions, grades, followups, scores, drafts] = [0, 0, 0, 0, 0, 0, 0];
  for (const { type, payload, provenance } of foldStream(stream).events) {
    evidence += provenance.evidence.length;
    if (type === "SafetyVetoed" || ("gate" in payload && payload.gate)) gates += 1;
    if (type === "ActionDecided") actions += 1;
    if (type === "QualificationGraded" || type === "OpportunityAnalyzed") grades += 1;
    if (type === "FollowupDue") followups += 1;
    if (type === "ContactScored") scores += 1;
    if (type === "DraftHeld" && payload.writing) drafts += 1;
  }
  return { evidence, gates, actions, grades, followups, scores, drafts };
}
