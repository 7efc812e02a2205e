// The only place that calls a model. A call ends by its deadline with a reply or an outcome, for any behaviour of the provider;
// it does not throw.
import OpenAI, { APIConnectionTimeoutError, APIError } from "openai";
import * as z from "zod";
import { shortDigestOf } from "../../schema/canonical.ts";
import {
  type ModelCall,
  type ModelOutcome,
  type ModelStep,
  type ModelTool,
  REPLY_CHARACTERS,
} from "../../schema/model-call.ts";
import type { Fenced } from "../../domain/model-text/model-text.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { afterCall, type Breaker, closedBreaker, isOpen } from "./breaker.ts";

export interface ModelRequest {
  readonly step: ModelStep;
  /** The fixed first part, which providers can cache. */
  readonly prefix: string;
  /** Text of strangers without contact data, fenced: the last part of the prompt. */
  readonly untrusted: Fenced;
  readonly tool: ModelTool;
  /** The limit of output tokens. */
  readonly maxTokens: number;
  /** The limit of the whole call, from sending to the last byte of the answer. */
  readonly deadlineMs: number;
  /** Ids only, because a gateway stores them. */
  readonly metadata: { readonly contactId: string; readonly runId?: string };
  /** How many times the queue has delivered this step's message. Each delivery may call once, up to `CALLS_PER_STEP`. */
  readonly attempt: number;
}

export interface ModelReply {
  readonly outcome: ModelOutcome;
  /**
   * The model's reply, cut at `REPLY_CHARACTERS`; null when there is none. It may be present with a bad outcome, for the record.
   */
  readonly reply: string | null;
  /** Null when no call was made. */
  readonly call: ModelCall | null;
  /**
   * Whole seconds until the next call is possible, where the provider sent `retry-after`: the provider's time, or the breaker's
   * if later.
   */
  readonly retryAfterSeconds?: number | undefined;
}

export interface Model {
  call(request: ModelRequest): Promise<ModelReply>;
}

