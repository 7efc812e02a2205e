// Computes both grades again from the row values that their events recorded, and checks that the events cite what they need.
import type { EventOf, StoredEvent } from "../schema/events.ts";
import { gradeOf } from "../domain/rules/qualify.ts";
import {
  gradeOfFacts,
  isLive,
  SHOWN_FACTS,
  type SummedFact,
  summaryOf,
  tallyOf,
} from "../domain/rules/analyze-opportunity.ts";
import type { LogContext } from "./context.ts";
import { byRule, compare, type Report } from "./faults.ts";
import { type Columns, evidenceOf, text } from "./placed.ts";

const unevidenced = (field: string, report: Report): void => report({ name: "claim_unevidenced", field });

/** The recorded contact and company rows of a grade, and what they vouch for. */
export interface RecordedVouching {
  readonly company: boolean;
  readonly roleOrSeniority: boolean;
  readonly contactRow: Columns;
  readonly companyRow: Columns;
}

/** What a grade's recorded rows vouch for; null when one of the rows is not cited. */
export function vouchingOf(event: EventOf<"QualificationGraded">): RecordedVouching | null {
  const contactRow = evidenceOf(event, "contacts")?.columns;
  const companyRow = evidenceOf(event, "companies")?.columns;
  if (!contactRow || !companyRow) return null;
  return {
    company: companyRow["found"] === true && companyRow["status"] === "known",
    roleOrSeniority:
      contactRow["found"] === true &&
      (typeof contactRow["title_rule"] === "string" || contactRow["stored_seniority_known"] === true),
    contactRow,
    companyRow,
  };
}

/** Checks a qualification: its rule, policy, increments, points, verdict and title. */
export function checkQualification(
  event: EventOf<"QualificationGraded">,
  { policies }: LogContext,
  report: Report,
): void {
  const vouched = vouchingOf(event);
  if (!vouched) return unevidenced(evidenceOf(event, "contacts") ? "companies" : "contacts", report);
  const rules = event.policy && policies.section("qualify", event.policy.digest);
  if (!rules) return;
  const { verdict, basisPoints, increments } = event.payload;
  const again = gradeOf(vouched, rules);
  byRule(event, "rule:qualify@1", report);
  judgeCited(event, "qualify", report);
  judgeIncrements(again.increments, increments, report);
  compare(report, "grade_differs", "payload.basisPoints", again.basisPoints, basisPoints);
  compare(report, "grade_differs", "payload.verdict", again.verdict, verdict);
  compare(report, "grade_differs", "provenance.reason", again.verdict, event.provenance.reason);
  compare(report, "grade_differs", "provenance.confidence", again.basisPoints / 10_000, event.provenance.confidence);
  judgeTitle(event, vouched.contactRow, policies, report);
}

type Increments = ReturnType<typeof gradeOf>["increments"];

function judgeIncrements(expected: Increments, found: Increments, report: Report): void {
  const isEqual =
    expected.length === found.length &&
    expected.every((one, index) => {
      const other = found[index];
      return other?.rule === one.rule && other.basisPoints === one.basisPoints && other.applied === one.applied;
    });
  if (!isEqual)
    report({ name: "grade_differs", field: "payload.increments", expected: sumText(expected), found: sumText(found) });
}

const sumText = (increments: Increments): string =>
  increments.map(({ rule, basisPoints, applied }) => `${rule} ${applied ? basisPoints : 0}/${basisPoints}`).join(", ");

/** Checks that the rule which recognised the title is among the cited title rules, and that the row has a title. */
function judgeTitle(event: StoredEvent, contact: Columns, policies: LogContext["policies"], report: Report): void {
  const { title_rule: ruleId, title_seniority: seniority } = contact;
  if (contact["stored_seniority_known"] === true && contact["seniority_has_source"] !== true)
    unevidenced("contacts.seniority_has_source", report);
  if (typeof ruleId !== "string")
    return compare(report, "evidence_differs", "provenance.evidence.contacts.title_seniority", null, seniority);
  if (!("title" in contact)) return unevidenced("contacts.title", report);
  const cited = citedPolicy(event, "titles");
  if (!cited) return unevidenced("policy.titles", report);
  const rule = policies.section("titles", cited.id)?.rules.find(({ id }) => id === ruleId);
  compare(
    report,
    "evidence_differs",
    "provenance.evidence.contacts.title_rule",
    rule?.seniority ?? "no such rule",
    seniority,
  );
}

