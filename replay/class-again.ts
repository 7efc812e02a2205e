// Derives the class of a message again. Without a key it checks that the recorded rule or model agrees with the recorded call; with the sealed
// text it runs the classification rules again. It does not call a model.
import type { EventOf, StoredEvent } from "../schema/events.ts";
import { ModelOutcome, UNASKED } from "../schema/model-call.ts";
import { optOutOf } from "../domain/rules/opt-out.ts";
import { MessageSignal } from "../schema/signals.ts";
import { ruleOfModel, replyByRules } from "../domain/replies/class-by-model.ts";
import { classifyReply, REPLY_RULES } from "../domain/replies/classify-reply.ts";
import type { LogContext } from "./context.ts";
import { type Finding, same, type Report } from "./faults.ts";
import { evidenceOf, type Placed, text } from "./placed.ts";
import { said } from "./sealed.ts";

const BY_MODEL = "llm:";

/** The outcomes of a call after which the rules classify the message instead. */
const FALLBACKS: ReadonlySet<string> = new Set(ModelOutcome.exclude(["ok"]).options);

/** How the class of a message was determined. */
interface ClassSource {
  readonly rule: string | null;
  /** Why the rules classified the message although a model was to; null when no model was to. */
  readonly fallback: string | null;
}

const classSourceOf = (event: StoredEvent): ClassSource => {
  const columns = evidenceOf(event, "receipts")?.columns;
  return { rule: text(columns?.["rule"]), fallback: text(columns?.["fallback"]) };
};

/** Whether the signal's evidence says that a model was called for it: then the next event must be that call. */
function claimsCall(event: StoredEvent): boolean {
  if (event.type !== "SignalReceived") return false;
  const { rule, fallback } = classSourceOf(event);
  return rule?.startsWith(BY_MODEL) === true || (fallback !== null && !UNASKED.has(fallback));
}

/** Whether the event claims a call of a model that does not follow it. `next` is null at the stream's end. */
export const lacksCall = (event: StoredEvent, next: StoredEvent | null): boolean =>
  claimsCall(event) && !(next?.type === "LlmCalled" && next.commandId === event.commandId);

export const NO_CALL: Finding = { name: "class_differs", field: "version", expected: "a call of the model behind it" };

/** Checks the class of a message against its evidence and, with the sealed text, against the classification rules. */
export function classAgain(event: EventOf<"SignalReceived">, context: LogContext, report: Report): void {
  const { rule, fallback } = classSourceOf(event);
  const differs = (field: string, expected: unknown, found: unknown): void =>
    same(report, "class_differs", field, expected, found);
  const isByModel = rule?.startsWith(BY_MODEL) === true;
  if (fallback !== null && (isByModel || !FALLBACKS.has(fallback)))
    differs("provenance.evidence.fallback", isByModel ? null : "an end of a call", fallback);
  const words = said(event, context)?.words;
  const signal = words === undefined ? null : MessageSignal.safeParse(words["signal"]).data;
  if (!signal || rule === null) return;
  const again = classifyReply(signal);
  // A plain opt-out in the text always decides the class; a model's answer cannot override it.
  if (isByModel && optOutOf("message", again.class)) differs("payload.class", again.class, event.payload.class);
  if (!rule.startsWith(`${REPLY_RULES}#`)) return;
  differs("payload.class", again.class, event.payload.class);
  differs("provenance.evidence.rule", replyByRules(again).rule, rule);
}

/** Checks the call of the model for a message's class against the message, which must be the previous event. */
export function classCallAgain(event: EventOf<"LlmCalled">, { past }: Placed, report: Report): void {
  const { outcome, runId } = event.payload;
  const signal = past[event.version - 2];
  const differs = (field: string, expected: unknown, found: unknown): void =>
    same(report, "class_differs", field, expected, found);
  if (signal?.type !== "SignalReceived" || signal.commandId !== event.commandId || signal.payload.class === undefined)
    return differs("commandId", "a message", "none");
  differs("payload.runId", undefined, runId);
  differs("payload.source", signal.payload.source, event.payload.source);
  const { rule, fallback } = classSourceOf(signal);
  // A readable reply without a known class is recorded as the fallback `malformed`, although the call itself ended `ok`.
  const expected = outcome === "ok" && fallback === "malformed" ? "malformed" : outcome;
  if (fallback !== null) return differs("payload.outcome", fallback, expected);
  differs("payload.outcome", "ok", outcome);
  differs("payload.model", rule, ruleOfModel(event.payload, signal.payload.class));
}
