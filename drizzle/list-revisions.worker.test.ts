// Tests the log's revision of the suppression list in D1: what raises it, how long a reading is valid, and that nothing lowers it.
import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, it } from "vitest";
import { GENESIS_HASH } from "../schema/events.ts";
import { suppressionStreamOf } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";
import { eventAfter, shipment } from "../testing/rows.ts";
import { migrate } from "../testing/workerd/test.ts";
import { d1EventLog } from "./d1-event-log.ts";
import { installedLog } from "./installation.ts";
import { d1LogRevision, highestRevision, restoreListRevisions, WRONG_LIST_REVISIONS } from "./list-revisions.ts";

const log = d1EventLog([env.EVENTS_0]);

beforeEach(async () => {
  await reset();
  await migrate();
});

/** Appends an event with these revisions to the stream of a digit. */
async function record(digit: string, ...revisions: readonly number[]): Promise<void> {
  const streamId = suppressionStreamOf(digit);
  const last: EventRow | undefined = (await log.read({ streamId })).at(-1);
  const entries = revisions.map((revision) => ({ revision, kind: "address", digest: digit.repeat(22) }));
  const of = { streamId, version: (last?.version ?? 0) + 1, type: "SuppressionAdded", names: { entries } };
  await log.append([shipment(streamId, [eventAfter(last?.hash ?? GENESIS_HASH, of)])]);
}

it("is that of the highest entry in any stream", async ({ expect }) => {
  expect(await highestRevision([env.EVENTS_0])).toBe(0);
  await record("a", 1, 4);
  await record("b", 3);
  expect(await highestRevision([env.EVENTS_0])).toBe(4);
  await record("b", 2);
  expect(await highestRevision([env.EVENTS_0])).toBe(4);
});

it("is read again after ten seconds, and is never lowered", async ({ expect }) => {
  let now = 1_000_000;
  const revision = d1LogRevision([env.EVENTS_0], () => now);
  await record("a", 5);
  expect(await revision.read()).toBe(5);
  await record("a", 6);
  now += 9_999;
  expect(await revision.read()).toBe(5);
  now += 1;
  expect(await revision.read()).toBe(6);
  await env.EVENTS_0.prepare("UPDATE list_revisions SET revision = 2").run();
  now += 10_000;
  expect(await revision.read()).toBe(6);
  // A clock that went back does not make a reading valid for longer.
  await record("b", 7);
  now -= 20_000;
  expect(await revision.read()).toBe(7);
});

it("is known at once to the isolate that has appended the entry", async ({ expect }) => {
  const now = 1_000_000;
  const revision = d1LogRevision([env.EVENTS_0], () => now);
  expect(await revision.read()).toBe(0);
  const streamId = suppressionStreamOf("c");
  const of = { streamId, version: 1, type: "SuppressionLifted", names: { revision: 8 } };
  const appended = shipment(streamId, [eventAfter(GENESIS_HASH, of)]);
  await installedLog([env.EVENTS_0]).append([appended]);
  expect(await revision.read()).toBe(8);
  // The log refuses the event of a gap: it raises nothing.
  await installedLog([env.EVENTS_0]).append([
    shipment(streamId, [eventAfter(GENESIS_HASH, { ...of, version: 3, names: { revision: 99 } })]),
  ]);
  expect(await revision.read()).toBe(8);
});

it("is recalled when the log does not answer, but not where the reading must be fresh", async ({ expect }) => {
  let now = 1_000_000;
  const revision = d1LogRevision([env.EVENTS_0], () => now);
  await env.EVENTS_0.prepare("ALTER TABLE list_revisions RENAME TO elsewhere").run();
  await expect(revision.recall()).rejects.toThrow("list_revisions");
  await env.EVENTS_0.prepare("ALTER TABLE elsewhere RENAME TO list_revisions").run();
  await record("a", 5);
  expect(await revision.read()).toBe(5);
  await env.EVENTS_0.prepare("ALTER TABLE list_revisions RENAME TO elsewhere").run();
  now += 10_000;
  expect(await revision.recall()).toBe(5);
  await expect(revision.read()).rejects.toThrow("list_revisions");
});

it.for([
  ["lowered", "UPDATE list_revisions SET revision = 1"],
  ["raised", "UPDATE list_revisions SET revision = 99"],
  ["emptied", "DELETE FROM list_revisions"],
  ["filled", "INSERT INTO list_revisions VALUES ('ad_suppressions_c', 3), ('ad_policy', 4)"],
] as const)("is made again from the events after it was %s", async ([, statement], { expect }) => {
  await record("a", 1, 4);
  await record("b", 3);
  const stored = async () =>
    (await env.EVENTS_0.prepare("SELECT * FROM list_revisions ORDER BY stream_id").all()).results;
  const wrong = async () => (await env.EVENTS_0.prepare(WRONG_LIST_REVISIONS).all()).results;
  const right = await stored();
  expect(await wrong()).toEqual([]);
  await env.EVENTS_0.prepare(statement).run();
  expect((await wrong()).length).toBeGreaterThan(0);
  await restoreListRevisions(env.EVENTS_0);
  expect(await stored()).toEqual(right);
  expect(await restoreListRevisions(env.EVENTS_0)).toEqual({ changed: 0, removed: 0 });
});
