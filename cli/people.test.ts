// `holdpoint people` and `holdpoint tokens` against the desk of the test installation.
import { describe, it } from "vitest";
import { holdpoint } from "../testing/command-line.ts";
import { GRACE, LINUS, sampleInstallation } from "../testing/desk/installation.ts";
import { NOW } from "../testing/desk/leads.ts";
import { deskApp } from "../workers/desk/app.tsx";

const DESK = "http://localhost:9000";

function anInstallation() {
  const installation = sampleInstallation();
  const app = deskApp(installation.desk);
  const run = (token: string, ...args: readonly string[]) =>
    holdpoint([...args, "--desk", DESK], {
      env: { HOLDPOINT_DESK_TOKEN: token },
      now: () => Date.parse(NOW),
      fetch: async (url, init) => app.request(url, init),
    });
  return { installation, app, run, grace: (...args: readonly string[]) => run(GRACE.token, ...args) };
}

describe("holdpoint people", () => {
  it("invites, changes, lists and revokes", async ({ expect }) => {
    const { grace } = anInstallation();
    expect((await grace("people", "invite", "Ada@Example.com")).out).toBe(
      "Ada@Example.com is approver, from the next click on.\n",
    );
    expect((await grace("people", "role", "ada@example.com", "viewer")).code).toBe(0);
    expect((await grace("people", "list")).out).toMatch(/^ada@example\.com +viewer +\S+ +grace$/m);
    const code = await grace("people", "code", "ada@example.com");
    expect(code.out).toMatch(
      /^Desk {2}http:\/\/localhost:9000\/login\?code=\S+\nCode {2}\S+, signs ada@example.com in/,
    );
    expect((await grace("people", "revoke", "ada@example.com")).out).toContain("has no role any more");
    expect((await grace("people", "list")).out).toMatch(/^ada@example\.com +none/m);
    expect((await grace("people", "list")).out).toMatch(/^linus +admin +the desk’s configuration$/m);
  });

  it("ends with 2 and the desk's reason when the desk refuses", async ({ expect }) => {
    const { grace } = anInstallation();
    const unknown = await grace("people", "revoke", "nobody@example.com");
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining("There is no such person")]);
    expect((await grace("people", "role", "ada@example.com", "emperor")).code).toBe(2);
  });
});

describe("holdpoint tokens", () => {
  it("prints a token once, which does what it is for until it is revoked", async ({ expect }) => {
    const { grace, run } = anInstallation();
    const { out, code } = await grace("tokens", "issue", "crm-sync", "--scope", "read", "--scope", "import");
    const [token = ""] = out.split("\n");
    expect([code, token.startsWith("hp_")]).toEqual([0, true]);
    const list = (await grace("tokens", "list")).out;
    expect(list).toMatch(/^crm-sync +read,import +\S+ +in use +grace$/m);
    expect(list).not.toContain(token);
    expect((await run(token, "people", "list")).code).toBe(0);
    const refused = await run(token, "people", "invite", "eve@example.com");
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("No token may do this")]);
    expect((await grace("tokens", "revoke", "crm-sync")).code).toBe(0);
    expect((await run(token, "people", "list")).err).toContain("does not know the token");
    expect((await grace("tokens", "revoke", "crm-sync")).err).toContain("There is no token “crm-sync”");
  });

  it("issues none without a scope, or with one that it does not know", async ({ expect }) => {
    const { grace } = anInstallation();
    expect((await grace("tokens", "issue", "x")).code).toBe(2);
    expect((await grace("tokens", "issue", "x", "--scope", "everything")).code).toBe(2);
  });
});

describe("holdpoint requests", () => {
  it("lists what waits for a second person, who agrees on the desk; then the named request is performed once", async ({
    expect,
  }) => {
    const { app, installation, run, grace } = anInstallation();
    expect(await grace("requests")).toMatchObject({ code: 0, out: "There is one admin, who acts alone.\n" });
    // An event makes the other login a person of its own.
    for (const role of ["viewer", "admin"]) await grace("people", "role", LINUS.identity, role);
    expect((await grace("requests")).out).toBe("Nothing waits for a second person.\n");

    const { streamId } = installation.holdOf("ada");
    const erase = (...more: readonly string[]) => grace("erase", streamId, "--reason", "legal", "--yes", ...more);
    const asked = await erase();
    expect([asked.code, asked.err]).toEqual([2, expect.stringContaining("Asked: a second person must agree")]);
    const [requestId = ""] = /rq_[\w-]+/.exec(asked.err) ?? [];
    expect(await grace("requests")).toMatchObject({
      code: 1,
      out: expect.stringMatching(`${requestId} +waiting +grace`),
    });
    expect((await erase("--request", requestId)).err).toContain("a second person must agree");

    const agree = (token: string) =>
      app.request(`${DESK}/api/v1/requests/${requestId}/agree`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: "{}",
      });
    expect((await agree(GRACE.token)).status).toBe(403);
    expect((await agree(LINUS.token)).status).toBe(200);
    expect((await run(LINUS.token, "requests", "--json")).out).toContain('"state": "agreed"');
    expect((await erase("--request", requestId)).err).toBe("");
    expect(installation.asked.filter((one) => "type" in one && one.type === "EraseContact")).toHaveLength(1);
    expect((await grace("requests", "--all")).out).toMatch(new RegExp(`${requestId} +used`));
  });
});
