// Tests from which value on a gauge warns, that what is not known warns, and which source of calls counts against which budget.
import { describe, it } from "vitest";
import { DATABASE_BYTES, databaseSize } from "./database-size.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { type GaugeName, type GaugeReadings, GAUGES, gaugesOf, worstOf } from "./gauges.ts";
import { ROLES_SPEND } from "./model-call.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./time.ts";

const now = new Date("2026-11-22T12:00:00.000Z");
const before = (ms: number): string => new Date(now.getTime() - ms).toISOString();
const spent = (source: string, tokens: number) => ({ source, calls: 1, tokens, microDollars: 1 });

const WELL: GaugeReadings = {
  databases: [databaseSize("EVENTS_0", 20_000), databaseSize("CRM", 20_000)],
  queues: [{ queue: "plan", known: true, waiting: 0, oldestAt: null }],
  letters: { waiting: 0, lastDay: 0, refused: 0, unreadable: 0 },
  hold: { openedAt: null },
  spend: [],
};
const of = (changes: Partial<GaugeReadings>) => gaugesOf({ ...WELL, ...changes }, { policy: samplePolicy, now });
const state = (name: GaugeName, changes: Partial<GaugeReadings>, which: string | null = null) =>
  of(changes).find((gauge) => gauge.name === name && (which === null || gauge.of === which))?.state;

it("all gauges of an idle installation are well", ({ expect }) => {
  expect(of({}).map(({ name, of: which, state: own }) => [name, which, own])).toEqual([
    ["database", "EVENTS_0", "ok"],
    ["database", "CRM", "ok"],
    ["queue", "plan", "ok"],
    ["dead_letters", null, "ok"],
    ["dead_letters_day", null, "ok"],
    ["refused_bodies", null, "ok"],
    ["unreadable_objects", null, "ok"],
    ["hold", null, "ok"],
    ["model_tokens", "plans_and_drafts", "ok"],
    ["model_tokens", "scores", "ok"],
  ]);
  expect(worstOf(of({}))).toBe("ok");
});

describe("a gauge", () => {
  const letters = (changes: Partial<NonNullable<GaugeReadings["letters"]>>) => ({
    letters: { ...WELL.letters!, ...changes },
  });
  const queue = (ms: number): Partial<GaugeReadings> => ({
    queues: [{ queue: "plan", known: true, waiting: 1, oldestAt: before(ms) }],
  });
  const size = (bytes: number) => ({ databases: [databaseSize("EVENTS_0", bytes)] });
  const hold = (ms: number) => ({ hold: { openedAt: before(ms) } });
  const { tokensPerDay } = samplePolicy.model;
  const CASES: readonly (readonly [GaugeName, string, Partial<GaugeReadings>])[] = [
    ["database", "ok", size(DATABASE_BYTES * 0.7 - 1)],
    ["database", "warn", size(DATABASE_BYTES * 0.7)],
    ["database", "bad", size(DATABASE_BYTES * 0.9)],
    ["queue", "ok", queue(5 * MINUTE_MS - 1)],
    ["queue", "warn", queue(5 * MINUTE_MS)],
    ["queue", "bad", queue(HOUR_MS)],
    // The clock of the platform may be ahead.
    ["queue", "ok", queue(-HOUR_MS)],
    ["dead_letters", "warn", letters({ waiting: 1 })],
    ["dead_letters", "bad", letters({ waiting: 100 })],
    ["dead_letters_day", "ok", letters({ lastDay: 9 })],
    ["dead_letters_day", "bad", letters({ lastDay: 500 })],
    ["refused_bodies", "warn", letters({ refused: 20 })],
    ["unreadable_objects", "warn", letters({ unreadable: 1 })],
    ["hold", "ok", hold(DAY_MS - 1_000)],
    ["hold", "warn", hold(DAY_MS)],
    ["hold", "bad", hold(3 * DAY_MS)],
    ["model_tokens", "ok", { spend: [spent("website", tokensPerDay * 0.8 - 1)] }],
    ["model_tokens", "warn", { spend: [spent("website", tokensPerDay * 0.4), spent("", tokensPerDay * 0.4)] }],
    ["model_tokens", "bad", { spend: [spent("website", tokensPerDay)] }],
    // The scorer has a budget of its own.
    ["model_tokens", "ok", { spend: [spent(ROLES_SPEND, tokensPerDay)] }],
  ];
  it.for(CASES)("%s is %s for %o", ([name, expected, changes], { expect }) => {
    expect(state(name, changes)).toBe(expected);
  });

  it("of the scorer counts its own calls only", ({ expect }) => {
    const { tokensPerDay: most } = samplePolicy.score.roleFit;
    expect(state("model_tokens", { spend: [spent(ROLES_SPEND, most)] }, "scores")).toBe("bad");
    expect(state("model_tokens", { spend: [spent("website", most)] }, "scores")).toBe("ok");
  });

  it("that is not known warns", ({ expect }) => {
    const unknown = of({
      databases: [databaseSize("CRM", null)],
      queues: [{ queue: "plan", known: false, waiting: 0, oldestAt: null }],
      letters: null,
      hold: null,
      spend: null,
    });
    expect(unknown.map(({ value, state: own }) => [value, own])).toEqual(unknown.map(() => [null, "warn"]));
    expect(worstOf(unknown)).toBe("warn");
  });
});

it("each kind has a reason, and acts later than it warns", ({ expect }) => {
  for (const [name, { warn, bad, because }] of Object.entries(GAUGES)) {
    expect(bad, name).toBeGreaterThan(warn);
    expect(because, name).toMatch(/\.$/);
  }
});
