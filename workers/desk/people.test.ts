// Tests people on the desk: inviting, signing in by a code, changing and revoking with effect at the next click, and the tokens of programs.
import { describe, it } from "vitest";
import { GRACE, LINUS, sampleInstallation } from "../../testing/desk/installation.ts";
import { NOW } from "../../testing/desk/leads.ts";
import { form, FROM_OUR_PAGE, ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";
import type { Desk } from "./desk.ts";
import { deskPeople } from "./people.ts";

function openDesk(change: (desk: Desk) => Partial<Desk> = () => ({})) {
  const installation = sampleInstallation();
  const desk = { ...installation.desk, ...change(installation.desk) };
  const app = deskApp(desk);
  const call = async (method: string, path: string, body?: object, token = GRACE.token) =>
    app.request(`${ORIGIN}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const tokenFor = async (
    ...scopes: readonly string[]
  ): Promise<{ readonly token: string; readonly tokenId: string }> =>
    (await (await call("POST", "/tokens", { name: "crm", scopes })).json()) as never;
  return { installation, desk, app, call, tokenFor };
}

/** The secret of a page that shows one once. */
const shownIn = (html: string): string => /<code class="once">([^<]+)<\/code>/.exec(html)?.[1] ?? "";

describe("an invited person", () => {
  it("signs in by a code of an admin, and may do what the role says", async ({ expect }) => {
    const { app, installation } = openDesk();
    const grace = await signIn(app);
    const invited = await grace.submit("/people", "/people", { identity: " Ada@Engine.example ", role: "approver" });
    expect(invited.status).toBe(303);
    const shown = await grace.submit("/people", "/people/code", { identity: "ada@engine.example" });
    const code = shownIn(await shown.text());
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const ada = await signIn(app, { token: code });
    expect(await (await ada.get("/")).text()).toContain("<strong>ada@engine.example</strong>");
    expect((await app.request(`${ORIGIN}/login`, form({ code }, FROM_OUR_PAGE))).status).toBe(403);

    const import_ = await ada.get("/import/contacts");
    expect([import_.status, await import_.text()]).toEqual([403, expect.stringContaining("This needs the role admin")]);
    const hold = `/holds/${installation.holdOf("ada").holdId}`;
    expect((await ada.submit(hold, `${hold}/snooze`, { until: "2026-11-23T12:00:00.000Z" })).status).toBe(303);
    expect(installation.asked.at(-1)).toMatchObject({ type: "SnoozeHold", by: "ada@engine.example" });
  });

  it("sees in place of a form which role it needs, and who could give it", async ({ expect }) => {
    const { app, call, installation } = openDesk();
    await call("POST", "/people", { identity: LINUS.identity, role: "viewer" });
    const linus = await signIn(app, LINUS);
    const hold = `/holds/${installation.holdOf("ada").holdId}`;
    const html = await (await linus.get(hold)).text();
    expect(html).toContain("Approve: this needs the role approver.");
    expect(html).not.toContain(`action="${hold}/`);
    const people = await (await linus.get("/people")).text();
    expect(people).toContain("Invite: this needs the role admin.");
    expect(people).not.toContain("Tokens of programs");
    const refused = await call("POST", "/roots", {}, LINUS.token);
    expect([refused.status, await refused.json()]).toEqual([
      403,
      expect.objectContaining({ type: "urn:holdpoint:problem:role_needed", role: "admin", admins: ["grace"] }),
    ]);
  });

  it("gets no code while nobody invited them, or where they have a token", async ({ expect }) => {
    const { call } = openDesk();
    for (const identity of ["ada@engine.example", LINUS.identity])
      expect((await call("POST", "/people/code", { identity })).status, identity).toBe(422);
    await call("POST", "/people", { identity: "ada@engine.example", role: "viewer" });
    expect((await call("POST", "/people/code", { identity: "ada@engine.example" })).status).toBe(200);
    await call("POST", "/people", { identity: "ada@engine.example", role: "none" });
    expect((await call("POST", "/people/code", { identity: "ada@engine.example" })).status).toBe(422);
  });
});

