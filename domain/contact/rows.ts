// Makes read-model rows from a contact's state. A row's version is that of the last event that changed it, so an equal repeat
// writes nothing.
import { canonicalJson } from "../../schema/canonical.ts";
import type { StoredEvent } from "../../schema/events.ts";
import type { ContactId } from "../../schema/ids.ts";
import type {
  ClassComparisonRow,
  ContactRow,
  HoldRow,
  HoldShown,
  PlanComparisonRow,
  ScoreRow,
  TaskRow,
} from "../../schema/shipment.ts";
import type { Arithmetic } from "../../schema/shown-hold.ts";
import { citationIn } from "../company/citations.ts";
import { actionUnderPlan } from "../../schema/task-plan.ts";
import { isOfOther } from "../replies/conversation.ts";
import { citedCorrection } from "./corrections.ts";
import { answeredMessage } from "./mails-before.ts";
import { gradedAgainOf, gradePairs } from "./graded-again.ts";
import { shownPlan } from "./run-plan.ts";
import { wroteInMessage } from "./turns.ts";
import { scoreAsOf, sourceOf, spentBy } from "./run-rows.ts";
import { type Contact, type Hold, isSequenceClosed, type Open, type Run, type Send, type Task } from "./state.ts";

export function holdRow(
  streamId: ContactId,
  contact: Contact,
  hold: Hold,
  events: readonly StoredEvent[],
  open: Open,
): HoldRow {
  const run = contact.runs[hold.runId];
  if (!run?.action) throw new Error(`hold ${hold.holdId} has no decided run`);
  const { qualification, opportunity } = gradesOf(run, hold, events);
  const again = run.gradedAgainAt === undefined ? undefined : gradedAgainOf(contact, hold, events);
  return {
    holdId: hold.holdId,
    streamId,
    version: hold.touched,
    runId: hold.runId,
    kind: hold.kind,
    state: hold.end?.as ?? "open",
    action: run.action,
    reason: run.reason ?? "",
    verdict: qualification?.verdict ?? null,
    qualifyBasisPoints: qualification?.basisPoints ?? null,
    analyzeBasisPoints: opportunity?.basisPoints ?? null,
    arithmetic: canonicalJson({
      increments: qualification?.increments ?? [],
      facts: opportunity?.facts ?? {},
      summary: opportunity?.summary ?? "",
      ...citedBy(qualification, events),
      ...(again ? { again } : {}),
    }),
    openedAt: hold.openedAt,
    expiresAt: hold.expiresAt,
    snoozedUntil: hold.snoozedUntil,
    assignedTo: hold.assignedTo,
    marked: hold.marked,
    endedAt: hold.end?.at ?? null,
    endedBy: hold.end?.by ?? null,
    draftId: hold.draftId,
    digest: hold.digest,
    shown: isClosed(contact, hold) ? "" : canonicalJson(shownOf(hold, run, events, open)),
    source: sourceOf(hold.runId, events),
    beganAt: run.startedAt,
    ...decisionOf(run, events),
    ...writingOf(hold, events),
    edited: hold.edited,
    ...editOf(hold, events),
    plan: modelsPlan(run, events),
    ...scoreAsOf(events, hold.touched, run),
    ...spentBy(hold.runId, events, hold.touched),
  };
}

/** The grades that the run had at the hold's last change: a hold that was replaced keeps its own. */
function gradesOf(run: Run, hold: Hold, events: readonly StoredEvent[]): Pick<Run, "qualification" | "opportunity"> {
  const last = run.gradedAgainAt === undefined ? undefined : gradePairs(run.runId, events, hold.touched).at(-1);
  if (!last) return run;
  const { qualified, analyzed } = last;
  return {
    qualification: { ...qualified.payload, version: qualified.version },
    opportunity: { ...analyzed.payload, version: analyzed.version },
  };
}

