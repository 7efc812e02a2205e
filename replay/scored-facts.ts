// Reads what a score was made from out of the rows that its event cites, and makes the score again from it. Open values only; score-again.ts
// checks them, flip.ts and what-if.ts change one of them.
import type { EventOf } from "../schema/events.ts";
import type { ScorePolicy, Vertical } from "../schema/policy.ts";
import { AddressState } from "../schema/score-lists.ts";
import { Department, TitleLevel } from "../schema/title-rules.ts";
import { type TermFacts, termsOf, weigh, type Weighed } from "../domain/rules/score.ts";
import { fallbackFit, type ScoredTitle } from "../domain/rules/score-terms.ts";
import { type Columns, evidenceOf, text, versionOf } from "./placed.ts";

type Scored = EventOf<"ContactScored">;

export interface ScoredFacts extends Omit<TermFacts, "roleFit"> {
  /** A model's role fit, which no rule makes again; null where the rule judges the role. */
  readonly judged: number | null;
}

/** The recognised title in the columns of a contact's row; null where the row has none. */
export function titleIn(row: Columns): ScoredTitle | null {
  const [rule, level, department] = [
    text(row["title_rule"]),
    TitleLevel.safeParse(row["title_level"]).data,
    Department.safeParse(row["department"]).data,
  ];
  if (rule === null || level === undefined || department === undefined) return null;
  return { rule, level, department, isGatekeeper: row["gatekeeper"] === true, likeness: Number(row["likeness"]) };
}

/** The version of the stream that the score was made from: the first own event that it cites. */
export function basisVersion({ provenance, streamId }: Scored): number | null {
  const cited = provenance.evidence.find(({ table, columns }) => table === "events" && "signals" in columns);
  return cited ? versionOf(streamId, cited.id) : null;
}

/** The facts of a score but its signals, which are in the events of the stream; null when the contact's row is not cited. */
export function citedFacts(event: Scored): Omit<ScoredFacts, "intents"> | null {
  const row = evidenceOf(event, "contacts")?.columns;
  if (!row) return null;
  const { roleFit, terms } = event.payload;
  return {
    title: titleIn(row),
    hasProfile: row["profile"] === true,
    address: AddressState.safeParse(row["address"]).data ?? "unverified",
    judged: roleFit && roleFit.by !== "rule" ? (terms.role_fit?.basisPoints ?? null) : null,
  };
}

/** The score of these facts. */
export function weighedOf(
  { judged, ...facts }: ScoredFacts,
  { rules, vertical, asOf }: { readonly rules: ScorePolicy; readonly vertical: Vertical; readonly asOf: string },
): Weighed {
  const { title } = facts;
  const roleFit = title && (judged ?? fallbackFit(title, vertical, rules));
  return weigh(termsOf({ ...facts, roleFit }, asOf, rules), vertical, rules);
}
