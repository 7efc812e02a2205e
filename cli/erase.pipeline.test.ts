// `holdpoint erase` as npx runs it, against the whole system: real queues, real objects, and a log of four databases, so that a contact's key and
// holds are in another database than the outbox and the dead letters.
import type { D1Database } from "@cloudflare/workers-types";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it, vi } from "vitest";
import { eventually } from "../local/eventually.ts";
import { type Harness, startHarness } from "../testing/system/harness.ts";
import { holdsAfterEach } from "../testing/system/log-holds.ts";
import { idOf, SYSTEM_KEY } from "../testing/people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { ROOT } from "../local/workers.ts";
import { signedForm } from "../workers/ingest/sources/signed-form.ts";

let system: Harness;
beforeAll(async () => {
  vi.stubEnv("HOLDPOINT_SHARDS", "4");
  system = await startHarness();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await system.close();
});
holdsAfterEach(() => system);

/** A word that is in every personal field of the leads, and nowhere else. */
const CANARY = "zqcanary";
const [TOKEN = ""] = Object.keys(TEST_DESK_TOKENS);

const emailOf = (name: string): string => `${name}@${CANARY}.example`;
const idOfSample = (name: string): string => idOf(emailOf(name));

async function lead(name: string, id: string): Promise<number> {
  const text = JSON.stringify({
    email: emailOf(name),
    name: `${name} ${CANARY}`,
    company: `${CANARY} Ltd`,
    title: `Director of ${CANARY}`,
    phone: "+49 30 777 123 4567",
    message: `Please call ${CANARY}, for the ${id} time.`,
  });
  const signature = signedForm.sign({
    secret: TEST_SOURCE_SECRETS.website,
    body: text,
    id: "",
    nowSeconds: Math.floor(Date.now() / 1_000),
  });
  const headers = { "content-type": "application/json", ...signature };
  return (await fetch(new URL("/webhooks/website", system.url), { method: "POST", body: text, headers })).status;
}

const erase = (
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    const command = [join(ROOT, "cli/holdpoint.mjs"), "erase", ...args, "--why", "ticket 4711"];
    const env = { ...process.env, SYSTEM_KEY, HOLDPOINT_DESK_TOKEN: TOKEN, HOLDPOINT_DESK_URL: String(system.url) };
    execFile("node", command, { env }, (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }));
  });

async function tables(database: D1Database): Promise<string> {
  const { results } = await database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'")
    .all<{ name: string }>();
  const all = results.map(({ name }) => database.prepare(["SELECT * FROM", name].join(" ")).all());
  return JSON.stringify((await Promise.all(all)).map((one) => one.results));
}

/** The whole content of the databases and the contact's object, in lower case. */
async function dump(name: string): Promise<string> {
  const own = await Promise.all(
    ["SELECT * FROM events", "SELECT * FROM stream_key"].map((sql) => system.objectRows(idOfSample(name), sql)),
  );
  const databases = await Promise.all([...system.shards, system.crm].map(tables));
  return [...databases, JSON.stringify(own)].join("\n").toLowerCase();
}

const typesOf = async (name: string): Promise<string[]> =>
  (
    await system.rows<{ type: string }>(
      "SELECT type FROM events WHERE stream_id = ? ORDER BY version",
      idOfSample(name),
    )
  ).map(({ type }) => type);
const logged = (name: string, wanted: (types: readonly string[]) => boolean): Promise<readonly string[]> =>
  eventually(
    async () => {
      const types = await typesOf(name);
      return wanted(types) ? types : undefined;
    },
    { what: `the events of ${name}` },
  );

describe("holdpoint erase", () => {
  it("destroys every word of a contact, names what may still have a copy, and vetoes the contact's next lead", async ({
    expect,
  }) => {
    await lead("ada", "first");
    await logged("ada", (types) => types.includes("PreviewHeld"));
    expect(await dump("ada")).toContain(CANARY);

    const refused = await erase(emailOf("ada"));
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("--yes")]);
    const { code, out } = await erase(emailOf("ada"), "--yes", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ erased: true, contactId: idOfSample("ada"), opened: { after: 0 } });
    expect(await dump("ada")).not.toContain(CANARY);
    expect(await typesOf("ada")).toContain("ContactErased");

    expect(await lead("ada", "second")).toBe(202);
    const types = await logged("ada", (all) => all.includes("SafetyVetoed"));
    expect(types.slice(types.indexOf("ContactErased") + 1)).toEqual(
      expect.arrayContaining(["SignalReceived", "SafetyVetoed"]),
    );
    expect(await dump("ada")).not.toContain(CANARY);
  });

  it("leaves no word of a contact at any step of a run, while the system is working", async ({ expect }) => {
    const people = ["ben", "cleo", "dora", "emil", "fay", "gil"];
    await Promise.all(people.map((name) => lead(name, `of ${name}`)));
    // A contact is unknown before its first event. After that, the erasures happen at different steps of the runs.
    const answers = await Promise.all(
      people.map((name, index) =>
        eventually(async () => (index % 2 === 1 && !(await isHeld(name)) ? undefined : erasedByApi(name)), {
          what: `the erasure of ${name}`,
        }),
      ),
    );
    expect(answers).toEqual(people.map(() => ({ logged: true, isComplete: true })));
    for (const name of people) await logged(name, (types) => types.includes("ContactErased"));
    for (const name of people) expect(await dump(name)).not.toContain(CANARY);
  });
});

const isHeld = async (name: string): Promise<boolean> => (await typesOf(name)).includes("PreviewHeld");

/** Erases a contact through the API; undefined while the contact is unknown. */
async function erasedByApi(name: string): Promise<object | undefined> {
  const response = await fetch(new URL(`/api/v1/contacts/${idOfSample(name)}/erase`, system.url), {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ why: "ticket 4711" }),
  });
  const { logged, isComplete } = (await response.json()) as { logged: boolean; isComplete: boolean };
  return response.status === 404 ? undefined : { logged, isComplete };
}
