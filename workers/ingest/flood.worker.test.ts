// Tests floods at the real door and in the real consumer of the queue: copies of one lead, many leads of one contact, and a source far above its budget.
// Nothing here depends on how fast the machine is: what is compared is counts of one run.
import { createExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import { d1EventLog } from "../../drizzle/d1-event-log.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { type ContactId, contactIdOf } from "../../schema/ids.ts";
import type { IngestMessage, Message, PoisonMessage } from "../../schema/messages.ts";
import { isFull } from "../../testing/full.ts";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import { LEADS, leaksOf, webhook } from "../../testing/stages/ingest.ts";
import { workerdDeployment } from "../../testing/workerd/deployment.ts";
import { deliver, ownEnv, recordingQueue } from "../../testing/workerd/test.ts";
import ingest from "./index.ts";

/** The consumer of wrangler.toml. */
const [BATCH, CONSUMERS] = [50, 4];
const COPIES = isFull ? 10_000 : 250;
const LEADS_OF_ONE = isFull ? 1_800 : 80;

const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  for (const level of ["debug", "log", "warn", "error"] as const)
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => void printed.push(words.join(" ")));
});
afterEach(({ expect }) => {
  vi.restoreAllMocks();
  expect(leaksOf(printed)).toEqual([]);
});

const unlimited = { limit: async () => ({ success: true }) };
const own = ownEnv<IngestEnv>();
const idOf = (address: string): ContactId => contactIdOf(own.SYSTEM_KEY, address);
const inBatches = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / BATCH) }, (_, at) => all.slice(at * BATCH, (at + 1) * BATCH));

type Limits = Partial<Pick<IngestEnv, "SOURCE_LIMIT" | "CONTACT_LIMIT">>;

/** One isolate of the door and the consumer. Without limits of its own it has the platform's. */
function world(limits: Limits = {}) {
  const queues = {
    INGEST: recordingQueue<IngestMessage>(),
    PLAN: recordingQueue<Message>(),
    SCORE: recordingQueue<Message>(),
    DEAD_LETTERS: recordingQueue<PoisonMessage>(),
  };
  const bindings = { ...ownEnv<IngestEnv>(), ...queues, ...limits };
  const deployment = workerdDeployment({ exports, EVENTS_0: env.EVENTS_0, CRM: env.CRM, now: () => new Date() });
  return {
    queued: queues.INGEST.sent,
    planned: queues.PLAN.sent,
    dead: queues.DEAD_LETTERS.sent,
    deployment,
    post: async (source: "crm" | "typeform" | "website", body: object, id?: string): Promise<Response> => {
      const request = webhook(source, body, { nowSeconds: Math.floor(Date.now() / 1_000), ...(id ? { id } : {}) });
      return ingest.fetch(
        new Request<unknown, IncomingRequestCfProperties>(request),
        bindings,
        createExecutionContext(),
      );
    },
    /** Delivers one batch. Throws when a message was not acknowledged. */
    async consume(bodies: readonly unknown[], attempts = 1): Promise<void> {
      const { acked, retried } = await deliver(ingest, { queue: "ingest", bodies, env: bindings, attempts });
      if (acked.length !== bodies.length) throw new Error(`${retried.length} messages are retried: ${printed.at(-1)}`);
    },
    /** Takes the messages of the planner's queue through the stages until a person has to decide. */
    async toHolds(): Promise<void> {
      for (const batch of inBatches(queues.PLAN.sent.splice(0)))
        for (const next of inBatches(await deployment.deliver(...batch))) await deployment.deliver(...next);
    },
  };
}

const typesOf = async (contactId: ContactId): Promise<readonly string[]> =>
  (await d1EventLog([env.EVENTS_0]).read({ streamId: contactId })).map(({ body }) => String(JSON.parse(body).type));
const count = (types: readonly string[], type: string): number => types.filter((one) => one === type).length;
const holdsOf = async (contactId: ContactId): Promise<readonly string[]> => {
  const rows = env.EVENTS_0.prepare("SELECT state FROM holds WHERE stream_id = ? ORDER BY opened_at, hold_id");
  return (await rows.bind(contactId).all<{ state: string }>()).results.map(({ state }) => state);
};

