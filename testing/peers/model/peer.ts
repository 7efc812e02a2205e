// The model peer: a real HTTP server on this machine with an OpenAI-compatible interface, as a replacement for a model. It
// answers by its rules, records its requests, and states in every response that there is no model behind it. See README.md.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { cachedTokens, viewOf, CompletionRequest, errorOf } from "./completion.ts";
import { play, SAYS_WHAT_IT_IS } from "./play.ts";
import { behaviourBy, type Rule } from "./rules.ts";

/** A received request for a completion. */
export interface Received {
  readonly number: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: CompletionRequest;
  /** Settles with "answered" when the whole response was sent, or "client_left" when the client closed the connection before. */
  readonly ended: Promise<"answered" | "client_left">;
}

export interface ModelPeer {
  /** The base URL for a client. */
  readonly url: string;
  /** All valid requests for a completion, in order. Refused requests are left out. */
  readonly received: readonly Received[];
  /** Waits until this many requests were received. */
  hasReceived(count: number): Promise<void>;
  /** Replaces the rules. */
  play(rules: readonly Rule[]): void;
  /** Sends all replies that wait (`waits` of a `reply` rule). */
  release(): void;
  /** Closes the server and all connections, also waiting ones. */
  close(): Promise<void>;
}

/** The limit for the body of a request. A prompt has a few kilobytes. */
const MOST_BODY_BYTES = 4_000_000;

/** Starts a peer on a free port (or the one given), reachable from this machine only. */
export async function startModelPeer(
  rules: readonly Rule[],
  { port = 0 }: { readonly port?: number } = {},
): Promise<ModelPeer> {
  let choose = behaviourBy(rules);
  const received: Received[] = [];
  const prompts: string[] = [];
  const waiting: { readonly count: number; readonly done: () => void }[] = [];
  const closing = new AbortController();
  let waitingReplies = Promise.withResolvers<void>();

  async function complete(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!/^Bearer \S+/.test(request.headers.authorization ?? ""))
      return refuse(response, 401, "the request has no API key; any key will do");
    const parsed = CompletionRequest.safeParse(await bodyOf(request));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return refuse(response, 400, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
    }
    const asked = viewOf(parsed.data);
    const prompt = asked.shown.join("\n");
    const cached = cachedTokens(prompt, prompts);
    prompts.push(prompt);
    const left = new AbortController();
    const ended = new Promise<"answered" | "client_left">((done) =>
      response.once("close", () => {
        left.abort();
        done(response.writableFinished ? "answered" : "client_left");
      }),
    );
    const number = received.length + 1;
    received.push({ number, headers: request.headers, body: parsed.data, ended });
    for (const { count, done } of waiting) if (received.length >= count) done();
    const behaviour = choose(asked);
    if (behaviour === null) return refuse(response, 501, "no rule matches this request");
    const gone = AbortSignal.any([left.signal, closing.signal]);
    const released = waitingReplies.promise;
    return play(behaviour, { request: parsed.data, number, cached, response, released, gone });
  }

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://peer").pathname;
    if (path === "/" && request.method === "GET") return introduce(response, received.length);
    if (path !== "/v1/chat/completions") return refuse(response, 404, `there is no path ${path}`);
    if (request.method !== "POST") return refuse(response, 405, "completions need POST");
    complete(request, response).catch((error: unknown) => refuse(response, 500, `the peer failed: ${String(error)}`));
  });
  await new Promise<void>((done, failed) => server.once("error", failed).listen(port, "127.0.0.1", done));
  // A server that listens on a port has an address of this kind.
  const { port: own } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${own}/v1`,
    received,
    hasReceived: (count) =>
      received.length >= count ? Promise.resolve() : new Promise((done) => void waiting.push({ count, done })),
    play: (next) => void (choose = behaviourBy(next)),
    release: () => {
      waitingReplies.resolve();
      waitingReplies = Promise.withResolvers<void>();
    },
    close: () =>
      new Promise((done) => {
        closing.abort();
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { ...SAYS_WHAT_IT_IS, "content-type": "application/json" }).end(JSON.stringify(body));
}
const refuse = (response: ServerResponse, status: number, message: string): void =>
  answer(response, status, errorOf(message, "invalid_request_error"));

const introduce = (response: ServerResponse, requests: number): void =>
  answer(response, 200, {
    what: "Holdpoint's model peer",
    model: null,
    says: SAYS_WHAT_IT_IS["x-model-peer"],
    requests,
  });
