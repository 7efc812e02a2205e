// Tests a port over objects in memory: one answer for each entry of a batch, one append for all of them before the answers, failures
// that stay with their entry, and the refusal of entries that are not in the role's list.
import { describe, it } from "vitest";
import { ada, contactNamed } from "../../testing/people.ts";
import { action, approve, confirm, flag, lead, runOf, waited } from "../../testing/contact/scenario.ts";
import { objectsThat } from "../../testing/contact/calls.ts";
import { causeOf, recordingLog, shipmentOf } from "../../testing/stages/people.ts";
import { beginning } from "../../schema/cause.ts";
import { commandIdOf, type ContactId, type StreamId } from "../../schema/ids.ts";
import type { PortCommandOf } from "../../schema/ports.ts";
import { planMessage } from "../../schema/messages.ts";
import { openPort, type Reach } from "./port.ts";

const bob = contactNamed("bob");
const run = runOf("1");
const leadOf = (contactId: ContactId, id: string) => ({ ...lead(id), contactId });

/** Objects that record every command in `calls`. The object of the stream `down` throws. */
function recordingObjects({ down = null as StreamId | null, events = 1 } = {}) {
  const calls: string[] = [];
  const log = recordingLog();
  const object = objectsThat((streamId) => ({
    Relay: async ({ command, sends }) => {
      calls.push(`${streamId} ${command.type} ${sends}`);
      await Promise.resolve();
      if (streamId === down) throw new TypeError("ada@engine.example is down");
      const { contactId } = command;
      return { ship: shipmentOf(contactId, { events }), next: [planMessage(causeOf(contactId))], refusal: null };
    },
    Recall: async () => null,
    History: async ({ contactId }) => ({
      ship: shipmentOf(contactId),
      next: [],
      refusal: { reason: "superseded" },
      history: null,
    }),
    Click: async () => ({ logged: true, version: 1, refusal: null }),
  }));
  return { calls, object, log };
}

