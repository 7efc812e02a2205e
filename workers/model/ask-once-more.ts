// The one delayed retry after a provider's `retry-after`: the call is recorded, its message waits in the queue, and the step calls
// once more. The log shows that the step has waited, so no other delivery or isolate waits again.
import type { Answer } from "../../schema/answers.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import type { ModelPolicy } from "../../schema/policy.ts";
import type { ModelReply } from "./model.ts";
import { outcomeOfAnswer, type StageOutcome } from "../stage/outcome.ts";

export interface Asking {
  /** How many calls of this step the log has for the run. */
  readonly ofStep: number;
  readonly model: Pick<ModelPolicy, "longestWaitSeconds">;
  /** `recordCall` of the role's port. */
  record(call: ModelCall): Promise<Answer>;
}

/** A queue may deliver a fraction of a second early, before the breaker closes; one second more does not matter to a lead. */
const MARGIN_SECONDS = 1;

/** The queue's outcome where the model is to be called once more, later; null where the reply is final. */
export async function askLater(reply: ModelReply, { ofStep, model, record }: Asking): Promise<StageOutcome | null> {
  const { outcome, call, retryAfterSeconds } = reply;
  const isAskedToWait = outcome === "rate_limited" || outcome === "unavailable";
  if (!isAskedToWait || call === null || retryAfterSeconds === undefined) return null;
  if (ofStep > 0 || retryAfterSeconds > model.longestWaitSeconds) return null;
  const answer = await record(call);
  // Another delivery recorded it meanwhile, or the step is no longer wanted.
  if (answer.refusal) return outcomeOfAnswer(answer);
  const afterSeconds = retryAfterSeconds + MARGIN_SECONDS;
  // The call is appended first, so that budgets include it.
  return {
    kind: "done",
    ship: [answer.ship],
    next: answer.next,
    afterwards: async () => ({ kind: "retry", reason: `model_${outcome}`, afterSeconds }),
  };
}
