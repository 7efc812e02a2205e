// Tests the API routes for the operator: rebuilding from the log, exports and releases.
import { describe, it } from "vitest";
import type { RebuildAnswer, RebuildTrouble } from "../../schema/answers.ts";
import { portThat } from "../../testing/stages/port.ts";
import { deskApp } from "./app.tsx";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { ORIGIN } from "../../testing/desk/visitor.ts";

/** Who performs what needs a second person where there are two. */
const performer = { by: GRACE.identity, configured: [GRACE.identity, "linus"], isOnePerson: true, request: null };

function openDesk(answer?: RebuildAnswer) {
  const installation = sampleInstallation();
  const port = answer ? portThat<"desk">({ RebuildObject: () => answer }) : installation.desk.port;
  const app = deskApp({ ...installation.desk, port });
  const post = async (path: string, body: unknown = {}, token: string = GRACE.token) =>
    app.request(`${ORIGIN}/api/v1${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  return { installation, post, ada: installation.holdOf("ada").streamId };
}

it("a rebuild request rebuilds the stream's object, and returns the result", async ({ expect }) => {
  const { post, ada } = openDesk();
  const response = await post(`/streams/${ada}/rebuild`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ at: null, events: 8, changed: true, discarded: 0, wordsLost: false });
});

it("a rebuild request discards events only with `discard`", async ({ expect }) => {
  const { post, ada, installation } = openDesk();
  await post(`/streams/${ada}/rebuild`);
  await post(`/streams/${ada}/rebuild`, { discard: true });
  expect(installation.asked).toMatchObject([{ discard: false }, { discard: true }]);
});

it("a rebuild of the list returns what it found", async ({ expect }) => {
  const { post, installation } = openDesk();
  expect(await (await post("/suppressions/rebuild", { after: "there" })).json()).toMatchObject({
    entries: 9,
    added: 2,
  });
  expect(installation.asked).toEqual([{ type: "RebuildList", after: "there", performer }]);
});

it("an import of a list is one command in the name of the person, with at most 500 entries", async ({ expect }) => {
  const { post, installation } = openDesk();
  const entries = [
    { kind: "address", value: "quiet@listed.example" },
    { kind: "domain", value: "whole.example" },
  ];
  const response = await post("/suppressions/import", { entries, reason: "other", why: "the old tool" });
  expect([response.status, await response.json()]).toMatchObject([200, { logged: true }]);
  const wishes = entries.map((entry) => ({ ...entry, by: GRACE.identity, reason: "other", why: "the old tool" }));
  expect(installation.asked).toEqual([{ type: "Suppress", wishes }]);
  expect((await post("/suppressions/import", { entries })).status).toBe(422);
  const many = Array.from({ length: 501 }, () => entries[0]);
  for (const wrong of [[], many, [{ kind: "contact", value: "x" }]])
    expect((await post("/suppressions/import", { entries: wrong, why: "so" })).status).toBe(422);
  expect(installation.asked).toHaveLength(1);
});

it("the preview of an import asks what is stored, and changes nothing", async ({ expect }) => {
  const { post, installation, ada } = openDesk();
  const entries = [{ kind: "address", value: "quiet@listed.example" }];
  expect(await (await post("/suppressions/listed", { entries })).json()).toEqual({ items: [{ is: "new" }] });
  expect(installation.asked).toEqual([{ type: "Listed", entries }]);
  const { items } = (await (await post("/known-contacts", { ids: [ada] })).json()) as { items: readonly object[] };
  expect(items).toMatchObject([{ id: ada, flags: [] }]);
  expect((await post("/known-contacts", { ids: ["nobody"] })).status).toBe(422);
});

it("a rebuild of the read models goes page by page", async ({ expect }) => {
  const { post, installation } = openDesk();
  expect(await (await post("/read-models/rebuild", { after: "there", limit: 7 })).json()).toMatchObject({ next: null });
  await post("/read-models/rebuild");
  expect(installation.asked).toEqual([
    { type: "RebuildReadModels", after: "there", limit: 7, performer },
    { type: "RebuildReadModels", after: null, limit: 50, performer },
  ]);
});

it("a re-wrapping of keys goes page by page, to the key that was asked for", async ({ expect }) => {
  const { post, installation } = openDesk();
  const to = "f".repeat(22);
  expect(await (await post("/master-key/rewrap", { to, after: "there", limit: 7 })).json()).toMatchObject({
    others: 0,
  });
  expect((await post("/master-key/rewrap", {})).status).toBe(422);
  expect((await post("/master-key/rewrap", { to }, "nobody's token, of no person at all")).status).toBe(401);
  expect(installation.asked).toEqual([{ type: "RewrapKeys", to, after: "there", limit: 7 }]);
});

it("a re-wrapping to another key than the Worker's gets a problem", async ({ expect }) => {
  const refused = { refusal: "key_differs", next: null, rewrapped: 0, left: [], keys: 0, others: 0 } as const;
  const app = deskApp({ ...sampleInstallation().desk, port: portThat<"desk">({ RewrapKeys: () => refused }) });
  const response = await app.request(`${ORIGIN}/api/v1/master-key/rewrap`, {
    method: "POST",
    headers: { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" },
    body: JSON.stringify({ to: "f".repeat(22) }),
  });
  expect([response.status, await response.json()]).toMatchObject([409, { type: "urn:holdpoint:problem:key_differs" }]);
});

it("an export request records who opens the export, of what and why", async ({ expect }) => {
  const { post, installation } = openDesk();
  const fields = { root: "a".repeat(64), streams: 3, events: 20, reason: "audit", why: "By the DPO" };
  const response = await post("/exports", fields);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ logged: true });
  expect(installation.asked).toEqual([{ type: "AnnounceExport", ...fields, by: GRACE.identity, performer }]);
});

it.for([{}, { reason: "other" }, { why: "  " }, { reason: "because", why: "so" }])(
  "an export request without a reason is refused: %j",
  async (given, { expect }) => {
    const { post, installation } = openDesk();
    expect((await post("/exports", { root: "a".repeat(64), streams: 3, events: 20, ...given })).status).toBe(422);
    expect(installation.asked).toEqual([]);
  },
);

it("a release request of a token for it records the evals' verdict, and which token deployed the release", async ({
  expect,
}) => {
  const { post, installation } = openDesk();
  const fields = { release: "1.0.0", verdict: "PROMOTE", sources: "a".repeat(64) };
  expect((await post("/releases", fields)).status).toBe(403);
  const issued = await (await post("/tokens", { name: "deploy", scopes: ["release"] })).json();
  const { token } = issued as { readonly token: string };
  expect((await post("/releases", fields, token)).status).toBe(200);
  expect(installation.asked.at(-1)).toEqual({ type: "AnnounceVerdict", ...fields, by: "token:deploy" });
  expect((await post("/releases", { ...fields, verdict: "FINE" }, token)).status).toBe(422);
});

const REFUSALS: readonly (readonly [RebuildTrouble, number])[] = [
  ["unknown", 404],
  ["log_unavailable", 503],
  ["log_broken", 409],
  ["unsigned_tail", 409],
  ["forked", 409],
  ["key_differs", 409],
];

it.for(REFUSALS)("a rebuild refused as %s gets a problem with status %i", async ([refusal, status], { expect }) => {
  const { post } = openDesk({ refusal, at: 3, events: 0, changed: false, discarded: 2, wordsLost: false });
  const response = await post("/streams/ad_policy/rebuild");
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({
    type: `urn:holdpoint:problem:${refusal}`,
    at: 3,
    discarded: 2,
    status,
  });
});

describe("a request is refused", () => {
  it.for(["/streams/ad_policy/rebuild", "/read-models/rebuild", "/releases"])(
    "at %s without a known token",
    async (path, { expect }) => {
      const { post, installation } = openDesk();
      expect((await post(path, {}, "token-of-a-stranger-far")).status).toBe(401);
      expect(installation.asked).toEqual([]);
    },
  );

  it.for([
    ["/streams/ad_policy/rebuild", { discard: "yes" }, 422],
    ["/streams/ad_policy/rebuild", { more: 1 }, 422],
    ["/streams/nobody/rebuild", {}, 404],
    ["/exports", { root: "a".repeat(64), streams: 3, events: 20, why: " " }, 422],
    ["/exports", { root: "all of it", streams: 3, events: 20, why: "An audit" }, 422],
    ["/read-models/rebuild", { limit: 5_000 }, 422],
    ["/read-models/rebuild", [], 400],
  ] as const)("at %s with %j", async ([path, body, status], { expect }) => {
    const { post, installation } = openDesk();
    expect((await post(path, body)).status).toBe(status);
    expect(installation.asked).toEqual([]);
  });
});
