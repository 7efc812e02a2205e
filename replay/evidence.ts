// Checks the evidence of an event: whether each cited event, flag, policy, receipt, company or fact exists in the log and has the cited values. Rows
// of contacts are not in the log, so their recorded values cannot be checked.
import { citationFault, citationIn, isUnversioned } from "../domain/company/citations.ts";
import { nothingAt } from "../schema/event-table.ts";
import type { EventType, StoredEvent } from "../schema/events.ts";
import { Flag } from "../schema/lists.ts";
import { PolicySection } from "../schema/policy.ts";
import type { Evidence } from "../schema/provenance.ts";
import { OTHER_STREAMS_EVENTS } from "../schema/administrative-events.ts";
import type { LogContext } from "./context.ts";
import { type Finding, compare, type Report } from "./faults.ts";
import { type Columns, evidenceOf, type Placed, versionOf } from "./placed.ts";

/** Columns of evidence that cites an event, each with the field of that event's payload that must have the same value. */
const CITED_FIELDS = [
  ["hold_id", "holdId"],
  ["draft_id", "draftId"],
  ["approval_id", "approvalId"],
  ["task_id", "taskId"],
  ["digest", "digest"],
  ["company_id", "companyId"],
] as const;

/** The policy section by which each event was decided; null: by none. */
export const DECIDING_SECTIONS: Readonly<Record<EventType, PolicySection | null>> = {
  ActionDecided: "ladder",
  QualificationGraded: "qualify",
  OpportunityAnalyzed: "analyze",
  PreviewHeld: "hold",
  DraftHeld: "compose",
  DraftUnused: "compose",
  DraftEdited: "compose",
  HoldSnoozed: "hold",
  HoldExpired: "hold",
  FollowupDue: "ladder",
  ContactScored: "score",
  ...nothingAt(
    "SignalReceived",
    "ContactFlagged",
    "SafetyVetoed",
    "PlanProposed",
    "PreviewConfirmed",
    "PreviewDismissed",
    "DraftApproved",
    "DraftRejected",
    "HoldReassigned",
    "HoldVoided",
    "ApprovalVoided",
    "DispatchClaimed",
    "DispatchSucceeded",
    "DispatchFailed",
    "DispatchUncertain",
    "RunRequested",
    "RevisitSet",
    "RevisitCleared",
    "ContactsLinked",
    "ContactsUnlinked",
    "ContactPlaced",
    "ContactCorrected",
    "TaskRaised",
    "TaskClosed",
    "OutcomeReported",
    "ActivityReported",
    "HistoryImported",
    "LlmCalled",
    "ContactErased",
    ...OTHER_STREAMS_EVENTS,
  ),
};

/** Checks the event's policy mark and each row of its evidence. */
export function judgeEvidence(placed: Placed, { policies, companies }: LogContext, report: Report): void {
  const { event } = placed;
  const section = DECIDING_SECTIONS[event.type];
  if (section !== null) compare(report, "policy_unknown", "policy.section", section, event.policy?.section);
  if (event.policy && policies.section(event.policy.section, event.policy.digest) === null)
    report({ name: "policy_unknown", field: "policy.digest", found: event.policy.digest });
  const { evidence } = event.provenance;
  for (let index = 0; index < evidence.length; index += 1) {
    const one = evidence[index];
    const finding = one && findingOf(one, placed, { policies, companies });
    if (finding) report({ ...finding, field: `provenance.evidence.${index}.${finding.field}` });
  }
  for (const row of citingByVersion(placed).flatMap((one) => one.provenance.evidence))
    if (isUnversioned(row)) report({ name: "company_version_unknown", field: "provenance.evidence", found: row.id });
}

/** The events, up to this one, of which is known with it that their release cites companies by the version of their stream. */
function citingByVersion(placed: Placed): readonly StoredEvent[] {
  const { event } = placed;
  // The first release with scores has streams of companies, too.
  if (event.type === "ContactScored") return [event];
  return event.type === "OpportunityAnalyzed" && event.provenance.source !== BEFORE_COMPANY_STREAMS
    ? gradesUntil(placed)
    : [];
}

/** The rule of the releases whose companies were rows without a stream: only their grades cite a company without its version. */
const BEFORE_COMPANY_STREAMS = "rule:analyze-opportunity@1";

/** Both grades of a run, which one command records; the second is this event, and its rule says of which release both are. */
const gradesUntil = ({ event, past }: Placed): readonly StoredEvent[] => [
  ...past.filter(({ type, commandId }) => type === "QualificationGraded" && commandId === event.commandId),
  event,
];

const REVISION = "revision-";

