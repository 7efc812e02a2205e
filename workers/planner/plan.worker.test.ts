// Tests the planner's Worker with its own bindings, a real object behind its port, and real databases.
import { evictDurableObject, reset } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";
import type { Message, PoisonMessage } from "../../schema/messages.ts";
import { lookupsOf } from "../../domain/address.ts";
import { deliver, migrate, ownEnv, recordingQueue, withoutLog } from "../../testing/workerd/test.ts";
import { journey } from "../../testing/workerd/journey.ts";
import { contactNamed, SYSTEM_KEY } from "../../testing/people.ts";
import { unavailableDatabase } from "../../testing/stages/people.ts";
import planner from "./index.ts";

const { toPlan, typesLogged, versionOf, list } = journey({ ...env, exports });
const DECIDED = ["SignalReceived", "ActionDecided"];

function world(broken: Partial<PlannerEnv> = {}) {
  const QUALIFY = recordingQueue<Message>();
  const DEAD_LETTERS = recordingQueue<PoisonMessage>();
  const own = { ...ownEnv<PlannerEnv>(), QUALIFY, DEAD_LETTERS, ...broken };
  const plan = (...bodies: unknown[]) => deliver(planner, { queue: "plan", bodies, env: own });
  return { plan, sent: () => QUALIFY.sent.map(({ contactId }) => contactId), dead: DEAD_LETTERS.sent };
}

describe("the planner", () => {
  beforeEach(async () => {
    await reset();
    await migrate();
  });

  it("decides each good message around a bad one, in the log before anything is sent", async ({ expect }) => {
    const { plan, sent, dead } = world();
    const result = await plan(
      await toPlan("ada"),
      { queue: "plan", v: 1, email: "eve@evil.example" },
      await toPlan("bob"),
    );
    expect(result).toMatchObject({ outcome: "ok", acked: ["0", "1", "2"], retried: [] });
    expect(sent()).toEqual([contactNamed("ada"), contactNamed("bob")]);
    expect(dead.map(({ origin, reason }) => [origin, reason])).toEqual([["plan", "unparseable:id:invalid_type"]]);
    expect([await typesLogged("ada"), await typesLogged("bob")]).toEqual([DECIDED, DECIDED]);
  });

  it("records nothing new for a repeated message, before and after an eviction, and sends the same", async ({
    expect,
  }) => {
    const { plan, sent } = world();
    const message = await toPlan("ada");
    await plan(message);
    await plan(message);
    await evictDurableObject(env.CONTACT.get(env.CONTACT.idFromName(message.contactId)));
    expect((await plan(message)).acked).toEqual(["0"]);
    expect(sent()).toEqual([message.contactId, message.contactId, message.contactId]);
    expect(await typesLogged("ada")).toEqual(DECIDED);
  });

  it("stops at the suppression list, and sends nothing", async ({ expect }) => {
    const { comparison } = lookupsOf(SYSTEM_KEY, { address: "ada@engine.example" });
    await list.add([{ kind: "comparison", digest: comparison, cause: "desk" }], 0);
    const { plan, sent } = world();
    await plan(await toPlan("ada"), await toPlan("bob"));
    expect(sent()).toEqual([contactNamed("bob")]);
    expect(await typesLogged("ada")).toEqual(["SignalReceived", "SafetyVetoed", "ActionDecided", "TaskRaised"]);
  });

  it("retries while the list cannot be read: nothing is recorded, sent or lost", async ({ expect }) => {
    const down = world({ CRM: unavailableDatabase });
    const message = await toPlan("ada");
    expect(await down.plan(message)).toMatchObject({ acked: [], retried: [{ id: "0" }] });
    expect(down.sent()).toEqual([]);
    expect(await versionOf("ada")).toBe(1);
    const { plan, sent } = world();
    expect((await plan(message)).acked).toEqual(["0"]);
    expect(sent()).toEqual([message.contactId]);
  });

  it("sends nothing while the log is down, and everything when it is back", async ({ expect }) => {
    const { plan, sent } = world();
    const message = await toPlan("ada");
    const down = await withoutLog(() => plan(message));
    expect(down).toMatchObject({ acked: [], retried: [{ id: "0" }] });
    expect(sent()).toEqual([]);
    expect(await typesLogged("ada")).toEqual(["SignalReceived"]);
    expect((await plan(message)).acked).toEqual(["0"]);
    expect(sent()).toEqual([message.contactId]);
    expect(await typesLogged("ada")).toEqual(DECIDED);
  });

  it("retries when its port is down or its queue is full", async ({ expect }) => {
    const message = await toPlan("ada");
    const refuses = () => Promise.reject(new Error("overloaded"));
    const portDown = world({ PORT: { ask: refuses, perform: refuses } as unknown as PlannerEnv["PORT"] });
    expect(await portDown.plan(message)).toMatchObject({ acked: [], retried: [{ id: "0" }] });
    const full = world({ QUALIFY: { ...recordingQueue<Message>(), sendBatch: refuses } });
    expect(await full.plan(message)).toMatchObject({ acked: [], retried: [{ id: "0" }] });
    expect(await typesLogged("ada")).toEqual(DECIDED);
  });

  it("makes a dead letter of a run that no stream knows", async ({ expect }) => {
    const { plan, dead } = world();
    const message = await toPlan("ada");
    const forged = { ...message, runId: "run_0000000000000000000000" };
    expect((await plan(forged)).acked).toEqual(["0"]);
    expect(dead.map(({ reason }) => reason)).toEqual(["unknown:run"]);
  });
});
