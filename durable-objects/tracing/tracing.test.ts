// Tests a turn of tracing over marks and a receiver in memory: how much one turn sends, where the next one continues, and what
// happens when the receiver refuses or does not answer.
import { memoryCronWork } from "../../testing/twins/memory-cron-work.ts";
import { describe, it } from "vitest";
import type { CronWork } from "../../drizzle/cron-work.ts";
import type { TraceMark, TraceMarks } from "../../drizzle/trace-marks.ts";
import { ContactId } from "../../schema/ids.ts";
import { ada } from "../../testing/people.ts";
import { withPreview } from "../../testing/contact/scenario.ts";
import { type Sending, type Sent, type TracingPorts, type TracingTurn, tracingTurn } from "./tracing.ts";

const BEFORE = Date.parse("2026-01-01T00:00:00.000Z");
const LIMITS = { lookedAt: 100, streams: 100, streamsPerRequest: 2, failuresInRow: 2, tries: 3 };
const HEAD = withPreview().store.load().rows.length;
const idOf = (name: string): ContactId => ContactId.parse(`ct_${name}`);

/**
 * A log with one database for each text of `shards`. Each letter of the text names a stream: a lead at its preview hold. `answer`
 * is the receiver's answer to a request.
 */
function aLog(shards: readonly string[], answer: (names: readonly string[], sending: Sending) => Sent = () => "taken") {
  const stored = new Map<string, string>();
  const work = memoryCronWork(stored);
  const marked = new Map<string, TraceMark>();
  const requests: (readonly string[])[] = [];
  const marksOf = (names: string): TraceMarks => ({
    async grownAfter({ after, limit }) {
      const looked = [...names].filter((name) => idOf(name) > after).slice(0, limit);
      const grown = looked.map((name) => {
        const { version = 0, tries = 0 } = marked.get(idOf(name)) ?? {};
        return { streamId: idOf(name), head: HEAD, sent: version, tries };
      });
      const last = looked.at(-1);
      return {
        looked: looked.length,
        grown: grown.filter(({ sent }) => sent < HEAD),
        next: looked.length < limit || !last ? null : idOf(last),
      };
    },
    async mark(marks) {
      for (const mark of marks) marked.set(mark.streamId, mark);
    },
  });
  const ports: TracingPorts = {
    work,
    marks: shards.map(marksOf),
    read: async (streamId) =>
      withPreview()
        .store.load()
        .rows.map((row) => ({ ...row, streamId, body: row.body.replaceAll(ada, streamId) })),
    words: null,
    async send(sending) {
      const ids = [...sending.create, ...sending.update].map(({ metadata }) => String(metadata["thread_id"]).slice(3));
      const names = [...new Set(ids)];
      requests.push(names);
      return answer(names, sending);
    },
    now: () => BEFORE,
    limits: LIMITS,
  };
  return {
    stored,
    marked,
    requests,
    turn: (limits: Partial<typeof LIMITS> = {}, otherPorts: Partial<TracingPorts> = {}) =>
      tracingTurn({ ...ports, ...otherPorts, limits: { ...LIMITS, ...limits } }) as Promise<TracingTurn>,
  };
}

