// The companies of a log: their events by version, for the evidence that cites them, and the laws of their streams.
import type { CitedStream } from "../domain/company/citations.ts";
import { evolveCompany, foldCompany } from "../domain/company/evolve.ts";
import { emptyCompany } from "../domain/company/state.ts";
import { companyEvidence } from "../domain/evidence.ts";
import { COMPANY_EVENTS } from "../schema/administrative-events.ts";
import type { StoredEvent } from "../schema/events.ts";
import type { CompanyId } from "../schema/ids.ts";
import { compare, type Report } from "./faults.ts";
import { judgeMerge } from "./merges.ts";

export interface Companies {
  /** What the log has of a company. */
  readonly cited: (companyId: CompanyId) => CitedStream;
  /** Its events, in the order of their versions; none of a company that was not read. */
  readonly events: (companyId: CompanyId) => readonly StoredEvent[];
}

export interface CompanyBook extends Companies {
  /** Adds an event of a company; ignores other events. */
  readonly learn: (event: StoredEvent) => void;
}

const TYPES: ReadonlySet<string> = new Set(COMPANY_EVENTS);

/** An empty book. */
export function companyBook(): CompanyBook {
  const streams = new Map<string, StoredEvent[]>();
  return {
    learn: (event) => {
      if (!TYPES.has(event.type)) return;
      const own = streams.get(event.streamId) ?? [];
      own.push(event);
      streams.set(event.streamId, own);
    },
    cited: (companyId) => citedIn(streams.get(companyId) ?? []),
    events: (companyId) => streams.get(companyId) ?? [],
  };
}

/** A company by its events, in the order of their versions. */
const citedIn = (events: readonly StoredEvent[]): CitedStream => ({
  isKnown: events.length > 0,
  at: (version) => events[version - 1],
  factsAt: (version) => Object.keys(foldCompany(events, version).facts).length,
});

/**
 * Returns the judge of one company's stream, which is called with each of its events in order. A merge is compared with the other company's stream
 * when the second of the two is judged.
 */
export function companyJudge(streamId: CompanyId, companies: Companies): (event: StoredEvent, report: Report) => void {
  const past: StoredEvent[] = [];
  let company = emptyCompany;
  return (event, report) => {
    const before = company;
    company = evolveCompany(company, event);
    past.push(event);
    const law = (field: string, expected: unknown, found: unknown): void =>
      compare(report, "event_unlawful", field, expected, found);
    const [cited] = event.provenance.evidence;
    law(
      "streamId",
      "a company that was not merged",
      before.merged ? "a merged company" : "a company that was not merged",
    );
    if (event.type === "FactRetracted") {
      const fact = before.facts[event.payload.factId];
      law("payload.factId", "a recorded fact", fact ? "a recorded fact" : "no such fact");
      compare(report, "evidence_unresolved", "provenance.evidence.0.id", `${streamId}@${fact?.version}`, cited?.id);
      return;
    }
    if (event.type === "FactRecorded" || event.type === "CompaniesMerged")
      law("streamId", "a recorded company", before.recorded ? "a recorded company" : "no such company");
    const row = companyEvidence(before.recorded && { id: streamId, ...before.recorded }, streamId);
    compare(report, "evidence_unresolved", "provenance.evidence.0.id", row.id, cited?.id);
    compare(
      report,
      "evidence_differs",
      "provenance.evidence.0.columns.status",
      row.columns["status"],
      cited?.columns["status"],
    );
    if (event.type === "CompaniesMerged") judgeMerge({ streamId, event, past }, companies.events, report);
  };
}
