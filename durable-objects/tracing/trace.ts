// Makes traces of runs from the log: one span for the run and one for each of its events. Pure: the same log gives the same spans
// with the same ids, so a repeat changes nothing.
import { sha256 } from "../../schema/canonical.ts";
import { type EventOf, eventInRow, type StoredEvent } from "../../schema/events.ts";
import type { RunId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { SCRIPTED_STAGES } from "../../domain/contact/effects.ts";
import { openFold } from "../../domain/contact/evolve.ts";
import { type Contact, emptyContact, type Run } from "../../domain/contact/state.ts";
import { failureOf, kindOf, nameOfSpan, fieldsOf, usageOf } from "./trace-fields.ts";

type Fields = Readonly<Record<string, unknown>>;

/** One span, in LangSmith's terms: a chain, a model call (`llm`), or an external action (`tool`). */
export interface Span {
  /** A UUID derived from the run's id, or from the event's position. */
  readonly id: string;
  /** The id of the run's span; equal to `id` for that span. */
  readonly traceId: string;
  readonly parentId: string | null;
  /** The position in the trace: start and id of the run, then its own. */
  readonly order: string;
  readonly name: string;
  readonly kind: "chain" | "llm" | "tool";
  readonly startedAt: string;
  /** Null while the run is unfinished. */
  readonly endedAt: string | null;
  readonly inputs: Fields;
  readonly outputs: Fields;
  readonly metadata: Fields;
  /** The failure, as a word of a closed list; null without one. A veto is a result, not a failure. */
  readonly failure: string | null;
}

export interface Trace {
  readonly runId: RunId;
  /** The version of the run's first event. */
  readonly begins: number;
  /** The span of the whole run. */
  readonly run: Span;
  /** The spans of the run's events, in ascending order of the events' versions. */
  readonly steps: readonly { readonly version: number; readonly span: Span }[];
}

/**
 * The words of an event that a trace may contain, by version: a plan's reply, a draft's subject and body. Null when they stay
 * sealed.
 */
export type Words = (version: number) => Fields | null;
export const noWords: Words = () => null;

/** The collected data of a run while its events are read. */
interface RunSoFar {
  readonly begins: number;
  readonly startedAt: string;
  /** The time of its last event. */
  at: string;
  readonly steps: { readonly version: number; readonly span: Span }[];
  readonly spent: { calls: number; tokens: number; costMicroDollars: number };
}

/** The traces of all runs in a contact's stream, in the order of their starts. Throws when the stream cannot be parsed. */
export function tracesOf(rows: readonly EventRow[], words: Words = noWords): readonly Trace[] {
  const fold = openFold();
  const going = new Map<RunId, RunSoFar>();
  let before = emptyContact;
  for (const row of rows) {
    const event = eventInRow(row);
    const after = fold(event, row.hash);
    for (const runId of runsOf(event, before, after)) {
      const of = going.get(runId) ?? begun(event);
      going.set(runId, of);
      of.steps.push({ version: event.version, span: spanOf(event, { runId, of, before, words }) });
      of.at = event.at;
      if (event.type === "LlmCalled") spend(of, event.payload);
    }
    before = after;
  }
  return [...going].flatMap(([runId, of]) => {
    const run = before.runs[runId];
    return run ? [{ runId, begins: of.begins, run: spanOfRun(run, of, before), steps: of.steps }] : [];
  });
}

const begun = ({ version, at }: StoredEvent): RunSoFar => ({
  begins: version,
  startedAt: at,
  at,
  steps: [],
  spent: { calls: 0, tokens: 0, costMicroDollars: 0 },
});

function spend({ spent }: RunSoFar, call: { tokensIn: number; tokensOut: number; costMicroDollars: number }): void {
  spent.calls += 1;
  spent.tokens += call.tokensIn + call.tokensOut;
  spent.costMicroDollars += call.costMicroDollars;
}

/** The runs of an event: those that it names, and those that it ends without naming them. */
function runsOf(event: StoredEvent, before: Contact, after: Contact): ReadonlySet<RunId> {
  const named = "runId" in event.payload ? event.payload.runId : undefined;
  const ended = Object.values(after.runs).filter(
    ({ runId, step }) => step === "ended" && before.runs[runId] && before.runs[runId].step !== "ended",
  );
  const task = event.type === "TaskClosed" ? before.tasks[event.payload.taskId]?.runId : undefined;
  // The model classifies a message before its run exists: the call is recorded with the signal that starts the run.
  const begunWith =
    event.type === "LlmCalled" && named === undefined
      ? Object.values(before.runs).find(({ stepCommand }) => stepCommand === event.commandId)?.runId
      : undefined;
  const all = [named, task, begunWith, ...ended.map(({ runId }) => runId)];
  return new Set(
    all.filter((runId) => runId !== undefined && runId !== null && after.runs[runId] !== undefined) as RunId[],
  );
}

interface Circumstances {
  readonly runId: RunId;
  readonly of: RunSoFar;
  readonly before: Contact;
  readonly words: Words;
}

function spanOf(event: StoredEvent, { runId, of, before, words }: Circumstances): Span {
  const traceId = idAt(of.startedAt, runId);
  const id = idAt(event.at, `${runId} ${event.streamId}@${event.version}`);
  const { startedAt, endedAt } = lasting(event, of);
  const shown = fieldsOf(event);
  const opened = words(event.version);
  const run = before.runs[runId];
  return {
    id,
    traceId,
    parentId: traceId,
    order: `${orderAt(of.startedAt, 0, traceId)}.${orderAt(startedAt, event.version, id)}`,
    name: nameOfSpan(event),
    kind: kindOf(event),
    startedAt,
    endedAt,
    inputs: {
      ...shown.inputs,
      ...(event.type === "SafetyVetoed" && run ? { stopped: stoppedBy(event, run, before, words) } : {}),
    },
    outputs: { ...shown.outputs, ...opened },
    metadata: { thread_id: event.streamId, runId, ...usageOf(event) },
    failure: failureOf(event),
  };
}

/**
 * The start and end of a span. The log has the time of an event, not of its beginning, so a span begins with the run's previous
 * event and includes the wait for a queue or a person. A model call lasts as long as recorded; a call before the run moves to the
 * run's start, because no span may begin before its parent.
 */
function lasting(event: StoredEvent, of: RunSoFar): { readonly startedAt: string; readonly endedAt: string } {
  if (event.type !== "LlmCalled") return { startedAt: of.at, endedAt: event.at };
  const { latencyMs } = event.payload;
  const start = Math.max(Date.parse(of.startedAt), Date.parse(event.at) - latencyMs);
  return { startedAt: new Date(start).toISOString(), endedAt: new Date(start + latencyMs).toISOString() };
}

/** What a veto stopped: the plan, and the draft if there was one. All fields are null for a veto before the plan. */
function stoppedBy(veto: EventOf<"SafetyVetoed">, run: Run, contact: Contact, words: Words): Fields {
  const hold = run.holdId ? contact.holds[run.holdId] : undefined;
  const approval = run.approvalId ? contact.approvals[run.approvalId] : undefined;
  const digest = approval?.digest ?? hold?.digest ?? veto.payload.digest ?? null;
  const textVersion = approval?.textVersion ?? hold?.textVersion ?? null;
  return {
    plan: planOf(run) && { stages: planOf(run), isScripted: !run.stages },
    action: run.action,
    holdId: run.holdId,
    draft: digest === null ? null : { draftId: run.draftId, digest, ...(textVersion ? words(textVersion) : null) },
    approvalId: run.approvalId,
  };
}

/**
 * The stages of a run's plan. Null where there was none: nothing is planned for a run that is skipped before a plan, as after a veto, though its action
 * is decided.
 */
function planOf({ decidedVersion, stages, action }: Run): readonly string[] | null {
  if (decidedVersion === null) return null;
  return stages ?? (action === "skip" ? null : SCRIPTED_STAGES);
}

function spanOfRun(run: Run, of: RunSoFar, { holds, approvals }: Contact): Span {
  const id = idAt(of.startedAt, run.runId);
  const [thread] = of.steps.map(({ span }) => span.metadata["thread_id"]);
  const hold = run.holdId ? holds[run.holdId] : undefined;
  const approval = run.approvalId ? approvals[run.approvalId] : undefined;
  return {
    id,
    traceId: id,
    parentId: null,
    order: orderAt(of.startedAt, 0, id),
    name: "lead",
    kind: "chain",
    startedAt: of.startedAt,
    endedAt: run.step === "ended" ? of.at : null,
    inputs: { contactId: thread, runId: run.runId, startedBy: run.startedBy, source: run.source },
    outputs: {
      step: run.step,
      end: run.end,
      action: run.action,
      reason: run.reason,
      stages: planOf(run),
      verdict: run.qualification?.verdict ?? null,
      qualifyBasisPoints: run.qualification?.basisPoints ?? null,
      analyzeBasisPoints: run.opportunity?.basisPoints ?? null,
      draftId: run.draftId,
      digest: approval?.digest ?? hold?.digest ?? null,
      approvalId: run.approvalId,
      models: of.spent,
    },
    metadata: { thread_id: thread, runId: run.runId, end: run.end ?? "none", action: run.action ?? "none" },
    failure: null,
  };
}

/** A UUID in the form of version 7: the time, then a digest of the position instead of random bits. */
export function idAt(at: string, place: string): string {
  const time = Date.parse(at).toString(16).padStart(12, "0");
  const digest = sha256("trace", place);
  const variant = (8 + (Number.parseInt(digest.slice(3, 4), 16) % 4)).toString(16);
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${digest.slice(0, 3)}`,
    variant + digest.slice(4, 7),
    digest.slice(7, 19),
  ].join("-");
}

/** One part of LangSmith's dotted order. Spans of one millisecond keep the log's order by the microseconds. */
function orderAt(at: string, version: number, id: string): string {
  const digits = new Date(at).toISOString().replace(/[^\dT]/g, "");
  return `${digits}${String(version % 1_000).padStart(3, "0")}Z${id}`;
}
