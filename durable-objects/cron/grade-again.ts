// Grades open holds again after something was recorded of their companies, or a title was corrected, one bounded page after another. It compares the grade of each open hold with
// what the rows of the CRM say now, and asks the object of a hold only where they differ; the object decides. No list of changed companies is kept, so
// none can be lost: what could not be graded now, differs at the next turn, too.
import * as z from "zod";
import { citedCompany } from "../../domain/company/citations.ts";
import { citedCorrection } from "../../domain/contact/corrections.ts";
import { type Grades, gradesOf, withoutMailboxProvider } from "../../domain/rules/grades.ts";
import type { Crm } from "../../drizzle/crm.ts";
import type { CronWork } from "../../drizzle/cron-work.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import type { OpenGrade, OpenGradesPage, OpenGradesQuery } from "../../drizzle/open-grades.ts";
import { WaitingKey } from "../../drizzle/waiting-contacts.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import type { StreamId } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { onlyAnswer, unreadableIn } from "../../schema/only-answer.ts";
import { type Policy, policyDigest } from "../../schema/policy.ts";
import type { Arithmetic } from "../../schema/shown-hold.ts";
import { withResolved } from "../host/cited-companies.ts";
import type { GradeAgain, ObjectVerbs } from "../host/object.ts";

export interface GradeAgainPorts {
  readonly work: CronWork;
  readonly open: (query: OpenGradesQuery) => Promise<OpenGradesPage>;
  readonly crm: Pick<Crm, "hydrate">;
  readonly log: Pick<EventLog, "read">;
  readonly object: (streamId: StreamId) => ObjectVerbs;
  readonly policy: Policy;
  readonly now: () => number;
}

const ROWS_PER_PAGE = 100;
/** 3,000 open holds are compared in one turn; with more, a fact reaches the last of them some turns later. */
const PAGES_PER_TURN = 30;
/** Each is one request to an object, which may have to wake and call the log. The others wait for the next turn. */
const MOST_ASKED = 200;

/** The stored progress: after which hold the next turn begins. */
const State = z.strictObject({ after: WaitingKey });
const NAME = "grade-again";
const BEGINNING: z.infer<typeof State> = { after: { at: "", holdId: "" } };

export interface GradedAgainFound {
  /** The open holds whose grade was compared. */
  readonly compared: number;
  /** The contacts whose hold was graded again. */
  readonly graded: number;
  /** The contacts whose hold was graded again a short time ago: they are asked again until it is time. */
  readonly waiting: number;
  /** The contacts whose object or log did not answer. They are asked again. */
  readonly silent: number;
  /** Whether more is left for the next turn. */
  readonly isUnderWay: boolean;
  /** Why the list could not be read by an object: nothing further was asked in this turn. */
  readonly trouble: "list_unreadable" | "list_went_back" | null;
}

/** What a turn has found that compared nothing. */
export const NOTHING_COMPARED: GradedAgainFound = {
  compared: 0,
  graded: 0,
  waiting: 0,
  silent: 0,
  isUnderWay: false,
  trouble: null,
};

/** Compares the next part of the open holds, and has those graded again whose companies are not as their grades say. */
export async function gradeAgain(ports: GradeAgainPorts): Promise<GradedAgainFound> {
  const { work, open, now } = ports;
  let from = await work.read(NAME);
  let { after } = from === null ? BEGINNING : State.parse(JSON.parse(from));
  let found = NOTHING_COMPARED;
  for (let page = 0, asked = 0; page < PAGES_PER_TURN && asked < MOST_ASKED; page += 1) {
    const { grades, next } = await open({ after, limit: ROWS_PER_PAGE });
    const calls = await differing(grades, ports);
    const answers = await asking(calls, ports);
    asked += calls.length;
    found = {
      compared: found.compared + grades.length,
      graded: found.graded + count(answers, "graded"),
      waiting: found.waiting + count(answers, "graded_lately"),
      silent: found.silent + count(answers, "silent"),
      isUnderWay: next !== null,
      trouble: answers.find((one) => one === "list_unreadable" || one === "list_went_back") ?? null,
    };
    // The next turn compares the same holds.
    if (found.trouble) break;
    after = next ?? BEGINNING.after;
    const to = JSON.stringify({ after });
    if (from !== to && !(await work.replace({ name: NAME, from, to, at: new Date(now()).toISOString() }))) break;
    from = to;
    if (next === null) break;
  }
  return found;
}

const count = <T>(answers: readonly T[], one: T): number => answers.filter((answer) => answer === one).length;

/** A contact whose open hold has other grades than its rows now. */
interface Differing {
  readonly contactId: OpenGrade["contactId"];
  readonly grades: Grades;
}

async function differing(
  open: readonly OpenGrade[],
  { crm, policy, now }: GradeAgainPorts,
): Promise<readonly Differing[]> {
  if (open.length === 0) return [];
  const rows = await crm.hydrate(open.map(({ contactId }) => contactId));
  const at = new Date(now());
  return open.flatMap(({ contactId, arithmetic }) => {
    const row = rows.get(contactId);
    // Without a row of the contact nothing is known that the grade does not say.
    if (!row?.contact) return [];
    const grades = gradesOf(contactId, withoutMailboxProvider(row, policy.qualify), { policy, at });
    return arithmetic && isSame(arithmetic, grades) ? [] : [{ contactId, grades }];
  });
}

/** Whether the grades say the same of the company as the hold's, and cite the same correction of the title. Of what else they may say, the object decides (decide-again.ts). */
function isSame(
  { increments, facts, summary, company, titleVersion }: Arithmetic,
  { qualification, opportunity }: Grades,
): boolean {
  const isKnown = (rules: Arithmetic["increments"]): boolean =>
    rules.some(({ rule, applied }) => rule === "company_known" && applied);
  return (
    isKnown(increments) === isKnown([...qualification.increments]) &&
    (company?.split("@")[0] ?? null) === citedCompany(qualification.evidence) &&
    (titleVersion ?? null) === citedCorrection(qualification.evidence) &&
    summary === opportunity.summary &&
    canonicalJson(facts) === canonicalJson(opportunity.facts)
  );
}

type Became = "graded" | "same" | "graded_lately" | "silent" | "unreadable" | "list_unreadable" | "list_went_back";

/** Asks the objects. What cites something that the log does not have yet is refused by its object, and the rows of its company are written again. */
async function asking(
  found: readonly Differing[],
  { log, object, policy }: GradeAgainPorts,
): Promise<readonly Became[]> {
  const calls = found.map(({ grades }): GradeAgain => ({ type: "GradeAgain", grades, policy: policyDigest(policy) }));
  const resolved = await withResolved(calls, { log, wake: (id) => object(id).perform([{ type: "Wake" }]) });
  const asked = found.map(({ contactId }, index) => ({ contactId, call: resolved[index] }));
  return inParallel(asked, async ({ contactId, call }): Promise<Became> => {
    if (!call?.ok) return "silent";
    try {
      const { graded, refusal } = onlyAnswer(await object(contactId).perform([call.value]));
      if (graded) return "graded";
      const reason = refusal?.reason;
      if (reason === "graded_lately" || reason === "list_unreadable" || reason === "list_went_back") return reason;
      // The rows were behind the log and are written again.
      return reason === "evidence_unresolved" ? "silent" : "same";
    } catch (cause) {
      return unreadableIn(cause) ? "unreadable" : "silent";
    }
  });
}
