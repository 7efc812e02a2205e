// Tests the table of permissions against the desk: for every route and method, what a person of each role and a token of each scope is answered; that no route is
// missing; and that docs/permissions.md is the table. `vitest -u` writes that page again.
import { describe, it, vi } from "vitest";
import { PersonRole, Scope } from "../../schema/people.ts";
import { sampleInstallation } from "../../testing/desk/installation.ts";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import { form, FROM_OUR_PAGE, ORIGIN } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";
import { identitiesOf } from "./identities.ts";
import { deskPeople } from "./people.ts";
import { covers, listedRoutes, openRoutes, permissionOf, permissionToPost } from "./permissions.ts";

// Each of some 170 routes is asked by eleven callers.
vi.setConfig({ testTimeout: LONG_MILLISECONDS });

const ROLES = [...PersonRole.options, "none"] as const;
const tokenOf = (name: string): string => `token-of-the-${name}`;

/** Who is refused by the table is answered with one of these; every other answer is one of the route. */
const BY_THE_TABLE = new Set(["role_needed", "no_role", "token_needed", "scope_needed", "unlisted_route"]);

/** Data that nobody can read: what a route does with it is not the matter here, and most are answered 503. */
const unreadable = new Proxy({} as ReturnType<typeof sampleInstallation>["desk"]["reads"], {
  get: () => () => Promise.reject(new Error("not read here")),
});

/** A desk with a person of each role, and a token of each scope. */
async function openDesk() {
  const { desk } = sampleInstallation();
  const names = ["root", ...ROLES];
  const identities = identitiesOf({
    tokens: JSON.stringify(Object.fromEntries(names.map((name) => [tokenOf(name), name]))),
    sessionKey: Buffer.alloc(32, 7).toString("base64"),
  });
  const people = deskPeople({ port: desk.port, now: desk.now, configured: ["root"] });
  const app = deskApp({ ...desk, identities, people, reads: unreadable });
  const api = (path: string, body: object, token = tokenOf("root")) =>
    app.request(`${ORIGIN}/api/v1${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  for (const role of ROLES) {
    await api("/people", { identity: role, role: "viewer" });
    await api("/people", { identity: role, role });
  }
  const issued = new Map<Scope, string>();
  for (const scope of Scope.options) {
    const answer = (await (await api("/tokens", { name: scope, scopes: [scope] })).json()) as { token: string };
    issued.set(scope, answer.token);
  }
  const cookies = new Map<string, string>();
  for (const role of ROLES) {
    const answer = await app.request(`${ORIGIN}/login`, form({ token: tokenOf(role), next: "/" }, FROM_OUR_PAGE));
    cookies.set(role, answer.headers.get("set-cookie")?.split(";")[0] ?? "");
  }
  return { app, issued, cookies };
}

/** Why the table refused a request; null when it was let through. */
async function refusedBy(answer: Response): Promise<string | null> {
  if (answer.status !== 403) return null;
  const text = await answer.text();
  const reason = /urn:holdpoint:problem:(\w+)/.exec(text)?.[1] ?? PAGES.find(([title]) => text.includes(title))?.[1];
  return reason !== undefined && BY_THE_TABLE.has(reason) ? reason : null;
}
const PAGES = [
  ["This needs the role", "role_needed"],
  ["You have no role", "no_role"],
  ["Nobody may do this", "unlisted_route"],
] as const;

const requestTo = (method: string, path: string, headers: Readonly<Record<string, string>>): Request =>
  new Request(`${ORIGIN}${path.replaceAll(/:\w+/g, "ct_nobody")}`, {
    method,
    headers: { ...headers, ...FROM_OUR_PAGE, ...(path.startsWith("/api/") ? { origin: ORIGIN } : {}) },
  });

const { app, issued, cookies } = await openDesk();
const routes = listedRoutes();
const known = app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`);

describe("the table of permissions", () => {
  it("has every route of the desk, and no other", ({ expect }) => {
    const listed = [...openRoutes(), ...routes.map(({ method, path }) => `${method} ${path}`)];
    expect(known.filter((route) => !listed.includes(route))).toEqual([]);
    expect(listed.filter((route) => !known.includes(route))).toEqual([]);
    expect(known.length).toBeGreaterThan(150);
  });

  it.for(ROLES)("is what a person of the role %s is answered, on every route", async (role, { expect }) => {
    for (const { method, path, ...needed } of routes) {
      const credential: Record<string, string> = path.startsWith("/api/")
        ? { authorization: `Bearer ${tokenOf(role)}` }
        : { cookie: cookies.get(role) ?? "" };
      const found = await refusedBy(await app.request(requestTo(method, path, credential)));
      const expected =
        role === "none" ? "no_role" : covers(role, needed) ? null : needed.role ? "role_needed" : "token_needed";
      expect(found, `${method} ${path}`).toBe(expected);
    }
  });

  it.for(Scope.options)("is what a token of the scope %s is answered, on every route", async (scope, { expect }) => {
    for (const { method, path, ...needed } of routes) {
      const authorization = `Bearer ${issued.get(scope)}`;
      const answer = await app.request(requestTo(method, path, { authorization }));
      const name = `${method} ${path}`;
      // A page takes no token: it asks to sign in.
      if (!path.startsWith("/api/")) expect([303, 403], name).toContain(answer.status);
      else expect(await refusedBy(answer), name).toBe(needed.scope === scope ? null : "scope_needed");
    }
  });

  it("is what a token of all scopes is answered: it changes no role and makes no token", async ({ expect }) => {
    const closed = routes.filter(({ path, scope }) => path.startsWith("/api/") && scope === null);
    expect(closed.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["/api/v1/people", "/api/v1/tokens", "/api/v1/holds/:id/approve"]),
    );
  });

  it("refuses a route that it does not have", async ({ expect }) => {
    expect(permissionOf("GET", "/new-page")).toBeNull();
    const other = deskApp(sampleInstallation().desk);
    other.get("/new-page", (c) => c.text("shown"));
    const answer = await other.request(`${ORIGIN}/new-page`, { headers: { cookie: cookies.get("admin") ?? "" } });
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("Nobody may do this")]);
  });

  it("finds the form of a path, an exact one before one with an id", ({ expect }) => {
    expect(permissionToPost("/suppressions/lift")?.role).toBe("admin");
    expect(permissionToPost("/holds/hd_1/approve")?.role).toBe("approver");
    expect(permissionToPost("/companies/co_1")?.role).toBe("approver");
    expect(permissionToPost("/nothing/here")).toBeNull();
  });

  it("is on its page of the documentation", async ({ expect }) => {
    await expect(documentation()).toMatchFileSnapshot("../../docs/permissions.md");
  });
});

function documentation(): string {
  const rows = routes.map(
    ({ method, path, role, scope }) =>
      `| \`${method}\` | \`${path}\` | ${role ?? "no person"} | ${path.startsWith("/api/") ? (scope ?? "no token") : "–"} |`,
  );
  return `# Who may use which route

Made from [\`workers/desk/permissions.ts\`](../workers/desk/permissions.ts) by its test; \`vitest -u\` writes it again. What roles and scopes are for is in [People, sign-in and tokens](people.md).

A role may do what the ones before it may: \`viewer\`, \`approver\`, \`admin\`. The last column is the scope that a token needs; a page takes no token. A route that is not here is refused, and a test fails.

Before the sign-in, without data: ${openRoutes()
    .map((route) => `\`${route}\``)
    .join(", ")}.

| Method | Route | Least role | Scope |
|---|---|---|---|
${rows.join("\n")}
`;
}
