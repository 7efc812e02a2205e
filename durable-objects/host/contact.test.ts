// Tests the host of a contact's stream over ports in memory: the answers to stages, clicks, readings of the suppression list,
// claims, and the alarm. Each port can fail. Erasing is in erasing.test.ts.
import { DAY_MS, HOUR_MS } from "../../schema/time.ts";
import { describe, it } from "vitest";
import { lookupsOf } from "../../domain/address.ts";
import { hosted } from "../../testing/contact/hosted.ts";
import { ada, ADA, START, SYSTEM_KEY } from "../../testing/people.ts";
import {
  action,
  approve,
  claim,
  confirm,
  edit,
  lead,
  message,
  optOut,
  runOf,
  settle,
  signal,
} from "../../testing/contact/scenario.ts";

const run = runOf("1");

/** Waits until every promise that can continue has continued. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe("a stage's answer", () => {
  it("has the events that the log lacks and the next messages, until the log is known to have them", async ({
    expect,
  }) => {
    const contact = hosted();
    const first = await contact.perform({ type: "Relay", command: lead(), sends: "plan" });
    expect(first.ship.events).toHaveLength(1);
    expect(first.ship.wrappedKey).not.toBeNull();
    expect(first.next).toMatchObject([
      { queue: "plan", follows: 1 },
      { queue: "score", follows: 1 },
    ]);
    expect(await contact.perform({ type: "Relay", command: lead(), sends: "plan" })).toEqual(first);
    const later = await contact.ask({ type: "History", contactId: ada, runId: run, follows: 1 });
    expect(later.ship.events).toEqual([]);
  });
  it("is the same after an eviction, and costs the object no row", async ({ expect }) => {
    const contact = hosted();
    const first = await contact.perform({ type: "Relay", command: lead(), sends: "plan" });
    const rows = contact.store.rowsWritten();
    contact.evict();
    expect(await contact.perform({ type: "Relay", command: lead(), sends: "plan" })).toEqual(first);
    expect(contact.store.rowsWritten()).toBe(rows);
    expect(contact.store.alarms).toHaveLength(1);
  });
  it("refuses a finished step as not_wanted, and has the next message", async ({ expect }) => {
    const contact = hosted();
    await contact.stage(lead());
    await contact.stage(action(run));
    const repeated = await contact.ask({ type: "History", contactId: ada, runId: run, follows: 1 });
    expect(repeated).toMatchObject({
      history: null,
      refusal: { reason: "not_wanted", step: "grade" },
      next: [{ queue: "qualify", follows: 2 }],
    });
  });
});

describe("a click", () => {
  it("is in the log before a message follows from it", async ({ expect }) => {
    const contact = await hosted().toPreview();
    contact.order.length = 0;
    expect(await contact.perform({ type: "Click", command: confirm(run) })).toMatchObject({
      logged: true,
      refusal: null,
    });
    expect(contact.order).toEqual(["append", "send"]);
    expect(contact.sent).toMatchObject([{ queue: "compose", contactId: ada }]);
  });
  it("is recorded while the log is down, and shipped when the alarm finds the log up", async ({ expect }) => {
    const contact = await hosted().toPreview();
    contact.broken.log = true;
    expect(await contact.perform({ type: "Click", command: confirm(run) })).toMatchObject({
      logged: false,
      refusal: null,
    });
    expect(contact.sent).toEqual([]);
    contact.evict();
    contact.pass(61_000);
    await contact.host.alarm();
    expect(contact.sent).toEqual([]);
    contact.broken.log = false;
    contact.pass(HOUR_MS);
    await contact.host.alarm();
    expect(contact.sent).toMatchObject([{ queue: "compose" }]);
    expect((await contact.logged()).at(-1)?.body).toContain("PreviewConfirmed");
  });
  it("has its message sent by the alarm when the queue refused it", async ({ expect }) => {
    const contact = await hosted().toPreview();
    contact.broken.queue = true;
    expect(await contact.perform({ type: "Click", command: confirm(run) })).toMatchObject({ logged: true });
    contact.broken.queue = false;
    contact.pass(61_000);
    await contact.host.alarm();
    expect(contact.sent).toMatchObject([{ queue: "compose" }]);
  });
  it("gives one event, one reading of the list and one dispatch when it arrives twenty times at once", async ({
    expect,
  }) => {
    const contact = await hosted().toDraft();
    const [readings, digest] = [contact.counts.readings, contact.digest()];
    contact.sent.length = 0;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => contact.perform({ type: "Click", command: approve(run, digest) })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
    expect(
      (await contact.ask({ type: "Timeline", contactId: ada })).entries.filter(
        (entry) => entry.type === "DraftApproved",
      ),
    ).toHaveLength(1);
    expect(contact.counts.readings).toBe(readings + 1);
    expect(contact.sent.map(({ queue }) => queue)).toEqual(["dispatch"]);
  });
  it("sends no message of a later click that is not yet in the log", async ({ expect }) => {
    const contact = await hosted().toDraft();
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    contact.slow.appends.push(first.promise, second.promise);
    const edited = contact.perform({ type: "Click", command: edit(run, contact.digest(), "Better words.") });
    const approved = contact.perform({ type: "Click", command: approve(run, contact.digest()) });
    await settled();
    first.resolve();
    expect(await edited).toMatchObject({ logged: true, version: 8 });
    expect(contact.sent.map(({ queue }) => queue)).toEqual(["compose"]);
    second.resolve();
    expect(await approved).toMatchObject({ logged: true, version: 9 });
    expect(contact.sent.map(({ queue }) => queue)).toEqual(["compose", "dispatch"]);
  });
  it("counts for the first of two people at once, and is refused for the other", async ({ expect }) => {
    const contact = await hosted().toDraft();
    const digest = contact.digest();
    const [rosa, ben] = await Promise.all([
      contact.perform({ type: "Click", command: approve(run, digest) }),
      contact.perform({ type: "Click", command: approve(run, digest, "ben") }),
    ]);
    expect(rosa.refusal).toBeNull();
    expect(ben.refusal).toMatchObject({ reason: "already_settled", as: "approved", by: "rosa" });
  });
});

describe("the suppression list", () => {
  it("stops an approval when it cannot be read, and nothing is recorded", async ({ expect }) => {
    const contact = await hosted().toDraft();
    contact.broken.list = true;
    const before = (await contact.ask({ type: "Timeline", contactId: ada })).version;
    expect((await contact.perform({ type: "Click", command: approve(run, contact.digest()) })).refusal).toEqual({
      reason: "list_unreadable",
    });
    expect((await contact.ask({ type: "Timeline", contactId: ada })).version).toBe(before);
    contact.broken.list = false;
    expect((await contact.perform({ type: "Click", command: approve(run, contact.digest()) })).refusal).toBeNull();
  });
  it("is read again at the claim", async ({ expect }) => {
    const contact = await hosted().toDraft();
    await contact.perform({ type: "Click", command: approve(run, contact.digest()) });
    await contact.suppressions.add(
      [{ kind: "domain", digest: lookupsOf(SYSTEM_KEY, { address: ADA }).domain, cause: "desk", commandKey: "x" }],
      0,
    );
    const answer = await contact.perform({ type: "Claim", command: claim(run, contact.approvalId()) });
    expect(answer).toMatchObject({ claim: null, refusal: { reason: "vetoed", veto: "suppressed" } });
  });
  it("is read before a decision, and an opt-out that arrives during the reading counts", async ({ expect }) => {
    const contact = await hosted().toDraft();
    const approving = contact.perform({ type: "Click", command: approve(run, contact.digest()) });
    const unsubscribing = contact.perform({ type: "Relay", command: optOut("2", "unsubscribe"), sends: null });
    expect((await approving).refusal).toMatchObject({ reason: "already_settled", as: "voided" });
    await unsubscribing;
  });
});

it("reads the list again when a signal with another telephone number arrives during the reading", async ({
  expect,
}) => {
  const contact = await hosted().toDraft();
  const phone = lookupsOf(SYSTEM_KEY, { address: ADA, phone: "+49 30 1234567" });
  await contact.suppressions.add([{ kind: "phone", digest: phone.phone!, cause: "desk" }], 0);
  const { promise, resolve } = Promise.withResolvers<void>();
  contact.slow.reading = promise;
  const approved = contact.perform({ type: "Click", command: approve(run, contact.digest()) });
  await settled();
  const imported = signal("9", { kind: "history", email: ADA, sends: [], messages: [], flags: [] });
  await contact.stage({ ...imported, lookups: phone });
  resolve();
  expect((await approved).refusal).toMatchObject({ reason: "vetoed", veto: "suppressed" });
});

describe("a claim", () => {
  it("is new for the first of two consumers at once, and resumed for the other", async ({ expect }) => {
    const contact = await hosted().toDraft();
    await contact.perform({ type: "Click", command: approve(run, contact.digest()) });
    const claims = [claim(run, contact.approvalId()), claim(run, contact.approvalId())];
    const answers = await Promise.all(claims.map((one) => contact.perform({ type: "Claim", command: one })));
    expect(answers.map((answer) => answer.claim?.resumed)).toEqual([false, true]);
  });
  it("returns the approved words, and whether the claim is resumed and settled", async ({ expect }) => {
    const contact = await hosted().toDraft();
    await contact.perform({ type: "Click", command: approve(run, contact.digest()) });
    const command = claim(run, contact.approvalId());
    const first = await contact.perform({ type: "Claim", command: command });
    expect(first.claim).toMatchObject({ resumed: false, settled: null, text: { recipient: ADA } });
    contact.evict();
    expect((await contact.perform({ type: "Claim", command: command })).claim).toMatchObject({
      resumed: true,
      idempotencyKey: first.claim?.idempotencyKey,
    });
    await contact.stage(settle(contact.approvalId()));
    expect((await contact.perform({ type: "Claim", command: command })).claim).toMatchObject({ settled: "sent" });
  });
});

it("gives a repeated click its first answer, also after later events", async ({ expect }) => {
  const contact = await hosted().toDraft();
  const click = approve(run, contact.digest());
  const first = await contact.perform({ type: "Click", command: click });
  await contact.perform({ type: "Claim", command: claim(run, contact.approvalId()) });
  await contact.stage(settle(contact.approvalId()));
  expect((await contact.ask({ type: "Timeline", contactId: ada })).version).toBeGreaterThan(first.version);
  expect(await contact.perform({ type: "Click", command: click })).toEqual(first);
});

describe("the alarm", () => {
  it("is set to the earliest deadline and not moved later", async ({ expect }) => {
    const contact = await hosted().toPreview();
    expect(contact.store.alarms).toEqual([START + 60_000]);
    contact.pass(60_000);
    await contact.host.alarm();
    expect(contact.store.alarms.at(-1)).toBe(START + 72 * HOUR_MS);
  });
  it("lists in the log a run that waits too long, and none before, nor while the log is down", async ({ expect }) => {
    const contact = hosted();
    await contact.stage(lead());
    contact.pass(59_000);
    await contact.host.alarm();
    expect(contact.underWay).toEqual([]);
    contact.pass(2_000);
    contact.broken.log = true;
    await contact.host.alarm();
    expect(contact.incidents).toEqual(["log_unavailable"]);
    contact.broken.log = false;
    await contact.host.alarm();
    expect(contact.underWay).toMatchObject([{ runId: run, step: "plan", version: 1 }]);
    await contact.stage(action(run));
    contact.pass(60_000);
    await contact.host.alarm();
    expect(contact.underWay.slice(1)).toMatchObject([{ runId: run, step: "grade", version: 2 }]);
  });
  it("sends a lost message again", async ({ expect }) => {
    const contact = hosted();
    await contact.stage(lead());
    contact.pass(61_000);
    await contact.host.alarm();
    expect(contact.sent).toMatchObject([{ queue: "plan" }]);
  });
  it("expires an undecided hold", async ({ expect }) => {
    const contact = await hosted().toPreview();
    contact.pass(72 * HOUR_MS);
    await contact.host.alarm();
    expect((await contact.ask({ type: "Timeline", contactId: ada })).entries.at(-1)?.type).toBe("HoldExpired");
    expect((await contact.logged()).at(-1)?.body).toContain("HoldExpired");
  });
  it("starts a follow-up that is due, and sends its plan message", async ({ expect }) => {
    const contact = await hosted().toDraft();
    await contact.perform({ type: "Click", command: approve(run, contact.digest()) });
    await contact.perform({ type: "Claim", command: claim(run, contact.approvalId()) });
    await contact.stage(settle(contact.approvalId()));
    contact.sent.length = 0;
    contact.pass(3 * DAY_MS);
    await contact.host.alarm();
    expect((await contact.ask({ type: "Timeline", contactId: ada })).entries.at(-1)?.type).toBe("FollowupDue");
    expect(contact.sent).toMatchObject([{ queue: "plan" }]);
  });
  it("does not throw when log, list and queue fail, and is set again", async ({ expect }) => {
    const contact = await hosted().toPreview();
    Object.assign(contact.broken, { log: true, list: true, queue: true });
    const before = contact.store.alarms.length;
    contact.pass(61_000);
    await contact.host.alarm();
    expect(contact.store.alarms).toHaveLength(before + 1);
  });
});

it("ships everything again to a restored log", async ({ expect }) => {
  const contact = await hosted().toPreview();
  await contact.perform({ type: "Wake" });
  contact.restoreLog();
  expect(await contact.perform({ type: "Click", command: confirm(run) })).toMatchObject({ logged: true });
  expect(await contact.logged()).toHaveLength(6);
});

it("reads the log after an eviction before it ships a long stream, and ships only what the log lacks", async ({
  expect,
}) => {
  const contact = hosted();
  for (let index = 0; index < 120; index += 1) await contact.stage(message(`m${index}`, "auto_reply"));
  contact.evict();
  const answer = await contact.perform({ type: "Relay", command: message("last", "auto_reply"), sends: null });
  expect(answer.ship.events).toHaveLength(1);
});

it("never lets a stream's time go back", async ({ expect }) => {
  const contact = hosted();
  await contact.stage(lead());
  contact.pass(-DAY_MS);
  await contact.stage(message("2", "interested"));
  const [first, second] = (await contact.ask({ type: "Timeline", contactId: ada })).entries;
  expect(second!.at >= first!.at).toBe(true);
});

it("refuses a command for another contact", async ({ expect }) => {
  const contact = hosted();
  await contact.stage(lead());
  await expect(
    contact.host.perform({
      type: "Relay",
      command: { ...lead("2"), contactId: `${ada.slice(0, -1)}x` as typeof ada },
      sends: null,
    }),
  ).rejects.toThrow("reached");
});
