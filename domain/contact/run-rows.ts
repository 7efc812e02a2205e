// Makes the read-model rows that the numbers count: a run whose decision is complete, and a report of what became of one. Like rows.ts, a row's
// version is that of the last event that changed it, so that an equal repeat writes nothing.
import type { EventOf, StoredEvent } from "../../schema/events.ts";
import { type ContactId, holdIdOf, type RunId } from "../../schema/ids.ts";
import { type FlagCause, type ReportKind, type Tier, VetoReason } from "../../schema/lists.ts";
import type { RoleFitBy } from "../../schema/score-lists.ts";
import type { ReportRow, RunRow } from "../../schema/shipment.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import { isReplaced } from "./again.ts";
import { hasNoMessage } from "../../schema/task-plan.ts";
import { shownPlan } from "./run-plan.ts";
import type { Contact, Run } from "./state.ts";

/**
 * The rows of the runs whose decision is complete: both grades are there, or the run ended before them, by a veto, by an edited hold or by a
 * newer signal. A run that was replaced before its action was decided has no row. Only rows with a version above `above` are made.
 */
export function runRows(streamId: ContactId, contact: Contact, events: readonly StoredEvent[], above = 0): RunRow[] {
  return Object.values(contact.runs).flatMap((run) => {
    const version = versionOf(run, contact, events);
    return version === null || version <= above ? [] : [runRow({ streamId, contact, events, run, version })];
  });
}

/** The version of the last event of the command that completed the run's decision, or of a later veto of the run. */
function versionOf(run: Run, contact: Contact, events: readonly StoredEvent[]): number | null {
  if (run.decidedVersion === null) return null;
  const { qualification, opportunity } = run;
  const isGraded = qualification !== null && opportunity !== null;
  if (!isGraded && run.step !== "ended") return null;
  const completed = isGraded
    ? Math.max(qualification.version, opportunity.version)
    : Math.max(run.decidedVersion, run.stepVersion);
  const last = Math.max(completed, vetoesOf(run.runId, events).at(-1)?.version ?? 0);
  const command = events[last - 1]?.commandId;
  return (command && contact.commands[command]?.[1]) ?? last;
}

const vetoesOf = (runId: RunId, events: readonly StoredEvent[]): readonly EventOf<"SafetyVetoed">[] =>
  events.filter((event) => event.type === "SafetyVetoed").filter(({ payload }) => payload.runId === runId);

interface Completed {
  readonly streamId: ContactId;
  readonly contact: Contact;
  readonly events: readonly StoredEvent[];
  readonly run: Run;
  readonly version: number;
}

function runRow({ streamId, contact, events, run, version }: Completed): RunRow {
  const decided = events[(run.decidedVersion ?? 0) - 1];
  if (decided?.type !== "ActionDecided") throw new Error(`run ${run.runId} has no decision`);
  const { arm, population, action, reason } = decided.payload;
  const { runId, qualification } = run;
  const hits = new Set(vetoesOf(runId, events).flatMap(({ payload }) => payload.hits));
  const before = Object.values(contact.holds).filter((hold) => hold.runId === runId && hold.openedVersion <= version);
  const preview = before.filter(({ kind }) => kind === "preview").at(-1);
  const round = before.filter((hold) => isReplaced(hold) && hold.touched <= version).length;
  return {
    beganAt: run.startedAt,
    runId,
    streamId,
    version,
    startedBy: run.startedBy,
    source: sourceOf(runId, events),
    population,
    arm,
    action,
    reason,
    hits: canonicalJson(VetoReason.options.filter((one) => hits.has(one))),
    ...planOf(runId, events.slice(0, version), decided),
    decidedAt: decided.at,
    gradedAt: (qualification && events[qualification.version - 1]?.at) ?? null,
    verdict: qualification?.verdict ?? null,
    ladder: decided.policy?.digest ?? "",
    ...scoreAsOf(events, version, run),
    ...spentBy(runId, events, version),
    previewId: preview?.holdId ?? null,
    draftHoldId: preview ? holdIdOf(runId, "draft", round) : null,
  };
}

/** The source of a run. A follow-up or a requested run has the source of the last signal that started a run. */
export function sourceOf(runId: RunId, events: readonly StoredEvent[]): string | null {
  const began = events.findIndex(({ payload }) => "runId" in payload && payload.runId === runId);
  const signal = events
    .slice(0, began + 1)
    .findLast((event) => event.type === "SignalReceived" && event.payload.runId !== undefined);
  return signal?.type === "SignalReceived" ? signal.payload.source : null;
}

