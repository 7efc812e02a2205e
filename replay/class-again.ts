// The class of a message made again: who said it must hold together with what the log openly says of the call, and with the sealed words the
// rules are asked once more.
import type { StoredEvent } from "../schema/events.ts";
import { ModelOutcome, UNASKED } from "../schema/model-call.ts";
import { optOutOf } from "../domain/rules/opt-out.ts";
import { MessageSignal } from "../schema/signals.ts";
import { ruleOfModel, replyByRules } from "../domain/replies/class-by-model.ts";
import { classifyReply, REPLY_RULES } from "../domain/replies/classify-reply.ts";
import type { LogContext } from "./context.ts";
import { type Finding, same, type Tell } from "./faults.ts";
import { type EventOf, evidenceOf, type Placed, text } from "./placed.ts";
import { said } from "./sealed.ts";

const BY_MODEL = "llm:";

/** What the rules may be labelled with where a model was to say the class. */
const FALLBACKS: ReadonlySet<string> = new Set(ModelOutcome.exclude(["ok"]).options);

interface SaidBy {
  readonly rule: string | null;
  /** Why the rules said it where a model was to; null where none was. */
  readonly fallback: string | null;
}

const saidBy = (event: StoredEvent): SaidBy => {
  const columns = evidenceOf(event, "receipts")?.columns;
  return { rule: text(columns?.["rule"]), fallback: text(columns?.["fallback"]) };
};

/** Whether the signal says that a model was asked about it: then its call stands right behind it. */
function claimsCall(event: StoredEvent): boolean {
  if (event.type !== "SignalReceived") return false;
  const { rule, fallback } = saidBy(event);
  return rule?.startsWith(BY_MODEL) === true || (fallback !== null && !UNASKED.has(fallback));
}

/** Whether a call that an event claims does not follow it. `next` is null at the stream's end. */
export const lacksCall = (event: StoredEvent, next: StoredEvent | null): boolean =>
  claimsCall(event) && !(next?.type === "LlmCalled" && next.commandId === event.commandId);

export const NO_CALL: Finding = { name: "class_differs", field: "version", expected: "a call of the model behind it" };

export function classAgain(event: EventOf<"SignalReceived">, context: LogContext, tell: Tell): void {
  const { rule, fallback } = saidBy(event);
  const differs = (field: string, expected: unknown, found: unknown): void =>
    same(tell, "class_differs", field, expected, found);
  const isByModel = rule?.startsWith(BY_MODEL) === true;
  if (fallback !== null && (isByModel || !FALLBACKS.has(fallback)))
    differs("provenance.evidence.fallback", isByModel ? null : "an end of a call", fallback);
  const words = said(event, context)?.words;
  const signal = words === undefined ? null : MessageSignal.safeParse(words["signal"]).data;
  if (!signal || rule === null) return;
  const again = classifyReply(signal);
  // Whoever asked for silence in plain words gets it, whatever a model says.
  if (isByModel && optOutOf("message", again.class)) differs("payload.class", again.class, event.payload.class);
  if (!rule.startsWith(`${REPLY_RULES}#`)) return;
  differs("payload.class", again.class, event.payload.class);
  differs("provenance.evidence.rule", replyByRules(again).rule, rule);
}

/** The call of the model that was to say a message's class, against the message right before it. */
export function classCallAgain(event: EventOf<"LlmCalled">, { past }: Placed, tell: Tell): void {
  const { outcome, runId } = event.payload;
  const heard = past[event.version - 2];
  const differs = (field: string, expected: unknown, found: unknown): void =>
    same(tell, "class_differs", field, expected, found);
  if (heard?.type !== "SignalReceived" || heard.commandId !== event.commandId || heard.payload.class === undefined)
    return differs("commandId", "a message", "none");
  differs("payload.runId", undefined, runId);
  differs("payload.source", heard.payload.source, event.payload.source);
  const { rule, fallback } = saidBy(heard);
  // A reply that could be read and says no class is malformed, whatever the call came to.
  const expected = outcome === "ok" && fallback === "malformed" ? "malformed" : outcome;
  if (fallback !== null) return differs("payload.outcome", fallback, expected);
  differs("payload.outcome", "ok", outcome);
  differs("payload.model", rule, ruleOfModel(event.payload, heard.payload.class));
}
