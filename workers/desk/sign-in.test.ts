// Tests tokens, sessions, signing in with a token, signing out, and the check of a request's origin. Codes: sign-in-routes.test.ts.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { deskApp } from "./app.tsx";
import { identitiesOf } from "./identities.ts";
import { isSameOrigin, safeNext } from "./same-origin.ts";
import { GRACE, LINUS, sampleInstallation } from "../../testing/desk/installation.ts";
import { NOW } from "../../testing/desk/leads.ts";
import { readSession, SESSION_SECONDS, signSession } from "./session.ts";
import { form, FROM_OUR_PAGE, ORIGIN, signIn } from "../../testing/desk/visitor.ts";

const key = Buffer.alloc(32, 7).toString("base64");
const tokens = { [GRACE.token]: "grace", [LINUS.token]: "linus" };
const identities = (given: object = tokens, sessionKey = key) =>
  identitiesOf({ tokens: JSON.stringify(given), sessionKey });

describe("the identities of the desk", () => {
  it.for([
    ["no tokens", undefined, key],
    ["tokens that are not JSON", "{", key],
    ["a token that can be guessed", JSON.stringify({ short: "grace" }), key],
    ["a name that no event could carry", JSON.stringify({ [GRACE.token]: "grace\nhopper" }), key],
    ["no session key", JSON.stringify(tokens), undefined],
    ["a session key that is too short", JSON.stringify(tokens), Buffer.alloc(16).toString("base64")],
  ] as const)("are missing, which closes the desk, with %s", ([, given, sessionKey], { expect }) => {
    expect(identitiesOf({ tokens: given, sessionKey })).toBeNull();
  });

  it("identify people by their whole token", ({ expect }) => {
    expect(identities()?.byToken(GRACE.token)?.identity).toBe("grace");
    expect(identities()?.byToken(`${GRACE.token} `)).toBeNull();
    expect(identities()?.names).toEqual(["grace", "linus"]);
  });

  it("close every route of the desk when they are missing", async ({ expect }) => {
    const installation = sampleInstallation({ isClosed: true });
    const app = deskApp(installation.desk);
    expect((await app.request(`${ORIGIN}/`)).headers.get("location")).toBe("/login?next=%2F");
    expect((await app.request(`${ORIGIN}/login`)).status).toBe(403);
    expect((await app.request(`${ORIGIN}/login`, form({ token: GRACE.token }, FROM_OUR_PAGE))).status).toBe(403);
    const api = await app.request(`${ORIGIN}/api/v1/holds`, { headers: { authorization: `Bearer ${GRACE.token}` } });
    expect(api.status).toBe(401);
  });
});

describe("a session", () => {
  const at = new Date(NOW);
  const sampleIdentities = identities();
  const grace = sampleIdentities?.byToken(GRACE.token);
  if (!sampleIdentities || !grace) throw new Error("the sample identities are not usable");
  const sign = () => signSession(sampleIdentities, grace, { id: "s1", now: at });

  it("identifies the person who signed in", async ({ expect }) => {
    expect(await readSession(sampleIdentities, await sign(), at)).toEqual({
      id: "s1",
      identity: "grace",
      expiresAt: new Date(at.getTime() + SESSION_SECONDS * 1000).toISOString(),
    });
  });

  it("ends after its time", async ({ expect }) => {
    const cookie = await sign();
    expect(
      await readSession(sampleIdentities, cookie, new Date(at.getTime() + (SESSION_SECONDS - 1) * 1000)),
    ).not.toBeNull();
    expect(
      await readSession(sampleIdentities, cookie, new Date(at.getTime() + (SESSION_SECONDS + 1) * 1000)),
    ).toBeNull();
  });

  it("ends when its token is removed or the session key changes", async ({ expect }) => {
    const cookie = await sign();
    const withoutGrace = identities({ [LINUS.token]: "linus" });
    const otherKey = identities(tokens, Buffer.alloc(32, 8).toString("base64"));
    expect(withoutGrace && (await readSession(withoutGrace, cookie, at))).toBeNull();
    expect(otherKey && (await readSession(otherKey, cookie, at))).toBeNull();
  });

  it("is invalid when any bit is flipped or when it is cut", async ({ expect }) => {
    const cookie = await sign();
    const bytes = Buffer.from(cookie);
    const [, , signature = ""] = cookie.split(".");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const altered = Buffer.from(bytes);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await readSession(sampleIdentities, altered.toString("latin1"), at)).toBeNull();
    }
    expect(await readSession(sampleIdentities, cookie.slice(0, -signature.length), at)).toBeNull();
    expect(await readSession(sampleIdentities, "", at)).toBeNull();
  });
});

