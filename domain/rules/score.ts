// Weighs the terms of a score: the composite, its tier, and until when the score holds. Whole numbers only, so that every reader computes the
// same. The rules and their numbers: docs/scoring.md.
import type { ScoredTerm } from "../../schema/events.ts";
import type { Tier } from "../../schema/lists.ts";
import type { ModelOutcome } from "../../schema/model-call.ts";
import type { ScorePolicy, Vertical } from "../../schema/policy.ts";
import { type AddressState, ScoreTerm } from "../../schema/score-lists.ts";
import { DAY_MS } from "../../schema/time.ts";
import {
  type IntentSignal,
  propensityTerm,
  reachabilityTerm,
  type ScoredTitle,
  seniorityTerm,
  WHOLE,
} from "./score-terms.ts";

/** The terms that are present, in basis points. */
export type Terms = Readonly<Partial<Record<ScoreTerm, number>>>;

export interface Weighed {
  /** The vertical's weights, in parts of 10,000. */
  readonly weights: Readonly<Record<ScoreTerm, number>>;
  /** What the weights of the present terms are of their sum: together exactly 10,000, or nothing without a term that weighs. */
  readonly shares: Terms;
  readonly composite: number;
  readonly tier: Tier;
}

/** The points of each present term. */
export const pointsOf = (terms: Readonly<Partial<Record<ScoreTerm, ScoredTerm>>>): Terms =>
  Object.fromEntries(Object.entries(terms).map(([term, { basisPoints }]) => [term, basisPoints]));

/** What the terms are made from. */
export interface TermFacts {
  readonly title: ScoredTitle | null;
  readonly hasProfile: boolean;
  readonly address: AddressState;
  /** The signals that count. */
  readonly intents: readonly Pick<IntentSignal, "intent" | "at">[];
  /** The role fit, whoever judged it; null without a title. */
  readonly roleFit: number | null;
}

/** The terms of these facts, as far as they are known. */
export function termsOf(
  { title, hasProfile, address, intents, roleFit }: TermFacts,
  asOf: string,
  policy: ScorePolicy,
): Terms {
  const seniority = title && seniorityTerm(title, policy);
  const reachability = reachabilityTerm({ seniority, hasProfile, address }, policy);
  const propensity = propensityTerm(intents, asOf, policy);
  return {
    ...(seniority === null ? {} : { seniority }),
    ...(roleFit === null ? {} : { role_fit: roleFit }),
    ...(reachability === null ? {} : { reachability }),
    ...(propensity === null ? {} : { propensity }),
  };
}

/** The composite `Σ wᵢ·tᵢ / Σ wᵢ` over the present terms, rounded half up. Without a term that weighs it is 0. */
export function weigh(terms: Terms, { weights }: Pick<Vertical, "weights">, policy: ScorePolicy): Weighed {
  const present = ScoreTerm.options.filter((term) => terms[term] !== undefined && weights[term] > 0);
  const sum = present.reduce((total, term) => total + weights[term], 0);
  const weighted = present.reduce((total, term) => total + weights[term] * (terms[term] ?? 0), 0);
  const composite = sum === 0 ? 0 : Math.floor((2 * weighted + sum) / (2 * sum));
  return { weights, shares: sharesOf(present, weights, sum), composite, tier: tierOf(composite, policy) };
}

/** Shares of a whole in whole numbers: each rounded down, and what is missing goes to the largest remainders, the earlier term first. */
function sharesOf(present: readonly ScoreTerm[], weights: Weighed["weights"], sum: number): Terms {
  const rows = present.map((term, place) => {
    const product = weights[term] * WHOLE;
    return { term, place, share: Math.floor(product / sum), rest: product % sum };
  });
  const missing = WHOLE - rows.reduce((total, { share }) => total + share, 0);
  const raised = new Set(
    rows
      .toSorted((a, b) => b.rest - a.rest || a.place - b.place)
      .slice(0, Math.max(0, missing))
      .map(({ term }) => term),
  );
  return Object.fromEntries(rows.map(({ term, share }) => [term, raised.has(term) ? share + 1 : share]));
}

export const tierOf = (composite: number, { tiers: { A, B, C } }: Pick<ScorePolicy, "tiers">): Tier =>
  composite >= A ? "A" : composite >= B ? "B" : composite >= C ? "C" : "D";

/** A score, as far as two of them are compared. */
export interface ComparedScore {
  readonly vertical: string;
  readonly terms: Terms;
  readonly composite: number;
  readonly tier: Tier;
  /** Where the role fit comes from; null without the term. */
  readonly roleFit: string | null;
  /** The digest of the policy section. */
  readonly policy: string;
}

/**
 * Whether `now` is another score than `before`: another vertical, tier, policy or set of terms, a model's role fit in place of the rule's or the
 * rule's in place of a model's, or a composite that moved by the policy's least step. Decay alone moves a composite every minute, and is no news,
 * and neither is a model's answer that was kept.
 */
export function isMoved(before: ComparedScore, now: ComparedScore, { movedBy }: Pick<ScorePolicy, "movedBy">): boolean {
  return (
    before.vertical !== now.vertical ||
    before.tier !== now.tier ||
    isByRule(before) !== isByRule(now) ||
    before.policy !== now.policy ||
    ScoreTerm.options.some((term) => (before.terms[term] === undefined) !== (now.terms[term] === undefined)) ||
    Math.abs(before.composite - now.composite) >= movedBy
  );
}

const isByRule = ({ roleFit }: ComparedScore): boolean => roleFit === "rule";

/** Why no model gives a role fit: a call's outcome, or why none was made. */
export type NoModel = Exclude<ModelOutcome, "ok"> | "vetoed" | "list_unreadable";

/** With these the model is asked again after a day: the reason passes. */
const PASSING: ReadonlySet<string> = new Set<NoModel>([
  "timeout",
  "rate_limited",
  "unavailable",
  "cut_off",
  "empty",
  "malformed",
  "over_budget",
  "breaker_open",
  "list_unreadable",
]);

/** After this many half-lives a signal counts next to nothing. */
const HALF_LIVES = 12;

/** What a score holds by. */
interface Held {
  readonly terms: Terms;
  readonly intents: readonly Pick<IntentSignal, "intent" | "at">[];
  readonly vertical: Pick<Vertical, "weights">;
  readonly asOf: string;
  /** Why no model gave the role fit. */
  readonly because?: string | undefined;
}

/**
 * When a score is to be made again: a day later, when the reason why no model answered passes; else on the first day on which decay alone will
 * have moved it; null when it never will.
 */
export function scoredUntil(held: Held, policy: ScorePolicy): string | null {
  const decayed = decayedAt(held, policy);
  if (!PASSING.has(held.because ?? "")) return decayed;
  const retried = daysAfter(held.asOf, 1);
  return decayed !== null && decayed < retried ? decayed : retried;
}

function decayedAt({ terms, intents, vertical, asOf }: Held, policy: ScorePolicy): string | null {
  const now = weigh(terms, vertical, policy);
  for (let day = 1; day <= policy.propensity.halfLifeDays * HALF_LIVES; day += 1) {
    const at = daysAfter(asOf, day);
    const propensity = propensityTerm(intents, at, policy);
    if (propensity === null || propensity === 0) return null;
    const later = weigh({ ...terms, propensity }, vertical, policy);
    if (later.tier !== now.tier || now.composite - later.composite >= policy.movedBy) return at;
  }
  return null;
}

const daysAfter = (asOf: string, days: number): string => new Date(Date.parse(asOf) + days * DAY_MS).toISOString();
