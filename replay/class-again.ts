// Checks the class of a message. Without a key it checks that the recorded rule or model agrees with the recorded call; with the
// sealed text it runs the classification rules again. It does not call a model.
import type { EventOf, StoredEvent } from "../schema/events.ts";
import { ANSWERED_CLASSES, ConversationMethod } from "../schema/hearing.ts";
import { ModelOutcome, UNASKED } from "../schema/model-call.ts";
import { MessageSignal } from "../schema/signals.ts";
import { isDecidedByRules, replyByRules, ruleOfModel, withDoubt } from "../domain/replies/class-by-model.ts";
import { heardIn } from "../domain/replies/heard-in.ts";
import { HEARING, OLDER_HEARINGS } from "../domain/replies/hear.ts";
import type { LogContext } from "./context.ts";
import { type Finding, compare, type Report } from "./faults.ts";
import { evidenceOf, type Placed, text, versionOf } from "./placed.ts";
import { openSealed } from "./sealed.ts";

const BY_MODEL = "llm:";
/** The readers of a message with a model's class whose event does not say which. */
const FIRST_HEARING = "rule:hear@1";

/** The outcomes of a call after which the rules classify the message instead. */
const FALLBACKS: ReadonlySet<string> = new Set(ModelOutcome.exclude(["ok"]).options);

/** How the class of a message was determined. */
interface ClassSource {
  readonly rule: string | null;
  /** Why the rules classified the message in place of a model; null when a model classified it, or no model was meant to. */
  readonly fallback: string | null;
  /** The class of a model that was asked and does not count; null without one. */
  readonly byModel: string | null;
  /** The version of the readers, where a model's class counts; null in a log from before it was recorded. */
  readonly heardBy: string | null;
}

const classSourceOf = (event: StoredEvent): ClassSource => {
  const columns = evidenceOf(event, "receipts")?.columns;
  return {
    rule: text(columns?.["rule"]),
    fallback: text(columns?.["fallback"]),
    byModel: text(columns?.["by_model"]),
    heardBy: text(columns?.["heard_by"]),
  };
};

/** Whether the evidence of a signal says that a model was called for its class. The next event must then be that call. */
function claimsCall(event: StoredEvent): boolean {
  if (event.type !== "SignalReceived") return false;
  const { rule, fallback, byModel } = classSourceOf(event);
  return rule?.startsWith(BY_MODEL) === true || byModel !== null || (fallback !== null && !UNASKED.has(fallback));
}

/**
 * Whether the evidence of `event` says that a model was called, but `next` is not that call. `next` is null at the stream's end.
 */
export const lacksCall = (event: StoredEvent, next: StoredEvent | null): boolean =>
  claimsCall(event) && !(next?.type === "LlmCalled" && next.commandId === event.commandId);

/** The event that the evidence of a call cites. */
function citedIn({ streamId, provenance }: StoredEvent, past: Placed["past"]): StoredEvent | undefined {
  const cited = provenance.evidence.find(({ table }) => table === "events");
  const version = cited ? versionOf(streamId, cited.id) : null;
  return version === null ? undefined : past[version - 1];
}

export const NO_CALL: Finding = {
  name: "class_differs",
  field: "version",
  expected: "a call of the model as the next event",
};

/** Whether the methods allow a message from another address than the contact's, require it, or forbid it. */
const OTHER_SENDERS: Readonly<Record<ConversationMethod, boolean | null>> = {
  message_id: null,
  address: false,
  alias: true,
  subject: true,
};

/** Checks that how the contact was found agrees with the mark that the message came from another address. */
function checkConversation(event: EventOf<"SignalReceived">, report: Report): void {
  const found = text(evidenceOf(event, "receipts")?.columns["conversation"]);
  if (found === null) return;
  const method = ConversationMethod.safeParse(found).data;
  const isOther = event.payload.hearing?.marks.includes("other_sender") === true;
  const expected = method === undefined ? null : OTHER_SENDERS[method];
  if (method === undefined || event.payload.kind !== "message")
    compare(
      report,
      "class_differs",
      "provenance.evidence.conversation",
      "a way to find the contact of a message",
      found,
    );
  else if (expected !== null) compare(report, "class_differs", "payload.hearing.marks.other_sender", expected, isOther);
}

