// Finds what would lift a contact to the next tier: the cheapest facts to find out, or things that the contact may do, each with what it would add.
// It is computed by the rules that made the score, from the open values of its event, as of the same time. It proposes no values.
import type { EventOf, StoredEvent } from "../schema/events.ts";
import type { Tier } from "../schema/lists.ts";
import type { ScorePolicy, Vertical } from "../schema/policy.ts";
import type { TitleRules } from "../schema/title-rules.ts";
import type { Contact } from "../domain/contact/state.ts";
import { intentsOf } from "../domain/contact/intents.ts";
import type { Weighed } from "../domain/rules/score.ts";
import { scoredTitle } from "../domain/rules/score-facts.ts";
import { countedIntents, type IntentSignal, type ScoredTitle } from "../domain/rules/score-terms.ts";
import type { LogContext } from "./context.ts";
import { citedPolicy } from "./grades-again.ts";
import { basisVersion, citedFacts, type ScoredFacts, weighedOf } from "./scored-facts.ts";

/**
 * What is missing for a better score, the cheapest first: what a person can look up, then what only the contact can do. `title`: a title like one
 * that the vertical seeks; `address`: an address of the person instead of a function's.
 */
export const SCORE_FACTS = ["profile", "title", "address", "info_request", "interested_reply", "booking"] as const;
export type ScoreFactName = (typeof SCORE_FACTS)[number];

export interface ScoreFact {
  readonly what: ScoreFactName;
  /** For `title`: a title of the vertical that is enough. Null otherwise. */
  readonly example: string | null;
}

/** Facts that together reach the next tier, and the score with them. */
export interface ScoreWay {
  readonly facts: readonly ScoreFact[];
  readonly adds: number;
  readonly composite: number;
  readonly tier: Tier;
}

export interface ScoreFlip {
  readonly vertical: string;
  readonly tier: Tier;
  readonly composite: number;
  readonly asOf: string;
  /** The next better tier, and from which composite on it is; null in tier A. */
  readonly next: { readonly tier: Tier; readonly from: number } | null;
  /** The smallest sets of facts that reach it, all of the same size and the cheapest first. Empty in tier A, and when two facts are not enough. */
  readonly ways: readonly ScoreWay[];
}

const NEXT = { A: null, B: "A", C: "B", D: "C" } as const satisfies Record<Tier, Exclude<Tier, "D"> | null>;

/** The flip of a contact's score; null without a score, and when its policy is not in the log. */
export function scoreFlipOf(
  { events, contact }: { readonly events: readonly StoredEvent[]; readonly contact: Contact },
  context: LogContext,
): ScoreFlip | null {
  const scored = contact.score?.value ? events.findLast((event) => event.type === "ContactScored") : undefined;
  if (scored?.type !== "ContactScored") return null;
  const known = knownOf(scored, { events, contact }, context);
  if (!known) return null;
  const { vertical, tier, composite, asOf } = scored.payload;
  const nextTier = NEXT[tier];
  const next = nextTier && { tier: nextTier, from: known.rules.tiers[nextTier] };
  const flip = { vertical, tier, composite, asOf, next };
  return { ...flip, ways: next ? smallestScoreWays(known, { composite, from: next.from }) : [] };
}

/** What a score was made from, and the rules that made it. */
interface Known {
  readonly facts: ScoredFacts & { readonly intents: readonly IntentSignal[] };
  readonly rules: ScorePolicy;
  readonly vertical: Vertical;
  readonly titles: TitleRules | null;
  readonly asOf: string;
}

function knownOf(
  event: EventOf<"ContactScored">,
  { events, contact }: { readonly events: readonly StoredEvent[]; readonly contact: Contact },
  { policies }: LogContext,
): Known | null {
  const rules = event.policy && policies.section("score", event.policy.digest);
  const vertical = rules?.verticals.find(({ slug }) => slug === event.payload.vertical);
  const [cited, version] = [citedFacts(event), basisVersion(event)];
  if (!rules || !vertical || !cited || version === null) return null;
  const titles = citedPolicy(event, "titles");
  const intents = events.slice(contact.erasedVersion ?? 0, version).flatMap(intentsOf);
  return {
    facts: { ...cited, intents },
    rules,
    vertical,
    titles: titles ? policies.section("titles", titles.id) : null,
    asOf: event.payload.asOf,
  };
}

/** The sets of one fact, else of two, with which the composite reaches `from`. */
function smallestScoreWays(
  known: Known,
  { composite, from }: { readonly composite: number; readonly from: number },
): readonly ScoreWay[] {
  const missing = SCORE_FACTS.filter((what) => isMissing(what, known));
  const pairs = missing.flatMap((one, place) => missing.slice(place + 1).map((other) => [one, other]));
  for (const sets of [missing.map((one) => [one]), pairs]) {
    const ways = sets.flatMap((facts) => wayWith(facts, known, { composite, from }) ?? []);
    if (ways.length > 0) return ways;
  }
  return [];
}

function isMissing(what: ScoreFactName, { facts, titles }: Known): boolean {
  switch (what) {
    case "profile":
      return !facts.hasProfile;
    case "title":
      return facts.title === null && titles !== null;
    case "address":
      return facts.address === "role";
    case "info_request":
    case "interested_reply":
    case "booking":
      return true;
  }
}

/** The score with these facts, if it reaches `from`. Of the titles that the vertical seeks, the one that is just enough is the example. */
function wayWith(
  facts: readonly ScoreFactName[],
  known: Known,
  { composite, from }: { readonly composite: number; readonly from: number },
): ScoreWay | null {
  const titles = facts.includes("title") ? soughtTitles(known) : [null];
  const enough = titles
    .map((sought) => ({ sought, weighed: weighedWith(facts, sought?.title ?? null, known) }))
    .filter(({ weighed }) => weighed.composite >= from)
    .toSorted((a, b) => a.weighed.composite - b.weighed.composite)[0];
  if (!enough) return null;
  const { sought, weighed } = enough;
  return {
    facts: facts.map((what) => ({ what, example: what === "title" ? (sought?.words ?? null) : null })),
    adds: weighed.composite - composite,
    composite: weighed.composite,
    tier: weighed.tier,
  };
}

/** The titles that the vertical seeks, as the cited rules read them. */
const soughtTitles = ({
  vertical,
  titles,
}: Known): readonly { readonly words: string; readonly title: ScoredTitle }[] =>
  vertical.titles.flatMap((words) => {
    const title = titles && scoredTitle(words, vertical, titles);
    return title ? [{ words, title }] : [];
  });

function weighedWith(
  added: readonly ScoreFactName[],
  title: ScoredTitle | null,
  { facts, rules, vertical, asOf }: Known,
): Weighed {
  const wrote = added.includes("info_request") || added.includes("interested_reply");
  const address = added.includes("address") ? "unverified" : facts.address;
  const done = added.flatMap((intent) =>
    intent === "info_request" || intent === "interested_reply" || intent === "booking"
      ? [{ intent, at: asOf, version: Infinity }]
      : [],
  );
  const changed: ScoredFacts = {
    title: title ?? facts.title,
    hasProfile: facts.hasProfile || added.includes("profile"),
    address: wrote && address === "unverified" ? "verified" : address,
    intents: countedIntents([...facts.intents, ...done], rules),
    judged: facts.judged,
  };
  return weighedOf(changed, { rules, vertical, asOf });
}
