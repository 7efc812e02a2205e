// Tests the ingest Worker in workerd: its own bindings, real objects behind its port, real databases, and everything it prints.
import { createExecutionContext, evictDurableObject, reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import { d1EventLog } from "../../drizzle/d1-event-log.ts";
import { contactIdOf, type StreamId, suppressionStreamOf } from "../../schema/ids.ts";
import { lookupsOf } from "../../domain/address.ts";
import type { IngestMessage, Message, PoisonMessage } from "../../schema/messages.ts";
import { RELEASE } from "../../schema/release.ts";
import { countBill, logRowsOf, objectRowsOf } from "../../testing/workerd/billable.ts";
import { TEST_SECRETS } from "../../testing/secrets.ts";
import { deliver, migrate, ownEnv, recordingQueue, withoutLog } from "../../testing/workerd/test.ts";
import { unavailableDatabase } from "../../testing/stages/people.ts";
import { signUnsubscribe, UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";
import ingest from "./index.ts";
import { SOURCE_TYPES } from "./sources.ts";
import { ADDRESS, LEADS, leaksOf, NAMED_SOURCES, PROBLEM, webhook } from "../../testing/stages/ingest.ts";

const secrets = ownEnv<IngestEnv>();
const idOf = (address: string) => contactIdOf(secrets.SYSTEM_KEY, address);
const person = idOf(ADDRESS);
const token = signUnsubscribe(UnsubscribeKeys.parse(JSON.parse(secrets.UNSUBSCRIBE_KEYS)), person);
const link = `https://desk.example/u/${token}`;
const lookups = lookupsOf(secrets.SYSTEM_KEY, { address: ADDRESS });

/** Everything printed by any part: it must have no address, no secret and no link. */
const printed: string[] = [];
const keys = Object.values(TEST_SECRETS.contacts).concat(Object.values(JSON.parse(secrets.UNSUBSCRIBE_KEYS).keys));
beforeEach(async () => {
  await reset();
  await migrate();
  printed.length = 0;
  for (const method of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, method).mockImplementation(
      (...words: unknown[]) => void printed.push(words.map(String).join(" ")),
    );
});
afterEach(({ expect }) => {
  vi.restoreAllMocks();
  expect(leaksOf(printed, [...keys, token.split(".")[2] ?? ""]), printed.join("\n")).toEqual([]);
  for (const line of printed) expect(() => JSON.parse(line), line).not.toThrow();
});

type OwnEnv = Omit<IngestEnv, "SOURCES"> & { readonly SOURCES: string };

function world(broken: Partial<OwnEnv> = {}) {
  const queues = {
    INGEST: recordingQueue<IngestMessage>(),
    PLAN: recordingQueue<Message>(),
    DEAD_LETTERS: recordingQueue<PoisonMessage>(),
  };
  const own: OwnEnv = { ...ownEnv<IngestEnv>(), ...queues, ...broken };
  return {
    ask: (request: Request): Promise<Response> =>
      Promise.resolve(
        ingest.fetch(new Request<unknown, IncomingRequestCfProperties>(request), own, createExecutionContext()),
      ),
    record: (...bodies: unknown[]) => deliver(ingest, { queue: "ingest", bodies, env: own }),
    accepted: queues.INGEST.sent,
    planned: queues.PLAN.sent,
    dead: queues.DEAD_LETTERS.sent,
  };
}
const now = () => ({ nowSeconds: Math.floor(Date.now() / 1_000) });
const post = (source: string, body: object, id = "msg_1") => webhook(source, body, { id, ...now() });
const optOut = (id = "msg_1") => post("crm", { type: "contact.bounced", data: { email: ADDRESS } }, id);
const click = () => new Request(link, { method: "POST", body: "List-Unsubscribe=One-Click" });
const logged = async (streamId: StreamId) =>
  (await d1EventLog([env.EVENTS_0]).read({ streamId })).map(({ body }) => String(JSON.parse(body).type));
const rowsOf = async (database: D1Database, sql: string) => (await database.prepare(sql).all()).results;
const flags = () => rowsOf(env.EVENTS_0, "SELECT bounced, unsubscribed FROM contact_flags");
const listed = () => rowsOf(env.CRM, "SELECT op, kind, digest FROM suppressions ORDER BY revision");
const bothListed = [
  { op: "add", kind: "address", digest: lookups.address },
  { op: "add", kind: "comparison", digest: lookups.comparison },
];

const utf16 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "utf16le"));
const escaped = (encoding: BufferEncoding): Uint8Array<ArrayBuffer> => {
  const name = Buffer.from("Jürgen", encoding).toString("hex").replaceAll(/../gu, "%$&");
  return new Uint8Array(Buffer.from(`email=${ADDRESS.replace("@", "%40")}&name=${name}`));
};
/** The name is 花子. */
const shiftJis = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(`{"email":"${ADDRESS}","name":"\x89\xd4\x8e\x71"}`, "latin1"));
const inParts = (fields: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> => {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return new Uint8Array(Buffer.from(`${parts.join("")}--x--\r\n`));
};

describe("a webhook", () => {
  it("of each source reaches the CRM, the log and the planner's queue, around a bad message", async ({ expect }) => {
    const { ask, record, accepted, planned, dead } = world();
    for (const source of NAMED_SOURCES) {
      const response = await ask(post(source, LEADS[source](`${source}@engine.example`)));
      expect([response.status, await response.json()]).toEqual([202, { receipt: accepted.at(-1)?.receipt }]);
    }
    expect(await rowsOf(env.CRM, "SELECT * FROM receipts")).toEqual([]);
    const [first, ...others] = accepted;
    const result = await record(first, { queue: "ingest", v: 1, signal: { kind: "lead", email: ADDRESS } }, ...others);
    expect(result).toMatchObject({ outcome: "ok", acked: ["0", "1", "2", "3"], retried: [] });
    expect(dead.map(({ origin, reason }) => [origin, reason])).toEqual([["ingest", "unparseable:id:invalid_type"]]);
    const ids = NAMED_SOURCES.map((source) => idOf(`${source}@engine.example`));
    expect(planned.map(({ queue, contactId }) => [queue, contactId])).toEqual(ids.map((id) => ["plan", id]));
    for (const id of ids) expect(await logged(id)).toEqual(["SignalReceived"]);
    expect(await rowsOf(env.CRM, "SELECT email, name, domain FROM contacts ORDER BY email")).toEqual(
      NAMED_SOURCES.map((source) => ({ email: `${source}@engine.example`, name: "Ada", domain: "engine.example" })),
    );
    expect(await rowsOf(env.CRM, "SELECT source FROM receipts ORDER BY source")).toEqual(
      NAMED_SOURCES.map((source) => ({ source })),
    );
  });

  it.for<[string, string, Uint8Array<ArrayBuffer>]>([
    ["ISO-8859-1, stated", "application/x-www-form-urlencoded; charset=ISO-8859-1", escaped("latin1")],
    ["windows-1252, not stated", "application/x-www-form-urlencoded", escaped("latin1")],
    [
      "UTF-16",
      "application/json; charset=utf-16",
      utf16(`\ufeff${JSON.stringify({ email: ADDRESS, name: "Jürgen" })}`),
    ],
    ["Shift JIS", "application/json; charset=shift_jis", shiftJis()],
    ["parts", "multipart/form-data; boundary=x", inParts({ email: ADDRESS, name: "Jürgen" })],
  ])("is read in any encoding that its platform knows: %s", async ([, contentType, body], { expect }) => {
    const { ask, accepted } = world();
    expect((await ask(webhook("website", body, { contentType, ...now() }))).status).toBe(202);
    expect(accepted[0]?.signal).toMatchObject({ email: ADDRESS, name: expect.stringMatching(/^(?:Jürgen|花子)$/u) });
  });

  it("that is refused is kept, and sent again it is a lead, once its source has the labels, in a batch with others", async ({
    expect,
  }) => {
    const form = post("website", { "Colleague email": ADDRESS, Message: "Hello" });
    const { ask, dead, record } = world();
    expect((await ask(form)).status).toBe(422);
    expect(dead).toMatchObject([{ origin: "ingest", reason: "field_missing:email:of_another" }]);
    const body = JSON.parse(dead[0]?.body ?? "");
    expect(await record(body)).toMatchObject({ acked: ["0"] });
    expect(dead[1]).toEqual(dead[0]);

    const labels = { website: { type: "signed_form", labels: { email: ["Colleague email"] } } };
    const later = world({ SOURCES: JSON.stringify({ ...JSON.parse(secrets.SOURCES), ...labels }) });
    await later.ask(post("crm", LEADS.crm("bob@engine.example")));
    expect(await later.record(body, ...later.accepted)).toMatchObject({ outcome: "ok", acked: ["0", "1"] });
    expect(later.dead).toMatchObject([{ contactId: person, receipt: later.accepted.at(-1)?.receipt }]);
    await later.record(...later.accepted);
    expect([await logged(person), await logged(idOf("bob@engine.example"))]).toEqual([
      ["SignalReceived"],
      ["SignalReceived"],
    ]);
  });

  it("that is refused and cannot be kept is answered 503", async ({ expect }) => {
    const send = async (): Promise<never> => Promise.reject(new Error("the queue is away"));
    const { ask } = world({ DEAD_LETTERS: { ...recordingQueue<PoisonMessage>(), send } });
    expect((await ask(post("website", { Message: "Hello" }))).status).toBe(503);
  });

  it("writes no row of the log or the object when it is delivered again, also to an evicted object", async ({
    expect,
  }) => {
    const { ask, record, accepted, planned } = world();
    await ask(post("crm", LEADS.crm()));
    const [message] = accepted;
    await record(message);
    const stub = env.CONTACT.get(env.CONTACT.idFromName(person));
    const meter = await runInDurableObject(stub, (_, state) => countBill(state.storage, env.EVENTS_0));
    await ask(post("crm", LEADS.crm(), "msg_2"));
    await record(accepted.at(-1));
    expect(logRowsOf(meter.take())).toBeGreaterThan(0);
    await record(...accepted, message);
    const again = meter.take();
    await evictDurableObject(stub);
    await record(message);
    // A new object creates its tables; the runtime counts no row for an existing table.
    const evicted = meter.take();
    expect([logRowsOf(again), objectRowsOf(again), logRowsOf(evicted), evicted.objectRows]).toEqual([0, 0, 0, 0]);
    expect(new Set(planned.map(({ id }) => id)).size).toBe(2);
    expect(await logged(person)).toEqual(["SignalReceived", "SignalReceived"]);
  });

  it("is kept as a letter with a task on its contact when its receipt has another body, and no row", async ({
    expect,
  }) => {
    const { ask, record, accepted, dead } = world();
    await ask(post("crm", LEADS.crm()));
    await ask(post("crm", LEADS.crm("bob@engine.example")));
    await record(...accepted);
    expect(await rowsOf(env.EVENTS_0, "SELECT kind, stream_id FROM tasks")).toEqual([
      { kind: "receipt_conflict", stream_id: idOf("bob@engine.example") },
    ]);
    expect(await rowsOf(env.CRM, "SELECT email FROM contacts")).toEqual([{ email: ADDRESS }]);
    expect(dead).toMatchObject([{ origin: "ingest", reason: "receipt_conflict" }]);
  });

  it("waits for its row in the CRM: nothing is recorded or sent while the row cannot be stored", async ({ expect }) => {
    const { ask, accepted, record, planned } = world();
    expect((await ask(post("website", LEADS.website()))).status).toBe(202);
    const refusing = "CREATE TRIGGER refusing BEFORE INSERT ON contacts BEGIN SELECT RAISE(ABORT, 'refused'); END";
    await env.CRM.prepare(refusing).run();
    expect((await record(...accepted)).acked).toEqual([]);
    expect([await logged(person), planned]).toEqual([[], []]);
    await env.CRM.prepare("DROP TRIGGER refusing").run();
    expect((await record(...accepted)).acked).toHaveLength(1);
    expect(await logged(person)).toEqual(["SignalReceived"]);
    expect(await rowsOf(env.CRM, "SELECT id FROM contacts")).toEqual([{ id: person }]);
  });

  it("is refused without a signature, and only the reason is logged", async ({ expect }) => {
    const { ask, accepted } = world();
    const forged = webhook("crm", LEADS.crm(), { ...now(), secret: "whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldA==" });
    expect((await ask(forged)).status).toBe(401);
    expect(accepted).toEqual([]);
    expect(printed.map((line) => JSON.parse(line))).toEqual([
      { level: "info", worker: "ingest", reason: "webhook_refused:unauthorised" },
    ]);
  });

  it("gets 503 while the queue accepts nothing", async ({ expect }) => {
    const down: IngestEnv["INGEST"] = {
      ...recordingQueue(),
      send: () => Promise.reject(new Error(`no room for ${ADDRESS}`)),
    };
    const response = await world({ INGEST: down }).ask(post("crm", LEADS.crm()));
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "30"]);
  });
});

