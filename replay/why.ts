// Makes a contact's receipt from the contact's stream. It also answers why no message was sent. Showing a receipt is in receipt-text.ts and
// receipt-html.ts.
import type { DraftText, EventOf, StoredEvent } from "../schema/events.ts";
import type { ContactId } from "../schema/ids.ts";
import type { Flag } from "../schema/lists.ts";
import type { Evidence } from "../schema/provenance.ts";
import { isModels } from "../schema/written-draft.ts";
import type { Contact, Run } from "../domain/contact/state.ts";
import { answerOf } from "./answer.ts";
import type { LogContext } from "./context.ts";
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
  StepReceipt,
  TextReceipt,
} from "./receipt.ts";
import { historyReadAt } from "./rederive.ts";
import { said, type Seal, shownClear } from "./sealed.ts";
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
  const parts = receiptParts(events, contact, context);
  const runs = Object.values(contact.runs)
    .filter((run) => runId === undefined || run.runId === runId)
    .toReversed()
    .map(parts.run);
  if (events.length === 0 || (runId !== undefined && runs.length === 0)) return null;
  const { faults, sealed } = judgeStream(stream, context);
  return {
    contactId: stream.streamId as ContactId,
    version: contact.version,
    at: contact.at,
    head: contact.head,
    erased: contact.erased,
    answer: runs[0]?.answer ?? "Nothing was asked of us: no run began.",
    flags: parts.flags(),
    runs,
    seal: sealed.closed > 0 ? "closed" : sealed.opened > 0 ? "opened" : "none",
    faults,
  };
}

/** The functions that make the parts of a receipt, over one contact's events. */
function receiptParts(events: readonly StoredEvent[], contact: Contact, context: LogContext) {
  const moment = ({ version, at }: StoredEvent): Moment => ({ version, at });
  const wordsOf = (event: StoredEvent): Readonly<Record<string, unknown>> | null => said(event, context)?.words ?? null;
  const sealOf = (event: StoredEvent): Seal =>
    event.sealed === null ? "none" : said(event, context) ? "opened" : "closed";
  const whyOf = (event: StoredEvent): string | null => {
    const why = wordsOf(event)?.["why"];
    return typeof why === "string" && why !== "" ? why : null;
  };
  const byOf = ({ payload }: StoredEvent): string | null => ("by" in payload ? (payload.by ?? null) : null);
  const rowsOf = (event: StoredEvent): readonly Evidence[] => shownClear(event, said(event, context));
  const policyOf = ({ policy }: StoredEvent): PolicyReceipt | null =>
    policy && { ...policy, known: context.policies.section(policy.section, policy.digest) !== null };

  /** The event that set a flag, as of a version. */
  const flagged = (flag: Flag, version: number): Because | null => {
    const set = events.findLast(
      (event) =>
        event.version <= version &&
        ((event.type === "ContactFlagged" && event.payload.flag === flag && event.payload.on) ||
          (event.type === "HistoryImported" && event.payload.flags.includes(flag))),
    );
    if (!set) return null;
    const cause = set.type === "ContactFlagged" ? set.payload.cause : "history";
    return { kind: "flag", ...moment(set), cause, by: byOf(set), why: whyOf(set) };
  };
  const listed = (revision: number, version: number): Because | null => {
    const lookups = foldedLookups(events, version);
    const entry = context.suppressions.hit(lookups, revision);
    if (!entry) return null;
    const { version: at, ...place } = entry.event;
    return { kind: "list", ...place, version: at, entry: entry.kind, revision: entry.revision };
  };

  const gateOf = (event: StoredEvent): GateReceipt[] => {
    if (event.type === "SafetyVetoed") {
      const { where, hits, revision } = event.payload;
      const causes = hits.map((reason) => ({
        reason,
        because: reason === "suppressed" ? listed(revision, event.version) : flagged(reason, event.version),
      }));
      return [{ ...moment(event), where, passed: false, hits: causes, revision }];
    }
    const gate = "gate" in event.payload ? event.payload.gate : undefined;
    return gate ? [{ ...moment(event), where: gate.where, passed: true, hits: [], revision: gate.revision }] : [];
  };

  const decisionOf = (event: EventOf<"ActionDecided">): DecisionReceipt => ({
    ...moment(event),
    action: event.payload.action,
    reason: event.payload.reason,
    rule: event.provenance.source,
    policy: policyOf(event),
    inputs: historyReadAt(event)?.columns ?? null,
    rows: rowsOf(event),
  });
  const qualificationOf = (event: EventOf<"QualificationGraded">): QualificationReceipt => ({
    ...moment(event),
    verdict: event.payload.verdict,
    basisPoints: event.payload.basisPoints,
    increments: event.payload.increments,
    qualifiedFrom: (event.policy && context.policies.section("qualify", event.policy.digest)?.qualifiedFrom) ?? null,
    policy: policyOf(event),
    rows: rowsOf(event),
  });
  const opportunityOf = (event: EventOf<"OpportunityAnalyzed">): OpportunityReceipt => ({
    ...moment(event),
    basisPoints: event.payload.basisPoints,
    facts: event.payload.facts,
    summary: event.payload.summary,
    sum: event.policy && context.policies.section("analyze", event.policy.digest),
    policy: policyOf(event),
    rows: rowsOf(event),
  });
  const textOf = (event: EventOf<"DraftHeld"> | EventOf<"DraftEdited">): TextReceipt => {
    // `writing` has the model's material and replies, which are no part of the text.
    const { writing: _, ...words } = wordsOf(event) ?? {};
    const diff = words["diff"];
    const { source } = event.provenance;
    const writing =
      event.type === "DraftHeld" ? writingReceipt({ payload: event.payload, source, words: wordsOf(event) }) : null;
    return {
      ...moment(event),
      by: event.type === "DraftHeld" ? authorOf(event) : event.payload.by,
      digest: event.payload.digest,
      seal: sealOf(event),
      text: "subject" in words ? (words as unknown as DraftText) : null,
      why: whyOf(event),
      diff: typeof diff === "string" ? diff : null,
      writing,
    };
  };
  const stepOf = (event: StoredEvent): StepReceipt => ({
    ...moment(event),
    type: event.type,
    says: sentenceOf(event),
    by: byOf(event),
    why: whyOf(event),
  });

  return {
    flags: () =>
      Object.entries(contact.flags).flatMap(([flag, isSet]) =>
        isSet ? [{ flag: flag as Flag, because: flagged(flag as Flag, contact.version) }] : [],
      ),
    run: (run: Run): RunReceipt => {
      const own = events.filter(({ payload }) => "runId" in payload && payload.runId === run.runId);
      const of = <T extends StoredEvent["type"]>(type: T) =>
        own.findLast((event): event is EventOf<T> => event.type === type);
      const [start] = own;
      const [decided, qualified, analyzed] = [
        of("ActionDecided"),
        of("QualificationGraded"),
        of("OpportunityAnalyzed"),
      ];
      const receipt = {
        runId: run.runId,
        started: {
          version: start?.version ?? run.stepVersion,
          at: run.startedAt,
          by: run.startedBy,
          says: start ? sentenceOf(start) : "",
          seal: start ? sealOf(start) : ("none" as const),
          words: start ? wordsOf(start) : null,
        },
        gates: own.flatMap(gateOf),
        decision: decided ? decisionOf(decided) : null,
        qualification: qualified ? qualificationOf(qualified) : null,
        opportunity: analyzed ? opportunityOf(analyzed) : null,
        texts: own.filter((event) => event.type === "DraftHeld" || event.type === "DraftEdited").map(textOf),
        steps: own.filter(isStep).map(stepOf),
        step: run.step,
        end: run.end,
        forbidden: forbiddenBy(own, events),
      };
      return { ...receipt, answer: answerOf(receipt) };
    },
  };
}

