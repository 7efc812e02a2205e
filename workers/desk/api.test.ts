// Tests the JSON API of the desk: lists, single rows, clicks, and the problems of refused requests.
import { describe, it } from "vitest";
import { deskApp } from "./app.tsx";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { ORIGIN } from "../../testing/desk/visitor.ts";

/** A digest with the right form. */
const DIGEST = "0".repeat(22);

function openDesk() {
  const installation = sampleInstallation();
  const app = deskApp(installation.desk);
  const headers = { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" };
  const get = async (path: string) => app.request(`${ORIGIN}/api/v1${path}`, { headers });
  const post = async (path: string, body: unknown = {}, extraHeaders: Record<string, string> = {}) =>
    app.request(`${ORIGIN}/api/v1${path}`, {
      method: "POST",
      headers: { ...headers, ...extraHeaders },
      body: JSON.stringify(body),
    });
  return { installation, app, get, post };
}

describe("reading from the API", () => {
  it("lists open holds with what was shown and the arithmetic as objects", async ({ expect }) => {
    const { get, installation } = openDesk();
    const { items, next } = (await (await get("/holds?kind=draft")).json()) as { items: object[]; next: null };
    expect(next).toBeNull();
    expect(items).toHaveLength(2);
    expect(items[1]).toMatchObject({
      holdId: installation.holdOf("ada").holdId,
      state: "open",
      shown: { name: "Ada Lovelace", email: "ada@analytical.example" },
      arithmetic: { increments: [{ rule: "base" }, {}, {}], facts: { funding: 1, hiring: 2 } },
    });
  });

  it("pages by cursor to the end", async ({ expect }) => {
    const { get } = openDesk();
    const seen: unknown[] = [];
    for (let path: string | null = "/holds?limit=1"; path !== null;) {
      const page = (await (await get(path)).json()) as { items: { holdId: string }[]; next: string | null };
      seen.push(...page.items.map((hold) => hold.holdId));
      path = page.next && `/holds?limit=1&cursor=${page.next}`;
    }
    expect(new Set(seen).size).toBe(4);
  });

  it("shows a contact with its timeline, parsed", async ({ expect }) => {
    const { get, installation } = openDesk();
    const { streamId } = installation.holdOf("ada");
    expect(await (await get(`/contacts/${streamId}`)).json()).toMatchObject({
      contactId: streamId,
      card: { email: "ada@analytical.example" },
      flags: { doNotContact: false },
      version: 8,
      score: { version: 8, tier: "A", judge: expect.stringContaining("by a model") as string },
      step: "draft",
      holds: [{ state: "open" }],
      missing: null,
      timeline: [
        { version: 1, type: "SignalReceived", words: { signal: { kind: "lead" } }, provenance: { confidence: 1 } },
        {},
        {},
        {},
        {},
        {},
        {},
        { version: 8, type: "ContactScored" },
      ],
    });
  });

  it("shows a message in its transport form and in readable form", async ({ expect }) => {
    const { get, installation } = openDesk();
    const message = (await (await get(`/outbox/${installation.outbox[0]?.idempotencyKey}`)).json()) as Record<
      string,
      string
    >;
    expect(message["message"]).toContain("Content-Transfer-Encoding: quoted-printable");
    expect(message["readable"]).toContain("your message – I will answer your question in detail.");
  });

  it.for([
    ["/tasks", 4],
    ["/holds/sources", 2],
    ["/sources", 2],
    ["/holds?source=mailbox", 1],
    ["/contacts?q=hedy", 1],
    ["/outbox", 1],
    ["/dead-letters", 2],
    ["/plans", 4],
    ["/plans?arm=scripted", 1],
    ["/plans?arm=reasoning&compared=no_plan", 1],
    ["/plans?skipReason=not_now&arm=&compared=", 1],
    ["/plans/shadow", 1],
    ["/plans/shadow?result=no_plan", 1],
    ["/plans/days", 1],
    ["/under-way", 2],
    ["/not-written", 4],
    ["/not-written?reason=plan_skip", 1],
    ["/not-written?reason=dismissed", 1],
    ["/not-written?reason=&q=hedy", 1],
    ["/not-written?again=dated", 1],
    ["/holds?state=ended", 0],
  ] as const)("lists %s", async ([path, count], { expect }) => {
    const { get } = openDesk();
    expect(((await (await get(path)).json()) as { items: unknown[] }).items).toHaveLength(count);
  });

  it.for([
    "/holds?state=all",
    "/holds?limit=0",
    "/tasks?limit=1000",
    "/contacts?q=" + "a".repeat(101),
    "/not-written?reason=because",
    "/plans?arm=all",
  ])("refuses %s", async (path, { expect }) => {
    const answer = await openDesk().get(path);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ type: "urn:holdpoint:problem:invalid_query", status: 400 });
  });
});

