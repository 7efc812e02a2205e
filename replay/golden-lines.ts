// Makes golden lines from a recorded run: the open inputs of its decisions and their results, without personal data. A title is replaced by another
// title of the same rule, and a model's reply is redacted to its form. The `why` of a line is empty: the person who reviews the line writes it.
import { firstPolicy } from "../schema/first-policy.ts";
import { digestOf, sha256, shortDigestOf } from "../schema/canonical.ts";
import { atEvent, type EventTable, nothingAt } from "../schema/event-table.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import type { RunId } from "../schema/ids.ts";
import { Flag } from "../schema/lists.ts";
import type { PolicySection } from "../schema/policy.ts";
import { actionUnderPlan, type PlannedAction, TaskPlan } from "../schema/task-plan.ts";
import { recogniseTitle } from "../domain/rules/titles.ts";
import type { TitleRules } from "../schema/title-rules.ts";
import { skipReadingOf } from "./plan-again.ts";
import { repairTaskPlan } from "../domain/rules/repair-task-plan.ts";
import { OTHER_STREAMS_EVENTS } from "../schema/administrative-events.ts";
import type { LogContext } from "./context.ts";
import { foldStream } from "./fold.ts";
import { citedPolicy, vouchingOf } from "./grades-again.ts";
import { type Columns, evidenceOf, text } from "./placed.ts";
import { decideAgain, flagsOf, historyReadAt, mailboxReadAt } from "./rederive.ts";
import { redactReply } from "./redact-reply.ts";
import { openSealed } from "./sealed.ts";
import type { StreamRows } from "./source.ts";

export const GOLDEN_SUITES = ["action", "qualify", "analyze", "repair"] as const;
type GoldenSuiteName = (typeof GOLDEN_SUITES)[number];

/** A model's reply: `recorded` from a real model, or `scripted` from a local peer. The reviewer fills in `curatedBy`. */
type Reply =
  | { readonly kind: "scripted"; readonly text: string }
  | {
      readonly kind: "recorded";
      readonly text: string;
      readonly run: RunId;
      readonly model: string;
      readonly at: string;
      readonly curatedBy: "";
    };

export interface LineOfRun {
  readonly id: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly reply?: Reply;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly why: "";
}

/** A decision as a line, or the reason why it cannot be a line. */
export type GoldenOfRun = { readonly suite: GoldenSuiteName } & (
  | { readonly line: LineOfRun }
  | { readonly because: string }
);

/** The model names of the local peers, in the calls of the log. */
const PEERS: ReadonlySet<string> = new Set(["local-peer", "model-peer"]);

/** The runs of a stream that have a decision, in order. */
export const decidedRuns = (stream: StreamRows): readonly RunId[] =>
  foldStream(stream).events.flatMap((event) => (event.type === "ActionDecided" ? [event.payload.runId] : []));

export function goldenOfRun(stream: StreamRows, runId: RunId, context: LogContext): readonly GoldenOfRun[] {
  const { events } = foldStream(stream);
  const openContext = {
    ...context,
    ...(stream.openedWords
      ? { openWords: ({ version }: StoredEvent) => stream.openedWords?.get(version) ?? null }
      : {}),
  };
  return events.flatMap((event, index): readonly GoldenOfRun[] => {
    if (!("runId" in event.payload) || event.payload.runId !== runId) return [];
    const golden = atEvent(GOLDEN, event, { from: events.slice(Math.max(index - 1, 0)), openContext });
    return golden === null ? [] : [golden];
  });
}

interface InRun {
  /** The event before this event, this event, and all later events of the stream. */
  readonly from: readonly StoredEvent[];
  /** The context, with the opened words of the stream if the source has them. */
  readonly openContext: LogContext;
}

