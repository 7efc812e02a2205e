// Tests the scorer's Worker with its own bindings, a real object behind its port, and real databases.
import { createScheduledController, evictDurableObject, reset } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, it, vi } from "vitest";
import type { PoisonMessage } from "../../schema/messages.ts";
import { performOne } from "../../schema/only-answer.ts";
import { companyWish, factWish } from "../../testing/companies.ts";
import { deliver, migrate, ownEnv, recordingQueue, withoutLog } from "../../testing/workerd/test.ts";
import { journey } from "../../testing/workerd/journey.ts";
import { contactNamed } from "../../testing/people.ts";
import { unavailableDatabase } from "../../testing/stages/people.ts";
import scorer from "./index.ts";

const { toScore, typesLogged, versionOf, ports } = journey({ ...env, exports });
const RECORDED = ["SignalReceived"];
const SCORED = [...RECORDED, "ContactScored"];

function world(broken: Partial<ScorerEnv> = {}) {
  const DEAD_LETTERS = recordingQueue<PoisonMessage>();
  const own = { ...ownEnv<ScorerEnv>(), DEAD_LETTERS, ...broken };
  return {
    score: (...bodies: unknown[]) => deliver(scorer, { queue: "score", bodies, env: own }),
    night: () => scorer.scheduled(createScheduledController({ cron: "*/15 2-5 * * *" }), own),
    dead: DEAD_LETTERS.sent,
  };
}

/** Delivers a message to the scorer, with these bindings replaced. */
type Run = (broken: Partial<ScorerEnv>) => ReturnType<typeof deliver>;

const ROWS = "SELECT stream_id AS contact, version, vertical, tier, composite, role_fit AS roleFit FROM contact_scores";
const rows = async () => (await env.EVENTS_0.prepare(ROWS).all()).results;
const DUE = "UPDATE contact_scores SET until = '2026-01-01T00:00:00.000Z' WHERE stream_id = ?1";

describe("the scorer", () => {
  beforeEach(async () => {
    await reset();
    await migrate();
  });

  it("records a score of the rows and signals around a message that does not parse", async ({ expect }) => {
    const ada = await toScore("ada");
    const { score, dead } = world();
    expect(await score({ ...ada, follows: "one" }, ada)).toMatchObject({ acked: ["0", "1"], retried: [] });
    expect(dead.map(({ reason }) => reason)).toEqual(["unparseable:follows:invalid_type"]);
    expect(await rows()).toEqual([
      { contact: contactNamed("ada"), version: 2, vertical: "general", tier: "B", composite: 6_256, roleFit: "rule" },
    ]);
    expect(await typesLogged("ada")).toEqual(SCORED);
  });

  it("takes the vertical of the company's facts, and the default one without any", async ({ expect }) => {
    await performOne(ports.desk, companyWish("engine.example"));
    await performOne(ports.desk, factWish("engine.example", { kind: "industry", value: "Logistics " }));
    await world().score(await toScore("ada"));
    expect(await rows()).toMatchObject([{ vertical: "logistics" }]);
  });

  it("changes nothing when a message is delivered again, before and after an eviction", async ({ expect }) => {
    const { score } = world();
    const message = await toScore("ada");
    await score(message, message);
    await evictDurableObject(env.CONTACT.get(env.CONTACT.idFromName(message.contactId)));
    expect((await score(message)).acked).toEqual(["0"]);
    expect(await typesLogged("ada")).toEqual(SCORED);
  });

  it.for([
    ["its CRM", (run: Run) => run({ CRM: unavailableDatabase }), 1],
    ["its port", (run: Run) => run({ PORT: { ask: () => Promise.reject(new Error("reset")) } as never }), 1],
    ["the log", (run: Run) => withoutLog(() => run({})), 2],
  ] as const)("retries while %s is down, and continues afterwards", async ([, whileDown, version], { expect }) => {
    const message = await toScore("ada");
    const result = await whileDown((broken) => world(broken).score(message));
    expect(result).toMatchObject({ acked: [], retried: [{ id: "0" }] });
    expect(await versionOf("ada")).toBe(version);
    expect(await typesLogged("ada")).toEqual(RECORDED);
    expect((await world().score(message)).acked).toEqual(["0"]);
    expect(await typesLogged("ada")).toEqual(SCORED);
  });

  it("makes scores again at night when their time is over, and no other", async ({ expect }) => {
    const told = vi.spyOn(console, "log").mockReturnValue();
    const { score, night } = world();
    await score(await toScore("ada"), await toScore("bob", "Intern"));
    await night();
    expect([await typesLogged("ada"), await typesLogged("bob")]).toEqual([SCORED, SCORED]);
    await env.EVENTS_0.prepare(DUE).bind(contactNamed("ada")).run();
    await night();
    expect(told).toHaveBeenCalledWith(JSON.stringify({ level: "info", stage: "score", rescored: 1 }));
    told.mockRestore();
    // The row said so, not the log: the object's own score has not had its time, and is not made again.
    expect(await typesLogged("ada")).toEqual(SCORED);
  });
});