describe("acting through the API", () => {
  it("approves a draft by hold id alone, and returns the approval's id", async ({ expect }) => {
    const { installation, post } = openDesk();
    const { holdId, digest } = installation.holdOf("ada");
    const answer = await post(`/holds/${holdId}/approve`, { digest, why: "fine" });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      logged: true,
      version: 8,
      approvalId: expect.stringMatching(/^ap_[\w-]{22}$/),
    });
    expect(installation.asked).toMatchObject([{ type: "ApproveDraft", by: "grace", why: "fine" }]);
  });

  it("gives twenty parallel approvals of one person the same answer", async ({ expect }) => {
    const { installation, post } = openDesk();
    const { holdId, digest } = installation.holdOf("ada");
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(`/holds/${holdId}/approve`, { digest })));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(texts).size).toBe(1);
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
  });

  it("answers 202 while the log is down", async ({ expect }) => {
    const { installation, post } = openDesk();
    installation.setAnswer({ logged: false, version: 9 });
    const answer = await post(`/holds/${installation.holdOf("mallory").holdId}/confirm`, { digest: DIGEST });
    expect([answer.status, await answer.json()]).toEqual([202, { logged: false, version: 9 }]);
  });

  it("turns a refusal into a problem document with its particulars", async ({ expect }) => {
    const { installation, post } = openDesk();
    const particulars = { as: "approved", by: "linus", at: "2026-11-22T10:00:00.000Z" } as const;
    installation.setAnswer({ refusal: { reason: "already_settled", ...particulars } });
    const answer = await post(`/holds/${installation.holdOf("ada").holdId}/reject`, { digest: DIGEST, why: "no" });
    expect(answer.status).toBe(409);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({
      type: "urn:holdpoint:problem:already_settled",
      status: 409,
      ...particulars,
    });
  });

  it.for([
    ["an unknown hold", "/holds/hd_0/confirm", { digest: DIGEST }, 404, "unknown"],
    ["an invalid id", "/holds/x/confirm", { digest: DIGEST }, 404, "unknown"],
    ["an unknown field", "/contacts/ct_1/take-over", { by: "linus" }, 422, "invalid"],
    [
      "the flag that has clicks of its own",
      "/contacts/ct_1/flag",
      { flag: "replied", on: true, why: "x" },
      422,
      "invalid",
    ],
    [
      "a missing reason where one is required",
      "/suppressions",
      { kind: "address", value: "a@b.example" },
      422,
      "invalid",
    ],
    ["a list", "/policy/adopt", [], 400, "body_unreadable"],
  ] as const)("refuses %s", async ([, path, body, status, reason], { expect }) => {
    const { installation, post } = openDesk();
    const answer = await post(path, body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ type: `urn:holdpoint:problem:${reason}`, status });
    expect(installation.asked).toEqual([]);
  });

  it("names a public suffix as the reason why the domain is not suppressed", async ({ expect }) => {
    const { installation, post } = openDesk();
    installation.setAnswer({ refusal: { reason: "public_suffix", domain: "co.uk" } });
    const answer = await post("/suppressions", { kind: "domain", value: "CO.UK.", why: "asked by letter" });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ type: "urn:holdpoint:problem:public_suffix", domain: "co.uk" });
  });

  it.for([
    ["another type", { "content-type": "text/plain" }, 415],
    ["an unknown token", { authorization: "Bearer token-of-nobody-at-all" }, 401],
    ["another scheme", { authorization: `Basic ${GRACE.token}` }, 401],
  ] as const)("refuses %s", async ([, headers, status], { expect }) => {
    const { installation, post } = openDesk();
    const answer = await post("/policy/adopt", { a: 1 }, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("www-authenticate")).toBe(status === 401 ? 'Bearer realm="holdpoint"' : null);
    expect(installation.asked).toEqual([]);
  });

  it("reads no fields from a prototype", async ({ expect }) => {
    const { installation, app } = openDesk();
    const body = '{"__proto__": {"why": "x"}, "constructor": {"prototype": {"why": "x"}}}';
    const headers = { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" };
    const answer = await app.request(`${ORIGIN}/api/v1/holds/${installation.holdOf("ada").holdId}/reject`, {
      method: "POST",
      headers,
      body,
    });
    expect(answer.status).toBe(422);
    expect(Object.hasOwn(Object.prototype, "why")).toBe(false);
  });

  it("returns why a dead letter was not sent again", async ({ expect }) => {
    const { installation, post } = openDesk();
    installation.setAnswer(new Error("away"));
    const answer = await post(`/dead-letters/${installation.deadLetters[0]?.id}/redrive`);
    expect([answer.status, await answer.json()]).toMatchObject([409, { cause: "queue_unavailable" }]);
    expect((await post("/dead-letters/x/redrive")).status).toBe(404);
  });

  it("undoes an approval, and closes a task without its contact's id", async ({ expect }) => {
    const { installation, post } = openDesk();
    const { streamId } = installation.holdOf("ada");
    expect((await post(`/approvals/${installation.outbox[0]?.approvalId}/undo`, { contactId: streamId })).status).toBe(
      200,
    );
    expect((await post(`/tasks/${installation.tasks[1]?.taskId}/close`, { how: "sent" })).status).toBe(200);
    expect(installation.asked).toMatchObject([
      { type: "UndoApproval", contactId: streamId },
      { type: "CloseTask", contactId: streamId, how: "sent" },
    ]);
  });
});
