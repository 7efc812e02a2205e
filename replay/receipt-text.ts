// A receipt as plain text for a terminal, one fact on each line. The HTML page is in receipt-html.ts.
import type { Evidence } from "../schema/provenance.ts";
import { draftFlagWord, offenceWord, outcomeWord } from "../schema/draft-words.ts";
import { droppedText, orderText, plannerText, skipText, stagesText } from "../schema/plan-words.ts";
import type { ShownPlan } from "../schema/shown-plan.ts";
import { NOT_SCORED, termWord } from "../schema/score-words.ts";
import { actionWord, flagWord, gradeText, incrementWord, vetoWords } from "../schema/words.ts";
import type { ExplainedTerm } from "./explained-score.ts";
import {
  type Because,
  type ContactReceipt,
  type GateReceipt,
  gradesInOrder,
  type OpportunityReceipt,
  type PolicyReceipt,
  type QualificationReceipt,
  type RunReceipt,
  type ScoreReceipt,
  type TextReceipt,
  type WritingReceipt,
} from "./receipt.ts";
import { causeWord, entryWord, reasonInside } from "./sentences.ts";

/** The whole receipt. Lines are not wrapped, because the terminal wraps them. */
export function receiptText(receipt: ContactReceipt): string {
  const { contactId, version, at, head, runs, flags, faults } = receipt;
  const lines = [
    receipt.answer,
    "",
    `contact   ${contactId}`,
    `as of     version ${version}, ${at ?? ""}`,
    `head      ${head}`,
    ...(receipt.erased ? ["erased    the personal words are destroyed"] : []),
    ...(receipt.seal === "closed" ? ["sealed    personal words are not shown"] : []),
    `log       ${faults.length === 0 ? "holds: its chain is complete, and every decision is the same when it is made again" : `DOES NOT HOLD: ${faults.length} ${faults.length === 1 ? "fault" : "faults"}`}`,
    ...faults.map(
      ({ name, version: where, field }) => `          ${name} at version ${where ?? "?"}${field ? `, ${field}` : ""}`,
    ),
    ...flags.map(({ flag, because }) => `flag      ${flagWord(flag)}${because ? `: ${becauseText(because)}` : ""}`),
    ...runs.flatMap((run) => ["", ...runLines(run)]),
    "",
  ];
  return lines.join("\n").replace(CONTROL_CHARACTERS, "\u{fffd}");
}

/** Characters that control a terminal or change the text direction. They are replaced, because some of the words come from strangers. */
// oxlint-disable-next-line no-control-regex -- the expression searches for control characters
const CONTROL_CHARACTERS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** The entry or flag that caused a veto's hit, as a phrase. */
export function becauseText(because: Because): string {
  if (because.kind === "list")
    return `${entryWord(because.entry)} is entry ${because.revision} of the list since ${because.at} (${because.streamId}@${because.version})`;
  const by = because.by === null ? "" : `, by ${because.by}`;
  const why = because.why === null ? "" : `: “${because.why}”`;
  return `${causeWord(because.cause)} at ${because.at}${by}${why} (version ${because.version})`;
}

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

function runLines(run: RunReceipt): readonly string[] {
  const { plan, decision, score, gates, texts, steps } = run;
  return [
    `run ${run.runId}`,
    `  ${run.answer}`,
    `  began     ${run.started.at}  ${run.started.says}`,
    ...(decision
      ? [
          `  decided   ${decision.at}  ${actionWord(decision.action)}: ${reasonInside(decision.reason)} (${decision.rule}${policyText(decision.policy)})`,
          ...indent(columnsLines(decision.inputs ?? {})),
        ]
      : []),
    ...gates.flatMap((gate) => indent(gateLines(gate))),
    ...(plan ? indent(planLines(plan)) : []),
    ...gradesInOrder(run).flatMap((grade) =>
      indent("verdict" in grade ? qualificationLines(grade) : opportunityLines(grade)),
    ),
    ...indent(scoreLines(score)),
    ...texts.flatMap((text) => indent(textLines(text))),
    ...steps.map(({ at, says, why }) => `  then      ${at}  ${says}${why === null ? "" : ` “${why}”`}`),
  ];
}

/** The order in which the stages ran and who planned; then what a plan that decided nothing has, and what was dropped from a plan. */
function planLines(plan: ShownPlan): readonly string[] {
  const { arm, order, stages, fallback, dropped } = plan;
  const isRecordedOnly = stages.length > 0 && (arm === "shadow" || order.length === 0);
  return [
    `plan      ${order.length === 0 ? "not acted on" : orderText(plan)} (${plannerText(plan)})`,
    ...(isRecordedOnly && !fallback ? [`          the plan: ${stagesText(stages)}`] : []),
    ...(skipText(plan) === "" ? [] : [`          no message: ${skipText(plan)}`]),
    ...(dropped.length > 0 ? [`          dropped: ${droppedText(dropped)}`] : []),
  ];
}

const notPlanned = ({ planned }: QualificationReceipt | OpportunityReceipt): string =>
  planned ? "" : "; not planned, and graded all the same";