describe("an opt-out", () => {
  it("is on the list, with the contact and in the log when it is answered, and a repeat changes no row", async ({
    expect,
  }) => {
    const { ask, accepted } = world();
    expect((await ask(optOut())).status).toBe(200);
    expect(await listed()).toEqual(bothListed);
    expect(await flags()).toEqual([{ bounced: 1, unsubscribed: 0 }]);
    expect(await logged(person)).toEqual(["SignalReceived", "ContactFlagged"]);
    for (const { digest } of bothListed)
      expect(await logged(suppressionStreamOf(digest))).toContain("SuppressionAdded");
    const stub = env.CONTACT.get(env.CONTACT.idFromName(person));
    const meter = await runInDurableObject(stub, (_, state) => countBill(state.storage, env.EVENTS_0));
    expect((await ask(optOut())).status).toBe(200);
    const again = meter.take();
    expect([logRowsOf(again), objectRowsOf(again), again.tables.get("suppressions")]).toEqual([0, 0, 0]);
    expect(accepted).toEqual([]);
  });

  it("by the link in a message works without a cookie, from any origin, twice", async ({ expect }) => {
    const { ask, record, accepted } = world();
    await ask(post("crm", LEADS.crm()));
    await record(...accepted);
    expect((await ask(new Request(link))).status).toBe(200);
    expect([await listed(), await flags()]).toEqual([[], []]);
    for (let times = 0; times < 2; times += 1) {
      const response = await ask(click());
      expect([response.status, response.headers.get("set-cookie")]).toEqual([200, null]);
      expect(await response.text()).toContain("You are unsubscribed");
      expect(await listed()).toEqual(bothListed);
      expect(await flags()).toEqual([{ bounced: 0, unsubscribed: 1 }]);
      expect(await logged(person)).toEqual(["SignalReceived", "SignalReceived", "ContactFlagged"]);
    }
  });

  it("in a message reaches the list through the queue", async ({ expect }) => {
    const { ask, record, accepted, planned } = world();
    await ask(post("crm", { type: "message.received", data: { email: ADDRESS, text: "Please unsubscribe me." } }));
    expect(await record(...accepted)).toMatchObject({ acked: ["0"], retried: [] });
    expect(await listed()).toEqual(bothListed);
    expect(await flags()).toEqual([{ bounced: 0, unsubscribed: 1 }]);
    expect(planned).toEqual([]);
  });
});

