// Makes a contact's receipt from the contact's stream. It also answers why no message was sent. receipt-text.ts and
// receipt-html.ts show a receipt.
import type { DraftText, EventOf, StoredEvent } from "../schema/events.ts";
import type { ContactId } from "../schema/ids.ts";
import { Flag } from "../schema/lists.ts";
import type { Evidence } from "../schema/provenance.ts";
import { isModels } from "../schema/written-draft.ts";
import { type Contact, lookupsIn, type Run } from "../domain/contact/state.ts";
import { planActedOn, shownPlan } from "../domain/contact/run-plan.ts";
import { answerOf } from "./answer.ts";
import type { LogContext } from "./context.ts";
import { explainedScore } from "./explained-score.ts";
import { foldStream } from "./fold.ts";
import type {
  Because,
  ContactReceipt,
  DecisionReceipt,
  GateReceipt,
  Moment,
  OpportunityReceipt,
  PolicyReceipt,
  QualificationReceipt,
  RunReceipt,
  ScoreReceipt,
  StepReceipt,
  TextReceipt,
} from "./receipt.ts";
import { historyReadAt } from "./rederive.ts";
import { openSealed, type Seal, shownClear } from "./sealed.ts";
import { sentenceOf } from "./sentences.ts";
import type { StreamRows } from "./source.ts";
import { judgeStream } from "./verify.ts";
import { writingReceipt } from "./writing.ts";

/** The receipt of a contact, or of one run; null when the stream is empty or has no such run. */
export function receiptOf(
  stream: StreamRows,
  context: LogContext,
  { runId }: { readonly runId?: string } = {},
): ContactReceipt | null {
  const { contact, events } = foldStream(stream);
  const runs = Object.values(contact.runs)
    .filter((run) => runId === undefined || run.runId === runId)
    .toReversed()
    .map((run) => runReceipt(run, { events, contact, context }));
  if (events.length === 0 || (runId !== undefined && runs.length === 0)) return null;
  const { faults, sealed } = judgeStream(stream, context);
  return {
    contactId: stream.streamId as ContactId,
    version: contact.version,
    at: contact.at,
    head: contact.head,
    erased: contact.erased,
    answer: runs[0]?.answer ?? "Nothing was asked of us: no run began.",
    flags: flagsOf({ events, contact, context }),
    runs,
    seal: sealed.closed > 0 ? "closed" : sealed.opened > 0 ? "opened" : "none",
    faults,
  };
}

/** What a receipt is made from: the contact's events, the state after them, and the context that may open sealed words. */
interface ReceiptSource {
  readonly events: readonly StoredEvent[];
  readonly contact: Contact;
  readonly context: LogContext;
}

const momentOf = ({ version, at }: StoredEvent): Moment => ({ version, at });
const wordsOf = (event: StoredEvent, context: LogContext): Readonly<Record<string, unknown>> | null =>
  openSealed(event, context)?.words ?? null;
const sealOf = (event: StoredEvent, context: LogContext): Seal =>
  event.sealed === null ? "none" : openSealed(event, context) ? "opened" : "closed";
const byOf = ({ payload }: StoredEvent): string | null => ("by" in payload ? (payload.by ?? null) : null);
const rowsOf = (event: StoredEvent, context: LogContext): readonly Evidence[] =>
  shownClear(event, openSealed(event, context));
const policyOf = ({ policy }: StoredEvent, { policies }: LogContext): PolicyReceipt | null =>
  policy && { ...policy, known: policies.section(policy.section, policy.digest) !== null };

function whyOf(event: StoredEvent, context: LogContext): string | null {
  const why = wordsOf(event, context)?.["why"];
  return typeof why === "string" && why !== "" ? why : null;
}

const flagsOf = ({ contact, events, context }: ReceiptSource): ContactReceipt["flags"] =>
  Flag.options
    .filter((flag) => contact.flags[flag])
    .map((flag) => ({ flag, because: flagCause(flag, contact.version, { events, context }) }));

type EventsAndContext = Pick<ReceiptSource, "events" | "context">;

/** The last event that set a flag, up to and including a version. */
function flagCause(flag: Flag, version: number, { events, context }: EventsAndContext): Because | null {
  const set = events.findLast(
    (event) =>
      event.version <= version &&
      ((event.type === "ContactFlagged" && event.payload.flag === flag && event.payload.on) ||
        (event.type === "HistoryImported" && event.payload.flags.includes(flag))),
  );
  if (!set) return null;
  const cause = set.type === "ContactFlagged" ? set.payload.cause : "history";
  return { kind: "flag", ...momentOf(set), cause, by: byOf(set), why: whyOf(set, context) };
}

