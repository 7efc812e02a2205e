// The one place where a model is asked. Whatever the other side does, a call ends by its deadline with an answer: nothing here throws.
import OpenAI, { APIConnectionTimeoutError, APIError } from "openai";
import { z } from "zod";
import { digestOf } from "../../schema/canonical.ts";
import {
  type ModelCall,
  type ModelOutcome,
  type ModelStep,
  type ModelTool,
  REPLY_CHARACTERS,
} from "../../schema/model-call.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { afterCall, type Breaker, closedBreaker, isOpen } from "./breaker.ts";

export interface ModelRequest {
  readonly step: ModelStep;
  /** The same for everybody and first, so that providers can keep it. */
  readonly prefix: string;
  /** What strangers wrote, fenced; last. */
  readonly untrusted: string;
  readonly tool: ModelTool;
  /** Output tokens. */
  readonly maxTokens: number;
  /** For the whole call, from the first byte out to the last byte in. */
  readonly deadlineMs: number;
  /** Ids only: a gateway keeps them. */
  readonly metadata: { readonly contactId: string; readonly runId: string };
  /** How often this step was delivered: each delivery may ask once, and after `CALLS_PER_STEP` none does. */
  readonly attempt: number;
}

export interface ModelReply {
  readonly outcome: ModelOutcome;
  /** What the model said, as it said it; null when it said nothing. It may be there with a bad outcome, for the record. */
  readonly reply: string | null;
  /** Null when nothing was asked. */
  readonly call: ModelCall | null;
  /** Whole seconds until this model will be asked again, where it said when to come again: as long as it said, or as its breaker is open. */
  readonly retryAfterSeconds?: number | undefined;
}

export interface Model {
  call(request: ModelRequest): Promise<ModelReply>;
}