/** Makes the line of each decision. */
export const GOLDEN: EventTable<InRun, GoldenOfRun> = {
  ActionDecided: (event, { from, openContext }) =>
    goldenOf("action", event, () => actionLine(event, { plan: planIn(from[0]), veto: vetoIn(from[0]) }, openContext)),
  QualificationGraded: (event, { openContext }) => goldenOf("qualify", event, () => qualifyLine(event, openContext)),
  OpportunityAnalyzed: (event, { openContext }) => goldenOf("analyze", event, () => analyzeLine(event, openContext)),
  PlanProposed: (event, { from, openContext }) => goldenOf("repair", event, () => repairLine(event, from, openContext)),
  ...nothingAt(
    "SignalReceived",
    "ContactFlagged",
    "SafetyVetoed",
    "ContactScored",
    "PreviewHeld",
    "PreviewConfirmed",
    "PreviewDismissed",
    "DraftHeld",
    "DraftUnused",
    "DraftEdited",
    "DraftApproved",
    "DraftRejected",
    "HoldSnoozed",
    "HoldReassigned",
    "HoldExpired",
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
    "FollowupDue",
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

type Body = Omit<LineOfRun, "id" | "why">;
/** Thrown with the reason when a decision cannot be a line. */
class NoLine extends Error {}

function goldenOf(
  suite: GoldenSuiteName,
  { payload: { runId } }: { readonly payload: { readonly runId: RunId } },
  body: () => Body,
): GoldenOfRun {
  try {
    const { input, reply, expected } = body();
    // An id of a line has small letters only.
    const id = `run-${sha256(runId).slice(0, 8)}-${suite}`;
    return { suite, line: { id, input, ...(reply ? { reply } : {}), expected, why: "" } };
  } catch (error) {
    if (error instanceof NoLine) return { suite, because: error.message };
    throw error;
  }
}

const planIn = (event: StoredEvent | undefined) => (event?.type === "PlanProposed" ? event : null);
const vetoIn = (event: StoredEvent | undefined) => (event?.type === "SafetyVetoed" ? event : null);

/** The policy section that a decision used, if it differs from the one on which golden lines run; otherwise nothing. */
function changedSection<S extends PolicySection>(section: S, digest: string | undefined, { policies }: LogContext) {
  if (digest === undefined || digest === shortDigestOf(firstPolicy[section])) return {};
  const rules = policies.section(section, digest);
  if (!rules) throw new NoLine(`the log does not have the policy of the decision (${section})`);
  return { [section]: rules };
}

// The action

interface BeforeAction {
  readonly plan: EventOf<"PlanProposed"> | null;
  readonly veto: EventOf<"SafetyVetoed"> | null;
}

function actionLine(event: EventOf<"ActionDecided">, { plan, veto }: BeforeAction, context: LogContext): Body {
  const { action, reason, vetoedAt } = event.payload;
  const gated = vetoedAt === undefined ? event : veto;
  const acting = plan?.payload.arm === "reasoning" && vetoedAt === undefined ? plan.payload : null;
  if (!gated) throw new NoLine("the veto of the decision is missing");
  return {
    input: {
      ...historyIn(event),
      ...gateIn(gated),
      ...(acting ? { plan: { stages: acting.stages, fallback: acting.fallback } } : {}),
      ...changedSection("ladder", event.policy?.digest, context),
    },
    expected: { action, reason },
  };
}

/** The recorded history of the contact: only values that differ from those of a new contact. */
function historyIn(event: StoredEvent): Readonly<Record<string, unknown>> {
  const asked = historyReadAt(event);
  if (mailboxReadAt(event) !== null) throw new NoLine("a line has one contact, and the mailbox is another’s, too");
  if (!asked) return {};
  const { columns, at } = asked;
  const [lastSentAt, unansweredAt] = [text(columns["last_sent_at"]), text(columns["unanswered_at"])];
  const sequence = Number(columns["sequence"] ?? 0);
  return {
    at,
    ...(sequence === 0 ? {} : { sequence }),
    ...(lastSentAt === null ? {} : { lastSentAt }),
    ...(unansweredAt === null ? {} : { unansweredAt }),
    ...(columns["sequence_closed"] === true ? { sequenceClosed: true } : {}),
    ...(columns["beside"] === true ? { beside: true } : {}),
  };
}

function gateIn(event: StoredEvent): Readonly<Record<string, unknown>> {
  const columns: Columns = evidenceOf(event, "flags")?.columns ?? {};
  const flags = Flag.options.filter((flag) => columns[flag] === true);
  const listed = evidenceOf(event, "suppressions")?.columns["hit"] === true;
  return { ...(flags.length === 0 ? {} : { flags }), ...(listed ? { listed } : {}) };
}

// The grades

function qualifyLine(event: EventOf<"QualificationGraded">, context: LogContext): Body {
  const vouched = vouchingOf(event);
  if (!vouched) throw new NoLine("the evidence lacks a row of the contact or the company");
  const { contactRow, companyRow } = vouched;
  const { verdict, basisPoints, increments } = event.payload;
  const titles = citedPolicy(event, "titles")?.id;
  const recognised = text(contactRow["title_seniority"]);
  return {
    input: {
      contact: contactRow["found"] === true ? { ...titleIn(contactRow), ...seniorityIn(contactRow) } : null,
      company: companyRow["found"] === true ? { status: companyRow["status"] } : null,
      ...changedSection("qualify", event.policy?.digest, context),
    },
    expected: {
      verdict,
      basisPoints,
      applied: increments.filter(({ applied }) => applied).map(({ rule }) => rule),
      recognised: titles === undefined ? null : recognised,
    },
  };
}

/** Titles that the grammar reads by a rule that has no words of its own. */
const BY_GRAMMAR: Readonly<Record<string, string>> = {
  "title.deputy": "deputy ceo",
  "title.chief": "chief accountant",
  "title.deputy_to": "deputy to the director",
  "title.individual": "accountant",
  "title.named": "product manager",
  "title.senior": "senior accountant",
};

/** Titles that a rule may recognise. */
const titlesOf = ({ id, words: byLanguage }: TitleRules["rules"][number]): readonly string[] => [
  ...(BY_GRAMMAR[id] === undefined ? [] : [BY_GRAMMAR[id]]),
  ...Object.values(byLanguage).flatMap((words) => words.split(" ").map((word) => word.replaceAll("_", " "))),
];

/** A title in place of the contact's: a phrase of the rule that recognised it, or a placeholder that no rule recognises. */
function titleIn(columns: Columns): { readonly title?: string } {
  if (!("title" in columns)) return {};
  const [rule, seniority] = [text(columns["title_rule"]), text(columns["title_seniority"])];
  if (rule === null) return { title: "Placeholder" };
  const rules: readonly TitleRules["rules"][number][] = firstPolicy.titles.rules;
  const likely = [...rules.filter(({ id }) => id === rule), ...rules.filter((other) => other.seniority === seniority)];
  const title = likely.flatMap(titlesOf).find((phrase) => {
    const again = recogniseTitle(phrase, firstPolicy.titles);
    return again.known && again.seniority === seniority;
  });
  if (title === undefined) throw new NoLine(`the title rules of this release recognise nothing as ${seniority}`);
  return { title };
}

function seniorityIn(columns: Columns): object {
  const hasSource = columns["seniority_has_source"] === true;
  if (columns["stored_seniority_known"] === true) return { seniority: "placeholder", senioritySource: "placeholder" };
  return hasSource ? { senioritySource: "placeholder" } : {};
}

function analyzeLine(event: EventOf<"OpportunityAnalyzed">, context: LogContext): Body {
  const { basisPoints, facts, summary } = event.payload;
  const rows = event.provenance.evidence.filter(({ table }) => table === "company_facts");
  const at = text(rows[0]?.columns["asked_at"]);
  if (at === null) throw new NoLine("the evidence lacks the facts");
  const shown = rows.flatMap(({ columns }) => (typeof columns["kind"] === "string" ? [columns] : []));
  const counted = shown.filter((row) => isLiveAt(row, at)).length;
  if (shown.some((row) => typeof row["value"] !== "string"))
    throw new NoLine("the event of an earlier release has no values of facts");
  if (counted !== Object.values(facts).reduce((sum, count) => sum + count, 0))
    throw new NoLine("the grade counted more facts than its event shows");
  return {
    input: {
      facts: shown.map((row) => ({
        kind: row["kind"],
        value: row["value"],
        source: row["source"],
        observedAt: row["observed_at"],
        ...(row["found"] === true ? {} : { found: false }),
        ...(text(row["expires_at"]) === null ? {} : { expiresAt: row["expires_at"] }),
      })),
      at,
      ...changedSection("analyze", event.policy?.digest, context),
    },
    expected: { basisPoints, facts, summary },
  };
}

const isLiveAt = (row: Columns, at: string): boolean => {
  const expiresAt = text(row["expires_at"]);
  return row["found"] === true && (expiresAt === null || Date.parse(at) <= Date.parse(expiresAt));
};

// The plan

/** The line of a plan. `from` begins with the event before the plan. */
function repairLine(event: EventOf<"PlanProposed">, from: readonly StoredEvent[], openContext: LogContext): Body {
  const { runId: _, arm: __, ...proposed } = event.payload;
  const plan = TaskPlan.parse({ ...proposed, reason: event.provenance.reason });
  const [call, , decided] = from;
  const called = call?.type === "LlmCalled" && call.commandId === event.commandId ? call : null;
  if (!called) throw new NoLine("no model was asked for the plan");
  const outcome = called.payload.outcome;
  if (decided?.type !== "ActionDecided" || decided.payload.vetoedAt !== undefined)
    throw new NoLine("a veto is between the plan and the decision");
  const reply = openSealed(event, openContext)?.words?.["reply"];
  if (outcome === "ok" && typeof reply !== "string")
    throw new NoLine("the reply is sealed: take the run from an export with --open");
  const words = typeof reply === "string" ? redactReply(reply) : "";
  const reading = skipReadingOf(event, openContext);
  if (reading === "unknown") throw new NoLine("the policy of the plan is not in the log");
  const again = { ...repairTaskPlan(words, reading) };
  if (outcome === "ok" && digestOf(again) !== digestOf(plan))
    throw new NoLine("the redacted reply would give another plan");
  const scripted = scriptedAction(decided, openContext);
  const { model } = called.payload;
  return {
    input: {
      ...(outcome === "ok" ? {} : { outcome }),
      ...(scripted.reason === "first_contact" ? {} : { scripted }),
    },
    reply: PEERS.has(model)
      ? { kind: "scripted", text: words }
      : { kind: "recorded", text: words, run: event.payload.runId, model, at: event.at.slice(0, 10), curatedBy: "" },
    expected: { ...plan, acts: decidedUnder(plan, scripted) },
  };
}

/** The reason of the action under the plan. */
const decidedUnder = (plan: TaskPlan, scripted: PlannedAction): string => actionUnderPlan(plan, scripted).reason;

/** The ladder's action without the plan: the decided action if the plan did not change it, otherwise the ladder's decision derived again. */
function scriptedAction(event: EventOf<"ActionDecided">, { policies }: LogContext): PlannedAction {
  const { action, reason, arm, runId, gate } = event.payload;
  if (arm !== "reasoning" || reason !== "plan_skip") return { action, reason };
  const asked = historyReadAt(event);
  const ladder = event.policy && policies.section("ladder", event.policy.digest);
  if (!asked || !ladder || !gate) throw new NoLine("the log does not have the ladder’s inputs");
  const { columns } = asked;
  const again = decideAgain(
    {
      contactId: event.streamId as never,
      runId,
      version: asked.version,
      at: asked.at,
      flags: flagsOf(evidenceOf(event, "flags")?.columns ?? {}),
      lookups: [],
      sequence: Number(columns["sequence"] ?? 0),
      lastSentAt: text(columns["last_sent_at"]),
      unansweredAt: text(columns["unanswered_at"]),
      sequenceClosed: columns["sequence_closed"] === true,
      beside: columns["beside"] === true,
      source: null,
      wroteBack: false,
      memory: [],
      calls: { ofRun: 0, ofStep: 0 },
    },
    { hit: false, revision: gate.revision },
    ladder,
  );
  if (!again) throw new NoLine("the history contradicts itself");
  return { action: again.action, reason: again.reason };
}
