// The one delayed retry after a provider's `retry-after`: the call is recorded, its message waits in the queue, and the step
// calls once more. The log shows that the step has waited, so no other delivery or isolate waits again.
import type { ModelCall } from "../../schema/model-call.ts";
import type { ModelPolicy } from "../../schema/policy.ts";
import type { ModelReply } from "./model.ts";
import type { PortCommandOf } from "../../schema/ports.ts";
import { outcomeOfAnswer, type StageOutcome } from "../stage/outcome.ts";
import { perform, type Perform } from "../stage/step.ts";

/** The roles whose stage calls a model for a run. */
type AskingRole = "planner" | "composer";
type RecordModelCall<R extends AskingRole> = Extract<PortCommandOf<R>, { type: "RecordModelCall" }>;

export interface Asking<R extends AskingRole> {
  /** How many calls of this step the log has for the run. */
  readonly ofStep: number;
  readonly model: Pick<ModelPolicy, "longestWaitSeconds">;
  /** The command that records a call after which the model is called once more. */
  record(call: ModelCall): RecordModelCall<R>;
}

/** A queue may deliver a fraction of a second early, before the breaker closes; one second more does not matter to a lead. */
const MARGIN_SECONDS = 1;

/**
 * The step that records the call and then retries the message after the provider's delay. Null when the model is not called
 * again.
 */
export function askLater<R extends AskingRole>(
  reply: ModelReply,
  { ofStep, model, record }: Asking<R>,
): Perform<RecordModelCall<R>, StageOutcome> | null {
  const { outcome, call, retryAfterSeconds } = reply;
  const isAskedToWait = outcome === "rate_limited" || outcome === "unavailable";
  if (!isAskedToWait || call === null || retryAfterSeconds === undefined) return null;
  if (ofStep > 0 || retryAfterSeconds > model.longestWaitSeconds) return null;
  const afterSeconds = retryAfterSeconds + MARGIN_SECONDS;
  return perform(record(call), (answer): StageOutcome =>
    // After a refusal, another delivery has recorded the call meanwhile, or the step is no longer wanted. Otherwise the log has the
    // call before the retry, so that budgets include it.
    answer.refusal ? outcomeOfAnswer(answer) : { kind: "retry", reason: `model_${outcome}`, afterSeconds },
  );
}