describe("the cookie of a session", () => {
  const at = new Date(NOW);
  const sampleIdentities = identities();
  const grace = sampleIdentities?.byToken(GRACE.token);
  if (!sampleIdentities || !grace) throw new Error("the sample identities are not usable");

  /** A cookie whose signature has a letter that the other base64 alphabet spells differently. */
  async function cookieWithDash(): Promise<string> {
    for (let count = 0; ; count += 1) {
      const cookie = await signSession(sampleIdentities!, grace!, { id: `s${count}`, now: at });
      if (cookie.split(".")[2]?.includes("-")) return cookie;
    }
  }

  it("has one spelling: another text for the same signature is refused", async ({ expect }) => {
    const cookie = await cookieWithDash();
    const [head = "", body = "", signature = ""] = cookie.split(".");
    const bytes = (text: string) => Buffer.from(text, "base64url");
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    // 32 bytes leave two bits of the last character unused, so that four characters stand for the same byte.
    const others = [...alphabet].map((last) => `${signature.slice(0, -1)}${last}`);
    const sameBytes = others.filter((other) => other !== signature && bytes(other).equals(bytes(signature)));
    expect(sameBytes).toHaveLength(3);
    const spellings = [...sameBytes, signature.replaceAll("-", "+"), `${signature}=`, `${signature} `, ` ${signature}`];
    for (const other of spellings) {
      expect(bytes(other).equals(bytes(signature)), other).toBe(true);
      expect(await readSession(sampleIdentities, `${head}.${body}.${other}`, at), other).toBeNull();
    }
    expect(await readSession(sampleIdentities, cookie, at)).not.toBeNull();
  });
});

describe("signing in", () => {
  it("sets a cookie for this host only, over a secure connection only", async ({ expect }) => {
    const app = deskApp(sampleInstallation().desk);
    const answer = await app.request(`${ORIGIN}/login`, form({ token: GRACE.token, next: "/tasks" }, FROM_OUR_PAGE));
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/tasks");
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-holdpoint=[\w.-]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it("refuses an unknown token and logs it without the token", async ({ expect }) => {
    const installation = sampleInstallation();
    const answer = await deskApp(installation.desk).request(
      `${ORIGIN}/login`,
      form({ token: "token-of-nobody-at-all" }, FROM_OUR_PAGE),
    );
    expect(answer.status).toBe(403);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(installation.incidents).toEqual([
      { incident: "denied", reason: "wrong_token", method: "POST", route: "/login", by: null },
    ]);
  });

  it("refuses a form of another site", async ({ expect }) => {
    const app = deskApp(sampleInstallation().desk);
    const answer = await app.request(
      `${ORIGIN}/login`,
      form({ token: GRACE.token }, { "sec-fetch-site": "cross-site", origin: "https://evil.example" }),
    );
    expect(answer.status).toBe(403);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  it("ends with the sign-out button", async ({ expect }) => {
    const visitor = await signIn(deskApp(sampleInstallation().desk));
    expect((await visitor.post("/logout", { stamp: "x" })).status).toBe(403);
    const answer = await visitor.submit("/tasks", "/logout");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("set-cookie")).toMatch(/^__Host-holdpoint=; Max-Age=0; Path=\/; HttpOnly; Secure/);
  });

  it.for([
    [undefined, "/"],
    ["/holds/hd_1?done=x", "/holds/hd_1?done=x"],
    ["https://evil.example/", "/"],
    ["//evil.example/", "/"],
    ["/\\evil.example/", "/"],
    ["/\t/evil.example", "/"],
    ["/..//evil.example", "/"],
    ["javascript:alert(1)", "/"],
    ["tasks", "/"],
  ] as const)("redirects from %j to %j", ([next, expected], { expect }) => {
    expect(safeNext(next)).toBe(expected);
  });

  it("never redirects to another host", ({ expect }) => {
    const pieces = fc.array(
      fc.constantFrom("/", "\\", "..", "//", "@", ":", "evil.example", "\t", "%2f", "?", "#", "."),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const next = safeNext(`/${parts.join("")}`);
        expect(new URL(next, ORIGIN).origin).toBe(ORIGIN);
      }),
    );
  });
});

describe("the origin of a request", () => {
  const from = (headers: Record<string, string>) =>
    isSameOrigin(new Request(`${ORIGIN}/x`, { method: "POST", headers }));

  it.for([
    [{ "sec-fetch-site": "same-origin", origin: "null" }, true],
    [{ "sec-fetch-site": "same-origin" }, true],
    [{ origin: ORIGIN }, true],
    [{}, false],
    [{ origin: "null" }, false],
    [{ origin: "https://evil.example" }, false],
    [{ "sec-fetch-site": "same-origin", origin: "https://evil.example" }, false],
    [{ "sec-fetch-site": "same-site", origin: ORIGIN }, false],
    [{ "sec-fetch-site": "cross-site", origin: ORIGIN }, false],
    [{ "sec-fetch-site": "none", origin: ORIGIN }, false],
    [{ "x-forwarded-host": "evil.example", origin: "https://evil.example" }, false],
  ] as const)("%j is from the desk: %s", ([headers, expected], { expect }) => {
    expect(from(headers)).toBe(expected);
  });
});
