// Tests stopping and resuming of sending on the desk: the page and its forms, the banner of every page, the approval that waits, and the API.
import { describe, it } from "vitest";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { sampleLog } from "../../testing/desk/log.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";
import { stopReason, waitingText } from "./dispatching.ts";

const log = await sampleLog();

async function openDesk() {
  const installation = sampleInstallation({ log });
  const app = deskApp(installation.desk);
  const visitor = await signIn(app);
  const page = async (path: string) => (await (await visitor.get(path)).text()).replaceAll(/\s+/g, " ");
  const headers = { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" };
  const ask = async (method: "GET" | "POST", path: string, body?: object) =>
    app.request(`${ORIGIN}/api/v1${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  return { installation, page, ask };
}
const WHY = { reason: "incident", why: "a draft promised a discount" };

describe("stopping of sending", () => {
  it("needs a reason, and is said on every page with who, why and what waits", async ({ expect }) => {
    const { page, ask } = await openDesk();
    expect(await page("/dispatch")).toContain("Sending goes on");
    expect((await ask("POST", "/dispatch/stop", {})).status).toBe(422);
    expect(await (await ask("GET", "/dispatch")).json()).toMatchObject({ isStopped: false });
    expect((await ask("POST", "/dispatch/stop", WHY)).status).toBe(200);
    for (const path of ["/", "/contacts", "/outbox", "/system", "/dispatch"]) {
      const text = await page(path);
      expect(text).toContain("Sending is stopped since");
      expect(text).toContain(`<strong>${GRACE.identity}</strong>`);
      expect(text).toContain("a draft promised a discount");
    }
    expect(await page("/dispatch")).toContain('action="/dispatch/resume"');
    expect(await (await ask("GET", "/dispatch")).json()).toMatchObject({ isStopped: true, version: 1 });
  });

  it("lets a draft be approved, and the answer says that it waits", async ({ expect }) => {
    const { installation, page, ask } = await openDesk();
    await ask("POST", "/dispatch/stop", WHY);
    const { holdId } = installation.holdOf("ada");
    const { digest } = (await (await ask("GET", `/holds/${holdId}`)).json()) as { digest: string };
    const approved = await ask("POST", `/holds/${holdId}/approve`, { digest });
    expect(await approved.json()).toMatchObject({ waits: "dispatch_stopped" });
    expect(await page("/")).toContain("Sending is stopped since");
  });

  it("is ended by a resumption that names the stop, and then no page says it", async ({ expect }) => {
    const { page, ask } = await openDesk();
    await ask("POST", "/dispatch/stop", WHY);
    expect((await ask("POST", "/dispatch/resume", WHY)).status).toBe(422);
    expect((await ask("POST", "/dispatch/resume", { ...WHY, stopped: 1 })).status).toBe(200);
    expect(await page("/")).not.toContain("Sending is stopped");
  });
});

it("is said to be unknown when it cannot be read", async ({ expect }) => {
  const { desk } = sampleInstallation({ log });
  const ask: typeof desk.port.ask = async (queries) => {
    if (queries.some(({ type }) => type === "Dispatching")) throw new Error("down");
    return desk.port.ask(queries);
  };
  const visitor = await signIn(deskApp({ ...desk, port: { ...desk.port, ask } }));
  expect(await (await visitor.get("/contacts")).text()).toContain("Whether sending is stopped cannot be read");
});

it("says why it was stopped, and how much waits", ({ expect }) => {
  const stop = { since: "2026-11-22T09:00:00.000Z", by: "rosa" };
  expect(stopReason({ ...stop, reason: "other", why: "a test" })).toBe("a test");
  expect(stopReason({ ...stop, reason: "other", why: null })).toContain("cannot be opened");
  expect(stopReason({ ...stop, reason: null, why: "" })).toBe("no reason is recorded");
  expect(waitingText({ waiting: [], isCut: false })).toBe("No approved message waits.");
});
