// Commands that act through the desk, run against the whole system with a log of four databases. The system's own desk answers; the databases are
// behind a test double of Cloudflare's API.
import { findPython } from "../testing/python.ts";
import { ROOT } from "../local/workers.ts";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it, vi } from "vitest";
import { SAMPLE_LEADS } from "../samples/leads.ts";
import { eventually } from "../local/eventually.ts";
import { type Harness, startHarness } from "../testing/system/harness.ts";
import type { Port } from "../schema/ports.ts";
import { recordSamples } from "../local/sample-companies.ts";
import { sampleCrm } from "../samples/crm.ts";
import { deskApi } from "../local/desk-api.ts";
import { SMOKE_SOURCE } from "../deploy/generate.ts";
import { freshSecrets, type InstallationSecrets, SETUP_IDENTITY } from "../deploy/secrets.ts";
import { throughDesk } from "../deploy/through-desk.ts";
import { staging } from "../testing/deploy/acme.ts";
import * as samples from "../local/samples.ts";
import { remoteShell } from "../testing/system/remote-databases.ts";
import { logHolds } from "../testing/system/log-holds.ts";
import { idOf, SYSTEM_KEY } from "../testing/people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { aFolder, holdpoint } from "../testing/command-line.ts";

const [token = ""] = Object.keys(TEST_DESK_TOKENS);

let system: Harness;
beforeAll(async () => {
  vi.stubEnv("HOLDPOINT_SHARDS", "4");
  system = await startHarness();
  const secrets: Readonly<Record<string, string>> = TEST_SOURCE_SECRETS;
  const to = {
    url: String(system.url),
    api: deskApi(String(system.url), token),
    systemKey: SYSTEM_KEY,
    secretOf: (source: string) => secrets[source] ?? "",
    now: new Date(),
  };
  await recordSamples((await system.env<{ PORT: Port<"desk"> }>("desk")).PORT, sampleCrm(to.now));
  await to.api.act("/policy/adopt");
  await samples.importHistories(to);
  await samples.postLeads(to);
  await samples.confirmPreviews(to);
  await logHolds(system);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await system.close();
});

const emailOf = (id: string): string => SAMPLE_LEADS.find((lead) => lead.id === id)?.email ?? "";
const idOfSample = (id: string): string => idOf(emailOf(id));

/** Runs a command as a person with a token does from another machine. */
const remotely = (...args: readonly string[]) =>
  holdpoint(
    [...args, "--from", "remote", ...[0, 1, 2, 3].flatMap((shard) => ["--database", `db-${shard}`])],
    remoteShell({ deskUrl: system.url, token, databaseOf: (id) => system.shards[Number(id.replace("db-", ""))] }),
  );

describe("a deployment", () => {
  it("records its release with a token of its own, and takes a test lead to its preview hold", async ({ expect }) => {
    const installation = staging({ signIn: "codes" });
    const desk = deskApi(String(system.url), token);
    const kept: InstallationSecrets[] = [];
    let words = 0;
    const through = throughDesk({
      installation,
      writeSecrets: (secrets) => void kept.push(secrets),
      release: { release: "9.9.9", sources: "a".repeat(64) },
      say: () => undefined,
      now: () => new Date(),
      word: () => String((words += 1)),
      // Both names lead to this system, whose CRM source signs as a source of deployments does.
      fetch: (url, init) => {
        const asked = new URL(String(url instanceof Request ? url.url : url));
        const path = asked.pathname.replace(`/${SMOKE_SOURCE}`, "/crm");
        return fetch(new URL(`${path}${asked.search}`, system.url), init);
      },
    });
    const secrets = freshSecrets(installation);
    const known = {
      secrets: { ...secrets, desk: { [SETUP_IDENTITY]: token }, sources: { [SMOKE_SOURCE]: TEST_SOURCE_SECRETS.crm } },
      databases: new Map(),
      serviceToken: null,
      audience: null,
    };
    const before = await desk.policy();
    const adopted = await through.adopt_policy(known);
    expect((await desk.policy()).adoption).toEqual(before.adoption);
    const recorded = await through.record_release(adopted);
    await through.record_release({
      ...recorded,
      secrets: { ...known.secrets, deskToken: "token-that-ended-long-ago" },
    });
    // One token at first, another one when it had ended.
    expect(new Set(kept.map(({ deskToken }) => deskToken)).size).toBe(2);
    // Twice: an installation is tried out with each of its releases.
    for (let time = 0; time < 2; time += 1) await through.smoke_test(recorded);
    const contact = await desk.contactOf(`test@${installation.answers.hooks}`);
    const { holds = [] } = (contact === null ? null : await desk.contact(contact)) ?? {};
    expect(holds.map(({ kind, state }) => `${kind} ${state}`)).toEqual(["preview dismissed", "preview dismissed"]);
  });
});