/** The plan of the run, where a model was asked for one, and how it compares with the rules. */
function planOf(
  runId: RunId,
  events: readonly StoredEvent[],
  { payload: { action, reason } }: EventOf<"ActionDecided">,
): Pick<RunRow, "plan" | "planArm" | "shownPlan" | "skipReason" | "compared"> {
  const plan = shownPlan(runId, events);
  if (plan === null || plan.source === null || plan.arm === "scripted")
    return { plan: null, planArm: null, shownPlan: null, skipReason: null, compared: null };
  // A plan that decided made a skip of what the rules would have written; a plan in the shadow would have done so.
  const leftOut = plan.arm === "shadow" ? action !== "skip" && hasNoMessage(plan.stages) : reason === "plan_skip";
  return {
    plan: plan.fallback ? "fallback" : "usable",
    planArm: plan.arm,
    shownPlan: canonicalJson(plan),
    skipReason: plan.skipReason,
    compared: plan.fallback ? "no_plan" : leftOut ? "differs" : "agrees",
  };
}

/** The contact's score at a version, as the rows of the numbers have it. */
interface ScoreAsOf {
  readonly vertical: string | null;
  readonly tier: Tier | null;
  /** How the role fit was found. */
  readonly roleFit: RoleFitBy | null;
  /** When the contact was first scored after the run began; null while it was not, also when its score stayed the same. */
  readonly scoredAt: string | null;
}

/** The contact's score at a version: its last event's, and none after an erasure. */
export function scoreAsOf(events: readonly StoredEvent[], version: number, run: Run): ScoreAsOf {
  const until = events.slice(0, version);
  const last = until.findLast(({ type }) => type === "ContactScored" || type === "ContactErased");
  const first = until.find((event) => event.type === "ContactScored" && event.at >= run.startedAt);
  const scoredAt = first?.at ?? null;
  if (last?.type !== "ContactScored") return { vertical: null, tier: null, roleFit: null, scoredAt };
  const { vertical, tier, roleFit } = last.payload;
  return { vertical, tier, roleFit: roleFit?.by ?? null, scoredAt };
}

/** What the calls of models for a run have cost up to a version. */
export function spentBy(
  runId: RunId,
  events: readonly StoredEvent[],
  version: number,
): { readonly tokens: number; readonly microDollars: number } {
  const calls = events
    .filter((event) => event.type === "LlmCalled")
    .filter((event) => event.version <= version && event.payload.runId === runId);
  return {
    tokens: calls.reduce((sum, { payload }) => sum + payload.tokensIn + payload.tokensOut, 0),
    microDollars: calls.reduce((sum, { payload }) => sum + payload.costMicroDollars, 0),
  };
}

/** What a flag's cause reports about the message that was sent before; null for a cause that says nothing about it. */
const REPORTED: Readonly<Record<FlagCause, ReportKind | null>> = {
  bounce: "bounced",
  reply_bounced: "bounced",
  soft_reports: "bounced",
  complaint: "complained",
  unsubscribe: "unsubscribed",
  reply_unsubscribe: "unsubscribed",
  dispatched_reply: null,
  takeover: null,
  handback: null,
  history: null,
  desk: null,
};

/**
 * The reports of what became of a contact's runs. An outcome is about the run that was handed over last before it; a bounce, complaint or opt-out
 * is about the run whose message was dispatched last before it, and makes no row without one.
 */
export function reportRows(
  streamId: ContactId,
  contact: Contact,
  events: readonly StoredEvent[],
  above = 0,
): ReportRow[] {
  let [handedOver, dispatched]: [RunId | null, RunId | null] = [null, null];
  const rows: ReportRow[] = [];
  const report = (event: StoredEvent, kind: ReportKind, runId: RunId | null): void => {
    const beganAt = (runId && contact.runs[runId]?.startedAt) ?? "";
    if (event.version > above) rows.push({ beganAt, streamId, version: event.version, runId, kind, at: event.at });
  };
  for (const event of events) {
    if (event.type === "PreviewConfirmed") handedOver = event.payload.runId;
    if (event.type === "DispatchSucceeded") dispatched = event.payload.runId;
    if (event.type === "OutcomeReported") report(event, event.payload.outcome, handedOver);
    const kind = event.type === "ContactFlagged" && event.payload.on ? REPORTED[event.payload.cause] : null;
    if (kind && dispatched) report(event, kind, dispatched);
  }
  return rows;
}
