// Tests the client of the desk API: which desk and which token it uses, what it refuses to send, and how it reports the desk's
// errors.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { LOCAL_PERSON as PERSON_OF_NPM_START } from "../local/secrets.ts";
import { DEFAULT_PORT, urlOf } from "../local/place.ts";
import { deskClient } from "./desk-client.ts";
import { LOCAL_DESK, LOCAL_PERSON } from "./local-installation.ts";
import { aFolder, aShell } from "../testing/command-line.ts";

const TOKEN = { HOLDPOINT_DESK_TOKEN: "token-of-grace" };

/** A desk that always gives the same answer, and records its requests. */
function aDesk(status: number, body: unknown) {
  const requests: { readonly url: string; readonly init: RequestInit }[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    requests.push({ url, init });
    return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
  };
  return { requests, fetch };
}

/** The state folder of an installation as `npm start` leaves it. */
function anInstallation(url: string | null): string {
  const folder = aFolder();
  const secrets = { systemKey: "k", desk: { "sample-reviewer": "other", [LOCAL_PERSON]: "token-of-you" } };
  writeFileSync(join(folder, "secrets.json"), JSON.stringify(secrets));
  if (url !== null) writeFileSync(join(folder, "running.json"), JSON.stringify({ pid: 1, url }));
  mkdirSync(join(folder, "state"));
  return join(folder, "state");
}

it("has the same constants as npm start", ({ expect }) => {
  expect(LOCAL_PERSON).toBe(PERSON_OF_NPM_START);
  expect(LOCAL_DESK).toBe(urlOf(DEFAULT_PORT));
});

it("posts with the person's token, and returns the answer", async ({ expect }) => {
  const { requests, fetch } = aDesk(202, { logged: false });
  const client = deskClient(aShell({ env: TOKEN, fetch }), { desk: "https://desk.example" });
  expect(await client.post("/contacts/ct_1/wake", { why: "x" })).toEqual({ status: 202, body: { logged: false } });
  expect(requests).toMatchObject([
    {
      url: "https://desk.example/api/v1/contacts/ct_1/wake",
      init: {
        method: "POST",
        headers: { authorization: "Bearer token-of-grace", "content-type": "application/json" },
        body: '{"why":"x"}',
        redirect: "error",
      },
    },
  ]);
});

it("comes through Cloudflare Access with a service token, which it sends to no desk on this machine", async ({
  expect,
}) => {
  const { requests, fetch } = aDesk(200, {});
  const env = { CF_ACCESS_CLIENT_ID: "id.access", CF_ACCESS_CLIENT_SECRET: "secret" };
  const through = { "cf-access-client-id": "id.access", "cf-access-client-secret": "secret" };
  await deskClient(aShell({ env, fetch }), { desk: "https://desk.example" }).get("/contacts");
  await deskClient(aShell({ env: { ...env, ...TOKEN }, fetch }), { desk: "https://desk.example" }).get("/contacts");
  await deskClient(aShell({ env: { ...env, ...TOKEN }, fetch }), { desk: "http://localhost:9000" }).get("/contacts");
  const authorization = "Bearer token-of-grace";
  expect(requests.map(({ init }) => init.headers)).toEqual([through, { authorization, ...through }, { authorization }]);
  expect(() => deskClient(aShell({ env, fetch }), { desk: "http://desk.example" })).toThrow("unencrypted");
});

it("finds the local desk and its token by default", async ({ expect }) => {
  const { requests, fetch } = aDesk(200, {});
  await deskClient(aShell({ fetch }), { state: anInstallation("http://localhost:9000") }).get("/contacts");
  await deskClient(aShell({ fetch }), { state: anInstallation(null) }).get("/contacts");
  expect(requests).toMatchObject([
    { url: "http://localhost:9000/api/v1/contacts", init: { headers: { authorization: "Bearer token-of-you" } } },
    { url: "http://localhost:8787/api/v1/contacts" },
  ]);
});

describe("a desk client, before it sends a request", () => {
  it("refuses to send the local token to another host", ({ expect }) => {
    const options = { state: anInstallation(null), desk: "https://desk.example" };
    expect(() => deskClient(aShell(), options)).toThrow("needs a token");
  });

  it("refuses to send a token without encryption", ({ expect }) => {
    expect(() => deskClient(aShell({ env: TOKEN }), { desk: "http://desk.example" })).toThrow("unencrypted");
  });

  it("refuses a text that is no URL", ({ expect }) => {
    expect(() => deskClient(aShell({ env: TOKEN }), { desk: "desk" })).toThrow("not the URL of a desk");
  });
});

it.for([401, 403, 404, 409, 422, 503])(
  "reports the title and detail of a %i answer of the desk",
  async (status, { expect }) => {
    const { fetch } = aDesk(status, { type: "urn:x", title: "Too late", detail: "It is decided.", status });
    const client = deskClient(aShell({ env: TOKEN, fetch }), {});
    await expect(client.post("/x", {})).rejects.toThrow("The desk answers: Too late. It is decided.");
  },
);

it("refuses an HTML page as an answer", async ({ expect }) => {
  const { fetch } = aDesk(200, "<!doctype html>");
  const client = deskClient(aShell({ env: TOKEN, fetch }), {});
  await expect(client.get("/contacts")).rejects.toThrow("not an answer of this version’s desk");
});

it("names the desk that does not answer", async ({ expect }) => {
  const client = deskClient(aShell({ env: TOKEN }), {});
  await expect(client.get("/contacts")).rejects.toThrow("The desk at http://localhost:8787 does not answer.");
});
