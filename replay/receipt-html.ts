// A receipt as one self-contained HTML page without scripts and without any request. Templates escape all values, because some of the words come
// from strangers. It uses tagged templates instead of JSX, because the CLI runs from source and Node only strips types.
import { html, raw } from "hono/html";
import * as z from "zod";
import type { Evidence, Scalar } from "../schema/provenance.ts";
import { visibleIn } from "../domain/visible-text.ts";
import { draftFlagWord, offenceWord, outcomeWord } from "../schema/draft-words.ts";
import { droppedText, orderText, plannerText, skipText, stagesText } from "../schema/plan-words.ts";
import type { ShownPlan } from "../schema/shown-plan.ts";
import { NOT_SCORED, termWord } from "../schema/score-words.ts";
import { actionWord, flagWord, gradeText, incrementWord, vetoWords } from "../schema/words.ts";
import type { ExplainedTerm } from "./explained-score.ts";
import {
  type ContactReceipt,
  type GateReceipt,
  gradesInOrder,
  type OpportunityReceipt,
  type PolicyReceipt,
  type QualificationReceipt,
  type RunReceipt,
  type ScoreReceipt,
  type SourceReceipt,
  type StepReceipt,
  type TextReceipt,
  type WritingReceipt,
} from "./receipt.ts";
import { RECEIPT_CSS } from "./receipt-css.ts";
import { becauseText, DIFF_HEAD_LINES } from "./receipt-text.ts";
import { reasonInside } from "./sentences.ts";

/** A piece of the page, escaped. */
export type Html = ReturnType<typeof html>;

