// The HTTP routes of ingest: webhooks, and the unsubscribe link of every message. Made from ports, so that tests need no platform.
import { Hono } from "hono";
import type { IngestMessage, PoisonMessage } from "../../schema/messages.ts";
import { refusedLetter } from "../../schema/refused-bodies.ts";
import { acceptWebhook, type AcceptPorts, type Refused } from "./accept.ts";
import { type OptOutPorts, recordOptOut, recordUnsubscribe } from "./opt-out.ts";
import { type AcceptedStatement, recordStatement } from "./statement.ts";
import type { KeyCheck } from "./own-key.ts";
import { PROBLEM_STATUS } from "./problem.ts";
import { problemResponse, RETRY_AFTER, unavailableResponse } from "./problem-json.ts";
import { reasonOf } from "./refused.ts";
import { HEALTH_PATH, healthResponse } from "../stage/health.ts";
import { type PageState, STYLE, UnsubscribePage } from "./unsubscribe-page.tsx";
import { type UnsubscribeKeys, verifyUnsubscribe } from "../../domain/unsubscribe-token.ts";

export interface IngestPorts extends AcceptPorts {
  readonly send: (message: IngestMessage) => Promise<void>;
  /** Keeps a refused body for a person. */
  readonly keep: (letter: PoisonMessage) => Promise<void>;
  readonly optOut: OptOutPorts;
  readonly unsubscribeKeys: UnsubscribeKeys;
  readonly checkKey: () => Promise<KeyCheck>;
  readonly report: (line: Readonly<Record<string, unknown>>) => void;
}

const PAGE_HEADERS = {
  "content-type": "text/html; charset=UTF-8",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

export function ingestApp(ports: IngestPorts): Hono {
  const app = new Hono();

  app.post("/webhooks/:source", async ({ req }) => {
    const accepted = await acceptWebhook(req.param("source"), req.raw, ports);
    if (!accepted.ok) return refused(accepted.error, ports);
    if (accepted.value.kind === "ignored") return answered({ ignored: accepted.value.name });
    const { kind, message } = accepted.value;
    const key = await ports.checkKey();
    if (key === "differs") return otherKey(ports);
    if (kind === "statement")
      return key === "agrees" ? stated(accepted.value, ports) : unavailable(null, message.receipt, ports);
    // What goes to the queue is recorded only by a Worker whose key agrees, so that accepting a lead depends on the queue alone.
    if (key === "unknown" && kind === "optOut") return unavailable(null, message.receipt, ports);
    try {
      await (kind === "optOut" ? recordOptOut(message, ports.optOut) : ports.send(message));
    } catch (error) {
      return unavailable(error, message.receipt, ports);
    }
    const { unread } = message.signal;
    return answered({ receipt: message.receipt, ...(unread ? { unread } : {}) }, kind === "optOut" ? 200 : 202);
  });
  app.all("/webhooks/:source", () => problemResponse(405, "method_not_allowed", { headers: { allow: "POST" } }));

  app.get(HEALTH_PATH, () => healthResponse(true));
  app.all(HEALTH_PATH, () => problemResponse(405, "method_not_allowed", { headers: { allow: "GET, HEAD" } }));

  app.get("/u/style.css", ({ body }) =>
    body(STYLE, 200, {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "max-age=3600",
      "x-content-type-options": "nosniff",
    }),
  );
  app.get("/u/:token", ({ req }) =>
    verifyUnsubscribe(ports.unsubscribeKeys, req.param("token")) ? page("asked", 200) : page("unknown", 404),
  );
  // RFC 8058: accepted from any origin, without a cookie, any number of times, with immediate effect.
  app.post("/u/:token", async ({ req }) => {
    const contactId = verifyUnsubscribe(ports.unsubscribeKeys, req.param("token"));
    if (!contactId) {
      ports.report({ reason: "unsubscribe_refused" });
      return page("unknown", 404);
    }
    const key = await ports.checkKey();
    if (key !== "agrees") {
      ports.report({ reason: "unsubscribe_not_recorded", contactId, error: `SYSTEM_KEY ${key}` });
      return page("later", 503, RETRY_AFTER);
    }
    try {
      await recordUnsubscribe(contactId, ports.optOut);
    } catch (error) {
      ports.report({ reason: "unsubscribe_not_recorded", contactId, error: nameOf(error) });
      return page("later", 503, RETRY_AFTER);
    }
    return page("done", 200);
  });
  app.all("/u/:token", () => problemResponse(405, "method_not_allowed", { headers: { allow: "GET, HEAD, POST" } }));

  app.notFound(() => problemResponse(404, "not_found"));
  app.onError((error) => {
    ports.report({ reason: "ingest_failed", error: nameOf(error) });
    return unavailableResponse();
  });
  return app;
}

/** Without the doctype a browser would use its quirks mode. */
const page = (state: PageState, status: number, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(`<!doctype html>${String(<UnsubscribePage state={state} />)}`, {
    status,
    headers: { ...PAGE_HEADERS, ...headers },
  });

/** Answers a refusal after its body is kept. Where it cannot be kept the sender tries again, as with a lead that the queue does not take. */
async function refused(refusal: Refused, { keep, report }: IngestPorts): Promise<Response> {
  report({ reason: `webhook_refused:${refusal.reason}` });
  if (refusal.reason === "unauthorised") return problemResponse(401, "unauthorised");
  if (refusal.reason === "sources_unknown") return unavailableResponse();
  if (refusal.reason === "over_budget")
    return problemResponse(429, "over_budget", { headers: { "retry-after": String(refusal.seconds) } });
  const { reason, field, how, kept } = refusal;
  try {
    if (kept) await keep(refusedLetter(kept, reasonOf(refusal)));
  } catch (error) {
    report({ reason: "refused_body_not_kept", error: nameOf(error) });
    return unavailableResponse();
  }
  return problemResponse(PROBLEM_STATUS[reason], reason, { field, how });
}

/** Records what an enrichment tool states, and answers with its receipt: the sender sends again what was not recorded. */
async function stated(accepted: AcceptedStatement, ports: IngestPorts): Promise<Response> {
  const { message, kept } = accepted;
  try {
    const problem = await recordStatement(accepted, ports.optOut);
    if (problem) return await refused({ ...problem, ...(kept ? { kept } : {}) }, ports);
  } catch (error) {
    return unavailable(error, message.receipt, ports);
  }
  return answered({ receipt: message.receipt });
}

const answered = (body: Readonly<Record<string, string | readonly string[]>>, status = 202): Response =>
  Response.json(body, { status, headers: { "cache-control": "no-store" } });

/** Under another key the lead would be another contact's. The sender tries again, and nothing is lost. */
function otherKey({ report }: IngestPorts): Response {
  report({ reason: "key_differs:SYSTEM_KEY" });
  return problemResponse(503, "key_differs", { headers: RETRY_AFTER });
}

function unavailable(error: unknown, receipt: string, { report }: IngestPorts): Response {
  report({ reason: "webhook_not_taken", receipt, error: nameOf(error) });
  return unavailableResponse();
}

/** An error's message may quote its input; its class name does not. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "unknown");
