// Tests which mails an outgoing mail names as those before it: the message that it answers, or our own last mail.
import { describe, it } from "vitest";
import {
  aContact,
  action,
  approve,
  claim,
  confirm,
  draft,
  grades,
  lead,
  requestRun,
  runOf,
  settle,
  signal,
  withSend,
} from "../../testing/contact/scenario.ts";
import { ADA } from "../../testing/people.ts";
import type { RunId } from "../../schema/ids.ts";
import type { Action, ActionReason, ReplyClass } from "../../schema/lists.ts";
import type { MailThread } from "../../schema/signals.ts";
import { DAY_MS } from "../../schema/time.ts";
import { mailsBefore } from "./mails-before.ts";
import { claimOf } from "./views.ts";

/** Each text has a sender of its own, so that it shows whose address a mail of ours has. */
const addressOf = (textVersion: number): string => `sender${textVersion}@sampleworks.example`;

type Contact = ReturnType<typeof aContact>;

const mail = (id: string, thread?: MailThread, as: ReplyClass = "interested") =>
  signal(id, { kind: "message", email: ADA, text: "What does it cost?", ...(thread ? { thread } : {}) }, as);

/** Takes a run to its claim, and returns the mails before the claimed one. */
function claimed(contact: Contact, run: RunId, what: Action, why: ActionReason) {
  contact.given(action(run, what, why), grades(run), confirm(run), draft(run));
  contact.given(approve(run, contact.digest(run)));
  contact.given(claim(run, contact.approvalOf(run)));
  return mailsBefore(contact.stream, contact.approvalOf(run), addressOf);
}
const answered = (contact: Contact, id: string) => claimed(contact, runOf(id), "reply", "reply_due");
const own = (contact: Contact, run: RunId) => {
  const { claim: claimedMail, textVersion } = contact.stream.contact.approvals[contact.approvalOf(run)]!;
  return { ours: claimedMail!.idempotencyKey, sender: addressOf(textVersion) };
};

describe("the mails before", () => {
  it("an answer are the message and those before it", ({ expect }) => {
    const contact = aContact().given(mail("1", { id: "<3@ada>", references: ["<1@us>", "<2@ada>"] }));
    expect(answered(contact, "1")).toEqual(["<1@us>", "<2@ada>", "<3@ada>"]);
  });

  it("an answer to a message without an id of its own are those that it answered", ({ expect }) => {
    const contact = aContact().given(mail("1", { references: ["<1@us>"] }));
    expect(answered(contact, "1")).toEqual(["<1@us>"]);
  });

  it("an answer have no id that a mail may not name", ({ expect }) => {
    const contact = aContact().given(mail("1", { id: "<3@ada>", references: ["<no-host>", "<a@b@c>"] }));
    expect(answered(contact, "1")).toEqual(["<3@ada>"]);
  });

  it("an answer are those of the message that it answers, not of a machine's mail after it", ({ expect }) => {
    const contact = aContact().given(
      mail("1", { id: "<1@ada>", references: [] }),
      mail("2", { id: "<2@robot>", references: [] }, "auto_reply"),
    );
    expect(answered(contact, "1")).toEqual(["<1@ada>"]);
  });

  it("an answer to a form's words are none, and to words without ids our own last mail", ({ expect }) => {
    const first = aContact().given(lead());
    expect(claimed(first, runOf("1"), "initial", "first_contact")).toEqual([]);

    const contact = withSend().pass(DAY_MS).given(mail("2"));
    expect(answered(contact, "2")).toEqual([own(contact, runOf("1"))]);
  });

  it("a follow-up are our own mails, each by the id that its provider gave it, else by its key", ({ expect }) => {
    const contact = withSend();
    const followUp = (id: string) => {
      const run = contact.pass(8 * DAY_MS).given(requestRun(id)).stream.contact.currentRun!;
      return { run, before: claimed(contact, run, "followup", "followup_due") };
    };
    const first = own(contact, runOf("1"));
    const second = followUp("second");
    expect(second.before).toEqual([first]);
    contact.given(settle(contact.approvalOf(second.run), { kind: "sent", providerMessageId: "<given@provider>" }));
    expect(followUp("third").before).toEqual([first, "<given@provider>"]);
  });

  it("a follow-up are not a mail that was refused", ({ expect }) => {
    const contact = aContact().given(lead());
    claimed(contact, runOf("1"), "initial", "first_contact");
    contact.given(settle(contact.approvalOf(runOf("1")), { kind: "failed", reason: "recipient_invalid" }));
    contact.given(requestRun());
    expect(claimed(contact, contact.stream.contact.currentRun!, "initial", "first_contact")).toEqual([]);
  });

  it("a mail do not change when its claim is asked for again", ({ expect }) => {
    const contact = aContact().given(mail("1", { id: "<1@ada>", references: [] }));
    answered(contact, "1");
    const approvalId = contact.approvalOf(runOf("1"));
    const senderOf = () => ({ person: "Robin", address: "robin@sampleworks.example" });
    const before = () => claimOf(contact.stream, approvalId, { resumed: true, checkpoint: null, senderOf })?.before;
    expect(before()).toEqual(["<1@ada>"]);
    contact.given(mail("2", { id: "<2@ada>", references: [] }), settle(approvalId));
    expect(before()).toEqual(["<1@ada>"]);
  });

  it("an answer are not named once the message is erased", ({ expect }) => {
    const contact = aContact().given(mail("1", { id: "<1@ada>", references: [] }));
    answered(contact, "1");
    contact.stream.forgetKey();
    expect(mailsBefore(contact.stream, contact.approvalOf(runOf("1")), addressOf)).toEqual([]);
  });
});
