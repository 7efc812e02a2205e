// The second grade, of the opportunity. It counts the kinds of live facts; their values and sources are in its summary, and change no grade.
import type { Hydrated } from "../../schema/hydrated.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { AnalyzePolicy, Policy } from "../../schema/policy.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { factEvidence, noFactsEvidence, policyEvidence, SHOWN_VALUE_CHARACTERS } from "../evidence.ts";

type Fact = Hydrated["facts"][number];

export interface Opportunity {
  readonly basisPoints: number;
  /** How many live facts there are of each kind. */
  readonly facts: Readonly<Record<string, number>>;
  readonly summary: string;
  readonly evidence: readonly ShownEvidence[];
}

/** The most references in one event: far more than the cap can count, few enough to read. */
export const SHOWN_FACTS = 40;
const SUMMARY_CHARACTERS = 500;

/** A fact counts when it was found and has not expired; it still counts exactly at its expiry. */
export const isLive = ({ found, expiresAt }: Pick<Fact, "found" | "expiresAt">, at: Date): boolean =>
  found && (expiresAt === null || at.getTime() <= Date.parse(expiresAt));

/** The grade: `perFact` for each kind of live fact, up to `cap`. */
export const gradeOfFacts = (facts: Opportunity["facts"], { base, perFact, cap }: AnalyzePolicy): number =>
  Math.min(base + perFact * Object.keys(facts).length, cap);

export function analyzeOpportunity(
  contactId: ContactId,
  hydrated: Hydrated | undefined,
  { policy, at }: { policy: Policy; at: Date },
): Opportunity {
  // Sorted, so that the order of the rows does not change the event.
  const company = hydrated?.company ?? null;
  const facts = (company ? (hydrated?.facts ?? []) : [])
    .map(cut)
    .toSorted((a, b) => compare(a.kind, b.kind) || compare(a.id, b.id));
  const live = facts.filter((fact) => isLive(fact, at));
  const byKind = Map.groupBy(live, ({ kind }) => kind);
  const counts = Object.fromEntries([...byKind].map(([kind, ofKind]) => [kind, ofKind.length]));
  const askedAt = at.toISOString();
  const shown = shownFacts(facts, byKind);
  return {
    basisPoints: gradeOfFacts(counts, policy.analyze),
    summary: summaryOf(shown.filter((fact) => isLive(fact, at))),
    facts: counts,
    evidence: [
      ...(company ? shown.map((fact) => factEvidence(company.id, fact, askedAt)) : []),
      ...(facts.length === 0 ? [noFactsEvidence(company, contactId, askedAt)] : []),
      policyEvidence(policy, "analyze"),
    ],
  };
}

/** The longest kind that an event can carry. */
const KIND_CHARACTERS = 80;
const cut = (fact: Fact): Fact => ({ ...fact, kind: fact.kind.slice(0, KIND_CHARACTERS) });

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** One live fact of each kind first, because these made the grade; then the others, up to `SHOWN_FACTS`. */
function shownFacts(facts: readonly Fact[], byKind: ReadonlyMap<string, readonly Fact[]>): readonly Fact[] {
  const first = [...byKind.values()].flatMap(([fact]) => fact ?? []);
  return [...new Set([...first, ...facts])].slice(0, SHOWN_FACTS);
}

/** The parts of a fact that the summary has. */
export type SummedFact = Pick<Fact, "kind" | "value" | "source" | "observedAt">;

/**
 * The shown facts that count, by kind: `funding: €4m (crunchbase.example, 2026-10-01); hiring: two planners (jobs.example, 2026-11-01)`. Cut at
 * SUMMARY_CHARACTERS.
 */
export function summaryOf(live: readonly SummedFact[]): string {
  if (live.length === 0) return "no live facts";
  const parts = live
    .toSorted((a, b) => compare(a.kind, b.kind))
    .map(
      ({ kind, value, source, observedAt }) => `${kind}: ${shownValue(value)} (${source}, ${observedAt.slice(0, 10)})`,
    );
  return cutSummary(parts.join("; "));
}

/** A value as evidence shows it, in one line. */
const shownValue = (value: string): string =>
  value.slice(0, SHOWN_VALUE_CHARACTERS).toWellFormed().replaceAll(/\s+/gu, " ");

const cutSummary = (summary: string): string =>
  summary.length > SUMMARY_CHARACTERS ? `${summary.slice(0, SUMMARY_CHARACTERS - 1).toWellFormed()}…` : summary;

/** The summary of version 1 of the rule, which counted the facts of each kind. */
export function tallyOf(counts: Readonly<Record<string, number>>): string {
  const kinds = Object.entries(counts);
  if (kinds.length === 0) return "no live facts";
  const list = kinds.map(([kind, count]) => `${kind} (${count})`).join(", ");
  return cutSummary(`${kinds.length} ${kinds.length === 1 ? "kind" : "kinds"} of facts: ${list}`);
}
