// Tests the qualifier's Worker with its own bindings, a real object behind its port, and real databases.
import { evictDurableObject, reset } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";
import { lookupsOf } from "../../domain/address.ts";
import type { PoisonMessage } from "../../schema/messages.ts";
import { performOne } from "../../schema/only-answer.ts";
import { companyWish } from "../../testing/companies.ts";
import { deliver, migrate, ownEnv, recordingQueue, withoutLog } from "../../testing/workerd/test.ts";
import { journey } from "../../testing/workerd/journey.ts";
import { contactNamed, SYSTEM_KEY } from "../../testing/people.ts";
import { unavailableDatabase } from "../../testing/stages/people.ts";
import qualifier from "./index.ts";

const { toQualify, typesLogged, versionOf, list, ports } = journey({ ...env, exports });
const DECIDED = ["SignalReceived", "ActionDecided"];
const HELD = [...DECIDED, "QualificationGraded", "OpportunityAnalyzed", "PreviewHeld"];

function world(broken: Partial<QualifierEnv> = {}) {
  const DEAD_LETTERS = recordingQueue<PoisonMessage>();
  const own = { ...ownEnv<QualifierEnv>(), DEAD_LETTERS, ...broken };
  const grade = (...bodies: unknown[]) => deliver(qualifier, { queue: "qualify", bodies, env: own });
  return { grade, dead: DEAD_LETTERS.sent };
}

/** Delivers a message to the qualifier, with these bindings replaced. */
type Run = (broken: Partial<QualifierEnv>) => ReturnType<typeof deliver>;

const openHolds = async () =>
  (
    await env.EVENTS_0.prepare(
      "SELECT stream_id AS contact, kind, verdict, qualify_basis_points AS grade FROM holds WHERE state = 'open'",
    ).all()
  ).results;

describe("the qualifier", () => {
  beforeEach(async () => {
    await reset();
    await migrate();
  });

  it("opens a preview for each good message around a bad one, with the grade of the CRM's rows", async ({ expect }) => {
    const ada = await toQualify("ada");
    await performOne(ports.desk, companyWish("engine.example"));
    const { grade, dead } = world();
    expect(await grade({ ...ada, stages: ["send_now"] }, ada)).toMatchObject({ acked: ["0", "1"], retried: [] });
    expect(dead.map(({ reason }) => reason)).toEqual(["unparseable:stages.0:invalid_value"]);
    expect(await openHolds()).toEqual([
      { contact: contactNamed("ada"), kind: "preview", verdict: "qualified", grade: 7_000 },
    ]);
    expect(await typesLogged("ada")).toEqual(HELD);
  });

  it("changes nothing when a message is delivered again, before and after an eviction", async ({ expect }) => {
    const { grade } = world();
    const message = await toQualify("ada");
    await grade(message, message);
    await evictDurableObject(env.CONTACT.get(env.CONTACT.idFromName(message.contactId)));
    expect((await grade(message)).acked).toEqual(["0"]);
    expect(await typesLogged("ada")).toEqual(HELD);
  });

  it("records the grades and the veto, and opens no hold but a task, for a contact listed meanwhile", async ({
    expect,
  }) => {
    const message = await toQualify("ada");
    const { address } = lookupsOf(SYSTEM_KEY, { address: "ada@engine.example" });
    await list.add([{ kind: "address", digest: address, cause: "complaint" }], 0);
    expect((await world().grade(message)).acked).toEqual(["0"]);
    expect(await typesLogged("ada")).toEqual([
      ...DECIDED,
      "QualificationGraded",
      "OpportunityAnalyzed",
      "SafetyVetoed",
      "TaskRaised",
    ]);
    expect(await openHolds()).toEqual([]);
  });

  it.for([
    ["its CRM", (run: Run) => run({ CRM: unavailableDatabase }), 2],
    ["its port", (run: Run) => run({ PORT: { perform: () => Promise.reject(new Error("reset")) } as never }), 2],
    ["the log", (run: Run) => withoutLog(() => run({})), 5],
  ] as const)("retries while %s is down, and continues afterwards", async ([, whileDown, version], { expect }) => {
    const message = await toQualify("ada");
    const result = await whileDown((broken) => world(broken).grade(message));
    expect(result).toMatchObject({ acked: [], retried: [{ id: "0" }] });
    expect(await versionOf("ada")).toBe(version);
    expect(await typesLogged("ada")).toEqual(DECIDED);
    expect((await world().grade(message)).acked).toEqual(["0"]);
    expect(await typesLogged("ada")).toEqual(HELD);
  });
});
