// Tests the pages on which a part of the policy is changed: form, look, adoption, and what refuses each.
import { beforeAll, describe, it } from "vitest";
import { sampleInstallation, type SampleInstallation } from "../../../testing/desk/installation.ts";
import { hiddenFields, signIn } from "../../../testing/desk/visitor.ts";
import { samplePolicy } from "../../../testing/sample-policy.ts";
import { type SampleLog, sampleLog } from "../../../testing/desk/log.ts";
import { FULL_STORY, type Move } from "../../../testing/honest-log.ts";
import { eventInRow } from "../../../schema/events.ts";
import type { EventRow } from "../../../schema/shipment.ts";
import { policyContext } from "../../../replay/context.ts";
import { whatIfStream } from "../../../replay/what-if.ts";
import { openWhatIfSum, whatIfDigest } from "../../../replay/what-if-sum.ts";
import { AdminId, RequestId } from "../../../schema/ids.ts";
import { policyDigest } from "../../../schema/policy.ts";
import { ok } from "../../../schema/result.ts";
import type { ShownRequest } from "../../../schema/second-person.ts";
import { DAY_MS, dayAfter } from "../../../schema/time.ts";
import { deskApp } from "../app.tsx";

const log = await sampleLog({
  story: [...FULL_STORY, ...[1, 2].flatMap((who) => [move("lead", who), move("drain", who)])],
});
function move(what: Move["what"], who: number): Move {
  return { what, who, pick: 0 };
}
/** A day after the last event. */
const NOW = dayLater((await log.record(log.contactId)).rows);
function dayLater(rows: readonly EventRow[]): string {
  const last = rows.at(-1);
  if (!last) throw new Error("the log is empty");
  return new Date(Date.parse(eventInRow(last).at) + DAY_MS).toISOString();
}
const SINCE = `${dayAfter(NOW.slice(0, 10), -90)}${NOW.slice(10)}`;
const changed = {
  ...samplePolicy,
  ladder: { followupDays: [1, 2] },
  hold: { ...samplePolicy.hold, expiryHours: 1 },
};

/** All streams of the log. */
async function streamsOfLog() {
  const streams = [];
  for (let after: Parameters<SampleLog["contactStreams"]>[0]["after"] | null; after !== null;) {
    const page: Awaited<ReturnType<SampleLog["contactStreams"]>> = await log.contactStreams(
      after === undefined ? {} : { after },
    );
    streams.push(...page.rows);
    after = page.next;
  }
  return streams;
}
const streams = await streamsOfLog();
const contactsIn = streams.length;

async function sumOfLog() {
  const context = policyContext(await log.stream(AdminId.parse("ad_policy")));
  const sum = openWhatIfSum();
  for (const stream of streams) sum.add(whatIfStream(stream, changed, context, { since: SINCE, until: NOW }));
  return sum.sum();
}

let installation: SampleInstallation;
let visitor: Awaited<ReturnType<typeof signIn>>;
beforeAll(async () => {
  installation = sampleInstallation();
  visitor = await signIn(deskApp(installation.desk));
});

const adoptions = () =>
  installation.asked
    .map((wish) => wish as { readonly type?: string; readonly policy?: object })
    .filter(({ type }) => type === "AdoptPolicy");

