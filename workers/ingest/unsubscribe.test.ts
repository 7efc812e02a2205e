// Tests the unsubscribe link of every message: its holder can opt out with one POST, at any time and any number of times.
import { afterEach, beforeEach, describe, it } from "vitest";
import * as z from "zod";
import { corpusRows } from "../../testing/corpora.ts";
import { lookupsOf } from "../../domain/address.ts";
import { idOf, SYSTEM_KEY } from "../../testing/people.ts";
import { UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";
import { ADDRESS, leaksOf, linkOf, person, ROTATED_KEYS, whole } from "../../testing/stages/ingest.ts";
import { ingestDeployment, type Part } from "../../testing/memory/ingest.ts";

const macOf = (link: string) => link.split(".").at(-1) ?? "";
const storeContactIn = (one: ReturnType<typeof ingestDeployment>, email = ADDRESS) =>
  one.crm.upsertContacts([{ id: idOf(ADDRESS), email, domain: null, at: "2026-01-01T00:00:00.000Z" }]);
let world = ingestDeployment();
beforeEach(async () => {
  world = ingestDeployment();
  await storeContactIn(world);
});
afterEach(({ expect }) => {
  expect(leaksOf([...world.lines, ...world.answers], [macOf(linkOf()), macOf(linkOf(person, ROTATED_KEYS))])).toEqual(
    [],
  );
});

const ACTS: readonly Part[] = [
  "crm",
  "ListRevision",
  "list",
  "ReceiveSignal",
  "AddSuppressions",
  "AddSuppressions",
  "log",
];
const both = { address: true, comparison: true };
const neither = { address: false, comparison: false };
const recorded = ["SignalReceived", "ContactFlagged"];
const get = (link = linkOf(), init: RequestInit = {}) => world.ask(new Request(link, init));
const post = (link = linkOf(), init: RequestInit = {}) => world.ask(new Request(link, { method: "POST", ...init }));

describe("a visit to the link", () => {
  it.for([
    ["of a person", "GET", {}],
    ["by HEAD", "HEAD", {}],
    ["of a mail scanner", "GET", { "user-agent": "ExampleMailScanner/1.0" }],
    ["by a prefetch", "GET", { purpose: "prefetch", "sec-purpose": "prefetch;prerender" }],
  ] as const)("%s changes nothing", async ([, method, headers], { expect }) => {
    const response = await get(linkOf(), { method, headers });
    expect(response.status).toBe(200);
    expect(world.order).toEqual([]);
    expect(await world.suppressed()).toEqual(neither);
  });

  it("shows a button that posts to the link itself, and no name", async ({ expect }) => {
    const text = await (await get()).text();
    expect(text).toMatch(/^<!doctype html>/i);
    expect(text).toContain('<form method="post"><button type="submit">Unsubscribe</button></form>');
    expect(text).not.toMatch(/<script|\son\w+=|style=|action=|<input|<iframe|<img|http-equiv|ct_/i);
  });
});

describe("a post to the link", () => {
  const OneClick = "List-Unsubscribe=One-Click";
  const form = { "content-type": "application/x-www-form-urlencoded" };
  it.for<readonly [string, RequestInit]>([
    ["a mailbox provider", { headers: form, body: OneClick }],
    ["the button", { headers: { ...form, origin: "https://desk.example", "sec-fetch-site": "same-origin" }, body: "" }],
    [
      "another site",
      { headers: { ...form, origin: "https://mail.example.net", "sec-fetch-site": "cross-site" }, body: OneClick },
    ],
    ["a sandbox", { headers: { origin: "null" }, body: OneClick }],
    ["a client without a body", {}],
    ["a client with a large body", { body: "x".repeat(200_000) }],
    ["a client that sends cookies", { headers: { ...form, cookie: "__Host-holdpoint=x" }, body: OneClick }],
  ])("by %s takes effect at once, with no cookie required or set", async ([, init], { expect }) => {
    const response = await post(linkOf(), init);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("You are unsubscribed");
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(world.order).toEqual(ACTS);
    expect(await world.suppressed()).toEqual(both);
    expect(await world.logged(person)).toEqual(recorded);
    expect(world.payloads(person, "ContactFlagged")).toEqual([
      { flag: "unsubscribed", on: true, cause: "unsubscribe", revision: 2 },
    ]);
  });

  it("again, or twenty times at once, gets the same answer and is recorded once", async ({ expect }) => {
    const parallel = await Promise.all(Array.from({ length: 20 }, () => post()));
    world.pass(90 * 86_400);
    const answers = await Promise.all([...parallel, await post()].map(whole));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await world.logged(person)).toEqual(recorded);
    expect((await world.list.read([], 0)).revision).toBe(2);
  });

  it("suppresses again a contact whose suppression was lifted", async ({ expect }) => {
    await post();
    const { address, comparison } = lookupsOf(SYSTEM_KEY, { address: ADDRESS });
    await world.list.lift({ kind: "address", digest: address, by: "grace" }, 0);
    await world.list.lift({ kind: "comparison", digest: comparison, by: "grace" }, 0);
    expect(await world.suppressed()).toEqual(neither);
    expect((await post()).status).toBe(200);
    expect(await world.suppressed()).toEqual(both);
    expect(await world.logged(person)).toEqual([...recorded, ...recorded]);
  });

  it("works with links of every earlier key, also after a rotation", async ({ expect }) => {
    for (const link of [linkOf(person), linkOf(person, ROTATED_KEYS)]) {
      world = ingestDeployment({ keys: ROTATED_KEYS });
      await storeContactIn(world);
      expect((await get(link)).status).toBe(200);
      expect((await post(link)).status).toBe(200);
      expect(await world.suppressed()).toEqual(both);
    }
  });

  it.for([
    ["crm", 1, neither],
    ["ListRevision", 2, neither],
    ["list", 3, neither],
    ["ReceiveSignal", 7, both],
    ["AddSuppressions", 7, both],
    ["log", 7, both],
  ] as const)(
    "gets 503 with a page while %s is down, and works when retried",
    async ([part, calls, listed], { expect }) => {
      world.broken.add(part);
      const response = await post();
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, "30"]);
      expect(await response.text()).toContain("Try again");
      expect(world.order).toEqual(ACTS.slice(0, calls));
      expect(await world.suppressed()).toEqual(listed);
      expect(world.lines.map((line) => JSON.parse(line))).toEqual([
        {
          reason: "unsubscribe_not_recorded",
          contactId: person,
          error: expect.stringMatching(/^(?:Error|NoAnswer)$/),
        },
      ]);
      world.broken.clear();
      expect((await post()).status).toBe(200);
      expect(await world.logged(person)).toEqual(recorded);
    },
  );

  it("for a person without a row does not report success", async ({ expect }) => {
    world = ingestDeployment();
    expect((await post()).status).toBe(503);
    expect(world.lines).toHaveLength(1);
    expect(world.order).toEqual(["crm"]);
  });

  it("for an erased person, who stays on the list, writes nothing new", async ({ expect }) => {
    world = ingestDeployment();
    await storeContactIn(world, "");
    expect((await post()).status).toBe(200);
    expect(world.order).toEqual(["crm"]);
  });
});

