// Tests the sample past: it follows from its seed, says in every name that it is a sample, is a log without faults, and gives every number a value.
import { describe, it } from "vitest";
import { isFull } from "../../testing/full.ts";
import { numbersReport } from "../../domain/numbers/report.ts";
import { unwrapKey } from "../../domain/contact/seal.ts";
import { openNumberCount } from "../../replay/numbers.ts";
import { type Keys, memorySource } from "../../replay/source.ts";
import { verifyLog } from "../../replay/verify.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { eventInRow } from "../../schema/events.ts";
import { DAY_MS } from "../../schema/time.ts";
import { LOG_KEY } from "../../testing/log-keys.ts";
import { MASTER_KEY, PUBLIC_URL, START, SYSTEM_KEY, UNSUBSCRIBE_KEYS } from "../../testing/people.ts";
import { bytesOf, chanceFor } from "../../testing/seed.ts";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import { SAMPLE_MODEL } from "./model.ts";
import { playPast } from "./play.ts";
import { PAST_CONTACTS, PAST_DAYS, pastStory } from "./story.ts";

const END = START + 50 * DAY_MS;
const KEYS = { systemKey: SYSTEM_KEY, masterKey: MASTER_KEY, logKey: LOG_KEY, unsubscribeKeys: UNSUBSCRIBE_KEYS };
const played = (seed = 1, keys = KEYS) =>
  playPast({ keys, random: bytesOf(chanceFor("past", String(seed))), end: END, publicUrl: PUBLIC_URL, seed });
const past = await played();
const rows = past.shipments.flatMap(({ events }) => events);
const events = rows.map((row) => eventInRow(row));
const source = memorySource(rows);
const keys: Keys = (id) => {
  const wrapped = past.shipments.find(({ streamId }) => streamId === id)?.wrappedKey;
  return wrapped ? unwrapKey(MASTER_KEY, id, wrapped) : null;
};

describe("the story", () => {
  it("follows from its seed and its end", ({ expect }) => {
    expect(pastStory(1, END)).toEqual(pastStory(1, END));
    expect(pastStory(2, END)).not.toEqual(pastStory(1, END));
  });

  it("is of sample people at sample companies, in the six weeks before its end", ({ expect }) => {
    const story = pastStory(1, END);
    expect(new Set(story.map(({ email }) => email)).size).toBe(PAST_CONTACTS);
    for (const { email, name, company, at } of story) {
      expect(email).toMatch(/^\w+\.sample\d\d@sample-past-\w+\.example$/);
      expect([name, company]).toEqual([expect.stringMatching(/ Sample$/), expect.stringMatching(/^Sample Past /)]);
      expect(at).toBeGreaterThanOrEqual(END - PAST_DAYS * DAY_MS);
      expect(at).toBeLessThan(END);
    }
  });
});

describe("the past", { timeout: LONG_MILLISECONDS }, () => {
  it("is the same for the same seed, keys and random bytes", async ({ expect }) => {
    expect(await played()).toEqual(past);
  });

  it("is a log without faults, opened and closed", async ({ expect }) => {
    expect((await verifyLog(source, { keys })).faults).toEqual([]);
    expect((await verifyLog(source)).faults).toEqual([]);
  });

  it("is over: nothing is open, and nothing is later than its end", ({ expect }) => {
    expect(past.shipments.flatMap(({ holds }) => holds).filter(({ state }) => state === "open")).toEqual([]);
    expect(past.shipments.flatMap(({ tasks }) => tasks).filter(({ closedAt }) => closedAt === null)).toEqual([]);
    expect(events.filter(({ at }) => at >= new Date(END).toISOString())).toEqual([]);
  });

  it("names its script wherever a model would be named, and costs nothing", ({ expect }) => {
    const calls = events.flatMap((event) => (event.type === "LlmCalled" ? [event] : []));
    expect(calls.length).toBeGreaterThan(60);
    for (const { payload } of calls) expect(payload).toMatchObject({ model: SAMPLE_MODEL, costMicroDollars: 0 });
    const sources = events.map(({ provenance }) => provenance.source).filter((name) => name.startsWith("llm:"));
    expect(sources.filter((name) => !name.startsWith(`llm:${SAMPLE_MODEL}@`))).toEqual([]);
  });

  it("gives every number a value, for both populations and over weeks", async ({ expect }) => {
    const period = { from: dayOf(END - PAST_DAYS * DAY_MS), to: dayOf(END) };
    const counted = async (by: "population" | "day") => {
      const query = { period, by, now: new Date(END).toISOString(), hours: samplePolicy.hours };
      const count = openNumberCount(query);
      for await (const stream of source.streams({ prefix: "ct_" })) count.add(stream);
      return numbersReport(count.counted(), query).numbers;
    };
    const numbers = await counted("population");
    expect(numbers.filter(({ value }) => value.kind === "missing")).toEqual([]);
    const conversion = numbers.find(({ id }) => id === "conversion");
    expect(conversion?.groups?.map(({ key }) => key).toSorted()).toEqual(["agentic", "scripted"]);
    const leads = (await counted("day")).find(({ id }) => id === "leads");
    expect(leads?.groups?.length).toBeGreaterThan(20);
  });

  it.for(isFull ? [1, 2, 3, 4] : [1])(
    "is played to its end with the keys of any installation (%i)",
    async (index, { expect }) => {
      const other = await played(index, { ...KEYS, systemKey: `the key of installation ${index}` });
      const populations = other.shipments.flatMap(({ runs }) => runs).map(({ population }) => population);
      expect([...new Set(populations)].toSorted()).toEqual(["agentic", "scripted"]);
    },
  );
});

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