describe("a port over a batch", () => {
  it("answers each entry in its place, and calls each object with its own entries in their order", async ({
    expect,
  }) => {
    const { calls, ...reach } = recordingObjects();
    const commands = [leadOf(ada, "1"), leadOf(bob, "2"), leadOf(ada, "3")];
    const answers = await openPort("ingest", reach).perform(commands);
    expect(answers.map((answer) => answer.ok && answer.value.next[0]?.contactId)).toEqual([ada, bob, ada]);
    expect(calls.filter((call) => call.startsWith(ada))).toHaveLength(2);
    expect(calls[0]).toBe(`${ada} ReceiveSignal plan`);
  });

  it("fails the entry whose errand throws, and waits for that", async ({ expect }) => {
    const errand = async ({ type }: { readonly type: string }): Promise<never> => {
      await Promise.resolve();
      throw new TypeError(`${type} of ada@engine.example failed`);
    };
    const answers = await openPort("ingest", { ...recordingObjects(), errand }).ask([{ type: "ListRevision" }]);
    expect(answers).toEqual([{ ok: false, error: { reason: "failed", detail: "TypeError" } }]);
  });

  it("fails only the entry whose object throws and the entry that does not parse", async ({ expect }) => {
    const reach = recordingObjects({ down: bob });
    const { lookups: _, ...unfit } = leadOf(ada, "2");
    const answers = await openPort("ingest", reach).perform([
      leadOf(ada, "1"),
      leadOf(bob, "1"),
      unfit as PortCommandOf<"ingest">,
      leadOf(ada, "3"),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, false, true]);
    expect(answers[1]).toEqual({ ok: false, error: { reason: "failed", detail: "TypeError" } });
    expect(answers[2]).toEqual({
      ok: false,
      error: { reason: "refused", detail: "ReceiveSignal: lookups:invalid_type" },
    });
    expect(JSON.stringify(answers)).not.toContain("engine.example is down");
  });

  it("refuses the commands of other roles and unknown ones, and calls no object for them", async ({ expect }) => {
    const { calls, ...reach } = recordingObjects();
    const planner = openPort("planner", reach);
    const foreign = [
      approve(run, "d"),
      confirm(run),
      lead(),
      waited(run, "compose"),
      "garbage",
      null,
      { type: "toString" },
    ];
    const answers = await planner.perform(foreign as unknown as readonly PortCommandOf<"planner">[]);
    expect(answers.map((answer) => !answer.ok && answer.error.reason)).toEqual(foreign.map(() => "refused"));
    expect(calls).toEqual([]);
    expect((await planner.perform([action(run)])).map(({ ok }) => ok)).toEqual([true]);
    expect(calls).toEqual([`${ada} RecordAction qualify`]);
  });

  it("refuses administrative commands of ingest for every stream but those of the suppression list", async ({
    expect,
  }) => {
    const { calls, ...reach } = recordingObjects();
    const ingest = openPort("ingest", reach);
    const wish = (streamId: string) => ({
      type: "AddSuppressions" as const,
      ...beginning(commandIdOf("AddSuppressions", streamId)),
      streamId,
      entries: [{ revision: 1, kind: "address", digest: "d".repeat(22) }],
      cause: "unsubscribe",
    });
    const foreign = ["ad_policy", "ad_audit", "ad_releases", "ad_suppressions_g", "ad_suppressions_00", ada].map(wish);
    const answers = await ingest.perform(foreign as unknown as readonly PortCommandOf<"ingest">[]);
    expect(answers.map((answer) => !answer.ok && answer.error.reason)).toEqual(foreign.map(() => "refused"));
    expect(calls).toEqual([]);
  });

  it("answers every entry with the port's trouble, and calls no object", async ({ expect }) => {
    const { calls, ...reach } = recordingObjects();
    const error = { reason: "key_differs", detail: "LOG_KEY" } as const;
    const planner = openPort("planner", { ...reach, trouble: async () => error });
    expect(await planner.perform([action(run), action(run)])).toEqual([
      { ok: false, error },
      { ok: false, error },
    ]);
    expect(calls).toEqual([]);
  });

  it("refuses a command that is sent as a query, and a query that is sent as a command", async ({ expect }) => {
    const planner = openPort("planner", recordingObjects());
    const recall = { type: "Recall", contactId: ada, runId: run, follows: 1 } as const;
    expect(await planner.ask([recall])).toEqual([{ ok: true, value: null }]);
    expect((await planner.ask([action(run) as never])).map(({ ok }) => ok)).toEqual([false]);
    expect((await planner.perform([recall as never])).map(({ ok }) => ok)).toEqual([false]);
  });

  it("notes who reads before the object opens words, and gives none when the note fails", async ({ expect }) => {
    const happened: string[] = [];
    const object = objectsThat(() => ({
      Timeline: async ({ contactId }) => {
        happened.push("opened");
        return { streamId: contactId, version: 0, entries: [], step: null, openHold: null };
      },
    }));
    const noteReading: Reach["noteReading"] = async (reading) =>
      void happened.push(`${reading.by} ${reading.contactId}`);
    const queries = [{ type: "Timeline", contactId: ada, by: "rosa" }] as const;
    const reach = { object, log: recordingLog() };
    expect((await openPort("desk", { ...reach, noteReading }).ask(queries)).map(({ ok }) => ok)).toEqual([true]);
    expect(happened).toEqual([`rosa ${ada}`, "opened"]);
    const failing = async () => {
      throw new RangeError("the database does not answer");
    };
    for (const port of [openPort("desk", { ...reach, noteReading: failing }), openPort("desk", reach)])
      expect(await port.ask(queries)).toMatchObject([{ ok: false, error: { reason: "failed" } }]);
    const nameless = [{ type: "Timeline", contactId: ada }] as unknown as typeof queries;
    expect(await openPort("desk", { ...reach, noteReading }).ask(nameless)).toMatchObject([
      { ok: false, error: { reason: "refused", detail: "Timeline: by:invalid_type" } },
    ]);
    expect(happened).toHaveLength(2);
  });

  it("fails every entry when its object cannot be reached", async ({ expect }) => {
    const unreachable = () => {
      throw new RangeError("no such object");
    };
    const port = openPort("ingest", { object: unreachable, log: recordingLog() });
    const answers = await port.perform([leadOf(ada, "1"), leadOf(ada, "2")]);
    expect(answers).toEqual(
      Array.from({ length: 2 }, () => ({ ok: false, error: { reason: "failed", detail: "RangeError" } })),
    );
  });
});

