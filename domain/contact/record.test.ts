// Tests the recording of a decided event: its hash covers every field, its words are sealed, and invalid events are not made.
import { describe, it } from "vitest";
import { canonicalJson } from "../../schema/canonical.ts";
import { GENESIS_HASH, eventInRow, type StoredEvent } from "../../schema/events.ts";
import { storedForm } from "../../schema/stored-form.ts";
import { AdminId, commandIdOf, ContactId } from "../../schema/ids.ts";
import { certain, type Decided } from "./decision.ts";
import { chainHash, isPersonal, type Position, record } from "./record.ts";
import { ada } from "../../testing/people.ts";
import { countingRandom, withSend } from "../../testing/contact/scenario.ts";
import { KEY_BYTES, openWords } from "./seal.ts";

const key = countingRandom()(KEY_BYTES);
const otherKey = Uint8Array.from(key, (byte) => byte ^ 1);

const place: Position = {
  streamId: ada,
  version: 3,
  prevHash: "a".repeat(64),
  at: "2026-03-02T09:00:00.000Z",
  commandId: commandIdOf("ConfirmPreview", "1"),
  causationId: "msg_1",
  correlationId: "sg_1",
};
const withEvidence: Decided = {
  type: "TaskRaised",
  writer: "object",
  payload: { taskId: "tk_1" as never, kind: "hot_reply", about: "run_1" },
  why: certain("hot_reply", "rule:tasks@1", {
    table: "contacts",
    id: ada,
    columns: { found: true },
    personal: { title: "Director" },
  }),
  policy: null,
};
const withWords: Decided = {
  type: "TaskClosed",
  writer: "desk",
  payload: { taskId: "tk_1" as never, how: "done", by: "rosa" },
  words: { why: "wrong tone" },
  why: certain("done", "human:rosa", { table: "contacts", id: ada, columns: {} }),
  policy: null,
};

/** The path of every place in a value. */
function placesIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...path, name]))];
}

/** A copy of the value in which the place at this path has another value. */
function withAnother(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value === "another" ? "yet another" : "another";
  const entries = Object.entries(value as object);
  const changed = entries.map(([known, inner]) => [known, known === name ? withAnother(inner, rest) : inner]);
  return Array.isArray(value) ? changed.map(([, inner]) => inner) : Object.fromEntries(changed);
}

/** A copy of the value without the place at this path. */
function without(value: unknown, [name, ...rest]: readonly string[]): unknown {
  const entries = Object.entries(value as object);
  const kept = entries.flatMap(([known, inner]) => {
    if (known !== name) return [[known, inner]];
    return rest.length === 0 ? [] : [[known, without(inner, rest)]];
  });
  return Array.isArray(value) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
}

describe("the hash of an event", () => {
  const { rows } = withSend().stream;

  it.for(rows.map((row, index) => [JSON.parse(row.body).type as string, row, rows[index - 1]] as const))(
    "covers every field of %s: any change or omission changes it",
    ([, row, before], { expect }) => {
      const event: unknown = JSON.parse(row.body);
      const prevHash = before?.hash ?? GENESIS_HASH;
      const hashOf = (body: unknown) => chainHash(prevHash, { ...row, body: canonicalJson(body) });
      expect(hashOf(event)).toBe(row.hash);
      const places = placesIn(event).filter((path) => path.length > 0);
      expect(places.length).toBeGreaterThan(15);
      for (const path of places) {
        expect(hashOf(withAnother(event, path)), `changed ${path.join(".")}`).not.toBe(row.hash);
        expect(hashOf(without(event, path)), `without ${path.join(".")}`).not.toBe(row.hash);
      }
      expect(hashOf({ ...(event as object), more: 1 })).not.toBe(row.hash);
    },
  );

  it("covers the hash of the event before", ({ expect }) => {
    for (const row of rows) expect(chainHash(GENESIS_HASH.replace("0", "1"), row)).not.toBe(row.hash);
  });

  it("covers what the row has beside its body: its place, and its words", ({ expect }) => {
    const row = rows.find(({ sealed }) => sealed !== null)!;
    const before = rows[row.version - 2]?.hash ?? GENESIS_HASH;
    const others = [{ streamId: ContactId.parse("ct_other") }, { version: row.version + 1 }, { sealed: null }];
    expect(chainHash(before, row)).toBe(row.hash);
    for (const other of [...others, { sealed: `${row.sealed!.slice(0, -4)}AAAA` }])
      expect(chainHash(before, { ...row, ...other }), JSON.stringify(other)).not.toBe(row.hash);
  });

  it("covers all columns: the row has every field of the event", ({ expect }) => {
    const { event, row } = record(withWords, place, key, countingRandom());
    expect(eventInRow(row)).toEqual(event);
    expect(row.body).toBe(canonicalJson(storedForm(event)));
    expect(row).toMatchObject({ streamId: event.streamId, version: event.version });
  });

  it("is over the canonical text, for any order of fields", ({ expect }) => {
    const { row } = record(withWords, place, key, countingRandom());
    const reversed = Object.fromEntries(Object.entries(JSON.parse(row.body) as object).toReversed());
    expect(chainHash(place.prevHash, { ...row, body: canonicalJson(reversed) })).toBe(row.hash);
  });
});

