// Attacks on a hold's row for reading: the page, the API and the clicks show and decide what the contact's object has, and name the fault.
import { describe, it } from "vitest";
import type { HoldRow } from "../../schema/shipment.ts";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";

const OTHER = "0".repeat(22);
const REPAIR = "npx holdpoint rebuild --read-models";

/** A desk whose list has another row for the hold of a lead; null deletes the row. */
async function openDesk(key: string, changes: Partial<HoldRow> | null) {
  const installation = sampleInstallation();
  const own = installation.holdOf(key);
  installation.swapRow(key, changes);
  const app = deskApp(installation.desk);
  const visitor = await signIn(app);
  const headers = { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" };
  const api = async (method: "GET" | "POST", path: string, fields: object = {}) => {
    const body = method === "POST" ? { body: JSON.stringify(fields) } : {};
    const answer = await app.request(`${ORIGIN}/api/v1${path}`, { method, headers, ...body });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const page = async (path: string) => {
    const answer = await visitor.get(path);
    return { status: answer.status, text: (await answer.text()).replaceAll(/\s+/g, " ") };
  };
  return { installation, own, path: `/holds/${own.holdId}`, visitor, api, page };
}

/** The row of a lead with other words. */
const swapped = (key: string, words: object): Partial<HoldRow> => ({
  shown: JSON.stringify({ ...(JSON.parse(sampleInstallation().holdOf(key).shown) as object), ...words }),
});

describe("a row whose words were swapped", () => {
  it.for([
    ["subject", { subject: "Swapped words" }],
    ["body", { body: "Swapped words" }],
    ["recipient", { email: "swapped@evil.example" }],
    ["footer", { footer: "Swapped words" }],
    ["person's own text", { wrote: "Swapped words" }],
  ] as const)("does not show its %s, and the approval is of the drawn text", async ([, words], { expect }) => {
    const { page, api, path, own, visitor, installation } = await openDesk("ada", swapped("ada", words));
    const { text } = await page(path);
    expect(text).not.toMatch(/swapped/i);
    expect(text).toContain("<code>read_model_differs</code>");
    expect(text).toContain("(<code>shown</code>)");
    expect(text).toContain(`<code>${REPAIR}</code>`);
    const { body } = await api("GET", path);
    expect(body).toMatchObject({ digest: own.digest, differing: ["shown"], shown: JSON.parse(own.shown) });
    expect(JSON.stringify(body)).not.toMatch(/swapped/i);
    expect((await visitor.submit(path, `${path}/approve`)).status).toBe(303);
    expect(installation.asked).toMatchObject([{ type: "ApproveDraft", digest: own.digest }]);
    expect(installation.incidents).toContainEqual(
      expect.objectContaining({ reason: "read_model_differs", cause: "shown" }),
    );
  });

  it("does not change what the edit form has", async ({ expect }) => {
    const { page, path, own } = await openDesk("ada", swapped("ada", { subject: "Swapped words", body: "Swapped" }));
    const { text } = await page(path);
    expect(text).toContain(`value="${(JSON.parse(own.shown) as { subject: string }).subject}"`);
    expect(text).not.toMatch(/swapped/i);
  });

  it("does not show the words of a preview, whose confirmation is of the drawn ones", async ({ expect }) => {
    const { page, path, visitor, installation } = await openDesk("noor", swapped("noor", { wrote: "Swapped words" }));
    expect((await page(path)).text).not.toMatch(/swapped/i);
    expect((await visitor.submit(path, `${path}/confirm`)).status).toBe(303);
    expect(installation.holdOf("noor").state).toBe("confirmed");
  });
});

describe("a row whose digest was swapped", () => {
  it("is named, and neither its digest nor a stale one releases anything", async ({ expect }) => {
    const { page, api, path, own, visitor, installation } = await openDesk("ada", { digest: OTHER });
    const { text } = await page(path);
    expect(text).toContain("<code>digest</code>");
    expect(text).not.toContain(OTHER);
    const refused = await api("POST", `${path}/approve`, { digest: OTHER });
    expect(refused).toMatchObject({ status: 409, body: { type: "urn:holdpoint:problem:changed" } });
    expect(installation.holdOf("ada").state).toBe("open");
    const fields = await visitor.hidden(path, `${path}/approve`);
    expect(fields["digest"]).toBe(own.digest);
    expect((await visitor.post(`${path}/approve`, { ...fields, digest: OTHER })).status).toBe(403);
    expect((await visitor.post(`${path}/approve`, fields)).status).toBe(303);
  });

  it("gives no digest to a program that reads only the list", async ({ expect }) => {
    const { api } = await openDesk("ada", { digest: OTHER });
    const { items } = (await api("GET", "/holds")).body as { items: object[] };
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) expect(item).not.toHaveProperty("digest");
  });
});

describe("a row whose state was changed", () => {
  it("set back to open, shows how the hold ended, and offers no decision", async ({ expect }) => {
    const { page, api, path, own, visitor, installation } = await openDesk("ada", {});
    await visitor.submit(path, `${path}/reject`, { why: "not now" });
    installation.swapRow("ada", { state: "open", endedAt: null, endedBy: null });
    const { text } = await page(path);
    expect(text).toContain("This hold was <strong>rejected by grace");
    expect(text).toContain("<code>state</code>");
    for (const name of ["approve", "reject", "edit"]) expect(text).not.toContain(`action="${path}/${name}"`);
    expect((await api("GET", path)).body).toMatchObject({
      state: "rejected",
      differing: ["state", "endedAt", "endedBy"],
    });
    const late = await api("POST", `${path}/approve`, { digest: own.digest });
    expect(late).toMatchObject({
      status: 409,
      body: { type: "urn:holdpoint:problem:already_settled", as: "rejected" },
    });
  });

  it("set to ended, still offers the decision, and the contact's page leads to it", async ({ expect }) => {
    const { page, path, own } = await openDesk("ada", { state: "rejected", endedBy: "linus" });
    expect((await page(path)).text).toContain(`action="${path}/approve"`);
    expect((await page(`/contacts/${own.streamId}`)).text).toContain(`href="${path}?contact=${own.streamId}"`);
  });
});

describe("a row that was deleted", () => {
  it("is named on the contact's page, through which the hold is read and decided", async ({ expect }) => {
    const { page, path, own, visitor, installation } = await openDesk("ada", null);
    expect((await page(path)).status).toBe(404);
    const contact = (await page(`/contacts/${own.streamId}`)).text;
    const link = `${path}?contact=${own.streamId}`;
    expect(contact).toContain("<code>read_model_differs</code>");
    expect(contact).toContain(`href="${link}"`);
    const { text } = await page(link);
    expect(text).toContain("<code>row</code>");
    expect(text).toContain((JSON.parse(own.shown) as { subject: string }).subject);
    expect((await visitor.submit(link, `${path}/approve`)).status).toBe(303);
    expect(installation.holdOf("ada").state).toBe("approved");
  });

  it("is decided in the API by contact and run, and only with the drawn digest", async ({ expect }) => {
    const { api, path, own } = await openDesk("ada", null);
    expect((await api("GET", path)).status).toBe(404);
    const { streamId: contactId, runId } = own;
    const { body } = await api("GET", `${path}?contact=${contactId}`);
    expect(body).toMatchObject({ digest: own.digest, differing: ["row"] });
    expect((await api("POST", `${path}/approve`, { contactId, runId, digest: OTHER })).status).toBe(409);
    expect((await api("POST", `${path}/approve`, { contactId, runId, digest: body["digest"] })).status).toBe(200);
  });

  it("is missed neither on the page of a contact whose rows are right, nor on that of one without a hold", async ({
    expect,
  }) => {
    const { page, api, installation } = await openDesk("ada", {});
    for (const key of ["ada", "noor"])
      expect((await page(`/contacts/${installation.holdOf(key).streamId}`)).text).not.toContain("read_model_differs");
    const { streamId } = installation.holdOf("ada");
    expect((await api("GET", `/contacts/${streamId}`)).body["missing"]).toBeNull();
  });
});

describe("a row that was made up, or moved to another contact", () => {
  it.for(["GET", "page"] as const)("shows nothing and names the fault (%s)", async (how, { expect }) => {
    const { streamId } = sampleInstallation().holdOf("hedy");
    const { page, api, path } = await openDesk("ada", { streamId });
    if (how === "GET") {
      const problem = { type: "urn:holdpoint:problem:read_model_differs", command: REPAIR };
      expect(await api("GET", path)).toMatchObject({ status: 409, body: problem });
    } else {
      const { status, text } = await page(path);
      expect([status, text.includes("Ada Lovelace"), text.includes("/approve")]).toEqual([409, false, false]);
    }
  });

  it("does not release the other contact's draft", async ({ expect }) => {
    const { streamId, runId } = sampleInstallation().holdOf("hedy");
    const { api, path, own, installation } = await openDesk("ada", { streamId, runId });
    expect((await api("POST", `${path}/approve`, { digest: own.digest })).status).toBe(409);
    expect(installation.holdOf("hedy").state).toBe("open");
  });

  it("is compared also when its values fit no schema", async ({ expect }) => {
    const { page, path } = await openDesk("ada", { kind: "letter" as never, verdict: 7 as never });
    const { status, text } = await page(path);
    expect(status).toBe(200);
    expect(text).toContain("<code>kind</code>, <code>verdict</code>");
  });
});

describe("an object that cannot be read or does not answer", () => {
  it.for([
    ["cannot be read", "object_unreadable", 500],
    ["differs from what it recorded", "object_differs", 500],
    ["does not answer", "object_silent", 503],
  ] as const)(
    "is named on the hold's page, without words and without forms: %s",
    async ([how, reason, status], { expect }) => {
      const { installation, own, path } = await openDesk("ada", {});
      if (status === 500) installation.damage(own.streamId, reason === "object_differs" ? "event 3" : "key");
      const silent = { ...installation.desk.port, ask: () => Promise.reject(new Error("the network is away")) };
      const port = status === 500 ? installation.desk.port : (silent as typeof installation.desk.port);
      const app = deskApp({ ...installation.desk, port });
      const visitor = await signIn(app);
      const page = await visitor.get(path);
      const text = await page.text();
      expect([page.status, text.includes(how)]).toEqual([status, true]);
      expect(text).not.toContain((JSON.parse(own.shown) as { subject: string }).subject);
      expect(text).not.toContain("<form");
      const headers = { authorization: `Bearer ${GRACE.token}` };
      const answer = await app.request(`${ORIGIN}/api/v1${path}`, { headers });
      expect(await answer.json()).toMatchObject({ type: `urn:holdpoint:problem:${reason}`, status });
    },
  );

  it("has words that are not those of its event, which is named", async ({ expect }) => {
    const { installation, path } = await openDesk("ada", {});
    const { port } = installation.desk;
    const refusal = { reason: "digest_differs", version: 7 };
    const value = { hold: null, refusal, flags: null, timeline: {} };
    const ask = (async () => [{ ok: true, value }]) as unknown as typeof port.ask;
    const app = deskApp({ ...installation.desk, port: { ...port, ask } });
    const headers = { authorization: `Bearer ${GRACE.token}` };
    const answer = await app.request(`${ORIGIN}/api/v1${path}`, { headers });
    expect(await answer.json()).toMatchObject({
      type: "urn:holdpoint:problem:digest_differs",
      status: 409,
      version: 7,
    });
  });
});

describe("the page of a hold", () => {
  it("asks the object once, and the databases once for the row when it is as the object says, and once for the company", async ({
    expect,
  }) => {
    const { installation, path } = await openDesk("ada", {});
    const { port, reads } = installation.desk;
    const calls: string[] = [];
    const ask = (async (queries: readonly { readonly type: string }[]) => {
      calls.push(...queries.map(({ type }) => type));
      return port.ask(queries as never);
    }) as typeof port.ask;
    const counted = Object.fromEntries(
      Object.entries(reads).map(([name, read]) => [
        name,
        (...args: never[]) => (calls.push(name), (read as (...args: never[]) => unknown)(...args)),
      ]),
    ) as unknown as typeof reads;
    const visitor = await signIn(deskApp({ ...installation.desk, port: { ...port, ask }, reads: counted }));
    await visitor.get(path);
    expect(calls.filter((call) => call !== "EndedSession")).toEqual([
      "listStanding",
      "Dispatching",
      "hold",
      "Hold",
      "companyNames",
    ]);
    calls.length = 0;
    await visitor.get("/");
    expect(calls.filter((call) => call !== "EndedSession")).toEqual([
      "listStanding",
      "Dispatching",
      "openHolds",
      "companyNames",
    ]);
  });

  it("reads an older row again, because the hold may have changed meanwhile", async ({ expect }) => {
    const { installation, own, path } = await openDesk("ada", {});
    const { reads } = installation.desk;
    const rows = [{ ...own, version: own.version - 1, marked: !own.marked }, own];
    const hold = async () => {
      const row = rows.shift();
      return row ? { ...row, score: null } : null;
    };
    const visitor = await signIn(deskApp({ ...installation.desk, reads: { ...reads, hold } }));
    expect(await (await visitor.get(path)).text()).not.toContain("read_model_differs");
  });
});
