// Tests the composer's Worker with its own bindings, a real object behind its port, and real databases.
import { evictDurableObject, reset } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";
import { HoldShown } from "../../schema/shipment.ts";
import type { PoisonMessage } from "../../schema/messages.ts";
import { askOne } from "../../schema/only-answer.ts";
import { greetingOf, subjectOf } from "../../testing/policy-words.ts";
import { deliver, migrate, ownEnv, recordingQueue, withoutLog } from "../../testing/workerd/test.ts";
import { journey } from "../../testing/workerd/journey.ts";
import { contactNamed } from "../../testing/people.ts";
import { unavailableDatabase } from "../../testing/stages/people.ts";
import { UnsubscribeKeys, verifyUnsubscribe } from "../../domain/unsubscribe-token.ts";
import composer from "./index.ts";

const { toCompose, typesLogged, versionOf, ports } = journey({ ...env, exports });

function world(broken: Partial<ComposerEnv> = {}) {
  const DEAD_LETTERS = recordingQueue<PoisonMessage>();
  const own = { ...ownEnv<ComposerEnv>(), DEAD_LETTERS, ...broken };
  const compose = (...bodies: unknown[]) => deliver(composer, { queue: "compose", bodies, env: own });
  return { compose, dead: DEAD_LETTERS.sent };
}

/** Delivers a message to the composer, with these bindings replaced. */
type Run = (broken: Partial<ComposerEnv>) => ReturnType<typeof deliver>;

const drafts = async () =>
  (
    await env.EVENTS_0.prepare("SELECT shown FROM holds WHERE state = 'open' AND kind = 'draft'").all<{
      shown: string;
    }>()
  ).results.map(({ shown }) => HoldShown.parse(JSON.parse(shown)));

describe("the composer", () => {
  beforeEach(async () => {
    await reset();
    await migrate();
  });

  it("holds a draft for each good message around a bad one, with footer and opt-out link", async ({ expect }) => {
    const message = await toCompose("ada");
    const { compose, dead } = world();
    const { holdId: _, ...cut } = message;
    expect(await compose(cut, message)).toMatchObject({ acked: ["0", "1"], retried: [] });
    expect(dead.map(({ reason }) => reason)).toEqual(["unparseable:holdId:invalid_type"]);
    const [draft] = await drafts();
    const { policy } = await askOne(ports.composer, { type: "PolicyInForce", known: null });
    if (!policy) throw new Error("no policy is in force");
    expect(draft).toMatchObject({ email: "ada@engine.example", subject: subjectOf(policy) });
    expect(draft?.body?.split("\n")[0]).toBe(greetingOf(policy, "Ada"));
    const token = /\/u\/(\S+)/.exec(draft?.footer ?? "")?.[1] ?? "";
    const keys = UnsubscribeKeys.parse(JSON.parse(ownEnv<ComposerEnv>().UNSUBSCRIBE_KEYS));
    expect(verifyUnsubscribe(keys, token)).toBe(contactNamed("ada"));
  });

  it("changes nothing when a message is delivered again, before and after an eviction", async ({ expect }) => {
    const message = await toCompose("ada");
    const { compose } = world();
    await compose(message, message);
    const before = await typesLogged("ada");
    expect(before.at(-1)).toBe("DraftHeld");
    await evictDurableObject(env.CONTACT.get(env.CONTACT.idFromName(message.contactId)));
    expect((await compose(message)).acked).toEqual(["0"]);
    expect(await typesLogged("ada")).toEqual(before);
    expect(await drafts()).toHaveLength(1);
  });

  it.for([
    ["its port", (run: Run) => run({ PORT: { ask: () => Promise.reject(new Error("reset")) } as never }), 0],
    ["the log", (run: Run) => withoutLog(() => run({})), 1],
  ] as const)("retries while %s is down, and continues afterwards", async ([, whileDown, newEvents], { expect }) => {
    const message = await toCompose("ada");
    const version = await versionOf("ada");
    const result = await whileDown((broken) => world(broken).compose(message));
    expect(result).toMatchObject({ acked: [], retried: [{ id: "0" }] });
    expect(await versionOf("ada")).toBe(version + newEvents);
    expect(await drafts()).toEqual([]);
    expect((await world().compose(message)).acked).toEqual(["0"]);
    expect(await drafts()).toHaveLength(1);
  });

  it("needs no CRM for a contact who wrote to us", async ({ expect }) => {
    expect((await world({ CRM: unavailableDatabase }).compose(await toCompose("ada"))).acked).toEqual(["0"]);
  });
});
