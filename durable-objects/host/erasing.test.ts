// Tests the erasure of a contact over ports in memory: its order, its repetition after failures, claims that were under way, and
// a contact who returns. Over real databases: erasing.worker.test.ts.
import { eventInRow } from "../../schema/events.ts";
import { DAY_MS, HOUR_MS } from "../../schema/time.ts";
import { describe, it } from "vitest";
import { lookupsOf } from "../../domain/address.ts";
import { hosted } from "../../testing/contact/hosted.ts";
import { ada, ADA, SYSTEM_KEY } from "../../testing/people.ts";
import {
  action,
  approve,
  claim,
  draft,
  erase,
  grades,
  lead,
  runOf,
  settle,
  signal,
} from "../../testing/contact/scenario.ts";

const run = runOf("1");
/** The command as the desk sends it, without the revision, which the object adds. */
const wish = (id?: string, by?: string) => {
  const { revision: _, ...asked } = erase(id, by);
  return asked;
};
const { address, comparison } = lookupsOf(SYSTEM_KEY, { address: ADA });

describe("erasing a contact", () => {
  it("adds list entries, records the event, destroys every copy, and the key last", async ({ expect }) => {
    const contact = await hosted().toDraft();
    expect(await contact.perform({ type: "Erase", command: wish() })).toEqual({
      logged: true,
      version: 9,
      refusal: null,
      isComplete: true,
    });
    expect((await contact.suppressions.read([address, comparison], 0)).suppressed).toEqual([address, comparison]);
    expect(contact.recorded).toMatchObject([
      { type: "AddSuppressions", entries: [{ revision: 1, kind: "legal" }], by: "rosa", reason: "person_asked" },
      { type: "AddSuppressions", entries: [{ revision: 2, kind: "legal" }] },
    ]);
    const events = (await contact.logged()).map((row) => eventInRow(row));
    expect(events.slice(-2)).toMatchObject([
      { type: "HoldVoided", payload: { cause: "erased" } },
      {
        type: "ContactErased",
        payload: {},
        sealed: null,
        provenance: { source: "human:rosa", evidence: [{ table: "suppressions", id: "revision-2" }] },
      },
    ]);
    expect(contact.destroyed).toMatchObject([{ contactId: ada, version: 9, claims: [] }]);
    expect(contact.destroyed[0]?.holdIds).toHaveLength(2);
    expect(contact.store.load().wrappedKey).toBeNull();
    expect((await contact.ask({ type: "Timeline", contactId: ada })).entries.every(({ words }) => words === null)).toBe(
      true,
    );
  });
  it("overwrites its key before the files are cleared, and is complete only afterwards", async ({ expect }) => {
    const contact = await hosted().toDraft();
    const { wrappedKey } = contact.store.load();
    contact.broken.files = true;
    expect(await contact.perform({ type: "Erase", command: wish() })).toMatchObject({
      logged: true,
      isComplete: false,
    });
    expect(contact.incidents).toEqual(["erasure_unfinished"]);
    const filler = "x".repeat(wrappedKey?.length ?? 0);
    expect(contact.store.load().wrappedKey).toBe(filler);
    contact.evict();
    await contact.host.alarm();
    expect(contact.store.load().wrappedKey).toBe(filler);
    contact.broken.files = false;
    contact.evict();
    await contact.host.alarm();
    expect(contact.store.load().wrappedKey).toBeNull();
    expect(contact.keysAtClearing).toEqual([filler, filler, filler]);
  });
  it("gives the same answer when it is repeated, also by another person, and records nothing more", async ({
    expect,
  }) => {
    const contact = await hosted().toDraft();
    const first = await contact.perform({ type: "Erase", command: wish() });
    for (const again of [wish(), wish("other", "ben")]) {
      contact.evict();
      expect(await contact.perform({ type: "Erase", command: again })).toEqual(first);
    }
    expect(await contact.logged()).toHaveLength(9);
    expect(contact.destroyed).toHaveLength(3);
  });
  it("is one event when two people ask for it at once", async ({ expect }) => {
    const contact = await hosted().toDraft();
    const answers = await Promise.all([
      contact.perform({ type: "Erase", command: wish() }),
      contact.perform({ type: "Erase", command: wish("other", "ben") }),
    ]);
    expect(answers).toMatchObject([{ isComplete: true }, { isComplete: true }]);
    expect(
      (await contact.ask({ type: "Timeline", contactId: ada })).entries.filter(({ type }) => type === "ContactErased"),
    ).toHaveLength(1);
  });
  it("is refused for a contact without events, and adds no list entry", async ({ expect }) => {
    const contact = hosted();
    expect((await contact.perform({ type: "Erase", command: wish() })).refusal).toEqual({
      reason: "unknown",
      what: "contact",
    });
    expect((await contact.suppressions.read([address], 0)).revision).toBe(0);
  });
  it.for([ADA.toUpperCase(), "ada asked for it", "Ms. Byron's wish", "+49 (30) 123-4567 called"])(
    "is refused when the reason names the contact: %s",
    async (why, { expect }) => {
      const contact = hosted();
      const from = { kind: "lead" as const, email: ADA, name: "Ada Byron", phone: "0049 30 1234567" };
      await contact.stage(lead());
      await contact.stage(signal("2", { ...from, phone: "30 1234567" }));
      expect((await contact.perform({ type: "Erase", command: { ...wish(), why } })).refusal).toEqual({
        reason: "invalid",
        field: "why",
      });
      expect((await contact.suppressions.read([address], 0)).revision).toBe(0);
    },
  );
  it("does nothing while the suppression list cannot be written", async ({ expect }) => {
    const contact = await hosted().toDraft();
    contact.broken.list = true;
    expect((await contact.perform({ type: "Erase", command: wish() })).refusal).toEqual({ reason: "list_unreadable" });
    expect((await contact.ask({ type: "Timeline", contactId: ada })).version).toBe(7);
    contact.broken.list = false;
    expect(await contact.perform({ type: "Erase", command: wish() })).toMatchObject({ isComplete: true });
  });
  it("is recorded while the log is down, destroys nothing yet, and is continued by the alarm", async ({ expect }) => {
    const contact = await hosted().toDraft();
    contact.broken.log = true;
    expect(await contact.perform({ type: "Erase", command: wish() })).toMatchObject({
      logged: false,
      refusal: null,
      isComplete: false,
    });
    expect(contact.destroyed).toEqual([]);
    expect(contact.store.load().wrappedKey).not.toBeNull();
    contact.evict();
    contact.broken.log = false;
    contact.pass(61_000);
    await contact.host.alarm();
    expect(contact.destroyed).toHaveLength(1);
    expect(contact.store.load().wrappedKey).toBeNull();
  });
  it("is finished by the alarm when a store did not answer, also after hours", async ({ expect }) => {
    const contact = await hosted().toDraft();
    contact.broken.stores = true;
    expect(await contact.perform({ type: "Erase", command: wish() })).toMatchObject({
      logged: true,
      isComplete: false,
    });
    for (let hours = 0; hours < 5; hours += 1) {
      contact.evict();
      contact.pass(HOUR_MS);
      const before = contact.store.alarms.length;
      await contact.host.alarm();
      expect(contact.store.alarms.length).toBeGreaterThan(before);
    }
    expect(contact.store.load().wrappedKey).not.toBeNull();
    contact.broken.stores = false;
    contact.pass(HOUR_MS);
    await contact.host.alarm();
    expect(contact.store.load().wrappedKey).toBeNull();
    const before = contact.store.alarms.length;
    contact.pass(DAY_MS);
    await contact.host.alarm();
    expect(contact.store.alarms.length).toBe(before);
  });
  it("also deletes the contact's rows when no event has personal words", async ({ expect }) => {
    const contact = hosted();
    await contact.stage(signal("1", { kind: "outcome", email: ADA, outcome: "lost" }));
    contact.broken.stores = true;
    expect(await contact.perform({ type: "Erase", command: wish() })).toMatchObject({
      logged: true,
      isComplete: false,
    });
    contact.broken.stores = false;
    contact.evict();
    contact.pass(HOUR_MS);
    await contact.host.alarm();
    expect(contact.destroyed).toHaveLength(1);
    expect(contact.store.load().wrappedKey).toBeNull();
  });
  it("ships neither the key nor words afterwards, also when the log had none of the stream's events", async ({
    expect,
  }) => {
    const contact = hosted();
    await contact.perform({ type: "Relay", command: lead(), sends: null });
    await contact.perform({ type: "Relay", command: action(run), sends: null });
    const answer = await contact.perform({ type: "Relay", command: grades(run), sends: null });
    expect(answer.ship).toMatchObject({ wrappedKey: expect.any(String), keySince: 1 });
    contact.broken.log = true;
    await contact.perform({ type: "Erase", command: wish() });
    const later = await contact.perform({ type: "Relay", command: draft(run), sends: null });
    expect(later).toMatchObject({ refusal: { reason: "erased" }, ship: { wrappedKey: null } });
    expect(later.ship.holds.map(({ shown }) => shown)).toEqual([""]);
  });
});

