// Attacks on a hold's row with a database handle, over real databases and objects: the page, the API and the clicks are about the object's
// text, and what is released is what was drawn.
import { evictDurableObject, reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it, vi } from "vitest";
import { holdIdOf, runIdOf } from "../../schema/ids.ts";
import { askOne, performOne } from "../../schema/only-answer.ts";
import { ada } from "../../testing/people.ts";
import { claim, draftText, edit, lead, reject, runOf } from "../../testing/contact/scenario.ts";
import { signIn, type Visitor } from "../../testing/desk/visitor.ts";
import { TEST_DESK_TOKENS } from "../../testing/secrets.ts";
import { ports } from "../../testing/workerd/ports.ts";
import { migrate, ownEnv } from "../../testing/workerd/test.ts";
import { toDraft } from "../../testing/workerd/to-draft.ts";
import desk from "./index.tsx";

/** Bindings of holdpoint-contacts, which runs in the same Worker here. The desk gets its own bindings only. */
const { EVENTS_0, CONTACT } = env as unknown as { EVENTS_0: D1Database; CONTACT: DurableObjectNamespace };
const [token = ""] = Object.keys(TEST_DESK_TOKENS);

/** The Worker, with the interface of the app that it serves. */
const worker = {
  request: async (url: string, init: RequestInit) =>
    desk.fetch(new Request(url, init) as Parameters<typeof desk.fetch>[0], ownEnv<DeskEnv>()),
} as unknown as Parameters<typeof signIn>[0];

const run = runOf("1");
const holdId = holdIdOf(run, "draft");
const path = `/holds/${holdId}`;
const link = `${path}?contact=${ada}`;

let visitor: Visitor;
beforeEach(async () => {
  await reset();
  await migrate();
  vi.spyOn(console, "error").mockReturnValue();
  await toDraft();
  visitor = await signIn(worker, { token });
});

const page = async (at = path) => {
  const answer = await visitor.get(at);
  return { status: answer.status, text: await answer.text() };
};
const api = async (method: "GET" | "POST", at: string, fields?: object) => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const body = fields ? { body: JSON.stringify(fields) } : {};
  const answer = await worker.request(`http://desk.test/api/v1${at}`, { method, headers, ...body });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const change = (sql: string) => EVENTS_0.prepare(sql).bind(holdId).run();
const digestNow = async (): Promise<string> =>
  (await askOne(ports.desk, { type: "Hold", contactId: ada, holdId, by: "rosa" })).hold?.digest ?? "";

/** The text that the dispatcher gets for the draft's approval. */
async function released() {
  const { entries } = await askOne(ports.desk, { type: "Timeline", contactId: ada, by: "rosa" });
  const approved = entries.find(({ type }) => type === "DraftApproved");
  if (!approved) return null;
  const { approvalId } = JSON.parse(approved.payload) as { approvalId: Parameters<typeof claim>[1] };
  return (await performOne(ports.dispatcher, claim(run, approvalId))).claim?.text;
}

