// Tests what a stage keeps after a model was called: which failed work runs again, when, and with how many calls of the port.
import { describe, it } from "vitest";
import type { Answer } from "../../schema/answers.ts";
import type { CommandOf } from "../../schema/commands.ts";
import { PlanMessage } from "../../schema/messages.ts";
import type { Refusal } from "../../schema/refusals.ts";
import { NoAnswer } from "../../schema/only-answer.ts";
import { contactNamed } from "../../testing/people.ts";
import { action, runOf, waited } from "../../testing/contact/scenario.ts";
import { delivered, planFor } from "../../testing/stages/people.ts";
import { logDown, portThat, runOver } from "../../testing/stages/port.ts";
import { openKept } from "./kept.ts";
import type { Stage } from "./stage.ts";
import { afterPaying, record, type Step } from "./step.ts";

const ok: Answer = { next: [], refusal: null };
const paidFor = (name: string): CommandOf<"RecordModelCall"> & { readonly step: "plan" } => ({
  ...waited(runOf(name)),
  contactId: contactNamed(name),
});
const unpaidFor = (name: string) => ({ ...action(runOf(name)), contactId: contactNamed(name) });

interface Given {
  /** Makes the step of a message; by default, the record of a paid call. */
  readonly stepOf?: (name: string) => Step<"planner"> | Promise<Step<"planner">>;
  /** What the port does with each command, in order; then it answers `ok`. */
  readonly replies?: readonly (() => Answer)[];
  readonly revision?: () => number;
}

/** A stage of one process: what it keeps outlives its batches. */
function world({ stepOf = (name) => record(paidFor(name)), replies = [], revision = () => 0 }: Given = {}) {
  const [calls, handled, performed]: [string[], string[], string[]] = [[], [], []];
  const kept = openKept<"planner">();
  const names = ["ada", "bob"];
  const answer = ({ contactId, commandId }: { contactId: string; commandId: string }): Answer => {
    performed.push(`${names.find((name) => contactNamed(name) === contactId)} ${commandId.slice(-4)}`);
    return (replies[performed.length - 1] ?? (() => ok))();
  };
  const port = portThat<"planner">({ RecordModelCall: answer, RecordAction: answer, ListRevision: revision }, calls);
  const stage: Stage<"planner", PlanMessage, null> = {
    queue: "plan",
    schema: PlanMessage,
    read: async () => null,
    async handle({ message: { contactId } }) {
      const name = names.find((one) => contactNamed(one) === contactId) ?? "";
      handled.push(name);
      return stepOf(name);
    },
  };
  const deliver = async (...to: string[]) => {
    const deliveries = to.map((name) => delivered(planFor(name)));
    await runOver(stage, deliveries, { port, kept, send: async () => undefined });
    return deliveries.map(({ became }) => (became.acked > 0 ? "acked" : "retried"));
  };
  return { deliver, calls, handled, performed, kept };
}

const down = (): Answer => {
  throw logDown();
};
const refusedByPort = (): Answer => {
  throw new NoAnswer({ reason: "refused", detail: "RecordAction: plan:invalid_type" });
};
const conflict = (): Answer => {
  throw new NoAnswer({ reason: "log_conflict", detail: "version 3" });
};

describe("a paid command that the port did not record", () => {
  it("is sent again at once, with one call for all of the batch, and its message is delivered again", async ({
    expect,
  }) => {
    const { deliver, calls, performed } = world({ replies: [down, down] });
    expect(await deliver("ada", "bob")).toEqual(["retried", "retried"]);
    expect(calls).toEqual(["perform 2", "perform 2"]);
    // The same commands.
    expect(performed.slice(2)).toEqual(performed.slice(0, 2));
  });

  it("is sent again by the next batch before anything else; until then its message is not handled", async ({
    expect,
  }) => {
    const { deliver, calls, handled, performed } = world({ replies: [down, down, down, down] });
    await deliver("ada");
    expect(await deliver("ada")).toEqual(["retried"]);
    expect(handled).toEqual(["ada"]);
    expect(calls).toEqual(["perform 1", "perform 1", "perform 1", "perform 1"]);
    expect(await deliver("ada")).toEqual(["acked"]);
    // The fifth call recorded it; then the message is handled as every message.
    expect([handled, new Set(performed.slice(0, 5)).size]).toEqual([["ada", "ada"], 1]);
  });

  it("is sent by a batch of other messages, and once", async ({ expect }) => {
    const { deliver, calls, performed } = world({ replies: [down, down] });
    await deliver("ada");
    expect(await deliver("bob")).toEqual(["acked"]);
    expect(performed.map((one) => one.slice(0, 3))).toEqual(["ada", "ada", "ada", "bob"]);
    calls.length = 0;
    await deliver("bob");
    expect(calls).toEqual(["perform 1"]);
  });

  it.for<Refusal>([
    { reason: "list_unreadable" },
    { reason: "list_went_back" },
    { reason: "key_differs", key: "LOG_KEY" },
  ])("is kept while the object refuses it for now: $reason", async (refusal, { expect }) => {
    const unreadable = (): Answer => ({ next: [], refusal });
    const { deliver, kept } = world({ replies: [unreadable, unreadable] });
    expect(await deliver("ada")).toEqual(["retried"]);
    expect(kept.has(planFor("ada").id)).toBe(true);
    await deliver("bob");
    expect(kept.has(planFor("ada").id)).toBe(false);
  });

  it.for<[string, () => Answer]>([
    ["the object refused it", () => ({ next: [], refusal: { reason: "superseded" } })],
    ["the port does not know it", refusedByPort],
    ["the log has another event in its place", conflict],
  ])("is not kept when %s", async ([, reply], { expect }) => {
    const { deliver, calls } = world({ replies: [reply] });
    await deliver("ada");
    expect(calls).toEqual(["perform 1"]);
  });
});

it("a command that carries no paid call is not kept: the next delivery decides again", async ({ expect }) => {
  const { deliver, calls, handled } = world({ replies: [down], stepOf: (name) => record(unpaidFor(name)) });
  expect(await deliver("ada")).toEqual(["retried"]);
  expect(calls).toEqual(["perform 1"]);
  expect(await deliver("ada")).toEqual(["acked"]);
  expect(handled).toEqual(["ada", "ada"]);
});

describe("work after a call of a model", () => {
  it("runs again when it throws, without the call, until its commands are recorded", async ({ expect }) => {
    let [paid, tries] = [0, 0];
    const stepOf = (name: string) => {
      paid += 1;
      return afterPaying<"planner">(() => {
        tries += 1;
        if (tries < 3) throw new Error("the list cannot be written");
        return record(paidFor(name));
      });
    };
    const { deliver, performed } = world({ stepOf });
    expect(await deliver("ada")).toEqual(["retried"]);
    expect([paid, tries, performed.length]).toEqual([1, 2, 0]);
    await deliver("bob");
    expect(performed.map((one) => one.slice(0, 3))).toEqual(["ada", "bob"]);
    expect([paid, tries]).toEqual([2, 4]);
  });
});
