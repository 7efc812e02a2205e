// A run of the log as a trace: the run itself, and a span for each of its events. Pure, and the same for the same log: whoever sends it twice
// sends the same spans under the same ids.
import { sha256 } from "../../schema/canonical.ts";
import { type EventOf, parseEvent, type StoredEvent } from "../../schema/events.ts";
import type { RunId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { SCRIPTED_STAGES } from "../../domain/contact/effects.ts";
import { openFold } from "../../domain/contact/evolve.ts";
import { type Contact, emptyContact, type Run } from "../../domain/contact/state.ts";
import { failureOf, kindOf, nameOfSpan, saidBy, usageOf } from "./trace-said.ts";

type Fields = Readonly<Record<string, unknown>>;

/** One piece of a trace, in LangSmith's words: a chain, a call of a model (`llm`), or something done outside (`tool`). */
export interface Span {
  /** A UUID made of the place in the log: of the run's id, or of the event's. */
  readonly id: string;
  /** The span of the run; the same as `id` for that one. */
  readonly traceId: string;
  readonly parentId: string | null;
  /** Where it stands in its trace: begin and id of the run, then its own. */
  readonly order: string;
  readonly name: string;
  readonly kind: "chain" | "llm" | "tool";
  readonly startedAt: string;
  /** Null while the run goes on. */
  readonly endedAt: string | null;
  readonly inputs: Fields;
  readonly outputs: Fields;
  readonly metadata: Fields;
  /** What went wrong, in one word of a closed list; null when nothing did. A veto is an outcome, not a failure. */
  readonly failure: string | null;
}

export interface Trace {
  readonly runId: RunId;
  /** The version of the event it begins with. */
  readonly begins: number;
  readonly run: Span;
  /** By version of their events, ascending. */
  readonly steps: readonly { readonly version: number; readonly span: Span }[];
}

/** The words of an event that may leave, by version: reply of a plan, subject and body of a draft. Null when they stay closed. */
export type Words = (version: number) => Fields | null;
export const noWords: Words = () => null;

/** What is kept of a run while its events are gone through. */
interface Going {
  readonly begins: number;
  readonly startedAt: string;
  /** The time of its last event. */
  at: string;
  readonly steps: { readonly version: number; readonly span: Span }[];
  readonly spent: { calls: number; tokens: number; costMicroDollars: number };
}

/** The traces of all runs in a contact's stream, in the order in which they began. Throws when the stream cannot be read. */
export function tracesOf(rows: readonly EventRow[], words: Words = noWords): readonly Trace[] {
  const fold = openFold();
  const going = new Map<RunId, Going>();
  let before = emptyContact;
  for (const { body, hash } of rows) {
    const event = parseEvent(JSON.parse(body));
    const after = fold(event, hash);
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

const begun = ({ version, at }: StoredEvent): Going => ({
  begins: version,
  startedAt: at,
  at,
  steps: [],
  spent: { calls: 0, tokens: 0, costMicroDollars: 0 },
});

function spend({ spent }: Going, call: { tokensIn: number; tokensOut: number; costMicroDollars: number }): void {
  spent.calls += 1;
  spent.tokens += call.tokensIn + call.tokensOut;
  spent.costMicroDollars += call.costMicroDollars;
}

/** The runs an event is part of: those it names, and those it ends without naming them. */
function runsOf(event: StoredEvent, before: Contact, after: Contact): ReadonlySet<RunId> {
  const named = "runId" in event.payload ? event.payload.runId : undefined;
  const ended = Object.values(after.runs).filter(
    ({ runId, step }) => step === "ended" && before.runs[runId] && before.runs[runId].step !== "ended",
  );
  const task = event.type === "TaskClosed" ? before.tasks[event.payload.taskId]?.runId : undefined;
  // What a message is taken for is asked before there is a run: the call is recorded with the signal that began it.
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
  readonly of: Going;
  readonly before: Contact;
  readonly words: Words;
}

function spanOf(event: StoredEvent, { runId, of, before, words }: Circumstances): Span {
  const traceId = idAt(of.startedAt, runId);
  const id = idAt(event.at, `${runId} ${event.streamId}@${event.version}`);
  const { startedAt, endedAt } = lasting(event, of);
  const said = saidBy(event);
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
      ...said.inputs,
      ...(event.type === "SafetyVetoed" && run ? { stopped: stoppedBy(event, run, before, words) } : {}),
    },
    outputs: { ...said.outputs, ...opened },
    metadata: { thread_id: event.streamId, runId, ...usageOf(event) },
    failure: failureOf(event),
  };
}

/**
 * The log knows when something was done, not when it was begun: a span begins with the event before it in its run, so waiting is in it, for a queue
 * or for a person. A call of a model lasts as long as it says; one that came before the run is moved to its begin, for nothing may begin before
 * what it is part of.
 */
function lasting(event: StoredEvent, of: Going): { readonly startedAt: string; readonly endedAt: string } {
  if (event.type !== "LlmCalled") return { startedAt: of.at, endedAt: event.at };
  const { latencyMs } = event.payload;
  const start = Math.max(Date.parse(of.startedAt), Date.parse(event.at) - latencyMs);
  return { startedAt: new Date(start).toISOString(), endedAt: new Date(start + latencyMs).toISOString() };
}

/** What there was when a veto came: the plan, and the draft if there was one. Before the plan there is nothing. */
function stoppedBy(veto: EventOf<"SafetyVetoed">, run: Run, contact: Contact, words: Words): Fields {
  const hold = run.holdId ? contact.holds[run.holdId] : undefined;
  const approval = run.approvalId ? contact.approvals[run.approvalId] : undefined;
  const digest = approval?.digest ?? hold?.digest ?? veto.payload.digest ?? null;
  const textVersion = approval?.textVersion ?? hold?.textVersion ?? null;
  return {
    plan: run.decidedVersion === null ? null : { stages: run.stages ?? SCRIPTED_STAGES, isScripted: !run.stages },
    action: run.action,
    holdId: run.holdId,
    draft: digest === null ? null : { draftId: run.draftId, digest, ...(textVersion ? words(textVersion) : null) },
    approvalId: run.approvalId,
  };
}

function spanOfRun(run: Run, of: Going, { holds, approvals }: Contact): Span {
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
      stages: run.decidedVersion === null ? null : (run.stages ?? SCRIPTED_STAGES),
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

/** A UUID in the form of version 7: the time it belongs to, then a digest of its place instead of chance. */
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

/** One part of a dotted order. What began in the same millisecond stands in the order of the log: that is in the microseconds. */
function orderAt(at: string, version: number, id: string): string {
  const digits = new Date(at).toISOString().replace(/[^\dT]/g, "");
  return `${digits}${String(version % 1_000).padStart(3, "0")}Z${id}`;
}
