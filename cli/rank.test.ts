// Tests `holdpoint rank`: over one database and four, page by page, from an export, in each format.
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { describe, it } from "vitest";
import { memorySource } from "../replay/source.ts";
import { readModelsOf } from "../replay/read-models.ts";
import { contactIdOf, shardOf, type StreamId } from "../schema/ids.ts";
import { aFolder, holdpoint, insertReadModels, localLog } from "../testing/command-line.ts";
import { deploymentAfter } from "../testing/honest-log.ts";
import { SYSTEM_KEY } from "../testing/people.ts";

/** Three contacts, of whom two have the same score. */
const deployment = await deploymentAfter(
  ([4, 0, 4] as const).flatMap((pick, who) => [
    { what: "lead", who, pick },
    { what: "drain", who: 0, pick: 0 },
  ]),
);
const rows = deployment.rows();

const INSERT_SCORE =
  "INSERT INTO contact_scores (stream_id, version, vertical, tier, composite, role_fit, scored_at) VALUES (?, 1, ?, ?, ?, ?, '2026-11-29T09:00:00.000Z')";

/** A local log in `count` databases, with more scores than a page in a vertical of their own. */
async function aLog(count: number, more = 0) {
  const cwd = aFolder();
  const databases = localLog(join(cwd, "state"), rows, count);
  const home = (streamId: StreamId): DatabaseSync => databases[shardOf(streamId, count)]!;
  for await (const stream of memorySource(rows).streams({ prefix: "ct_" }))
    insertReadModels(home(stream.streamId), readModelsOf(stream, deployment.keys));
  for (let number = 0; number < more; number += 1) {
    const id = contactIdOf(SYSTEM_KEY, `person${number}@example.com`);
    home(id)
      .prepare(INSERT_SCORE)
      .run(id, "logistics", "C", 4_000 + (number % 3), number % 2 ? "rule" : null);
  }
  const run = (...args: readonly string[]) => holdpoint(args, { cwd });
  return { run, first: databases[0]!, rank: (...args: readonly string[]) => run("rank", "--state", "state", ...args) };
}

interface Ranked {
  readonly vertical: string;
  readonly size: number;
  readonly unreadable: number;
  readonly contacts: readonly { readonly rank: number; readonly contactId: string; readonly composite: number }[];
}
const jsonOf = ({ out }: { readonly out: string }): Ranked => JSON.parse(out) as Ranked;

describe("holdpoint rank", () => {
  it("lists the contacts of the default vertical, the best first, from databases and from an export alike", async ({
    expect,
  }) => {
    const found = await Promise.all([1, 4].map(async (count) => jsonOf(await (await aLog(count)).rank("--json"))));
    const { run } = await aLog(1);
    await run("export", "log.ndjson", "--state", "state");
    found.push(jsonOf(await run("rank", "--from", "log.ndjson", "--json")));
    for (const { vertical, size, unreadable, contacts } of found) {
      expect([vertical, size, unreadable]).toEqual(["general", 3, 0]);
      expect(contacts.map(({ rank, composite }) => [rank, composite])).toEqual([
        [1, 6_256],
        [2, 5_000],
        [3, 5_000],
      ]);
      expect(contacts[1]!.contactId < contacts[2]!.contactId).toBe(true);
      expect(contacts).toEqual(found[0]?.contacts);
    }
  });

  it("reads all pages of all databases, and prints the first of the contacts with --limit", async ({ expect }) => {
    const { rank } = await aLog(2, 2_200);
    const { size, contacts } = jsonOf(await rank("--vertical", "logistics", "--json"));
    expect([size, contacts.length]).toEqual([2_200, 2_200]);
    const keys = contacts.map(({ composite, contactId }) => `${9_999 - composite} ${contactId}`);
    expect(keys).toEqual(keys.toSorted());
    const first = await rank("--vertical", "logistics", "--limit", "2");
    expect(first.out.split("\n")).toEqual([
      "RANK     SCORE   TIER  CONTACT                    ROLE FIT       AS OF",
      expect.stringMatching(/^1 {8}0\.4002 {2}C {5}ct_\S{22} {2}(rule|-) +2026-11-29T09:00:00\.000Z$/),
      expect.stringContaining(contacts[1]?.contactId ?? ""),
      "",
      expect.stringContaining("the first 2 of 2,200 scored contacts in logistics."),
      "",
    ]);
  });

  it("prints CSV, a line for each contact", async ({ expect }) => {
    const { out } = await (await aLog(1)).rank("--csv");
    const lines = out.split("\r\n");
    expect(lines[0]).toBe('"rank","contact","score","tier","vertical","role_fit","as_of"');
    expect(lines[1]).toMatch(/^"1","ct_[\w-]{22}","0\.6256","B","general","rule","20/);
    expect(lines).toHaveLength(5);
  });

  it("leaves out erased contacts, and names rows that were changed by hand", async ({ expect }) => {
    const { rank, first } = await aLog(1, 2);
    const change = "UPDATE contact_scores SET composite = 'many' WHERE vertical = 'logistics' AND composite = 4000";
    first.exec(change);
    const { size, unreadable } = jsonOf(await rank("--vertical", "logistics", "--json"));
    expect([size, unreadable]).toEqual([1, 1]);
    expect((await rank("--vertical", "logistics")).out).toContain("1 row of scores cannot be read");
    expect((await rank("--vertical", "logistics", "--csv")).err).toContain("npx holdpoint verify");
    first.exec("UPDATE contact_scores SET vertical = NULL, tier = NULL, composite = NULL, role_fit = NULL");
    expect((await rank()).out).toMatch(/^0 scored contacts in general/);
  });

  it("refuses a vertical that neither the policy nor a score has, and a limit that is no number", async ({
    expect,
  }) => {
    const { rank } = await aLog(1);
    expect(await rank("--vertical", "baking")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no vertical baking[^]*general, logistics, software/) as string,
    });
    expect((await rank("--limit", "0")).code).toBe(2);
    expect((await rank("--csv", "--json")).code).toBe(2);
  });
});
