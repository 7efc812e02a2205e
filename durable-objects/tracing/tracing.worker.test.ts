// Tests tracing over real objects and databases, with LangSmith's SDK. The SDK's fetch is replaced, so that the test sees what is
// sent.
import { performOne } from "../../schema/only-answer.ts";
import { ports } from "../../testing/workerd/ports.ts";
import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import { d1EventLog } from "../../drizzle/d1-event-log.ts";
import { chain, contact, shipment } from "../../testing/rows.ts";
import { tracesTaken } from "../../testing/peers/traces/taken.ts";
import { migrate } from "../../testing/workerd/test.ts";
import { cronTurn } from "../cron/cron.ts";
import { ada, ADA } from "../../testing/people.ts";
import { action, confirm, draft, draftText, grades, lead, runOf } from "../../testing/contact/scenario.ts";

const QUARTER = 15 * 60 * 1_000;
const run = runOf("1");
const on = { ...env, LANGSMITH_ENDPOINT: "https://traces.example", LANGSMITH_API_KEY: "key" };
const log = d1EventLog([env.EVENTS_0]);
const later = (milliseconds: number) => void vi.setSystemTime(Date.now() + milliseconds);

/** A receiver of traces, and the requests that it got. */
function traceReceiver() {
  const taken = tracesTaken();
  const requests: Request[] = [];
  let answer: (body: string) => Response | Promise<Response> | null = () => null;
  const fetch: typeof globalThis.fetch = async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    requests.push(request.clone());
    const body = await request.text();
    return (await answer(body)) ?? new Response("{}", { status: taken.take(JSON.parse(body)).status });
  };
  return {
    taken,
    requests,
    answers: (by: typeof answer) => void (answer = by),
    turn: async (bindings: Parameters<typeof cronTurn>[0] = on) =>
      (await cronTurn(bindings, () => Date.now(), fetch)).tracing,
    names: () => taken.trace(run).map(({ name }) => name),
  };
}

beforeEach(async () => {
  await reset();
  await migrate();
  vi.spyOn(console, "log").mockReturnValue();
  vi.spyOn(console, "warn").mockReturnValue();
  // No deadline of a request passes here, however slow the machine is. The deadline has its own test in langsmith.worker.test.ts.
  vi.spyOn(AbortSignal, "timeout").mockImplementation(() => new AbortController().signal);
});
afterEach(() => void vi.restoreAllMocks());