describe("the pages of the policy", () => {
  it("link their parts, each with its form", async ({ expect }) => {
    const policy = await (await visitor.get("/policy")).text();
    for (const part of ["sender", "templates", "words", "timing", "grades", "titles", "markets", "scores", "limits"]) {
      expect(policy).toContain(`href="/policy/${part}"`);
      const page = await visitor.get(`/policy/${part}`);
      expect([part, page.status]).toEqual([part, 200]);
      expect(await page.text()).toContain(`action="/policy/${part}/look"`);
    }
    expect((await visitor.get("/policy/nothing")).status).toBe(404);
    for (const part of ["templates", "titles"])
      expect((await visitor.get(`/policy/${part}?language=xx`)).status).toBe(404);
    expect(await (await visitor.get("/policy/titles?language=de")).text()).toMatch(/geschäftsführer\n/);
  });

  it("show what a change does, and adopt the sections that it changes with the version that the person saw", async ({
    expect,
  }) => {
    const looked = await visitor.submit("/policy/sender", "/policy/sender/look", {
      "compose.sender.person": "Ada Byron",
    });
    const page = await looked.text();
    expect(looked.status).toBe(200);
    expect(page).toContain("<h2>Sender: Name of the person</h2>");
    expect(page).toMatch(/Hello Ada,[^]*Ada Byron[^]*If you would rather not hear from us again/);
    expect(page).not.toContain("<h2>Sender: Address</h2>");
    // The people who wait in the inbox, each by the template of what is written to them.
    expect(page).toMatch(/by the template reply, to <bdi class="phrase">Hedy Lamarr<\/bdi>/);
    const adopted = await visitor.post("/policy/sender/adopt", {
      ...hiddenFields(page, "/policy/sender/adopt"),
      reason: "other",
      why: "a new colleague",
    });
    expect([adopted.status, adopted.headers.get("location")]).toEqual([303, expect.stringMatching(/^\/policy\?done=/)]);
    const compose = { ...samplePolicy.compose, sender: { ...samplePolicy.compose.sender, person: "Ada Byron" } };
    expect(adoptions()).toMatchObject([{ policy: { compose }, replaces: 0, by: "grace", why: "a new colleague" }]);
    expect(adoptions()[0]).toHaveProperty("whatIf", expect.stringMatching(/^[\w-]{22}$/));
    expect(Object.keys(adoptions()[0]?.policy ?? {})).toEqual(["compose"]);
  });

  it("name the field that is wrong and keep what was typed", async ({ expect }) => {
    const answer = await visitor.submit("/policy/timing", "/policy/timing/look", {
      "ladder.followupDays": "3, <soon>",
      "hold.expiryHours": "48",
    });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain('href="#ladder.followupDays"');
    expect(page).toContain("3, &lt;soon&gt;");
    expect(page).toMatch(/name="hold.expiryHours"[^>]*value="48"/);
  });

  it("show a change in the words of its form: shares as shares, of a list what goes and what comes", async ({
    expect,
  }) => {
    const change = { "qualify.qualifiedFrom": "0,75", "qualify.unknownSeniorities": "unknown\nother\nn/a\nnone\ntbd" };
    const page = await (await visitor.submit("/policy/grades", "/policy/grades/look", change)).text();
    const texts = page.replaceAll(/<[^>]+>/g, "|").replaceAll(/\|+/g, "|");
    expect(texts).toContain("|Qualified or needs review: Qualified from|In force|0.60|Then|0.75|");
    expect(texts).toContain("|What tells nothing: Seniorities that mean “not known”|Goes|(empty)|Comes|tbd|");
  });

  it("adopt nothing without a reason", async ({ expect }) => {
    const before = adoptions().length;
    const looked = await visitor.submit("/policy/sender", "/policy/sender/look", { "compose.sender.person": "Eve" });
    const again = hiddenFields(await looked.text(), "/policy/sender/adopt");
    const answer = await visitor.post("/policy/sender/adopt", { ...again, reason: "other", why: "" });
    expect([answer.status, adoptions().length]).toEqual([422, before]);
  });

  it("show an empty form for a language without templates", async ({ expect }) => {
    const french = await (await visitor.get("/policy/templates?language=fr")).text();
    expect(french).not.toContain("Your enquiry to");
    expect(french).toMatch(/name="compose.templates.languages.fr.initial.body"[^>]*><\/textarea>/);
  });
});

