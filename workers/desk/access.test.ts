// Tests the sign-in by Cloudflare Access against a local stand-in: which tokens count, what happens while its keys change or cannot be read, and the desk behind it.
import { SignJWT } from "jose";
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import { accessPeer, AUDIENCE, TEAM } from "../../testing/desk/access.ts";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { NOW } from "../../testing/desk/leads.ts";
import { form, FROM_OUR_PAGE, hiddenFields, ORIGIN } from "../../testing/desk/visitor.ts";
import { type Access, ACCESS_HEADER, accessOf } from "./access.ts";
import { deskApp } from "./app.tsx";
import { deskPeople } from "./people.ts";

const sessionKey = Buffer.alloc(32, 7);
const now = () => new Date();
const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000);

// The keys' own cooldown goes by the system's clock.
beforeEach(() => void vi.useFakeTimers({ now: Date.parse(NOW), toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

async function anAccess() {
  const peer = await accessPeer(now);
  const access = accessOf({ teamDomain: TEAM, audience: AUDIENCE, sessionKey, fetch: peer.fetch });
  if (!access) throw new Error("the sample configuration is not usable");
  return { peer, access };
}
const identityOf = async (access: Access, jwt: string) => {
  const read = await access.read(jwt, now());
  return read.ok ? read.value.identity : read.error;
};

describe("a token of Access", () => {
  it("names its person in lower case, or its service", async ({ expect }) => {
    const { peer, access } = await anAccess();
    expect(await identityOf(access, await peer.sign({ email: "Ada@Engine.example" }))).toBe("ada@engine.example");
    const service = { email: null, sub: "", common_name: "e36.access" };
    expect(await identityOf(access, await peer.sign(service))).toBe("e36.access");
    expect(peer.asked).toEqual([`https://${TEAM}/cdn-cgi/access/certs`]);
  });

  const at = (seconds: number) => Math.floor(Date.parse(NOW) / 1_000) + seconds;
  it.for([
    ["for another application", { aud: ["b".repeat(64)] }],
    ["for no application", { aud: null }],
    ["of another organisation", { iss: "https://other.cloudflareaccess.com" }],
    ["of an organisation with a longer name", { iss: `https://${TEAM}.example` }],
    ["that has expired", { exp: at(-31) }],
    ["without an end", { exp: null }],
    ["without a beginning", { iat: null }],
    ["that counts later", { nbf: at(31) }],
    ["of nobody", { email: null }],
    ["of a person with a name that provenance cannot have", { email: "ada\u0000@engine.example" }],
    ["of a person who is named like a token", { email: "token:crm" }],
    ["of a service that is named like a person", { email: null, common_name: "ada@engine.example" }],
  ])("%s is refused", async ([, claims], { expect }) => {
    const { peer, access } = await anAccess();
    expect(await identityOf(access, await peer.sign(claims as Readonly<Record<string, unknown>>))).toBe("invalid");
  });

  it("counts while the clocks differ by half a minute", async ({ expect }) => {
    const { peer, access } = await anAccess();
    for (const claims of [{ exp: at(-29) }, { nbf: at(29) }])
      expect(await identityOf(access, await peer.sign(claims))).toBe("ada@engine.example");
  });

  it("is refused without a signature, and signed with the public key as a secret", async ({ expect }) => {
    const { peer, access } = await anAccess();
    const [header = "", payload = ""] = (await peer.sign()).split(".");
    const none = Buffer.from(JSON.stringify({ alg: "none", kid: "first" })).toString("base64url");
    const { keys } = (await (await peer.fetch("keys", {})).json()) as { readonly keys: readonly { n: string }[] };
    const secret = Buffer.from(keys[0]?.n ?? "", "base64url");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    const confused = await new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "first" }).sign(secret);
    const cut = `${header}.${payload}.`;
    for (const jwt of [`${none}.${payload}.`, confused, cut, "", "x", "a.b.c"])
      expect(await identityOf(access, jwt), jwt.slice(0, 20)).toBe("invalid");
  });

  it("is refused when its words were changed", async ({ expect }) => {
    const { peer, access } = await anAccess();
    const [header, , signature] = (await peer.sign()).split(".");
    const other = (await peer.sign({ email: "grace" })).split(".")[1];
    expect(await identityOf(access, `${header}.${other}.${signature}`)).toBe("invalid");
  });
});

describe("the keys of Access", () => {
  it("are read again for a new key, and for tokens with unknown keys at most every half minute", async ({ expect }) => {
    const { peer, access } = await anAccess();
    const before = await peer.sign();
    expect(await identityOf(access, before)).toBe("ada@engine.example");
    await peer.rotate("second");
    const after = await peer.sign();
    // Nobody can make the desk ask at once again.
    for (let tries = 0; tries < 3; tries += 1) expect(await identityOf(access, after)).toBe("invalid");
    expect(peer.asked).toHaveLength(1);
    peer.publish();
    later(31);
    expect(await identityOf(access, after)).toBe("ada@engine.example");
    expect(await identityOf(access, before)).toBe("ada@engine.example");
    expect(peer.asked).toHaveLength(2);
  });

  it("count while Access does not answer; an unknown one cannot be checked", async ({ expect }) => {
    const { peer, access } = await anAccess();
    const before = await peer.sign();
    await identityOf(access, before);
    for (const answer of [new Error("down"), new Response("", { status: 502 }), Response.json({ error: "x" })]) {
      peer.setAnswer(answer);
      later(35);
      expect(await identityOf(access, before)).toBe("ada@engine.example");
      await peer.rotate("second");
      expect(await identityOf(access, await peer.sign())).toBe("keys_unavailable");
    }
  });

  it("are read again after an hour, so that a withdrawn one does not count for long", async ({ expect }) => {
    const { peer, access } = await anAccess();
    const withdrawn = await peer.sign({ exp: Math.floor(Date.now() / 1_000) + 36_000 });
    await identityOf(access, withdrawn);
    await peer.rotate("second");
    peer.publish();
    await peer.rotate("third");
    peer.publish();
    later(3_599);
    expect(await identityOf(access, withdrawn)).toBe("ada@engine.example");
    later(1);
    expect(await identityOf(access, withdrawn)).toBe("invalid");
  });

  it("are not there when Access never answered", async ({ expect }) => {
    const { peer, access } = await anAccess();
    peer.setAnswer(new Error("down"));
    expect(await identityOf(access, await peer.sign())).toBe("keys_unavailable");
    peer.setAnswer(null);
    expect(await identityOf(access, await peer.sign())).toBe("ada@engine.example");
  });
});

it.for([
  ["", AUDIENCE],
  [TEAM, ""],
  ["https://acme.cloudflareaccess.com", AUDIENCE],
  ["evil.example/acme.cloudflareaccess.com", AUDIENCE],
  [TEAM, "my-desk"],
])("is not configured by %j and %j", ([teamDomain = "", audience = ""], { expect }) => {
  expect(accessOf({ teamDomain, audience, sessionKey, fetch: () => Promise.reject(new Error("asked")) })).toBeNull();
});

describe("a desk behind Access", () => {
  async function openDesk() {
    const { peer, access } = await anAccess();
    const installation = sampleInstallation();
    const { port } = installation.desk;
    const people = deskPeople({ port, now, configured: ["ada@engine.example"] });
    const app = deskApp({ ...installation.desk, access, people, now });
    const open = async (path: string, headers: Record<string, string>) => app.request(`${ORIGIN}${path}`, { headers });
    const api = async (path: string, headers: Record<string, string>) =>
      app.request(`${ORIGIN}/api/v1${path}`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: "{}",
      });
    return { peer, installation, app, open, api };
  }

  it("has no sign-in of its own, and lets nobody in who does not come through Access", async ({ expect }) => {
    const { app, open, api, peer } = await openDesk();
    expect((await open("/login", {})).status).toBe(403);
    const login = await app.request(`${ORIGIN}/login`, form({ token: GRACE.token }, FROM_OUR_PAGE));
    expect([login.status, login.headers.get("set-cookie")]).toEqual([403, null]);
    expect((await open("/tasks", {})).status).toBe(403);
    expect((await api("/roots", { authorization: `Bearer ${GRACE.token}` })).status).toBe(403);
    const jwt = await peer.sign();
    expect((await api("/roots", { [ACCESS_HEADER]: jwt, authorization: `Bearer ${GRACE.token}` })).status).toBe(401);
    expect((await open("/tasks", { [ACCESS_HEADER]: await peer.sign({ aud: ["x"] }) })).status).toBe(403);
    expect((await open("/tasks", { [ACCESS_HEADER]: await peer.sign({ email: "eve@engine.example" }) })).status).toBe(
      403,
    );
  });

  it("shows and takes forms of this sign-in only, and ends it", async ({ expect }) => {
    const { app, open, peer } = await openDesk();
    const headers = { [ACCESS_HEADER]: await peer.sign() };
    const page = await (await open("/policy", headers)).text();
    expect(page).toContain("<strong>ada@engine.example</strong>");
    const post = async (path: string, own: Record<string, string>) =>
      app.request(`${ORIGIN}${path}`, form(hiddenFields(page, path), { ...FROM_OUR_PAGE, ...own }));
    expect((await post("/policy/adopt", headers)).status).toBe(303);
    expect((await post("/policy/adopt", { [ACCESS_HEADER]: await peer.sign({ identity_nonce: "n2" }) })).status).toBe(
      403,
    );
    expect((await post("/policy/adopt", { ...headers, "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await post("/logout", headers)).headers.get("location")).toBe("/cdn-cgi/access/logout");
    later(11);
    expect((await open("/policy", headers)).status).toBe(403);
  });

  it("takes API calls of its people and services, and none that another site makes a browser send", async ({
    expect,
  }) => {
    const { api, peer, installation } = await openDesk();
    const headers = { [ACCESS_HEADER]: await peer.sign() };
    expect((await api("/roots", headers)).status).toBe(200);
    const elsewhere: readonly Record<string, string>[] = [
      { "sec-fetch-site": "cross-site" },
      { origin: "https://evil.example" },
      { origin: "null" },
    ];
    for (const from of elsewhere) expect((await api("/roots", { ...headers, ...from })).status).toBe(403);
    expect(installation.asked).toHaveLength(1);
  });

  it("is answered 503 while the keys of Access cannot be read", async ({ expect }) => {
    const { open, peer } = await openDesk();
    peer.setAnswer(new Error("down"));
    const answer = await open("/tasks", { [ACCESS_HEADER]: await peer.sign() });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "10"]);
  });
});
