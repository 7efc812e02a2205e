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

/** Objects that record every command, but for one that does not answer. */
function world({ down = null as StreamId | null } = {}) {
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
  it("answers each entry in its place, and hands each object its own in their order", async ({ expect }) => {
    const { calls, object } = world();
    const commands = [leadOf(ada, "1"), leadOf(bob, "2"), leadOf(ada, "3")];
    const answers = await openPort("ingest", { object }).perform(commands);
    expect(answers.map((answer) => answer.ok && answer.value.ship.streamId)).toEqual([ada, bob, ada]);
    expect(calls.filter((call) => call.startsWith(ada))).toHaveLength(2);
    expect(calls[0]).toBe(`${ada} ReceiveSignal plan`);
  });

  it("fails an entry alone: one whose object throws, and one that does not parse", async ({ expect }) => {
    const { object } = world({ down: bob });
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

  it("refuses what another role may do, and reaches no object with it", async ({ expect }) => {
    const { calls, object } = world();
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

  it("takes a command for no query, and a query for no command", async ({ expect }) => {
    const planner = openPort("planner", world());
    const recall = { type: "Recall", contactId: ada, runId: run, follows: 1 } as const;
    expect(await planner.ask([recall])).toEqual([{ ok: true, value: null }]);
    expect((await planner.ask([action(run) as never])).map(({ ok }) => ok)).toEqual([false]);
    expect((await planner.perform([recall as never])).map(({ ok }) => ok)).toEqual([false]);
  });

  it("says of every entry that its object cannot be reached", async ({ expect }) => {
    const unreachable = () => {
      throw new RangeError("no such object");
    };
    const answers = await openPort("ingest", { object: unreachable }).perform([leadOf(ada, "1"), leadOf(ada, "2")]);
    expect(answers).toEqual(
      Array.from({ length: 2 }, () => ({ ok: false, error: { reason: "failed", detail: "RangeError" } })),
    );
  });
});
