// Tests the clicks of the desk through the pages' forms: their commands, the page that follows, and what is refused.
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusRows } from "../../testing/corpora.ts";
import { allActions } from "./actions/all.ts";
import { deskApp } from "./app.tsx";
import { LINUS, sampleInstallation, type SampleInstallation } from "../../testing/desk/installation.ts";
import { FROM_OUR_PAGE, ORIGIN, signIn, type Visitor } from "../../testing/desk/visitor.ts";

async function openHold(): Promise<{
  installation: SampleInstallation;
  visitor: Visitor;
  path: string;
  click: (name: string) => string;
}> {
  const installation = sampleInstallation();
  const path = `/holds/${installation.holdOf("ada").holdId}`;
  return { installation, visitor: await signIn(deskApp(installation.desk)), path, click: (name) => `${path}/${name}` };
}

describe("a draft", () => {
  it("is approved by one click, whose next page confirms it", async ({ expect }) => {
    const { installation, visitor, path, click } = await openHold();
    const { digest, draftId, streamId } = installation.holdOf("ada");
    const answer = await visitor.submit(path, click("approve"), { why: "reads well" });
    expect(answer.status).toBe(303);
    expect(installation.asked).toMatchObject([
      { type: "ApproveDraft", contactId: streamId, draftId, digest, by: "grace", why: "reads well" },
    ]);
    const page = await (await visitor.get(answer.headers.get("location") ?? "")).text();
    expect(page).toContain('<p class="notice" role="status">Approved.');
    expect(page).toContain("This hold was <strong>approved by grace</strong>");
    expect(page).not.toContain("Approve and send");
  });

  it("is approved once by twenty clicks of one person, all with the same answer", async ({ expect }) => {
    const { installation, visitor, path, click } = await openHold();
    const fields = await visitor.hidden(path, click("approve"));
    const answers = await Promise.all(Array.from({ length: 20 }, () => visitor.post(click("approve"), fields)));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.headers.get("location")}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(303);
    expect(new Set(installation.asked.map((command) => ("commandId" in command ? command.commandId : ""))).size).toBe(
      1,
    );
    expect(installation.holdOf("ada").state).toBe("approved");
  });

  it("shows a second person the earlier decision, which stands", async ({ expect }) => {
    const { installation, visitor, path, click } = await openHold();
    const linus = await signIn(deskApp(installation.desk), LINUS);
    const fields = await linus.hidden(path, click("reject"));
    await visitor.submit(path, click("approve"));
    const answer = await linus.post(click("reject"), { ...fields, why: "too early" });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("This was approved by grace, on 22 Nov 2026, 12:00 UTC. That stands");
    expect(installation.holdOf("ada")).toMatchObject({ state: "approved", endedBy: "grace" });
  });

  it("is not approved when it has changed since it was shown", async ({ expect }) => {
    const { installation, visitor, path, click } = await openHold();
    const fields = await visitor.hidden(path, click("approve"));
    const linus = await signIn(deskApp(installation.desk), LINUS);
    const edited = await linus.submit(path, click("edit"), {
      subject: "Hello",
      body: "Something else",
      why: "shorter",
    });
    expect(edited.status).toBe(303);
    const answer = await visitor.post(click("approve"), fields);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("The draft has changed since you read it");
    expect(installation.holdOf("ada").state).toBe("open");
  });

  it("is edited under an id of its words that only the desk's key gives", async ({ expect }) => {
    const idUnder = async (sessionKey: Uint8Array, body = "Hello") => {
      const { desk, asked, holdOf } = sampleInstallation();
      const { holdId, digest } = holdOf("ada");
      const edit = allActions.find(({ path }) => path === "/holds/:id/edit");
      const identities = desk.identities && { ...desk.identities, sessionKey };
      const input = { digest, subject: "Hello", body };
      await edit?.run({ desk: { ...desk, identities }, by: "grace", id: holdId, input });
      return asked.map((command) => "commandId" in command && command.commandId);
    };
    const [own, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    expect(await idUnder(own)).toHaveLength(1);
    expect(await idUnder(own)).toEqual(await idUnder(own));
    expect(await idUnder(own)).not.toEqual(await idUnder(own, "Hello again"));
    expect(await idUnder(own)).not.toEqual(await idUnder(other));
  });

  it("is not edited at a desk without that key", async ({ expect }) => {
    const { desk, asked, holdOf } = sampleInstallation();
    const { holdId, digest } = holdOf("ada");
    const edit = allActions.find(({ path }) => path === "/holds/:id/edit");
    const input = { digest, subject: "Hello", body: "Hello" };
    await expect(edit?.run({ desk: { ...desk, identities: null }, by: "grace", id: holdId, input })).rejects.toThrow(
      "closed desk",
    );
    expect(asked).toEqual([]);
  });

  it("is edited with LF line ends, for any line ends of a form", async ({ expect }) => {
    const { installation, visitor, path, click } = await openHold();
    await visitor.submit(path, click("edit"), { subject: "Hello", body: "One\r\n\r\nTwo\r\n" });
    expect(installation.asked).toMatchObject([{ type: "EditDraft", subject: "Hello", body: "One\n\nTwo" }]);
  });

  it.for([
    ["a subject of two lines", { subject: "Hello\r\nBcc: all@example.com", body: "x" }],
    ["no subject", { subject: "", body: "x" }],
    ["no text", { subject: "x", body: " \r\n " }],
    ["an unknown field", { subject: "x", body: "x", recipient: "mallory@example.com" }],
  ] as const)("is not edited with %s", async ([, fields], { expect }) => {
    const { installation, visitor, path, click } = await openHold();
    expect((await visitor.submit(path, click("edit"), fields)).status).toBe(422);
    expect(installation.asked).toEqual([]);
  });

  it("is rejected only with a reason", async ({ expect }) => {
    const { installation, visitor, path, click } = await openHold();
    expect((await visitor.submit(path, click("reject"), { why: "  " })).status).toBe(422);
    expect(installation.asked).toEqual([]);
    expect((await visitor.submit(path, click("reject"), { why: "wrong person" })).status).toBe(303);
    expect(installation.asked).toMatchObject([{ type: "RejectDraft", reason: null, why: "wrong person" }]);
  });

  it("is rejected with a word of the list, and with no other", async ({ expect }) => {
    const { installation, visitor, path, click } = await openHold();
    const why = "not them";
    expect((await visitor.submit(path, click("reject"), { why, reason: "ugly" })).status).toBe(422);
    expect((await visitor.submit(path, click("reject"), { why, reason: "wrong_person" })).status).toBe(303);
    expect(installation.asked).toMatchObject([{ type: "RejectDraft", reason: "wrong_person", why }]);
  });

  it("has an approval that can be undone", async ({ expect }) => {
    const { installation, visitor, path, click } = await openHold();
    await visitor.submit(path, click("approve"));
    const page = await (await visitor.get(path)).text();
    const undo = /action="(\/approvals\/ap_[\w-]+\/undo)"/.exec(page)?.[1] ?? "";
    expect((await visitor.submit(path, undo, { why: "typo" })).status).toBe(303);
    expect(installation.asked.at(-1)).toMatchObject({
      type: "UndoApproval",
      approvalId: undo.split("/")[2],
      why: "typo",
    });
  });
});

