// A call of a model, as an event: which, how much, how it ended. What it was asked and what it said are told by what came of it.
import type { CommandOf } from "../../schema/commands.ts";
import type { RunId } from "../../schema/ids.ts";
import type { Writer } from "../../schema/lists.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { type Circumstances, type Decided, type Decision, done, refused, wantedRun } from "./decision.ts";

/** The provenance source of what a model said. */
export const sourceOfCall = ({ model, promptDigest }: Pick<ModelCall, "model" | "promptDigest">): string =>
  `llm:${model}@${promptDigest}`;

interface Called {
  readonly writer: Writer;
  readonly runId?: RunId | undefined;
  /** The webhook source whose budget paid. */
  readonly source?: string | null | undefined;
  /** What the model was shown. */
  readonly evidence: readonly ShownEvidence[];
}

/** That it was called, and how it ended, is certain; what it said is not. */
export function modelCalled(call: ModelCall, { writer, runId, source, evidence }: Called): Decided {
  return {
    type: "LlmCalled",
    writer,
    payload: { ...(runId ? { runId } : {}), ...(source ? { source } : {}), ...call },
    why: { confidence: 1, reason: call.outcome, source: sourceOfCall(call), evidence },
    policy: null,
  };
}

/** A call whose step is to be taken again later: paid, counted, and nothing came of it yet. */
export function recordModelCall(command: CommandOf<"RecordModelCall">, { contact }: Circumstances): Decision {
  const { runId, step, call, evidence } = command;
  const wanted = wantedRun(contact, runId, step);
  if (!wanted.ok) return refused(wanted.error);
  const run = wanted.value;
  const writer = step === "plan" ? "planner" : "composer";
  return done(modelCalled(call, { writer, runId, source: run.source, evidence }));
}