/** An object with thousands of events takes longer for each of them. */
const LONG = LONG_MILLISECONDS * (isFull ? 6 : 1);

describe(`${COPIES} copies of one lead`, { timeout: LONG }, () => {
  it.for([
    ["crm", "an id that the provider signed"],
    ["website", "no id, within ten minutes"],
  ] as const)("of %s, with %s, are one signal and one run", async ([source], { expect }) => {
    const { post, consume, queued, planned, dead, toHolds } = world({
      SOURCE_LIMIT: unlimited,
      CONTACT_LIMIT: unlimited,
    });
    const email = `copies.${source}@engine.example`;
    const answers = await inParallel(Array.from({ length: COPIES }), async () => {
      const answer = await post(source, LEADS[source](email));
      return `${answer.status} ${await answer.text()}`;
    });
    // A sender that repeats a message is answered as the first time.
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^202 /);
    expect([queued.length, new Set(queued.map(({ id }) => id)).size]).toEqual([COPIES, 1]);

    // Within one batch, in several at once, and again: the queue delivers at least once.
    const batches = inBatches(queued);
    for (let from = 0; from < batches.length; from += CONSUMERS)
      await Promise.all(batches.slice(from, from + CONSUMERS).map((batch) => consume(batch)));
    await Promise.all([consume(batches[0] ?? [], 2), consume(batches.at(-1) ?? [], 7), consume([queued[0]], 2)]);
    expect(await typesOf(idOf(email))).toEqual(["SignalReceived"]);
    expect(new Set(planned.map(({ id }) => id)).size).toBe(1);

    await toHolds();
    const types = await typesOf(idOf(email));
    expect([count(types, "SignalReceived"), count(types, "ActionDecided"), count(types, "PreviewHeld")]).toEqual([
      1, 1, 1,
    ]);
    expect(await holdsOf(idOf(email))).toEqual(["open"]);
    await consume(batches[0] ?? [], 8);
    await toHolds();
    expect(await typesOf(idOf(email))).toEqual(types);
    expect(dead).toEqual([]);
  });
});

describe(`${LEADS_OF_ONE} leads of one contact, with different words`, { timeout: LONG }, () => {
  it("that no limit stops are each recorded once, have one current run, and leave every other contact's as it is", async ({
    expect,
  }) => {
    const { post, consume, queued, dead, toHolds } = world({ SOURCE_LIMIT: unlimited, CONTACT_LIMIT: unlimited });
    const flooding = "flooding@engine.example";
    const others: string[] = [];
    for (let at = 0; at < LEADS_OF_ONE; at += 1) {
      await post("crm", LEADS.crm(flooding, { message: `Words ${at}` }), `flood_${at}`);
      if (at % 30 !== 29) continue;
      others.push(`other.${at}@engine.example`);
      await post("crm", LEADS.crm(others.at(-1)), `other_${at}`);
    }
    const batches = inBatches(queued);
    for (const [at, batch] of batches.entries()) {
      await consume(batch);
      // Who waits behind the flood is recorded with the batch in which the message stands, and planned.
      const here = batch.flatMap(({ contactId }) => (contactId === idOf(flooding) ? [] : [contactId]));
      await toHolds();
      for (const contactId of here) expect([at, await holdsOf(contactId)]).toEqual([at, ["open"]]);
    }
    await Promise.all(batches.slice(-CONSUMERS).map((batch) => consume(batch, 2)));
    await toHolds();

    const types = await typesOf(idOf(flooding));
    expect(count(types, "SignalReceived")).toBe(LEADS_OF_ONE);
    const states = await holdsOf(idOf(flooding));
    expect(states.filter((state) => state === "open")).toHaveLength(1);
    expect(states.filter((state) => state !== "open" && state !== "voided")).toEqual([]);
    for (const other of others) expect(count(await typesOf(idOf(other)), "SignalReceived")).toBe(1);
    expect(dead).toEqual([]);
  });
});