describe("a change of what is decided", () => {
  /** A browser sends the boxes that are ticked. */
  const week = Object.fromEntries(samplePolicy.hours.days.map((day) => [`hours.days.${day}`, "on"]));
  const CHANGE = { ...week, "ladder.followupDays": "1, 2", "hold.expiryHours": "1" };

  /** A desk over a real log whose clock goes on by 6 seconds at each look, so that each request looks at one contact. */
  async function deskOver(log: SampleLog, step = 0) {
    const sample = sampleInstallation({ log });
    let seconds = 0;
    const now = () => new Date(Date.parse(NOW) + (seconds += step) * 1_000);
    const desk = { ...sample.desk, now };
    const adopted = () =>
      sample.asked
        .map((wish) => wish as { type?: string; whatIf?: string })
        .filter(({ type }) => type === "AdoptPolicy");
    return { desk, adopted, incidents: sample.incidents, person: await signIn(deskApp(desk)) };
  }
  const adoptionOf = (page: string): Record<string, string> => ({
    ...hiddenFields(page, "/policy/timing/adopt"),
    reason: "other",
    why: "quicker",
  });

  it("shows for whom it would have been otherwise in the last 90 days, and the adoption records what was seen", async ({
    expect,
  }) => {
    const { person, adopted } = await deskOver(log);
    const page = await (await person.submit("/policy/timing", "/policy/timing/look", CHANGE)).text();
    expect(page).toContain("What it would have changed in the last 90 days");
    expect(page).toMatch(/For [123] contacts? something would have been otherwise/);
    expect(page).toMatch(/\d contacts?: one follow-up more or fewer, or another time of a follow-up/);
    expect(page).toContain(`<a href="/contacts/${log.contactId}#v`);
    expect(page).not.toContain("Go on looking");
    expect((await person.post("/policy/timing/adopt", adoptionOf(page))).status).toBe(303);
    expect(adopted()).toMatchObject([{ whatIf: expect.stringMatching(/^[\w-]{22}$/) }]);
    // The same by another way: what is recorded is what the command line would record of this log.
    const look = { candidate: changed, since: SINCE, until: NOW, sum: await sumOfLog(), isWhole: true };
    expect(adopted()[0]?.whatIf).toBe(whatIfDigest(look));
  });

  it("looks at a long log in parts, without script, and says the same in the end", async ({ expect }) => {
    const slow = await deskOver(log, 6);
    const whole = await deskOver(log);
    let page = await (await slow.person.submit("/policy/timing", "/policy/timing/look", CHANGE)).text();
    let parts = 1;
    for (; page.includes("Go on looking"); parts += 1) {
      expect(page).toMatch(/Looked at \d+ of about \d+ contacts?\./);
      page = await (await slow.person.post("/policy/timing/look", hiddenFields(page, "/policy/timing/look"))).text();
    }
    const other = await (await whole.person.submit("/policy/timing", "/policy/timing/look", CHANGE)).text();
    const listIn = (html: string) => html.match(/<section class="card"><h2>What it would[^]*?<\/section>/)?.[0];
    expect(parts).toBe(contactsIn);
    expect(listIn(page)).toBe(listIn(other));
  });

  it("is not adopted by a look at another change, of another session or by hand, and is without any look", async ({
    expect,
  }) => {
    const { person, adopted } = await deskOver(log);
    const other = await signIn(deskApp((await deskOver(log)).desk));
    const page = await (await person.submit("/policy/timing", "/policy/timing/look", CHANGE)).text();
    const fields = adoptionOf(page);
    const [value = "", mark = ""] = (fields["seen"] ?? "").split(".");
    const forged = Buffer.from(
      Buffer.from(value, "base64url")
        .toString()
        .replace(/"changedContacts":\d/, '"changedContacts":0'),
    ).toString("base64url");
    const foreign = hiddenFields(
      await (
        await other.submit("/policy/timing", "/policy/timing/look", { ...week, "ladder.followupDays": "9" })
      ).text(),
      "/policy/timing/adopt",
    );
    for (const seen of [`${forged}.${mark}`, `${value}.`, value, "{}", foreign["seen"] ?? ""]) {
      const answer = await person.post("/policy/timing/adopt", { ...fields, seen });
      expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining("Look at the change again")]);
    }
    const more = await person.post("/policy/timing/adopt", { ...fields, "ladder.followupDays": "1, 3" });
    expect([more.status, adopted()]).toEqual([409, []]);
    expect((await person.post("/policy/timing/adopt", { ...fields, seen: "" })).status).toBe(303);
    expect(adopted()[0]).not.toHaveProperty("whatIf");
  });

  it("can be adopted while the log does not answer, and says that nobody looked", async ({ expect }) => {
    const { desk, incidents } = await deskOver(log);
    const reads = { ...desk.reads, contactStreams: () => Promise.reject(new Error("D1_ERROR")) };
    const person = await signIn(deskApp({ ...desk, reads }));
    const page = await (await person.submit("/policy/timing", "/policy/timing/look", CHANGE)).text();
    expect(page).toContain("The earlier decisions cannot be read at the moment.");
    expect(hiddenFields(page, "/policy/timing/adopt")).toMatchObject({ seen: "" });
    expect(incidents).toMatchObject([{ reason: "look_back", cause: "D1_ERROR" }]);
  });

  it("of words that a model may use is decided by nothing in the log", async ({ expect }) => {
    const { person } = await deskOver(log);
    const change = { "draft.bannedPhrases": "game changer" };
    const page = await (await person.submit("/policy/words", "/policy/words/look", change)).text();
    expect(page).toContain("no decision that was made before depends on it");
  });
});

