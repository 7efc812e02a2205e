// Tests the policy that a new installation adopts, and what a deployment says when it has no way to the desk. The rest is tested with the whole system, in
// cli/desk.pipeline.test.ts.
import { describe, it } from "vitest";
import { checkPolicy } from "../domain/check-policy.ts";
import { production, staging } from "../testing/deploy/acme.ts";
import { freshSecrets, SETUP_IDENTITY } from "./secrets.ts";
import { deskOf, firstPolicy } from "./through-desk.ts";

describe("the first policy", () => {
  it("can be adopted where real people are written to, and says nothing of the samples' firm", ({ expect }) => {
    const policy = firstPolicy(production());
    expect(checkPolicy(policy, { refusesPlaceholders: true })).toEqual({ ok: true, value: policy });
    expect(JSON.stringify(policy)).not.toMatch(/sample/i);
  });
});

describe("the way to the desk", () => {
  const headersSent = async (installation: ReturnType<typeof production>, secrets: Parameters<typeof deskOf>[1]) => {
    const sent: Record<string, string>[] = [];
    const fetch: typeof globalThis.fetch = async (url, init) => {
      sent.push({ ...Object.fromEntries(new Headers(init?.headers)), url: String(url) });
      return Response.json({ items: [], next: null });
    };
    await deskOf(installation, secrets, fetch).contactOf("ada@acme.dev");
    return sent;
  };

  it("goes through Access with the service token alone", async ({ expect }) => {
    const secrets = { ...freshSecrets(production()), serviceToken: { id: "c.access", secret: "s".repeat(64) } };
    expect(await headersSent(production(), secrets)).toEqual([
      {
        "cf-access-client-id": "c.access",
        "cf-access-client-secret": "s".repeat(64),
        url: "https://desk.acme.dev/api/v1/contacts?q=ada%40acme.dev",
      },
    ]);
  });

  it("is the token of the setup where there is no Access", async ({ expect }) => {
    const codes = staging({ signIn: "codes" });
    const secrets = freshSecrets(codes);
    const [sent] = await headersSent(codes, secrets);
    expect(sent?.["authorization"]).toBe(`Bearer ${secrets.desk[SETUP_IDENTITY]}`);
  });

  it("is missing without a service token", ({ expect }) => {
    expect(() => deskOf(production(), freshSecrets(production()), fetch)).toThrow("has no service token");
  });
});