describe("a database in trouble", () => {
  const knowing = async () => {
    const { ask, record, accepted } = world();
    await ask(post("crm", LEADS.crm(), "msg_0"));
    await record(...accepted);
  };
  /** The answers of both routes for an opt-out. */
  async function askBoth(broken: Partial<IngestEnv> = {}): Promise<(number | string | null)[][]> {
    const { ask } = world(broken);
    const answers = [await ask(optOut()), await ask(click())];
    return answers.map(({ status, headers }) => [status, headers.get("retry-after")]);
  }
  const twice503 = [
    [503, "30"],
    [503, "30"],
  ];

  /** Runs `work` while a database does not answer. The log is the port's, and the CRM a binding of ingest. */
  const whileDown = <T>(name: "CRM" | "EVENTS_0", work: (broken: Partial<IngestEnv>) => Promise<T>): Promise<T> =>
    name === "CRM" ? work({ CRM: unavailableDatabase }) : withoutLog(() => work({}));

  it.for([
    ["CRM", "suppressions"],
    ["EVENTS_0", "events"],
  ] as const)("%s without its table %s: no opt-out is answered as done", async ([database, table], { expect }) => {
    await knowing();
    await env[database].prepare(table === "events" ? "DROP TABLE events" : "DROP TABLE suppressions").run();
    expect(await askBoth()).toEqual(twice503);
    expect(await flags()).toEqual([]);
    expect(
      printed.filter((line) => /"reason":"(?:webhook_not_taken|unsubscribe_not_recorded)"/.test(line)),
    ).toHaveLength(2);
  });

  it.for(["CRM", "EVENTS_0"] as const)(
    "%s without an answer: no opt-out is answered as done",
    async (name, { expect }) => {
      await knowing();
      expect(await whileDown(name, askBoth)).toEqual(twice503);
      expect(await flags()).toEqual([]);
      const { ask } = world();
      expect([(await ask(optOut())).status, (await ask(click())).status]).toEqual([200, 200]);
      expect(await flags()).toEqual([{ bounced: 1, unsubscribed: 1 }]);
    },
  );

  it.for(["CRM", "EVENTS_0"] as const)(
    "%s without an answer: the batch is retried, and nothing is lost",
    async (name, { expect }) => {
      const { ask, accepted } = world();
      await ask(post("crm", LEADS.crm()));
      const down = await whileDown(name, async (broken) => {
        const stage = world(broken);
        return { ...stage, result: await stage.record(...accepted) };
      });
      expect(down.result).toMatchObject({ acked: [], retried: [{ id: "0" }] });
      expect([down.planned, down.dead, await logged(person)]).toEqual([[], [], []]);
      const up = world();
      expect(await up.record(...accepted)).toMatchObject({ acked: ["0"], retried: [] });
      expect(up.planned).toHaveLength(1);
    },
  );
});

