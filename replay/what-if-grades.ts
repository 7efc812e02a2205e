// Computes both grades under a candidate policy, from the recorded row values. An input that the log does not have is tried with both values: the
// grade is unknown only if they give different results.
import { digestOf, shortDigestOf } from "../schema/canonical.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import type { Policy, QualifyPolicy } from "../schema/policy.ts";
import { recogniseTitle } from "../domain/rules/titles.ts";
import { gradeText } from "../schema/words.ts";
import { gradeOf } from "../domain/rules/qualify.ts";
import { gradeOfFacts } from "../domain/rules/analyze-opportunity.ts";
import type { LogContext } from "./context.ts";
import type { DifferenceReport, UnknownReason } from "./differences.ts";
import { domainOf } from "./domain-of.ts";
import { citedPolicy, type RecordedVouching, vouchingOf } from "./grades-again.ts";
import { text } from "./placed.ts";
import { openSealed } from "./sealed.ts";

type Graded = EventOf<"QualificationGraded">;

/** The values that an input may have had, and why more than one is possible. */
interface Possible {
  readonly values: readonly boolean[];
  readonly why: UnknownReason;
}
const certain = (value: boolean): Possible => ({ values: [value], why: "not_recorded" });
const either = (why: UnknownReason): Possible => ({ values: [true, false], why });

/** Reports how a qualification differs under the candidate policy. */
export function qualificationUnder(
  event: Graded,
  past: readonly StoredEvent[],
  candidate: Policy,
  context: LogContext,
  report: DifferenceReport,
): void {
  const rules = event.policy && context.policies.section("qualify", event.policy.digest);
  const vouched = vouchingOf(event);
  if (!rules || !vouched) return report.unknown("verdict", "policy_unknown");
  const company = companyUnder(vouched, { rules, candidate, domain: domainOf(past, context) });
  const title = titleUnder(event, vouched, candidate, context);
  const seniority = seniorityUnder(vouched, rules, candidate);
  const grades = company.values.flatMap((one) =>
    title.values.flatMap((other) =>
      seniority.values.map((third) => gradeOf({ company: one, roleOrSeniority: other || third }, candidate.qualify)),
    ),
  );
  const [first, ...others] = grades;
  if (!first) return;
  const isVerdictKnown = others.every(({ verdict }) => verdict === first.verdict);
  if (others.some(({ basisPoints }) => basisPoints !== first.basisPoints)) {
    const why = [company, title, seniority].some(({ values, why: reason }) => values.length > 1 && reason === "sealed");
    report.unknown(isVerdictKnown ? "grade" : "verdict", why ? "sealed" : "not_recorded");
    if (!isVerdictKnown) return;
  }
  const { verdict, basisPoints } = event.payload;
  if (first.verdict !== verdict) {
    report.change("verdict", gradeWords(verdict, basisPoints), gradeWords(first.verdict, first.basisPoints));
  } else if (others.length === 0 && first.basisPoints !== basisPoints) {
    report.change("grade", gradeText(basisPoints), gradeText(first.basisPoints));
  }
}

const gradeWords = (verdict: string, basisPoints: number): string => `${verdict} (${gradeText(basisPoints)})`;

/**
 * Whether the company would count. A company does not count if it joined by a mailbox provider's domain, but no event records how
 * it joined.
 */
function companyUnder(
  vouched: RecordedVouching,
  { rules, candidate, domain }: { rules: QualifyPolicy; candidate: Policy; domain: string | null },
): Possible {
  const [then, now] = [new Set(rules.freeMailDomains), new Set(candidate.qualify.freeMailDomains)];
  const isMailboxNow = [...now].some((one) => !then.has(one) && (domain === null || one === domain));
  const wasMailbox = [...then].some((one) => !now.has(one) && (domain === null || one === domain));
  const why = domain === null ? "sealed" : "not_recorded";
  return (vouched.company ? isMailboxNow : wasMailbox) ? either(why) : certain(vouched.company);
}

function titleUnder(event: Graded, { contactRow }: RecordedVouching, candidate: Policy, context: LogContext): Possible {
  if (contactRow["found"] !== true || contactRow["title"] === undefined) return certain(false);
  if (citedPolicy(event, "titles")?.id === shortDigestOf(candidate.titles))
    return certain(typeof contactRow["title_rule"] === "string");
  const index = event.provenance.evidence.findIndex(({ table }) => table === "contacts");
  const title = text(openSealed(event, context)?.evidence?.[`${index}.title`]);
  return title === null ? either("sealed") : certain(recogniseTitle(title, candidate.titles).known);
}

/** Whether the stored seniority would count. Events record only whether it counted, not which seniority it was. */
function seniorityUnder({ contactRow }: RecordedVouching, rules: QualifyPolicy, { qualify }: Policy): Possible {
  const isSame = digestOf(rules.unknownSeniorities) === digestOf(qualify.unknownSeniorities);
  if (contactRow["found"] !== true || contactRow["seniority_has_source"] !== true) return certain(false);
  return isSame ? certain(contactRow["stored_seniority_known"] === true) : either("not_recorded");
}

/** Reports how an opportunity differs under the candidate policy. */
export function opportunityUnder(
  event: EventOf<"OpportunityAnalyzed">,
  { analyze }: Policy,
  report: DifferenceReport,
): void {
  const { basisPoints, facts } = event.payload;
  const again = gradeOfFacts(facts, analyze);
  if (again !== basisPoints) report.change("opportunity", gradeText(basisPoints), gradeText(again));
}
