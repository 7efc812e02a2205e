// Tests the people and tokens in D1: triggers make their rows with the events of `ad_people`, and they can be made again from the events.
import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";
import { GENESIS_HASH } from "../schema/events.ts";
import { AdminId, tokenDigestOf, tokenIdOf } from "../schema/ids.ts";
import { PEOPLE_STREAM } from "../schema/people.ts";
import { eventAfter, shipment } from "../testing/rows.ts";
import { migrate } from "../testing/workerd/test.ts";
import { d1EventLog } from "./d1-event-log.ts";
import { d1People, restorePeople, WRONG_PEOPLE } from "./people.ts";

const KEY = "system-key-of-this-test";
const log = d1EventLog([env.EVENTS_0]);
const people = d1People([env.EVENTS_0], KEY);
const AT = "2026-11-22T12:00:00.000Z";
const TOKEN = "hp_token-of-the-crm";
const digest = tokenDigestOf(KEY, TOKEN);
const tokenId = tokenIdOf(digest);

beforeEach(async () => {
  await reset();
  await migrate();
});

/** Appends an event to a stream, by default that of the people. */
async function record(type: string, names: Readonly<Record<string, unknown>>, streamId: AdminId = PEOPLE_STREAM) {
  const last = (await log.read({ streamId })).at(-1);
  const of = { streamId, version: (last?.version ?? 0) + 1, type, at: AT, names: { by: "grace", ...names } };
  await log.append([shipment(streamId, [eventAfter(last?.hash ?? GENESIS_HASH, of)])]);
}
const issue = () =>
  record("TokenIssued", {
    tokenId,
    name: "crm",
    digest,
    scopes: ["read", "import"],
    expiresAt: "2027-01-01T00:00:00.000Z",
  });
const rolesNow = async () =>
  (await people.read()).people.map(({ identity, role, version }) => [identity, role, version]);

describe("a person", () => {
  it("has the role of the last event about them", async ({ expect }) => {
    await record("RoleChanged", { identity: "linus", role: "viewer" });
    await record("RoleChanged", { identity: "ada", role: "admin" });
    await record("RoleChanged", { identity: "linus", role: "approver" });
    expect(await rolesNow()).toEqual([
      ["ada", "admin", 2],
      ["linus", "approver", 3],
    ]);
  });

  it("has no role by an event of another stream, nor by a role that is not known", async ({ expect }) => {
    await record("RoleChanged", { identity: "mallory", role: "admin" }, AdminId.parse("ad_policy"));
    await record("RoleChanged", { identity: "linus", role: "emperor" });
    expect(await rolesNow()).toEqual([["linus", "none", 1]]);
  });
});

it("is not locked out by a row that was changed by hand", async ({ expect }) => {
  await record("RoleChanged", { identity: "grace", role: "admin" });
  await issue();
  await env.EVENTS_0.batch([
    env.EVENTS_0.prepare("INSERT INTO people VALUES ('mallory', 7, 'x', 8, '')"),
    env.EVENTS_0.prepare("UPDATE desk_tokens SET scopes = '{'"),
  ]);
  expect(await rolesNow()).toEqual([
    ["grace", "admin", 1],
    ["mallory", "none", 0],
  ]);
  expect([(await people.read()).tokens, await people.token(TOKEN)]).toEqual([[], null]);
});

describe("a token", () => {
  it("is found by itself alone, and not by what the row has", async ({ expect }) => {
    await issue();
    expect(await people.token(TOKEN)).toMatchObject({ name: "crm", scopes: ["read", "import"], revokedAt: null });
    for (const other of [digest, tokenId, `${TOKEN}x`, ""]) expect(await people.token(other), other).toBeNull();
    expect(await d1People([env.EVENTS_0], "another key").token(TOKEN)).toBeNull();
  });

  it("is revoked once, by the first who does", async ({ expect }) => {
    await issue();
    await record("TokenRevoked", { tokenId, by: "linus" });
    await record("TokenRevoked", { tokenId, by: "ada" });
    expect((await people.token(TOKEN))?.revokedBy).toBe("linus");
  });
});

it.for([
  ["a raised role", "UPDATE people SET role = 'admin'"],
  ["a planted person", "INSERT INTO people VALUES ('mallory', 'admin', 1, 'mallory', '')"],
  ["a lost person", "DELETE FROM people"],
  ["a wider scope", "UPDATE desk_tokens SET scopes = '[\"release\"]'"],
  ["a token that was taken back", "UPDATE desk_tokens SET revoked_by = NULL, revoked_at = NULL"],
  ["a planted token", "INSERT INTO desk_tokens VALUES ('tok_x', 'd', 'x', '[]', '', 'm', '', NULL, NULL)"],
])("is found and made right again: %s", async ([, change = ""], { expect }) => {
  await record("RoleChanged", { identity: "linus", role: "viewer" });
  await issue();
  await record("TokenRevoked", { tokenId });
  const before = await people.read();
  const wrong = async () => (await env.EVENTS_0.prepare(WRONG_PEOPLE).all()).results;
  expect(await wrong()).toEqual([]);
  await env.EVENTS_0.prepare(change).run();
  expect(await wrong()).toHaveLength(1);
  const { changed, removed } = await restorePeople(env.EVENTS_0);
  expect(changed + removed).toBe(1);
  expect([await people.read(), await wrong()]).toEqual([before, []]);
  expect(await restorePeople(env.EVENTS_0)).toEqual({ changed: 0, removed: 0 });
});
