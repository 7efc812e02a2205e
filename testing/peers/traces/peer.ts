// The trace peer, a replacement for LangSmith in tests: a real HTTP server on this machine that accepts batches of runs at
// `POST /runs/batch`. It has no user interface.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tracesTaken, type TracesTaken } from "./taken.ts";

/** A received request, accepted or not. */
export interface ReceivedBatch {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface TracePeer {
  /** The endpoint for the SDK. */
  readonly url: string;
  readonly received: readonly ReceivedBatch[];
  /** The accepted runs. */
  readonly taken: TracesTaken;
  /** Refuses all requests with this status from now on; null accepts them again. */
  answers(status: number | null): void;
  close(): Promise<void>;
}

/** Starts a peer on a free port, reachable from this machine only. */
export async function startTracePeer(): Promise<TracePeer> {
  const received: ReceivedBatch[] = [];
  const taken = tracesTaken();
  let forced: number | null = null;

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "/";
      const body = Buffer.concat(chunks).toString("utf8");
      received.push({ path, headers: request.headers, body });
      const { status, why } = answerTo(request, path, body);
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(JSON.stringify({ detail: why ?? "taken" }));
    });
  });

  function answerTo({ method, headers }: IncomingMessage, path: string, body: string) {
    if (path !== "/runs/batch" || method !== "POST") return { status: 404, why: `there is no path ${path}` };
    if (!headers["x-api-key"]) return { status: 401, why: "the request has no API key" };
    return forced === null ? taken.take(JSON.parse(body)) : { status: forced };
  }

  await new Promise<void>((done, failed) => server.once("error", failed).listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    taken,
    answers: (status) => void (forced = status),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
