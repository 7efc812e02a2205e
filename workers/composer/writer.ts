// Runs the model for a draft: makes the material, checks the budget, and returns the words and rows for the draft. It works the
// same for every lead and for both planner arms.
import type { Hydrated } from "../../schema/hydrated.ts";
import type { ModelSpend } from "../../drizzle/model-spend.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import type { Brief } from "../../schema/answers.ts";
import { commandIdOf } from "../../schema/ids.ts";
import type { ComposeMessage } from "../../schema/messages.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import type { Policy } from "../../schema/policy.ts";
import type { PortCommandOf } from "../../schema/ports.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import type { WrittenDraft } from "../../schema/written-draft.ts";
import { askLater } from "../model/ask-once-more.ts";
import { policyEvidence, eventEvidence } from "../../domain/evidence.ts";
import { mayAsk, type Spent } from "../model/budget.ts";
import { type Model, unasked } from "../model/model.ts";
import type { Step } from "../stage/step.ts";
import { markerOf } from "../../domain/wrap-untrusted.ts";
import { citedRows, givenFor } from "../../domain/draft/given.ts";
import { writeDraft } from "./write-draft.ts";
import { following } from "../../schema/cause.ts";

export interface WriterPorts {
  readonly model: Model;
  readonly spend: ModelSpend;
  readonly list: Pick<SuppressionList, "read">;
  random(bytes: number): Uint8Array;
  now(): Date;
}

interface WritingRequest {
  readonly message: ComposeMessage;
  readonly brief: Brief;
  readonly hydrated: Hydrated | undefined;
  readonly policy: Policy;
  readonly spent: Spent;
  /** How many times the queue has delivered the message. */
  readonly attempt: number;
}

/** The result of asking the model. */
export interface WroteFor {
  readonly written: WrittenDraft;
  /** Null: the template's words are used. */
  readonly words: { readonly subject: string; readonly body: string } | null;
  /** The rows that the kept claims cite, and the rules that judged them. */
  readonly evidence: readonly ShownEvidence[];
}

/**
 * The model's words, or why there are none. `later`, when the provider requested a delay: the step that records the call and
 * retries the message. This happens once.
 */
export async function askWriter(
  { model, random, now }: WriterPorts,
  { message, brief, hydrated, policy, spent, attempt }: WritingRequest,
): Promise<WroteFor | { readonly later: Step<"composer"> }> {
  const { contactId } = message;
  const { runId, source, calls } = brief;
  const given = givenFor({
    contactId,
    brief,
    hydrated,
    policy,
    at: now().toISOString(),
    markers: [markerOf(random), markerOf(random)],
  });
  const isWithinBudget = (furtherCalls: number): boolean =>
    mayAsk(policy.model, { calls: calls.ofRun + furtherCalls, source, spent });
  const { written, draft, first } = await writeDraft({
    model: isWithinBudget(0) ? model : NOT_CALLED,
    policy,
    given,
    metadata: { contactId, runId },
    attempt,
    mayAskAgain: isWithinBudget(1),
  });
  const later = askLater<"composer">(first, {
    ofStep: calls.ofStep,
    model: policy.model,
    record: (call) => callRecord(message, brief, call),
  });
  if (later) return { later };
  return { written, words: draft, evidence: [...citedRows(given, written.claims), policyEvidence(policy, "draft")] };
}

const NOT_CALLED: Model = { call: async () => unasked("over_budget") };

const callRecord = (
  { id, contactId, correlationId, follows }: ComposeMessage,
  { runId, version, action }: Brief,
  call: ModelCall,
): Extract<PortCommandOf<"composer">, { type: "RecordModelCall" }> => ({
  type: "RecordModelCall",
  ...following({ id, contactId, correlationId }, commandIdOf("RecordModelCall", runId, "compose")),
  follows,
  runId,
  step: "compose",
  call,
  evidence: [eventEvidence(contactId, version, { action })],
});