/** Checks the class of a message against its evidence and, with the sealed text, against the readers. */
export function checkClass(event: EventOf<"SignalReceived">, context: LogContext, report: Report): void {
  checkConversation(event, report);
  const { rule, fallback, byModel, heardBy } = classSourceOf(event);
  const mustEqual = (field: string, expected: unknown, found: unknown): void =>
    compare(report, "class_differs", field, expected, found);
  const isByModel = rule?.startsWith(BY_MODEL) === true;
  if (fallback !== null && (isByModel || byModel !== null || !FALLBACKS.has(fallback)))
    mustEqual("provenance.evidence.fallback", isByModel ? null : "an end of a call", fallback);
  // A model raises doubt and ends nothing: what it says counts where it leads to an answer, and nowhere else.
  const isOpen = event.payload.class !== undefined && ANSWERED_CLASSES.has(event.payload.class);
  if (isByModel && !isOpen) mustEqual("payload.class", "a class that leads to an answer", event.payload.class);
  const readers = isByModel ? (heardBy ?? FIRST_HEARING) : (rule?.slice(0, Math.max(0, rule.indexOf("#"))) ?? HEARING);
  if (readers !== HEARING) {
    // What older readers heard is not read again: these ones may hear it otherwise, and the log is honest all the same.
    if (!OLDER_HEARINGS.includes(readers))
      mustEqual(`provenance.evidence.${isByModel ? "heard_by" : "rule"}`, "a version of the readers", readers);
    return;
  }
  const words = openSealed(event, context)?.words;
  const signal = words === undefined ? null : MessageSignal.safeParse(words["signal"]).data;
  if (!signal || rule === null) return;
  const heard = heardIn(signal, event.at);
  const again = replyByRules(heard);
  // A plain opt-out and a machine's mail always decide the class; a model's answer cannot override them.
  if (isByModel && isDecidedByRules(heard)) mustEqual("payload.class", again.class, event.payload.class);
  if (!isByModel) {
    mustEqual("payload.class", again.class, event.payload.class);
    mustEqual("provenance.evidence.rule", again.rule, rule);
  }
  const { language, marks } = byModel === "unsubscribe" ? withDoubt(again.hearing) : again.hearing;
  mustEqual("payload.hearing.language", language, event.payload.hearing?.language);
  // The readers see one message, and not whose address the contact has.
  const heardMarks = event.payload.hearing?.marks.filter((mark) => mark !== "other_sender");
  mustEqual("payload.hearing.marks", marks.join(" "), heardMarks?.join(" "));
  // Days are counted from the time of the message; without one, from when it was received, which the log does not have.
  if (signal.occurredAt !== undefined)
    mustEqual("payload.hearing.until", again.hearing.until, event.payload.hearing?.until);
}

/**
 * Checks a model call for the class of a message: the message is the previous event. A call that another delivery of a recorded message
 * paid for cites the message instead, and is its command's only event.
 */
export function checkClassCall(event: EventOf<"LlmCalled">, { past }: Placed, report: Report): void {
  const { outcome, runId } = event.payload;
  const mustEqual = (field: string, expected: unknown, found: unknown): void =>
    compare(report, "class_differs", field, expected, found);
  const previous = past[event.version - 2];
  const isWithMessage = previous?.commandId === event.commandId;
  const signal = isWithMessage ? previous : citedIn(event, past);
  if (signal?.type !== "SignalReceived" || signal.payload.class === undefined)
    return mustEqual("commandId", "a message", "none");
  mustEqual("payload.runId", undefined, runId);
  mustEqual("payload.source", signal.payload.source, event.payload.source);
  // The message has the class of the first call.
  if (!isWithMessage) return;
  const { rule, fallback, byModel } = classSourceOf(signal);
  // A readable reply without a known class is recorded as the fallback `malformed`, although the call itself ended `ok`.
  const expected = outcome === "ok" && fallback === "malformed" ? "malformed" : outcome;
  if (fallback !== null) return mustEqual("payload.outcome", fallback, expected);
  mustEqual("payload.outcome", "ok", outcome);
  if (byModel !== null) return;
  mustEqual("payload.model", rule, ruleOfModel(event.payload, signal.payload.class));
}
