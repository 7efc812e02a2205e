// Decides whether a model classifies a message. The model is not asked for a plain opt-out, for a contact whom a flag or the list
// stops, for a machine's mail, for a recorded message, or beyond the budget: then the rules give the class.
import type { ModelSpend } from "../../drizzle/model-spend.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import { lookupsOf } from "../../domain/address.ts";
import type { Lookups } from "../../schema/lookups.ts";
import type { Standing } from "../../schema/answers.ts";
import type { IngestMessage } from "../../schema/messages.ts";
import type { ModelPolicy } from "../../schema/policy.ts";
import type { QueryOf } from "../../schema/ports.ts";
import type { MessageSignal, Signal } from "../../schema/signals.ts";
import type { Asked } from "../stage/stage.ts";
import { type Model, unasked } from "../model/model.ts";
import { mayAsk, type Spent, spentOn } from "../model/budget.ts";
import { settled, valueOf } from "../stage/settled.ts";
import { markerOf } from "../../domain/wrap-untrusted.ts";
import { classifyRequest } from "./classify-by-model.ts";
import {
  type ClassifiedMessage,
  classOf,
  isDecidedByRules,
  replyByRules,
} from "../../domain/replies/class-by-model.ts";
import { heardIn } from "../../domain/replies/heard-in.ts";
import { type ListRead, readList } from "../../domain/rules/list-read.ts";
import { safetyGate } from "../../domain/rules/veto.ts";

export interface Classifier {
  readonly model: Model;
  readonly policy: ModelPolicy;
  readonly list: Pick<SuppressionList, "read">;
  readonly systemKey: string;
  readonly spend: ModelSpend;
  now(): Date;
  random(bytes: number): Uint8Array;
}

/** What a batch read for the messages that a model could classify. A read that fails fails only the messages that need it. */
export interface Askable {
  readonly listed: PromiseSettledResult<ListRead>;
  /** The tokens spent today; null where they could not be read. */
  readonly spent: Spent;
}

export type StandingQuery = Extract<QueryOf<"ingest">, { type: "Standing" }>;

/** Reads the list and the budget once, only for messages that a model could classify. */
export async function readAskable(
  asked: readonly Asked<IngestMessage, StandingQuery | null>[],
  classifier: Classifier,
  logRevision: () => number,
): Promise<Askable> {
  const open = asked.filter(({ answer }) => answer !== null);
  const people = open.map(({ message, answer }) => lookupsFor(message, answer, classifier));
  const spent = open.length === 0 ? null : await spentOn(classifier.spend, classifier.now().toISOString());
  const listed = await settled(readList(classifier.list, people, logRevision));
  return { listed, spent };
}

/** Whether a model could classify a signal: a message that is neither a machine's mail nor an opt-out by the rules. */
export const isOpenToModel = (signal: Signal, receivedAt: string): boolean =>
  signal.kind === "message" && !isDecidedByRules(heardIn(signal, receivedAt));

/** The digests under which the list may have the person: of this message's address, and of those known before. */
const lookupsFor = (
  { signal }: IngestMessage,
  standing: Standing | null,
  { systemKey }: Pick<Classifier, "systemKey">,
): Lookups[] => [lookupsOf(systemKey, { address: signal.email }), ...(standing?.lookups ?? [])];

interface ClassifyingRequest {
  readonly signal: MessageSignal;
  /** What the contact's object knows. Null when no model could classify the message: the object was not asked. */
  readonly standing: Standing | null;
  readonly askable: Askable;
  /** How many times the queue has delivered the message. */
  readonly attempt: number;
}

/**
 * The class of a message: the model's where it may be asked, else the rules'. Throws when the standing or the list could not be
 * read.
 */
export async function classOfMessage(
  message: IngestMessage,
  { signal, standing, askable: { listed, spent }, attempt }: ClassifyingRequest,
  { model, policy, systemKey, random }: Classifier,
): Promise<ClassifiedMessage> {
  const rules = heardIn(signal, message.receivedAt);
  const byRules: ClassifiedMessage = { reply: replyByRules(rules), classified: undefined };
  if (standing === null) return byRules;
  const { contactId, receipt } = message;
  const lookups = lookupsFor(message, standing, { systemKey });
  const gate = safetyGate({ contactId, receipt, signal, flags: standing.flags, lookups }, valueOf(listed));
  if (standing.recorded || !gate.ok) return byRules;
  const request = classifyRequest(gate.value, { limits: policy.classify, marker: markerOf(random), attempt });
  if (request === null) return byRules;
  // The message has no run yet, so there are no calls of a run to count.
  const isWithinBudget = mayAsk(policy, { calls: 0, source: message.source, spent });
  return classOf(isWithinBudget ? await model.call(request) : unasked("over_budget"), rules);
}
