// The second grade, of the opportunity. It counts the kinds of live facts and does not read their values.
import type { Hydrated } from "../../schema/hydrated.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { AnalyzePolicy, Policy } from "../../schema/policy.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { factEvidence, policyEvidence, rowEvidence } from "../evidence.ts";

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
export const gradeOfFacts = (
  facts: Opportunity["facts"],
  { base, perFact, cap }: AnalyzePolicy,
): Pick<Opportunity, "basisPoints" | "summary"> => ({
  basisPoints: Math.min(base + perFact * Object.keys(facts).length, cap),
  summary: summaryOf(facts),
});

export function analyzeOpportunity(
  contactId: ContactId,
  hydrated: Hydrated | undefined,
  { policy, at }: { policy: Policy; at: Date },
): Opportunity {
  // Sorted, so that the order of the rows does not change the event.
  const facts = (hydrated?.facts ?? []).map(cut).toSorted((a, b) => compare(a.kind, b.kind) || compare(a.id, b.id));
  const live = facts.filter((fact) => isLive(fact, at));
  const byKind = Map.groupBy(live, ({ kind }) => kind);
  const counts = Object.fromEntries([...byKind].map(([kind, ofKind]) => [kind, ofKind.length]));
  const askedAt = at.toISOString();
  return {
    ...gradeOfFacts(counts, policy.analyze),
    facts: counts,
    evidence: [
      ...shownFacts(facts, byKind).map((fact) => factEvidence(fact, askedAt)),
      ...(facts.length === 0 ? [rowEvidence("company_facts", null, contactId, { asked_at: askedAt })] : []),
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

function summaryOf(counts: Readonly<Record<string, number>>): string {
  const kinds = Object.entries(counts);
  if (kinds.length === 0) return "no live facts";
  const list = kinds.map(([kind, count]) => `${kind} (${count})`).join(", ");
  const summary = `${kinds.length} ${kinds.length === 1 ? "kind" : "kinds"} of facts: ${list}`;
  return summary.length > SUMMARY_CHARACTERS ? `${summary.slice(0, SUMMARY_CHARACTERS - 1).toWellFormed()}…` : summary;
}
