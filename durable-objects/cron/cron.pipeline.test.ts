// Tests a turn of the cron over the whole system with a log of four databases: the published root is verified against the log,
// and a suppression-list entry without an event gets one.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, it, vi } from "vitest";
import { d1Source } from "../../cli/sources/d1-source.ts";
import { openRootFile } from "../../cli/sources/root-file.ts";
import { verifySource } from "../../cli/verify-log.ts";
import { neverContact } from "../../replay/never-contact.ts";
import { eventually } from "../../local/eventually.ts";
import { type Harness, startHarness } from "../../testing/system/harness.ts";
import { holdsAfterEach } from "../../testing/system/log-holds.ts";
import { idOf } from "../../testing/people.ts";
import { TEST_SOURCE_SECRETS } from "../../testing/secrets.ts";
import { signedForm } from "../../workers/ingest/sources/signed-form.ts";

const folder = mkdtempSync(join(tmpdir(), "holdpoint-cron-"));
let system: Harness;
beforeAll(async () => {
  vi.stubEnv("HOLDPOINT_SHARDS", "4");
  system = await startHarness();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await system.close();
  rmSync(folder, { recursive: true });
});
holdsAfterEach(() => system);

/** Posts a lead and waits for its preview hold. */
async function lead(email: string): Promise<void> {
  const text = JSON.stringify({ email, name: "Ada Byron", title: "Director", message: "Please send a quote." });
  const signature = signedForm.sign({
    secret: TEST_SOURCE_SECRETS.website,
    body: text,
    id: "",
    nowSeconds: Math.floor(Date.now() / 1_000),
  });
  const headers = { "content-type": "application/json", ...signature };
  await fetch(new URL("/webhooks/website", system.url), { method: "POST", body: text, headers });
  const streamId = idOf(email);
  const events = system.databaseOf(streamId);
  const held = () => events.prepare("SELECT 1 FROM holds WHERE stream_id = ?").bind(streamId).first();
  await eventually(async () => (await held()) !== null, { what: "the preview hold" });
}

const today = (): string => new Date().toISOString().slice(0, 10);
const turn = () => system.worker("contacts").scheduled({ cron: "*/15 * * * *" });

const source = () => {
  const queryOf = (database: D1Database) => async (sql: string, parameters: readonly unknown[]) => {
    const { results } = await database
      .prepare(sql)
      .bind(...parameters)
      .all();
    return results;
  };
  const databases = system.shards.map(queryOf);
  const crm = queryOf(system.crm);
  return {
    name: "a test",
    log: d1Source(databases),
    databases,
    crm,
    file: null,
    masterKey: null,
    close: async () => undefined,
  };
};

it("the root of a day is in the log and in its file, and the grown log still contains it", async ({ expect }) => {
  await Promise.all(["ada", "grace", "edsger", "barbara"].map((name) => lead(`${name}@engine.example`)));
  const before = today();
  await turn();
  const { ROOTS } = await system.env<ContactsEnv>("contacts");
  const [key = ""] = (await ROOTS.list()).objects.map((file) => file.key).filter((name) => !name.startsWith("parts/"));
  const day = key.replace(".ndjson", "");
  // Midnight may have passed.
  expect([before, today()]).toContain(day);
  const path = join(folder, key);
  writeFileSync(path, (await (await ROOTS.get(key))?.text()) ?? "");
  const rootFile = openRootFile(path);
  expect(rootFile.header).toMatchObject({ day, streams: 5 });
  expect(system.shards).toHaveLength(4);
  await lead("alan@engine.example");
  const options = { since: null, root: null, against: null, rootFile, onEvents: () => undefined, now: new Date() };
  const report = await verifySource(source(), options);
  expect(report).toMatchObject({ faults: [], streams: 6 });
  const otherRoot = { ...options, rootFile: { ...rootFile, header: { ...rootFile.header, root: "0".repeat(64) } } };
  expect(await verifySource(source(), otherRoot)).toMatchObject({ faultsByName: { root_differs: 2 } });
});

it("a list entry without an event has one after the next turn", async ({ expect }) => {
  const digest = "d".repeat(22);
  await system.crm
    .prepare(
      "INSERT INTO suppressions (op, kind, digest, cause, command_key, at) VALUES ('add', 'domain', ?, 'desk', 'k', ?)",
    )
    .bind(digest, "2026-11-01T00:00:00.000Z")
    .run();
  await turn();
  const proof = await neverContact(source().log);
  expect(proof).toMatchObject({ result: "holds", suppressions: 1, unlogged: 0 });
});