const qualificationLines = (grade: QualificationReceipt): readonly string[] => [
  `grade     ${gradeText(grade.basisPoints)} ${grade.verdict.replace("_", " ")}${grade.qualifiedFrom === null ? "" : ` (from ${gradeText(grade.qualifiedFrom)} qualified)`}${policyText(grade.policy)}${notPlanned(grade)}`,
  ...grade.increments.map(
    ({ rule, basisPoints, applied }) =>
      `          + ${gradeText(applied ? basisPoints : 0)}  ${incrementWord(rule)}${applied ? "" : `: no (would be ${gradeText(basisPoints)})`}`,
  ),
  ...rowLines(grade.rows),
];

const opportunityLines = (grade: OpportunityReceipt): readonly string[] => [
  `grade     ${gradeText(grade.basisPoints)} opportunity: ${grade.summary}${grade.sum ? ` (${gradeText(grade.sum.base)} + ${gradeText(grade.sum.perFact)} × ${Object.keys(grade.facts).length}, at most ${gradeText(grade.sum.cap)})` : ""}${policyText(grade.policy)}${notPlanned(grade)}`,
  ...rowLines(grade.rows),
];

const policyText = (policy: PolicyReceipt | null): string =>
  policy ? `; policy ${policy.section} ${policy.digest.slice(0, 12)}${policy.known ? "" : ", NOT KNOWN"}` : "";

function gateLines({ where, passed, hits, at, revision }: GateReceipt): readonly string[] {
  if (passed) return [`gate      ${at}  passed at ${where}: no flag, no entry up to revision ${revision} of the list`];
  return [
    `veto      ${at}  at ${where}, list revision ${revision}`,
    ...hits.map(
      ({ reason, because }) => `          ${vetoWords([reason])}${because ? `: ${becauseText(because)}` : ""}`,
    ),
  ];
}

function scoreLines(score: ScoreReceipt | null): readonly string[] {
  if (!score) return [`score     ${NOT_SCORED} by then; no score decides about a message`];
  const { composite, tier, vertical, asOf, judge, terms, policy } = score;
  return [
    `score     ${gradeText(composite)} tier ${tier} in ${vertical}, as of ${asOf}${policyText(policy)}; it decided about nothing`,
    ...terms.flatMap((term) => [
      `          ${termLine(term)}${term.term === "role_fit" && judge !== null ? `; judged ${judge}` : ""}`,
      ...term.rows.map(({ table, id, says }) => `            ${says}  (${table} ${id})`),
    ]),
  ];
}

function termLine({ term, basisPoints, weight, share, adds, missing }: ExplainedTerm): string {
  if (basisPoints === null) return `  left out  ${termWord(term)} (weight ${gradeText(weight)}): ${missing}`;
  const renormalised = share === weight ? "" : `, of the terms that are there ${gradeText(share)}`;
  return `+ ${gradeText(adds)}  ${termWord(term)} ${gradeText(basisPoints)} × weight ${gradeText(weight)}${renormalised}`;
}

const rowLines = (rows: readonly Evidence[]): readonly string[] =>
  rows
    .filter(({ table }) => table !== "policy")
    .map(({ table, id, columns }) => `row       ${table} ${id}  ${columnsText(columns)}`);
const columnsText = (columns: Evidence["columns"]): string =>
  Object.entries(columns)
    .map(([column, value]) => `${column}=${value === null ? "none" : String(value)}`)
    .join("  ");
const columnsLines = (columns: Evidence["columns"]): readonly string[] =>
  Object.keys(columns).length === 0 ? [] : [`inputs    ${columnsText(columns)}`];

/** The number of header lines of a unified diff. */
export const DIFF_HEAD_LINES = 4;

function textLines({ at, by, text, seal, diff, why, digest, writing }: TextReceipt): readonly string[] {
  const lines = [
    `text      ${at}  by ${by}${why === null ? "" : `: “${why}”`}  (digest ${digest.slice(0, 12)})`,
    ...(writing ? writingLines(writing) : []),
  ];
  if (!text) return [...lines, seal === "closed" ? "          sealed" : "          no words"];
  if (diff !== null)
    return [
      ...lines,
      ...diff
        .trimEnd()
        .split("\n")
        .slice(2)
        .map((line) => `          ${line}`),
    ];
  return [...lines, `          Subject: ${text.subject}`, ...text.body.split("\n").map((line) => `          ${line}`)];
}

function writingLines({ outcome, offences, flags, claims }: WritingReceipt): readonly string[] {
  return [
    `          how: ${outcomeWord(outcome)}`,
    ...offences.map((offence) => `          refused before: ${offenceWord(offence)}`),
    ...flags.map((flag) => `          look: ${draftFlagWord(flag)}`),
    ...(claims ?? []).flatMap(({ text, cites }) => [
      `          claim: ${text}${cites.length === 0 ? " (no evidence)" : ""}`,
      ...cites.map(({ table, id, about, text: value }) => `            ${table} ${id}, ${about}: ${value}`),
    ]),
  ];
}
