// Tests that a list of databases is compared with the number and count that each database stores.
import { describe, it } from "vitest";
import { ada, chain, grace } from "../../testing/rows.ts";
import { databasesOf, queryOf } from "../../testing/command-line.ts";
import { CannotRun } from "../shell.ts";
import { placementOf, requireWhole } from "./installed.ts";

/** Four databases of an installation, after their first use. */
function installed() {
  const databases = databasesOf([...chain(ada, 2), ...chain(grace, 2)], 4);
  for (const [shard, database] of databases.entries()) {
    database.prepare("INSERT INTO installation (only, shard, shards) VALUES (1, ?, 4)").run(shard);
  }
  return databases.map(queryOf);
}

describe("the databases of a log", () => {
  it("store their number and their count", async ({ expect }) => {
    const [, , third] = installed();
    expect(await placementOf(third!)).toEqual({ shard: 2, shards: 4 });
    await expect(requireWhole(installed())).resolves.toBeUndefined();
  });

  it("are refused when they are incomplete or in another order", async ({ expect }) => {
    const all = installed();
    for (const some of [all.slice(0, 2), all.slice(1), all.toReversed(), [...all, ...all]]) {
      await expect(requireWhole(some)).rejects.toThrow(CannotRun);
    }
    await expect(requireWhole(all.slice(0, 1))).rejects.toThrow(
      "This log was installed in 4 databases, but one database was named; the database named as EVENTS_0 is EVENTS_0.",
    );
  });

  it("are accepted without a stored number, as when they were never used or are of an earlier release", async ({
    expect,
  }) => {
    const [first] = databasesOf(chain(ada, 1), 1);
    expect(await placementOf(queryOf(first!))).toBeNull();
    first?.exec("DROP TABLE installation");
    expect(await placementOf(queryOf(first!))).toBeNull();
    await expect(requireWhole([queryOf(first!)])).resolves.toBeUndefined();
  });
});
