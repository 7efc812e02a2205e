// Tests that ingest does nothing with another SYSTEM_KEY than the installation's: neither a webhook nor a message is lost, and none is recorded.
import { beforeEach, describe, it } from "vitest";
import { err, ok } from "../../schema/result.ts";
import { fingerprintsIn } from "../../schema/installation-keys.ts";
import type { Port } from "../../schema/ports.ts";
import { IngestMessage } from "../../schema/messages.ts";
import { idOf, SYSTEM_KEY } from "../../testing/people.ts";
import { ingestDeployment } from "../../testing/memory/ingest.ts";
import { ADDRESS, LEADS, linkOf, person, webhook } from "../../testing/stages/ingest.ts";
import { ownKeyCheck } from "./own-key.ts";

let world = ingestDeployment();
beforeEach(() => {
  world = ingestDeployment();
});
const lead = (id = "msg_1") => webhook("crm", LEADS.crm(), { id });
const bounce = () => webhook("crm", { type: "contact.bounced", data: { email: ADDRESS } }, { id: "msg_2" });
const unsubscribe = () =>
  new Request(linkOf(), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });

/** The CRM row that an unsubscribe link needs. */
async function known(): Promise<void> {
  await world.ask(lead("msg_0"));
  await world.record(world.sent.at(-1));
  world.sent.length = 0;
}

describe("ingest with another SYSTEM_KEY", () => {
  it("answers webhooks and links 503 with the reason, and records nothing", async ({ expect }) => {
    await known();
    world.keyIs("differs");
    for (const request of [lead(), bounce()]) {
      const answer = await world.ask(request);
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "30"]);
      expect(await answer.json()).toMatchObject({ type: "urn:holdpoint:problem:key_differs" });
    }
    expect((await world.ask(unsubscribe())).status).toBe(503);
    expect(world.lines.join()).toContain("key_differs:SYSTEM_KEY");
    expect(world.lines.join()).toContain("SYSTEM_KEY differs");
    expect(world.sent).toEqual([]);
    expect(await world.logged(person)).toEqual(["SignalReceived"]);
    expect(await world.suppressed()).toEqual({ address: false, comparison: false });
  });

  it("says nothing about its key to a sender without a signature", async ({ expect }) => {
    world.keyIs("differs");
    const unsigned = webhook("crm", LEADS.crm(), { headers: { "webhook-signature": "v1,AAAA" } });
    expect((await world.ask(unsigned)).status).toBe(401);
  });

  it("retries its messages by name, and records them when the key is back", async ({ expect }) => {
    await world.ask(lead());
    const message = world.sent.at(-1);
    for (const key of ["differs", "unknown"] as const) {
      world.keyIs(key);
      world.order.length = 0;
      expect(await world.record(message)).toEqual(["retried"]);
      expect(world.lines.join("\n")).toContain(`key_${key}:SYSTEM_KEY`);
      // Neither a row nor an entry is written.
      expect(world.order).toEqual([]);
    }
    expect(await world.logged(person)).toEqual([]);
    world.keyIs("agrees");
    expect(await world.record(message)).toEqual(["acked"]);
    expect(await world.logged(person)).toEqual(["SignalReceived"]);
  });
});

describe("ingest that cannot check its key", () => {
  it("accepts leads, because that depends on the queue alone, and no opt-out", async ({ expect }) => {
    await known();
    world.keyIs("unknown");
    expect((await world.ask(lead())).status).toBe(202);
    expect((await world.ask(bounce())).status).toBe(503);
    expect((await world.ask(unsubscribe())).status).toBe(503);
    expect(await world.suppressed()).toEqual({ address: false, comparison: false });
  });

  it("does not decide whose lead it is: the Worker that records it does", async ({ expect }) => {
    await world.ask(lead());
    const stranger = idOf("stranger@engine.example");
    const message = { ...IngestMessage.parse(world.sent.at(-1)), contactId: stranger };
    expect(await world.record(message)).toEqual(["acked"]);
    expect(await world.logged(stranger)).toEqual([]);
    expect(await world.logged(person)).toEqual(["SignalReceived"]);
    expect(world.planned).toMatchObject([{ contactId: person }]);
  });
});

describe("the check of the key", () => {
  const refusal = { reason: "key_differs", key: "SYSTEM_KEY" };
  /** A port that knows the installation's fingerprint, or does not answer. */
  function aPort() {
    const [own] = fingerprintsIn("SYSTEM_KEY", SYSTEM_KEY);
    const state = { asked: 0, isDown: false, own };
    const ask = async ([{ fingerprint }]: readonly [{ readonly fingerprint: string }]) => {
      state.asked += 1;
      if (state.isDown) return [err({ reason: "log_unavailable", detail: "" })];
      return [ok(fingerprint === state.own ? null : refusal)];
    };
    return { state, port: { ask } as unknown as Port<"ingest"> };
  }

  it("asks until the key agrees, and then no more", async ({ expect }) => {
    const { state, port } = aPort();
    const check = ownKeyCheck(port, SYSTEM_KEY);
    state.isDown = true;
    expect(await check()).toBe("unknown");
    state.isDown = false;
    state.own = "another";
    for (let times = 0; times < 2; times += 1) expect(await check()).toBe("differs");
    [state.own] = fingerprintsIn("SYSTEM_KEY", SYSTEM_KEY);
    for (let times = 0; times < 3; times += 1) expect(await check()).toBe("agrees");
    expect(state.asked).toBe(4);
  });

  it("needs no answer when there is no key", async ({ expect }) => {
    const { state, port } = aPort();
    for (const none of [undefined, ""]) expect(await ownKeyCheck(port, none)()).toBe("differs");
    expect(state.asked).toBe(0);
  });
});
