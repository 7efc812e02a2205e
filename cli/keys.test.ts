// `holdpoint keys rewrap` against a test double of a desk: pages, exit codes, and what leaves this machine.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { fingerprintsIn } from "../schema/installation-keys.ts";
import { aFolder, holdpoint } from "../testing/command-line.ts";
import { keyOf } from "../testing/people.ts";

const KEY = keyOf(31);
const [to] = fingerprintsIn("MASTER_KEY", KEY);
const DONE = { next: null, rewrapped: 2, left: [], keys: 5, others: 0 };

/** A desk that gives the listed answers in order, and the file with the key. */
function aDesk(answers: readonly (readonly [status: number, body: object])[], text = `${KEY}\n`) {
  const cwd = aFolder();
  writeFileSync(join(cwd, "key"), text);
  const requests: unknown[] = [];
  const sent: string[] = [];
  const next = [...answers];
  const fetch = async (url: string, { body }: RequestInit): Promise<Response> => {
    sent.push(url, String(body));
    requests.push([new URL(url).pathname, JSON.parse(String(body))]);
    const [status, answer] = next.shift() ?? [500, {}];
    return Response.json(answer, { status });
  };
  const env = { HOLDPOINT_DESK_URL: "https://desk.example", HOLDPOINT_DESK_TOKEN: "token-of-grace" };
  const rewrap = (...args: readonly string[]) =>
    holdpoint(["keys", "rewrap", "--new-master-key-file", "key", ...args], { cwd, env, fetch });
  return { requests, sent, rewrap };
}

describe("holdpoint keys rewrap", () => {
  it("goes through all pages, and sends the fingerprint of the key only", async ({ expect }) => {
    const { requests, sent, rewrap } = aDesk([
      [200, { ...DONE, next: "there", keys: 0 }],
      [200, DONE],
    ]);
    const { code, out, err } = await rewrap();
    expect([code, err]).toEqual([0, ""]);
    expect(requests).toEqual([
      ["/api/v1/master-key/rewrap", { to, after: null }],
      ["/api/v1/master-key/rewrap", { to, after: "there" }],
    ]);
    expect(out).toContain("4 keys wrapped anew, each opened with the new master key first; 5 keys under it now.");
    expect(out).toContain("The new MASTER_KEY is the installation’s.");
    expect([...sent, out].join()).not.toContain(KEY);
  });

  it("ends with 1 while a key is left, and says what to do about it", async ({ expect }) => {
    const left = ["does_not_open", "object_unreadable", "object_silent", "object_without_key", "other_key"].map(
      (why, index) => ({ streamId: `ct_${index}`, why }),
    );
    const { rewrap } = aDesk([[200, { ...DONE, left, others: 5 }]]);
    const { code, out } = await rewrap();
    expect(code).toBe(1);
    expect(out).toContain("5 keys under another master key");
    expect(out).toContain("ct_1: its object cannot be read: npx holdpoint rebuild --object ct_1");
    for (const { streamId, why } of left) expect(out).toMatch(new RegExp(`${streamId}: (?!${why}).+`));
  });

  it("leaves out what was erased meanwhile", async ({ expect }) => {
    const left = [{ streamId: "ct_1", why: "object_without_key" }];
    const { rewrap } = aDesk([[200, { ...DONE, left }]]);
    const { code, out } = await rewrap("--json");
    expect([code, JSON.parse(out)]).toEqual([
      0,
      { complete: true, fingerprint: to, rewrapped: 2, left: [], keys: 5, others: 0 },
    ]);
  });

  it("ends with 2 when the Workers have another key", async ({ expect }) => {
    const problem = {
      type: "urn:holdpoint:problem:key_differs",
      title: "MASTER_KEY of the Workers does not begin with this key",
      detail: "Nothing was wrapped.",
    };
    const { rewrap } = aDesk([[409, problem]]);
    expect(await rewrap()).toMatchObject({ code: 2, out: "", err: expect.stringContaining("MASTER_KEY") });
  });

  it.for(["", "zqcanary", `${KEY} ${keyOf(1)}`])(
    "ends with 2 when the file has no single key: %#",
    async (text, { expect }) => {
      const { requests, rewrap } = aDesk([], text);
      const { code, err } = await rewrap();
      expect([code, requests]).toEqual([2, []]);
      expect(err).toContain("key has no key of 32 bytes in base64");
      expect(err).not.toContain("zqcanary");
    },
  );

  it("ends with 2 without a file", async ({ expect }) => {
    expect(await aDesk([]).rewrap("--new-master-key-file", "nowhere")).toMatchObject({
      code: 2,
      err: expect.stringContaining("nowhere cannot be read (ENOENT)"),
    });
  });
});
