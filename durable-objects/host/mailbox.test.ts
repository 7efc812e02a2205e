// Tests that an opt-out which a person reports reaches the mailbox, and that only the last one that is taken back lifts it.
import { describe, it } from "vitest";
import { lookupsOf } from "../../domain/address.ts";
import { hosted } from "../../testing/contact/hosted.ts";
import { ada, ADA, SYSTEM_KEY } from "../../testing/people.ts";
import { action, approve, claim, closeTask, erase, flag, lead, runOf, signal } from "../../testing/contact/scenario.ts";
import { taskIdOf } from "../../schema/ids.ts";
import type { TaskClosing } from "../../schema/lists.ts";
import { eventInRow } from "../../schema/events.ts";

const { address, comparison } = lookupsOf(SYSTEM_KEY, { address: ADA });
const alias = lookupsOf(SYSTEM_KEY, { address: ADA.replace("@", "+shop@") });

async function known() {
  const contact = hosted();
  await contact.stage(lead());
  const click = (command: ReturnType<typeof flag>) => contact.perform({ type: "Click", command });
  const listed = async () => (await contact.suppressions.read([address, comparison, alias.comparison], 0)).suppressed;
  return { contact, click, listed };
}

const flagIn = (rows: Parameters<typeof eventInRow>[0][]) =>
  rows.map((row) => eventInRow(row)).findLast(({ type }) => type === "ContactFlagged")?.payload;

describe("an opt-out by a click", () => {
  it("puts the mailbox on the list, so that another spelling of it is found too", async ({ expect }) => {
    const { contact, click, listed } = await known();
    expect(await click(flag("unsubscribed"))).toMatchObject({ logged: true, refusal: null });
    expect(alias.comparison).toBe(comparison);
    expect(await listed()).toEqual(expect.arrayContaining([address, comparison]));
    expect(contact.recorded).toMatchObject([
      { type: "AddSuppressions", cause: "desk", by: "rosa" },
      { type: "AddSuppressions", cause: "desk", by: "rosa" },
    ]);
    expect(flagIn([...(await contact.logged())])).toMatchObject({ flag: "unsubscribed", on: true, revision: 2 });
  });

  it("adds nothing for a repeat, for a flag that is set, or for a take-over", async ({ expect }) => {
    const { contact, click } = await known();
    await click(flag("bounced"));
    await click(flag("bounced"));
    await click(flag("bounced", true, "kofi"));
    await click(flag("replied"));
    expect(contact.suppressions.rows()).toHaveLength(2);
  });

  it("is lifted with the last flag that is taken back, and not before", async ({ expect }) => {
    const { click, listed } = await known();
    await click(flag("unsubscribed"));
    await click(flag("bounced"));
    await click(flag("unsubscribed", false));
    expect(await listed()).not.toEqual([]);
    await click(flag("bounced", false));
    expect(await listed()).toEqual([]);
  });

  it.for(["list", "records"] as const)(
    "is neither added nor taken back while the %s fail",
    async (what, { expect }) => {
      const { contact, click } = await known();
      contact.broken[what] = true;
      expect((await click(flag("unsubscribed"))).refusal).toMatchObject({ reason: "list_unreadable" });
      expect(flagIn([...(await contact.logged())])).toBeUndefined();
      contact.broken[what] = false;
      await click(flag("unsubscribed"));
      contact.broken[what] = true;
      expect((await click(flag("unsubscribed", false))).refusal).toMatchObject({ reason: "list_unreadable" });
      expect(flagIn([...(await contact.logged())])).toMatchObject({ on: true });
    },
  );

  it("is taken back by the task that answers the person, and made by the one that says what it was", async ({
    expect,
  }) => {
    const { contact, listed } = await known();
    const hearing = { marks: ["possible_opt_out" as const] };
    const text = "I have had enough mail.";
    const heard = signal("m", { kind: "message", email: ADA, text }, "info_request");
    await contact.stage({ ...heard, reply: { class: "info_request", rule: "test", hearing } });
    const taskId = taskIdOf(ada, "possible_opt_out", heard.signalId);
    const close = (how: TaskClosing) => contact.perform({ type: "Click", command: closeTask(taskId, how) });
    expect((await close("opted_out")).refusal).toBeNull();
    expect(await listed()).toEqual(expect.arrayContaining([address, comparison]));
    // The other task of the same person: they wrote once more, and were vetoed.
    const again = runOf("again");
    await contact.stage(lead("again"));
    await contact.stage(action(again, "skip", "suppressed", ["suppressed"]));
    const other = taskIdOf(ada, "inbound_unanswered", again);
    expect((await contact.perform({ type: "Click", command: closeTask(other, "answered") })).refusal).toBeNull();
    expect(await listed()).toEqual([]);
    expect(flagIn([...(await contact.logged())])).toMatchObject({ flag: "unsubscribed", on: false });
  });

  it("stays on the list when nobody can be answered, because a message is on its way", async ({ expect }) => {
    const contact = await hosted().toDraft();
    await contact.perform({ type: "Click", command: approve(runOf("1"), contact.digest()) });
    await contact.perform({ type: "Claim", command: claim(runOf("1"), contact.approvalId()) });
    await contact.perform({ type: "Click", command: flag("unsubscribed") });
    const hearing = { marks: ["possible_opt_out" as const] };
    const heard = signal("m", { kind: "message", email: ADA, text: "Enough." }, "auto_reply");
    await contact.stage({ ...heard, reply: { class: "auto_reply", rule: "test", hearing } });
    const command = closeTask(taskIdOf(ada, "possible_opt_out", heard.signalId), "answered");
    expect(await contact.perform({ type: "Click", command })).toMatchObject({ refusal: { reason: "invalid" } });
    expect((await contact.suppressions.read([comparison], 0)).suppressed).toEqual([comparison]);
  });

  it("lifts nothing that an erasure put on the list", async ({ expect }) => {
    const { contact, click, listed } = await known();
    await click(flag("unsubscribed"));
    const { revision: _, ...wish } = erase();
    await contact.perform({ type: "Erase", command: wish });
    await click(flag("unsubscribed", false));
    expect(await listed()).toEqual(expect.arrayContaining([address, comparison]));
  });
});
