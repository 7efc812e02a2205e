// The record of one call of a model: which model, tokens, cost, time, and how the call ended. It has no text of the prompt or the reply.
import * as z from "zod";
import { Digest } from "./formats.ts";

/**
 * How a call of a model ended. With the last three no request was made: the budget is used up, the circuit breaker is open after
 * failures, or no model is configured.
 */
export const ModelOutcome = z.enum([
  "ok",
  /** The whole call took longer than its deadline, even if a part of the reply had arrived. */
  "timeout",
  "rate_limited",
  /** No connection, a broken one, or 5xx. */
  "unavailable",
  /** 4xx: a wrong key, an unknown model, a request that this endpoint does not support. */
  "refused",
  /** The reply was longer than its cap. */
  "cut_off",
  "empty",
  /** The response breaks the provider's interface, or the reply has another form than requested. */
  "malformed",
  "over_budget",
  "breaker_open",
  "not_configured",
]);
export type ModelOutcome = z.infer<typeof ModelOutcome>;

/** The outcomes without a request: there is no call to record. */
export const UNASKED: ReadonlySet<string> = new Set(
  ModelOutcome.extract(["over_budget", "breaker_open", "not_configured"]).options,
);

export const ModelStep = z.enum(["plan_tasks", "write_draft", "classify_reply", "judge_role"]);
export type ModelStep = z.infer<typeof ModelStep>;

const count = z.int().min(0);

export const ModelCall = z.strictObject({
  /** In the log, a `ModelStep`. Evals use other steps as well. */
  step: z.string().min(1).max(80),
  model: z
    .string()
    .max(80)
    .regex(/^[\w.:/-]+$/),
  /** The digest of the fixed part of the prompt (prefix and tool): it identifies the prompt and depends on no personal data. */
  promptDigest: Digest,
  /** Tokens of the whole prompt; `tokensCached` is the part that the provider's cache had. 0 when the provider does not report it. */
  tokensIn: count,
  tokensCached: count,
  tokensOut: count,
  costMicroDollars: count,
  latencyMs: count,
  outcome: ModelOutcome,
});
export type ModelCall = z.infer<typeof ModelCall>;

/** What the scorer's calls are counted under in a day's spend. No webhook source can have this name. */
export const ROLES_SPEND = "scorer:roles";

/** The longest reply that is stored. A longer one is no valid plan or draft: the caps on both are far below. */
export const REPLY_CHARACTERS = 8_000;

/** The one tool that a model is offered. The request forces its call, no code executes it, and its schema is the form of the reply. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  readonly schema: z.ZodType;
}
