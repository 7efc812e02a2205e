// Tests the dispatcher's Worker with its own bindings, a real object behind its port, and real databases.
import { evictDurableObject, reset } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import PostalMime from "postal-mime";
import { beforeEach, describe, it, vi } from "vitest";
import { lookupsOf } from "../../domain/address.ts";
import type { PortCommandOf } from "../../schema/ports.ts";
import type { PoisonMessage } from "../../schema/messages.ts";
import { err } from "../../schema/result.ts";
import { deliver, migrate, ownEnv, recordingQueue, withoutLog } from "../../testing/workerd/test.ts";
import { journey } from "../../testing/workerd/journey.ts";
import { SYSTEM_KEY } from "../../testing/people.ts";
import dispatcher from "./index.ts";

// A journey begins in the CRM, which the test binds for the object; the dispatcher's own bindings have no CRM.
const { toDispatch, typesLogged, list } = journey({ ...env, exports } as Parameters<typeof journey>[0]);

function world(broken: Partial<DispatcherEnv> = {}) {
  const DEAD_LETTERS = recordingQueue<PoisonMessage>();
  const own: DispatcherEnv = { ...ownEnv<DispatcherEnv>(), DEAD_LETTERS, ...broken };
  const dispatch = (...bodies: unknown[]) => deliver(dispatcher, { queue: "dispatch", bodies, env: own });
  return { dispatch, dead: DEAD_LETTERS.sent };
}

const outbox = async () =>
  (
    await env.EVENTS_0.prepare("SELECT recipient, subject, message FROM outbox").all<{
      recipient: string;
      subject: string;
      message: string;
    }>()
  ).results;
const outcomes = async () => (await typesLogged("ada")).filter((type) => type.startsWith("Dispatch"));

/** A mail binding that counts its messages and may fail. */
function provider(fail?: Error) {
  const sentMails: unknown[] = [];
  const send = async (message: unknown) => {
    sentMails.push(message);
    if (fail) throw fail;
    return { messageId: "m1" };
  };
  return {
    sentMails,
    env: { TRANSPORT: "cloudflare_email", EMAIL: { send } as unknown as SendEmail } satisfies Partial<DispatcherEnv>,
  };
}

