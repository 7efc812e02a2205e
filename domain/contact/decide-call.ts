// Makes the event of a model call: model, tokens, cost and outcome. Prompt and reply are recorded with the decision that used them.
import { byModel } from "../evidence.ts";
import type { CommandOf } from "../../schema/commands.ts";
import type { RunId } from "../../schema/ids.ts";
import type { Writer } from "../../schema/lists.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { type Circumstances, type Decided, type Decision, done, hasLostWords, refused, wantedRun } from "./decision.ts";
import type { Contact, Run } from "./state.ts";

interface Called {
  readonly writer: Writer;
  readonly runId?: RunId | undefined;
  /** The webhook source whose budget paid for the call. */
  readonly source?: string | null | undefined;
  /** The rows that the model read. */
  readonly evidence: readonly ShownEvidence[];
}

/** Confidence 1: the call and its outcome are certain, unlike the reply. */
export function modelCalled(call: ModelCall, { writer, runId, source, evidence }: Called): Decided {
  return {
    type: "LlmCalled",
    writer,
    payload: { ...(runId ? { runId } : {}), ...(source ? { source } : {}), ...call },
    why: { confidence: 1, reason: call.outcome, source: byModel(call), evidence },
    policy: null,
  };
}

/**
 * The rows that the model read, as the event of its call cites them. Personal values are recorded once, with what the model's reply
 * became; after an erasure only the contact's own events are cited.
 */
export const readByModel = (evidence: readonly ShownEvidence[], contact: Contact, run: Run): readonly ShownEvidence[] =>
  evidence
    .filter(({ table }) => (hasLostWords(contact, run) ? table === "events" : table !== "policy"))
    .map(({ table, id, columns }): ShownEvidence => ({ table, id, columns }));

/**
 * Records a call whose step will be retried later: it is paid for and counted, and has no result yet. The call is recorded also when
 * its run is gone meanwhile.
 */
export function recordModelCall(command: CommandOf<"RecordModelCall">, { contact }: Circumstances): Decision {
  const { runId, step, call, evidence } = command;
  const wanted = wantedRun(contact, runId, step);
  const run = contact.runs[runId];
  if (!run) return wanted.ok ? done() : refused(wanted.error);
  const writer = step === "plan" ? "planner" : "composer";
  const called = modelCalled(call, {
    writer,
    runId,
    source: run.source,
    evidence: readByModel(evidence, contact, run),
  });
  return wanted.ok ? done(called) : refused(wanted.error, called);
}
