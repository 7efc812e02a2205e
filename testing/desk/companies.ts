// A sample company of the desk, with the stream that its commands make: recorded, three facts, blocked and known again, one fact taken back.
import { decideCompany } from "../../domain/company/decide.ts";
import { evolveCompany } from "../../domain/company/evolve.ts";
import { emptyCompany } from "../../domain/company/state.ts";
import { record } from "../../domain/contact/record.ts";
import type { CompanyCard } from "../../drizzle/desk-reads.ts";
import { beginning } from "../../schema/cause.ts";
import type { CompanyCommand } from "../../schema/company-commands.ts";
import { type FactFields, GENESIS_HASH } from "../../schema/events.ts";
import { commandIdOf, type CompanyId, companyIdOf, FactId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { SYSTEM_KEY } from "../people.ts";
import { hoursFromNow } from "./leads.ts";

const DOMAIN = "analytical.example";
export const SAMPLE_COMPANY: CompanyId = companyIdOf(SYSTEM_KEY, DOMAIN);
/** The fact that is taken back. */
export const GONE_FACT = FactId.parse("fact_merger");

type Step = CompanyCommand extends infer One
  ? One extends CompanyCommand
    ? Omit<One, "streamId" | "commandId" | "causationId" | "correlationId">
    : never
  : never;

export interface SampleCompany {
  readonly card: CompanyCard;
  readonly rows: readonly EventRow[];
}

/** What a company's event holds of a text in each of its fields. */
export const shortened = (text: string): string => text.slice(0, 80);

/** `strangersText`, shortened, replaces what sources say. */
export function sampleCompany(strangersText: string | undefined): SampleCompany {
  const text = (own: string): string => (strangersText === undefined ? own : shortened(strangersText));
  const fact = (kind: string, value: string, more: Partial<FactFields> = {}): FactFields => ({
    kind: text(kind),
    value: text(value),
    source: text("crunchbase.example"),
    method: "person",
    confidence: 9_000,
    found: true,
    observedAt: hoursFromNow(-72),
    expiresAt: null,
    ...more,
  });
  const company = {
    name: text("Analytical Engines"),
    domains: [DOMAIN],
    status: "known",
    industry: "logistics",
  } as const;
  const steps: readonly Step[] = [
    { type: "RecordCompany", company: { ...company, domains: [DOMAIN] }, by: "grace" },
    { type: "RecordFact", factId: FactId.parse("fact_funding"), fact: fact("funding", "€4m"), by: "grace" },
    {
      type: "RecordFact",
      factId: FactId.parse("fact_hiring"),
      fact: fact("hiring", "two planners", { method: "tool", expiresAt: hoursFromNow(-1) }),
      by: "linus",
    },
    { type: "RecordFact", factId: GONE_FACT, fact: fact("merger", "with Difference Engines"), by: "linus" },
    { type: "RetractFact", factId: GONE_FACT, by: "grace", reason: "mistake" },
  ];
  return companyAfter(SAMPLE_COMPANY, steps);
}

/** A company that was merged into the sample company. */
export const MERGED_COMPANY: CompanyId = companyIdOf(SYSTEM_KEY, "difference.example");
export const mergedCompany = (strangersText: string | undefined): SampleCompany =>
  companyAfter(MERGED_COMPANY, [
    {
      type: "RecordCompany",
      company: {
        name: strangersText === undefined ? "Difference Engines" : shortened(strangersText),
        domains: ["difference.example"],
        status: "known",
      },
      by: "grace",
    },
    { type: "MergeCompany", into: SAMPLE_COMPANY, by: "linus", reason: "mistake" },
  ]);

/** The stream that these commands make, and its row. */
function companyAfter(streamId: CompanyId, steps: readonly Step[]): SampleCompany {
  let state = emptyCompany;
  const rows: EventRow[] = [];
  for (const step of steps) {
    const cause = { ...beginning(commandIdOf("test", String(rows.length))), streamId };
    const decided = decideCompany({ ...step, ...cause } as CompanyCommand, state, "desk");
    if (!decided.ok) throw new Error(decided.error.reason);
    for (const one of decided.value) {
      const place = { version: rows.length + 1, prevHash: rows.at(-1)?.hash ?? GENESIS_HASH, at: hoursFromNow(-48) };
      const made = record(one, { ...cause, ...place }, null, () => new Uint8Array());
      rows.push(made.row);
      state = evolveCompany(state, made.event);
    }
  }
  if (!state.recorded) throw new Error("the sample company is not recorded");
  const { name, domains, status, industry = null, size = null, version, at } = state.recorded;
  return {
    rows,
    card: {
      id: streamId,
      name,
      domains,
      status,
      industry,
      size,
      version,
      updatedAt: at,
      head: state.version,
      facts: Object.keys(state.facts).length,
      mergedInto: state.merged?.into ?? null,
    },
  };
}
