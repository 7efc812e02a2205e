// Tests the lists whose rows were changed by hand so that they cannot be read: each such row is named, and all others are shown.
import { describe, it } from "vitest";
import type { HoldRow } from "../../schema/shipment.ts";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";
import { REPAIR_ROWS } from "./unreadable.ts";

async function openDesk(changes: Partial<Record<keyof HoldRow, unknown>>) {
  const installation = sampleInstallation();
  const hold = installation.holdOf("ada");
  const others = ["hedy", "noor", "mallory"].map((key) => installation.holdOf(key));
  installation.swapRow("ada", changes as Partial<HoldRow>);
  const app = deskApp(installation.desk);
  const visitor = await signIn(app);
  const page = async (path: string) => {
    const answer = await visitor.get(path);
    return { status: answer.status, text: (await answer.text()).replaceAll(/\s+/g, " ") };
  };
  const api = async (path: string) => {
    const answer = await app.request(`${ORIGIN}/api/v1${path}`, {
      headers: { authorization: `Bearer ${GRACE.token}` },
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  return { installation, hold, others, page, api };
}

/** Changes that no schema takes, and how the fault is named. */
const CHANGES = [
  [{ kind: "letter" }, "kind:invalid_value"],
  [{ streamId: "Ada Lovelace" }, "streamId:invalid_format"],
  [{ version: 0 }, "version:too_small"],
  [{ shown: "{" }, "shown:custom"],
  [{ shown: JSON.stringify({ name: "Ada" }) }, "shown:custom"],
  [{ arithmetic: "none" }, "arithmetic:custom"],
] as const;

describe("a row of a hold that cannot be read", () => {
  it.for(CHANGES)("is named in the inbox, which lists all others: %j", async ([changes, field], { expect }) => {
    const { page, hold, others, installation } = await openDesk(changes);
    const { status, text } = await page("/");
    expect(status).toBe(200);
    expect(text).toContain(`holds.${hold.holdId}`);
    expect(text).toContain(`<code>${field}</code>`);
    expect(text).toContain(`<code>${REPAIR_ROWS}</code>`);
    for (const { holdId } of others) expect(text).toContain(`href="/holds/${holdId}"`);
    expect(installation.incidents).toContainEqual(
      expect.objectContaining({ reason: "read_model_differs", cause: `holds.${hold.holdId} ${field}` }),
    );
  });

  it.for(CHANGES)("is named by the API beside the others: %j", async ([changes, field], { expect }) => {
    const { api, hold, others } = await openDesk(changes);
    const { status, body } = await api("/holds?limit=100");
    expect(status).toBe(200);
    const streamId = "streamId" in changes ? changes.streamId : hold.streamId;
    expect(body["faults"]).toEqual([{ table: "holds", id: hold.holdId, streamId, field }]);
    const items = body["items"] as readonly { readonly holdId: string }[];
    expect(items.map(({ holdId }) => holdId)).toEqual(expect.arrayContaining(others.map(({ holdId }) => holdId)));
    expect(items.map(({ holdId }) => holdId)).not.toContain(hold.holdId);
  });

  it("is reached by its contact, whose page names it too", async ({ expect }) => {
    const { page, api, hold } = await openDesk({ shown: "{" });
    const link = `/holds/${hold.holdId}?contact=${hold.streamId}`;
    expect((await page("/")).text).toContain(`href="${link}"`);
    expect((await page(link)).status).toBe(200);
    const { status, text } = await page(`/contacts/${hold.streamId}`);
    expect([status, text.includes("shown:custom")]).toEqual([200, true]);
    expect((await api(`/contacts/${hold.streamId}`)).body).toMatchObject({
      missing: hold.holdId,
      faults: [{ field: "shown:custom" }],
    });
  });

  it("is no fault of a list whose rows can be read", async ({ expect }) => {
    const { page, api } = await openDesk({});
    expect((await page("/")).text).not.toContain("read_model_differs");
    expect((await api("/holds")).body).not.toHaveProperty("faults");
  });
});

describe("a row of a task that cannot be read", () => {
  it("is named among the tasks, which lists the others", async ({ expect }) => {
    const { installation, page, api } = await openDesk({});
    const [changed, ...others] = installation.tasks;
    Object.assign(changed ?? {}, { kind: "chore" });
    const fault = { table: "tasks", id: changed?.taskId, streamId: changed?.streamId, field: "kind:invalid_value" };
    const { status, text } = await page("/tasks");
    expect([status, text.includes(`tasks.${changed?.taskId}`)]).toEqual([200, true]);
    expect(others.length).toBeGreaterThan(0);
    for (const { taskId } of others) expect(text).toContain(`action="/tasks/${taskId}/close"`);
    expect((await api("/tasks")).body).toMatchObject({ faults: [fault] });
  });
});