/** The whole document. Its title names no person, because titles end up in browser histories and file names. */
export const receiptHtml = (receipt: ContactReceipt): string =>
  String(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>Receipt · Holdpoint</title>
          <style>
            ${raw(RECEIPT_CSS)}
          </style>
        </head>
        <body>
          <main class="receipt">${receiptBody(receipt)}</main>
        </body>
      </html>`,
  );

/** The receipt without the document around it, for a page that has its own. Invisible characters in the words are made visible. */
export function receiptBody(receipt: ContactReceipt): Html {
  const { contactId, version, at, head, answer, erased, seal, faults, flags, runs } = visibleIn(receipt);
  return html`<header>
      <p class="kind">Receipt</p>
      <h1>${answer}</h1>
      <dl>
        ${fact("Contact", html`<code>${contactId}</code>`)}
        ${fact("As of", html`version ${version}${at ? html`, ${moment(at)}` : ""}`)}
        ${fact("Head of the log", html`<code>${head}</code>`)}
        ${fact("Personal words", erased ? "erased: gone for good" : SEALS[seal])}
        ${fact("The log", faults.length === 0 ? HOLDS : html`<strong class="bad">does not hold</strong>`)}
      </dl>
      ${faults.length === 0 ? "" : list(faults.map((fault) => html`<code>${fault.name}</code> at version ${fault.version ?? "?"}${fault.field ? html`, <code>${fault.field}</code>` : ""}`))}
      ${
        flags.length === 0
          ? ""
          : html`<h2>What forbids writing now</h2>
              ${list(flags.map(({ flag, because }) => html`<strong>${flagWord(flag)}</strong>${because ? html`: ${because.kind === "flag" && because.why !== null ? html`<bdi>${timesRead(becauseText(because))}</bdi>` : timesRead(becauseText(because))}` : ""}`))}`
      }
    </header>
    ${runs.map((run) => runSection(run, runs.length > 1))}`;
}

const SEALS = {
  none: "there are none",
  opened: "opened with the contact’s key",
  closed: "sealed; not shown",
} as const;
const HOLDS = "holds: its chain is complete, and every decision is the same when it is made again";

const fact = (term: string, value: Html | string): Html =>
  html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;
const list = (items: readonly (Html | string)[]): Html =>
  html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;
const moment = (at: string): Html => html`<time datetime="${at}">${timesRead(at)}</time>`;
/** A text with its ISO times replaced by readable ones. */
const timesRead = (text: string): string => text.replace(/(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\.\d+Z/g, "$1 $2 UTC");

function runSection(run: RunReceipt, isOneOfMany: boolean): Html {
  const { plan, decision, score, gates, texts, steps, started } = run;
  return html`<section class="run">
    <h2>${isOneOfMany ? run.answer : "How it went"}</h2>
    <p class="quiet"><code>${run.runId}</code>. ${moment(started.at)}: ${timesRead(started.says)}</p>
    ${wroteBlock(started.words)}
    ${
      decision
        ? html`<section>
            <h3>Decision: ${actionWord(decision.action)}</h3>
            <p>
              Because ${reasonInside(decision.reason)}.
              <span class="quiet">${decision.rule}${policyNote(decision.policy)}</span>
            </p>
            ${decision.inputs ? columnsTable(decision.inputs) : ""}
          </section>`
        : ""
    }
    ${gates.length === 0 ? "" : gateSection(gates)} ${plan ? planSection(plan) : ""}
    ${gradesInOrder(run).map((grade) => ("verdict" in grade ? qualificationSection(grade) : opportunitySection(grade)))}
    ${scoreSection(score)}
    ${
      texts.length === 0
        ? ""
        : html`<section>
            <h3>Text</h3>
            ${texts.map(textBlock)}
          </section>`
    }
    ${steps.length === 0 ? "" : stepSection(steps)}
  </section>`;
}

/** The contact's words in the signal that began the run, if they are open. */
function wroteBlock(words: RunReceipt["started"]["words"]): Html | string {
  const { subject, text } = Wrote.parse(words).signal;
  if (!text && !subject) return "";
  return html`<article class="text">
    <p class="quiet">The contact wrote:</p>
    ${subject ? html`<p dir="auto"><strong>${subject}</strong></p>` : ""}
    ${text ? html`<pre dir="auto">${text}</pre>` : ""}
  </article>`;
}
const Wrote = z
  .object({ signal: z.object({ subject: z.string().optional(), text: z.string().optional() }) })
  .catch({ signal: {} });

const policyNote = (policy: PolicyReceipt | null): Html | string =>
  policy
    ? html`, policy
        <code title="${policy.digest}">${policy.section} ${policy.digest.slice(0, 12)}</code
        >${policy.known ? "" : html` <strong class="bad">not known</strong>`}`
    : "";

const WHERES = {
  plan: "Before the plan",
  hold: "When a hold opened",
  approve: "At the approval",
  dispatch: "Before it was sent",
};

const gateSection = (gates: readonly GateReceipt[]): Html =>
  html`<section>
    <h3>Veto</h3>
    <table>
      <thead>
        <tr>
          <th>Asked</th>
          <th>At</th>
          <th>List</th>
          <th>Answer</th>
        </tr>
      </thead>
      <tbody>
        ${gates.map(
          ({ where, at, revision, passed, hits }) =>
            html`<tr>
              <td>${WHERES[where]}</td>
              <td>${moment(at)}</td>
              <td class="brief">revision ${revision}</td>
              <td>
                ${passed ? "passed: no flag, no entry" : list(hits.map(({ reason, because }) => html`<strong class="bad">${vetoWords([reason])}</strong>${because ? html`<br /><bdi class="quiet">${timesRead(becauseText(because))}</bdi>` : ""}`))}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;

/** The order in which the stages ran and who planned; then what a plan that decided nothing has, and what was dropped from a plan. */
function planSection(plan: ShownPlan): Html {
  const { arm, order, stages, fallback, dropped } = plan;
  const isRecordedOnly = stages.length > 0 && !fallback && (arm === "shadow" || order.length === 0);
  return html`<section>
    <h3>Plan: ${order.length === 0 ? "not acted on" : orderText(plan)}</h3>
    <p>
      ${capital(plannerText(plan))}.${isRecordedOnly ? ` The plan: ${stagesText(stages)}.` : ""}
      ${skipText(plan) === "" ? "" : `No message: ${skipText(plan)}.`}
      ${dropped.length === 0 ? "" : html`<span class="quiet">Dropped from it: ${droppedText(dropped)}.</span>`}
    </p>
  </section>`;
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** A mark for a grade that the plan did not have. */
const notPlanned = ({ planned }: QualificationReceipt | OpportunityReceipt): string =>
  planned ? "" : " (not planned)";

const qualificationSection = (grade: QualificationReceipt): Html =>
  html`<section>
    <h3>Qualification: ${gradeText(grade.basisPoints)}, ${grade.verdict.replace("_", " ")}${notPlanned(grade)}</h3>
    <table class="sum">
      <tbody>
        ${grade.increments.map(
          ({ rule, basisPoints, applied }) =>
            html`<tr class="${applied ? "" : "quiet"}">
              <td>${incrementWord(rule)}${applied ? "" : " (no)"}</td>
              <td class="number">${applied ? `+ ${gradeText(basisPoints)}` : `(${gradeText(basisPoints)})`}</td>
            </tr>`,
        )}
        <tr class="total">
          <td>${grade.qualifiedFrom === null ? "" : `qualified from ${gradeText(grade.qualifiedFrom)}`}</td>
          <td class="number">${gradeText(grade.basisPoints)}</td>
        </tr>
      </tbody>
    </table>
    ${rowsBlock(grade.rows, grade.policy)}
  </section>`;

const opportunitySection = (grade: OpportunityReceipt): Html =>
  html`<section>
    <h3>Opportunity: ${gradeText(grade.basisPoints)}${notPlanned(grade)}</h3>
    <p>
      <bdi>${grade.summary}</bdi
      >${grade.sum ? html`. ${gradeText(grade.sum.base)} + ${gradeText(grade.sum.perFact)} × ${Object.keys(grade.facts).length}, at most ${gradeText(grade.sum.cap)}.` : ""}
    </p>
    ${rowsBlock(grade.rows, grade.policy)}
  </section>`;

function scoreSection(score: ScoreReceipt | null): Html {
  if (!score)
    return html`<section>
      <h3>Score: ${NOT_SCORED} by then</h3>
      <p class="quiet">No score decides about a message.</p>
    </section>`;
  const { composite, tier, vertical, asOf, judge, terms, policy } = score;
  return html`<section>
    <h3>Score: ${gradeText(composite)}, tier ${tier}</h3>
    <p class="quiet">
      In <bdi>${vertical}</bdi>, as of ${moment(asOf)}${policyNote(policy)}. It decided about nothing.
    </p>
    <table class="sum">
      <tbody>
        ${terms.map((term) => termRow(term, term.term === "role_fit" ? judge : null))}
        <tr class="total">
          <td>tier ${tier}</td>
          <td class="number">${gradeText(composite)}</td>
        </tr>
      </tbody>
    </table>
  </section>`;
}

const termRow = (
  { term, basisPoints, weight, share, adds, missing, rows }: ExplainedTerm,
  judge: string | null,
): Html =>
  html`<tr class="${basisPoints === null ? "quiet" : ""}">
    <td>
      ${termWord(term)}${
        basisPoints === null
          ? html`: left out, ${missing} <span class="quiet">(weight ${gradeText(weight)})</span>`
          : html` ${gradeText(basisPoints)} ×
            ${gradeText(weight)}${share === weight ? "" : html`, of the terms that are there ${gradeText(share)}`}`
      }${judge === null ? "" : html`<br />judged ${judge}`}
      ${rows.map(({ table, id, says }) => html`<br /><span class="quiet"><bdi>${says}</bdi> (${table} <code>${id}</code>)</span>`)}
    </td>
    <td class="number">${basisPoints === null ? "" : `+ ${gradeText(adds)}`}</td>
  </tr>`;

function rowsBlock(rows: readonly Evidence[], policy: PolicyReceipt | null): Html {
  const shown = rows.filter(({ table }) => table !== "policy");
  return html`<p class="quiet">The rows as they were${policyNote(policy)}:</p>
    ${shown.map(
      ({ table, id, columns }) =>
        html`<div class="row">
          <p><strong>${table}</strong> <code>${id}</code></p>
          ${columnsTable(columns)}
        </div>`,
    )}`;
}

const columnsTable = (columns: Readonly<Record<string, Scalar>>): Html =>
  html`<table class="fields">
    <tbody>
      ${Object.entries(columns).map(
        ([column, value]) =>
          html`<tr>
            <th scope="row"><code>${column}</code></th>
            <td><bdi>${value === null ? "none" : String(value)}</bdi></td>
          </tr>`,
      )}
    </tbody>
  </table>`;

const textBlock = ({ at, by, why, text, diff, seal, digest, writing }: TextReceipt): Html =>
  html`<article class="text">
    <p class="quiet">
      ${moment(at)}, by ${by}${why === null ? "" : html`: “<bdi>${why}</bdi>”`} (<code title="${digest}"
        >${digest.slice(0, 12)}</code
      >)
    </p>
    ${writing ? writingBlock(writing) : ""}
    ${
      text === null
        ? html`<p>${seal === "closed" ? "Sealed; not shown." : "No words."}</p>`
        : diff === null
          ? html`<p dir="auto"><strong>${text.subject}</strong></p>
              <pre dir="auto">${text.body}</pre>
              <pre class="quiet" dir="auto">${text.footer}</pre>`
          : html`<pre class="diff" dir="auto">${diff.trimEnd().split("\n").slice(DIFF_HEAD_LINES).map(diffLine)}</pre>`
    }
  </article>`;

/** How a model's draft was written, with its claims and the rows that they cite. */
const writingBlock = ({ outcome, offences, flags, claims }: WritingReceipt): Html =>
  html`<p class="quiet">
      How:
      ${outcomeWord(outcome)}.${offences.length === 0 ? "" : ` Refused before: ${offences.map(offenceWord).join("; ")}.`}
      ${flags.length === 0 ? "" : html`<strong>To look at:</strong> ${flags.map(draftFlagWord).join("; ")}.`}
    </p>
    ${
      claims === null || claims.length === 0
        ? ""
        : list(
            claims.map(
              ({ text, cites }) =>
                html`<bdi>${text}</bdi
                  >${cites.length === 0 ? html` <span class="quiet">no evidence</span>` : cites.map(citedRow)}`,
            ),
          )
    }`;

const citedRow = ({ table, id, about, text }: SourceReceipt): Html =>
  html`<div class="row">
    <p class="quiet">${table} <code>${id}</code></p>
    ${columnsTable({ [about]: text })}
  </div>`;

/** Each line is its own block element, because the formatter of this file changes the white space in templates. */
function diffLine(line: string): Html {
  if (line.startsWith("+")) return html`<ins>${line}</ins>`;
  return line.startsWith("-") ? html`<del>${line}</del>` : html`<span>${line}</span>`;
}

const stepSection = (steps: readonly StepReceipt[]): Html =>
  html`<section>
    <h3>Who did what</h3>
    <table>
      <tbody>
        ${steps.map(
          ({ at, says, why }) =>
            html`<tr>
              <td class="when">${moment(at)}</td>
              <td>${timesRead(says)}${why === null ? "" : html` “<bdi>${why}</bdi>”`}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
