// Tests the sending of spans with LangSmith's SDK in workerd: what the request contains, which answer follows from which status,
// and the deadline. No request leaves the test.
import { describe, it, vi } from "vitest";
import { langSmith, tracingSettings } from "./langsmith.ts";
import type { Span } from "./trace.ts";

const settings = { endpoint: "https://traces.example/", project: "p", apiKey: "key", withContent: false };
const id = "019ab000-0000-7000-8000-000000000001";
const span: Span = {
  id,
  traceId: id,
  parentId: null,
  order: `20261122T120000000000Z${id}`,
  name: "lead",
  kind: "chain",
  startedAt: "2026-11-22T12:00:00.000Z",
  endedAt: null,
  inputs: { runId: "run_1" },
  outputs: { end: null },
  metadata: { runId: "run_1" },
  failure: null,
};
const sending = { create: [span], update: [] };
/** The deadline of a request that ends by itself: longer than any pause of a busy machine. */
const LATE_MILLISECONDS = 600_000;
const sends = (fetch: typeof globalThis.fetch, of = settings) => langSmith(of, fetch, LATE_MILLISECONDS)(sending);
const answering = (status: number) => async () => new Response("words", { status, headers: { "retry-after": "600" } });

describe("a request", () => {
  it("has only the given spans, and nothing of the runtime or its environment", async ({ expect }) => {
    vi.stubEnv("LANGSMITH_NOTE", "a variable of another program");
    vi.stubEnv("LANGSMITH_HIDE_INPUTS", "true");
    const requests: Request[] = [];
    const sent = await sends(async (input: string | URL | Request, init?: RequestInit) => {
      requests.push(new Request(input, init));
      return new Response(null, { status: 202 });
    });
    expect(sent).toBe("taken");
    vi.unstubAllEnvs();
    expect(requests).toHaveLength(1);
    expect(requests[0]?.url).toBe("https://traces.example/runs/batch");
    const run = {
      id,
      trace_id: id,
      dotted_order: span.order,
      session_name: "p",
      name: "lead",
      run_type: "chain",
      start_time: span.startedAt,
      inputs: span.inputs,
      outputs: span.outputs,
      extra: { metadata: span.metadata },
    };
    expect(await requests[0]?.json()).toEqual({ post: [run], patch: [] });
  });

  it.for([
    [200, "taken"],
    [202, "taken"],
    [302, "unavailable"],
    [400, "refused"],
    [401, "unavailable"],
    [409, "there"],
    [413, "refused"],
    [422, "refused"],
    [429, "unavailable"],
    [500, "unavailable"],
    [503, "unavailable"],
  ] as const)("with the response status %i is %s, and is not repeated", async ([status, sent], { expect }) => {
    const fetch = vi.fn(answering(status));
    expect(await sends(fetch)).toBe(sent);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it("ends by its deadline when the fetch or the body of the response never ends", async ({ expect }) => {
    const never = new Promise<Response>(() => undefined);
    expect(await langSmith(settings, () => never, 20)(sending)).toBe("unavailable");
    const endless = new Response(new ReadableStream({ start: (one) => one.enqueue(new Uint8Array(8)) }), {
      status: 500,
    });
    expect(await langSmith(settings, async () => endless, 200)(sending)).toBe("unavailable");
  });

  it("is unavailable when it cannot be made", async ({ expect }) => {
    const fails = async () => {
      throw new TypeError("no route");
    };
    expect(await sends(fails)).toBe("unavailable");
    expect(await sends(fetch, { ...settings, endpoint: "no address" })).toBe("unavailable");
  });
});

it("tracing is off without a key or an endpoint, and content is sent only with `on`", ({ expect }) => {
  const env = { LANGSMITH_ENDPOINT: "https://traces.example", LANGSMITH_PROJECT: "p", TRACE_CONTENT: "off" };
  expect(tracingSettings(env)).toBeNull();
  expect(tracingSettings({ ...env, LANGSMITH_API_KEY: "" })).toBeNull();
  expect(tracingSettings({ ...env, LANGSMITH_API_KEY: "k", LANGSMITH_ENDPOINT: "" })).toBeNull();
  for (const [setting, withContent] of [
    ["off", false],
    ["", false],
    ["true", false],
    ["on", true],
  ] as const)
    expect(tracingSettings({ ...env, LANGSMITH_API_KEY: "k", TRACE_CONTENT: setting })).toMatchObject({ withContent });
});
