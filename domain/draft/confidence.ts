// The confidence of a model's draft in the log: how much of what it claims is cited.
import { jsonIn } from "../../schema/json.ts";
import { citedShare, type DraftClaim } from "../../schema/written-draft.ts";
import { isStatedBy } from "./check-statements.ts";
import { fold } from "./draft-text.ts";
import { DraftMaterial, FIRST_JUDGEMENT } from "./given.ts";

/**
 * From 0 to 1: claims that cite evidence ÷ claims that should. A claim without a citation that the material supports anyway takes nothing
 * from a cited one. 0 for a draft without claims, or without any that cites. Drafts of judgement 1 have the confidence of that judgement:
 * the share of all claims, and 1 without claims. `given` is the recorded material; text that is none counts as judgement 1.
 */
export function confidenceOf(given: string, claims: readonly DraftClaim[]): number {
  const material = DraftMaterial.safeParse(jsonIn(given)).data;
  if (material === undefined || material.judgement === FIRST_JUDGEMENT) return citedShare(claims);
  const texts = material.sources.map(({ text }) => fold(text));
  const cited = claims.filter(({ evidence }) => evidence.length > 0).length;
  const unfounded = claims.filter(({ text, evidence }) => evidence.length === 0 && !isStatedBy(text, texts)).length;
  return cited === 0 ? 0 : cited / (cited + unfounded);
}
