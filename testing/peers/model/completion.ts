// The formats of the peer's interface, which are those of OpenAI: requests, completions and errors. Also estimates numbers of
// tokens.
import * as z from "zod";
import type { RequestView } from "./rules.ts";

const Part = z.looseObject({ type: z.string(), text: z.string().optional() });
const Tool = z.looseObject({ type: z.literal("function"), function: z.looseObject({ name: z.string() }) });

/** Checks only the fields that the peer reads. A client may send other settings. */
export const CompletionRequest = z.looseObject({
  model: z.string().min(1),
  messages: z
    .array(z.looseObject({ role: z.string(), content: z.union([z.string(), z.array(Part), z.null()]).optional() }))
    .min(1),
  tools: z.array(Tool).optional(),
  tool_choice: z.union([z.string(), Tool]).optional(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  stream: z.literal(false, { error: "this peer does not stream" }).nullish(),
});
export type CompletionRequest = z.infer<typeof CompletionRequest>;

/** The parts of a request that rules read. The tool is forced by name, or by `required` when the request has only one tool. */
export function viewOf({ messages, tools, tool_choice: choice }: CompletionRequest): RequestView {
  const only = tools?.length === 1 ? tools[0]?.function.name : undefined;
  const forced = typeof choice === "object" ? choice.function.name : choice === "required" ? only : undefined;
  const shown = messages.map(({ content }) =>
    typeof content === "string" ? content : (content ?? []).map(({ text }) => text ?? "").join("\n"),
  );
  return { tool: forced ?? null, shown };
}

/** A rough estimate for budgets, not for bills: four characters are one token. */
const CHARACTERS_PER_TOKEN = 4;
export const tokensIn = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

/** Providers cache prompts in blocks of this many tokens: only whole blocks of a prefix count as cached. */
const CACHE_BLOCK_TOKENS = 64;

/** The number of tokens in the longest common prefix with an earlier prompt, in whole blocks. */
export function cachedTokens(prompt: string, earlier: readonly string[]): number {
  const longest = Math.max(0, ...earlier.map((other) => commonLength(prompt, other)));
  return Math.floor(longest / CHARACTERS_PER_TOKEN / CACHE_BLOCK_TOKENS) * CACHE_BLOCK_TOKENS;
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

interface CompletionInput {
  readonly request: CompletionRequest;
  /** The number of the request, for ids. */
  readonly number: number;
  readonly form: "tool" | "content";
  readonly text: string;
  readonly outputTokens?: number | undefined;
  readonly cached: number;
}

/** A completion. A text longer than the request's cap is cut, with finish_reason "length". */
export function completionOf({ request, number, form, text, outputTokens, cached }: CompletionInput) {
  const asked = viewOf(request);
  const cap = request.max_completion_tokens ?? request.max_tokens ?? Infinity;
  const wanted = outputTokens ?? tokensIn(text);
  const isCut = wanted > cap;
  const sentText = isCut ? text.slice(0, Math.floor((text.length * cap) / wanted)) : text;
  const input = tokensIn(asked.shown.join("\n"));
  const output = Math.min(wanted, cap);
  const call = {
    id: `call_${number}`,
    type: "function",
    function: { name: asked.tool ?? "none", arguments: sentText },
  };
  const message =
    form === "tool"
      ? { role: "assistant", content: null, tool_calls: [call] }
      : { role: "assistant", content: sentText, refusal: null };
  return {
    id: `chatcmpl-peer-${number}`,
    object: "chat.completion",
    created: 1_700_000_000 + number,
    model: "local-peer",
    system_fingerprint: "scripted, no model",
    choices: [
      {
        index: 0,
        message,
        logprobs: null,
        finish_reason: isCut ? "length" : form === "tool" ? "tool_calls" : "stop",
      },
    ],
    usage: {
      prompt_tokens: input,
      completion_tokens: output,
      total_tokens: input + output,
      prompt_tokens_details: { cached_tokens: cached },
      // The same number in the fields of DeepSeek.
      prompt_cache_hit_tokens: cached,
      prompt_cache_miss_tokens: input - cached,
    },
  };
}
export type Completion = ReturnType<typeof completionOf>;

export const errorOf = (message: string, type: string): object => ({
  error: { message, type, param: null, code: null },
});