describe("a recorded event", () => {
  const evidenceOf = ({ provenance }: StoredEvent) => provenance.evidence[0]!.columns;

  it("keeps its words and its personal evidence under the key only", ({ expect }) => {
    const { event, row } = record(withEvidence, place, key, countingRandom());
    expect(row.body).not.toContain("Director");
    expect(evidenceOf(event)).toEqual({ found: true, title: expect.stringMatching(/^digest:[\w-]{22}$/) });
    expect(openWords(key, ada, 3, event.sealed!)).toEqual({ evidence: { "0.title": "Director" } });
  });

  it("has the same digest for the same value in one contact, and another in the next", ({ expect }) => {
    const [first, second] = [1, 2].map((version) => record(withEvidence, { ...place, version }, key, countingRandom()));
    expect(evidenceOf(first!.event)).toEqual(evidenceOf(second!.event));
    const stranger = record(withEvidence, place, otherKey, countingRandom());
    expect(evidenceOf(stranger.event)["title"]).not.toBe(evidenceOf(first!.event)["title"]);
  });

  it("drops personal values for ever without a key", ({ expect }) => {
    for (const decided of [withEvidence, withWords]) {
      const { event, row } = record(decided, place, null, countingRandom());
      expect(event.sealed).toBeNull();
      expect(row.body).not.toContain("Director");
      expect(row.body).not.toContain("wrong tone");
    }
    expect(evidenceOf(record(withEvidence, place, null, countingRandom()).event)).toEqual({
      found: true,
      title: "digest:none",
    });
  });

  it("is not sealed without personal values", ({ expect }) => {
    const plain: Decided = {
      ...withEvidence,
      why: certain("hot_reply", "rule:tasks@1", { table: "flags", id: ada, columns: {} }),
    };
    expect(record(plain, place, key, countingRandom()).event.sealed).toBeNull();
    expect([plain, withEvidence, withWords].map(isPersonal)).toEqual([false, true, true]);
  });

  it.for([
    ["no evidence", { ...withWords.why, evidence: [] }],
    ["a confidence above 1", { ...withWords.why, confidence: 1.01 }],
    ["a sentence as its reason", { ...withWords.why, reason: "He said so." }],
    ["a source that is not valid", { ...withWords.why, source: "human:rosa reed" }],
  ] as const)("is not made with %s", ([, why], { expect }) => {
    expect(() => record({ ...withWords, why }, place, key, countingRandom())).toThrow();
  });

  it("is not made with a payload of another type", ({ expect }) => {
    const wrong = { ...withWords, payload: { ...withWords.payload, score: 1 } };
    expect(() => record(wrong, place, key, countingRandom())).toThrow();
  });

  it("has the same form in an administrative stream, and nothing sealed", ({ expect }) => {
    const streamId = AdminId.parse("ad_sources");
    const changed: Decided = {
      type: "SourceChanged",
      writer: "desk",
      payload: { source: "form", change: "added", now: null, by: "rosa" },
      why: certain("added", "human:rosa", { table: "events", id: "ad_sources@1", columns: {} }),
      policy: null,
    };
    expect(record(changed, { ...place, streamId }, null, countingRandom()).event).toMatchObject({
      streamId,
      sealed: null,
    });
  });
});