/** The company that the qualification found, by the version that it cites, and the correction of the title that it cites. */
function citedBy(
  qualification: Run["qualification"],
  events: readonly StoredEvent[],
): Pick<Arithmetic, "company" | "titleVersion"> {
  const graded = events[(qualification?.version ?? 0) - 1];
  const cited = graded?.provenance.evidence.find((row) => row.table === "companies" && citationIn(row) !== null);
  const titleVersion = graded ? citedCorrection(graded.provenance.evidence) : null;
  return {
    ...(cited && cited.columns["found"] === true ? { company: cited.id } : {}),
    ...(titleVersion === null ? {} : { titleVersion }),
  };
}

function decisionOf({ decidedVersion }: Run, events: readonly StoredEvent[]): Pick<HoldRow, "population" | "arm"> {
  const decided = events[(decidedVersion ?? 0) - 1];
  if (decided?.type !== "ActionDecided") return { population: null, arm: null };
  return { population: decided.payload.population, arm: decided.payload.arm };
}

/** The plan, where a model was asked for it: on the scripted path a row needs none. */
function modelsPlan({ runId }: Run, events: readonly StoredEvent[]): string | null {
  const plan = shownPlan(runId, events);
  return plan === null || plan.source === null ? null : canonicalJson(plan);
}

function writingOf(
  { kind, openedVersion }: Hold,
  events: readonly StoredEvent[],
): Pick<HoldRow, "template" | "writing"> {
  const held = events[openedVersion - 1];
  if (kind === "preview" || held?.type !== "DraftHeld") return { template: null, writing: null };
  return { template: held.payload.template, writing: held.payload.writing?.outcome ?? null };
}

/** What the reviewers' clicks say in clear: how much the last edit of a draft changed, and why it was rejected. */
function editOf(
  hold: Hold,
  events: readonly StoredEvent[],
): Pick<HoldRow, "words" | "changedWords" | "sentences" | "deletedSentences" | "rejection"> {
  const text = hold.edited ? events[(hold.textVersion ?? 0) - 1] : undefined;
  const change = text?.type === "DraftEdited" ? text.payload.change : null;
  const last = events[hold.touched - 1];
  return {
    words: change?.words ?? null,
    changedWords: change?.changed ?? null,
    sentences: change?.sentences ?? null,
    deletedSentences: change?.deleted ?? null,
    rejection: hold.end?.as === "rejected" && last?.type === "DraftRejected" ? last.payload.reason : null,
  };
}

/** Whether the hold was opened before an erasure: its row then has no words, with any key. */
const isClosed = ({ erasedVersion }: Contact, { openedVersion }: Hold): boolean =>
  openedVersion <= (erasedVersion ?? 0);

/** What the person wrote in a signal: of a message their own words. */
function wroteIn({ kind, subject, text }: Record<string, unknown>): string | null {
  if (typeof text !== "string" || text === "") return null;
  return kind === "message" ? wroteInMessage(typeof subject === "string" ? subject : "", text) : text;
}

/**
 * What a hold shows of the person to whom it writes: the contact, or the sender from another address whose message the run answers. Others in the
 * conversation are not shown, because nothing goes to them.
 */
function shownOf(hold: Hold, run: Run, events: readonly StoredEvent[], open: Open): HoldShown {
  const answered = answeredMessage({ events }, run)?.version;
  const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
  // The newest signal first: each field has the latest value that the contact gave.
  const signals = events
    .filter(
      (event) =>
        event.version <= hold.touched &&
        (event.type === "HistoryImported" ||
          (event.type === "SignalReceived" &&
            event.payload.class !== "auto_reply" &&
            (event.version === answered || !isOfOther(event.payload)))),
    )
    .toReversed()
    .map((event) => (open(event.version)?.["signal"] ?? {}) as Record<string, unknown>);
  const latest = (field: string): string | null =>
    signals.map((signal) => text(signal[field])).find((value) => value !== null) ?? null;
  const draft = hold.textVersion === null ? null : open(hold.textVersion);
  return {
    name: latest("name"),
    email: latest("email") ?? "",
    company: latest("company"),
    title: latest("title"),
    wrote: signals.map(wroteIn).find((value) => value !== null) ?? null,
    subject: text(draft?.["subject"]),
    body: text(draft?.["body"]),
    footer: text(draft?.["footer"]),
  };
}

