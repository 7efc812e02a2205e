import { describe, it } from "vitest";
import { type Message, PlanMessage, type PoisonMessage, qualifyMessage } from "../../schema/messages.ts";
import { contactNamed } from "../../testing/people.ts";
import { causeOf, delivered, planFor, recordingLog, shipmentOf } from "../../testing/stages/people.ts";
import { portThat } from "../../testing/stages/port.ts";
import { type Asked, runStage, type Stage, type StagePorts } from "./stage.ts";
import type { Ended, Step } from "./step.ts";

type Done = Extract<Ended<"planner">, { kind: "done" }>;
const done = (name: string, more: Partial<Done> = {}): Ended<"planner"> => ({
  kind: "done",
  ship: [shipmentOf(contactNamed(name))],
  next: [qualifyMessage(causeOf(contactNamed(name)), ["qualify"])],
  ...more,
});

/** A stage with the outcome `by` for each contact, and `done` for all others. */
function stageOf(
  by: Readonly<Record<string, () => Promise<Step<"planner">> | Step<"planner">>> = {},
): Stage<"planner", PlanMessage, number> & { reads: number[] } {
  const reads: number[] = [];
  return {
    queue: "plan",
    schema: PlanMessage,
    reads,
    async read(messages) {
      reads.push(messages.length);
      return messages.length;
    },
    async handle({ message: { contactId } }) {
      const name = ["ada", "bob", "cy", "dora"].find((known) => contactNamed(known) === contactId) ?? "ada";
      return by[name]?.() ?? done(name);
    },
  };
}

function portsOf(given: Partial<StagePorts<"planner">> = {}) {
  const order: string[] = [];
  const sent: { queue: string; messages: readonly Message[] }[] = [];
  const poison: PoisonMessage[] = [];
  const lines: Readonly<Record<string, unknown>>[] = [];
  const log = recordingLog();
  return {
    order,
    sent,
    poison,
    lines,
    log,
    ports: {
      port: portThat<"planner">({}),
      log: {
        async append(shipments) {
          order.push("append");
          return log.append(shipments);
        },
      },
      async send(queue, messages) {
        order.push("send");
        sent.push({ queue, messages });
      },
      async deadLetter(letter) {
        order.push("dead letter");
        poison.push(letter);
      },
      random: () => 0.5,
      report: (line) => lines.push(line),
      ...given,
    } satisfies StagePorts<"planner">,
  };
}

const acked = { acked: 1, retriedAfter: [] };
const retried = { acked: 0, retriedAfter: [10] };

describe("a stage that works in portions", () => {
  it("appends each before it reads the next, and passes the number of deliveries", async ({ expect }) => {
    const attempts: number[] = [];
    const { ports, log } = portsOf();
    const stage = stageOf();
    const portioned = {
      ...stage,
      portion: 2,
      handle: (asked: Asked<PlanMessage, null>, shared: number, attempt: number) => {
        attempts.push(attempt);
        // The earlier portion is in the log by now.
        expect(log.appends.length).toBe(stage.reads.length - 1);
        return stage.handle(asked, shared, attempt);
      },
    };
    const deliveries = ["ada", "bob", "cy"].map((name, index) => delivered(planFor(name), { attempts: index + 1 }));
    await runStage(portioned, deliveries, ports);
    expect(stage.reads).toEqual([2, 1]);
    expect(attempts).toEqual([1, 2, 3]);
    expect(deliveries.map(({ became }) => became.acked)).toEqual([1, 1, 1]);
  });
});

