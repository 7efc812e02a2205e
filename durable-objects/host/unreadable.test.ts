// Tests which damage of an object's storage is found when the object opens, at a call, and at the comparison with the log; and what
// can still be done with an object whose key is lost.
import { LOG_SIGNER } from "../../testing/log-keys.ts";
import { describe, it } from "vitest";
import { openWhole } from "./unreadable.ts";
import { unreadableIn } from "../../schema/only-answer.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { hosted } from "../../testing/contact/hosted.ts";
import { countingRandom, erase, memoryStore } from "../../testing/contact/scenario.ts";
import { ada, MASTER_KEY } from "../../testing/people.ts";

const whole = (await hosted().toDraft()).store.load();
const LAST = whole.rows.length;

type Damaged = (row: EventRow, rows: readonly EventRow[]) => EventRow | readonly EventRow[];
/** The rows after `change` of the row at this version. */
const damaged = (version: number, change: Damaged): readonly EventRow[] =>
  whole.rows.flatMap((row, index, rows) => (index === version - 1 ? change(row, rows) : row));
const open = (rows: readonly EventRow[]) =>
  openWhole({
    store: { ...memoryStore(), load: () => ({ ...whole, rows }) },
    masterKey: MASTER_KEY,
    signer: LOG_SIGNER,
    random: countingRandom(),
  });

describe("an object that opens", () => {
  it("has the whole chain, or nothing", ({ expect }) => {
    expect(open(whole.rows).contact.version).toBe(LAST);
    expect(open([]).contact.version).toBe(0);
  });

  it.for([
    ["an event is no JSON", damaged(3, (row) => ({ ...row, body: row.body.slice(1) })), "event 3"],
    ["an event is no event", damaged(3, (row) => ({ ...row, body: "{}" })), "event 3"],
    ["an event is no text", damaged(3, (row) => ({ ...row, body: new ArrayBuffer(3) as never })), "event 3"],
    ["a hash is changed", damaged(3, (row) => ({ ...row, hash: "0".repeat(64) })), "event 3"],
    ["the last hash is changed", damaged(LAST, (row) => ({ ...row, hash: "0".repeat(64) })), `event ${LAST}`],
    [
      "the last event is changed",
      damaged(LAST, (row) => ({ ...row, body: row.body.replace("2026", "2027") })),
      `event ${LAST}`,
    ],
    ["a row is missing", damaged(3, () => []), "event 3"],
    ["the first row is missing", damaged(1, () => []), "event 1"],
    ["a row has another version", damaged(3, (row) => ({ ...row, version: 30 })), "event 3"],
    ["a row has another stream", damaged(3, (row) => ({ ...row, streamId: "ct_other" as never })), "event 3"],
    ["an event is in two rows", damaged(3, (row) => [row, row]), "event 4"],
  ] as const)("is refused when %s", ([, rows, detail], { expect }) => {
    expect(() => open(rows)).toThrow(expect.objectContaining({ name: "ObjectUnreadable", detail }));
  });

  it("is refused when its storage cannot be read", ({ expect }) => {
    const load = () => {
      throw new Error("database disk image is malformed: SQLITE_CORRUPT");
    };
    const store = { ...memoryStore(), load };
    expect(() => openWhole({ store, masterKey: MASTER_KEY, signer: LOG_SIGNER, random: countingRandom() })).toThrow(
      expect.objectContaining({ detail: "storage" }),
    );
  });
});

/** A contact at its draft hold, whose object wakes with other storage. */
async function wokenWith(change: (stored: typeof whole) => Partial<typeof whole>) {
  const contact = await hosted().toDraft();
  const stored = contact.store.load();
  contact.store.load = () => ({ ...stored, ...change(stored) });
  contact.evict();
  return contact;
}

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (cause: unknown) => unreadableIn(cause),
  );

const changedOpinion: Damaged = (row) => ({ ...row, body: row.body.replace('"test"', '"text"') });

describe("an event that was changed and is still an event", () => {
  it("is found when the object opens", ({ expect }) => {
    expect(() => open(damaged(2, changedOpinion))).toThrow(
      expect.objectContaining({ reason: "object_differs", detail: "event 2" }),
    );
  });

  it.for([
    ["changed", 2, changedOpinion],
    ["removed", LAST, () => []],
    ["added", LAST, (row) => [row, { ...row, version: LAST + 1 }]],
  ] as const satisfies readonly (readonly [string, number, Damaged])[])(
    "is found by a comparison and by a check when it was %s while the object was awake",
    async ([what, version, change], { expect }) => {
      const contact = await hosted().toDraft();
      const stored = contact.store.load();
      expect(await contact.ask({ type: "Check", contactId: ada })).toEqual({ events: LAST });
      const rows = stored.rows.flatMap((row, index, all) => (index === version - 1 ? change(row, all) : row));
      contact.store.load = () => ({ ...stored, rows });
      const differs = { reason: "object_differs", detail: `event ${what === "added" ? LAST + 1 : version}` };
      expect(await failureOf(contact.ask({ type: "Check", contactId: ada }))).toEqual(differs);
      expect(await failureOf(contact.perform({ type: "Compare", head: null }))).toEqual(differs);
    },
  );
});

describe("an object without its key", () => {
  it.for([
    ["is missing", null],
    ["is damaged", "AAAA"],
  ] as const)("answers nothing and records nothing when the key %s", async ([, wrappedKey], { expect }) => {
    const contact = await wokenWith(() => ({ wrappedKey }));
    const { ask, perform } = contact;
    const lost = { reason: "object_unreadable", detail: "key" };
    expect(await failureOf(ask({ type: "Timeline", contactId: ada }))).toEqual(lost);
    expect(await failureOf(perform({ type: "Wake" }))).toEqual(lost);
    expect(await failureOf(perform({ type: "Compare", head: null }))).toEqual(lost);
    expect(contact.store.rowsWritten()).toBe(LAST + 1);
  });

  it("sets no alarm again when its alarm fires", async ({ expect }) => {
    const contact = await wokenWith(() => ({ wrappedKey: null }));
    const alarms = contact.store.alarms.length;
    await expect(contact.host.alarm()).rejects.toThrow("cannot be read: key");
    expect(contact.store.alarms).toHaveLength(alarms);
  });

  it("can be erased, and then answers", async ({ expect }) => {
    const { ask, perform } = await wokenWith(() => ({ wrappedKey: null }));
    expect(await perform({ type: "Erase", command: erase() })).toMatchObject({ isComplete: true });
    expect((await ask({ type: "Timeline", contactId: ada })).entries.at(-1)?.type).toBe("ContactErased");
  });
});

describe("an object that reads again", () => {
  it("gets its alarm back when it is woken", async ({ expect }) => {
    const contact = await hosted().toDraft();
    // The alarm fired while the object could not be read, so none is set when it wakes.
    contact.store.alarms.length = 0;
    contact.evict();
    await contact.perform({ type: "Wake" });
    expect(contact.store.alarms).toHaveLength(1);
    await contact.perform({ type: "Wake" });
    expect(contact.store.alarms).toHaveLength(1);
  });
});