describe("tracing", () => {
  it("is off without a key: nothing is sent, and nothing is stored", async ({ expect }) => {
    const { turn, requests } = traceReceiver();
    await performOne(ports.ingest, lead());
    expect(await turn(env)).toEqual({ state: "off" });
    expect(await turn({ ...on, LANGSMITH_API_KEY: "" })).toEqual({ state: "off" });
    expect(requests).toEqual([]);
    const { results } = await env.EVENTS_0.prepare("SELECT name FROM cron_work WHERE name = 'tracing'").all();
    expect(results).toEqual([]);
    expect(await env.EVENTS_0.prepare("SELECT count(*) AS count FROM traces").first("count")).toBe(0);
  });

  it("sends a run when it begins and its later spans when they are recorded, each once", async ({ expect }) => {
    const { turn, taken, requests, names } = traceReceiver();
    expect(await turn()).toMatchObject({ state: "on", looked: 0, requests: 0 });
    later(QUARTER);
    await performOne(ports.ingest, lead());
    expect(await turn()).toMatchObject({ looked: 1, sent: 1, spans: 2, requests: 1, givenUp: [] });
    expect(names()).toEqual(["lead", "receive_signal"]);
    later(QUARTER);
    await performOne(ports.planner, action(run));
    await performOne(ports.qualifier, grades(run));
    expect(await turn()).toMatchObject({ sent: 1, spans: 4, requests: 1 });
    expect(names()).toEqual([
      "lead",
      "receive_signal",
      "decide_action",
      "qualify",
      "analyze_opportunity",
      "hold_preview",
    ]);
    expect(taken.trace(run)[0]).toMatchObject({ session_name: "holdpoint", outputs: { step: "preview" } });
    expect(await turn()).toMatchObject({ looked: 1, sent: 0, requests: 0 });
    expect(taken.repeats).toBe(0);
    expect(requests.map(({ url, headers }) => [url, headers.get("x-api-key")])).toEqual([
      ["https://traces.example/runs/batch", "key"],
      ["https://traces.example/runs/batch", "key"],
    ]);
    expect(requests.every(({ redirect }) => redirect === "manual")).toBe(true);
  });

  it("opens a draft's text only with content on, and never its recipient", async ({ expect }) => {
    const texts = await Promise.all(
      (["off", "on"] as const).map(async (content) => {
        const { turn, taken, requests } = traceReceiver();
        await turn({ ...on, TRACE_CONTENT: content });
        return { turn: () => turn({ ...on, TRACE_CONTENT: content }), taken, requests };
      }),
    );
    later(QUARTER);
    await performOne(ports.ingest, lead());
    await performOne(ports.planner, action(run));
    await performOne(ports.qualifier, grades(run));
    await performOne(ports.desk, confirm(run));
    await performOne(ports.composer, draft(run));
    for (const { turn } of texts) {
      await turn();
      await env.EVENTS_0.prepare("DELETE FROM traces").run();
    }
    const [off, opened] = texts.map(({ taken }) => taken.trace(run).find(({ name }) => name === "hold_draft")?.outputs);
    expect(opened).toEqual({ ...off, subject: draftText.subject, body: draftText.body });
    const [closed = "", sent = ""] = await Promise.all(
      texts.map(async ({ requests }) => (await Promise.all(requests.map((request) => request.text()))).join("")),
    );
    for (const word of [ADA, "Byron", "call me", draftText.footer, "rosa"])
      expect([closed.includes(word), sent.includes(word)]).toEqual([false, false]);
    expect([closed.includes(draftText.subject), sent.includes(draftText.subject)]).toEqual([false, true]);
  });

  it("sends no run that began before tracing was switched on", async ({ expect }) => {
    const { turn, requests } = traceReceiver();
    await performOne(ports.ingest, lead());
    later(QUARTER);
    await turn();
    later(QUARTER);
    await performOne(ports.planner, action(run));
    expect(await turn()).toMatchObject({ looked: 1, sent: 0, requests: 0 });
    expect(requests).toEqual([]);
  });

  it("sends the same spans again after an interrupted turn, without duplicates", async ({ expect }) => {
    const { turn, taken, names } = traceReceiver();
    await turn();
    later(QUARTER);
    await performOne(ports.ingest, lead());
    await turn();
    const before = JSON.stringify([...taken.runs]);
    await env.EVENTS_0.prepare("DELETE FROM traces").run();
    expect(await turn()).toMatchObject({ sent: 1, notSent: { refused: 0 } });
    expect([names(), JSON.stringify([...taken.runs])]).toEqual([["lead", "receive_signal"], before]);
    expect(taken.repeats).toBeGreaterThan(0);
  });

  it.for([429, 500, 401, 302])(
    "retries in later turns after the status %i, and gives up no stream",
    async (status, { expect }) => {
      const { turn, requests, answers, names } = traceReceiver();
      await turn();
      later(QUARTER);
      await performOne(ports.ingest, lead());
      answers(
        () => new Response("later", { status, headers: { "retry-after": "3600", location: "https://else.example" } }),
      );
      for (let turns = 0; turns < 7; turns += 1)
        expect(await turn()).toMatchObject({ sent: 0, requests: 1, notSent: { unavailable: 1 }, givenUp: [] });
      expect(requests).toHaveLength(7);
      answers(() => null);
      expect(await turn()).toMatchObject({ sent: 1, notSent: { unavailable: 0 } });
      expect(names()).toEqual(["lead", "receive_signal"]);
    },
  );

  it("skips spans that are refused repeatedly, and continues with later ones", async ({ expect }) => {
    const { turn, answers, names } = traceReceiver();
    await turn();
    later(QUARTER);
    await performOne(ports.ingest, lead());
    answers(() => new Response(null, { status: 422 }));
    for (let turns = 0; turns < 4; turns += 1)
      expect(await turn()).toMatchObject({ notSent: { refused: 1 }, givenUp: [] });
    expect(await turn()).toMatchObject({ notSent: { refused: 1 }, givenUp: [ada] });
    expect(await turn()).toMatchObject({ requests: 0 });
    answers(() => null);
    await performOne(ports.planner, action(run));
    expect(await turn()).toMatchObject({ sent: 1 });
    // The run is complete, though its first span is missing.
    expect(names()).toEqual(["lead", "decide_action"]);
  });

  it("skips an unreadable stream and a stream that always fails, after some tries, and sends the others", async ({
    expect,
  }) => {
    const { turn, answers, names } = traceReceiver();
    await turn();
    later(QUARTER);
    const at = new Date(Date.now()).toISOString();
    const [unreadable, poison] = [contact("0"), contact("1")];
    const rows = chain(unreadable, 1).map((row) => ({ ...row, body: row.body.replace("{", `{"at":"${at}",`) }));
    await log.append([shipment(unreadable, rows)]);
    await performOne(ports.ingest, { ...lead("2"), contactId: poison });
    await performOne(ports.ingest, lead());
    answers((body) => (body.includes(`${poison}@`) ? new Response(null, { status: 500 }) : null));
    expect(await turn()).toMatchObject({ sent: 1, notSent: { unreadable: 1, unavailable: 1 } });
    expect(names()).toEqual(["lead", "receive_signal"]);
    // `unavailable` counts as a failed try of a stream only in a turn in which another stream was accepted.
    for (let turns = 2; turns <= 5; turns += 1) {
      expect(await turn()).toMatchObject({ sent: 0, notSent: { unavailable: 1 } });
      await performOne(ports.ingest, { ...lead(`n${turns}`), contactId: contact(`n${turns}`) });
      const result = await turn();
      expect(result).toMatchObject({ sent: 1, notSent: { unavailable: 1 } });
      if (turns === 5) expect(result).toMatchObject({ givenUp: [poison] });
    }
    expect(await turn()).toMatchObject({ requests: 0, notSent: { unreadable: 0, unavailable: 0 } });
  });
});
