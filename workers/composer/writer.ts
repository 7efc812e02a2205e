// Runs the model for a draft: checks the veto and the budget, makes the material, and puts the words and rows into the command that
// holds the draft. It works the same for every lead and for both planner arms.
import type { Hydrated } from "../../schema/hydrated.ts";
import type { ModelSpend } from "../../drizzle/model-spend.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import type { Brief } from "../../schema/answers.ts";
import type { CommandOf } from "../../schema/commands.ts";
import type { ComposeMessage } from "../../schema/messages.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import type { Policy } from "../../schema/policy.ts";
import type { PortCommandOf } from "../../schema/ports.ts";
import { askLater } from "../model/ask-once-more.ts";
import { policyEvidence, eventEvidence } from "../../domain/evidence.ts";
import { mayAsk, type Spent } from "../model/budget.ts";
import { type Model, unasked } from "../model/model.ts";
import { paidCommandIdOf, type PaymentId, paymentIdOf } from "../model/paid-command.ts";
import { afterPaying, ask, record, type Step } from "../stage/step.ts";
import { markerOf } from "../../domain/wrap-untrusted.ts";
import { citedRows, type DraftMaterial, givenFor } from "../../domain/draft/given.ts";
import type { ListRead } from "../../domain/rules/list-read.ts";
import { type Cleared, safetyGate, subjectOf, vetoOf } from "../../domain/rules/veto.ts";
import { type FirstDraft, type VetoableMaterial, type Wrote, writeDraft } from "./write-draft.ts";
import { following } from "../../schema/cause.ts";

export interface WriterPorts {
  readonly model: Model;
  readonly spend: ModelSpend;
  readonly list: Pick<SuppressionList, "read">;
  random(bytes: number): Uint8Array;
  now(): Date;
}

interface WritingRequest {
  /** The command with the template's words. */
  readonly command: CommandOf<"HoldDraft">;
  readonly message: ComposeMessage;
  readonly brief: Brief;
  readonly listed: ListRead;
  readonly hydrated: Hydrated | undefined;
  readonly policy: Policy;
  readonly spent: Spent;
  /** How many times the queue has delivered the message. */
  readonly attempt: number;
}

/**
 * The step that holds the model's draft, or the template's words when there is no usable draft. Without a call when the contact is
 * vetoed: the gate at the hold records the veto. When the provider requested a delay: the step that records the call and retries the
 * message; this happens once.
 */
export async function draftByModel(writer: WriterPorts, request: WritingRequest): Promise<Step<"composer">> {
  const gate = safetyGate(materialFor(writer, request), request.listed);
  if (!gate.ok) return record(request.command);
  const first = await firstDraft(writer, request, gate.value);
  const asked = { ...request, given: subjectOf(gate.value).given, payment: paymentIdOf(writer.random) };
  return afterPaying(() => nextStep(asked, first));
}

/** The request after the first call: with the material that the model was given, and what identifies the payment. */
interface AskedWriting extends WritingRequest {
  readonly given: DraftMaterial;
  readonly payment: PaymentId;
}

function materialFor(
  { random, now }: WriterPorts,
  { message: { contactId }, brief, hydrated, policy }: WritingRequest,
): VetoableMaterial {
  const at = now().toISOString();
  const given = givenFor({ contactId, brief, hydrated, policy, at, markers: [markerOf(random), markerOf(random)] });
  const { flags, lookups, runId } = brief;
  return { flags, lookups, given, metadata: { contactId, runId } };
}

function firstDraft(
  { model }: WriterPorts,
  { brief: { calls, source }, policy, spent, attempt }: WritingRequest,
  cleared: Cleared<VetoableMaterial>,
): Promise<FirstDraft> {
  const isWithinBudget = (furtherCalls: number): boolean =>
    mayAsk(policy.model, { calls: calls.ofRun + furtherCalls, source, spent });
  return writeDraft({
    cleared,
    model: isWithinBudget(0) ? model : NOT_CALLED,
    policy,
    attempt,
    mayAskAgain: isWithinBudget(1),
  });
}

const NOT_CALLED: Model = { call: async () => unasked("over_budget") };

/**
 * The step after the first call. Before a second call the port is asked again, with one call for all messages of the batch: a run that is
 * gone meanwhile gets no second call.
 */
function nextStep(asked: AskedWriting, { wrote, again }: FirstDraft): Step<"composer"> {
  const { message, brief, policy } = asked;
  const later = askLater<"composer">(wrote.first, {
    ofStep: brief.calls.ofStep,
    model: policy.model,
    record: (call) => callRecord(asked, call),
  });
  if (later) return later;
  const held = (written: Wrote): Step<"composer"> => record(withWriting(asked, written));
  if (again === null) return held(wrote);
  const { contactId, runId, follows } = message;
  return ask(
    { type: "Brief", contactId, runId, follows } as const,
    async ({ brief: now }) => {
      const isGone = now === null || vetoOf(now.flags, false) !== null;
      return held(isGone ? wrote : await again());
    },
    () => held(wrote),
  );
}

/**
 * The command with the model's words in place of the template's, when its draft was kept, and with the writing record. Recipient,
 * footer and link are never a model's, nor the subject of an answer. Another delivery may pay for another draft, so a paid draft's command has an id of its own.
 */
function withWriting(
  { command, policy, given, payment }: AskedWriting,
  { draft: words, written }: Wrote,
): CommandOf<"HoldDraft"> {
  const { draft, evidence, commandId, runId } = command;
  return {
    ...command,
    commandId: written.calls.length > 0 ? paidCommandIdOf(payment, "HoldDraft", runId) : commandId,
    draft: { ...draft, ...words, ...(given.subject === undefined ? {} : { subject: given.subject }) },
    evidence: [...evidence, ...citedRows(given, written.claims), policyEvidence(policy, "draft")],
    written,
  };
}

const callRecord = (
  { message: { id, contactId, correlationId, follows }, brief: { runId, version, action }, payment }: AskedWriting,
  call: ModelCall,
): Extract<PortCommandOf<"composer">, { type: "RecordModelCall" }> => ({
  type: "RecordModelCall",
  ...following({ id, contactId, correlationId }, paidCommandIdOf(payment, "RecordModelCall", runId, "compose")),
  follows,
  runId,
  step: "compose",
  call,
  evidence: [eventEvidence(contactId, version, { action })],
});