describe("a turn of tracing", () => {
  it("does nothing without ports", async ({ expect }) => {
    expect(await tracingTurn(null)).toEqual({ state: "off" });
  });

  it("is not passed by while a mark or its own place cannot be stored", async ({ expect }) => {
    const refused = (): Promise<never> => Promise.reject(new Error("the store refuses"));
    const withMarks = (answer: Sent, mark: TraceMarks["mark"]) => {
      const { turn, stored } = aLog(["a"], () => answer);
      const grown = { looked: 1, grown: [{ streamId: idOf("a"), head: HEAD, sent: 0, tries: 0 }], next: null };
      return { stored, ended: turn({}, { marks: [{ grownAfter: async () => grown, mark }] }) };
    };
    for (const answer of ["taken", "refused"] as const) {
      // The first mark is of what was taken, the second of what was refused.
      const mark: TraceMarks["mark"] = async (all) => (all.length > 0 ? refused() : undefined);
      const { ended, stored } = withMarks(answer, mark);
      await expect(ended).rejects.toThrow("refuses");
      expect(stored.size).toBe(0);
    }
    const work: CronWork = { read: async () => null, replace: refused };
    await expect(aLog(["a"]).turn({}, { work })).rejects.toThrow("refuses");
  });

  it("sends a bounded number of streams together, and the next turn continues", async ({ expect }) => {
    const { turn, requests } = aLog(["abcde"]);
    expect(await turn({ streams: 3 })).toMatchObject({ looked: 5, sent: 3, requests: 2 });
    expect(await turn({ streams: 3 })).toMatchObject({ looked: 2, sent: 2, requests: 1 });
    expect(await turn()).toMatchObject({ looked: 5, sent: 0, requests: 0 });
    expect(requests).toEqual([["a", "b"], ["c"], ["d", "e"]]);
  });

  it("checks a bounded number of streams, page by page, and starts again after the last", async ({ expect }) => {
    const { turn, requests } = aLog(["abcde"]);
    const looked = [];
    for (let turns = 0; turns < 4; turns += 1) looked.push((await turn({ lookedAt: 2 })).looked);
    expect([looked, requests]).toEqual([
      [2, 2, 1, 2],
      [["a", "b"], ["c", "d"], ["e"]],
    ]);
  });

  it("reads every database from the place where the last turn stopped in it", async ({ expect }) => {
    const { turn, requests } = aLog(["abc", "def"]);
    expect(await turn({ streams: 2 })).toMatchObject({ sent: 2 });
    expect(await turn({ streams: 4 })).toMatchObject({ sent: 4 });
    expect(requests).toEqual([["a"], ["d"], ["b", "c"], ["e", "f"]]);
  });

  it("starts again when the stored state cannot be parsed", async ({ expect }) => {
    const { turn, stored } = aLog(["a"]);
    for (const text of ["", "{", '{"since":1}']) {
      stored.set("tracing", text);
      expect(await turn()).toMatchObject({ state: "on" });
    }
  });

  it("fails as a whole when a database does not answer, and stores no new place", async ({ expect }) => {
    const { turn, stored } = aLog(["ab"]);
    const fails = async () => {
      throw new Error("D1_ERROR");
    };
    await expect(turn({}, { read: fails })).rejects.toThrow("D1_ERROR");
    expect(stored.size).toBe(0);
    expect(await turn()).toMatchObject({ sent: 2 });
  });
});

describe("a request that is not accepted", () => {
  it("is sent again stream by stream, so that the other streams are accepted", async ({ expect }) => {
    const { turn, requests, marked } = aLog(["abcd"], (names) => (names.includes("b") ? "refused" : "taken"));
    expect(await turn()).toMatchObject({ sent: 3, notSent: { refused: 1, unavailable: 0, unreadable: 0 } });
    expect(requests).toEqual([["a", "b"], ["a"], ["b"], ["c", "d"]]);
    expect(marked.get(idOf("b"))).toMatchObject({ version: 0, tries: 1 });
    expect((await turn()).givenUp).toEqual([]);
    expect((await turn()).givenUp).toEqual([idOf("b")]);
    expect(await turn()).toMatchObject({ requests: 0, notSent: { refused: 0 } });
  });

  it("is sent again as an update when the receiver has some of its spans already", async ({ expect }) => {
    const { turn, requests } = aLog(["a"], (_, { create }) => (create.length > 0 ? "there" : "taken"));
    expect(await turn()).toMatchObject({ sent: 1, requests: 2 });
    expect(requests).toEqual([["a"], ["a"]]);
    expect(await turn()).toMatchObject({ requests: 0 });
  });

  it("ends the turn after a few failures in a row, and the next turn continues with later streams", async ({
    expect,
  }) => {
    let isDown = true;
    const { turn, requests, marked } = aLog(["abcdef"], () => (isDown ? "unavailable" : "taken"));
    expect(await turn()).toMatchObject({ sent: 0, requests: 3, notSent: { unavailable: 2 } });
    await turn();
    await turn();
    expect(new Set(requests.flat())).toEqual(new Set("abcdef"));
    // The receiver did not answer, which counts against no stream.
    expect([...marked.values()].filter(({ tries }) => tries > 0)).toEqual([]);
    isDown = false;
    for (let turns = 0; turns < 2; turns += 1) await turn();
    expect([...marked.values()].every(({ version }) => version === HEAD)).toBe(true);
  });

  it("does not stop the other databases", async ({ expect }) => {
    const { turn } = aLog(["abcd", "ef"], (names) => ("abcd".includes(names[0] ?? "") ? "unavailable" : "taken"));
    expect(await turn()).toMatchObject({ sent: 2 });
  });
});
