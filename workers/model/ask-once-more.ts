// The one delayed retry of a model that says when to come again: the call is recorded, its message waits in the queue, and the step asks once
// more. What says that it has waited is the log, so that neither another delivery nor another isolate waits a second time.
import type { Answer } from "../../schema/answers.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import type { ModelPolicy } from "../../schema/policy.ts";
import type { ModelReply } from "./model.ts";
import { outcomeOfAnswer, type StageOutcome } from "../stage/outcome.ts";

export interface Asking {
  /** Calls of this step that the log has of the run. */
  readonly ofStep: number;
  readonly model: Pick<ModelPolicy, "longestWaitSeconds">;
  /** `recordCall` of the role's port. */
  record(call: ModelCall): Promise<Answer>;
}

/** Queues may be early by a part of a second, and a breaker is not: the second more is less than a lead notices. */
const MARGIN_SECONDS = 1;

/** What to answer the queue where the model is to be asked once more, later; null where the reply is all there will be. */
export async function askLater(reply: ModelReply, { ofStep, model, record }: Asking): Promise<StageOutcome | null> {
  const { outcome, call, retryAfterSeconds } = reply;
  const isAskedToWait = outcome === "rate_limited" || outcome === "unavailable";
  if (!isAskedToWait || call === null || retryAfterSeconds === undefined) return null;
  if (ofStep > 0 || retryAfterSeconds > model.longestWaitSeconds) return null;
  const answer = await record(call);
  // Recorded meanwhile by another delivery, or no longer wanted.
  if (answer.refusal) return outcomeOfAnswer(answer);
  const afterSeconds = retryAfterSeconds + MARGIN_SECONDS;
  // In the log first, so that budgets see it.
  return {
    kind: "done",
    ship: [answer.ship],
    next: answer.next,
    afterwards: async () => ({ kind: "retry", reason: `model_${outcome}`, afterSeconds }),
  };
}
