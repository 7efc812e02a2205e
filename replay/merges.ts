// Compares the two streams of a merge: the company that goes on has recorded exactly the facts that counted of the merged one, and cites them.
import { factFieldsOf, isNewerThan } from "../domain/company/decide.ts";
import { foldCompany } from "../domain/company/evolve.ts";
import { canonicalJson } from "../schema/canonical.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import { type CompanyId, FactId } from "../schema/ids.ts";
import { compare, type Report } from "./faults.ts";
import { versionOf } from "./placed.ts";

type Merge = EventOf<"CompaniesMerged">;

interface JudgedMerge {
  readonly streamId: CompanyId;
  readonly event: Merge;
  /** The events of the stream up to this one. */
  readonly past: readonly StoredEvent[];
}

/** Judges a merge in either of its streams. Of the pair, the stream that is read second is compared with the first. */
export function judgeMerge(
  { streamId, event, past }: JudgedMerge,
  eventsOf: (companyId: CompanyId) => readonly StoredEvent[],
  report: Report,
): void {
  const { merged, into } = event.payload;
  const isSurvivor = streamId === into;
  if (merged === into || (!isSurvivor && streamId !== merged))
    return report({ name: "event_unlawful", field: "payload", expected: "two companies", found: `${merged} ${into}` });
  const others = eventsOf(isSurvivor ? merged : into);
  if (others.length === 0) return;
  if (isSurvivor) return judgePair({ taken: past, own: event, given: others }, report);
  // The company that goes on records the merge later; where it was merged itself by then, another one has recorded it.
  const index = others.findIndex((one) => one.type === "CompaniesMerged" && one.payload.merged === merged);
  const own = others[index];
  if (own?.type === "CompaniesMerged") judgePair({ taken: others.slice(0, index + 1), own, given: past }, report);
}

interface Pair {
  /** The events of the company that goes on, up to its merge. */
  readonly taken: readonly StoredEvent[];
  readonly own: Merge;
  /** The events of the merged company. */
  readonly given: readonly StoredEvent[];
}

function judgePair({ taken, own, given }: Pair, report: Report): void {
  const { merged } = own.payload;
  const cited = own.provenance.evidence[1]?.id ?? "";
  const version = versionOf(merged, cited) ?? 0;
  const end = given[version - 1];
  if (end?.type !== "CompaniesMerged" || end.payload.merged !== merged)
    return report({ name: "evidence_unresolved", field: "provenance.evidence.1.id", expected: merged, found: cited });
  const copies = taken.filter((one) => one.type === "FactRecorded" && one.commandId === own.commandId);
  const facts = foldCompany(given, version).facts;
  const before = foldCompany(taken, (copies[0] ?? own).version - 1).facts;
  const expected = Object.entries(facts)
    .filter(([factId, fact]) => isNewerThan(before[FactId.parse(factId)], fact))
    .map(([factId, fact]) => canonicalJson({ factId, ...factFieldsOf(fact), cited: `${merged}@${fact.version}` }));
  const found = copies.map((one) =>
    one.type === "FactRecorded"
      ? canonicalJson({
          factId: one.payload.factId,
          ...factFieldsOf({ ...one.payload, version: one.version, at: one.at }),
          cited: one.provenance.evidence[1]?.id,
        })
      : "",
  );
  compare(report, "event_unlawful", "payload.facts", expected.toSorted().join("\n"), found.toSorted().join("\n"));
}