describe("holdpoint sign-in", () => {
  const enter = async (code: string): Promise<number> => {
    const headers = { origin: system.url.origin };
    const body = new URLSearchParams({ code });
    return (await fetch(new URL("/login", system.url), { method: "POST", redirect: "manual", headers, body })).status;
  };

  it("gives a code that the running desk accepts once, and so does the API for npm start", async ({ expect }) => {
    const env = { HOLDPOINT_DESK_URL: String(system.url), HOLDPOINT_DESK_TOKEN: token };
    const { out } = await holdpoint(["sign-in", "--json"], { env, fetch });
    const codes = [String(JSON.parse(out).code), await deskApi(String(system.url), token).signInCode()];
    for (const code of codes) expect([await enter(code), await enter(code)]).toEqual([303, 403]);
  });
});

const rowsOf = async () => {
  const holds = await system.rows("SELECT * FROM holds ORDER BY hold_id");
  const tasks = await system.rows("SELECT * FROM tasks ORDER BY task_id");
  const flags = await system.rows("SELECT * FROM contact_flags ORDER BY stream_id");
  const runs = await system.rows("SELECT * FROM runs ORDER BY began_at, run_id");
  return { holds, tasks, flags, runs };
};
const storageOf = async (id: string) => ({
  events: await system.objectRows(id, "SELECT * FROM events ORDER BY version"),
  keys: await system.objectRows(id, "SELECT * FROM stream_key"),
});

describe("holdpoint rebuild", () => {
  it("rebuilds deleted read models and the storage of one object as they were", async ({ expect }) => {
    const contact = idOfSample("reply");
    const [rows, storage] = [await rowsOf(), await storageOf(contact)];
    expect(rows.holds.length).toBeGreaterThan(5);
    expect(storage).toMatchObject({ events: { length: expect.any(Number) }, keys: [{}] });

    for (const table of ["holds", "tasks", "contact_flags", "runs"] as const) {
      const statement = {
        holds: "DELETE FROM holds",
        tasks: "DELETE FROM tasks",
        contact_flags: "DELETE FROM contact_flags",
        runs: "DELETE FROM runs",
      };
      for (const database of system.shards) await database.prepare(statement[table]).run();
    }
    await system.objectRows(contact, "DELETE FROM events");
    await system.objectRows(contact, "DELETE FROM stream_key");
    await system.evict(contact);
    expect((await remotely("verify")).code).toBe(1);

    const { code, out, err } = await remotely("rebuild", "--object", emailOf("reply"), "--read-models");
    expect(err).toBe("");
    expect(out).toContain(`${contact}: ${storage.events.length} events in the log; its object differed`);
    expect(out).toContain("Holds: the remote log.");
    expect(code).toBe(0);
    expect(await rowsOf()).toEqual(rows);
    expect(await storageOf(contact)).toEqual(storage);
    await logHolds(system);
  });

  it("leaves the rebuilt object able to record new events", async ({ expect }) => {
    const select = "SELECT hold_id, digest FROM holds WHERE stream_id = ? AND state = 'open' AND kind = 'draft'";
    const [hold] = await system.rows<{ hold_id: string; digest: string }>(select, idOfSample("reply"));
    await deskApi(String(system.url), token).act(`/holds/${hold?.hold_id}/approve`, { digest: hold?.digest });
    // Until then the log grows, and the command line could read a row that is newer than the events that it read.
    const sent = "SELECT 1 FROM events WHERE type = 'DispatchSucceeded'";
    await eventually(async () => (await system.rows(sent)).length > 0, { what: "the end of the dispatch" });
    expect(await system.rows("SELECT 1 FROM outbox")).not.toEqual([]);
    expect((await remotely("verify", "--contact", emailOf("reply"))).code).toBe(0);
  });
});

