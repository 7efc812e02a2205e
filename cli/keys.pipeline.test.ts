// A change of MASTER_KEY as docs/runbook/leaked-key.md describes it, on the local runtime: `holdpoint keys rewrap` as npx runs it, real objects, and the
// processes of before, during and after.
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "vitest";
import { eventually } from "../local/eventually.ts";
import { ROOT } from "../local/workers.ts";
import { idOf, keyOf, MASTER_KEY } from "../testing/people.ts";
import { commandsOf, runbookPage, wordsOf } from "../testing/runbook.ts";
import { TEST_DESK_TOKENS } from "../testing/secrets.ts";
import { readLog } from "../testing/storm/state-files.ts";
import {
  ALL_SECRETS,
  localPlace,
  type LocalPlace,
  type LocalRuntime,
  postLead,
} from "../testing/system/local-runtime.ts";

const STOP_MILLISECONDS = 60_000;
const NEW_KEY = keyOf(31);
const [TOKEN = ""] = Object.keys(TEST_DESK_TOKENS);

let place: LocalPlace;
let running: LocalRuntime | null = null;
beforeEach(() => void (place = localPlace()));
afterEach(async () => {
  await running?.kill();
  place.remove();
});

/** Starts with this MASTER_KEY, after the end of the runtime before. */
async function startWith(masterKey: string): Promise<LocalRuntime> {
  await running?.stop(STOP_MILLISECONDS, () => {});
  running = null;
  running = await place.start({ secrets: { ...ALL_SECRETS, MASTER_KEY: masterKey } });
  return running;
}

const emailOf = (name: string): string => `${name}@${name}-works.example`;
const held = (count: number) =>
  eventually(async () => readLog(place.state).events.filter(({ type }) => type === "PreviewHeld").length >= count, {
    what: `${count} held previews`,
  });

async function leads({ url }: LocalRuntime, names: readonly string[], count: number): Promise<void> {
  for (const name of names) await postLead(url, emailOf(name));
  await held(count);
}

const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };

/** The number of events whose words the desk opens. */
async function opened({ url }: LocalRuntime, name: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/contacts/${idOf(emailOf(name))}`, { headers });
  const { timeline } = (await answer.json()) as { readonly timeline: readonly { readonly words: unknown }[] };
  return timeline.filter(({ words }) => words !== null).length;
}

async function erase({ url }: LocalRuntime, name: string): Promise<number> {
  const body = JSON.stringify({ why: "ticket 4711" });
  return (await fetch(`${url}/api/v1/contacts/${idOf(emailOf(name))}/erase`, { method: "POST", headers, body })).status;
}

/** Runs the command with this key in its file. */
const rewrap = (
  { url }: LocalRuntime,
  key = NEW_KEY,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    const file = join(place.folder, "new-master-key");
    writeFileSync(file, `${key}\n`, { mode: 0o600 });
    // As the page has it, but for the place of the file.
    const [line = ""] = commandsOf(runbookPage("leaked-key")).filter((one) =>
      one.startsWith("npx holdpoint keys rewrap"),
    );
    const args = [...wordsOf(line.replace("../new-master-key", file)).slice(2), "--json"];
    const env = { ...process.env, HOLDPOINT_DESK_TOKEN: TOKEN, HOLDPOINT_DESK_URL: url };
    execFile("node", [join(ROOT, "cli/holdpoint.mjs"), ...args], { env }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });

describe("a change of MASTER_KEY", () => {
  it("goes from the old key to the new one with every word kept, and no erased one back", async ({ expect }) => {
    const before = await startWith(MASTER_KEY);
    await leads(before, ["ann", "ben", "cal"], 3);
    expect(await erase(before, "ben")).toBe(200);
    const early = await rewrap(before);
    expect(early).toMatchObject({ code: 2, out: "", err: expect.stringContaining("MASTER_KEY of the Workers") });

    const both = await startWith(`${NEW_KEY} ${MASTER_KEY}`);
    await leads(both, ["dan"], 4);
    expect(await rewrap(both, keyOf(8))).toMatchObject({ code: 2 });
    expect(await opened(both, "ann")).toBeGreaterThan(0);
    const first = await rewrap(both);
    // With the key of the month, under which the note of the erasure is.
    expect([first.code, JSON.parse(first.out)]).toMatchObject([
      0,
      { complete: true, rewrapped: 3, keys: 4, others: 0, left: [] },
    ]);
    expect([first.out, first.err].join()).not.toContain(NEW_KEY);
    expect(JSON.parse((await rewrap(both)).out)).toMatchObject({ rewrapped: 0, keys: 4, others: 0 });
    expect(await erase(both, "cal")).toBe(200);

    await expect(startWith(MASTER_KEY)).rejects.toThrow(
      "MASTER_KEY in secrets.json is not the key of this installation",
    );
    const after = await startWith(NEW_KEY);
    for (const name of ["ann", "dan"]) expect(await opened(after, name)).toBeGreaterThan(0);
    for (const name of ["ben", "cal"]) expect(await opened(after, name)).toBe(0);
    await leads(after, ["eve"], 5);
    expect(await opened(after, "eve")).toBeGreaterThan(0);
  });
});
