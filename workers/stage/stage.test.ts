// Tests `runStage`: the order of read, calls of the port, send and acknowledgement in a batch, and which messages a failure at each
// step affects.
import { describe, it } from "vitest";
import { type Message, PlanMessage, type PoisonMessage, qualifyMessage } from "../../schema/messages.ts";
import { contactNamed } from "../../testing/people.ts";
import type { ContactId } from "../../schema/ids.ts";
import { NoAnswer } from "../../schema/only-answer.ts";
import type { Failed, QueryOf } from "../../schema/ports.ts";
import { action, runOf } from "../../testing/contact/scenario.ts";
import { causeOf, delivered, planFor } from "../../testing/stages/people.ts";
import { logDown, portThat } from "../../testing/stages/port.ts";
import { openKept } from "./kept.ts";
import type { StageOutcome } from "./outcome.ts";
import { type Asked, runStage, type Stage, type StagePorts } from "./stage.ts";
import { perform, record, type Step } from "./step.ts";

type Done = Extract<StageOutcome, { kind: "done" }>;
const done = (name: string, changes: Partial<Done> = {}): StageOutcome => ({
  kind: "done",
  next: [qualifyMessage(causeOf(contactNamed(name)), ["qualify"])],
  ...changes,
});

/** A stage that handles each contact as `outcomes` says, and all others with `done`. */
function stageOf(
  outcomes: Readonly<Record<string, () => Promise<Step<"planner">> | Step<"planner">>> = {},
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
      const name = ["ada", "bob", "cy", "dora"].find((one) => contactNamed(one) === contactId) ?? "ada";
      return outcomes[name]?.() ?? done(name);
    },
  };
}

function portsWith(changes: Partial<StagePorts<"planner">> = {}) {
  const order: string[] = [];
  const sent: { queue: string; messages: readonly Message[] }[] = [];
  const poison: PoisonMessage[] = [];
  const lines: Readonly<Record<string, unknown>>[] = [];
  return {
    order,
    sent,
    poison,
    lines,
    ports: {
      port: portThat<"planner">({}),
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
      kept: openKept<"planner">(),
      ...changes,
    } satisfies StagePorts<"planner">,
  };
}

const commandFor = (contactId: ContactId) => ({ ...action(runOf("1")), contactId });

/** A stage that records an action for each contact. */
const recordingStage = () =>
  stageOf(Object.fromEntries(["ada", "bob", "cy"].map((name) => [name, () => record(commandFor(contactNamed(name)))])));

/** A port that records actions, except those of the contacts in `failures`. It adds each call to `calls`. */
const recordingPort = (failures: Readonly<Record<ContactId, Failed>>, calls: string[] = []) =>
  portThat<"planner">(
    {
      RecordAction: ({ contactId }) => {
        const failed = failures[contactId];
        if (failed) throw new NoAnswer(failed);
        return { next: [qualifyMessage(causeOf(contactId), ["qualify"])], refusal: null };
      },
    },
    calls,
  );

const acknowledged = { acked: 1, retriedAfter: [] };
const retried = { acked: 0, retriedAfter: [10] };