/** Approves the open draft of a contact, and returns the message that was sent. */
async function sentTo(contact: string): Promise<string> {
  const select = "SELECT hold_id, digest FROM holds WHERE stream_id = ? AND state = 'open' AND kind = 'draft'";
  const [hold] = await system.rows<{ hold_id: string; digest: string }>(select, contact);
  await deskApi(String(system.url), token).act(`/holds/${hold?.hold_id}/approve`, { digest: hold?.digest });
  const message = "SELECT message FROM outbox WHERE stream_id = ?";
  await eventually(async () => (await system.rows(message, contact)).length > 0, { what: "the message" });
  await eventually(async () => (await logHolds(system).then(() => true)) === true, { what: "the end of the dispatch" });
  const [row] = await system.rows<{ message: string }>(message, contact);
  return row?.message ?? "";
}

describe("holdpoint verify --objects", () => {
  it("compares every object with the log while the system runs, and names the one that was changed", async ({
    expect,
  }) => {
    const whole = await remotely("verify", "--objects", "--json");
    expect(whole).toMatchObject({ code: 0, err: "" });
    const { objects, streams } = JSON.parse(whole.out) as { objects: number; streams: number };
    expect([objects, objects > 15]).toEqual([streams, true]);
    const contact = idOfSample("company-only");
    await system.objectRows(contact, "UPDATE events SET body = replace(body, 'lead', 'leap') WHERE version = 1");
    await system.evict(contact);
    const changed = await remotely("verify", "--objects", "--json");
    expect(changed.code).toBe(1);
    expect(JSON.parse(changed.out)).toMatchObject({
      faultsByName: { object_differs: 1 },
      faults: [{ streamId: contact }],
    });
    expect((await remotely("verify")).code).toBe(0);
    expect((await remotely("rebuild", "--object", contact)).code).toBe(0);
    expect((await remotely("verify", "--objects")).code).toBe(0);
  });

  it("is for a whole live log only", async ({ expect }) => {
    const { code, err } = await holdpoint(["verify", "--objects", "--contact", "ct_x"]);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("--objects compares all objects") });
  });
});

