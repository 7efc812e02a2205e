// Tests the notes of the objects that cannot be read: one row for a stream, which a repeat changes at most every quarter of an hour.
import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, it } from "vitest";
import { contact } from "../testing/rows.ts";
import { migrate } from "../testing/workerd/test.ts";
import { d1UnreadableObjects, unreadableReads } from "./unreadable-objects.ts";

const [ada, bea] = [contact("ada"), contact("bea")];
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString();
const notes = d1UnreadableObjects(env.EVENTS_0);

beforeEach(async () => {
  await reset();
  await migrate();
});

it("is one row for a stream, with the first and the latest time", async ({ expect }) => {
  for (const minute of [0, 14, 15, 29]) await notes.note({ streamId: ada, detail: "event 3", at: at(minute) });
  expect(await notes.list(9)).toEqual([{ streamId: ada, detail: "event 3", firstAt: at(0), lastAt: at(15) }]);
});

it("has the detail that was found last", async ({ expect }) => {
  await notes.note({ streamId: ada, detail: "no_answer", at: at(0) });
  await notes.note({ streamId: ada, detail: "storage", at: at(1) });
  expect(await notes.list(9)).toMatchObject([{ detail: "storage", firstAt: at(0) }]);
});

it("lists first what was not called for the longest time, and to the desk what was found first", async ({ expect }) => {
  await notes.note({ streamId: ada, detail: "key", at: at(0) });
  await notes.note({ streamId: bea, detail: "key", at: at(10) });
  await notes.note({ streamId: ada, detail: "key", at: at(20) });
  const order = (rows: readonly { readonly streamId: string }[]) => rows.map(({ streamId }) => streamId);
  expect(order(await notes.list(9))).toEqual([bea, ada]);
  expect(order(await notes.list(1))).toEqual([bea]);
  expect(order(await unreadableReads(env.EVENTS_0).unreadableObjects(9))).toEqual([ada, bea]);
});

it("is gone when it is cleared", async ({ expect }) => {
  await notes.note({ streamId: ada, detail: "key", at: at(0) });
  expect([(await notes.find(ada))?.streamId, await notes.find(bea)]).toEqual([ada, null]);
  await notes.clear(ada);
  expect([await notes.find(ada), (await notes.list(9)).length]).toEqual([null, 0]);
});
