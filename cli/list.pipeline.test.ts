// A suppression list that loses its entries, in the whole system and through the real command line: nothing is planned, approved or sent while
// it is behind its log, every place names it, and `rebuild --list` repairs it. The databases are behind a test double of Cloudflare's API.
import { afterAll, beforeAll, it, vi } from "vitest";
import { eventually } from "../local/eventually.ts";
import { holdpoint } from "../testing/command-line.ts";
import { idOf } from "../testing/people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { type Harness, startHarness } from "../testing/system/harness.ts";
import { logHolds } from "../testing/system/log-holds.ts";
import { signedForm } from "../workers/ingest/sources/signed-form.ts";
import { remoteShell } from "../testing/system/remote-databases.ts";
import { typesOf } from "../testing/system/types-of.ts";

const [token = ""] = Object.keys(TEST_DESK_TOKENS);

let system: Harness;
beforeAll(async () => {
  vi.stubEnv("HOLDPOINT_SHARDS", "4");
  system = await startHarness();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await system.close();
});

/** Runs a command as a person with a token does from another machine. */
const remotely = (...args: readonly string[]) =>
  holdpoint(
    [...args, "--from", "remote", "--crm", "db-crm", ...[0, 1, 2, 3].flatMap((shard) => ["--database", `db-${shard}`])],
    {
      ...remoteShell({
        deskUrl: system.url,
        token,
        databaseOf: (id) => (id === "db-crm" ? system.crm : system.shards[Number(id.replace("db-", ""))]),
      }),
      now: () => Date.now(),
    },
  );

async function api(method: "GET" | "POST", path: string, body: object = {}) {
  const response = await fetch(new URL(`/api/v1${path}`, system.url), {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(method === "POST" ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const tasks = async () => (await api("GET", "/tasks")).body["items"] as readonly { readonly kind: string }[];

async function post(email: string): Promise<void> {
  const text = JSON.stringify({ email, name: "Ada Byron", title: "Director", message: "Please send a quote." });
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const signature = signedForm.sign({ secret: TEST_SOURCE_SECRETS.website, body: text, id: "", nowSeconds });
  const headers = { "content-type": "application/json", ...signature };
  await fetch(new URL("/webhooks/website", system.url), { method: "POST", body: text, headers });
}

interface OpenHold {
  readonly hold_id: string;
  readonly kind: string;
  readonly digest: string | null;
}
const openHold = (email: string, kind: string): Promise<OpenHold> =>
  eventually(
    async () => {
      const select = "SELECT hold_id, kind, digest FROM holds WHERE stream_id = ? AND kind = ? AND state = 'open'";
      return (await system.rows<OpenHold>(select, idOf(email), kind))[0] ?? false;
    },
    { what: `the ${kind} hold of ${email}` },
  );
const types = async (email: string): Promise<readonly string[]> =>
  typesOf(
    await system.rows<{ type: string }>("SELECT type FROM events WHERE stream_id = ? ORDER BY version", idOf(email)),
  );
const suppress = (value: string) => api("POST", "/suppressions", { kind: "domain", value, why: "asked" });

/** Empties the list as a database does that is restored to its beginning: its triggers are there again. */
async function emptyList(): Promise<void> {
  const select = "SELECT sql FROM sqlite_master WHERE name = 'suppressions_no_delete'";
  const [trigger] = (await system.crm.prepare(select).all<{ sql: string }>()).results;
  await system.crm.prepare("DROP TRIGGER suppressions_no_delete").run();
  await system.crm.prepare("DELETE FROM suppressions").run();
  await system.crm.prepare(trigger?.sql ?? "").run();
}

const READY = "ready@whole.example";
const NEW = "new@lost.example";

it("stops everything while the list is behind its log, names it everywhere, and goes on after the rebuild", async ({
  expect,
}) => {
  await post(READY);
  const preview = `/holds/${(await openHold(READY, "preview")).hold_id}`;
  const { digest } = (await api("GET", preview)).body;
  expect((await api("POST", `${preview}/confirm`, { digest })).status).toBe(200);
  const draft = await openHold(READY, "draft");
  for (const domain of ["lost.example", "other.example", "third.example"])
    expect((await suppress(domain)).status).toBe(200);
  expect((await remotely("never-contact")).out).toContain("Proved");
  expect((await remotely("verify")).code).toBe(0);
  expect(await tasks()).toEqual([]);

  await emptyList();
  const approved = await api("POST", `/holds/${draft.hold_id}/approve`, { digest: draft.digest });
  expect(approved).toMatchObject({ status: 503, body: { type: "urn:holdpoint:problem:list_went_back" } });
  expect(await suppress("fourth.example")).toMatchObject({
    status: 503,
    body: { type: "urn:holdpoint:problem:list_went_back" },
  });
  await post(NEW);
  await eventually(async () => (await types(NEW)).length > 0, { what: "the signal" });
  expect((await tasks())[0]).toMatchObject({ kind: "list_went_back", command: "npx holdpoint rebuild --list" });
  const proof = await remotely("never-contact");
  expect(proof.code).toBe(2);
  expect(proof.out).toContain("Not proved.");
  const verified = await remotely("verify", "--json");
  expect(verified.code).toBe(1);
  expect(JSON.parse(verified.out).faultsByName).toEqual({ list_row_missing: 3 });
  expect(await types(NEW)).toEqual(["SignalReceived"]);
  expect(await types(READY)).not.toContain("DraftApproved");
  expect(await system.rows("SELECT 1 FROM outbox")).toEqual([]);

  const rebuilt = await remotely("rebuild", "--list");
  expect({ code: rebuilt.code, err: rebuilt.err }).toEqual({ code: 0, err: "" });
  expect(rebuilt.out).toContain("3 of 3 entries made again.");
  expect(rebuilt.out).toContain("Holds: the remote log.");
  // The waiting lead may have been tried and vetoed by now, which is a task of its own.
  expect((await tasks()).map(({ kind }) => kind)).not.toContain("list_went_back");
  expect((await remotely("never-contact")).out).toContain("Proved");

  // The next try of the waiting lead is vetoed, and the approval is sent.
  await eventually(async () => (await types(NEW)).includes("SafetyVetoed"), { what: "the veto" });
  expect((await api("POST", `/holds/${draft.hold_id}/approve`, { digest: draft.digest })).status).toBe(200);
  await eventually(async () => (await types(READY)).includes("DispatchSucceeded"), { what: "the dispatch" });
  expect(await types(NEW)).not.toContain("PreviewHeld");
  await logHolds(system);
});