describe("a source that posts far above the platform's limit of a source", { timeout: LONG }, () => {
  /** 50 a second beside two a second. */
  const PER_LEAD = 25;
  const ROUNDS = isFull ? 120 : 5;
  const bounce = (email: string) => ({ type: "contact.bounced", data: { email } });

  /** The calls that the door makes of its bindings, by their names: the work of accepting a lead, which no other process makes slower. */
  function countedEnv() {
    const calls: string[] = [];
    const counted = <T extends object>(name: string, binding: T): T =>
      new Proxy(binding, {
        get: (target, property) => {
          const value: unknown = Reflect.get(target, property, target);
          if (typeof value !== "function") return value;
          return (...words: unknown[]) => {
            calls.push(`${name}.${String(property)}`);
            // Called on its binding: a method of a port is a stub, whose own properties would be calls of the other Worker.
            return (target as Record<string | symbol, (...all: unknown[]) => unknown>)[property]?.(...words);
          };
        },
      });
    const { SOURCE_LIMIT, CONTACT_LIMIT, PORT, CRM } = ownEnv<IngestEnv>();
    const bindings = {
      SOURCE_LIMIT: counted("SOURCE_LIMIT", SOURCE_LIMIT),
      CONTACT_LIMIT: counted("CONTACT_LIMIT", CONTACT_LIMIT),
      PORT: counted("PORT", PORT),
      CRM: counted("CRM", CRM),
    };
    return { bindings, taken: () => calls.splice(0) };
  }

  it("is told when to come again, and no other source waits, is refused or costs more; opt-outs of its own pass", async ({
    expect,
  }) => {
    const { bindings, taken } = countedEnv();
    const { post, consume, queued, dead } = world(bindings);
    const normal = async (at: string) => {
      const { status } = await post("website", LEADS.website(`${at}@normal.example`));
      return { status, work: taken() };
    };
    // The first request of an isolate looks for the policy and the sources.
    await normal("first");
    const calm = [];
    for (let at = 0; at < ROUNDS; at += 1) calm.push(await normal(`calm.${at}`));

    /** Uses up the source's window. The runtime ends it by its own clock, so that the flood may be let through again for a moment. */
    const useUp = async (): Promise<void> => {
      for (let isOver = false; !isOver;) {
        const calls = await inParallel(Array.from({ length: BATCH }), async () =>
          own.SOURCE_LIMIT.limit({ key: "crm" }),
        );
        isOver = calls.some(({ success }) => !success);
      }
    };
    const refused: Response[] = [];
    let accepted = 0;
    const flood = async (id: string): Promise<void> => {
      const answer = await post("crm", LEADS.crm(`${id}@flood.example`), id);
      if (answer.status === 429) return void refused.push(answer);
      expect(answer.status).toBe(202);
      accepted += 1;
      await useUp();
    };
    await useUp();
    const beside = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let at = 0; at < PER_LEAD; at += 1) await flood(`${round}_${at}`);
      expect((await post("crm", bounce(`gone.${round}@flood.example`), `gone_${round}`)).status).toBe(200);
      taken();
      beside.push(await normal(`beside.${round}`));
    }
    expect(refused.length).toBe(ROUNDS * PER_LEAD - accepted);
    expect(refused.length).toBeGreaterThan((ROUNDS * PER_LEAD) / 2);
    for (const answer of refused) {
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(await answer.json()).toMatchObject({ type: "urn:holdpoint:problem:over_budget" });
    }
    expect(beside).toEqual(calm);
    // No database, no object and no port: accepting a lead depends on the queue alone.
    expect(calm[0]).toEqual({ status: 202, work: ["CONTACT_LIMIT.limit", "SOURCE_LIMIT.limit"] });

    // What is refused is kept nowhere: before a lead stand no more of the flood's messages than the limit let through.
    const leads = queued.filter(({ source }) => source === "website");
    expect([queued.length, leads.length]).toEqual([accepted + leads.length, 1 + calm.length + beside.length]);
    for (const batch of inBatches(queued)) await consume(batch);
    for (const { contactId } of leads) expect(await typesOf(contactId)).toEqual(["SignalReceived"]);
    for (let round = 0; round < ROUNDS; round += 1)
      expect(await typesOf(idOf(`gone.${round}@flood.example`))).toEqual(["SignalReceived", "ContactFlagged"]);
    expect(dead).toEqual([]);
  });
});