/** The entry of the suppression list, at the veto's revision, that matches the lookups of its run before it. */
function entryCause(
  { version, payload }: EventOf<"SafetyVetoed">,
  { events, contact, context }: ReceiptSource,
): Because | null {
  const { runId, revision } = payload;
  const past = { ...contact, lookups: lookupsBefore(events, version) };
  const entry = context.suppressions.hit(lookupsIn(past, runId), revision);
  if (!entry) return null;
  const { version: at, ...place } = entry.event;
  return { kind: "list", ...place, version: at, entry: entry.kind, revision: entry.revision };
}

/** The veto or the passed gate of an event; empty when the event has neither. */
function gatesOf(event: StoredEvent, source: ReceiptSource): GateReceipt[] {
  const moment = momentOf(event);
  if (event.type === "SafetyVetoed") {
    const { where, hits, revision } = event.payload;
    const causes = hits.map((reason) => ({
      reason,
      because: reason === "suppressed" ? entryCause(event, source) : flagCause(reason, event.version, source),
    }));
    return [{ ...moment, where, passed: false, hits: causes, revision }];
  }
  const gate = "gate" in event.payload ? event.payload.gate : undefined;
  return gate ? [{ ...moment, where: gate.where, passed: true, hits: [], revision: gate.revision }] : [];
}

const decisionOf = (event: EventOf<"ActionDecided">, context: LogContext): DecisionReceipt => ({
  ...momentOf(event),
  action: event.payload.action,
  reason: event.payload.reason,
  rule: event.provenance.source,
  policy: policyOf(event, context),
  inputs: historyReadAt(event)?.columns ?? null,
  rows: rowsOf(event, context),
});

const qualificationOf = (event: EventOf<"QualificationGraded">, context: LogContext): QualificationReceipt => ({
  ...momentOf(event),
  planned: event.payload.planned,
  verdict: event.payload.verdict,
  basisPoints: event.payload.basisPoints,
  increments: event.payload.increments,
  qualifiedFrom: (event.policy && context.policies.section("qualify", event.policy.digest)?.qualifiedFrom) ?? null,
  policy: policyOf(event, context),
  rows: rowsOf(event, context),
});

const opportunityOf = (event: EventOf<"OpportunityAnalyzed">, context: LogContext): OpportunityReceipt => ({
  ...momentOf(event),
  planned: event.payload.planned,
  basisPoints: event.payload.basisPoints,
  facts: event.payload.facts,
  summary: event.payload.summary,
  sum: event.policy && context.policies.section("analyze", event.policy.digest),
  policy: policyOf(event, context),
  rows: rowsOf(event, context),
});

/**
 * The last score before the run's message was released; without a release, before the run's last event, or the newest while the run is unfinished.
 * None from before an erasure.
 */
function scoreOf(
  run: Run,
  own: readonly StoredEvent[],
  { events, contact, context }: ReceiptSource,
): ScoreReceipt | null {
  const released = own.findLast(({ type }) => type === "DraftApproved");
  const until = released ?? (run.end === null ? null : own.at(-1));
  const version = until?.version ?? contact.version + 1;
  const last = events.findLast(
    (event) => event.version < version && (event.type === "ContactScored" || event.type === "ContactErased"),
  );
  if (last?.type !== "ContactScored") return null;
  const { payload, provenance } = last;
  const { version: _, ...explained } = explainedScore({
    version: last.version,
    payload,
    source: provenance.source,
    evidence: provenance.evidence,
  });
  return { ...momentOf(last), ...explained, policy: policyOf(last, context) };
}

function textOf(event: EventOf<"DraftHeld"> | EventOf<"DraftEdited">, context: LogContext): TextReceipt {
  const opened = wordsOf(event, context);
  // `writing` has the model's material and replies, which are not part of the text.
  const { writing: _, ...words } = opened ?? {};
  const { source } = event.provenance;
  return {
    ...momentOf(event),
    by: event.type === "DraftHeld" ? authorOf(event) : event.payload.by,
    digest: event.payload.digest,
    seal: sealOf(event, context),
    text: "subject" in words ? (words as unknown as DraftText) : null,
    why: whyOf(event, context),
    diff: typeof words["diff"] === "string" ? words["diff"] : null,
    writing: event.type === "DraftHeld" ? writingReceipt({ payload: event.payload, source, words: opened }) : null,
  };
}

