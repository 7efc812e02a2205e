// Sends spans to LangSmith by its SDK, configured so that it adds nothing of this runtime, keeps no queue and makes no retries.
import type { Client } from "langsmith";
import type { Span } from "./trace.ts";
import type { Sending, Sent } from "./tracing.ts";

/** The variables and secrets of tracing. Without the key nothing is traced. */
export interface TracingEnv {
  readonly LANGSMITH_ENDPOINT: string;
  readonly LANGSMITH_PROJECT: string;
  readonly TRACE_CONTENT: string;
  readonly LANGSMITH_API_KEY?: string;
}

export interface TracingSettings {
  readonly endpoint: string;
  readonly project: string;
  readonly apiKey: string;
  readonly withContent: boolean;
}

/** The settings; null without a key or an endpoint. Content is sent only when the variable is exactly `on`. */
export function tracingSettings(env: TracingEnv): TracingSettings | null {
  const { LANGSMITH_ENDPOINT: endpoint, LANGSMITH_PROJECT: project, LANGSMITH_API_KEY: apiKey, TRACE_CONTENT } = env;
  if (apiKey === undefined || apiKey === "" || endpoint === "") return null;
  return { endpoint, project, apiKey, withContent: TRACE_CONTENT === "on" };
}

/** The deadline of a whole request, from sending it to its status. It is short because the cron has other work. */
const DEADLINE_MS = 10_000;

/** An answer with an error status. Its body is not read, because nothing here uses it. */
class NotAccepted extends Error {
  override readonly name = "NotAccepted";
  readonly status: number;
  constructor(status: number) {
    super(`status ${status}`);
    this.status = status;
  }
}

/** Sends spans to LangSmith. Never throws, and ends by its deadline. */
export function langSmith(
  settings: TracingSettings,
  fetch: typeof globalThis.fetch,
  deadlineMs = DEADLINE_MS,
): (sending: Sending) => Promise<Sent> {
  let opening: Promise<Client> | null = null;
  return async ({ create, update }) => {
    try {
      opening ??= open(settings, fetch);
      const client = await opening;
      const sending = client.batchIngestRuns({
        runCreates: create.map((span) => runOf(span, settings.project)),
        runUpdates: update.map((span) => runOf(span, settings.project)),
      });
      // A deadline for the whole call, independent of the SDK's and fetch's own timeouts.
      await Promise.race([sending, rejectsAfter(deadlineMs)]);
      return "taken";
    } catch (error) {
      return error instanceof NotAccepted ? outcomeOf(error.status) : "unavailable";
    }
  };
}

const rejectsAfter = (milliseconds: number): Promise<never> =>
  new Promise((_, reject) => {
    const signal = AbortSignal.timeout(milliseconds);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/** Maps a status: 401 and 403 concern the key and 429 the rate, not the sent spans. */
function outcomeOf(status: number): Sent {
  if (status === 409) return "there";
  return status === 400 || status === 413 || status === 422 ? "refused" : "unavailable";
}

/** The SDK is large, and most isolates never send a trace: it is loaded at the first request. */
async function open({ endpoint, apiKey }: TracingSettings, fetch: typeof globalThis.fetch): Promise<Client> {
  const { Client } = await import("langsmith");
  return new Client({
    apiUrl: endpoint,
    apiKey,
    timeout_ms: DEADLINE_MS,
    // Later turns own the retries; the client makes none.
    callerOptions: { maxRetries: 0 },
    autoBatchTracing: false,
    manualFlushMode: true,
    omitTracedRuntimeInfo: true,
    // Set explicitly, so that environment variables of other programs do not change it.
    tracingMode: "langsmith",
    hideInputs: false,
    hideOutputs: false,
    hideMetadata: false,
    disablePromptCache: true,
    debug: false,
    // The key must not be sent to a redirect's target.
    fetchOptions: { redirect: "manual" },
    fetchImplementation: statusOnly(fetch),
  });
}

/**
 * A `fetch` that returns a status without a body. The SDK would otherwise wait as long as a 429 asks and read error bodies to their
 * end.
 */
const statusOnly =
  (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  async (input: string | URL | Request, init?: RequestInit) => {
    const { ok, status, body } = await fetch(input, init);
    await body?.cancel().catch(() => undefined);
    if (!ok) throw new NotAccepted(status);
    return new Response(null, { status: 200 });
  };

const runOf = (span: Span, project: string) => ({
  id: span.id,
  trace_id: span.traceId,
  ...(span.parentId ? { parent_run_id: span.parentId } : {}),
  dotted_order: span.order,
  session_name: project,
  name: span.name,
  run_type: span.kind,
  start_time: span.startedAt,
  ...(span.endedAt ? { end_time: span.endedAt } : {}),
  inputs: { ...span.inputs },
  outputs: { ...span.outputs },
  extra: { metadata: { ...span.metadata } },
  ...(span.failure ? { error: span.failure } : {}),
});