describe("a policy that waits for a second person", () => {
  /** A desk over the log, with one request to adopt the policy, made by another person. */
  async function deskWith(state: "waiting" | "agreed") {
    const sample = sampleInstallation({ log });
    const request: ShownRequest = {
      requestId: REQUEST,
      action: {
        action: "adopt_policy",
        policy: policyDigest(changed),
        replaces: 0,
        changes: ["ladder", "compose.bodyCharacters"],
      },
      by: "linus",
      at: NOW,
      expiresAt: NOW,
      reason: "other",
      why: "quicker",
      agreed: state === "agreed" ? ["hedy"] : [],
      state,
      endedBy: null,
      policy: changed,
      whatIf: SEEN,
    };
    const { port } = sample.desk;
    const ask: typeof port.ask = async (queries) =>
      queries[0]?.type === "Requests" ? ([ok({ isNeeded: true, requests: [request] })] as never) : port.ask(queries);
    const desk = { ...sample.desk, now: () => new Date(NOW), port: { ...port, ask } };
    return { asked: sample.asked, person: await signIn(deskApp(desk)) };
  }
  const REQUEST = RequestId.parse(`rq_${"r".repeat(22)}`);
  const SEEN = "s".repeat(22);
  const LOOK = `/requests/${REQUEST}/look`;

  it("is shown with what it changes, and what it would have changed in the last 90 days", async ({ expect }) => {
    const { person } = await deskWith("waiting");
    const page = await (await person.get("/requests")).text();
    expect(page).toContain("Change the policy: Days between messages, Longest messages");
    const looked = await person.post(LOOK, hiddenFields(page, LOOK));
    const shown = await looked.text();
    expect(looked.status).toBe(200);
    expect(shown).toMatch(/For [123] contacts? something would have been otherwise/);
    expect(shown).toContain(`action="/requests/${REQUEST}/agree"`);
    expect((await person.get(LOOK)).headers.get("location")).toBe("/requests");
  });

  it("is adopted with the digest of what the person who asked saw", async ({ expect }) => {
    const { person, asked } = await deskWith("agreed");
    const adopt = `/requests/${REQUEST}/adopt`;
    expect((await person.submit("/requests", adopt)).status).toBe(303);
    expect(asked.filter((wish) => "type" in wish && wish.type === "AdoptPolicy")).toMatchObject([
      { whatIf: SEEN, replaces: 0, performer: { by: "grace", request: REQUEST } },
    ]);
  });
});