describe("what people keep of the log", () => {
  const desk = () => ({ HOLDPOINT_DESK_URL: String(system.url), HOLDPOINT_DESK_TOKEN: token });
  const OPEN = "SELECT stream_id AS id FROM holds WHERE state = 'open' AND kind = 'draft' ORDER BY stream_id";
  const drafts = async () => (await system.rows<{ id: string }>(OPEN)).map(({ id }) => id);

  it("is a message whose header names its place in the log, before and after the first root", async ({ expect }) => {
    const [one = "", other = ""] = await drafts();
    const cwd = aFolder();
    const before = await sentTo(one);
    expect(before).toMatch(new RegExp(`X-Holdpoint-Log: ${one}@\\d+\r\n `));
    const published = await holdpoint(["root"], { env: desk(), fetch });
    expect(published).toMatchObject({ code: 0, out: expect.stringMatching(/^Published a root of \d{4}-\d\d-\d\d\./) });
    const after = await sentTo(other);
    for (const [name, message] of Object.entries({ before, after })) {
      writeFileSync(join(cwd, `${name}.eml`), message);
      expect(await kept(cwd, `${name}.eml`)).toMatchObject({ code: 0, err: "" });
    }
    expect((await kept(cwd, "before.eml")).out).not.toContain("all roots under its checkpoint");
    expect((await kept(cwd, "after.eml")).out).toContain("all roots under its checkpoint are there");
  });

  it("is a proof, which needs only the public key, until the next root for newer events", async ({ expect }) => {
    const [contact = ""] = await system
      .rows<{ id: string }>("SELECT stream_id AS id FROM outbox ORDER BY at")
      .then((rows) => rows.map(({ id }) => id));
    const cwd = aFolder();
    const why = () => remotely("why", contact, "--proof", join(cwd, "receipt.tlog-proof"));
    await holdpoint(["root"], { env: desk(), fetch });
    const { code, out, err } = await why();
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/the events up to version \d+ are under the root of/);
    const [, key = ""] = /--key (\S+)$/m.exec(out) ?? [];
    const checked = await holdpoint(["check", "receipt.tlog-proof", "--key", key], { cwd });
    expect(checked).toMatchObject({ code: 0, out: expect.stringContaining(`had ${contact}@`) });
    const second = [join(ROOT, "docs/verify.py"), join(cwd, "receipt.tlog-proof"), "--key", key];
    // Where it may be missing, docs/verify.test.ts says so.
    const python = findPython();
    if (python) expect(execFileSync(python, second, { encoding: "utf8" })).toContain(contact);
    expect(await kept(cwd, "receipt.tlog-proof")).toMatchObject({ code: 0 });
    const other = await holdpoint(["check", "receipt.tlog-proof", "--key", `${key.slice(0, -2)}AA`], { cwd });
    expect(other).toMatchObject({ code: 1, out: expect.stringContaining("key_unknown") });
  });

  it("is refused for a contact that no root has, and says what makes one", async ({ expect }) => {
    const { code, err } = await remotely("why", idOf("nobody@nowhere.example"), "--proof", "x");
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("is not in the remote log") });
  });
});

/** Compares a file with the remote log. */
const kept = (cwd: string, file: string) => remotely("check", join(cwd, file));

describe("holdpoint export --open", () => {
  it("records in the log who opens an export before the words are opened", async ({ expect }) => {
    const folder = aFolder();
    const file = join(folder, "open.ndjson");
    const { code, err } = await remotely("export", file, "--open", "--why", "A question of Mr Lovelace");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(readFileSync(file, "utf8")).toContain(emailOf("reply"));
    expect(readdirSync(folder)).toEqual(["open.ndjson"]);

    const verified = JSON.parse((await holdpoint(["verify", "--from", file, "--json"])).out);
    expect(verified).toMatchObject({ holds: true, sealed: { closed: 0 } });
    const audit = await system.rows<{ body: string }>("SELECT body FROM events WHERE stream_id = 'ad_audit'");
    expect(audit.map(({ body }) => JSON.parse(body)).filter(({ type }) => type === "ExportOpened")).toMatchObject([
      { writer: "desk", payload: { root: verified.root, reason: "other" } },
    ]);
    // Each opening is an event: the log that is opened again has the event of the one before, so it has another root.
    expect((await remotely("export", file, "--force", "--open", "--reason", "audit")).code).toBe(0);
    const again = await system.rows("SELECT 1 FROM events WHERE stream_id = 'ad_audit' AND type = 'ExportOpened'");
    expect(again).toHaveLength(2);
    // The note is sealed in the log, and opened with the other words.
    expect(audit.some(({ body }) => body.includes("Lovelace"))).toBe(false);
    expect(readFileSync(file, "utf8")).toContain('"why":"A question of Mr Lovelace"');
    expect((await holdpoint(["check", file])).code).toBe(0);
    // And whose words were opened is noted, under the name of the token.
    const contacts = await system.rows<{ id: string }>(
      "SELECT DISTINCT stream_id AS id FROM events WHERE stream_id >= 'ct_'",
    );
    const read = await system.rows<{ id: string }>(
      "SELECT contact_id AS id FROM words_read WHERE reader = 'grace' AND opened >= 2",
    );
    expect(contacts.length).toBeGreaterThan(5);
    expect(read.map(({ id }) => id)).toEqual(expect.arrayContaining(contacts.map(({ id }) => id)));
    expect((await remotely("verify")).code).toBe(0);
  });
});