describe("a change of a role", () => {
  it("counts at the next click, also in another isolate, and there within ten seconds for pages", async ({
    expect,
  }) => {
    const { app, desk, call } = openDesk();
    const clock = { now: new Date(NOW) };
    const now = () => clock.now;
    const people = deskPeople({ port: desk.port, now, configured: [GRACE.identity, LINUS.identity] });
    const there = deskApp({ ...desk, people });
    const linus = await signIn(app, LINUS);
    const headers = { cookie: linus.cookie };
    const opens = async () => (await there.request(`${ORIGIN}/tasks`, { headers })).status;
    const clicks = async () =>
      (await there.request(`${ORIGIN}/policy/adopt`, form({ stamp: "x" }, { ...FROM_OUR_PAGE, ...headers }))).text();

    expect([await opens(), await clicks()]).toEqual([200, expect.stringContaining("This form is not valid any more")]);
    await call("POST", "/people", { identity: LINUS.identity, role: "none" });
    clock.now = new Date(clock.now.getTime() + 9_999);
    expect(await opens()).toBe(200);
    expect(await clicks()).toContain("You have no role on this desk");
    // The click has asked, and pages go by its answer.
    expect(await opens()).toBe(403);
    await call("POST", "/people", { identity: LINUS.identity, role: "viewer" });
    clock.now = new Date(clock.now.getTime() + 10_000);
    expect([await opens(), await clicks()]).toEqual([200, expect.stringContaining("This needs the role admin")]);
  });

  it("leaves a person the way out: who has no role any more can sign out", async ({ expect }) => {
    const { app, call } = openDesk();
    const linus = await signIn(app, LINUS);
    const fields = await linus.hidden("/tasks", "/logout");
    await call("POST", "/people", { identity: LINUS.identity, role: "none" });
    expect((await linus.post("/logout", fields)).headers.get("location")).toBe("/login");
  });

  it("is refused where it would leave nobody who can give a role", async ({ expect }) => {
    const { call } = openDesk();
    expect((await call("POST", "/people", { identity: LINUS.identity, role: "approver" })).status).toBe(200);
    const answer = await call("POST", "/people", { identity: GRACE.identity, role: "none" });
    expect([answer.status, await answer.json()]).toEqual([
      409,
      expect.objectContaining({ type: "urn:holdpoint:problem:last_admin" }),
    ]);
  });

  it("is refused to whom it would raise: nobody raises themselves, by page, API or token", async ({ expect }) => {
    const { app, call, tokenFor } = openDesk();
    await call("POST", "/people", { identity: LINUS.identity, role: "approver" });
    const linus = await signIn(app, LINUS);
    const wish = { identity: LINUS.identity, role: "admin" };
    expect((await linus.post("/people", wish)).status).toBe(403);
    expect((await call("POST", "/people", wish, LINUS.token)).status).toBe(403);
    const { token } = await tokenFor("read", "decide", "import", "export", "operate", "release");
    for (const [path, body] of [
      ["/people", wish],
      ["/tokens", { name: "wider", scopes: ["release"] }],
      ["/sign-in-codes", {}],
      ["/people/code", { identity: LINUS.identity }],
    ] as const)
      expect((await call("POST", path, body, token)).status, path).toBe(403);
  });
});

it("is nobody's desk while it is not known who has which role", async ({ expect }) => {
  const { app, desk } = openDesk();
  const { cookie } = await signIn(app);
  const ask: typeof desk.port.ask = async (queries) =>
    queries.some(({ type }) => type === "People") ? Promise.reject(new Error("unreachable")) : desk.port.ask(queries);
  const port = { ...desk.port, ask };
  const closed = deskApp({ ...desk, people: deskPeople({ port, now: desk.now, configured: [GRACE.identity] }) });
  expect((await closed.request(`${ORIGIN}/tasks`, { headers: { cookie } })).status).toBe(503);
  const headers = { authorization: `Bearer ${GRACE.token}` };
  expect((await closed.request(`${ORIGIN}/api/v1/tasks`, { headers })).status).toBe(503);
});

describe("a token of a program", () => {
  it("is shown once, does what it is for in its own name, and nothing after it was revoked", async ({ expect }) => {
    const { app, call, installation } = openDesk();
    const grace = await signIn(app);
    const issued = await grace.submit("/people", "/tokens", { name: "CRM", scope_read: "true", scope_decide: "true" });
    const token = shownIn(await issued.text());
    expect(token).toMatch(/^hp_/);
    expect(await (await grace.get("/people")).text()).not.toContain(token);
    const items = JSON.stringify(await (await call("GET", "/tokens")).json());
    expect(items).toContain('"scopes":["read","decide"]');
    expect(items).not.toContain(token);
    const { holdId, digest } = installation.holdOf("ada");
    expect((await call("GET", "/holds", undefined, token)).status).toBe(200);
    expect((await call("POST", `/holds/${holdId}/approve`, { digest }, token)).status).toBe(403);
    const until = "2026-11-23T12:00:00.000Z";
    expect((await call("POST", `/holds/${holdId}/snooze`, { until }, token)).status).toBe(200);
    expect(installation.asked.at(-1)).toMatchObject({ type: "SnoozeHold", by: "token:crm" });
    expect((await grace.submit("/people", "/tokens/revoke")).status).toBe(303);
    expect((await call("GET", "/holds", undefined, token)).status).toBe(401);
    expect(JSON.stringify(installation.incidents)).not.toContain(token);
  });

  it("ends on its day", async ({ expect }) => {
    const clock = { now: new Date(NOW) };
    const { call, tokenFor } = openDesk(() => ({ now: () => clock.now }));
    const { token } = await tokenFor("read");
    clock.now = new Date(Date.parse(NOW) + 90 * 24 * 60 * 60 * 1_000 - 1);
    expect((await call("GET", "/holds", undefined, token)).status).toBe(200);
    clock.now = new Date(clock.now.getTime() + 1);
    expect((await call("GET", "/holds", undefined, token)).status).toBe(401);
  });

  it.for([
    [{ name: "crm", scopes: [] }, "scopes"],
    [{ name: "crm", scopes: ["everything"] }, "scopes"],
    [{ name: "crm", scopes: ["read"], days: 366 }, "days"],
    [{ name: "a b", scopes: ["read"] }, "name"],
  ])("is not made with %j", async ([body, field], { expect }) => {
    const answer = await openDesk().call("POST", "/tokens", body as object);
    expect([answer.status, await answer.json()]).toEqual([422, expect.objectContaining({ fields: [field] })]);
  });
});