/** Dollars per million tokens: of the prompt, of its cached part, and of the reply. */
export interface Prices {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

export interface ModelSettings {
  /** An OpenAI-compatible base URL: a gateway's, a provider's, or the local peer's. Empty: no model. */
  readonly endpoint: string;
  readonly model: string;
  readonly apiKey: string | undefined;
  /** For a gateway that authenticates its callers. */
  readonly gatewayToken: string | undefined;
  readonly prices: Prices;
  /** Further fields of every request, such as a provider's switch for reasoning output. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ModelPorts {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
}

/** After a crash between a call and its record the next delivery calls again. From the fourth delivery on, no call is made. */
const CALLS_PER_STEP = 3;

/** A good answer has a few kilobytes; reading stops at this limit. */
const MOST_ANSWER_BYTES = 200_000;

/** Opens the model of a Worker. Keep it for the life of the isolate: it remembers failures and pauses calls. */
export function openModel(settings: ModelSettings, { fetch, now }: ModelPorts): Model {
  const { endpoint, apiKey, gatewayToken, model } = settings;
  if (endpoint === "" || apiKey === undefined || apiKey === "") return { call: async () => unasked("not_configured") };
  const client = new OpenAI({
    baseURL: endpoint,
    apiKey,
    // The queue owns retries; the client makes none.
    maxRetries: 0,
    fetch: boundedFetch(fetch, MOST_ANSWER_BYTES),
    defaultHeaders: {
      // A gateway stores prompts and replies unless this header forbids it.
      "cf-aig-collect-log-payload": "false",
      ...(gatewayToken ? { "cf-aig-authorization": `Bearer ${gatewayToken}` } : {}),
    },
  });
  let breaker: Breaker = closedBreaker;
  return {
    async call(request) {
      if (request.attempt > CALLS_PER_STEP) return unasked("over_budget");
      const startedAt = now();
      if (isOpen(breaker, startedAt)) return unasked("breaker_open");
      const answer = await callProvider(client, settings, request, now);
      const at = now();
      breaker = afterCall(breaker, {
        at,
        failed: FAILURES.includes(answer.outcome),
        retryAfterSeconds: answer.retryAfterSeconds,
      });
      const { outcome, reply, usage } = answer;
      const { step, prefix, tool } = request;
      const call: ModelCall = {
        step,
        model,
        promptDigest: promptDigestOf({ prefix, tool }),
        ...usage,
        costMicroDollars: costOf(usage, settings.prices),
        latencyMs: Math.max(0, Math.round(at - startedAt)),
        outcome,
      };
      // The breaker may stay open longer than the provider's time, so the caller gets the breaker's time.
      const retryAfterSeconds =
        answer.retryAfterSeconds === undefined ? undefined : Math.ceil((breaker.openUntil - at) / 1_000);
      return { outcome, reply, call, retryAfterSeconds };
    },
  };
}

/** Outcomes that mean a failing provider. A bad reply does not predict the next one. */
const FAILURES: readonly ModelOutcome[] = ["timeout", "rate_limited", "unavailable", "refused"];

/** The reply when no call is made. */
export const unasked = (outcome: ModelOutcome): ModelReply => ({ outcome, reply: null, call: null });

const digests = new Map<string, string>();

/** The digest that identifies a prompt. Computed once per tool and prefix, which are constants. */
export function promptDigestOf({ prefix, tool }: Pick<ModelRequest, "prefix" | "tool">): string {
  const key = `${tool.name}\n${prefix}`;
  const digest =
    digests.get(key) ?? shortDigestOf({ prefix, tool: tool.name, parameters: z.toJSONSchema(tool.schema) });
  digests.set(key, digest);
  return digest;
}

type Usage = Pick<ModelCall, "tokensIn" | "tokensCached" | "tokensOut">;
const noUsage: Usage = { tokensIn: 0, tokensCached: 0, tokensOut: 0 };

// Dollars per million tokens equal micro-dollars per token.
const costOf = ({ tokensIn, tokensCached, tokensOut }: Usage, { input, cached, output }: Prices): number =>
  Math.ceil((tokensIn - tokensCached) * input + tokensCached * cached + tokensOut * output);

interface ProviderAnswer {
  readonly outcome: ModelOutcome;
  readonly reply: string | null;
  readonly usage: Usage;
  readonly retryAfterSeconds?: number | undefined;
}

const failed = (outcome: ModelOutcome, retryAfterSeconds?: number): ProviderAnswer => ({
  outcome,
  reply: null,
  usage: noUsage,
  retryAfterSeconds,
});

async function callProvider(
  client: OpenAI,
  { model, body }: ModelSettings,
  request: ModelRequest,
  now: ModelPorts["now"],
): Promise<ProviderAnswer> {
  const { prefix, untrusted, tool, maxTokens, deadlineMs, metadata } = request;
  const { $schema: _, ...parameters } = z.toJSONSchema(tool.schema);
  // The client's own timeout also covers the whole call; this signal does not depend on the client's implementation.
  const deadline = AbortSignal.timeout(deadlineMs);
  try {
    const answer: unknown = await client.chat.completions.create(
      {
        ...body,
        model,
        max_tokens: maxTokens,
        temperature: 0,
        messages: [
          { role: "system", content: prefix },
          { role: "user", content: untrusted.text },
        ],
        tools: [{ type: "function", function: { name: tool.name, description: tool.description, parameters } }],
        tool_choice: { type: "function", function: { name: tool.name } },
      },
      {
        signal: deadline,
        timeout: deadlineMs,
        headers: { "cf-aig-metadata": JSON.stringify(metadata) },
      },
    );
    return read(answer, tool.name);
  } catch (error) {
    return deadline.aborted ? failed("timeout") : outcomeOfError(error, now());
  }
}

function outcomeOfError(error: unknown, at: number): ProviderAnswer {
  // The answer is not JSON.
  if (error instanceof SyntaxError) return failed("malformed");
  if (error instanceof APIConnectionTimeoutError) return failed("timeout");
  if (!(error instanceof APIError) || error.status === undefined) return failed("unavailable");
  if (error.status === 429) return failed("rate_limited", retryAfterOf(error.headers, at));
  return error.status >= 500 ? failed("unavailable", retryAfterOf(error.headers, at)) : failed("refused");
}

/** Seconds, from a number or a date (RFC 9110, 10.2.3). */
function retryAfterOf(headers: Headers | undefined, at: number): number | undefined {
  const value = headers?.get("retry-after") ?? "";
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - at) / 1_000;
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

const tokens = z.int().min(0).nullish().catch(0);
const Completion = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        finish_reason: z.string().nullish(),
        message: z.looseObject({
          content: z.string().nullish(),
          tool_calls: z
            .array(z.looseObject({ function: z.looseObject({ name: z.string(), arguments: z.string() }) }))
            .nullish(),
        }),
      }),
    )
    .min(1),
  usage: z
    .looseObject({
      prompt_tokens: tokens,
      completion_tokens: tokens,
      prompt_tokens_details: z.looseObject({ cached_tokens: tokens }).nullish(),
      prompt_cache_hit_tokens: tokens,
    })
    .nullish()
    .catch(null),
});

/** Reads the answer strictly: exactly one call of the one tool. */
function read(answer: unknown, toolName: string): ProviderAnswer {
  const parsed = Completion.safeParse(answer);
  if (!parsed.success) return failed("malformed");
  const { choices, usage: reported } = parsed.data;
  const tokensIn = reported?.prompt_tokens ?? 0;
  const cached = reported?.prompt_tokens_details?.cached_tokens ?? reported?.prompt_cache_hit_tokens ?? 0;
  const usage = { tokensIn, tokensCached: Math.min(cached, tokensIn), tokensOut: reported?.completion_tokens ?? 0 };
  const [choice] = choices;
  const [called, ...others] = choice?.message.tool_calls ?? [];
  const text = called?.function.arguments ?? choice?.message.content ?? "";
  const reply = text === "" ? null : text.toWellFormed().slice(0, REPLY_CHARACTERS).toWellFormed();
  const is = (outcome: ModelOutcome): ProviderAnswer => ({ outcome, reply, usage });
  if (choice?.finish_reason === "length") return is("cut_off");
  if (reply === null) return is("empty");
  if (!called || called.function.name !== toolName || others.length > 0) return is("malformed");
  return is(text.length > REPLY_CHARACTERS ? "malformed" : "ok");
}
