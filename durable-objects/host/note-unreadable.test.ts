// Tests that an object which cannot be read is noted by every kind of call, and that its neighbours in a batch are answered.
import { describe, it } from "vitest";
import { action, lead, runOf } from "../../testing/contact/scenario.ts";
import { objectsThat } from "../../testing/contact/calls.ts";
import { ada, contactNamed } from "../../testing/people.ts";
import { recordingLog, shipmentOf } from "../../testing/stages/people.ts";
import type { StreamId } from "../../schema/ids.ts";
import { notingUnreadable } from "./note-unreadable.ts";
import type { ObjectVerbs } from "./object.ts";
import { openPort } from "./port.ts";
import { ObjectUnreadable } from "./unreadable.ts";

const bob = contactNamed("bob");
const NOW = Date.parse("2026-11-22T12:00:00.000Z");

/** Objects of which Ada's is damaged, with the notes of them. */
function someObjects({ areNotesDown = false } = {}) {
  const noted: object[] = [];
  const cleared: StreamId[] = [];
  const reported: string[] = [];
  const answer = { refusal: null, at: null, events: 2, changed: true, discarded: 0, wordsLost: false };
  const object = objectsThat((streamId) => ({
    Relay: async ({ command }) => {
      if (streamId === ada) throw new ObjectUnreadable("event 3");
      return { ship: shipmentOf(command.contactId), next: [], refusal: null };
    },
    Guard: async () => ({ refusal: null, eyes: { kind: "alone", version: 0 } as const }),
    RebuildObject: async ({ discard }) => ({ ...answer, refusal: discard ? null : "forked" }),
  }));
  const ports = {
    unreadable: {
      note: async (found: object) => {
        if (areNotesDown) throw new RangeError("down");
        noted.push(found);
      },
      clear: async (streamId: StreamId) => {
        if (areNotesDown) throw new RangeError("down");
        cleared.push(streamId);
      },
    },
    now: () => NOW,
    report: ({ reason }: { readonly reason: string }) => void reported.push(reason),
  };
  return { object, ports, noted, cleared, reported };
}

describe("an object that cannot be read", () => {
  it("is noted once for a batch, and its entries are refused with its stream", async ({ expect }) => {
    const { object, ports, noted, reported } = someObjects();
    const port = openPort("ingest", { object: notingUnreadable(object, ports), log: recordingLog() });
    const answers = await port.perform([lead("1"), { ...lead("2"), contactId: bob }, lead("3")]);
    const error = { reason: "object_differs", detail: "event 3", streamId: ada };
    expect(answers).toMatchObject([{ error }, { ok: true }, { error }]);
    expect(noted).toEqual([{ streamId: ada, detail: "event 3", at: "2026-11-22T12:00:00.000Z" }]);
    expect(reported).toEqual(["object_differs"]);
  });

  it("is answered in the same way when it cannot be noted", async ({ expect }) => {
    const { object, ports, reported } = someObjects({ areNotesDown: true });
    const port = openPort("planner", { object: notingUnreadable(object, ports), log: recordingLog() });
    expect(await port.perform([action(runOf("1"))])).toMatchObject([{ error: { reason: "object_differs" } }]);
    expect(reported).toEqual(["object_differs", "unreadable_not_noted"]);
  });

  it("is answered when it has been noted, however long that takes", async ({ expect }) => {
    const { object, ports, noted } = someObjects();
    const note = async (found: object) => {
      // Everything else answers before the next turn of the event loop.
      await new Promise((done) => void setImmediate(done));
      noted.push(found);
    };
    const slow = { ...ports, unreadable: { ...ports.unreadable, note } };
    const port = openPort("ingest", { object: notingUnreadable(object, slow), log: recordingLog() });
    await port.perform([lead("1")]);
    expect(noted).toHaveLength(1);
  });

  it("is not noted any more once it was rebuilt", async ({ expect }) => {
    const { object, ports, cleared } = someObjects();
    const port = openPort("desk", { object: notingUnreadable(object, ports), log: recordingLog() });
    const rebuild = (discard: boolean) => port.perform([{ type: "RebuildObject", streamId: ada, discard }]);
    await rebuild(false);
    expect(cleared).toEqual([]);
    expect(await rebuild(true)).toMatchObject([{ value: { refusal: null } }]);
    expect(cleared).toEqual([ada]);
  });

  it("is rebuilt also when its note cannot be removed", async ({ expect }) => {
    const { object, ports } = someObjects({ areNotesDown: true });
    const port = openPort("desk", { object: notingUnreadable(object, ports), log: recordingLog() });
    const answers = await port.perform([{ type: "RebuildObject", streamId: ada, discard: true }]);
    expect(answers).toMatchObject([{ value: { refusal: null } }]);
  });
});

describe("an object that the runtime does not run", () => {
  const failing = (cause: Error) => () =>
    ({ ask: () => Promise.reject(cause), perform: () => Promise.reject(cause) }) as unknown as ObjectVerbs;
  const internal = () => new Error("internal error; reference = ist19vfnt39o66cj5a0gbd6j");

  it("is noted when the runtime cannot start it", async ({ expect }) => {
    const { ports, noted } = someObjects();
    const port = openPort("ingest", { object: notingUnreadable(failing(internal()), ports), log: recordingLog() });
    const error = { reason: "object_unreadable", detail: "no_answer", streamId: ada };
    expect(await port.perform([lead("1"), lead("2")])).toMatchObject([{ error }, { error }]);
    expect(noted).toHaveLength(1);
  });

  it.for([
    ["the runtime says that a retry helps", Object.assign(internal(), { retryable: true })],
    ["it has too many calls", Object.assign(internal(), { overloaded: true })],
    ["its code threw", new TypeError("of the object's own code")],
  ] as const)("is not noted when %s", async ([, cause], { expect }) => {
    const { ports, noted } = someObjects();
    const port = openPort("ingest", { object: notingUnreadable(failing(cause), ports), log: recordingLog() });
    expect(await port.perform([lead("1")])).toMatchObject([{ error: { reason: "failed" } }]);
    expect(noted).toEqual([]);
  });
});
