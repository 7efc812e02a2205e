// What is told of one call of a model: which, how much, how long, and how it ended. Nothing of what was said.
import { z } from "zod";

/**
 * How asking a model ended. With the last three nothing was asked: the calls of this step are used up, the model was failing a moment ago, or
 * there is none.
 */
export const ModelOutcome = z.enum([
  "ok",
  /** The whole call took longer than its deadline, whatever came meanwhile. */
  "timeout",
  "rate_limited",
  /** No connection, a broken one, or 5xx. */
  "unavailable",
  /** 4xx: a wrong key, an unknown model, a request that this endpoint does not take. */
  "refused",
  /** The reply was longer than its cap. */
  "cut_off",
  "empty",
  /** Not what the interface promises, or another form than was asked for. */
  "malformed",
  "over_budget",
  "breaker_open",
  "not_configured",
]);
export type ModelOutcome = z.infer<typeof ModelOutcome>;

/** Ends for which nothing was asked: there is no call to tell of. */
export const UNASKED: ReadonlySet<string> = new Set(
  ModelOutcome.extract(["over_budget", "breaker_open", "not_configured"]).options,
);

/** What a model is asked for. */
export const ModelStep = z.enum(["plan_tasks", "write_draft", "classify_reply"]);
export type ModelStep = z.infer<typeof ModelStep>;

const count = z.int().min(0);

export const ModelCall = z.strictObject({
  /** A `ModelStep`, in the log; evals ask for other things as well. */
  step: z.string().min(1).max(80),
  model: z
    .string()
    .max(80)
    .regex(/^[\w.:/-]+$/),
  /** Of what is the same for everybody, prefix and tool: which prompt it was, and nothing about the person. */
  promptDigest: z.string().regex(/^[0-9a-f]{64}$/),
  /** All of the prompt; `tokensCached` is the part of it that the provider had kept. 0 where nobody said. */
  tokensIn: count,
  tokensCached: count,
  tokensOut: count,
  costMicroDollars: count,
  latencyMs: count,
  outcome: ModelOutcome,
});
export type ModelCall = z.infer<typeof ModelCall>;

/** A reply longer than this is none that was asked for: plans and drafts are capped far below. */
export const REPLY_CHARACTERS = 8_000;

/** The one tool a model is offered: its call is forced, nothing executes it, and its schema is the form of the reply. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  readonly schema: z.ZodType;
}