describe("a swapped row", () => {
  it.for(["subject", "body", "email", "footer"])(
    "does not change what is shown and released: %s",
    async (field, { expect }) => {
      await change(`UPDATE holds SET shown = json_set(shown, '$.${field}', 'Swapped words') WHERE hold_id = ?`);
      const { text } = await page();
      expect(text).not.toContain("Swapped");
      for (const words of [draftText.subject, draftText.footer, draftText.unsubscribeUrl, draftText.recipient])
        expect(text).toContain(words);
      expect(text).toContain("<code>read_model_differs</code>");
      expect((await api("GET", path)).body).toMatchObject({ text: draftText, differing: ["shown"] });
      expect((await visitor.submit(path, `${path}/approve`)).status).toBe(303);
      expect(await released()).toEqual(draftText);
    },
  );

  it("with another digest is named, and its digest releases nothing", async ({ expect }) => {
    const other = "0".repeat(22);
    await change(`UPDATE holds SET digest = '${other}' WHERE hold_id = ?`);
    const { body } = await api("GET", path);
    expect(body).toMatchObject({ digest: await digestNow(), differing: ["digest"] });
    expect(await api("POST", `${path}/approve`, { digest: other })).toMatchObject({
      status: 409,
      body: { type: "urn:holdpoint:problem:changed" },
    });
    expect(await released()).toBeNull();
    expect((await api("POST", `${path}/approve`, { digest: body["digest"] })).status).toBe(200);
    expect(await released()).toEqual(draftText);
  });

  it("that was opened again shows the end, and offers and allows no decision", async ({ expect }) => {
    const digest = await digestNow();
    await performOne(ports.desk, reject(run));
    await change("UPDATE holds SET state = 'open', ended_at = NULL, ended_by = NULL WHERE hold_id = ?");
    const { text } = await page();
    expect(text).toContain("read_model_differs");
    expect(text).toContain("rejected by");
    expect(text).not.toContain(`action="${path}/approve"`);
    expect((await api("GET", path)).body).toMatchObject({ state: "rejected" });
    expect((await api("POST", `${path}/approve`, { digest })).status).toBe(409);
    expect(await released()).toBeNull();
  });

  it.for([
    ["kind = 'letter'", "kind:invalid_value"],
    ["shown = 'no JSON'", "shown:custom"],
    ["arithmetic = '[]'", "arithmetic:custom"],
    ["version = 0", "version:too_small"],
  ] as const)(
    "that cannot be read leaves the inbox open, which names it: %s",
    async ([assignment, field], { expect }) => {
      await change(["UPDATE holds SET", assignment, "WHERE hold_id = ?"].join(" "));
      const { status, text } = await page("/");
      expect([status, text.includes(`holds.${holdId}`), text.includes(`<code>${field}</code>`)]).toEqual([
        200,
        true,
        true,
      ]);
      expect(await api("GET", "/holds")).toMatchObject({
        status: 200,
        body: { items: [], faults: [{ table: "holds", id: holdId, streamId: ada, field }] },
      });
      expect((await page(`/contacts/${ada}`)).text).toContain(`href="${link}"`);
      expect((await page(link)).text).toContain(draftText.subject);
    },
  );

  it("that was deleted is named on the contact's page, which leads to the hold", async ({ expect }) => {
    await change("DELETE FROM holds WHERE hold_id = ?");
    expect((await page()).status).toBe(404);
    expect((await api("GET", path)).status).toBe(404);
    expect((await page(`/contacts/${ada}`)).text).toContain(`href="${link}"`);
    expect((await api("GET", `/contacts/${ada}`)).body["missing"]).toBe(holdId);
    const { text } = await page(link);
    expect(text).toContain("<code>row</code>");
    expect(text).toContain(draftText.subject);
    const { body } = await api("GET", link);
    expect((await api("POST", `${path}/approve`, { contactId: ada, runId: run, digest: body["digest"] })).status).toBe(
      200,
    );
    expect(await released()).toEqual(draftText);
  });

  it("that was moved to another contact releases neither contact's draft", async ({ expect }) => {
    const other = "ct_0000000000000000000bea" as typeof ada;
    await performOne(ports.ingest, { ...lead("2"), contactId: other });
    await EVENTS_0.prepare("UPDATE holds SET stream_id = ?, run_id = ? WHERE hold_id = ?")
      .bind(other, runIdOf(other, "x"), holdId)
      .run();
    expect(await api("GET", path)).toMatchObject({
      status: 409,
      body: { type: "urn:holdpoint:problem:read_model_differs" },
    });
    expect((await api("POST", `${path}/approve`, { digest: await digestNow() })).status).toBe(404);
    expect(await released()).toBeNull();
  });
});

describe("a click", () => {
  it("on a text that was changed after it was drawn is refused, and the page says so", async ({ expect }) => {
    const names = ["approve", "reject", "edit"] as const;
    const forms = await Promise.all(names.map((name) => visitor.hidden(path, `${path}/${name}`)));
    await performOne(ports.desk, edit(run, await digestNow(), "Better words."));
    const words = { subject: "Mine", body: "Mine", why: "so" };
    for (const [index, name] of names.entries()) {
      const fields = name === "edit" ? words : { why: "so" };
      const answer = await visitor.post(`${path}/${name}`, { ...forms[index], ...fields });
      expect([name, answer.status]).toEqual([name, 409]);
      expect(await answer.text()).toContain("has changed since you read it");
    }
    expect(await released()).toBeNull();
  });
});

describe("an object whose storage was changed", () => {
  it("is named on the page and in the API, without words and without a form", async ({ expect }) => {
    const object = CONTACT.get(CONTACT.idFromName(ada));
    await runInDurableObject(
      object,
      (_, { storage }) => void storage.sql.exec("UPDATE events SET body = 'x' WHERE version = 3"),
    );
    await evictDurableObject(object);
    const { status, text } = await page();
    expect([status, text.includes("differs from what it recorded")]).toEqual([500, true]);
    expect(text).not.toContain(draftText.subject);
    expect(text).not.toContain("<form");
    expect((await api("GET", path)).body).toMatchObject({ type: "urn:holdpoint:problem:object_differs" });
  });
});