/** The evidence that cites a policy section. */
export const citedPolicy = ({ provenance }: StoredEvent, section: string) =>
  provenance.evidence.find(({ table, columns }) => table === "policy" && columns["section"] === section);

/** Checks that a grade cites the same digest of the section as its policy mark. */
function judgeCited(event: StoredEvent, section: "qualify" | "analyze", report: Report): void {
  const cited = citedPolicy(event, section);
  if (cited) compare(report, "evidence_differs", "provenance.evidence.policy", event.policy?.digest, cited.id);
  else unevidenced(`policy.${section}`, report);
}

/** Checks an opportunity: its rule, policy, facts, points and summary. */
export function checkOpportunity(
  event: EventOf<"OpportunityAnalyzed">,
  { policies }: LogContext,
  report: Report,
): void {
  const rules = event.policy && policies.section("analyze", event.policy.digest);
  if (!rules) return;
  const { basisPoints, facts, summary } = event.payload;
  const again = gradeOfFacts(facts, rules);
  const isTally = event.provenance.source === "rule:analyze-opportunity@1";
  if (!isTally) byRule(event, "rule:analyze-opportunity@2", report);
  judgeCited(event, "analyze", report);
  judgeFacts(event, facts, report);
  compare(report, "grade_differs", "payload.basisPoints", again, basisPoints);
  compare(report, "grade_differs", "payload.summary", isTally ? tallyOf(facts) : summaryOf(summedIn(event)), summary);
  compare(report, "grade_differs", "provenance.confidence", again / 10_000, event.provenance.confidence);
}

/** The facts of the evidence that counted. */
const summedIn = ({ provenance }: StoredEvent): readonly SummedFact[] =>
  provenance.evidence
    .filter(({ table, columns }) => table === "company_facts" && isShownLive(columns))
    .map(({ columns }) => ({
      kind: String(columns["kind"]),
      value: String(columns["value"]),
      source: String(columns["source"]),
      observedAt: String(columns["observed_at"]),
    }));

/**
 * Checks the counts of facts against the facts in the evidence. The evidence shows at most SHOWN_FACTS facts, with one of each kind first, so
 * beyond that a count may be higher than the shown facts.
 */
function judgeFacts(event: StoredEvent, facts: Readonly<Record<string, number>>, report: Report): void {
  const shown = event.provenance.evidence.filter(({ table }) => table === "company_facts");
  if (shown.length === 0) return unevidenced("company_facts", report);
  const counts = new Map<string, number>();
  for (const { columns } of shown) {
    const kind = String(columns["kind"]);
    if (isShownLive(columns)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const isAllShown = shown.length < SHOWN_FACTS;
  for (const kind of new Set([...Object.keys(facts), ...counts.keys()])) {
    const [claimed, evidenced] = [facts[kind] ?? 0, counts.get(kind) ?? 0];
    const isFine = isAllShown
      ? claimed === evidenced
      : claimed >= evidenced && (evidenced > 0 || counts.size >= SHOWN_FACTS);
    if (isFine) continue;
    const name = "claim_unevidenced";
    report({ name, field: "payload.facts", expected: `${kind}: ${evidenced}`, found: `${kind}: ${claimed}` });
  }
}

function isShownLive(columns: Columns): boolean {
  const askedAt = text(columns["asked_at"]);
  if (askedAt === null || columns["kind"] === undefined) return false;
  return isLive({ found: columns["found"] === true, expiresAt: text(columns["expires_at"]) }, new Date(askedAt));
}