describe("the dispatcher", () => {
  beforeEach(async () => {
    await reset();
    await migrate();
  });

  it("puts an approved message into the outbox, around a bad message", async ({ expect }) => {
    const message = await toDispatch("ada");
    const { dispatch, dead } = world();
    expect(await dispatch({ ...message, approvalId: "ap_" }, message)).toMatchObject({
      acked: ["0", "1"],
      retried: [],
    });
    expect(dead.map(({ reason }) => reason)).toEqual(["unparseable:approvalId:invalid_format"]);
    expect(await outcomes()).toEqual(["DispatchClaimed", "DispatchSucceeded"]);
    const [row, ...others] = await outbox();
    expect(others).toEqual([]);
    const mail = await PostalMime.parse(row?.message ?? "");
    expect(mail).toMatchObject({ to: [{ address: "ada@engine.example" }], subject: row?.subject });
    expect(mail.text).toContain("If you would rather not hear from us again");
  });

  it("sends once for any number of deliveries, before and after an eviction", async ({ expect }) => {
    const message = await toDispatch("ada");
    const { dispatch } = world();
    await dispatch(message, message);
    await evictDurableObject(env.CONTACT.get(env.CONTACT.idFromName(message.contactId)));
    expect((await dispatch(message)).acked).toEqual(["0"]);
    expect(await outbox()).toHaveLength(1);
    expect(await outcomes()).toEqual(["DispatchClaimed", "DispatchSucceeded"]);
  });

  it("does not send to a contact listed after the approval", async ({ expect }) => {
    const message = await toDispatch("ada");
    const { domain } = lookupsOf(SYSTEM_KEY, { address: "ada@engine.example" });
    await list.add([{ kind: "domain", digest: domain, cause: "desk" }], 0);
    expect((await world().dispatch(message)).acked).toEqual(["0"]);
    expect(await outbox()).toEqual([]);
    expect((await typesLogged("ada")).slice(-2)).toEqual(["SafetyVetoed", "ApprovalVoided"]);
  });

  it("does not send while the log lacks the claim, and sends when it has it", async ({ expect }) => {
    const message = await toDispatch("ada");
    const down = await withoutLog(() => world().dispatch(message));
    expect(down).toMatchObject({ acked: [], retried: [{ id: "0" }] });
    expect([await outcomes(), await outbox()]).toEqual([[], []]);
    expect((await world().dispatch(message)).acked).toEqual(["0"]);
    expect(await outcomes()).toEqual(["DispatchClaimed", "DispatchSucceeded"]);
    expect(await outbox()).toHaveLength(1);
  });

  it("is not done with a message that the outbox does not take", async ({ expect }) => {
    const message = await toDispatch("ada");
    const PORT = {
      perform: (commands: readonly PortCommandOf<"dispatcher">[]) =>
        commands.some(({ type }) => type === "StoreMessage")
          ? Promise.resolve([err({ reason: "failed", detail: "Error:D1_ERROR" })])
          : env.PORT.perform([...commands]),
    } as unknown as DispatcherEnv["PORT"];
    expect(await world({ PORT }).dispatch(message)).toMatchObject({ acked: [], retried: [{ id: "0" }] });
    expect([await outcomes(), await outbox()]).toEqual([["DispatchClaimed"], []]);
    expect((await world().dispatch(message)).acked).toEqual(["0"]);
    expect(await outcomes()).toEqual(["DispatchClaimed", "DispatchSucceeded"]);
    expect(await outbox()).toHaveLength(1);
  });

  it("calls no provider while the log lacks the claim", async ({ expect }) => {
    const message = await toDispatch("ada");
    const email = provider();
    const down = await withoutLog(() => world(email.env).dispatch(message));
    expect(down).toMatchObject({ acked: [], retried: [{ id: "0" }] });
    expect(email.sentMails).toEqual([]);
  });

  it("sends a claimed message once through a provider without keys, and asks a person when the outcome is uncertain", async ({
    expect,
  }) => {
    const message = await toDispatch("ada");
    const email = provider(new Error("connection reset"));
    expect((await world(email.env).dispatch(message)).acked).toEqual(["0"]);
    expect((await world(email.env).dispatch(message)).acked).toEqual(["0"]);
    expect(email.sentMails).toHaveLength(1);
    expect(await outcomes()).toEqual(["DispatchClaimed", "DispatchUncertain"]);
    expect((await typesLogged("ada")).at(-1)).toBe("TaskRaised");
  });

  it("waits for the claim's lease, then records uncertain, when the dispatcher died in between", async ({ expect }) => {
    const message = await toDispatch("ada");
    const email = provider();
    const died = {
      perform: (commands: readonly PortCommandOf<"dispatcher">[]) =>
        commands.some(({ type }) => type === "SettleDispatch")
          ? Promise.reject(new Error("died"))
          : env.PORT.perform([...commands]),
    } as unknown as DispatcherEnv["PORT"];
    expect((await world({ ...email.env, PORT: died }).dispatch(message)).acked).toEqual([]);
    expect(await world(email.env).dispatch(message)).toMatchObject({ acked: [], retried: [{ id: "0" }] });
    vi.setSystemTime(Date.now() + 17 * 60_000);
    expect((await world(email.env).dispatch(message)).acked).toEqual(["0"]);
    expect(email.sentMails).toHaveLength(1);
    expect(await outcomes()).toEqual(["DispatchClaimed", "DispatchUncertain"]);
  });

  it("writes a mail that the platform's binding accepts", async ({ expect }) => {
    const message = await toDispatch("ada");
    expect((await world({ TRANSPORT: "cloudflare_email" }).dispatch(message)).acked).toEqual(["0"]);
    expect(await outcomes()).toEqual(["DispatchClaimed", "DispatchSucceeded"]);
  });
});