function findingOf(
  one: Evidence,
  placed: Placed,
  { policies, companies }: Pick<LogContext, "policies" | "companies">,
): Finding | null {
  switch (one.table) {
    case "events":
      return eventFinding(one, placed);
    case "flags":
      return flagsFinding(one, placed);
    case "suppressions": {
      const revision = one.columns["revision"];
      if (one.id.startsWith(REVISION) && Number(one.id.slice(REVISION.length)) === revision) return null;
      return { name: "evidence_differs", field: "id", expected: `${REVISION}${String(revision)}`, found: one.id };
    }
    case "policy":
      return policyFinding(one, policies);
    case "receipts":
      return receiptFinding(one, placed);
    case "contacts":
    case "identities":
      return one.id === placed.contactId
        ? null
        : { name: "evidence_unresolved", field: "id", expected: placed.contactId, found: one.id };
    case "companies":
    case "company_facts":
      return companyFinding(one, placed, companies);
  }
}

/**
 * A company that was not found is cited by the id of the contact for whom it was searched. What an earlier release cites by the id of a row, without
 * a version, is not in the log and stays unchecked here: `judgeEvidence` says of which releases that is lawful.
 */
function companyFinding(one: Evidence, placed: Placed, companies: LogContext["companies"]): Finding | null {
  const citation = citationIn(one);
  if (!citation)
    return one.columns["found"] === false && one.table === "companies" && one.id !== placed.contactId
      ? { name: "evidence_differs", field: "id", expected: placed.contactId, found: one.id }
      : null;
  const fault = citationFault(one, citation, companies.cited(citation.companyId));
  if (!fault) return null;
  const { name, column } = fault;
  return column === null
    ? { name, field: "id", found: one.id }
    : { name, field: `columns.${column}`, found: one.columns[column] };
}

function eventFinding({ id, columns }: Evidence, { contactId, event, past }: Placed): Finding | null {
  const version = versionOf(contactId, id);
  const cited = version === null || version >= event.version ? undefined : past[version - 1];
  if (!cited)
    return { name: "evidence_unresolved", field: "id", expected: `${contactId}@1…${event.version - 1}`, found: id };
  if ("company_id" in columns && cited.type !== "ContactPlaced")
    return { name: "evidence_unresolved", field: "id", expected: "a placement", found: id };
  if ("corrects" in columns) return correctionFinding(id, event, cited);
  const payload: Readonly<Record<string, unknown>> = cited.payload;
  for (const [column, field] of CITED_FIELDS) {
    if (column in columns && field in payload && columns[column] !== payload[field])
      return { name: "evidence_differs", field: `columns.${column}`, expected: payload[field], found: columns[column] };
  }
  return null;
}

/** The cited event corrects the title, and the row of the contact beside it has the digest of that title. */
function correctionFinding(id: string, event: StoredEvent, cited: StoredEvent): Finding | null {
  if (cited.type !== "ContactCorrected" || !cited.payload.corrected.includes("title"))
    return { name: "evidence_unresolved", field: "id", expected: "a correction of the title", found: id };
  const [expected, found] = [evidenceOf(cited, "events"), evidenceOf(event, "contacts")].map(
    (row) => row?.columns["title"],
  );
  return expected === found ? null : { name: "evidence_differs", field: "columns.corrects", expected, found };
}

function flagsFinding({ id, columns }: Evidence, { contactId, event, before }: Placed): Finding | null {
  if (id !== contactId) return { name: "evidence_unresolved", field: "id", expected: contactId, found: id };
  // The planner's flags are of the version that it read, so rederive.ts compares them when it derives the decision again.
  return event.type === "ActionDecided" ? null : flagsDiffer(columns, before.flags);
}

/** A finding for the first flag that differs from the contact's state; null when none differs. */
export function flagsDiffer(columns: Columns, flags: Readonly<Record<Flag, boolean>>): Finding | null {
  for (const flag of Flag.options)
    if (columns[flag] !== flags[flag])
      return { name: "evidence_differs", field: `columns.${flag}`, expected: flags[flag], found: columns[flag] };
  return null;
}

function policyFinding({ id, columns }: Evidence, policies: LogContext["policies"]): Finding | null {
  const section = PolicySection.options.find((one) => one === columns["section"]);
  const isKnown = section ? policies.section(section, id) !== null : policies.whole(id) !== null;
  return isKnown ? null : { name: "policy_unknown", field: "id", found: id };
}

function receiptFinding({ id, columns }: Evidence, { event }: Placed): Finding | null {
  if ("receipt" in event.payload && event.payload.receipt !== id)
    return { name: "evidence_unresolved", field: "id", expected: event.payload.receipt, found: id };
  const { type, payload } = event;
  if (type === "SignalReceived" && columns["kind"] !== payload.kind)
    return { name: "evidence_differs", field: "columns.kind", expected: payload.kind, found: columns["kind"] };
  if (type === "SignalReceived" && columns["class"] !== payload.class)
    return { name: "evidence_differs", field: "columns.class", expected: payload.class, found: columns["class"] };
  return null;
}
