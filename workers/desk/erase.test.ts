// Tests the erasure of a contact from the desk: the page before it, the form, and the API.
import { describe, it } from "vitest";
import { deskApp } from "./app.tsx";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";

const ADA = "ada@analytical.example";

async function openErasePage() {
  const installation = sampleInstallation();
  const app = deskApp(installation.desk);
  const { streamId } = installation.holdOf("ada");
  const path = `/contacts/${streamId}/erase`;
  const visitor = await signIn(app);
  const api = async (body: object) =>
    app.request(`${ORIGIN}/api/v1${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  return { installation, visitor, path, streamId, api };
}

describe("the page before an erasure", () => {
  it("is reached from the contact, names whom it is about and says what goes, what stays and what may still hold a copy", async ({
    expect,
  }) => {
    const { installation, visitor, path, streamId } = await openErasePage();
    expect(await (await visitor.get(`/contacts/${streamId}`)).text()).toContain(`href="${path}"`);
    const page = await (await visitor.get(path)).text();
    for (const words of [
      streamId,
      "Ada Lovelace",
      ADA.replace("@", "@<wbr/>"),
      "for ever",
      "suppression list",
      "“ingest”",
      "26 Nov 2026",
    ])
      expect(page, words).toContain(words);
    expect(installation.asked).toEqual([]);
  });

  it("does not exist for an unknown contact", async ({ expect }) => {
    const { visitor } = await openErasePage();
    expect((await visitor.get("/contacts/ct_nobody/erase")).status).toBe(404);
  });
});

describe("a person who erases", () => {
  it.for([
    ["by address", ADA],
    ["by address in other letters", " Ada@Analytical.Example "],
    ["by id", sampleInstallation().holdOf("ada").streamId],
  ] as const)("types the contact %s and gives a reason", async ([, confirm], { expect }) => {
    const { installation, visitor, path, streamId } = await openErasePage();
    const answer = await visitor.submit(path, path, { confirm, why: "asked by letter" });
    expect(answer.status).toBe(303);
    expect(installation.asked).toMatchObject([
      { type: "EraseContact", contactId: streamId, by: "grace", why: "asked by letter" },
    ]);
    const page = await (await visitor.get(answer.headers.get("location") ?? "")).text();
    expect(page).toContain('<p class="notice" role="status">Erased.');
    expect(page).toContain('<span class="tag stop">erased</span>');
  });

  it("finds no word of the contact on any page that still shows it", async ({ expect }) => {
    const { installation, visitor, path, streamId } = await openErasePage();
    await visitor.submit(path, path, { confirm: ADA, why: "asked by letter" });
    for (const page of [
      "/",
      "/contacts",
      "/holds",
      `/contacts/${streamId}`,
      `/holds/${installation.holdOf("ada").holdId}`,
      path,
    ]) {
      const answer = await visitor.get(page);
      expect(answer.status, page).toBe(200);
      expect(await answer.text(), page).not.toMatch(/Lovelace|ada@|Analytical Engines/);
    }
    const hold = await (await visitor.get(`/holds/${installation.holdOf("ada").holdId}`)).text();
    expect(hold).toContain("ended because the contact was erased");
  });

  it.for([
    ["without typing whom", { why: "asked" }],
    ["with another's address", { confirm: "hedy@frequency.example", why: "asked" }],
    ["with another's id", { confirm: sampleInstallation().holdOf("hedy").streamId, why: "asked" }],
    ["with no address at all", { confirm: "yes", why: "asked" }],
    ["without a reason", { confirm: ADA, why: "  " }],
    ["with more than the list keeps of a reason", { confirm: ADA, why: "a".repeat(501) }],
  ] as const)("is refused %s", async ([, fields], { expect }) => {
    const { installation, visitor, path } = await openErasePage();
    expect((await visitor.submit(path, path, fields)).status).toBe(422);
    expect(installation.asked).toEqual([]);
  });

  it("sends the same command with a second click, and another one after a new event", async ({ expect }) => {
    const { installation, visitor, path } = await openErasePage();
    const fields = { ...(await visitor.hidden(path, path)), confirm: ADA, why: "asked" };
    await visitor.post(path, fields);
    await visitor.post(path, fields);
    await visitor.post(path, { ...fields, seen: "99" });
    const ids = installation.asked.map((command) => ("commandId" in command ? command.commandId : ""));
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it.for([
    [{ logged: false }, 202, "goes out by itself when the log has it"],
    [{ isComplete: false }, 202, "retries by itself until every copy is destroyed"],
    [{ refusal: { reason: "unknown", what: "contact" } }, 404, "There is no such contact"],
    [{ refusal: { reason: "list_unreadable" } }, 503, "The suppression list cannot be read"],
  ] as const)("sees the result: %j", async ([given, status, sentence], { expect }) => {
    const { installation, visitor, path } = await openErasePage();
    installation.setAnswer(given as never);
    const answer = await visitor.submit(path, path, { confirm: ADA, why: "asked" });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(sentence);
  });
});

describe("a program that erases", () => {
  it("needs no confirmation, and its answer says whether the erasure is complete", async ({ expect }) => {
    const { installation, api, streamId } = await openErasePage();
    const answer = await api({ why: "asked by letter" });
    expect([answer.status, await answer.json()]).toEqual([200, { logged: true, version: 8, isComplete: true }]);
    expect(installation.asked).toMatchObject([{ type: "EraseContact", contactId: streamId, by: "grace" }]);
    installation.setAnswer({ isComplete: false });
    const later = await api({ why: "asked by letter" });
    expect([later.status, await later.json()]).toMatchObject([202, { isComplete: false }]);
  });

  it("must give a reason", async ({ expect }) => {
    const { installation, api } = await openErasePage();
    expect((await api({})).status).toBe(422);
    expect(installation.asked).toEqual([]);
  });
});
