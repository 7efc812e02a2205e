// Tests the form that corrects a contact: what it asks for, what stays visible beside it, and what it refuses.
import { describe, it } from "vitest";
import { sampleInstallation, GRACE } from "../../testing/desk/installation.ts";
import { signIn } from "../../testing/desk/visitor.ts";
import { ada as ADA_ID } from "../../testing/people.ts";
import { deskApp } from "./app.tsx";
import { claimedOf } from "./claimed.ts";

async function openDesk() {
  const installation = sampleInstallation();
  const app = deskApp(installation.desk);
  const path = `/contacts/${installation.holdOf("ada").streamId}`;
  const post = (body: object) =>
    app.request(`http://localhost:8787/api/v1${path}/correct`, {
      method: "POST",
      headers: { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  return { ...installation, visitor: await signIn(app), path, post };
}

it("an import is compared with what is claimed", ({ expect }) => {
  const card = {
    id: ADA_ID,
    email: "",
    name: "Ada Lovelace",
    companyName: "B",
    title: null,
    domain: null,
    companyId: null,
  };
  const corrected = { name: { to: "Ada Lovelace", claimed: null } };
  expect(claimedOf({ ...card, updatedAt: "", corrected })).toEqual({ name: null, company: "B", title: null });
});

describe("correcting a contact", () => {
  it("records the fields that are given, shows what is stated beside, and takes a correction back", async ({
    expect,
  }) => {
    const { visitor, path, asked } = await openDesk();
    const before = await (await visitor.get(path)).text();
    expect(before).toContain('<section id="correct">');
    await visitor.submit(path, `${path}/correct`, {
      name: "",
      title: " Head of Sales ",
      company: "",
      why: "she told us",
    });
    expect(asked.at(-1)).toMatchObject({
      type: "CorrectContact",
      fields: { name: null, title: "Head of Sales", company: null },
      by: "grace",
      why: "she told us",
    });
    const page = await (await visitor.get(path)).text();
    expect(page).toContain("corrected by hand; stated: ");
    expect(page).toMatch(/name="title" value="Head of Sales"/);
    await visitor.submit(path, `${path}/correct`, { name: "", title: "", company: "", why: "" });
    expect(await (await visitor.get(path)).text()).not.toContain("corrected by hand");
  });

  it("makes a repeated click the same command, without the words in its id", async ({ expect }) => {
    const { post, asked } = await openDesk();
    for (const title of ["CTO", "CTO", "CFO"]) expect((await post({ title, seen: 3 })).status).toBe(200);
    const [first, second, third] = asked.map((one) => ("commandId" in one ? one.commandId : null));
    expect([first === second, first === third]).toEqual([true, false]);
    expect(asked[0]).toMatchObject({ fields: { title: "CTO" } });
  });

  it.for([
    ["no field", {}],
    ["a control character", { title: "C\u0000TO" }],
    ["a text too long", { name: "a".repeat(201) }],
    ["an unknown field", { phone: "1" }],
  ] as const)("refuses %s", async ([, body], { expect }) => {
    const { post, asked } = await openDesk();
    expect((await post(body)).status).toBe(422);
    expect(asked).toEqual([]);
  });
});
