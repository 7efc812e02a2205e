// Tests the desk's Worker with its own bindings: it reads through its entrypoint at holdpoint-contacts, in workerd with the real databases.
import { listDurableObjectIds, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import { d1EventLog } from "../../drizzle/d1-event-log.ts";
import { RELEASE } from "../../schema/release.ts";
import type { HoldShown } from "../../schema/shipment.ts";
import { signIn, type Visitor } from "../../testing/desk/visitor.ts";
import { ada, holdRow, shipment } from "../../testing/rows.ts";
import { TEST_DESK_TOKENS } from "../../testing/secrets.ts";
import { migrate, ownEnv } from "../../testing/workerd/test.ts";
import desk from "./index.tsx";

/** A database of holdpoint-contacts, which runs in the same Worker here. The desk gets its own bindings only. */
const { EVENTS_0, CONTACT: objects } = env as unknown as {
  readonly EVENTS_0: D1Database;
  readonly CONTACT: DurableObjectNamespace;
};

/** The Worker, with the interface of the app that it serves. */
const worker = {
  request: async (url: string, init: RequestInit) =>
    desk.fetch(new Request(url, init) as Parameters<typeof desk.fetch>[0], ownEnv<DeskEnv>()),
} as unknown as Parameters<typeof signIn>[0];

const shown: HoldShown = {
  name: "Ada Lovelace",
  email: "ada@engine.example",
  company: null,
  title: null,
  wrote: null,
  subject: null,
  body: null,
  footer: null,
};

let visitor: Visitor;
beforeEach(async () => {
  await reset();
  await migrate();
  const hold = holdRow("first", { shown: JSON.stringify(shown), arithmetic: "" });
  await d1EventLog([EVENTS_0]).append([shipment(ada, [], { holds: [hold] })]);
  visitor = await signIn(worker, { token: Object.keys(TEST_DESK_TOKENS)[0] ?? "" });
});
afterEach(() => vi.restoreAllMocks());

describe("the desk", () => {
  it("binds no database", ({ expect }) => {
    const bound = [
      "ACCESS_AUDIENCE",
      "ACCESS_TEAM_DOMAIN",
      "ADMINS",
      "DESK_HOSTS",
      "DESK_TOKENS",
      "DOOR",
      "INGEST",
      "PORT",
      "READS",
      "SAMPLES_BEFORE",
      "SESSION_KEY",
    ];
    expect(Object.keys(ownEnv<DeskEnv>()).toSorted()).toEqual(bound);
  });

  it("answers /healthz to anyone at any host, without a database, and nothing else at a host that is not its own", async ({
    expect,
  }) => {
    const served = { ...ownEnv<DeskEnv>(), DESK_HOSTS: "localhost:8787" } as unknown as DeskEnv;
    const READS = new Proxy({}, { get: () => expect.unreachable("nothing is read") });
    const ask = (path: string, method = "GET") =>
      desk.fetch(
        new Request(`https://desk.test${path}`, { method }) as Parameters<typeof desk.fetch>[0],
        Object.assign(served, { READS, PORT: READS }),
      );
    const answer = await ask("/healthz");
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true, release: RELEASE }]);
    const head = await ask("/healthz", "HEAD");
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect((await ask("/healthz/more")).status).toBe(421);
    expect((await ask("/healthz", "POST")).status).toBe(421);
    expect((await ask("/login")).status).toBe(421);
  });

  it("shows what the databases have", async ({ expect }) => {
    const inbox = await visitor.get("/?group=source");
    expect([inbox.status, await inbox.text()]).toEqual([200, expect.stringContaining("Ada Lovelace")]);
    for (const path of ["/holds", "/tasks", "/contacts", "/outbox", "/dead-letters", "/plans", `/contacts/${ada}`])
      expect((await visitor.get(path)).status, path).toBe(path.startsWith("/contacts/") ? 404 : 200);
  });

  it("wakes no object for a contact that does not exist", async ({ expect }) => {
    const before = await listDurableObjectIds(objects);
    const stranger = `ct_${"n".repeat(ada.length - 3)}`;
    const authorization = `Bearer ${Object.keys(TEST_DESK_TOKENS)[0]}`;
    const paths = ["", "/receipt", "/verify", "/what-if"].map((part) => `/contacts/${stranger}${part}`);
    for (const path of [...paths, `/holds/hd_none?contact=${stranger}`])
      expect((await visitor.get(path)).status, path).toBe(404);
    const ask = (part: string) =>
      worker.request(`https://desk.test/api/v1/contacts/${stranger}${part}`, { headers: { authorization } });
    for (const part of ["", "/receipt", "/verify"]) expect((await ask(part)).status, part).toBe(404);
    expect((await ask("/proof")).status).toBe(200);
    const after = await listDurableObjectIds(objects);
    expect(after.map(String).toSorted()).toEqual(before.map(String).toSorted());
  });

  it("answers 404 for a message whose key cannot exist, and for one that does not exist", async ({ expect }) => {
    for (const key of ["x".repeat(300), "hp_none"]) expect((await visitor.get(`/outbox/${key}`)).status).toBe(404);
  });

  it("ends a session in the database when its person signs out", async ({ expect }) => {
    expect((await visitor.submit("/tasks", "/logout")).status).toBe(303);
    expect(await EVENTS_0.prepare("SELECT count(*) AS count FROM ended_sessions").first("count")).toBe(1);
    expect((await visitor.get("/tasks")).headers.get("location")).toBe("/login?next=%2Ftasks");
  });

  it("answers 503 while a database does not answer, and logs the reason without a value", async ({ expect }) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    await EVENTS_0.prepare("ALTER TABLE holds RENAME TO elsewhere").run();
    const answer = await visitor.get("/?source=Lovelace");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "10"]);
    const page = await answer.text();
    expect(page).toContain("The desk could not read what it shows");
    expect(page).not.toMatch(/D1_ERROR|SQLITE|Lovelace/);
    const incidents = logged.mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>);
    expect(incidents).toEqual([
      {
        level: "error",
        incident: "failed",
        reason: "unreadable",
        method: "GET",
        route: "/",
        by: "grace",
        cause: expect.stringMatching(/^failed: openHolds Error(:\w+)*$/),
      },
    ]);
    await EVENTS_0.prepare("ALTER TABLE elsewhere RENAME TO holds").run();
    expect((await visitor.get("/")).status).toBe(200);
  });
});
