// Tests a port over objects in memory: one answer for each entry of a batch, failures that stay with their entry, and the refusal
// of entries that are not in the role's list.
import { describe, it } from "vitest";
import { ada, contactNamed } from "../../testing/people.ts";
import { action, approve, confirm, lead, runOf, waited } from "../../testing/contact/scenario.ts";
import { objectsThat } from "../../testing/contact/calls.ts";
import { shipmentOf } from "../../testing/stages/people.ts";
import type { ContactId, StreamId } from "../../schema/ids.ts";
import type { PortCommandOf } from "../../schema/ports.ts";
import { openPort } from "./port.ts";

const bob = contactNamed("bob");
const run = runOf("1");
const leadOf = (contactId: ContactId, id: string) => ({ ...lead(id), contactId });

/** Objects that record every command in `calls`. The object of the stream `down` throws. */
function recordingObjects({ down = null as StreamId | null } = {}) {
  const calls: string[] = [];
  const object = objectsThat((streamId) => ({
    Relay: async ({ command, sends }) => {
      calls.push(`${streamId} ${command.type} ${sends}`);
      await Promise.resolve();
      if (streamId === down) throw new TypeError("ada@engine.example is down");
      return { ship: shipmentOf(command.contactId), next: [], refusal: null };
    },
    Recall: async () => null,
  }));
  return { calls, object };
}

describe("a port over a batch", () => {
  it("answers each entry in its place, and calls each object with its own entries in their order", async ({
    expect,
  }) => {
    const { calls, object } = recordingObjects();
    const commands = [leadOf(ada, "1"), leadOf(bob, "2"), leadOf(ada, "3")];
    const answers = await openPort("ingest", { object }).perform(commands);
    expect(answers.map((answer) => answer.ok && answer.value.ship.streamId)).toEqual([ada, bob, ada]);
    expect(calls.filter((call) => call.startsWith(ada))).toHaveLength(2);
    expect(calls[0]).toBe(`${ada} ReceiveSignal plan`);
  });

  it("fails only the entry whose object throws and the entry that does not parse", async ({ expect }) => {
    const { object } = recordingObjects({ down: bob });
    const { lookups: _, ...unfit } = leadOf(ada, "2");
    const answers = await openPort("ingest", { object }).perform([
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
    const { calls, object } = recordingObjects();
    const planner = openPort("planner", { object });
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

  it("refuses a command that is sent as a query, and a query that is sent as a command", async ({ expect }) => {
    const planner = openPort("planner", recordingObjects());
    const recall = { type: "Recall", contactId: ada, runId: run, follows: 1 } as const;
    expect(await planner.ask([recall])).toEqual([{ ok: true, value: null }]);
    expect((await planner.ask([action(run) as never])).map(({ ok }) => ok)).toEqual([false]);
    expect((await planner.perform([recall as never])).map(({ ok }) => ok)).toEqual([false]);
  });

  it("fails every entry when its object cannot be reached", async ({ expect }) => {
    const unreachable = () => {
      throw new RangeError("no such object");
    };
    const answers = await openPort("ingest", { object: unreachable }).perform([leadOf(ada, "1"), leadOf(ada, "2")]);
    expect(answers).toEqual(
      Array.from({ length: 2 }, () => ({ ok: false, error: { reason: "failed", detail: "RangeError" } })),
    );
  });
});
