// The four terms of a score, in basis points, from open values alone, so that replay derives them again without a key. Pure arithmetic; no score
// gates anything. The rules and their numbers: docs/scoring.md.
import type { ScorePolicy, Vertical } from "../../schema/policy.ts";
import type { AddressState, Intent } from "../../schema/score-lists.ts";
import { DAY_MS } from "../../schema/time.ts";
import type { Department, TitleLevel } from "../../schema/title-rules.ts";

/** 1.0 in basis points. */
export const WHOLE = 10_000;

/** A recognised title, as a score reads it. */
export interface ScoredTitle {
  readonly rule: string;
  readonly level: TitleLevel;
  readonly department: Department;
  readonly isGatekeeper: boolean;
  /** How like the title is to the most like title of the vertical, in basis points. */
  readonly likeness: number;
}

/** What a contact did, and when. */
export interface IntentSignal {
  readonly intent: Intent;
  readonly at: string;
  /** The version of its event. */
  readonly version: number;
}

/** `share` of `value`, both in basis points, rounded half up. */
const shareOf = (share: number, value: number): number => Math.floor((2 * share * value + WHOLE) / (2 * WHOLE));

/** The level's points; a gatekeeper keeps a part of them. */
export function seniorityTerm(title: ScoredTitle, { levels, gatekeeper }: ScorePolicy): number {
  const points = levels[title.level];
  return title.isGatekeeper ? shareOf(gatekeeper, points) : points;
}

/**
 * Whether the contact can be reached and can decide: authority, and a public profile, times what the address is worth. `seniority` is null when
 * the title is not known; the term is null when neither is known.
 */
export function reachabilityTerm(
  known: { readonly seniority: number | null; readonly hasProfile: boolean; readonly address: AddressState },
  { reachability }: ScorePolicy,
): number | null {
  const { seniority, hasProfile, address } = known;
  if (seniority === null && !hasProfile) return null;
  const whole = reachability.wholeAuthorityFrom;
  const authority = seniority === null ? 0 : Math.min(WHOLE, Math.floor((2 * seniority * WHOLE + whole) / (2 * whole)));
  const reached = shareOf(reachability.authority, authority) + (hasProfile ? reachability.profile : 0);
  return shareOf(reachability.address[address], Math.min(WHOLE, reached));
}

/**
 * The signals that count, the newest first: at most the policy's number, of pages and the product fewer, and none from before the newest
 * `not_interested`.
 */
export function countedIntents(intents: readonly IntentSignal[], { propensity }: ScorePolicy): readonly IntentSignal[] {
  const newestFirst = intents.toSorted((a, b) => (a.at === b.at ? b.version - a.version : a.at < b.at ? 1 : -1));
  const declined = newestFirst.findIndex(({ intent }) => intent === "not_interested");
  const since = declined === -1 ? newestFirst : newestFirst.slice(0, declined + 1);
  let activities = 0;
  const counted = since.filter((one) => {
    if (!isActivity(one)) return true;
    activities += 1;
    return activities <= propensity.activities;
  });
  return counted.slice(0, propensity.signals);
}

/** Whether somebody only looked: such signals come by the dozen. */
export const isActivity = ({ intent }: Pick<IntentSignal, "intent">): boolean =>
  intent === "page" || intent === "product";

/** The sum of the counted signals, each halved for every half-life since it came, of what is the whole. Null without a signal. */
export function propensityTerm(
  intents: readonly Pick<IntentSignal, "intent" | "at">[],
  asOf: string,
  { propensity: { points, wholeFrom, halfLifeDays } }: ScorePolicy,
): number | null {
  if (intents.length === 0) return null;
  const sum = intents.reduce((total, { intent, at }) => {
    const days = Math.max(0, Date.parse(asOf) - Date.parse(at)) / DAY_MS;
    return total + Math.round(points[intent] * 2 ** (-days / halfLifeDays));
  }, 0);
  return Math.min(WHOLE, Math.floor((2 * sum * WHOLE + wholeFrom) / (2 * wholeFrom)));
}

/**
 * The role fit by rule, where no model answers: the title's likeness, the seniority, and whether the department is one that is sought; at most
 * 1.0, whatever the policy's shares sum up to.
 */
export const fallbackFit = (
  title: ScoredTitle,
  { departments }: Pick<Vertical, "departments">,
  policy: ScorePolicy,
): number =>
  Math.min(
    WHOLE,
    shareOf(policy.fallback.title, title.likeness) +
      shareOf(policy.fallback.seniority, seniorityTerm(title, policy)) +
      (departments.includes(title.department) ? policy.fallback.department : 0),
  );
