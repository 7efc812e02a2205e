// Decides what becomes of a hold that waits for a person when its run is graded again: something else is recorded of the contact's company than its
// grades say. Nothing is approved or released by it, and no approval is taken back.
import type { CommandOf } from "../../schema/commands.ts";
import { holdIdOf } from "../../schema/ids.ts";
import { citedCompany } from "../company/citations.ts";
import { eventEvidence, policyEvidence } from "../evidence.ts";
import { vetoOf } from "../rules/veto.ts";
import { citedCorrection } from "./corrections.ts";
import { roundOf, waitsUntil } from "./again.ts";
import { gradeEvents, previewHeld, unresolvedIn } from "./decide-grades.ts";
import { type Circumstances, type Decided, type Decision, done, refused, vetoed, vetoRefusal } from "./decision.ts";
import { endings, holdVoided } from "./endings.ts";
import { type Hold, openHold, type Run } from "./state.ts";

/**
 * Records the new grades of an open hold. A preview that nobody decided is voided and opens again; an unedited draft is voided, and its run goes to the
 * composer, because its preview was confirmed; an edited draft stays open beside the new grades. Nothing is recorded where the grades say the same, and
 * within the hour after the last time. A veto that was found meanwhile ends the run instead.
 */
export function gradeAgain(command: CommandOf<"GradeAgain">, circumstances: Circumstances): Decision {
  const { contact, at, policy, list } = circumstances;
  const [hold, run] = [openHold(contact), contact.runs[command.runId]];
  if (!hold || !run?.action || hold.runId !== run.runId || run.action === "skip") return done();
  const unresolved = unresolvedIn(command, contact);
  if (unresolved) return refused({ reason: "evidence_unresolved", ...unresolved });
  if (!saysOther(run, command)) return done();
  const until = waitsUntil(run, at, policy.grading);
  if (until !== null) return refused({ reason: "graded_lately", until });
  if (!list) return { needs: "list" };
  const { runId } = run;
  const veto = vetoOf(contact.flags, list.hit);
  if (veto)
    return refused(
      vetoRefusal(veto),
      vetoed(circumstances, veto, { where: "hold", writer: "object", list, runId, holdId: hold.holdId }),
      ...endings(circumstances, run, "vetoed", "object"),
    );
  const grades = gradeEvents(command, "object", policy);
  if (hold.edited) return done(...grades);
  const voided = voidedBy(command, run, hold, circumstances);
  if (hold.kind === "draft") return done(voided, ...grades);
  const holdId = holdIdOf(runId, "preview", roundOf(contact, runId) + 1);
  const preview = { run, action: run.action, holdId, replaced: hold, writer: "object", list } as const;
  return done(voided, ...grades, previewHeld(preview, circumstances));
}

/**
 * Whether the new grades say something else of the company: which one it is, whether it counts, the kinds of its live facts, their values and sources;
 * or cite another correction of the title. What only follows from another policy or a claimed title is no reason to make a hold again.
 */
function saysOther(
  { qualification, opportunity }: Run,
  { qualification: { increments, evidence }, opportunity: { facts, summary } }: CommandOf<"GradeAgain">,
): boolean {
  if (!qualification || !opportunity) return false;
  return (
    isCompanyKnown(qualification.increments) !== isCompanyKnown(increments) ||
    (qualification.company ?? null) !== citedCompany(evidence) ||
    (qualification.titleVersion ?? null) !== citedCorrection(evidence) ||
    opportunity.summary !== summary ||
    !isSameCount(opportunity.facts, facts)
  );
}

type Increments = NonNullable<Run["qualification"]>["increments"];

const isCompanyKnown = (increments: Increments): boolean =>
  increments.some(({ rule, applied }) => rule === "company_known" && applied);

const isSameCount = (one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every((kind) => one[kind] === other[kind]);

/** The end of the hold, which cites the grades that it had and the row of the company that it has now. */
function voidedBy(
  { qualification }: CommandOf<"GradeAgain">,
  run: Run,
  { holdId, openedVersion, edited }: Hold,
  { streamId, policy }: Circumstances,
): Decided {
  const before = [run.qualification, run.opportunity].flatMap((grade) =>
    grade ? [eventEvidence(streamId, grade.version, { basis_points: grade.basisPoints })] : [],
  );
  return holdVoided(
    { holdId, runId: run.runId, cause: "changed" },
    "object",
    eventEvidence(streamId, openedVersion, { hold_id: holdId, edited }),
    ...before,
    ...qualification.evidence.filter(({ table }) => table === "companies"),
    policyEvidence(policy, "grading"),
  );
}
