// Sends the model peer's response to one request, with the behaviour that its rule has: a reply, a delay, an error, a broken
// connection.
import type { ServerResponse } from "node:http";
import { answerTo } from "./answers.ts";
import { type Completion, completionOf, errorOf, type CompletionRequest, viewOf } from "./completion.ts";
import { type Behaviour, SHOWN } from "./rules.ts";

export interface Turn {
  readonly request: CompletionRequest;
  readonly number: number;
  readonly cached: number;
  readonly response: ServerResponse;
  /** Settles when the peer releases the replies that wait. */
  readonly released: Promise<void>;
  /** Aborted when the client has left or the peer closes. */
  readonly gone: AbortSignal;
}

/** Sent with every response, so that no run against the peer counts as a run against a model. */
export const SAYS_WHAT_IT_IS = { "x-model-peer": "scripted; there is no model behind it" } as const;
const JSON_TYPE = { ...SAYS_WHAT_IT_IS, "content-type": "application/json" };

export async function play(behaviour: Behaviour, turn: Turn): Promise<void> {
  const { response, request, released, gone } = turn;
  switch (behaviour.kind) {
    case "reply": {
      const { says, as, outputTokens, waits } = behaviour;
      if (waits) await Promise.race([released, untilGone(gone)]);
      return send(response, 200, spoken(turn, textOf(says), { as, outputTokens }));
    }
    case "answers": {
      const answer = answerTo(viewOf(request));
      if (answer === null)
        return send(response, 501, errorOf("the peer has no answer for this tool", "invalid_request_error"));
      return send(response, 200, spoken(turn, textOf(answer)));
    }
    case "drip":
      return drip(behaviour, turn);
    case "hang":
      if (behaviour.after === "headers") response.writeHead(200, JSON_TYPE).flushHeaders();
      return untilGone(gone);
    case "cut_off": {
      const body = Buffer.from(JSON.stringify(spoken(turn, textOf(behaviour.says))));
      response.writeHead(200, { ...JSON_TYPE, "content-length": String(body.length) });
      // The connection is closed only after these bytes were written.
      response.write(body.subarray(0, behaviour.afterBytes), () => response.destroy());
      return;
    }
    case "rate_limited": {
      const error = errorOf("too many requests, by rule", "rate_limit_error");
      return send(response, 429, error, { "retry-after": String(behaviour.retryAfterSeconds) });
    }
    case "failure":
      return send(response, behaviour.status, errorOf("a failure, by rule", "server_error"));
    case "wrong_schema":
      return wrong(behaviour.what, turn);
    case "obeys": {
      const shown = JSON.stringify(viewOf(request).shown.join("\n"));
      const { says } = behaviour;
      // In JSON the text is inserted into a string, without its own quotation marks; in plain text it is inserted unchanged.
      const text =
        typeof says === "string"
          ? says.replaceAll(SHOWN, () => JSON.parse(shown) as string)
          : JSON.stringify(says).replaceAll(SHOWN, () => shown.slice(1, -1));
      return send(response, 200, spoken(turn, text));
    }
    case "floods":
      return send(
        response,
        200,
        spoken(turn, "flood ".repeat(Math.ceil(behaviour.characters / 6)), { outputTokens: 1 }),
      );
  }
}

const textOf = (says: unknown): string => (typeof says === "string" ? says : JSON.stringify(says));

function spoken(
  { request, number, cached }: Turn,
  text: string,
  { as, outputTokens }: { as?: "tool" | "content" | undefined; outputTokens?: number | undefined } = {},
): Completion {
  const form = as ?? (viewOf(request).tool === null ? "content" : "tool");
  return completionOf({ request, number, cached, form, text, outputTokens });
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...JSON_TYPE, ...headers }).end(typeof body === "string" ? body : JSON.stringify(body));
}

async function drip(behaviour: Extract<Behaviour, { kind: "drip" }>, turn: Turn): Promise<void> {
  const { response, gone } = turn;
  response.writeHead(200, JSON_TYPE).flushHeaders();
  const { lines, everyMilliseconds } = behaviour;
  for (let line = 0; line < (lines ?? Infinity) && !gone.aborted; line += 1) {
    response.write("\n");
    await after(everyMilliseconds, gone);
  }
  if (!gone.aborted) response.end(JSON.stringify(spoken(turn, textOf(behaviour.says))));
}

function wrong(what: Extract<Behaviour, { kind: "wrong_schema" }>["what"], turn: Turn): void {
  const { response } = turn;
  const good = spoken(turn, "{}");
  const { choices, usage, ...rest } = good;
  const choice = choices[0];
  const withMessage = (message: object): object => ({ ...good, choices: [{ ...choice, message }] });
  switch (what) {
    case "empty":
      return send(response, 200, "");
    case "html":
      return send(response, 200, "<!doctype html><title>Welcome to the proxy</title>", { "content-type": "text/html" });
    case "array":
      return send(response, 200, [good]);
    case "no_choices":
      return send(response, 200, { ...rest, usage });
    case "empty_choices":
      return send(response, 200, { ...good, choices: [] });
    case "null_content":
      return send(response, 200, withMessage({ role: "assistant", content: null }));
    case "no_usage":
      return send(response, 200, { ...rest, choices });
    case "other_tool": {
      const call = { id: "call_other", type: "function", function: { name: "send_email", arguments: "{}" } };
      return send(response, 200, withMessage({ role: "assistant", content: null, tool_calls: [call] }));
    }
  }
}

const after = (milliseconds: number, gone: AbortSignal): Promise<void> =>
  milliseconds === 0 ? Promise.resolve() : Promise.race([until(milliseconds), untilGone(gone)]);

const until = (milliseconds: number): Promise<void> =>
  // unref: the timer must not keep the process alive.
  new Promise((done) => void setTimeout(done, milliseconds).unref());

const untilGone = (gone: AbortSignal): Promise<void> =>
  gone.aborted
    ? Promise.resolve()
    : new Promise((done) => gone.addEventListener("abort", () => done(), { once: true }));
