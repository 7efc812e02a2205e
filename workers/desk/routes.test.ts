// Tests every route of the desk: its methods, its headers and who may use it; and that pages load nothing from elsewhere.
import { describe, it, vi } from "vitest";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import { deskApp } from "./app.tsx";
import { GONE_FACT, SAMPLE_COMPANY } from "../../testing/desk/companies.ts";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";
import { sampleLog } from "../../testing/desk/log.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";

// Requests every route with every method; some routes judge a whole log.
vi.setConfig({ testTimeout: LONG_MILLISECONDS });

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"] as const;

const log = await sampleLog();
const installation = sampleInstallation({ log });
const app = deskApp(installation.desk);
/** A desk with its own data, for a test that changes it. */
const fresh = () => deskApp(sampleInstallation({ log }).desk);

/** Every route of the desk, with ids that exist. */
const routes = new Map<string, string[]>();
for (const { method, path } of app.routes.filter((route) => route.method !== "ALL")) {
  routes.set(path, [...(routes.get(path) ?? []), method]);
}

const contact = log.contactId;
const ids: readonly (readonly [prefix: string, id: string])[] = [
  ["/holds/", installation.holdOf("ada").holdId],
  ["/contacts/", contact],
  ["/companies/", SAMPLE_COMPANY],
  ["/tasks/", installation.tasks[0]?.taskId ?? ""],
  ["/sources/", "website"],
  ["/requests/", "rq_1"],
  ["/approvals/", installation.outbox[0]?.approvalId ?? ""],
  ["/streams/", installation.holdOf("ada").streamId],
  ["/dead-letters/", installation.deadLetters[0]?.id ?? ""],
];
const addressOf = (path: string): string => {
  const id = ids.find(([prefix]) => path.includes(prefix))?.[1] ?? "";
  return path
    .replace(":id", id)
    .replace(":fact", GONE_FACT)
    .replace(":key", installation.outbox[0]?.idempotencyKey ?? "");
};

const credentials = async () => ({
  cookie: (await signIn(app)).cookie,
  authorization: `Bearer ${GRACE.token}`,
});

describe("every route", () => {
  it("is in the list of known routes", ({ expect }) => {
    const listed = [...routes].map(([path, methods]) => `${methods.toSorted().join(",")} ${path}`);
    expect(listed.filter((route) => route.includes("/api/")).toSorted()).toMatchSnapshot("api");
    expect(listed.filter((route) => !route.includes("/api/")).toSorted()).toMatchSnapshot("pages");
  });

  it("accepts its own methods, and names them when it refuses another, signed in or not", async ({ expect }) => {
    const app = fresh();
    for (const [path, listed] of routes) {
      const allowed = new Set(listed.includes("GET") ? [...listed, "HEAD"] : listed);
      for (const headers of [{}, await credentials()]) {
        for (const method of METHODS) {
          const answer = await app.request(`${ORIGIN}${addressOf(path)}`, { method, headers });
          const name = `${method} ${path}`;
          if (allowed.has(method)) {
            expect([405, 500], name).not.toContain(answer.status);
          } else {
            expect(answer.status, name).toBe(405);
            expect(answer.headers.get("allow"), name).toBe([...allowed].toSorted().join(", "));
          }
        }
      }
    }
  });

  it("answers with every security header, for any request and any caller", async ({ expect }) => {
    const app = fresh();
    const paths = [...routes.keys(), "/nothing", "/api/v1/nothing", "/webhooks/website", "/u/token"];
    for (const path of paths) {
      for (const headers of [{}, await credentials()]) {
        for (const method of METHODS) {
          const answer = await app.request(`${ORIGIN}${addressOf(path)}`, { method, headers });
          for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
            const isKept = name === "cache-control" && path.startsWith("/assets/") && answer.ok;
            const wanted = isKept ? "public, max-age=31536000, immutable" : value;
            expect(answer.headers.get(name), `${method} ${path} ${name}`).toBe(wanted);
          }
          expect(answer.headers.get("server"), path).toBeNull();
        }
      }
    }
  });

  it("changes nothing when it is read, also by HEAD and by a prefetch", async ({ expect }) => {
    const quiet = sampleInstallation({ log });
    const desk = deskApp(quiet.desk);
    const { cookie } = await signIn(desk);
    for (const path of routes.keys()) {
      for (const method of ["GET", "HEAD"]) {
        await desk.request(`${ORIGIN}${addressOf(path)}`, {
          method,
          headers: { cookie, authorization: `Bearer ${GRACE.token}`, "sec-purpose": "prefetch" },
        });
      }
    }
    expect(quiet.asked).toEqual([]);
  });

  it("shows no data without a sign-in", async ({ expect }) => {
    const open = new Set([
      "/login",
      "/logout",
      "/favicon.ico",
      "/healthz",
      ...[...routes.keys()].filter((path) => path.startsWith("/assets/")),
    ]);
    for (const [path, methods] of routes) {
      for (const method of methods) {
        const answer = await app.request(`${ORIGIN}${addressOf(path)}`, { method });
        const name = `${method} ${path}`;
        if (path.startsWith("/api/")) expect(answer.status, name).toBe(401);
        else if (method === "GET" && !open.has(path)) expect(answer.status, name).toBe(303);
        else if (method === "POST") expect(answer.status, name).toBe(403);
        expect(await answer.text(), name).not.toMatch(/ada@|Ada|grace/);
      }
    }
    expect(installation.asked).toEqual([]);
  });

  it("accepts no cookie in the API and no bearer token on a page", async ({ expect }) => {
    const { cookie, authorization } = await credentials();
    expect((await app.request(`${ORIGIN}/api/v1/holds`, { headers: { cookie } })).status).toBe(401);
    expect((await app.request(`${ORIGIN}/`, { headers: { authorization } })).status).toBe(303);
  });
});

