// Explains a score by its event alone: each term with its points, its weight before and after renormalising, what it adds, and the rows that it
// cites. The receipt and the desk show it.
import type { PayloadOf, RoleFit } from "../schema/events.ts";
import type { Tier } from "../schema/lists.ts";
import type { Evidence } from "../schema/provenance.ts";
import { ScoreTerm } from "../schema/score-lists.ts";
import { countedWords, missingTermWord, roleFitWords } from "../schema/score-words.ts";

/** A row that a term cites, and in words what the term counted in it. */
export interface CountedRow {
  readonly table: Evidence["table"];
  readonly id: string;
  readonly says: string;
}

export interface ExplainedTerm {
  readonly term: ScoreTerm;
  /** Null when the term is left out; `missing` then says why. */
  readonly basisPoints: number | null;
  readonly missing: string | null;
  /** The vertical's weight, and what it is of the whole once the missing terms are left out; both in basis points. */
  readonly weight: number;
  readonly share: number;
  /** What the term adds to the composite, in basis points and rounded; the composite itself is computed from the weights. */
  readonly adds: number;
  readonly rows: readonly CountedRow[];
}

export interface ExplainedScore {
  readonly version: number;
  readonly vertical: string;
  readonly tier: Tier;
  readonly composite: number;
  /** The time up to which signals of intent had decayed, and when the score is made again: null without a need. */
  readonly asOf: string;
  readonly until: string | null;
  readonly roleFit: RoleFit | null;
  /** Who judged the role, in words; null without the term. */
  readonly judge: string | null;
  /** All terms in the order of the list, missing ones too. */
  readonly terms: readonly ExplainedTerm[];
}

/** What a score's event says. `evidence` is the event's, with personal values as digests or in clear. */
interface ScoreEvent {
  readonly version: number;
  readonly payload: PayloadOf<"ContactScored">;
  readonly source: string;
  readonly evidence: readonly Evidence[];
}

export function explainedScore({ version, payload, source, evidence }: ScoreEvent): ExplainedScore {
  const { vertical, tier, composite, asOf, until, roleFit = null } = payload;
  return {
    version,
    vertical,
    tier,
    composite,
    asOf,
    until,
    roleFit,
    judge: roleFit && roleFitWords(roleFit, source),
    terms: ScoreTerm.options.map((term) => explainedTerm(term, payload, evidence)),
  };
}

function explainedTerm(
  term: ScoreTerm,
  { terms, weights, shares, asOf }: PayloadOf<"ContactScored">,
  evidence: readonly Evidence[],
): ExplainedTerm {
  const { basisPoints, rows } = terms[term] ?? { basisPoints: null, rows: [] };
  const share = shares[term] ?? 0;
  return {
    term,
    basisPoints,
    missing: basisPoints === null ? missingTermWord(term) : null,
    weight: weights[term],
    share,
    adds: Math.round(((basisPoints ?? 0) * share) / 10_000),
    rows: rows.flatMap((place) => {
      const row = evidence[place];
      const says = row ? countedWords(term, row, asOf) : null;
      return row && says !== null ? [{ table: row.table, id: row.id, says }] : [];
    }),
  };
}
