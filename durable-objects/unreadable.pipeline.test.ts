// Tests damage of the files of some contacts' objects in the whole system: these contacts are named on the desk and by a command, the
// others go on, and `rebuild --object` repairs each, so that its own message goes on too.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, it, vi } from "vitest";
import { objectIdOf } from "../cli/damaged-file.ts";
import { eventually } from "../local/eventually.ts";
import { holdpoint } from "../testing/command-line.ts";
import { idOf } from "../testing/people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { type Harness, startHarness } from "../testing/system/harness.ts";
import { holdsAfterEach } from "../testing/system/log-holds.ts";
import { signedForm } from "../workers/ingest/sources/signed-form.ts";

const [token = ""] = Object.keys(TEST_DESK_TOKENS);
const CLASS = "holdpoint-contacts-ContactObject";

/** The runtime makes a folder of its own for everything in this one. */
const folder = mkdtempSync(join(tmpdir(), "holdpoint-damaged-"));
let system: Harness;
beforeAll(async () => {
  vi.stubEnv("TMPDIR", folder);
  system = await startHarness({ queuesWait: true });
  const runtime = readdirSync(folder).find((name) => existsSync(join(folder, name, "d1")));
  // So the command line finds the objects where it finds those of `npm start`.
  symlinkSync(join(folder, runtime ?? ""), join(folder, "v3"));
});
afterAll(async () => {
  await system.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
holdsAfterEach(() => system);

async function post(email: string, message: string): Promise<void> {
  const text = JSON.stringify({ email, name: "Ada Byron", title: "Director", message });
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const signature = signedForm.sign({ secret: TEST_SOURCE_SECRETS.website, body: text, id: "", nowSeconds });
  const headers = { "content-type": "application/json", ...signature };
  const { status } = await fetch(new URL("/webhooks/website", system.url), { method: "POST", body: text, headers });
  if (status !== 202) throw new Error(`the webhook was answered ${status}`);
}

/** Waits until a contact has this number of holds, and returns the ids of the open ones. */
const holds = (email: string, count: number): Promise<readonly string[]> =>
  eventually(
    async () => {
      const select = "SELECT hold_id AS id, state FROM holds WHERE stream_id = ?";
      const rows = await system.rows<{ id: string; state: string }>(select, idOf(email));
      return rows.length === count && rows.flatMap((row) => (row.state === "open" ? row.id : []));
    },
    { what: `${count} holds of ${email}` },
  );

async function api(
  method: "GET" | "POST",
  path: string,
  fields: object = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(new URL(`/api/v1${path}`, system.url), {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(method === "POST" ? { body: JSON.stringify(fields) } : {}),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const tasks = async () => (await api("GET", "/tasks")).body["items"];

const CLOUDFLARE = "https://api.cloudflare.example";

/**
 * Runs a command on this machine. It reads the log through a test double of Cloudflare's API, because one of two runtimes that
 * open the same files now and then finds them locked.
 */
const command = (...args: readonly string[]) =>
  holdpoint([...args, "--state", folder, "--from", "remote", "--database", "db-0"], {
    env: {
      HOLDPOINT_DESK_URL: String(system.url),
      HOLDPOINT_DESK_TOKEN: token,
      CLOUDFLARE_ACCOUNT_ID: "an-account",
      CLOUDFLARE_API_TOKEN: "a-token",
      CLOUDFLARE_API_BASE_URL: CLOUDFLARE,
    },
    fetch: async (url, init) => {
      if (!url.startsWith(CLOUDFLARE)) return fetch(url, init);
      const { sql, params } = JSON.parse(String(init.body));
      const { results } = await system.events
        .prepare(sql)
        .bind(...params)
        .all();
      return Response.json({ success: true, errors: [], result: [{ success: true, results }] });
    },
  });

/** The file of an object that is not awake. */
const fileOf = (email: string): string => join(folder, "v3/do", CLASS, `${objectIdOf(CLASS, idOf(email))}.sqlite`);

/** Overwrites the page on which the table of the events begins. */
function damagePage(file: string): void {
  const database = new DatabaseSync(file, { readOnly: true });
  const root = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'events'").get();
  const size = database.prepare("PRAGMA page_size").get();
  database.close();
  const bytes = readFileSync(file);
  const pageBytes = Number(size?.["page_size"]);
  bytes.fill(0xa7, (Number(root?.["rootpage"]) - 1) * pageBytes, Number(root?.["rootpage"]) * pageBytes);
  writeFileSync(file, bytes);
}
const overwrite = (file: string): void => writeFileSync(file, Buffer.alloc(readFileSync(file).length, 0xa7));
const cutOff = (file: string): void => truncateSync(file, 3 * 4_096);

/** Contacts by the damage of their object's file, with what is then reported. */
const DAMAGED = [
  { email: "page@damaged.example", damage: damagePage, detail: "storage", isSetAside: false },
  { email: "overwritten@damaged.example", damage: overwrite, detail: "no_answer", isSetAside: true },
  { email: "cut@damaged.example", damage: cutOff, detail: "no_answer", isSetAside: true },
] as const;
const repairOf = (email: string): string => `npx holdpoint rebuild --object ${idOf(email)}`;

it("names the contacts whose files are damaged, lets the others go on, and repairs each by its command", async ({
  expect,
}) => {
  for (const { email } of DAMAGED) await post(email, "Please send a quote.");
  const [[preview]] = await Promise.all([
    holds(DAMAGED[0].email, 1),
    ...DAMAGED.slice(1).map(({ email }) => holds(email, 1)),
  ]);
  for (const { email, damage } of DAMAGED) {
    await system.evict(idOf(email));
    damage(fileOf(email));
  }

  // Messages of the damaged contacts and of the others are in the queue at the same time.
  const healthy = ["bea@whole.example", "cy@whole.example"];
  await Promise.all(
    [...DAMAGED.map(({ email }) => email), ...healthy].map((email) => post(email, "Is anybody there?")),
  );
  for (const email of healthy) expect(await holds(email, 1)).toHaveLength(1);

  const items = DAMAGED.map(({ email, detail }) => ({
    kind: "object_unreadable",
    streamId: idOf(email),
    about: detail,
    command: repairOf(email),
  }));
  expect(await tasks()).toHaveLength(DAMAGED.length);
  expect(await tasks()).toEqual(expect.arrayContaining(items.map((item) => expect.objectContaining(item))));
  const verified = (await command("verify")).out;
  for (const { email, detail } of DAMAGED) {
    const [streamId, repair] = [idOf(email), repairOf(email)];
    const problem = { type: "urn:holdpoint:problem:object_unreadable", streamId, damage: detail, command: repair };
    expect(await api("GET", `/contacts/${idOf(email)}`)).toMatchObject({ status: 500, body: problem });
    expect(verified).toContain(`The object of ${idOf(email)} cannot be read (object_unreadable, ${detail}): ${repair}`);
  }
  const confirmed = await api("POST", `/holds/${preview}/confirm`, { digest: "0".repeat(22) });
  for (const answer of [confirmed, await api("GET", `/holds/${preview}`)])
    expect(answer).toMatchObject({ status: 500, body: { type: "urn:holdpoint:problem:object_unreadable" } });

  for (const { email, isSetAside } of DAMAGED) {
    const { code, out, err } = await command("rebuild", "--object", idOf(email));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("its object differed, and has them now.");
    expect(out.includes("The file of its object was damaged, and is kept as")).toBe(isSetAside);
  }
  expect(await tasks()).toEqual([]);
  // The next try of each waiting message is recorded, and supersedes the first run.
  for (const { email } of DAMAGED) expect(await holds(email, 2)).toHaveLength(1);
});