export const taskRow = (streamId: ContactId, task: Task): TaskRow => ({
  taskId: task.taskId,
  streamId,
  version: task.touched,
  kind: task.kind,
  about: task.about,
  runId: task.runId,
  raisedAt: task.raisedAt,
  closedAt: task.closed?.at ?? null,
  closedBy: task.closed?.by ?? null,
  how: task.closed?.how ?? null,
});

/** The contact's score; null while there has been none. */
export function scoreRow(streamId: ContactId, { score }: Contact): ScoreRow | null {
  if (!score) return null;
  const { version, value } = score;
  return {
    streamId,
    version,
    vertical: value?.vertical ?? null,
    tier: value?.tier ?? null,
    composite: value?.composite ?? null,
    roleFit: value?.roleFit ?? null,
    scoredAt: value?.asOf ?? null,
    until: value?.until ?? null,
    policy: value?.policy ?? null,
  };
}

/** The comparisons of shadow plans with the actions. The database derives the same rows from the same two events. */
export const comparisonRows = (streamId: ContactId, events: readonly StoredEvent[]): readonly PlanComparisonRow[] =>
  events.flatMap((decided, index) => {
    const plan = events[index - 1];
    if (decided.type !== "ActionDecided" || plan?.type !== "PlanProposed" || plan.payload.arm !== "shadow") return [];
    const { runId, action, reason } = decided.payload;
    const isSame = actionUnderPlan(plan.payload, { action, reason }).action === action;
    return [
      {
        runId,
        streamId,
        version: decided.version,
        at: decided.at,
        result: plan.payload.fallback ? ("no_plan" as const) : isSame ? ("agrees" as const) : ("differs" as const),
        action,
        reason,
        planReason: plan.provenance.reason,
        planSource: plan.provenance.source,
      },
    ];
  });

/**
 * What a model said of messages, beside the rules (`replyColumns` of decide-signal.ts). The database derives the same rows from the same events: the
 * first row of a message's evidence has the class that does not count.
 */
export const classRows = (streamId: ContactId, events: readonly StoredEvent[]): readonly ClassComparisonRow[] =>
  events.flatMap((event): readonly ClassComparisonRow[] => {
    if (event.type !== "SignalReceived" || event.payload.class === undefined) return [];
    const { at, version, payload, provenance } = event;
    const { by_rules: byRules, by_model: byModel } = provenance.evidence[0]?.columns ?? {};
    const own = { at, streamId, version, source: payload.source };
    if (typeof byRules === "string") return [{ ...own, byRules, byModel: event.payload.class, counted: "model" }];
    return typeof byModel === "string" ? [{ ...own, byRules: event.payload.class, byModel, counted: "rules" }] : [];
  });

/** Flags and sequence at the last event that changed one of them. A claim without an outcome does not count. */
export function contactRow(streamId: ContactId, contact: Contact): ContactRow | null {
  if (contact.touched === 0) return null;
  const settled = contact.sends.filter((send: Send) => send.state === "sent" || send.state === "uncertain");
  const { do_not_contact, bounced, unsubscribed, replied } = contact.flags;
  return {
    streamId,
    version: contact.touched,
    doNotContact: do_not_contact,
    bounced,
    unsubscribed,
    replied,
    sequence: settled.length,
    lastSentAt:
      settled
        .map((send) => send.at)
        .toSorted()
        .at(-1) ?? null,
    sequenceClosed: isSequenceClosed(contact),
    erased: contact.erased,
    sends: canonicalJson(sendsOf(contact)),
  };
}

/** How the dispatch of each run ended. A claim without an outcome is left out, because only an outcome changes the row. */
const sendsOf = ({ sends, approvals }: Contact): Readonly<Record<string, Send["state"]>> =>
  Object.fromEntries(
    sends.flatMap(({ approvalId, state }) => {
      const approval = approvalId && approvals[approvalId];
      return approval && state !== "claimed" ? [[approval.runId, state] as const] : [];
    }),
  );