describe("every other click", () => {
  const ada = sampleInstallation().holdOf("ada");
  const mallory = sampleInstallation().holdOf("mallory");
  const task = sampleInstallation().tasks[1]?.taskId ?? "";
  const letter = sampleInstallation().deadLetters[0]?.id ?? "";
  const hold = `/holds/${ada.holdId}`;
  const preview = `/holds/${mallory.holdId}`;
  const contact = `/contacts/${ada.streamId}`;

  it.for([
    ["confirms a preview", preview, `${preview}/confirm`, {}, { type: "ConfirmPreview", holdId: mallory.holdId }],
    ["dismisses a preview", preview, `${preview}/dismiss`, { why: "spam" }, { type: "DismissPreview", why: "spam" }],
    [
      "snoozes",
      hold,
      `${hold}/snooze`,
      { until: "2026-11-23T12:00:00.000Z" },
      { type: "SnoozeHold", until: "2026-11-23T12:00:00.000Z" },
    ],
    ["reassigns", hold, `${hold}/reassign`, { to: "linus" }, { type: "ReassignHold", to: "linus" }],
    ["runs a hold again", hold, `${hold}/run`, {}, { type: "RequestRun", about: ada.holdId }],
    [
      "takes a contact over",
      contact,
      `${contact}/take-over`,
      {},
      { type: "FlagContact", flag: "replied", on: true, cause: "takeover" },
    ],
    [
      "marks a contact",
      contact,
      `${contact}/flag`,
      { why: "asked for it" },
      { flag: "do_not_contact", on: true, cause: "desk" },
    ],
    ["runs a contact again", contact, `${contact}/run`, {}, { type: "RequestRun", contactId: ada.streamId }],
    ["wakes a contact", contact, `${contact}/wake`, {}, { contactId: ada.streamId }],
    [
      "suppresses an address",
      contact,
      "/suppressions",
      { why: "asked for it" },
      { type: "Suppress", wishes: [{ kind: "address", value: "ada@analytical.example", by: "grace" }] },
    ],
    [
      "suppresses a domain",
      "/suppressions",
      "/suppressions",
      { kind: "domain", value: "evil.example", why: "x" },
      { type: "Suppress", wishes: [{ kind: "domain", value: "evil.example" }] },
    ],
    [
      "lifts a suppression",
      "/suppressions",
      "/suppressions/lift",
      { kind: "phone", value: "+49 30 123456", why: "x" },
      { type: "Lift", wish: { kind: "phone" } },
    ],
    [
      "lifts an address as its page shows it, with misleading letters written out",
      "/suppressions",
      "/suppressions/lift",
      { kind: "address", value: String.raw`\u{430}da@engine.example`, why: "x" },
      { type: "Lift", wish: { kind: "address", value: "\u0430da@engine.example" } },
    ],
    [
      "closes a task",
      "/tasks",
      `/tasks/${task}/close`,
      { how: "not_sent" },
      { type: "CloseTask", taskId: task, how: "not_sent" },
    ],
    ["sends a dead letter again", "/dead-letters", `/dead-letters/${letter}/redrive`, {}, { id: letter, by: "grace" }],
    ["adopts the policy", "/policy", "/policy/adopt", {}, { by: "grace" }],
  ] as const)("%s", async ([, page, action, fields, asked], { expect }) => {
    const installation = sampleInstallation();
    const visitor = await signIn(deskApp(installation.desk));
    const answer = await visitor.submit(page, action, fields);
    expect(answer.status).toBe(303);
    expect(installation.asked).toMatchObject([asked]);
    expect(await (await visitor.get(answer.headers.get("location") ?? "")).text()).toContain('class="notice"');
  });

  it.for([
    ["when it reassigns to an unknown person", `${hold}/reassign`, { to: "mallory" }],
    ["when it snoozes until an invalid time", `${hold}/snooze`, { until: "tomorrow" }],
  ] as const)("is refused %s", async ([, action, fields], { expect }) => {
    const installation = sampleInstallation();
    const visitor = await signIn(deskApp(installation.desk));
    expect((await visitor.submit(hold, action, fields)).status).toBe(422);
    expect(installation.asked).toEqual([]);
  });

  it("is refused for a suppression that the list could never match", async ({ expect }) => {
    const installation = sampleInstallation();
    const visitor = await signIn(deskApp(installation.desk));
    for (const [kind, value] of [
      ["address", "not an address"],
      ["domain", "evil.example/x"],
      ["phone", "12"],
    ] as const) {
      expect((await visitor.submit("/suppressions", "/suppressions", { kind, value, why: "x" })).status, value).toBe(
        422,
      );
    }
    expect(installation.asked).toEqual([]);
  });

  it("is refused for a suppression without a reason, and taken with a word of the list alone", async ({ expect }) => {
    const installation = sampleInstallation();
    const visitor = await signIn(deskApp(installation.desk));
    const fields = { kind: "address", value: "ada@engine.example" };
    const without: readonly Record<string, string>[] = [
      {},
      { why: " " },
      { reason: "other" },
      { reason: "" },
      { reason: "because", why: "so" },
    ];
    for (const given of without) {
      const answer = await visitor.submit("/suppressions", "/suppressions", { ...fields, ...given });
      expect(answer.status, JSON.stringify(given)).toBe(422);
    }
    expect(installation.asked).toEqual([]);
    await visitor.submit("/suppressions", "/suppressions", { ...fields, reason: "person_asked", why: "" });
    expect(installation.asked).toMatchObject([{ wishes: [{ reason: "person_asked", why: "" }] }]);
  });

  it("is offered for a contact's domain, unless that is a public suffix", async ({ expect }) => {
    const { desk, holdOf } = sampleInstallation();
    const path = `/contacts/${holdOf("ada").streamId}`;
    const pageAt = async (domain: string) => {
      const contactCards: typeof desk.reads.contactCards = async (...query) =>
        new Map([...(await desk.reads.contactCards(...query))].map(([id, card]) => [id, { ...card, domain }]));
      const visitor = await signIn(deskApp({ ...desk, reads: { ...desk.reads, contactCards } }));
      return (await visitor.get(path)).text();
    };
    expect(await pageAt("example.co.uk")).toContain("Suppress the whole domain");
    expect(await pageAt("co.uk")).not.toContain("Suppress the whole domain");
  });

  it("is the same command until another event, and a new one afterwards", async ({ expect }) => {
    const installation = sampleInstallation();
    const visitor = await signIn(deskApp(installation.desk));
    const fields = await visitor.hidden(contact, `${contact}/take-over`);
    await visitor.post(`${contact}/take-over`, fields);
    await visitor.post(`${contact}/take-over`, fields);
    await visitor.post(`${contact}/take-over`, { ...fields, seen: "99" });
    const ids = installation.asked.map((command) => ("commandId" in command ? command.commandId : ""));
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it("is refused for a hold of another run", async ({ expect }) => {
    const installation = sampleInstallation();
    const visitor = await signIn(deskApp(installation.desk));
    const fields = await visitor.hidden(hold, `${hold}/approve`);
    const { runId } = installation.holdOf("hedy");
    expect((await visitor.post(`${hold}/approve`, { ...fields, runId })).status).toBe(404);
    expect(installation.asked).toEqual([]);
  });

  it("needs no database when the form has contact and run", async ({ expect }) => {
    const installation = sampleInstallation();
    const visitor = await signIn(deskApp(installation.desk));
    const fields = await visitor.hidden(hold, `${hold}/approve`);
    const away = () => Promise.reject(new Error("D1 is away"));
    const reads = Object.fromEntries(
      Object.keys(installation.desk.reads).map((name) => [name, away]),
    ) as unknown as typeof installation.desk.reads;
    installation.setAnswer({ logged: false });
    const dark = await signIn(deskApp({ ...installation.desk, reads, newId: () => "session-1" }));
    const answer = await dark.post(`${hold}/approve`, fields);
    expect(answer.status).toBe(202);
    expect(await answer.text()).toContain("goes out by itself when the log has it");
  });
});

describe("the page after a refused click", () => {
  it.for([
    [
      "an unsubscribe came first",
      { reason: "vetoed", veto: "unsubscribed", hits: ["unsubscribed", "replied"] },
      409,
      "Cancelled: this contact must not be written to",
    ],
    ["a newer message came first", { reason: "superseded" }, 409, "A newer message took its place"],
    ["the contact was erased", { reason: "erased" }, 409, "This contact was erased"],
    ["the step is over", { reason: "not_wanted", step: "dispatch" }, 409, "This step is over"],
    ["the message is on its way", { reason: "already_claimed" }, 409, "Too late: the message is on its way"],
    ["the approval is gone", { reason: "approval_void", cause: "superseded" }, 409, "The approval is no longer there"],
    ["the contact never wrote", { reason: "no_address" }, 422, "This contact has not written to us"],
    [
      "no mail can be written to the address",
      { reason: "address_unwritable", why: "mailbox_name" },
      422,
      "Mail cannot be sent to this address: its name before the @ has letters",
    ],
    ["the draft is unknown", { reason: "unknown", what: "draft" }, 404, "There is no such draft"],
    ["a field is wrong", { reason: "invalid", field: "body" }, 422, "Please check: body"],
    [
      "the domain is a public suffix",
      { reason: "public_suffix", domain: "co.uk" },
      422,
      "“co.uk” is a public suffix: each name below it belongs to another registrant",
    ],
    ["the list cannot be read", { reason: "list_unreadable" }, 503, "Nothing was recorded and nothing was released"],
    ["the list went back", { reason: "list_went_back" }, 503, "npx holdpoint rebuild --list"],
  ] as const)("explains the refusal when %s", async ([, refusal, status, sentence], { expect }) => {
    const { installation, visitor, path, click } = await openHold();
    installation.setAnswer({ refusal: refusal as never });
    const answer = await visitor.submit(path, click("approve"));
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(sentence);
    expect(answer.headers.get("retry-after")).toBe(status === 503 ? "10" : null);
  });

  it.for([
    ["confirmed", "linus", "This was confirmed by linus, on"],
    ["expired", "timer", "This was ended by its expiry, on"],
    ["voided", "superseded", "This was ended because a newer message came in, on"],
    ["voided", "vetoed", "This was ended because this contact must not be written to any more, on"],
  ] as const)("shows how a hold ended: %s, %s", async ([as, by, sentence], { expect }) => {
    const { installation, visitor, path, click } = await openHold();
    installation.setAnswer({ refusal: { reason: "already_settled", as, by, at: "2026-11-22T10:00:00.000Z" } });
    const answer = await visitor.submit(path, click("approve"));
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain(sentence);
  });

  it("shows all vetoes, not only the first", async ({ expect }) => {
    const { installation, visitor, path, click } = await openHold();
    installation.setAnswer({ refusal: { reason: "vetoed", veto: "suppressed", hits: ["suppressed", "unsubscribed"] } });
    const page = await (await visitor.submit(path, click("approve"))).text();
    expect(page).toContain("the contact is on the suppression list; the contact unsubscribed");
  });

  it("explains that a retry is safe when the port cannot be reached", async ({ expect }) => {
    const { installation, visitor, path, click } = await openHold();
    installation.setAnswer(new Error("the object was reset"));
    const answer = await visitor.submit(path, click("approve"));
    expect(answer.status).toBe(503);
    const page = await answer.text();
    expect(page).toContain("Trying again is safe");
    expect(page).not.toContain("reset");
  });

  it("ignores a forged notice in a link", async ({ expect }) => {
    const { visitor, path } = await openHold();
    for (const done of ["approved", "approved.", `approved.${"0".repeat(32)}`]) {
      expect(await (await visitor.get(`${path}?done=${done}`)).text()).not.toContain('class="notice"');
    }
  });
});

describe("a click that does not come from the desk", () => {
  it("is refused from another site, without a stamp, and with a stamp for another form", async ({ expect }) => {
    const { installation, visitor, path, click } = await openHold();
    const linus = await signIn(deskApp(installation.desk), LINUS);
    const fields = await visitor.hidden(path, click("approve"));
    const altered = `${fields["stamp"]?.slice(0, -1)}${fields["stamp"]?.endsWith("0") ? "1" : "0"}`;
    const others: readonly (readonly [string, Record<string, string>, Record<string, string>?])[] = [
      ["from another site", fields, { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
      ["without an origin", fields, {}],
      ["without a stamp", { ...fields, stamp: "" }],
      ["with an altered stamp", { ...fields, stamp: altered }],
      ["with another form's stamp", { ...fields, stamp: (await visitor.hidden(path, click("reject")))["stamp"] ?? "" }],
      [
        "with another person's stamp",
        { ...fields, stamp: (await linus.hidden(path, click("approve")))["stamp"] ?? "" },
      ],
      ["about a text that was not shown", { ...fields, digest: "0".repeat(22) }],
    ];
    for (const [name, given, headers] of others) {
      expect((await visitor.post(click("approve"), given, headers)).status, name).toBe(403);
    }
    expect(installation.asked).toEqual([]);
    expect(installation.incidents.map(({ reason }) => reason)).toEqual([
      "foreign_request",
      "foreign_request",
      "wrong_stamp",
      "wrong_stamp",
      "wrong_stamp",
      "wrong_stamp",
      "wrong_stamp",
    ]);
    expect((await visitor.post(click("approve"), fields)).status).toBe(303);
  });

  it("is refused after its person's token was removed", async ({ expect }) => {
    const { installation, visitor, path, click } = await openHold();
    const fields = await visitor.hidden(path, click("approve"));
    const removed = deskApp({
      ...installation.desk,
      identities: { ...installation.desk.identities!, byMark: () => null },
    });
    const body = new URLSearchParams(fields).toString();
    const headers = { cookie: visitor.cookie, "content-type": "application/x-www-form-urlencoded", ...FROM_OUR_PAGE };
    expect((await removed.request(`${ORIGIN}${click("approve")}`, { method: "POST", headers, body })).status).toBe(403);
    expect(installation.asked).toEqual([]);
  });

  it.for([
    ["a field twice", "application/x-www-form-urlencoded", "why=a&why=b", 400],
    ["another type", "text/plain", "why=a", 415],
    ["far too much", "application/x-www-form-urlencoded", `why=${"a".repeat(200_000)}`, 413],
  ] as const)("is refused with %s", async ([, type, body, status], { expect }) => {
    const { installation, visitor, click } = await openHold();
    const headers = { cookie: visitor.cookie, "content-type": type, ...FROM_OUR_PAGE };
    const answer = await deskApp(installation.desk).request(`${ORIGIN}${click("approve")}`, {
      method: "POST",
      headers,
      body,
    });
    expect(answer.status).toBe(status);
    expect(installation.asked).toEqual([]);
  });
});

const Row = z.object({
  id: z.string(),
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
  note: z.string(),
  repeat: z.number().optional(),
  after: z.string().optional(),
  expected: z.object({
    state_changed: z.boolean().optional(),
    status: z.string().optional(),
    times: z.number().optional(),
    outcome: z.string().optional(),
  }),
});

describe("the corpus of approval requests", () => {
  it.for(corpusRows("approval/requests.jsonl", Row))("$id: $note", async (row, { expect }) => {
    const { installation, visitor, path, click } = await openHold();
    const fields = await visitor.hidden(path, click("approve"));
    if (row.after === "unsubscribe")
      installation.setAnswer({ refusal: { reason: "vetoed", veto: "unsubscribed", hits: ["unsubscribed"] } });
    const holdId = path.slice("/holds/".length);
    const wrong = holdId.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    const address = `/holds/${row.path.includes("TAMPERED") ? wrong : holdId}/approve`;
    const headers = Object.fromEntries(
      Object.entries(row.headers).map(([name, value]) => [name, value.replace("{SELF}", ORIGIN)]),
    );
    const isStamped = row.body?.includes("{CSRF}") ?? false;
    const type = { "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams(isStamped ? fields : {}).toString();
    const request = () =>
      deskApp(installation.desk).request(`${ORIGIN}${address}`, {
        method: row.method,
        headers: { ...type, ...headers, cookie: visitor.cookie },
        ...(row.method === "POST" ? { body } : {}),
      });
    const answers = await Promise.all(Array.from({ length: row.repeat ?? 1 }, request));
    const status = answers[0]?.status ?? 0;
    if (row.expected.state_changed !== undefined) {
      expect(installation.holdOf("ada").state !== "open").toBe(row.expected.state_changed);
    }
    if (row.expected.status) expect(row.expected.status.split(" or ")).toContain(String(status));
    if (row.expected.times)
      expect(new Set(installation.asked.map((command) => JSON.stringify(command))).size).toBe(row.expected.times);
    if (row.expected.outcome) {
      expect(status).toBe(409);
      expect(await answers[0]?.text()).toContain("Cancelled");
      expect(installation.holdOf("ada").state).toBe("open");
    }
  });
});

describe("a look again on a day", () => {
  it("is set and taken back on the list of what was not written", async ({ expect }) => {
    const installation = sampleInstallation();
    const visitor = await signIn(deskApp(installation.desk));
    const page = await (await visitor.get("/not-written?again=dated")).text();
    expect(page).toContain('again on <time datetime="2026-12-10">2026-12-10</time>, says grace');
    const paths = [...page.matchAll(/action="(\/contacts\/ct_[\w-]+\/[\w-]+)"/g)].map(([, path]) => path ?? "");
    const back = paths.find((path) => path.endsWith("/dont-look-again")) ?? "";
    expect((await visitor.submit("/not-written?again=dated", back)).headers.get("location")).toMatch(
      /^\/not-written\?done=look_again_cleared/,
    );
    const all = await (await visitor.get("/not-written")).text();
    const path = /action="(\/contacts\/ct_[\w-]+\/look-again)"/.exec(all)?.[1] ?? "";
    const set = await visitor.submit("/not-written", path, { on: "2026-12-24", why: "they asked to wait" });
    expect(set.status).toBe(303);
    expect((await visitor.submit("/not-written", path, { on: "soon" })).status).toBe(422);
    expect(installation.asked).toMatchObject([
      { type: "ClearRevisit", by: "grace" },
      { type: "SetRevisit", on: "2026-12-24", by: "grace", why: "they asked to wait" },
    ]);
  });
});
