// Tests what the desk shows while the suppression list is behind its log: a banner on every page, and an item of the tasks.
import { describe, it } from "vitest";
import type { ListStanding } from "../../drizzle/desk-reads.ts";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { sampleLog } from "../../testing/desk/log.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";
import type { Desk } from "./desk.ts";

const log = await sampleLog();
const PAGES = [
  "/",
  "/tasks",
  "/contacts",
  "/work-list",
  "/not-written",
  "/under-way",
  "/outbox",
  "/plans",
  "/plans/shadow",
  "/dead-letters",
  "/suppressions",
  "/policy",
  "/administration",
  "/system",
  "/holds",
];
const BEHIND = { listed: 2, logged: 9 };
const REPAIR = "npx holdpoint rebuild --list";

/** A desk whose list stands so; an error: the comparison fails. */
async function openDesk(standing: ListStanding | Error) {
  const installation = sampleInstallation({ log });
  const listStanding = async () => {
    if (standing instanceof Error) throw standing;
    return standing;
  };
  const desk: Desk = { ...installation.desk, reads: { ...installation.desk.reads, listStanding } };
  const app = deskApp(desk);
  const visitor = await signIn(app);
  const page = async (path: string) => {
    const answer = await visitor.get(path);
    return { status: answer.status, text: (await answer.text()).replaceAll(/\s+/g, " ") };
  };
  const headers = { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" };
  const ask = async (method: "GET" | "POST", path: string, body?: object) =>
    app.request(`${ORIGIN}/api/v1${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  return { installation, page, ask };
}

describe("a list behind its log", () => {
  it.for([...PAGES, `/contacts/${log.contactId}`, `/contacts/${log.contactId}/verify`])(
    "is named on the page %s, with the command that repairs it",
    async (path, { expect }) => {
      const { page } = await openDesk(BEHIND);
      const { status, text } = await page(path);
      expect(status).toBe(200);
      expect(text).toContain("it ends at revision 2, and the log has revision 9");
      expect(text).toContain(`<code>${REPAIR}</code>`);
      expect((await (await openDesk({ listed: 9, logged: 9 })).page(path)).text).not.toContain(REPAIR);
    },
  );

  it("is the first item of the tasks, on the page and for programs, until it is level again", async ({ expect }) => {
    const { page, ask, installation } = await openDesk(BEHIND);
    expect((await page("/tasks")).text).toContain("<h2>The suppression list is behind its log</h2>");
    const items = async (from: typeof ask) =>
      ((await (await from("GET", "/tasks")).json()) as { items: object[] }).items;
    expect((await items(ask))[0]).toEqual({ kind: "list_went_back", about: "2 of 9", command: REPAIR });
    expect(await items(ask)).toHaveLength(installation.tasks.length + 1);
    const level = await openDesk({ listed: 10, logged: 9 });
    expect(await items(level.ask)).toHaveLength(installation.tasks.length);
  });

  it.for([{ listed: null, logged: 9 }, new Error("the log is down")])(
    "is said to be unknown when it cannot be compared, and no page fails",
    async (standing, { expect }) => {
      const { page } = await openDesk(standing);
      for (const path of PAGES) {
        const { status, text } = await page(path);
        expect(status).toBe(200);
        expect(text).toContain("The suppression list cannot be compared with the log just now.");
      }
    },
  );
});

it("a rebuild of the list is requested page by page, with a token", async ({ expect }) => {
  const { ask, installation } = await openDesk(BEHIND);
  const answer = await ask("POST", "/suppressions/rebuild", { after: "p2" });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ next: null, added: 2, isBehind: false });
  expect(installation.asked).toEqual([
    { type: "RebuildList", after: "p2", performer: expect.objectContaining({ request: null }) },
  ]);
  expect((await ask("POST", "/suppressions/rebuild", { after: 3 })).status).toBe(422);
});