/** What a million tokens cost, in dollars: of a prompt, of its part that the provider had kept, of a reply. */
export interface Prices {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

export interface ModelSettings {
  /** An OpenAI-compatible base URL: a gateway's, a provider's, or the local peer's. Empty: there is no model. */
  readonly endpoint: string;
  readonly model: string;
  readonly apiKey: string | undefined;
  /** For a gateway that asks who calls. */
  readonly gatewayToken: string | undefined;
  readonly prices: Prices;
  /** Further fields of every request, such as a provider's own word for "do not think aloud". */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ModelPorts {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
}

/** A crash after a call and before its record pays twice; further deliveries do without. */
const CALLS_PER_STEP = 3;

/** A good answer has a few kilobytes; one without end is not read to its end. */
const MOST_ANSWER_BYTES = 200_000;

/** Opens the model of a Worker. Kept for the life of its isolate, it remembers failures and stops asking. */
export function openModel(settings: ModelSettings, { fetch, now }: ModelPorts): Model {
  const { endpoint, apiKey, gatewayToken, model } = settings;
  if (endpoint === "" || apiKey === undefined || apiKey === "") return { call: async () => unasked("not_configured") };
  const client = new OpenAI({
    baseURL: endpoint,
    apiKey,
    // One layer owns retries, and this is not it.
    maxRetries: 0,
    fetch: boundedFetch(fetch, MOST_ANSWER_BYTES),
    defaultHeaders: {
      // A gateway keeps prompts and replies unless it is told not to.
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
      const answer = await asked(client, settings, request, now);
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
      // The breaker may be open for longer than was asked for: whoever comes again before that finds it open.
      const retryAfterSeconds =
        answer.retryAfterSeconds === undefined ? undefined : Math.ceil((breaker.openUntil - at) / 1_000);
      return { outcome, reply, call, retryAfterSeconds };
    },
  };
}

/** What says that the model is in trouble. A bad reply says nothing about the next one. */
const FAILURES: readonly ModelOutcome[] = ["timeout", "rate_limited", "unavailable", "refused"];

/** The reply of a model that was not asked. */
export const unasked = (outcome: ModelOutcome): ModelReply => ({ outcome, reply: null, call: null });

const digests = new Map<string, string>();

/** Which prompt it was. Computed once per tool and prefix, which are constants. */
export function promptDigestOf({ prefix, tool }: Pick<ModelRequest, "prefix" | "tool">): string {
  const key = `${tool.name}\n${prefix}`;
  const digest = digests.get(key) ?? digestOf({ prefix, tool: tool.name, parameters: z.toJSONSchema(tool.schema) });
  digests.set(key, digest);
  return digest;
}

type Usage = Pick<ModelCall, "tokensIn" | "tokensCached" | "tokensOut">;
const noUsage: Usage = { tokensIn: 0, tokensCached: 0, tokensOut: 0 };

// Dollars for a million tokens are micro-dollars for one.
const costOf = ({ tokensIn, tokensCached, tokensOut }: Usage, { input, cached, output }: Prices): number =>
  Math.ceil((tokensIn - tokensCached) * input + tokensCached * cached + tokensOut * output);

interface Answered {
  readonly outcome: ModelOutcome;
  readonly reply: string | null;
  readonly usage: Usage;
  readonly retryAfterSeconds?: number | undefined;
}

const failed = (outcome: ModelOutcome, retryAfterSeconds?: number): Answered => ({
  outcome,
  reply: null,
  usage: noUsage,
  retryAfterSeconds,
});

async function asked(
  client: OpenAI,
  { model, body }: ModelSettings,
  request: ModelRequest,
  now: ModelPorts["now"],
): Promise<Answered> {
  const { prefix, untrusted, tool, maxTokens, deadlineMs, metadata } = request;
  const { $schema: _, ...parameters } = z.toJSONSchema(tool.schema);
  // The client's own timeout is for the whole call, too; this one does not depend on how it is built.
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
          { role: "user", content: untrusted },
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

function outcomeOfError(error: unknown, at: number): Answered {
  // An answer that is no JSON.
  if (error instanceof SyntaxError) return failed("malformed");
  if (error instanceof APIConnectionTimeoutError) return failed("timeout");
  if (!(error instanceof APIError) || error.status === undefined) return failed("unavailable");
  if (error.status === 429) return failed("rate_limited", retryAfterOf(error.headers, at));
  return error.status >= 500 ? failed("unavailable", retryAfterOf(error.headers, at)) : failed("refused");
}

/** Seconds, which may be told as such or as a date (RFC 9110, 10.2.3). */
function retryAfterOf(headers: Headers | undefined, at: number): number | undefined {
  const told = headers?.get("retry-after") ?? "";
  const seconds = /^\d+$/.test(told) ? Number(told) : (Date.parse(told) - at) / 1_000;
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

/** Strictly the form that was asked for: one call of the one tool. */
function read(answer: unknown, toolName: string): Answered {
  const parsed = Completion.safeParse(answer);
  if (!parsed.success) return failed("malformed");
  const { choices, usage: told } = parsed.data;
  const tokensIn = told?.prompt_tokens ?? 0;
  const cached = told?.prompt_tokens_details?.cached_tokens ?? told?.prompt_cache_hit_tokens ?? 0;
  const usage = { tokensIn, tokensCached: Math.min(cached, tokensIn), tokensOut: told?.completion_tokens ?? 0 };
  const [choice] = choices;
  const [called, ...more] = choice?.message.tool_calls ?? [];
  const said = called?.function.arguments ?? choice?.message.content ?? "";
  const reply = said === "" ? null : said.toWellFormed().slice(0, REPLY_CHARACTERS).toWellFormed();
  const is = (outcome: ModelOutcome): Answered => ({ outcome, reply, usage });
  if (choice?.finish_reason === "length") return is("cut_off");
  if (reply === null) return is("empty");
  if (!called || called.function.name !== toolName || more.length > 0) return is("malformed");
  return is(said.length > REPLY_CHARACTERS ? "malformed" : "ok");
}
