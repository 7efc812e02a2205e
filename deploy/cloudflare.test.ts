// Tests the client of Cloudflare's API: what it repeats, what it throws, and lists that have pages.
import { describe, it } from "vitest";
import { ApiRefused, ApiSilent, cloudflare } from "./cloudflare.ts";

type Reply = { readonly status?: number; readonly body: string } | "broken";
const json = (result: unknown, status = 200): Reply => ({
  status,
  body: JSON.stringify({
    success: status === 200,
    errors: status === 200 ? [] : [{ code: 7003, message: "No." }],
    result,
  }),
});

function api(...replies: readonly Reply[]) {
  const asked: { readonly url: string; readonly method: string | undefined; readonly token: string | null }[] = [];
  const paused: number[] = [];
  const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const reply = replies[asked.length] ?? json([]);
    asked.push({ url: String(url), method: init?.method, token: new Headers(init?.headers).get("authorization") });
    if (reply === "broken") throw new TypeError("fetch failed");
    return new Response(reply.body, { status: reply.status ?? 200 });
  };
  const client = cloudflare({ token: "secret-token", fetch, pause: async (ms) => void paused.push(ms) });
  return { client, asked, paused };
}

describe("the client of Cloudflare's API", () => {
  it("sends the token to Cloudflare alone", async ({ expect }) => {
    const { client, asked } = api(json([{ id: "a", name: "Acme" }]));
    expect(await client.accounts()).toEqual([{ id: "a", name: "Acme" }]);
    expect(asked).toEqual([
      {
        url: "https://api.cloudflare.com/client/v4/accounts?page=1&per_page=100",
        method: "GET",
        token: "Bearer secret-token",
      },
    ]);
  });

  it.for([
    ["a broken connection", "broken"],
    ["a busy API", json(null, 429)],
    ["an API that fails", json(null, 502)],
    ["an answer that is no JSON", { status: 200, body: "<html>" }],
  ] as const)("asks again after %s", async ([, reply], { expect }) => {
    const { client, paused } = api(reply, reply, json([]));
    expect(await client.workers("a")).toEqual([]);
    expect(paused).toEqual([500, 1_000]);
  });

  it("gives up after four times", async ({ expect }) => {
    const { client, asked } = api("broken", "broken", "broken", "broken", "broken");
    await expect(client.workers("a")).rejects.toThrow(ApiSilent);
    expect(asked).toHaveLength(4);
  });

  it("never repeats what changes something", async ({ expect }) => {
    const { client, asked } = api("broken");
    await expect(client.createDatabase("a", "acme-crm", "eu")).rejects.toThrow(ApiSilent);
    expect(asked).toHaveLength(1);
  });

  it("throws a refusal in Cloudflare's words, without the token", async ({ expect }) => {
    const { client } = api(json(null, 400));
    const refused = await client.createQueue("a", "acme-plan", 60).catch((cause: unknown) => cause);
    expect(refused).toBeInstanceOf(ApiRefused);
    expect(String(refused)).toBe("ApiRefused: Cloudflare refused POST /accounts/a/queues: No. (7003)");
    expect(String(refused)).not.toContain("secret-token");
  });

  it("says when an answer has another form", async ({ expect }) => {
    const { client } = api(json([{ no: 1 }]), json([{ no: 1 }]), json([{ no: 1 }]), json([{ no: 1 }]));
    await expect(client.databases("a")).rejects.toThrow("has another form");
  });

  it("reads all pages of a list", async ({ expect }) => {
    const page = (from: number, count: number) =>
      json(Array.from({ length: count }, (_, n) => ({ queue_id: `q${from + n}`, queue_name: `queue ${from + n}` })));
    const { client, asked } = api(page(0, 100), page(100, 3));
    expect(await client.queues("a")).toHaveLength(103);
    expect(asked.map(({ url }) => new URL(url).searchParams.get("page"))).toEqual(["1", "2"]);
  });

  it("takes a plan that the login may not see for unknown", async ({ expect }) => {
    expect(await api(json(null, 403)).client.isPaid("a")).toBeNull();
    expect(await api(json([{ rate_plan: { id: "workers_paid" } }])).client.isPaid("a")).toBe(true);
    expect(await api(json([{ rate_plan: { id: "free" } }])).client.isPaid("a")).toBe(false);
  });
});