describe("an unknown path", () => {
  it("gets a page for people and a problem document for programs", async ({ expect }) => {
    const page = await app.request(`${ORIGIN}/nothing/here`);
    expect([page.status, page.headers.get("content-type")]).toEqual([404, "text/html; charset=UTF-8"]);
    const problem = await app.request(`${ORIGIN}/api/v1/nothing`);
    expect([problem.status, problem.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
    expect(await problem.json()).toMatchObject({ type: "urn:holdpoint:problem:not_found", status: 404 });
  });

  it.for(["/holds/hd_0", "/contacts/ct_0", "/outbox/none", "/holds/..%2f..", "/contacts/%00"])(
    "is not found: %s",
    async (path, { expect }) => {
      const visitor = await signIn(app);
      expect((await visitor.get(path)).status).toBe(404);
    },
  );

  it("is passed to ingest unchanged when ingest serves it", async ({ expect }) => {
    const answer = await app.request(`${ORIGIN}/webhooks/website?x=1`, { method: "POST", body: "raw  bytes" });
    expect(answer.status).toBe(202);
    expect(await answer.text()).toBe("ingest was asked POST /webhooks/website: raw  bytes");
    expect(await (await app.request(`${ORIGIN}/u/token`)).text()).toBe("ingest was asked GET /u/token: ");
  });

  it("keeps the headers that ingest sets", async ({ expect }) => {
    const own = { "content-security-policy": "default-src 'self'", "cache-control": "private" };
    const other = deskApp({ ...installation.desk, ingest: { fetch: async () => new Response("", { headers: own }) } });
    const answer = await other.request(`${ORIGIN}/u/token`);
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'self'");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe("a page", () => {
  it("has no script, no inline style and nothing from elsewhere", async ({ expect }) => {
    const visitor = await signIn(deskApp(sampleInstallation({ strangersText: "words", log }).desk));
    for (const path of [...routes.keys()].filter((path) => !path.startsWith("/api/") && !path.startsWith("/assets/"))) {
      const answer = await visitor.get(addressOf(path));
      // A downloaded file has its style inside, and JSON is no page.
      if (answer.status !== 200 || answer.headers.has("content-disposition") || path === "/healthz") continue;
      const html = await answer.text();
      expect(html, path).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:|<iframe|<base/i);
      const addresses = [...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, address]) => address ?? "");
      expect(addresses.length, path).toBeGreaterThan(2);
      expect(
        addresses.filter((address) => !/^[/#]/.test(address)),
        path,
      ).toEqual([]);
    }
  });

  it("names every field, and uses an id once", async ({ expect }) => {
    const visitor = await signIn(app);
    for (const path of [
      "/",
      "/tasks",
      "/contacts",
      "/suppressions",
      "/people",
      "/companies",
      "/export/contacts",
      "/import/companies",
      "/import/facts",
      "/import/suppressions",
      `/contacts/${contact}`,
      `/contacts/${contact}/what-if`,
      addressOf("/holds/:id"),
    ]) {
      const html = await (await visitor.get(path)).text();
      const found = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
      expect(new Set(found).size, path).toBe(found.length);
      const named = new Set([...html.matchAll(/<label for="([^"]*)"/g)].map(([, id]) => id));
      const fields = [...html.matchAll(/<(?:input|select|textarea)\s([^>]*)>/g)].map(
        ([, attributes]) => attributes ?? "",
      );
      for (const field of fields.filter((attributes) => !attributes.includes('type="hidden"'))) {
        expect(named, `${path} ${field}`).toContain(/id="([^"]*)"/.exec(field)?.[1]);
      }
    }
  });

  it("reports an unavailable database without the cause", async ({ expect }) => {
    const broken = sampleInstallation();
    const reads = { ...broken.desk.reads, openHolds: () => Promise.reject(new Error("D1_ERROR: secret particulars")) };
    const visitor = await signIn(deskApp({ ...broken.desk, reads }));
    const answer = await visitor.get("/");
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("10");
    expect(await answer.text()).not.toMatch(/secret|D1_ERROR/);
    expect(broken.incidents).toEqual([
      {
        incident: "failed",
        reason: "unreadable",
        method: "GET",
        route: "/",
        by: "grace",
        cause: "D1_ERROR: secret particulars",
      },
    ]);
  });

  it("reads no names and no flags for a page without contacts", async ({ expect }) => {
    const { desk } = sampleInstallation();
    const [none, never] = [
      async () => ({ rows: [], next: null, faults: [] }),
      () => Promise.reject(new Error("was read")),
    ];
    const lists = {
      openTasks: none,
      contacts: none,
      planComparisons: none,
      plans: none,
      unwrittenRuns: none,
      runsUnderWay: none,
    };
    const reads = { ...desk.reads, ...lists, contactCards: never, contactFlags: never };
    const visitor = await signIn(deskApp({ ...desk, reads }));
    for (const path of ["/tasks", "/contacts", "/not-written", "/under-way", "/plans", "/plans/shadow"])
      expect((await visitor.get(path)).status, path).toBe(200);
  });

  it("filters the inbox by its URL", async ({ expect }) => {
    const visitor = await signIn(app);
    const drafts = await (await visitor.get("/?kind=draft&assigned=nobody&snoozed=&action=&group=company")).text();
    expect(drafts).toContain("Ada Lovelace");
    expect(drafts).not.toContain("Hedy Lamarr");
    expect(drafts).toContain("analytical.example");
    expect((await visitor.get("/?kind=everything")).status).toBe(400);
  });

  it("groups the inbox by source, and shows one source alone", async ({ expect }) => {
    const visitor = await signIn(app);
    const all = await (await visitor.get("/?group=source")).text();
    expect([...all.matchAll(/<h2><bdi>([^<]*)<\/bdi>/g)].map(([, title]) => title)).toEqual(["website", "mailbox"]);
    const link = /href="(\/\?group=source&amp;source=mailbox)"/.exec(all)?.[1]?.replace("&amp;", "&") ?? "";
    const one = await (await visitor.get(link)).text();
    expect(one.split("<article").length - 1).toBe(1);
    expect(one).toContain("Hedy Lamarr");
    expect(one).toContain('name="source" value="mailbox"');
  });

  it("continues a list at its cursor, and ignores an invalid cursor", async ({ expect }) => {
    const visitor = await signIn(app);
    const first = await (await visitor.get("/?limit=3")).text();
    const next = /href="(\/\?limit=3&amp;cursor=[\w-]+)"/.exec(first)?.[1]?.replace("&amp;", "&") ?? "";
    const rest = await (await visitor.get(next)).text();
    expect([first, rest].map((html) => html.split("<article").length - 1)).toEqual([3, 1]);
    expect((await visitor.get("/?cursor=%7Bnonsense")).status).toBe(200);
  });
});