it("a Worker with another SYSTEM_KEY answers 503 and retries, and one with the installation's continues", async ({
  expect,
}) => {
  const [own, other] = [world(), world({ SYSTEM_KEY: "another-key-of-no-installation" })];
  await own.ask(post("crm", LEADS.crm()));
  for (const request of [post("crm", LEADS.crm()), optOut(), click()])
    expect((await other.ask(request)).status).toBe(503);
  expect(other.accepted).toEqual([]);
  const { acked, retried } = await other.record(...own.accepted);
  expect([acked, retried]).toMatchObject([[], [{ id: "0" }]]);
  expect(printed.join()).toContain("key_differs:SYSTEM_KEY");
  expect(await rowsOf(env.CRM, "SELECT * FROM receipts")).toEqual([]);
  expect(await listed()).toEqual([]);
  expect(await own.record(...own.accepted)).toMatchObject({ acked: ["0"], retried: [] });
  expect(await logged(person)).toEqual(["SignalReceived"]);
});

it("every route answers 503 when the configuration is unreadable, and its secrets are not printed", async ({
  expect,
}) => {
  const text = 'whsec_canary": [{';
  for (const broken of [{ SOURCE_SECRETS: text }, { UNSUBSCRIBE_KEYS: text }, { SOURCE_SECRETS: '{"crm":[]}' }]) {
    printed.length = 0;
    const { ask } = world(broken);
    for (const request of [post("crm", LEADS.crm()), new Request(link), click()]) {
      const response = await ask(request);
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, "30"]);
      expect(PROBLEM.parse(await response.json()).type).toBe("urn:holdpoint:problem:unavailable");
    }
    expect(printed.map((line) => JSON.parse(line))).toMatchObject(
      [{}, {}, {}].map(() => ({ level: "error", reason: "configuration_unreadable" })),
    );
    const health = await ask(new Request("https://hooks.test/healthz"));
    expect([health.status, await health.json()]).toEqual([503, { ok: false, release: RELEASE }]);
  }
});

it("/healthz answers 200 without asking the port or a database", async ({ expect }) => {
  const silent = new Proxy({}, { get: () => expect.unreachable("nothing is asked") });
  const { ask } = world({ PORT: silent, CRM: silent } as unknown as Partial<OwnEnv>);
  for (const method of ["GET", "HEAD"])
    expect((await ask(new Request("https://hooks.test/healthz", { method }))).status).toBe(200);
  expect(printed).toEqual([]);
});

it("every webhook gets 503 when a source has an unknown type, and the log names the source, its type and the known types", async ({
  expect,
}) => {
  printed.length = 0;
  const { ask } = world({ SOURCES: '{"shop":{"type":"carrier_pigeon"}}' });
  expect((await ask(post("crm", LEADS.crm()))).status).toBe(503);
  const because = `SOURCES gives the source "shop" the type "carrier_pigeon", which does not exist. The types are: ${SOURCE_TYPES.join(", ")}.`;
  expect(printed.map((line) => JSON.parse(line))).toMatchObject([{ reason: "configuration_unreadable", because }]);
});
