// Tests what the desk shows of a contact whose object cannot be read: on the tasks, on the contact's page, and to programs.
import { describe, it } from "vitest";
import { ContactId } from "../../schema/ids.ts";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { sampleLog } from "../../testing/desk/log.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";

const log = await sampleLog();

/** A desk at which the object of a sample lead, and that of the contact with a real log, cannot be read. */
async function openDesk(detail = "event 3") {
  const installation = sampleInstallation({ log });
  const hold = installation.holdOf("ada");
  const contactId = ContactId.parse(hold.streamId);
  for (const streamId of [contactId, log.contactId]) installation.damage(streamId, detail);
  const app = deskApp(installation.desk);
  const headers = { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" };
  const ask = async (method: "GET" | "POST", path: string) => {
    const body = method === "POST" ? { body: "{}" } : {};
    const answer = await app.request(`${ORIGIN}/api/v1${path}`, { method, headers, ...body });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const visitor = await signIn(app);
  const page = async (path: string) => {
    const answer = await visitor.get(path);
    return { status: answer.status, text: (await answer.text()).replaceAll(/\s+/g, " ") };
  };
  return { installation, hold, contactId, ask, page, visitor };
}
const command = (id: string): string => `npx holdpoint rebuild --object ${id}`;

describe("a contact whose object cannot be read", () => {
  it("is the first item of the tasks, with the command that repairs it", async ({ expect }) => {
    const { ask, contactId, installation } = await openDesk();
    const items = (await ask("GET", "/tasks")).body["items"] as object[];
    expect(items).toHaveLength(installation.tasks.length + 2);
    expect(items[0]).toEqual({
      kind: "object_differs",
      streamId: contactId,
      about: "event 3",
      raisedAt: expect.any(String),
      lastAt: expect.any(String),
      command: command(contactId),
    });
    expect((await ask("GET", "/tasks?cursor=x")).body["items"]).toHaveLength(installation.tasks.length);
  });

  it("is named with its command on the page of the tasks", async ({ expect }) => {
    const { page, contactId } = await openDesk("storage");
    const { text } = await page("/tasks");
    expect(text).toContain("Its object cannot be read");
    expect(text).toContain(`<a href="/contacts/${contactId}">`);
    expect(text).toContain("its storage is damaged");
    expect(text).toContain(`<code>${command(contactId)}</code>`);
  });

  it("is another item when its rows differ from it, with the command that makes them again", async ({ expect }) => {
    const { ask, page } = await openDesk("read_model_differs holds.hd_1 shown, digest");
    const repair = "npx holdpoint rebuild --read-models";
    expect((await ask("GET", "/tasks")).body["items"]).toContainEqual(
      expect.objectContaining({
        kind: "read_model_differs",
        about: "read_model_differs holds.hd_1 shown, digest",
        command: repair,
      }),
    );
    const { text } = await page("/tasks");
    expect(text).toContain("Its rows in the lists were changed");
    expect(text).toContain("not what its object says (holds.hd_1 shown, digest)");
    expect(text).toContain(`<code>${repair}</code>`);
    expect(text).not.toContain("cannot be read");
  });

  it("has a page with the events of the log, without words and without forms", async ({ expect }) => {
    const { page } = await openDesk();
    const { status, text } = await page(`/contacts/${log.contactId}`);
    expect(status).toBe(200);
    expect(text).toContain("event 3 in its storage is not the one that was recorded");
    expect(text).toContain(`<code>${command(log.contactId)}</code>`);
    expect(text).toContain("<code>SignalReceived</code>");
    expect(text).not.toContain("Opened words");
    expect(text).not.toContain("sealed for good");
    expect(text).not.toContain(`action="/contacts/${log.contactId}`);
  });

  it.for(["/receipt", "/verify", "/what-if"])("is named on its page %s", async (path, { expect }) => {
    const { page } = await openDesk();
    const { status, text } = await page(`/contacts/${log.contactId}${path}`);
    expect(status).toBe(500);
    expect(text).toContain("The object of this contact differs from what it recorded");
    expect(text).toContain(command(log.contactId));
  });

  it("can be erased on its page when its key exists nowhere, and only then", async ({ expect }) => {
    const { page } = await openDesk("key");
    const link = `href="/contacts/${log.contactId}/erase"`;
    expect((await page(`/contacts/${log.contactId}`)).text).toContain(link);
    const erasing = await page(`/contacts/${log.contactId}/erase`);
    expect(erasing.status).toBe(200);
    expect(erasing.text).toContain(`action="/contacts/${log.contactId}/erase"`);
    const other = await openDesk("event 3");
    expect((await other.page(`/contacts/${log.contactId}`)).text).not.toContain(link);
  });

  it("is the problem of every request about it, and nothing is recorded", async ({ expect }) => {
    const { ask, contactId, hold, installation } = await openDesk("key");
    const problem = {
      type: "urn:holdpoint:problem:object_unreadable",
      status: 500,
      streamId: contactId,
      damage: "key",
      command: command(contactId),
      detail: expect.stringContaining("Nothing was changed."),
    };
    expect((await ask("GET", `/contacts/${contactId}`)).body).toMatchObject(problem);
    expect((await ask("GET", `/holds/${hold.holdId}`)).body).toMatchObject(problem);
    expect((await ask("POST", `/holds/${hold.holdId}/approve`)).body).toMatchObject({ status: 422 });
    expect((await ask("POST", `/contacts/${contactId}/wake`)).body).toMatchObject(problem);
    expect(installation.asked).toEqual([]);
    expect(installation.incidents.map(({ reason }) => reason)).toContain("object_unreadable");
  });

  it("is not said to be unchanged when the runtime ended its object", async ({ expect }) => {
    const { ask, contactId } = await openDesk("no_answer");
    const { body } = await ask("POST", `/contacts/${contactId}/wake`);
    expect(body["detail"]).toContain("Whether something was recorded is not known.");
  });

  it("can be rebuilt through the desk", async ({ expect }) => {
    const { ask, contactId } = await openDesk();
    expect(await ask("POST", `/streams/${contactId}/rebuild`)).toMatchObject({ status: 200, body: { changed: true } });
  });

  it("leaves the other contacts as they are", async ({ expect }) => {
    const { page, installation } = await openDesk();
    const { status, text } = await page(`/contacts/${installation.holdOf("mallory").streamId}`);
    expect(status).toBe(200);
    expect(text).not.toContain("cannot be read");
  });
});