describe("a stage that works in portions", () => {
  it("sends each portion's messages before it reads the next, and passes the number of deliveries to `handle`", async ({
    expect,
  }) => {
    const attempts: number[] = [];
    const { ports, sent } = portsWith();
    const stage = stageOf();
    const portioned = {
      ...stage,
      portion: 2,
      handle: (asked: Asked<PlanMessage, null>, shared: number, attempt: number) => {
        attempts.push(attempt);
        expect(sent.length).toBe(stage.reads.length - 1);
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
  it("is read once, one call of its port has its commands, its messages are sent once, then it is acknowledged", async ({
    expect,
  }) => {
    const deliveries = ["ada", "bob", "cy"].map((name) => delivered(planFor(name)));
    const { order, ...world } = portsWith();
    const { sent, lines } = world;
    const ports = { ...world.ports, port: recordingPort({}, order) };
    const stage = recordingStage();
    await runStage(stage, deliveries, ports);
    expect(stage.reads).toEqual([3]);
    expect(order).toEqual(["perform 3", "send"]);
    expect(sent.map(({ queue, messages }) => [queue, messages.length])).toEqual([["qualify", 3]]);
    expect(deliveries.map(({ became }) => became)).toEqual([acknowledged, acknowledged, acknowledged]);
    expect(lines).toEqual([{ stage: "plan", messages: 3, done: 3, retry: 0, reject: 0 }]);
  });

  it("dead-letters a bad message among good ones and does not affect the others", async ({ expect }) => {
    const deliveries = [
      delivered(planFor("ada")),
      delivered({ queue: "plan", v: 1, contactId: "nobody" }),
      delivered("\u0000"),
      delivered(planFor("bob")),
    ];
    const { ports, poison, sent } = portsWith();
    await runStage(stageOf(), deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([acknowledged, acknowledged, acknowledged, acknowledged]);
    expect(sent[0]?.messages).toHaveLength(2);
    expect(poison.map(({ origin, reason }) => [origin, reason])).toEqual([
      ["plan", "unparseable:id:invalid_type"],
      ["plan", "unparseable::invalid_type"],
    ]);
    expect(JSON.parse(poison[0]?.body ?? "")).toEqual({ queue: "plan", v: 1, contactId: "nobody" });
  });

  it("retries a message of a newer release, until the newer consumer gets it", async ({ expect }) => {
    const delivery = delivered({ ...planFor("ada"), v: 2, further: true });
    const { ports, poison } = portsWith();
    await runStage(stageOf(), [delivery], ports);
    expect(delivery.became).toEqual(retried);
    expect(poison).toEqual([]);
  });

  it("retries only the message whose handling throws, and logs nothing of its content", async ({ expect }) => {
    const deliveries = [delivered(planFor("ada")), delivered(planFor("bob"), { attempts: 3 })];
    const { ports, lines } = portsWith();
    await runStage(
      stageOf({ bob: () => Promise.reject(new TypeError("bob@engine.example is not a function")) }),
      deliveries,
      ports,
    );
    expect(deliveries.map(({ became }) => became)).toEqual([acknowledged, { acked: 0, retriedAfter: [40] }]);
    expect(JSON.stringify(lines)).not.toContain("engine.example");
    expect(lines[0]).toMatchObject({
      stage: "plan",
      contactId: contactNamed("bob"),
      attempts: 3,
      retry: expect.stringMatching(/^threw:TypeError:at /),
    });
  });

  it("retries all parsed messages when the shared read fails, and dead-letters the unparseable ones", async ({
    expect,
  }) => {
    const deliveries = [delivered(planFor("ada")), delivered({})];
    const { ports, poison, order } = portsWith();
    await runStage({ ...stageOf(), read: () => Promise.reject(new Error("D1 is down")) }, deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([retried, acknowledged]);
    expect(poison).toHaveLength(1);
    expect(order).toEqual(["dead letter"]);
  });

  it("follows each outcome: retries after the outcome's delay, sends a rejected message to the dead letters", async ({
    expect,
  }) => {
    const deliveries = [delivered(planFor("ada")), delivered(planFor("bob"))];
    const { ports, poison, order } = portsWith();
    const stage = stageOf({
      ada: () => ({ kind: "retry", reason: "later", afterSeconds: 77 }),
      bob: () => ({ kind: "reject", reason: "no_recipient" }),
    });
    await runStage(stage, deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([{ acked: 0, retriedAfter: [77] }, acknowledged]);
    expect(poison.map(({ reason }) => reason)).toEqual(["no_recipient"]);
    expect(order).toEqual(["dead letter"]);
  });
});

describe("a batch of which the log does not have a part", () => {
  const names = ["ada", "bob", "cy"];
  const batch = () => names.map((name) => delivered(planFor(name)));

  it("dead-letters the message of a conflicting stream, sends nothing for it, and continues with the others", async ({
    expect,
  }) => {
    const deliveries = batch();
    const conflict: Failed = { reason: "log_conflict", detail: "version 1" };
    const { ports, poison, sent } = portsWith({ port: recordingPort({ [contactNamed("bob")]: conflict }) });
    await runStage(recordingStage(), deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([acknowledged, acknowledged, acknowledged]);
    expect(poison.map(({ reason, body }) => [reason, JSON.parse(body)])).toEqual([["log_conflict", planFor("bob")]]);
    expect(sent[0]?.messages.map(({ contactId }) => contactId)).toEqual([contactNamed("ada"), contactNamed("cy")]);
  });

  it("retries only the messages of the shard that is down", async ({ expect }) => {
    const deliveries = batch();
    const down: Failed = { reason: "log_unavailable", detail: "down" };
    const { ports, sent, lines } = portsWith({
      port: recordingPort({ [contactNamed("ada")]: down, [contactNamed("cy")]: down }),
    });
    await runStage(recordingStage(), deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([retried, acknowledged, retried]);
    expect(sent[0]?.messages.map(({ contactId }) => contactId)).toEqual([contactNamed("bob")]);
    expect(lines[0]).toMatchObject({ retry: "log_unavailable:down" });
  });

  it("retries the message of which one command may still succeed, although another conflicts", async ({ expect }) => {
    const [delivery, ada, bob] = [delivered(planFor("ada")), contactNamed("ada"), contactNamed("bob")];
    const { ports, poison } = portsWith({
      port: recordingPort({
        [ada]: { reason: "log_conflict", detail: "version 1" },
        [bob]: { reason: "log_unavailable", detail: "down" },
      }),
    });
    await runStage(stageOf({ ada: () => record(commandFor(ada), commandFor(bob)) }), [delivery], ports);
    expect([delivery.became, poison]).toEqual([retried, []]);
  });
});

describe("a batch whose send fails", () => {
  it("retries the messages whose next messages the queue refused", async ({ expect }) => {
    const deliveries = [delivered(planFor("ada")), delivered(planFor("bob"))];
    const { ports } = portsWith({ send: () => Promise.reject(new Error("Too Many Requests")) });
    await runStage(stageOf({ bob: () => done("bob", { next: [] }) }), deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([retried, acknowledged]);
  });

  it("leaves an unparseable message in its queue when the dead letters do not accept it", async ({ expect }) => {
    const deliveries = [delivered({}), delivered(planFor("ada"))];
    const { ports } = portsWith({ deadLetter: () => Promise.reject(new Error("down")) });
    await runStage(stageOf(), deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([retried, acknowledged]);
  });

  it("retries only the message whose next message is invalid", async ({ expect }) => {
    const deliveries = [delivered(planFor("ada")), delivered(planFor("bob"))];
    const { ports, sent } = portsWith();
    const forged = { ...planFor("bob"), email: "bob@engine.example" };
    await runStage(stageOf({ bob: () => done("bob", { next: [forged] }) }), deliveries, ports);
    expect(deliveries.map(({ became }) => became)).toEqual([acknowledged, retried]);
    expect(sent).toHaveLength(1);
  });

  it("sends a message once, although two deliveries produce it", async ({ expect }) => {
    const deliveries = [delivered(planFor("ada")), delivered(planFor("ada"))];
    const { ports, sent } = portsWith();
    await runStage(stageOf(), deliveries, ports);
    expect(sent.map(({ messages }) => messages.length)).toEqual([1]);
    expect(deliveries.map(({ became }) => became)).toEqual([acknowledged, acknowledged]);
  });
});

describe("a stage that reads the list", () => {
  const reading = () => {
    const seen: (number | string)[] = [];
    const stage: Stage<"planner", PlanMessage, number, Extract<QueryOf<"planner">, { type: "History" }>> = {
      queue: "plan",
      schema: PlanMessage,
      readsList: true,
      ask: ({ contactId, runId, follows }) => ({ type: "History", contactId, runId, follows }),
      async read(asked, logRevision) {
        try {
          seen.push(logRevision());
        } catch (error) {
          seen.push(String(error));
        }
        return asked.length;
      },
      handle: async () => done("ada"),
    };
    return { seen, stage };
  };
  const history = { next: [], refusal: null, history: null };

  it("gets the log's revision in the call of its queries", async ({ expect }) => {
    const calls: string[] = [];
    const { seen, stage } = reading();
    const port = portThat<"planner">({ History: () => history, ListRevision: () => 7 }, calls);
    const deliveries = [delivered(planFor("ada")), delivered(planFor("bob"))];
    await runStage(stage, deliveries, { ...portsWith().ports, port });
    expect([calls, seen]).toEqual([["ask 3"], [7]]);
    expect(deliveries.map(({ became }) => became)).toEqual([acknowledged, acknowledged]);
  });

  it("has no revision when the port does not answer it, and its messages have their answers", async ({ expect }) => {
    const { seen, stage } = reading();
    const port = portThat<"planner">({ History: () => history });
    const delivery = delivered(planFor("ada"));
    await runStage(stage, [delivery], { ...portsWith().ports, port });
    expect(seen).toEqual(["Error: the log's revision of the list is not known"]);
    expect(delivery.became).toEqual(acknowledged);
  });
});

describe("a step after an answer", () => {
  const withEffect = (order: string[], second: () => Step<"planner">): Step<"planner"> =>
    perform(commandFor(contactNamed("ada")), () => {
      order.push("effect");
      return second();
    });

  it("runs after the port has answered the batch, and before anything is sent", async ({ expect }) => {
    const deliveries = [delivered(planFor("ada")), delivered(planFor("bob"))];
    const { order, ports } = portsWith();
    const port = recordingPort({}, order);
    const again = () => record(commandFor(contactNamed("ada")));
    const stage = stageOf({
      ada: () => withEffect(order, again),
      bob: () => record(commandFor(contactNamed("bob"))),
    });
    await runStage(stage, deliveries, { ...ports, port });
    expect(order).toEqual(["perform 2", "effect", "perform 1", "send"]);
    expect(deliveries.map(({ became }) => became)).toEqual([acknowledged, acknowledged]);
  });

  it("does not run when the log does not have what the port recorded", async ({ expect }) => {
    const delivery = delivered(planFor("ada"));
    const { ports, order } = portsWith();
    const port = portThat<"planner">({
      RecordAction: () => {
        throw logDown();
      },
    });
    await runStage(stageOf({ ada: () => withEffect(order, () => done("ada")) }), [delivery], { ...ports, port });
    expect(order).toEqual([]);
    expect(delivery.became).toEqual(retried);
  });

  it("retries the message when it throws", async ({ expect }) => {
    const delivery = delivered(planFor("ada"));
    const { ports, order } = portsWith({ port: recordingPort({}) });
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
    expect([order, delivery.became]).toEqual([["effect"], retried]);
  });
});