const stepOf = (event: StoredEvent, context: LogContext): StepReceipt => ({
  ...momentOf(event),
  type: event.type,
  says: sentenceOf(event),
  by: byOf(event),
  why: whyOf(event, context),
});

function runReceipt(run: Run, source: ReceiptSource): RunReceipt {
  const { events, context } = source;
  const own = events.filter(({ payload }) => "runId" in payload && payload.runId === run.runId);
  const last = <T extends StoredEvent["type"]>(type: T) =>
    own.findLast((event): event is EventOf<T> => event.type === type);
  const decided = last("ActionDecided");
  // Of a run that was graded again: the last draft, and the grades that it was written after. What came before and later are steps.
  const held = last("DraftHeld")?.version ?? Infinity;
  const graded = <T extends "QualificationGraded" | "OpportunityAnalyzed">(type: T) =>
    own.findLast((event): event is EventOf<T> => event.type === type && event.version < held) ?? last(type);
  const [qualified, analyzed] = [graded("QualificationGraded"), graded("OpportunityAnalyzed")];
  const isOtherGrade = (event: StoredEvent): boolean =>
    (event.type === "QualificationGraded" && event !== qualified) ||
    (event.type === "OpportunityAnalyzed" && event !== analyzed);
  // A plan that a second delivery paid for decided nothing: it is a step.
  const plan = planActedOn(own);
  const receipt = {
    runId: run.runId,
    started: startOf(run, own[0], context),
    gates: own.flatMap((event) => gatesOf(event, source)),
    plan: shownPlan(run.runId, own),
    decision: decided ? decisionOf(decided, context) : null,
    qualification: qualified ? qualificationOf(qualified, context) : null,
    opportunity: analyzed ? opportunityOf(analyzed, context) : null,
    score: scoreOf(run, own, source),
    texts: own
      .filter((event) => event.type === "DraftHeld" || event.type === "DraftEdited")
      .filter(({ version }) => held === Infinity || version >= held)
      .map((event) => textOf(event, context)),
    steps: own
      .filter((event) => (isStep(event) && event !== plan) || isOtherGrade(event))
      .map((event) => stepOf(event, context)),
    step: run.step,
    end: run.end,
    forbidden: forbiddenBy(own, events),
  };
  return { ...receipt, answer: answerOf(receipt) };
}

/** The beginning of a run. `first` is the first event of the run. */
const startOf = (run: Run, first: StoredEvent | undefined, context: LogContext): RunReceipt["started"] => ({
  version: first?.version ?? run.stepVersion,
  at: run.startedAt,
  by: run.startedBy,
  says: first ? sentenceOf(first) : "",
  seal: first ? sealOf(first, context) : "none",
  words: first ? wordsOf(first, context) : null,
});

const authorOf = ({ payload: { writing, template }, provenance: { source } }: EventOf<"DraftHeld">): string =>
  writing && isModels(writing.outcome) ? `the model ${source.slice("llm:".length)}` : `template ${template}`;

/** The flag that voided the run's hold or approval: the flag and the void are events of one command. Null when no flag did. */
function forbiddenBy(own: readonly StoredEvent[], events: readonly StoredEvent[]): Flag | null {
  const voided = own.findLast(
    (event) => (event.type === "HoldVoided" || event.type === "ApprovalVoided") && event.payload.cause === "vetoed",
  );
  const flagged = events.find((event) => event.type === "ContactFlagged" && event.commandId === voided?.commandId);
  return flagged?.type === "ContactFlagged" ? flagged.payload.flag : null;
}

/** Events that begin a run. */
const STARTS: ReadonlySet<string> = new Set(["SignalReceived", "FollowupDue", "RunRequested"]);
/** Events that are shown only in their own part of a receipt, and not as steps. */
const OWN_PART: ReadonlySet<string> = new Set([
  "ActionDecided",
  "QualificationGraded",
  "OpportunityAnalyzed",
  "SafetyVetoed",
]);
const isStep = ({ type }: StoredEvent): boolean => !STARTS.has(type) && !OWN_PART.has(type);

/** The contact's lookups by all signals and imported histories before a version. A lead's telephone number is its run's. */
function lookupsBefore(events: readonly StoredEvent[], version: number): Contact["lookups"] {
  return events.flatMap((event) => {
    if (event.version >= version) return [];
    if (event.type === "HistoryImported") return [event.payload.lookups];
    if (event.type !== "SignalReceived") return [];
    const { phone: _phone, ...lookups } = event.payload.lookups;
    return [lookups];
  });
}
