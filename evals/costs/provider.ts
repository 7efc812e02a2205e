// A provider in memory. It answers by the rules of the local peer and counts tokens with a tokenizer, so that the cost of requests and replies
// can be measured without a model.
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { answerTo } from "../../testing/peers/model/answers.ts";
import { viewOf, CompletionRequest } from "../../testing/peers/model/completion.ts";

/** Providers cache prompts in blocks of this many tokens: only whole blocks of a prefix count as cached. */
const CACHE_BLOCK_TOKENS = 64;

/** The tokens of one request. */
export interface Counted {
  readonly tool: string;
  readonly prompt: number;
  /** The part of the prompt that the provider has cached after the first request of its kind: the fixed text and the tool. */
  readonly cached: number;
  readonly reply: number;
  /** The cap of reply tokens in the request. */
  readonly cap: number;
}

export function countingProvider() {
  const counted: Counted[] = [];
  const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    const request = CompletionRequest.parse(JSON.parse(String(init?.body)));
    const view = viewOf(request);
    const [prefix = "", ...rest] = view.shown;
    const fixed = tokensOf(prefix) + tokensOf(JSON.stringify(request.tools));
    const prompt = fixed + rest.reduce((sum, text) => sum + tokensOf(text), 0);
    const cached = Math.floor(fixed / CACHE_BLOCK_TOKENS) * CACHE_BLOCK_TOKENS;
    const answer = JSON.stringify(answerTo(view));
    const reply = tokensOf(answer);
    const [name, cap] = [view.tool ?? "none", request.max_tokens ?? 0];
    counted.push({ tool: name, prompt, cached, reply, cap });
    const call = { id: "call_1", type: "function", function: { name, arguments: answer } };
    const message = { role: "assistant", content: null, tool_calls: [call] };
    const usage = { prompt_tokens: prompt, completion_tokens: reply, prompt_tokens_details: { cached_tokens: cached } };
    return Response.json({ choices: [{ index: 0, finish_reason: "tool_calls", message }], usage });
  };
  return { fetch, counted };
}

/** The number of tokens by OpenAI's o200k. DeepSeek's own tokenizer is not available as a package, so a real bill differs by some percent. */
export const tokensOf = (text: string): number => countTokens(text);
