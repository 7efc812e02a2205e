// Tests the reading of older event shapes, with two planted schema changes, and the real ones.
import { describe, it, vi } from "vitest";
import { EventType } from "./events.ts";
import { newestVersion, UnknownSchemaVersion, upcast, upcastWords } from "./upcast.ts";
import type { Upcast } from "./upcasts.ts";

const planted = vi.hoisted(() => ({ table: {} as Record<string, readonly unknown[]> }));
vi.mock("./upcasts.ts", async (original) => {
  const { UPCASTS } = await original<{ readonly UPCASTS: object }>();
  return { UPCASTS: planted.table, REAL: UPCASTS };
});

/** Two planted schema changes: the first renames a field and a sealed word, the second splits the field. */
const STEPS: readonly Upcast[] = [
  {
    event: ({ who, ...event }) => ({ ...event, by: who }),
    words: ({ comment, ...words }) => ({ ...words, why: comment }),
  },
  { event: ({ by, ...event }) => ({ ...event, by: { name: by }, version: 99, schemaVersion: 99, type: "Another" }) },
];
planted.table["PreviewConfirmed"] = STEPS;

const PLACE = { type: "PreviewConfirmed", streamId: "ct_1", version: 4, sealed: null };

describe("an event of an older release", () => {
  it("is read step by step up to the newest shape, and keeps its position in the stream and its schemaVersion", ({
    expect,
  }) => {
    expect(upcast({ ...PLACE, schemaVersion: 1, who: "rosa" })).toEqual({
      ...PLACE,
      schemaVersion: 1,
      by: { name: "rosa" },
    });
    expect(upcast({ ...PLACE, schemaVersion: 2, by: "rosa" })).toMatchObject({ by: { name: "rosa" }, version: 4 });
  });

  it("has its sealed words in the newest shape", ({ expect }) => {
    expect(upcastWords({ ...PLACE, schemaVersion: 1 }, { comment: "yes" })).toEqual({ why: "yes" });
    expect(upcastWords({ ...PLACE, schemaVersion: 2 }, { why: "yes" })).toEqual({ why: "yes" });
  });

  it("is not changed in place", ({ expect }) => {
    const body = Object.freeze({ ...PLACE, schemaVersion: 1, who: "rosa" });
    upcast(body);
    expect(body).toEqual({ ...PLACE, schemaVersion: 1, who: "rosa" });
  });
});

it("an event of the newest schema version is returned as it is", ({ expect }) => {
  const body = { ...PLACE, schemaVersion: 3 };
  expect(upcast(body)).toBe(body);
  expect([newestVersion("PreviewConfirmed"), newestVersion("SignalReceived")]).toEqual([3, 1]);
});

it("an event of a later release is refused with its type and version in the error", ({ expect }) => {
  const later = () => upcast({ ...PLACE, schemaVersion: 4 });
  expect(later).toThrow(UnknownSchemaVersion);
  expect(later).toThrow("event PreviewConfirmed has schema version 4; this release knows it up to 3");
  // A type with only one schema version, and names that every JavaScript object has.
  for (const type of ["SignalReceived", "constructor", "__proto__"])
    expect(() => upcast({ ...PLACE, type, schemaVersion: 2 })).toThrow(/up to 1/);
});

it.for([null, "text", 7, [], {}, { type: 1, schemaVersion: 1 }, { type: "X", schemaVersion: "1" }, { ...PLACE }])(
  "a body that is no event is returned as it is: %j",
  (body, { expect }) => {
    expect(upcast(body)).toBe(body);
  },
);

it.for([
  ["DraftEdited", "change"],
  ["DraftRejected", "reason"],
] as const)("a %s of version 1 says nothing of its %s", async ([type, field], { expect }) => {
  const { REAL } = (await import("./upcasts.ts")) as unknown as { REAL: Record<string, readonly Upcast[]> };
  const old = { type, payload: { by: "rosa" }, at: "2026-11-02T09:00:00.000Z" };
  expect(REAL[type]?.[0]?.event?.(old)).toEqual({ ...old, payload: { by: "rosa", [field]: null } });
});

it("every type in UPCASTS is an event type", async ({ expect }) => {
  const { REAL } = (await import("./upcasts.ts")) as unknown as { REAL: object };
  expect(Object.keys(REAL).filter((type) => !EventType.safeParse(type).success)).toEqual([]);
});