const authorOf = ({ payload: { writing, template }, provenance: { source } }: EventOf<"DraftHeld">): string =>
  writing && isModels(writing.outcome) ? `the model ${source.slice("llm:".length)}` : `template ${template}`;

/** The flag that voided the run's hold or approval: both events are of the same command. Null when no flag did. */
function forbiddenBy(own: readonly StoredEvent[], events: readonly StoredEvent[]): Flag | null {
  const taken = own.findLast(
    (event) => (event.type === "HoldVoided" || event.type === "ApprovalVoided") && event.payload.cause === "vetoed",
  );
  const flagged = events.find((event) => event.type === "ContactFlagged" && event.commandId === taken?.commandId);
  return flagged?.type === "ContactFlagged" ? flagged.payload.flag : null;
}

const STARTS: ReadonlySet<string> = new Set(["SignalReceived", "FollowupDue", "RunRequested"]);
/** Events that have their own part in a receipt, so that they are no steps. */
const OWN_PART: ReadonlySet<string> = new Set([
  "ActionDecided",
  "QualificationGraded",
  "OpportunityAnalyzed",
  "SafetyVetoed",
]);
const isStep = ({ type }: StoredEvent): boolean => !STARTS.has(type) && !OWN_PART.has(type);

/** The contact's lookups from all signals before a version. */
function foldedLookups(events: readonly StoredEvent[], version: number): Contact["lookups"] {
  return events.flatMap((event) =>
    event.version < version && (event.type === "SignalReceived" || event.type === "HistoryImported")
      ? [event.payload.lookups]
      : [],
  );
}
