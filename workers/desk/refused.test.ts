// Tests the refused bodies on the desk: counted by source and reason, opened as a stranger's text, sent again, discarded.
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusRows } from "../../testing/corpora.ts";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { KEPT_BYTES, type RefusedBody } from "../../schema/refused-bodies.ts";
import { deskApp } from "./app.tsx";
import { PROBLEM_STATUS } from "../ingest/problem.ts";
import { refusalText, shownBody } from "./refused-words.ts";

const LIST = "/dead-letters/refused?source=website&reason=field_missing%3Aemail";

/** A desk with the sample bodies; the first of them is `first`. */
async function openDesk(first: Partial<RefusedBody> = {}) {
  const installation = sampleInstallation();
  Object.assign(installation.refused[0]?.body ?? {}, first);
  const app = deskApp(installation.desk);
  const visitor = await signIn(app);
  const headers = { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" };
  const api = async (path: string, method = "GET", body?: object) =>
    app.request(`${ORIGIN}/api/v1${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const text = async (path: string) => (await visitor.get(path)).text();
  const [waiting, , , taken] = installation.refused.map(({ row }) => row.id);
  return { installation, visitor, api, text, path: `/dead-letters/${waiting}`, taken: `/dead-letters/${taken}` };
}

describe("refused bodies", () => {
  it("are counted by source and reason, each with a link to its list", async ({ expect }) => {
    const { text, api } = await openDesk();
    const page = await text("/dead-letters");
    expect(page).toContain(LIST.replace("&", "&amp;"));
    expect(page).toContain("Messages between stages");
    expect(await (await api("/dead-letters/sources")).json()).toMatchObject({
      items: [
        { source: "website", reason: "field_missing:email", bodies: 2 },
        { source: "typeform", reason: "not_json", bodies: 1 },
      ],
    });
  });

  it("are listed by group, and apart those that were sent again or discarded", async ({ expect }) => {
    const { text, api, path, taken } = await openDesk();
    expect(await text(LIST)).toContain(`href="${path}"`);
    expect(await text(LIST)).not.toContain(`href="${taken}"`);
    const settled = await text("/dead-letters/refused");
    expect(settled).toContain(`href="${taken}"`);
    expect(settled).toContain("under the receipt");
    const { items } = (await (await api(LIST)).json()) as { items: object[] };
    expect(items).toHaveLength(2);
    expect((await api("/dead-letters/refused?source=website")).status).toBe(400);
  });

  it("are opened as a stranger's fields", async ({ expect }) => {
    const { text, path, taken } = await openDesk();
    const page = await text(path);
    expect(page).toContain('<span class="tag untrusted">untrusted</span>');
    expect(page).toContain("Bitte um ein Angebot");
    expect(await text(taken)).toContain("Its body is no longer kept.");
  });

  it("are sent again by a click, and discarded with a reason", async ({ expect }) => {
    const { installation, visitor, path } = await openDesk();
    const id = path.split("/").at(-1);
    expect((await visitor.submit(path, `${path}/redrive`)).status).toBe(303);
    expect((await visitor.submit(path, `${path}/discard`, { reason: "" })).status).toBe(422);
    const discarded = await visitor.submit(path, `${path}/discard`, { reason: "spam" });
    expect([discarded.status, discarded.headers.get("location")]).toEqual([
      303,
      expect.stringContaining("/dead-letters?done=discarded"),
    ]);
    expect(installation.asked).toEqual([
      { type: "Redrive", id, by: "grace" },
      { type: "DiscardBody", id, by: "grace", reason: "spam" },
    ]);
  });

  it("may be sent again while nothing came of the first click", async ({ expect }) => {
    const { installation, text, path } = await openDesk();
    Object.assign(installation.refused[0]?.row ?? {}, { redrivenAt: "2026-11-22T11:00:00.000Z", redrivenBy: "linus" });
    const page = await text(path);
    expect(page).toContain("sent again by linus");
    expect(page).toContain(`action="${path}/redrive"`);
    expect(page).not.toContain(`action="${path}/discard"`);
  });

  it("are not discarded twice, and a program is told why", async ({ expect }) => {
    const { api, taken } = await openDesk();
    const answer = await api(`${taken}/discard`, "POST", { reason: "spam" });
    expect([answer.status, await answer.json()]).toMatchObject([409, { cause: "not_waiting" }]);
    expect((await api("/dead-letters/x/discard", "POST", { reason: "spam" })).status).toBe(404);
    expect((await api(`${taken}/discard`, "POST", { reason: "bored" })).status).toBe(422);
  });
});

it.for([
  ["field_missing:email", "an address is missing"],
  ["field_missing:email:of_another", "an address is missing: the only one is labelled as another person’s"],
  ["field_invalid:outcome", "“outcome” cannot be read"],
  ["ignored:constructor", "no event that is used"],
  ["of_a_later_release:x", null],
  ["constructor", null],
] as const)("the reason %s is in words: %s", ([code, words], { expect }) => {
  expect(refusalText(code)).toBe(words);
});

it("every reason of ingest has words", ({ expect }) => {
  expect(Object.keys(PROBLEM_STATUS).filter((reason) => refusalText(reason) === null)).toEqual([
    "body_too_slow",
    "body_unreadable",
  ]);
});

describe("what a page shows of a body", () => {
  const body = (text: string | Uint8Array, format: RefusedBody["format"] = "json"): RefusedBody => ({
    queue: "ingest",
    v: 1,
    source: "website",
    format,
    body: Buffer.from(text).toString("base64"),
    bytes: Buffer.from(text).length,
    receivedAt: "2026-11-22T09:00:00.000Z",
  });

  it.for([
    ["JSON", body('{"a":[1,{"b":null}]}'), { a: [1, { b: null }] }],
    ["a form, with each value of a repeated name", body("a=1&b=2&a=3", "form"), { a: ["1", "3"], b: "2" }],
    ["text that is no JSON", body("{"), "{"],
    ["bytes that are no UTF-8", body(new Uint8Array([0xff, 0x41])), "ÿA"],
    ["JSON that is nested too deep for a page", body("[".repeat(40) + "]".repeat(40)), "[".repeat(40) + "]".repeat(40)],
    ["a mail", body("From: Ada", "mail"), "From: Ada"],
  ] as const)("is %s", ([, given, value], { expect }) => {
    expect(shownBody(given)).toEqual({ value, isClipped: false });
  });

  it("is at most a page's worth of text, which is said; as it is of a body that was cut", ({ expect }) => {
    const long = shownBody(body("x".repeat(KEPT_BYTES), "other"));
    expect([String(long.value).length, long.isClipped]).toEqual([20_000, true]);
    expect(shownBody({ ...body("x", "mail"), bytes: 2 })).toEqual({ value: "x", isClipped: true });
  });

  const Row = z.object({ id: z.string(), text: z.string().default("") });
  it.for(corpusRows("json/hostile_bodies.jsonl", Row).filter(({ text }) => text !== ""))(
    "is only text, also of the hostile body $id",
    async ({ text }, { expect }) => {
      const { visitor, path } = await openDesk(body(text));
      const [page, plain] = [await visitor.get(path), await (await openDesk(body("x"))).text(path)];
      expect(page.status).toBe(200);
      const tags = (html: string) => new Set(html.match(/<\/?[a-z]+/g));
      // The fields of a body are lists of ours; whatever else stands in it is text.
      const more = [
        "<dl",
        "</dl",
        "<dt",
        "</dt",
        "<dd",
        "</dd",
        "<ul",
        "</ul",
        "<li",
        "</li",
        "<div",
        "</div",
        "<span",
        "</span",
      ];
      const allowed = new Set([...tags(plain), ...more]);
      expect([...tags(await page.text())].filter((tag) => !allowed.has(tag))).toEqual([]);
    },
  );
});