describe("the log of a port", () => {
  const batch = [leadOf(ada, "1"), leadOf(bob, "2"), leadOf(ada, "3")];
  const answered = (contactId: ContactId) => ({
    ok: true,
    value: { next: [planMessage(causeOf(contactId))], refusal: null },
  });

  it("gets what all objects of a batch ship in one append, before the port answers and without a trace in the answers", async ({
    expect,
  }) => {
    const { promise: appended, resolve: append } = Promise.withResolvers<void>();
    const { object, log } = recordingObjects();
    const slow = {
      ...log,
      append: async (shipments: Parameters<typeof log.append>[0]) => {
        await appended;
        return log.append(shipments);
      },
    };
    let isAnswered = false;
    const answers = openPort("ingest", { object, log: slow }).perform(batch);
    void answers.then(() => (isAnswered = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAnswered).toBe(false);
    append();
    expect(await answers).toEqual([answered(ada), answered(bob), answered(ada)]);
    expect(log.appends).toEqual([[shipmentOf(ada), shipmentOf(bob), shipmentOf(ada)]]);
  });

  it("gets what a query ships, too: the step was recorded already", async ({ expect }) => {
    const reach = recordingObjects();
    const history = { type: "History", contactId: ada, runId: run, follows: 1 } as const;
    expect(await openPort("planner", reach).ask([history])).toEqual([
      { ok: true, value: { next: [], refusal: { reason: "superseded" }, history: null } },
    ]);
    expect(reach.log.appends).toEqual([[shipmentOf(ada)]]);
  });

  it("is not called when no object ships anything", async ({ expect }) => {
    const { object, log } = recordingObjects({ events: 0 });
    expect(await openPort("ingest", { object, log }).perform(batch)).toMatchObject([
      { ok: true },
      { ok: true },
      { ok: true },
    ]);
    expect(await openPort("desk", { object, log }).perform([flag("replied", true)])).toEqual([
      { ok: true, value: { logged: true, version: 1, refusal: null } },
    ]);
    expect(log.appends).toEqual([]);
  });

  it("fails only the entries of the streams that it could not append, with its reason", async ({ expect }) => {
    const { object } = recordingObjects();
    const log = recordingLog(() => ({ failed: [{ shard: 1, reason: "Error:D1_ERROR", streamIds: [ada] }] }));
    const error = { reason: "log_unavailable", detail: "Error:D1_ERROR" };
    expect(await openPort("ingest", { object, log }).perform(batch)).toEqual([
      { ok: false, error },
      answered(bob),
      { ok: false, error },
    ]);
  });

  it("fails only the entries of a stream of which it has another event", async ({ expect }) => {
    const { object } = recordingObjects();
    const log = recordingLog(() => ({ conflicts: [{ streamId: bob, version: 3, expected: "a", found: "b" }] }));
    expect(await openPort("ingest", { object, log }).perform(batch)).toEqual([
      answered(ada),
      { ok: false, error: { reason: "log_conflict", detail: "version 3" } },
      answered(ada),
    ]);
  });

  it("fails every entry that ships something when it throws, with no word of its error", async ({ expect }) => {
    const { object } = recordingObjects();
    const log = { ...recordingLog(), append: () => Promise.reject(new TypeError("ada@engine.example is not a row")) };
    const error = { reason: "log_unavailable", detail: "TypeError" };
    expect(await openPort("ingest", { object, log }).perform(batch)).toEqual(batch.map(() => ({ ok: false, error })));
  });
});
