// Turns a command of a company's stream into events or a refusal. Pure: no clock, no random ids, no I/O. What is recorded already is not
// recorded again, whatever the id of the command is.
import { canonicalJson } from "../../schema/canonical.ts";
import type { CompanyCommand } from "../../schema/company-commands.ts";
import { CompanyFields, FactFields } from "../../schema/events.ts";
import type { CompanyId } from "../../schema/ids.ts";
import type { Writer } from "../../schema/lists.ts";
import type { Refusal } from "../../schema/refusals.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { certain, type Decided } from "../contact/decision.ts";
import { byPerson, byWebhook, companyEvidence, eventEvidence, sourceIn } from "../evidence.ts";
import type { Company, RecordedCompany, RecordedFact } from "./state.ts";

/** The most facts of a company that count at one time: all of them are read with each of its contacts. */
export const MOST_FACTS = 200;

type Events = Result<readonly Decided[], Refusal>;
const nothing: Events = ok([]);
type CommandOf<T extends CompanyCommand["type"]> = Extract<CompanyCommand, { type: T }>;

/** The events of a command; none where its content is recorded already. `writer` is the role of the port. */
export function decideCompany(command: CompanyCommand, company: Company, writer: Writer): Events {
  // A merge is the last event of a stream; the same merge again is no other one.
  if (company.merged && !(command.type === "MergeCompany" && command.into === company.merged.into))
    return err({ reason: "company_merged", companyId: command.streamId, into: company.merged.into });
  switch (command.type) {
    case "RecordCompany":
      return recordCompany(command, company, writer);
    case "RecordFact":
      return recordFact(command, company, writer);
    case "RetractFact":
      return retractFact(command, company, writer);
    case "MergeCompany":
      return mergeCompany(command, company, writer);
    case "AbsorbCompany":
      return absorbCompany(command, company, writer);
  }
}

function recordCompany(
  { streamId, company: given, by }: CommandOf<"RecordCompany">,
  company: Company,
  writer: Writer,
): Events {
  const { recorded } = company;
  if (recorded && isSame(given, companyFieldsOf(recorded))) return nothing;
  const why = certain("company_recorded", statedBy(by, writer), companyRow(streamId, company));
  return ok([{ type: "CompanyRecorded", writer, payload: { ...given, by }, why, policy: null }]);
}

function recordFact({ streamId, factId, fact, by }: CommandOf<"RecordFact">, company: Company, writer: Writer): Events {
  if (!company.recorded) return err({ reason: "unknown", what: "company" });
  const before = company.facts[factId];
  if (before && isSame(fact, factFieldsOf(before))) return nothing;
  if (!before && Object.keys(company.facts).length >= MOST_FACTS) return err({ reason: "invalid", field: "facts" });
  const why = certain("fact_recorded", statedBy(by, writer), companyRow(streamId, company));
  return ok([{ type: "FactRecorded", writer, payload: { factId, ...fact, by }, why, policy: null }]);
}

function retractFact(
  { streamId, factId, by, reason, note }: CommandOf<"RetractFact">,
  company: Company,
  writer: Writer,
): Events {
  const fact = company.facts[factId];
  if (!fact) return factId in company.retracted ? nothing : err({ reason: "unknown", what: "fact" });
  const payload = { factId, by, ...(reason ? { reason } : {}), ...(note ? { note } : {}) };
  const why = certain("fact_retracted", byPerson(by), eventEvidence(streamId, fact.version, { kind: fact.kind }));
  return ok([{ type: "FactRetracted", writer, payload, why, policy: null }]);
}

function mergeCompany(
  { streamId, into, by, reason, note }: CommandOf<"MergeCompany">,
  company: Company,
  writer: Writer,
): Events {
  if (company.merged) return nothing;
  if (into === streamId) return err({ reason: "merged_with_itself", companyId: streamId });
  if (!company.recorded) return err({ reason: "unknown", what: "company" });
  const payload = { merged: streamId, into, by, ...(reason ? { reason } : {}), ...(note ? { note } : {}) };
  const why = certain("companies_merged", byPerson(by), companyRow(streamId, company));
  return ok([{ type: "CompaniesMerged", writer, payload, why, policy: null }]);
}

/**
 * The facts of the merged company, then the merge. Of two facts of one id the one that was observed later counts, and at the same time the one of this
 * company. There may be more than `MOST_FACTS` afterwards: none is left out.
 */
function absorbCompany(
  { streamId, merged, at, facts, by, reason, note }: CommandOf<"AbsorbCompany">,
  company: Company,
  writer: Writer,
): Events {
  if (company.absorbed?.[merged]) return nothing;
  if (!company.recorded) return err({ reason: "unknown", what: "company" });
  const row = companyRow(streamId, company);
  const taken = facts.filter(({ factId, fact }) => isNewerThan(company.facts[factId], fact));
  const payload = { merged, into: streamId, by, ...(reason ? { reason } : {}), ...(note ? { note } : {}) };
  return ok([
    ...taken.map(({ factId, version, fact }): Decided => {
      const why = certain("companies_merged", byPerson(by), row, eventEvidence(merged, version, { kind: fact.kind }));
      return { type: "FactRecorded", writer, payload: { factId, ...fact, by }, why, policy: null };
    }),
    {
      type: "CompaniesMerged",
      writer,
      payload,
      why: certain("companies_merged", byPerson(by), row, eventEvidence(merged, at, { facts: facts.length })),
      policy: null,
    },
  ]);
}

/** Whether a fact of a merged company replaces the fact of the same id that the other one has. */
export const isNewerThan = (own: RecordedFact | undefined, fact: FactFields): boolean =>
  own === undefined || fact.observedAt > own.observedAt;

/** A person, or at ingest's port the source of a webhook: nobody at the desk can have its provenance. */
const statedBy = (by: string, writer: Writer) => (writer === "ingest" ? byWebhook(sourceIn(by) ?? by) : byPerson(by));

/** The company's row as it was before the event. */
const companyRow = (streamId: CompanyId, { recorded }: Company) =>
  companyEvidence(recorded && { id: streamId, version: recorded.version, status: recorded.status }, streamId);

const isSame = (one: object, other: object): boolean => canonicalJson(one) === canonicalJson(other);

/** What is recorded, without who recorded it and when. */
const companyFieldsOf = (recorded: RecordedCompany): CompanyFields => CompanyFields.strip().parse(recorded);
export const factFieldsOf = (recorded: RecordedFact): FactFields => FactFields.strip().parse(recorded);