describe("a claim of an erased contact", () => {
  async function claimed() {
    const contact = await hosted().toDraft();
    await contact.perform({ type: "Click", command: approve(run, contact.digest()) });
    const command = claim(run, contact.approvalId());
    await contact.perform({ type: "Claim", command: command });
    await contact.perform({ type: "Erase", command: wish() });
    return { contact, command };
  }
  it("is passed to the stores, so that the text of its message is deleted there", async ({ expect }) => {
    const { contact, command } = await claimed();
    const { approvalId } = command;
    expect(contact.destroyed[0]?.claims).toEqual([{ approvalId, idempotencyKey: `hp_${approvalId.slice(3)}` }]);
  });
  it("has no words for a dispatcher that resumes it, and accepts the outcome of the first dispatcher", async ({
    expect,
  }) => {
    const { contact, command } = await claimed();
    const again = await contact.perform({ type: "Claim", command: command });
    expect(again).toMatchObject({ claim: null, refusal: { reason: "erased" } });
    expect((await contact.stage(settle(command.approvalId))).refusal).toBeNull();
    expect((await contact.ask({ type: "Timeline", contactId: ada })).entries.at(-1)?.type).toBe("DispatchSucceeded");
  });
  it("becomes uncertain when no outcome is reported, and causes no more messages", async ({ expect }) => {
    const { contact, command } = await claimed();
    contact.sent.length = 0;
    contact.pass(2 * HOUR_MS);
    await contact.host.alarm();
    expect(contact.sent).toMatchObject([{ queue: "dispatch" }]);
    const answer = await contact.perform({ type: "Claim", command: command });
    expect(answer).toMatchObject({ claim: null, refusal: { reason: "erased" } });
    const types = (await contact.ask({ type: "Timeline", contactId: ada })).entries.map(({ type }) => type);
    expect(types.slice(-2)).toEqual(["DispatchUncertain", "TaskRaised"]);
    contact.sent.length = 0;
    contact.pass(DAY_MS);
    await contact.host.alarm();
    expect(contact.sent).toEqual([]);
  });
});

