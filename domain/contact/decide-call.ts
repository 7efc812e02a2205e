// Makes the event of a model call: model, tokens, cost and outcome. Prompt and reply are recorded with the decision that used them.
import { byModel } from "../evidence.ts";
import type { CommandOf } from "../../schema/commands.ts";
import type { RunId } from "../../schema/ids.ts";
import type { Writer } from "../../schema/lists.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { type Circumstances, type Decided, type Decision, done, refused, wantedRun } from "./decision.ts";

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

/** Records a call whose step will be retried later: it is paid for and counted, and has no result yet. */
export function recordModelCall(command: CommandOf<"RecordModelCall">, { contact }: Circumstances): Decision {
  const { runId, step, call, evidence } = command;
  const wanted = wantedRun(contact, runId, step);
  if (!wanted.ok) return refused(wanted.error);
  const run = wanted.value;
  const writer = step === "plan" ? "planner" : "composer";
  return done(modelCalled(call, { writer, runId, source: run.source, evidence }));
}