describe("a forged link", () => {
  const link = linkOf();
  const foreign = UnsubscribeKeys.parse({ current: "k1", keys: { k1: Buffer.alloc(32, 99).toString("base64") } });
  const flip = (at: number) => link.slice(0, at) + (link[at] === "A" ? "B" : "A") + link.slice(at + 1);
  const start = link.indexOf("/u/") + 3;
  const links: readonly string[] = [
    linkOf(person, foreign),
    link.replace(person, idOf("bob@engine.example")),
    link.replace("/u/k1", "/u/k2"),
    link.slice(0, -1),
    `${link}A`,
    `${link}%00`,
    "https://desk.example/u/..%2f..%2f",
    "https://desk.example/u/constructor.x.y",
    ...Array.from({ length: link.length - start }, (_, index) => flip(start + index)),
  ];

  it("gets the same 404 when it is signed with another key, cut or changed in one letter, and changes nothing", async ({
    expect,
  }) => {
    const [first, ...others] = await Promise.all(links.map(async (one) => whole(await post(one))));
    expect(first?.status).toBe(404);
    for (const other of others) expect(other).toEqual(first);
    for (const one of links) expect((await get(one)).status).toBe(404);
    expect(world.order).toEqual([]);
    expect(await world.suppressed()).toEqual(neither);
  });

  it("is logged when it is posted to, without the link itself", async ({ expect }) => {
    await post(linkOf(person, foreign));
    expect(world.lines.map((line) => JSON.parse(line))).toEqual([{ reason: "unsubscribe_refused" }]);
    expect(leaksOf(world.lines, ["k1."])).toEqual([]);
  });
});

it("every page runs no script, refuses framing and caching, and sends no referrer", async ({ expect }) => {
  world.broken.add("log");
  const pages = [
    await get(),
    await get("https://desk.example/u/forged"),
    await post("https://desk.example/u/forged"),
    await post(),
  ];
  world.broken.clear();
  pages.push(await post());
  expect(pages.map(({ status }) => status)).toEqual([200, 404, 404, 503, 200]);
  for (const page of pages) {
    expect(Object.fromEntries(page.headers)).toMatchObject({
      "content-type": "text/html; charset=UTF-8",
      "content-security-policy":
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
    expect(await page.text()).toMatch(/^<!doctype html><html lang="en">/);
  }
});

describe("the corpus of unsubscribe requests", () => {
  const Row = z.object({
    id: z.string(),
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string().nullable(),
    note: z.string(),
    expected: z.object({ suppressed: z.boolean() }),
  });
  it.for(corpusRows("approval/unsubscribe_requests.jsonl", Row).map((row) => [row.note, row] as const))(
    "%s",
    async ([, { method, path, headers, body, expected }], { expect }) => {
      const url = linkOf().replace(/\/u\/.*/, path.replace("{UNSUB}", linkOf().split("/u/")[1] ?? ""));
      const response = await world.ask(new Request(url, { method, headers, body }));
      expect(response.status).toBe(200);
      const isSuppressed = expected.suppressed;
      expect(await world.suppressed()).toEqual({ address: isSuppressed, comparison: isSuppressed });
    },
  );
});
