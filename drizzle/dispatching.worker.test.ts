// Tests the row of the stop switch in D1: what is written is read, alone and with the list in one statement; a row that is behind replaces none; a row
// that was changed by hand or is missing says nothing.
import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, it } from "vitest";
import { type DispatchingRow, NEVER_STOPPED } from "../schema/dispatching.ts";
import { CommandId } from "../schema/ids.ts";
import { migrate } from "../testing/workerd/test.ts";
import { d1SuppressionList } from "./d1-suppression-list.ts";
import { d1Dispatching } from "./dispatching.ts";

const row = d1Dispatching(env.CRM);
const withList = async () => (await d1SuppressionList(env.CRM).read([], 0)).dispatching;

const stop = {
  commandId: CommandId.parse("cmd_stop"),
  since: "2026-11-22T09:00:00.000Z",
  by: "rosa",
  reason: "incident",
  note: { month: "2026-11", sealed: "c2VhbGVk" },
} as const;
const stopped: DispatchingRow = { isStopped: true, version: 3, stop };

beforeEach(async () => {
  await reset();
  await migrate();
});

it("is that of nobody's stop at first, then what was written, also when it is read with the list", async ({
  expect,
}) => {
  expect([await row.read(), await withList()]).toEqual([NEVER_STOPPED, NEVER_STOPPED]);
  await row.put(stopped);
  expect([await row.read(), await withList()]).toEqual([stopped, stopped]);
  const going = { isStopped: false, version: 4, stop: { ...stop, reason: null, note: null } };
  await row.put(going);
  await row.put(stopped);
  expect([await row.read(), await withList()]).toEqual([going, going]);
  await row.put(stopped, 4);
  expect(await row.read()).toEqual(stopped);
});

it.for([
  "UPDATE dispatching SET since = 'yesterday'",
  "UPDATE dispatching SET note = 'words'",
  "UPDATE dispatching SET reason = 'because'",
  "UPDATE dispatching SET stopped = 0, command_id = NULL",
  "DELETE FROM dispatching",
])("says nothing after %s: no claim passes, and the list is read all the same", async (sql, { expect }) => {
  await row.put(stopped);
  await env.CRM.prepare(sql).run();
  expect([await row.read(), await withList()]).toEqual([null, null]);
  await row.put(stopped, Number.MAX_SAFE_INTEGER);
  expect(await row.read()).toEqual(stopped);
});

it("throws without its table, and so does the list: nothing passes", async ({ expect }) => {
  await env.CRM.prepare("DROP TABLE dispatching").run();
  await expect(row.read()).rejects.toThrow("no such table");
  await expect(withList()).rejects.toThrow("no such table");
});
