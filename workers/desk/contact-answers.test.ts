// Tests what the desk answers from the log about one contact: the receipt, the verification, and what another policy would
// change.
import { describe, it } from "vitest";
import type { ContactRecord, OutboxRow } from "../../drizzle/desk-reads.ts";
import { ADA, idOf } from "../../testing/people.ts";
import { FULL_STORY, replanted } from "../../testing/honest-log.ts";
import type { ProofAnswer, Timeline } from "../../schema/answers.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { deskApp } from "./app.tsx";
import type { VerifyAnswer } from "./contact-answers.ts";
import { portThat } from "../../testing/stages/port.ts";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { type SampleLog, sampleLog } from "../../testing/desk/log.ts";
import { FROM_OUR_PAGE, ORIGIN, signIn } from "../../testing/desk/visitor.ts";

const path = `/contacts/${idOf(ADA)}`;
const wholeLog = await sampleLog();

interface Alteration {
  readonly record?: (record: ContactRecord) => ContactRecord;
  readonly timeline?: (timeline: Timeline) => Timeline;
  readonly message?: (row: OutboxRow) => OutboxRow | null;
}

/** A desk over the sample log and its object, each with an optional alteration. */
function openDesk({ record, timeline, message }: Alteration = {}, from: SampleLog = wholeLog) {
  const log: SampleLog = {
    ...from,
    record: async (id) => (record ? record(await from.record(id)) : from.record(id)),
    outboxMessage: async (key) => {
      const row = await from.outboxMessage(key);
      return row && message ? message(row) : row;
    },
    timeline: (id) => {
      const there = from.timeline(id);
      return there && timeline ? timeline(there) : there;
    },
  };
  const installation = sampleInstallation({ log });
  const app = deskApp(installation.desk);
  const headers = { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" };
  const ask = async (at: string, body?: unknown) => {
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const answer = await app.request(`${ORIGIN}/api/v1${path}${at}`, { ...init, headers });
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  };
  const visit = async () => {
    const visitor = await signIn(app);
    return { ...visitor, page: async (at: string) => (await visitor.get(`${path}${at}`)).text() };
  };
  const verify = async () => (await ask("/verify")).json as unknown as VerifyAnswer;
  return { installation, app, ask, visit, verify };
}

describe("the receipt", () => {
  it("is the same for programs and people, with the words that the object opens", async ({ expect }) => {
    const { ask, visit } = openDesk();
    const { json } = await ask("/receipt");
    expect(json).toMatchObject({
      unlogged: 0,
      receipt: {
        answer: "We did not write, because the contact is on the suppression list.",
        seal: "opened",
        faults: [],
        runs: [
          {},
          {},
          { texts: [{ text: { recipient: ADA } }, { diff: expect.stringContaining("+PS: 0") as string }] },
        ],
      },
    });
    const page = await (await visit()).page("/receipt");
    expect(page).toContain("<h1>We did not write, because the contact is on the suppression list.</h1>");
    expect(page).toContain("Please send a quote.");
    expect(page.match(/<h1/g)).toHaveLength(1);
  });

  it("can be downloaded as one file that has its style inside", async ({ expect }) => {
    const answer = await (await openDesk().visit()).get(`${path}/receipt.html`);
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="receipt-${idOf(ADA)}.html"`);
    expect(await answer.text()).toMatch(/^<!doctype html>[\s\S]*<style>[\s\S]*We did not write/);
  });

  it("has its proof beside it once a root has the contact, and says when none has", async ({ expect }) => {
    const { installation } = openDesk();
    const proof = "c2sp.org/tlog-proof@v1\n…";
    const withProof = async (answer: ProofAnswer) =>
      (await signIn(deskApp({ ...installation.desk, port: portThat<"desk">({ Proof: () => answer }) }))).get(
        `${path}/receipt.tlog-proof`,
      );
    const given = await withProof({ proof, day: "2026-11-22", version: 9 });
    expect(given.headers.get("content-disposition")).toBe(`attachment; filename="receipt-${idOf(ADA)}.tlog-proof"`);
    expect(await given.text()).toBe(proof);
    const none = await withProof({ proof: null, day: "2026-11-22", version: null });
    expect(none.status).toBe(404);
    expect(await none.text()).toContain("No published root has this contact yet");
  });

  it("warns about events that are not yet in the log", async ({ expect }) => {
    const { ask, visit } = openDesk({ record: (record) => ({ ...record, rows: record.rows.slice(0, -2) }) });
    expect((await ask("/receipt")).json).toMatchObject({ unlogged: 2, receipt: { version: 22 } });
    expect(await (await visit()).page("/receipt")).toContain("The newest 2 events are not in the log yet");
  });

  it("is empty without events, and keeps words closed that belong to another event", async ({ expect }) => {
    const nothing = openDesk({
      record: () => ({
        rows: [],
        holds: [],
        tasks: [],
        contact: null,
        comparisons: [],
        score: null,
        runs: [],
        reports: [],
        classes: [],
        unwritten: [],
      }),
    });
    expect((await nothing.ask("/receipt")).json).toMatchObject({ unlogged: 24, receipt: null });
    expect(await (await nothing.visit()).page("/receipt")).toContain("The log has nothing about this contact yet.");
    expect((await (await nothing.visit()).get(`${path}/receipt.html`)).status).toBe(404);
    const other = openDesk({
      timeline: (timeline) => ({
        ...timeline,
        entries: timeline.entries.map((entry) => ({ ...entry, hash: "0".repeat(64) })),
      }),
    });
    expect((await other.ask("/receipt")).json).toMatchObject({ receipt: { seal: "closed" } });
    expect(await (await other.visit()).page("/receipt")).not.toContain("Please send a quote.");
  });
});

describe("the verification", () => {
  it("reports success and how much was checked", async ({ expect }) => {
    const { verify, visit } = openDesk();
    expect(await verify()).toMatchObject({
      holds: true,
      faults: [],
      events: 24,
      unlogged: 0,
      sealed: { closed: 0, opened: 11, erased: false },
      madeAgain: { gates: 8, actions: 3, grades: 4, followups: 1, scores: 2, drafts: 0 },
      rows: 6,
      stored: 24,
      messages: 1,
    });
    const page = await (await visit()).page("/verify");
    expect(page).toContain("It holds");
    expect(page).toContain("npx holdpoint verify --contact ct_");
  });

  const alterations: readonly (readonly [what: string, name: string, Alteration])[] = [
    [
      "a changed event",
      "hash_wrong",
      {
        record: (r) => ({
          ...r,
          rows: r.rows.map((row) =>
            row.version === 2 ? { ...row, body: row.body.replace("first_contact", "reply_due") } : row,
          ),
        }),
      },
    ],
    [
      "a lost event",
      "version_missing",
      { record: (r) => ({ ...r, rows: r.rows.filter(({ version }) => version !== 5) }) },
    ],
    [
      "a changed grade with a recomputed hash chain",
      "grade_differs",
      {
        record: (r) => ({
          ...r,
          rows: replanted(r.rows, 4, (event) => ({ ...event, payload: { ...event.payload, basisPoints: 9_999 } })),
        }),
      },
    ],
    ["a lost message of the outbox", "outbox_row_missing", { message: () => null }],
    [
      "a message of the outbox to another person",
      "outbox_row_differs",
      { message: (row) => ({ ...row, recipient: "x@example.com" }) },
    ],
    [
      "a message of the outbox with other words",
      "outbox_row_differs",
      { message: (row) => ({ ...row, message: row.message.replace("\r\n\r\n", "\r\n\r\nX") }) },
    ],
    [
      "an object that has other events",
      "state_differs",
      { timeline: (t) => ({ ...t, entries: t.entries.map((entry) => ({ ...entry, hash: "0".repeat(64) })) }) },
    ],
    [
      "an object that lost its newest event",
      "state_differs",
      { timeline: (t) => ({ ...t, version: t.version - 1, entries: t.entries.slice(0, -1) }) },
    ],
    [
      "a row of the inbox in another state",
      "read_model_differs",
      { record: (r) => ({ ...r, holds: r.holds.map((hold) => ({ ...hold, state: "open" as const })) }) },
    ],
    [
      "a row of the inbox that shows other words",
      "read_model_differs",
      {
        record: (r) => ({
          ...r,
          holds: r.holds.map((hold) => ({ ...hold, shown: hold.shown.replace("Hello", "Goodbye") })),
        }),
      },
    ],
    [
      "a score of another tier",
      "read_model_differs",
      { record: (r) => ({ ...r, score: r.score && { ...r.score, tier: "D" } }) },
    ],
    ["a row of the inbox that is gone", "read_model_differs", { record: (r) => ({ ...r, holds: r.holds.slice(1) }) }],
  ];
  it.for(alterations)("finds %s: %s", async ([, name, alteration], { expect }) => {
    const { verify, visit } = openDesk(alteration);
    const { holds, faults } = await verify();
    expect(holds).toBe(false);
    expect(faults.map((fault) => fault.name)).toContain(name);
    const page = await (await visit()).page("/verify");
    expect(page).toContain("It does not hold");
    expect(page).toContain(`<code>${name}</code>`);
  });

  it("reports no fault for events that are not yet in the log", async ({ expect }) => {
    const story = await sampleLog({ story: FULL_STORY });
    const { verify } = openDesk({ timeline: () => wholeLog.timeline(idOf(ADA))! }, story);
    const { holds, unlogged } = await verify();
    expect({ holds, unlogged }).toEqual({ holds: true, unlogged: 7 });
  });
});

describe("what if", () => {
  const sooner = { ...samplePolicy, ladder: { ...samplePolicy.ladder, followupDays: [2, 5, 7] } };

  it("changes nothing under the policy by which it was decided", async ({ expect }) => {
    expect((await openDesk().ask("/what-if", { policy: samplePolicy })).json).toMatchObject({
      runs: 3,
      changes: [],
      unknowns: [],
    });
  });

  it("shows what another policy would have changed, and what the log cannot show", async ({ expect }) => {
    const { ask, visit, installation } = openDesk();
    const { json } = await ask("/what-if", { policy: sooner });
    expect(json).toMatchObject({
      changes: [{ aspect: "followup", version: 13, to: "due 2026-03-04T09:00:00.000Z" }],
      unknowns: [{ why: "never_asked" }, { why: "after_a_change" }, { why: "after_a_change" }],
    });
    const visitor = await visit();
    const answer = await visitor.submit(`${path}/what-if`, `${path}/what-if`, { policy: JSON.stringify(sooner) });
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(page).toContain("Something would change");
    expect(page).toContain("due 4 Mar 2026, 09:00 UTC");
    expect(page).toContain("because the past would have been different");
    expect(installation.asked).toEqual([]);
  });

  it("starts at a given time", async ({ expect }) => {
    const { json } = await openDesk().ask("/what-if", { policy: sooner, since: "2027-01-01T00:00:00.000Z" });
    expect(json).toMatchObject({ runs: 0, changes: [] });
  });

  it.for([
    [{ policy: { ladder: { followupDays: "soon" } } }, "ladder.followupDays"],
    [{ policy: { nonsense: {} } }, "nonsense"],
    [{ policy: [] }, "policy"],
    [{}, "policy"],
    [{ policy: {}, since: "yesterday" }, "since"],
  ] as const)("refuses %j and names what is wrong", async ([body, named], { expect }) => {
    const { status, json } = await openDesk().ask("/what-if", body);
    expect(status).toBe(422);
    expect(json).toMatchObject({
      type: "urn:holdpoint:problem:invalid",
      detail: expect.stringContaining(named) as string,
    });
  });

  it.for(["{", "[]", '"text"', '{ "ladder": 1 }'])(
    "shows %s again, and what is wrong with it",
    async (text, { expect }) => {
      const visitor = await openDesk().visit();
      const answer = await visitor.submit(`${path}/what-if`, `${path}/what-if`, { policy: text });
      const page = await answer.text();
      expect(page).toContain("This is not a valid policy.");
      expect(page).toContain(`>${text.replaceAll('"', "&quot;")}</textarea>`);
    },
  );

  it("accepts forms of the desk only", async ({ expect }) => {
    const visitor = await openDesk().visit();
    expect((await visitor.post(`${path}/what-if`, { policy: "{}" })).status).toBe(403);
    const { stamp } = (await visitor.hidden(`${path}/what-if`, `${path}/what-if`)) as { stamp: string };
    const foreign = { ...FROM_OUR_PAGE, "sec-fetch-site": "cross-site" };
    expect((await visitor.post(`${path}/what-if`, { policy: "{}", stamp }, foreign)).status).toBe(403);
    expect((await visitor.post(`${path}/what-if`, { policy: "{}", stamp })).status).toBe(200);
  });
});

describe("an unknown contact", () => {
  it.for(["/receipt", "/verify", "/what-if", "/receipt.html", "/receipt.tlog-proof"])(
    "has no %s",
    async (at, { expect }) => {
      const visitor = await openDesk().visit();
      for (const id of [idOf("nobody@nowhere.example"), "ct_0", "ad_policy", "%00"])
        expect((await visitor.get(`/contacts/${id}${at}`)).status).toBe(404);
    },
  );
});

describe("a log that cannot be read", () => {
  it("is reported without its cause", async ({ expect }) => {
    const { installation } = openDesk();
    const reads = { ...installation.desk.reads, record: () => Promise.reject(new Error("D1_ERROR: secret")) };
    const visitor = await signIn(deskApp({ ...installation.desk, reads }));
    const answer = await visitor.get(`${path}/verify`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toMatch(/secret|D1_ERROR/);
  });
});
