// Tests that signing out ends a session on the server: a copied cookie opens nothing afterwards, in no isolate.
import { describe, it } from "vitest";
import { deskApp } from "./app.tsx";
import { endedSessions } from "./ended-sessions.ts";
import { LINUS, sampleInstallation, type SampleInstallation } from "../../testing/desk/installation.ts";
import { NOW } from "../../testing/desk/leads.ts";
import { form, FROM_OUR_PAGE, ORIGIN, signIn, type Visitor } from "../../testing/desk/visitor.ts";

/** A desk in another isolate, or after a restart: it shares the port and nothing in memory. */
function anotherIsolate({ desk }: SampleInstallation) {
  const clock = { now: new Date(NOW) };
  return { app: deskApp({ ...desk, endedSessions: endedSessions({ port: desk.port, now: () => clock.now }) }), clock };
}

const withCookie = ({ cookie }: Visitor): RequestInit => ({ headers: { cookie } });
const click = ({ cookie }: Visitor): RequestInit => form({ stamp: "x" }, { ...FROM_OUR_PAGE, cookie });
const OPEN = { status: 200, location: null };
const CLOSED = { status: 303, location: "/login?next=%2Ftasks" };

async function tasksIn(app: ReturnType<typeof deskApp>, visitor: Visitor) {
  const { status, headers } = await app.request(`${ORIGIN}/tasks`, withCookie(visitor));
  return { status, location: headers.get("location") };
}

describe("a copied cookie", () => {
  it("opens no page and no form after its session was signed out, in this isolate and in a new one", async ({
    expect,
  }) => {
    const installation = sampleInstallation();
    const app = deskApp(installation.desk);
    const visitor = await signIn(app);
    expect(await tasksIn(app, visitor)).toEqual(OPEN);
    expect((await visitor.submit("/tasks", "/logout")).status).toBe(303);
    const { app: restarted } = anotherIsolate(installation);
    for (const each of [app, restarted]) {
      expect(await tasksIn(each, visitor)).toEqual(CLOSED);
      const answer = await each.request(`${ORIGIN}/policy/adopt`, click(visitor));
      expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("not signed in any more")]);
      expect((await each.request(`${ORIGIN}/logout`, click(visitor))).headers.get("location")).toBe("/login");
    }
  });

  it("decides nothing at once, and opens pages for ten seconds at most, where it was used just before", async ({
    expect,
  }) => {
    const installation = sampleInstallation();
    const visitor = await signIn(deskApp(installation.desk));
    const { app, clock } = anotherIsolate(installation);
    await tasksIn(app, visitor);
    await visitor.submit("/tasks", "/logout");
    clock.now = new Date(clock.now.getTime() + 9_999);
    expect(await tasksIn(app, visitor)).toEqual(OPEN);
    expect((await app.request(`${ORIGIN}/policy/adopt`, click(visitor))).status).toBe(403);
    expect(await tasksIn(app, visitor)).toEqual(CLOSED);
  });

  it("opens no page ten seconds after the desk last asked about its session", async ({ expect }) => {
    const installation = sampleInstallation();
    const visitor = await signIn(deskApp(installation.desk));
    const { app, clock } = anotherIsolate(installation);
    await tasksIn(app, visitor);
    await visitor.submit("/tasks", "/logout");
    clock.now = new Date(clock.now.getTime() + 10_000);
    expect(await tasksIn(app, visitor)).toEqual(CLOSED);
  });
});

it("leaves the other sessions of the same person, and of others, as they are", async ({ expect }) => {
  const app = deskApp(sampleInstallation().desk);
  const [here, there, linus] = [await signIn(app), await signIn(app), await signIn(app, LINUS)];
  await here.submit("/tasks", "/logout");
  expect([await tasksIn(app, there), await tasksIn(app, linus)]).toEqual([OPEN, OPEN]);
});

it("asks the port once for pages within ten seconds, and for each click", async ({ expect }) => {
  const { desk } = sampleInstallation();
  const asked: object[] = [];
  const ask: typeof desk.port.ask = async (queries) => {
    asked.push(...queries.filter(({ type }) => type === "EndedSession"));
    return desk.port.ask(queries);
  };
  const port = { ...desk.port, ask };
  const app = deskApp({ ...desk, port, endedSessions: endedSessions({ port, now: desk.now }) });
  const visitor = await signIn(app);
  for (let page = 0; page < 3; page += 1) await tasksIn(app, visitor);
  expect(asked).toHaveLength(1);
  await app.request(`${ORIGIN}/policy/adopt`, click(visitor));
  expect(asked).toHaveLength(2);
});

describe("when the port does not answer", () => {
  it("signs nobody out: the cookie stays, and the person can try again", async ({ expect }) => {
    const installation = sampleInstallation();
    const app = deskApp(installation.desk);
    const visitor = await signIn(app);
    const fields = await visitor.hidden("/tasks", "/logout");
    installation.setAnswer(new Error("the database is locked"));
    const answer = await visitor.post("/logout", fields);
    expect([answer.status, answer.headers.get("set-cookie")]).toEqual([503, null]);
    installation.setAnswer(null);
    expect(await tasksIn(app, visitor)).toEqual(OPEN);
    expect((await visitor.post("/logout", fields)).status).toBe(303);
    expect(await tasksIn(app, visitor)).toEqual(CLOSED);
  });

  it("opens no page, because it is not known whether the session was ended", async ({ expect }) => {
    const { desk } = sampleInstallation();
    const visitor = await signIn(deskApp(desk));
    const ask = () => Promise.reject(new Error("unreachable"));
    const app = deskApp({ ...desk, endedSessions: endedSessions({ port: { ...desk.port, ask }, now: desk.now }) });
    expect((await tasksIn(app, visitor)).status).toBe(503);
  });
});