describe("a batch", () => {
  it("is read once, appended once, sent once, then acknowledged", async ({ expect }) => {
    const deliveries = ["ada", "bob", "cy"].map((name) => delivered(planFor(name)));
    const { ports, order, sent, log, lines } = portsOf();
    const stage = stageOf();
    await runStage(stage, deliveries, ports);
    expect(stage.reads).toEqual([3]);
    expect(order).toEqual(["append", "send"]);
    expect(log.appends.map((shipments) => shipments.length)).toEqual([3]);
    expect(sent.map(({ queue, messages }) => [queue, messages.length])).toEqual([["qualify", 3]]);
    expect(deliveries.map(({ became }) => became)).toEqual([acked, acked, acked]);
    expect(lines).toEqual([{ stage: "plan", messages: 3, done: 3, retry: 0, reject: 0 }]);
  });

  it("dead-letters a bad message among good ones and does not affect the others", async ({ expect }) => {
    const deliveries = [
      delivered(planFor("ada")),
      delivered({ queue: "plan", v: 1, contactId: "nobody" }),
      delivered("\u0000"),
      delivered(planFor("bob")),
    ];
    const { ports, poison, log } = portsOf();
    await runStage(stageOf(), deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([acked, acked, acked, acked]);
    expect(log.appends[0]).toHaveLength(2);
    expect(poison.map(({ origin, reason }) => [origin, reason])).toEqual([
      ["plan", "unparseable:id:invalid_type"],
      ["plan", "unparseable::invalid_type"],
    ]);
    expect(JSON.parse(poison[0]?.body ?? "")).toEqual({ queue: "plan", v: 1, contactId: "nobody" });
  });

  it("keeps a message of a newer release for the newer consumer", async ({ expect }) => {
    const delivery = delivered({ ...planFor("ada"), v: 2, further: true });
    const { ports, poison } = portsOf();
    await runStage(stageOf(), [delivery], ports);
    expect(delivery.became).toEqual(retried);
    expect(poison).toEqual([]);
  });

  it("retries only the message whose handling throws, and logs nothing of its content", async ({ expect }) => {
    const deliveries = [delivered(planFor("ada")), delivered(planFor("bob"), { attempts: 3 })];
    const { ports, lines } = portsOf();
    await runStage(
      stageOf({ bob: () => Promise.reject(new TypeError("bob@engine.example is not a function")) }),
      deliveries,
      ports,
    );
    expect(deliveries.map(({ became }) => became)).toEqual([acked, { acked: 0, retriedAfter: [40] }]);
    expect(JSON.stringify(lines)).not.toContain("engine.example");
    expect(lines[0]).toMatchObject({
      stage: "plan",
      contactId: contactNamed("bob"),
      attempts: 3,
      retry: expect.stringMatching(/^threw:TypeError:at /),
    });
  });

  it("retries all parsed messages when the shared read fails, and dead-letters the rest", async ({ expect }) => {
    const deliveries = [delivered(planFor("ada")), delivered({})];
    const { ports, poison, order } = portsOf();
    await runStage({ ...stageOf(), read: () => Promise.reject(new Error("D1 is down")) }, deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([retried, acked]);
    expect(poison).toHaveLength(1);
    expect(order).toEqual(["dead letter"]);
  });

  it("follows the outcome: retry after its delay, reject to the dead letters", async ({ expect }) => {
    const deliveries = [delivered(planFor("ada")), delivered(planFor("bob"))];
    const { ports, poison, order } = portsOf();
    const stage = stageOf({
      ada: () => ({ kind: "retry", reason: "later", afterSeconds: 77 }),
      bob: () => ({ kind: "reject", reason: "no_recipient" }),
    });
    await runStage(stage, deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([{ acked: 0, retriedAfter: [77] }, acked]);
    expect(poison.map(({ reason }) => reason)).toEqual(["no_recipient"]);
    expect(order).toEqual(["dead letter"]);
  });

  it("appends nothing when there is nothing to append", async ({ expect }) => {
    const delivery = delivered(planFor("ada"));
    const { ports, order } = portsOf();
    await runStage(
      stageOf({ ada: () => done("ada", { ship: [shipmentOf(contactNamed("ada"), { events: 0 })] }) }),
      [delivery],
      ports,
    );
    expect(order).toEqual(["send"]);
    expect(delivery.became).toEqual(acked);
  });
});

describe("when the log", () => {
  const names = ["ada", "bob", "cy"];
  const batch = () => names.map((name) => delivered(planFor(name)));

  it("has a conflicting stream, its message is dead-lettered and sends nothing, the others continue", async ({
    expect,
  }) => {
    const deliveries = batch();
    const log = recordingLog(() => ({
      conflicts: [{ streamId: contactNamed("bob"), version: 1, expected: "a", found: "b" }],
    }));
    const { ports, poison, sent } = portsOf({ log });
    await runStage(stageOf(), deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([acked, acked, acked]);
    expect(poison.map(({ reason, body }) => [reason, JSON.parse(body)])).toEqual([["log_conflict", planFor("bob")]]);
    expect(sent[0]?.messages.map(({ contactId }) => contactId)).toEqual([contactNamed("ada"), contactNamed("cy")]);
  });

  it("has a shard down, only that shard's messages retry", async ({ expect }) => {
    const deliveries = batch();
    const log = recordingLog(() => ({
      failed: [{ shard: 1, reason: "down", streamIds: [contactNamed("ada"), contactNamed("cy")] }],
    }));
    const { ports, sent } = portsOf({ log });
    await runStage(stageOf(), deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([retried, acked, retried]);
    expect(sent[0]?.messages.map(({ contactId }) => contactId)).toEqual([contactNamed("bob")]);
  });

  it("throws, all messages with events are retried and nothing is sent", async ({ expect }) => {
    const deliveries = batch();
    const { ports, order } = portsOf({ log: { append: () => Promise.reject(new Error("gone")) } });
    await runStage(stageOf({ bob: () => ({ kind: "retry", reason: "later", afterSeconds: 5 }) }), deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([retried, { acked: 0, retriedAfter: [5] }, retried]);
    expect(order).toEqual([]);
  });
});

describe("when a queue", () => {
  it("refuses, the messages that feed it are retried", async ({ expect }) => {
    const deliveries = [delivered(planFor("ada")), delivered(planFor("bob"))];
    const { ports } = portsOf({ send: () => Promise.reject(new Error("Too Many Requests")) });
    await runStage(stageOf({ bob: () => done("bob", { next: [] }) }), deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([retried, acked]);
  });

  it("of dead letters refuses, the bad message stays in its queue", async ({ expect }) => {
    const deliveries = [delivered({}), delivered(planFor("ada"))];
    const { ports } = portsOf({ deadLetter: () => Promise.reject(new Error("down")) });
    await runStage(stageOf(), deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([retried, acked]);
  });

  it("would be sent an invalid message, only the message that caused it is retried", async ({ expect }) => {
    const deliveries = [delivered(planFor("ada")), delivered(planFor("bob"))];
    const { ports, sent } = portsOf();
    const forged = { ...planFor("bob"), email: "bob@engine.example" };
    await runStage(stageOf({ bob: () => done("bob", { next: [forged] }) }), deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([acked, retried]);
    expect(sent).toHaveLength(1);
  });

  it("is sent the same message once, though two deliveries produce it", async ({ expect }) => {
    const deliveries = [delivered(planFor("ada")), delivered(planFor("ada"))];
    const { ports, sent } = portsOf();
    await runStage(stageOf(), deliveries, ports);
    expect(sent.map(({ messages }) => messages.length)).toEqual([1]);
    expect(deliveries.map(({ became }) => became)).toEqual([acked, acked]);
  });
});

describe("a second round", () => {
  const withEffect = (order: string[], second: () => Step<"planner">): Ended<"planner"> =>
    done("ada", {
      next: [],
      afterwards: async () => {
        order.push("effect");
        return second();
      },
    });

  it("runs after the first is in the log, and is appended in turn", async ({ expect }) => {
    const deliveries = [delivered(planFor("ada")), delivered(planFor("bob"))];
    const { ports, order, log } = portsOf();
    await runStage(stageOf({ ada: () => withEffect(order, () => done("ada", { next: [] })) }), deliveries, ports);
    expect(order).toEqual(["append", "send", "effect", "append"]);
    expect(log.appends.map((shipments) => shipments.length)).toEqual([2, 1]);
    expect(deliveries.map(({ became }) => became)).toEqual([acked, acked]);
  });

  it("does not run when the log refused the first", async ({ expect }) => {
    const delivery = delivered(planFor("ada"));
    const log = recordingLog(() => ({ failed: [{ shard: 0, reason: "down", streamIds: [contactNamed("ada")] }] }));
    const { ports, order } = portsOf({ log });
    await runStage(stageOf({ ada: () => withEffect(order, () => done("ada")) }), [delivery], ports);
    expect(order).toEqual([]);
    expect(delivery.became).toEqual(retried);
  });

  it("may retry the message", async ({ expect }) => {
    const delivery = delivered(planFor("ada"));
    const { ports, order } = portsOf();
    await runStage(
      stageOf({
        ada: () =>
          withEffect(order, () => {
            throw new Error("reset");
          }),
      }),
      [delivery],
      ports,
    );
    expect(delivery.became).toEqual(retried);
  });
});
