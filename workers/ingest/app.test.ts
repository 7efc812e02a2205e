// Tests the HTTP routes of ingest: every method of each route, and that every refusal of an unsigned webhook is the same.
import { afterEach, beforeEach, describe, it } from "vitest";
import { START } from "../../testing/people.ts";
import {
  ADDRESS,
  inheritedNames,
  LEADS,
  leadOf,
  leaksOf,
  linkOf,
  person,
  PROBLEM,
  secretWith,
  SOURCE_NAMES,
  sourcesWith,
  typeOf,
  webhook,
  whole,
} from "../../testing/stages/ingest.ts";
import { ingestDeployment } from "../../testing/memory/ingest.ts";
import { SOURCES } from "./sources.ts";

const NOW = START / 1_000;
const HERE = "https://desk.example";
const inherited = inheritedNames();
let world = ingestDeployment();
beforeEach(() => {
  world = ingestDeployment();
});
afterEach(({ expect }) => {
  expect(leaksOf([...world.lines, ...world.answers])).toEqual([]);
  expect(inheritedNames()).toBe(inherited);
});

const storeContact = (address: string) =>
  world.crm.upsertContacts([{ id: person, email: address, domain: null, at: "2026" }]);

describe("a route", () => {
  const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"] as const;
  const webhooks = { POST: 401, others: 405, allow: "POST" };
  const nothing = { others: 404, allow: null };
  const ROUTES: readonly (readonly [string, { others: number; allow: string | null } & Record<string, unknown>])[] = [
    ["/webhooks/website", webhooks],
    ["/webhooks/nobody", webhooks],
    ["/webhooks/__proto__", webhooks],
    ["/webhooks/%E0%A4%A", webhooks],
    ["/webhooks/%0d%0aset-cookie:a", webhooks],
    [new URL(linkOf()).pathname, { GET: 200, HEAD: 200, POST: 200, others: 405, allow: "GET, HEAD, POST" }],
    ["/healthz", { GET: 200, HEAD: 200, others: 405, allow: "GET, HEAD" }],
    ["/u/forged", { GET: 404, HEAD: 404, POST: 404, others: 405, allow: "GET, HEAD, POST" }],
    ["/u/%ff", { GET: 404, HEAD: 404, POST: 404, others: 405, allow: "GET, HEAD, POST" }],
    ...["/", "/u", "/u/", "/webhooks", "/webhooks/", "/webhooks/website/more", "/assets/desk.css", "/api/v1/holds"].map(
      (path) => [path, nothing] as const,
    ),
  ];

  it.for(ROUTES)("%s answers each method as expected, and redirects nowhere", async ([path, expected], { expect }) => {
    await storeContact(ADDRESS);
    for (const method of METHODS) {
      const headers = { "content-type": "application/json" };
      const response = await world.ask(new Request(HERE + path, { method, headers }));
      const status = expected[method] ?? expected.others;
      expect(response.status, method).toBe(status);
      expect(response.headers.get("location"), method).toBeNull();
      expect(response.headers.get("cache-control"), method).toBe("no-store");
      expect(response.headers.get("allow"), method).toBe(status === 405 ? expected.allow : null);
      if (method !== "POST") expect(world.order, method).toEqual([]);
      world.order.length = 0;
    }
  });

  it("gets a problem document when it does not exist or does not have the method", async ({ expect }) => {
    for (const [path, method] of [
      ["/nowhere", "GET"],
      ["/webhooks/website", "GET"],
      ["/u/forged", "DELETE"],
    ] as const) {
      const response = await world.ask(new Request(HERE + path, { method }));
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(PROBLEM.parse(await response.json()).status).toBe(response.status);
    }
  });
});

describe("a webhook without its source's signature", () => {
  const forged = {
    headers: { "webhook-signature": "v1,AAAA", "typeform-signature": "sha256=AAAA", "holdpoint-signature": "v1=00" },
  };
  /** Whether the source's type signs the time. */
  const signsTime = (source: string): boolean => {
    const { sign } = SOURCES[typeOf(source)];
    const at = (nowSeconds: number) => sign({ secret: secretWith(source, 9), body: "{}", id: "msg_1", nowSeconds });
    return JSON.stringify(at(1)) !== JSON.stringify(at(2));
  };
  /** Requests whose refusals must be indistinguishable. */
  const requests = (source: string): readonly Request[] => {
    const body = JSON.stringify(leadOf(source));
    const signed = webhook(source, body);
    const unsigned = { method: "POST", headers: { "content-type": "application/json" }, body };
    const form = { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "email=a" };
    const addressed = (name: string) =>
      new Request(`${HERE}/webhooks/${name}`, { method: "POST", headers: signed.headers, body });
    return [
      webhook(source, body, forged),
      webhook(source, body, { secret: secretWith(source, 9) }),
      webhook(source, body, { secret: "whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldA==" }),
      new Request(signed.url, unsigned),
      new Request(signed.url, form),
      new Request(signed.url, { ...unsigned, headers: signed.headers, body: `${body} ` }),
      ...(signsTime(source) ? [-301, 301].map((late) => webhook(source, body, { nowSeconds: NOW + late })) : []),
      ...["nobody", source.toUpperCase(), `${source}%20`, "__proto__", "constructor", "unknown"].map(addressed),
      new Request(`${HERE}/webhooks/nobody`, form),
    ];
  };

  it.for(SOURCE_NAMES)("of %s is refused with the same answer for every cause", async (source, { expect }) => {
    const answers = await Promise.all(requests(source).map(async (request) => whole(await world.ask(request))));
    const [first] = answers;
    expect(first?.status).toBe(401);
    expect(JSON.parse(first?.body ?? "")).toEqual({
      type: "urn:holdpoint:problem:unauthorised",
      title: "Not authorised",
      status: 401,
    });
    for (const answer of answers) expect(answer).toEqual(first);
    expect(world.order).toEqual([]);
    expect(world.lines).toHaveLength(answers.length);
  });

  it("gets the same answer from a source without a valid secret", async ({ expect }) => {
    const ended = [{ secret: "a secret that has ended", notAfter: "2026-01-01T00:00:00Z" }];
    world = ingestDeployment({ sources: sourcesWith({ website: ended }) });
    const late = webhook("website", LEADS.website(), { secret: "a secret that has ended" });
    const unknown = new Request(`${HERE}/webhooks/nobody`, { method: "POST", headers: late.headers, body: "{}" });
    expect(await whole(await world.ask(late))).toEqual(await whole(await world.ask(unknown)));
    expect(world.sent).toEqual([]);
  });

  it.for([
    ["not JSON", "{"],
    ["too deep", "[".repeat(30) + "]".repeat(30)],
    ["not a lead", "{}"],
    ["without an address", '{"email":"x"}'],
  ] as const)(
    "is not parsed: only when it is signed, a body gets a problem for being %s",
    async ([, body], { expect }) => {
      const [signed, unsigned] = await Promise.all(
        [webhook("website", body), webhook("website", body, forged)].map((request) => world.ask(request)),
      );
      expect(unsigned?.status).toBe(401);
      expect([400, 422]).toContain(signed?.status);
    },
  );
});