describe("an erased contact that returns", () => {
  it("is recorded without words while on the list, and under a new key after a lift", async ({ expect }) => {
    const contact = await hosted().toDraft();
    await contact.perform({ type: "Erase", command: wish() });
    const readings = contact.counts.readings;
    const listed = await contact.perform({ type: "Relay", command: lead("2"), sends: "plan" });
    expect(contact.counts.readings).toBe(readings + 1);
    expect(listed).toMatchObject({ refusal: null, ship: { wrappedKey: null }, next: [{ queue: "plan" }] });
    for (const digest of [address, comparison])
      await contact.suppressions.lift({ kind: "address", digest, by: "rosa" }, 0);
    const lifted = await contact.perform({ type: "Relay", command: lead("3"), sends: "plan" });
    expect(lifted).toMatchObject({
      ship: { wrappedKey: expect.any(String), keySince: 11, contact: { erased: false } },
    });
    const { entries } = await contact.ask({ type: "Timeline", contactId: ada });
    expect(entries.map(({ words }) => words !== null)).toEqual([...Array<boolean>(10).fill(false), true]);
  });
  it("is refused while the suppression list cannot be read, so that the signal is retried", async ({ expect }) => {
    const contact = await hosted().toDraft();
    await contact.perform({ type: "Erase", command: wish() });
    contact.broken.list = true;
    expect((await contact.perform({ type: "Relay", command: lead("2"), sends: "plan" })).refusal).toEqual({
      reason: "list_unreadable",
    });
    expect((await contact.ask({ type: "Timeline", contactId: ada })).version).toBe(9);
  });
  it("gets no new key during the destruction, which would destroy it too", async ({ expect }) => {
    const contact = await hosted().toDraft();
    const { promise, resolve } = Promise.withResolvers<void>();
    contact.slow.destroying = promise;
    const erasing = contact.perform({ type: "Erase", command: wish() });
    await new Promise((done) => void setImmediate(done));
    for (const digest of [address, comparison])
      await contact.suppressions.lift({ kind: "address", digest, by: "rosa" }, 0);
    await expect(contact.host.perform({ type: "Relay", command: lead("2"), sends: "plan" })).rejects.toThrow(
      "not finished",
    );
    resolve();
    expect(await erasing).toMatchObject({ isComplete: true });
    await contact.perform({ type: "Relay", command: lead("2"), sends: "plan" });
    expect(contact.store.load().wrappedKey).not.toBeNull();
  });
  it("has its CRM row readmitted after the destruction when the list entries were lifted before", async ({
    expect,
  }) => {
    const contact = await hosted().toDraft();
    contact.broken.stores = true;
    await contact.perform({ type: "Erase", command: wish() });
    for (const digest of [address, comparison])
      await contact.suppressions.lift({ kind: "address", digest, by: "rosa" }, 0);
    contact.broken.stores = false;
    contact.pass(HOUR_MS);
    await contact.host.alarm();
    expect(contact.readmitted).toEqual([ada]);
    expect(contact.store.load().wrappedKey).toBeNull();
  });
  it("keeps its key, and tries again, until the CRM has taken it back", async ({ expect }) => {
    const contact = await hosted().toDraft();
    Object.assign(contact.broken, { stores: true, readmission: true });
    await contact.perform({ type: "Erase", command: wish() });
    for (const digest of [address, comparison])
      await contact.suppressions.lift({ kind: "address", digest, by: "rosa" }, 0);
    contact.broken.stores = false;
    contact.pass(HOUR_MS);
    await contact.host.alarm();
    expect([contact.readmitted, contact.store.load().wrappedKey === null]).toEqual([[], false]);
    contact.broken.readmission = false;
    contact.pass(HOUR_MS);
    await contact.host.alarm();
    expect([contact.readmitted, contact.store.load().wrappedKey]).toEqual([[ada], null]);
  });
  it("is destroyed again when the log was restored to a point before the erasure", async ({ expect }) => {
    const contact = await hosted().toDraft();
    await contact.perform({ type: "Erase", command: wish() });
    expect(contact.readmitted).toEqual([]);
    contact.restoreLog();
    await contact.perform({ type: "Compare", head: null });
    expect(await contact.logged()).toHaveLength(9);
    expect(contact.destroyed).toHaveLength(2);
    await contact.perform({ type: "Compare", head: (await contact.logged()).at(-1) ?? null });
    expect(contact.destroyed).toHaveLength(2);
  });
  it("is destroyed again by its alarm when a store failed after such a restore", async ({ expect }) => {
    const contact = await hosted().toDraft();
    await contact.perform({ type: "Erase", command: wish() });
    contact.restoreLog();
    contact.broken.stores = true;
    await contact.perform({ type: "Compare", head: null });
    contact.evict();
    contact.broken.stores = false;
    contact.pass(HOUR_MS);
    await contact.host.alarm();
    expect(contact.destroyed).toHaveLength(2);
    expect(contact.store.load().wrappedKey).toBeNull();
  });
  it("is compared with such a log when it is destroyed again, however long that takes", async ({ expect }) => {
    const contact = await hosted().toDraft();
    await contact.perform({ type: "Erase", command: wish() });
    contact.restoreLog();
    // Everything else answers before the next turn of the event loop.
    contact.slow.destroying = new Promise((done) => void setImmediate(done));
    await contact.perform({ type: "Compare", head: null });
    expect(contact.destroyed).toHaveLength(2);
  });
  it("is destroyed again by its alarm when a store failed at a second erasure", async ({ expect }) => {
    const contact = await hosted().toDraft();
    await contact.perform({ type: "Erase", command: wish() });
    contact.broken.stores = true;
    const again = await contact.perform({ type: "Erase", command: wish("again") });
    expect(again).toMatchObject({ logged: true, version: 9, isComplete: false });
    contact.broken.stores = false;
    contact.pass(HOUR_MS);
    await contact.host.alarm();
    expect(contact.destroyed).toHaveLength(2);
  });
  it("keeps its new key when an old erasure command is repeated", async ({ expect }) => {
    const contact = await hosted().toDraft();
    await contact.perform({ type: "Erase", command: wish() });
    for (const digest of [address, comparison])
      await contact.suppressions.lift({ kind: "address", digest, by: "rosa" }, 0);
    await contact.stage(lead("2"));
    const { wrappedKey } = contact.store.load();
    expect(await contact.perform({ type: "Erase", command: wish() })).toMatchObject({
      refusal: null,
      isComplete: true,
    });
    expect(contact.store.load().wrappedKey).toBe(wrappedKey);
    expect((await contact.suppressions.read([address], 0)).suppressed).toEqual([]);
  });
});
