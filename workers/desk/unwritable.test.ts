// Tests what the desk shows and does of a contact whose address no mail can be written to: it says so, and offers nothing that would send.
import { describe, it } from "vitest";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";

const SENTENCE = "Mail cannot be sent to this address: its name before the @ has letters";

async function openDesk(key: string) {
  const installation = sampleInstallation();
  installation.setShown(key, { email: "dörte@engine.example" });
  const app = deskApp(installation.desk);
  const visitor = await signIn(app);
  const { holdId } = installation.holdOf(key);
  const path = `/holds/${holdId}`;
  const text = async (at: string) => (await (await visitor.get(at)).text()).replaceAll(/\s+/g, " ");
  const headers = { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" };
  const api = async (name?: string, fields: object = {}) => {
    const body = name ? { method: "POST", body: JSON.stringify(fields) } : {};
    const answer = await app.request(`${ORIGIN}/api/v1${path}${name ? `/${name}` : ""}`, { headers, ...body });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  return { installation, visitor, path, text, api };
}

describe("a hold of an address that no mail can be written to", () => {
  it.for([
    ["preview", "noor", ["dismiss", "snooze", "reassign"], ["confirm", "run"]],
    ["draft", "ada", ["reject", "snooze", "reassign"], ["approve", "edit", "run"]],
  ] as const)("says so on the page of a %s, and offers no release", async ([, key, offered, missing], { expect }) => {
    const { path, text } = await openDesk(key);
    const page = await text(path);
    expect(page).toContain(SENTENCE);
    for (const name of offered) expect(page).toContain(`action="${path}/${name}"`);
    for (const name of missing) expect(page).not.toContain(`action="${path}/${name}"`);
  });

  it("is marked in the inbox, and no other is", async ({ expect }) => {
    const { text } = await openDesk("noor");
    expect((await text("/")).match(/mail cannot be sent/g)).toHaveLength(1);
  });

  it.for([
    ["noor", "confirm"],
    ["ada", "approve"],
  ] as const)("of %s is not released by the API either: %s", async ([key, name], { expect }) => {
    const { api, installation } = await openDesk(key);
    const { body } = await api();
    expect(body["unwritable"]).toBe("mailbox_name");
    const answer = await api(name, { digest: body["digest"] });
    expect(answer).toMatchObject({
      status: 422,
      body: { type: "urn:holdpoint:problem:address_unwritable", why: "mailbox_name" },
    });
    expect(answer.body["detail"]).toContain(SENTENCE);
    expect(installation.holdOf(key).state).toBe("open");
  });

  it("can be dismissed", async ({ expect }) => {
    const { visitor, path, installation } = await openDesk("noor");
    expect((await visitor.submit(path, `${path}/dismiss`, { why: "called her" })).status).toBe(303);
    expect(installation.holdOf("noor").state).toBe("dismissed");
  });
});
