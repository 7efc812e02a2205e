// Serves an app over node:http, so that a browser can open it. Tests only.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

interface Fetcher {
  fetch(request: Request): Response | Promise<Response>;
}

export async function serve(app: Fetcher): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    void answer(app, incoming).then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    });
  });
  await new Promise<void>((listening) => void server.listen(0, "localhost", listening));
  // Browsers store `Secure` cookies for localhost, and for no other name without TLS.
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return { origin, close: () => new Promise((closed) => void server.close(() => closed())) };
}

async function answer(app: Fetcher, incoming: IncomingMessage): Promise<Response> {
  const method = incoming.method ?? "GET";
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = new Headers(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value] as [string, string]] : [],
    ),
  );
  const body = method === "GET" || method === "HEAD" ? undefined : Buffer.concat(chunks);
  return app.fetch(
    new Request(`http://${incoming.headers.host}${incoming.url}`, { method, headers, ...(body ? { body } : {}) }),
  );
}
