// Finds the score of a contact in its timeline. The timeline is the object's, so that the page of a contact explains what its events say and not
// what a row for reading says.
import * as z from "zod";
import { type ExplainedScore, explainedScore } from "../../replay/explained-score.ts";
import type { Timeline, TimelineEntry } from "../../schema/answers.ts";
import { EVENTS } from "../../schema/events.ts";
import { jsonIn } from "../../schema/json.ts";
import { Provenance } from "../../schema/provenance.ts";

/** The last score of the timeline; null without one, after an erasure, and when this release does not know the event's shape. */
export function scoreIn({ entries }: Pick<Timeline, "entries">): ExplainedScore | null {
  const last = entries.findLast(({ type }) => type === "ContactScored" || type === "ContactErased");
  return last?.type === "ContactScored" ? explainedEntry(last) : null;
}

function explainedEntry({ version, payload, provenance }: TimelineEntry): ExplainedScore | null {
  const parsed = EVENTS.ContactScored.payload.safeParse(jsonIn(payload));
  const why = Cited.safeParse(jsonIn(provenance));
  if (!parsed.success || !why.success) return null;
  return explainedScore({ version, payload: parsed.data, ...why.data });
}
/** The timeline adds the policy section to the provenance. */
const Cited = z.object({ source: Provenance.shape.source, evidence: Provenance.shape.evidence });
