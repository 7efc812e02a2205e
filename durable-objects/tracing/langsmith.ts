// LangSmith, by its SDK. Only what is handed over leaves: the SDK adds nothing of this runtime, keeps no queue, and tries nothing again.
import type { Client } from "langsmith";
import type { Span } from "./trace.ts";
import type { Sending, Sent } from "./tracing.ts";

/** Variables and secrets about tracing. The key may be missing: then nothing is traced. */
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

/** Null without a key. Content leaves only where the variable says exactly `on`. */
export function tracingSettings(env: TracingEnv): TracingSettings | null {
  const { LANGSMITH_ENDPOINT: endpoint, LANGSMITH_PROJECT: project, LANGSMITH_API_KEY: apiKey, TRACE_CONTENT } = env;
  if (apiKey === undefined || apiKey === "" || endpoint === "") return null;
  return { endpoint, project, apiKey, withContent: TRACE_CONTENT === "on" };
}

/** For a whole request, from the first byte out to its status: the cron has more to do. */
const DEADLINE_MS = 10_000;

/** An answer that is not "taken". Its words are not read: nothing here would know what to do with them. */
class NotTaken extends Error {
  override readonly name = "NotTaken";
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
      // Over all of it, whatever the SDK and its fetch do with a deadline of their own.
      await Promise.race([sending, rejectsAfter(deadlineMs)]);
      return "taken";
    } catch (error) {
      return error instanceof NotTaken ? outcomeOf(error.status) : "unavailable";
    }
  };
}

const rejectsAfter = (milliseconds: number): Promise<never> =>
  new Promise((_, reject) => {
    const signal = AbortSignal.timeout(milliseconds);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/** 401 and 403 are about the key and 429 is about the hour, not about what was sent. */
function outcomeOf(status: number): Sent {
  if (status === 409) return "there";
  return status === 400 || status === 413 || status === 422 ? "refused" : "unavailable";
}

/** The SDK is large, and most isolates of this Worker never send a trace: it is loaded by the first who does. */
async function open({ endpoint, apiKey }: TracingSettings, fetch: typeof globalThis.fetch): Promise<Client> {
  const { Client } = await import("langsmith");
  return new Client({
    apiUrl: endpoint,
    apiKey,
    timeout_ms: DEADLINE_MS,
    // One layer owns retries, and this is not it: what was not taken goes with a later turn.
    callerOptions: { maxRetries: 0 },
    autoBatchTracing: false,
    manualFlushMode: true,
    omitTracedRuntimeInfo: true,
    // What the environment says to other programs is not meant for this one.
    tracingMode: "langsmith",
    hideInputs: false,
    hideOutputs: false,
    hideMetadata: false,
    disablePromptCache: true,
    debug: false,
    // A key follows no redirection.
    fetchOptions: { redirect: "manual" },
    fetchImplementation: statusOnly(fetch),
  });
}

/** `fetch` that answers with a status and nothing else. The SDK would wait as long as a 429 asks it to, and read errors to their end. */
const statusOnly =
  (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  async (input: string | URL | Request, init?: RequestInit) => {
    const { ok, status, body } = await fetch(input, init);
    await body?.cancel().catch(() => undefined);
    if (!ok) throw new NotTaken(status);
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
