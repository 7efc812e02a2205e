// Tests what the desk shows of what came in last: the person's own words apart from the rest, and what was heard.
import { describe, it } from "vitest";
import { timelineOf } from "../../domain/contact/views.ts";
import { ADA } from "../../testing/people.ts";
import {
  aContact,
  type AContact,
  action,
  closeTask,
  erase,
  grades,
  lead,
  runOf,
  signal,
  withSend,
} from "../../testing/contact/scenario.ts";
import { currentRun } from "../../domain/contact/state.ts";
import type { Action } from "../../schema/lists.ts";
import { heardAtHold, inboundIn } from "./inbound.ts";

const QUOTED =
  "Please call me.\n\nOn Mon, 2 Mar 2026 at 10:00, Robin Sample <robin@sampleworks.example> wrote:\n> Unsubscribe here.";
const message = (id: string, text: string) => {
  const command = signal(id, { kind: "message", email: ADA, subject: "Re: x", text }, "interested");
  const hearing = { language: "en" as const, marks: ["mixed" as const], until: "2026-12-07" };
  return { ...command, reply: { class: "interested" as const, rule: "rule:hear@2#buying.en", hearing } };
};
const inboundOf = (contact: AContact, about?: string) => inboundIn(timelineOf(contact.stream), about);

describe("what came in last", () => {
  it("has the person's own words, and everything where that is more", ({ expect }) => {
    expect(inboundOf(aContact().given(lead(), message("m", QUOTED)))).toMatchObject({
      kind: "message",
      subject: "Re: x",
      own: "Please call me.",
      whole: QUOTED,
      class: "interested",
      rule: "rule:hear@2#buying.en",
      language: "en",
      marks: ["mixed"],
      until: "2026-12-07",
    });
    expect(inboundOf(aContact().given(message("m", " Please call me. ")))).toMatchObject({ whole: null });
    const padded = signal("1", { kind: "lead", email: ADA, text: "Please call me. " });
    expect(inboundOf(aContact().given(padded))).toMatchObject({ own: "Please call me. ", whole: null });
  });

  it("has the address where the message came from another one than the contact's", ({ expect }) => {
    const other = message("m", "Please call me.");
    const hearing = { ...other.reply.hearing, marks: ["other_sender" as const] };
    const contact = aContact().given(lead(), { ...other, reply: { ...other.reply, hearing } });
    expect(inboundOf(contact)).toMatchObject({ from: ADA, marks: ["other_sender"] });
    expect(inboundOf(aContact().given(lead(), other))).toMatchObject({ from: null });
  });

  it("is found by the signal or the run that a task is about", ({ expect }) => {
    const first = lead();
    const contact = aContact().given(first, message("m", "Please call me."));
    expect(inboundOf(contact, runOf("1"))).toMatchObject({ kind: "lead", own: "Please call me." });
    expect(inboundOf(contact, first.signalId)).toMatchObject({ kind: "lead" });
    expect(inboundOf(contact, "sg_other")).toBeNull();
  });

  it("is of any class, and beside it is what the hold answers", ({ expect }) => {
    const preview = { runId: runOf("m"), action: "reply" } as const;
    const contact = aContact()
      .given(lead(), message("m", QUOTED))
      .given(action(runOf("m"), "reply", "reply_due"), grades(runOf("m")));
    const at = () => heardAtHold(timelineOf(contact.stream), preview);
    expect(at()).toMatchObject({ latest: { own: "Please call me." }, isLatestAnswered: true });
    contact.given(signal("away", { kind: "message", email: ADA, text: "I am away." }, "auto_reply"));
    expect(at()).toMatchObject({
      latest: { class: "auto_reply", own: "I am away." },
      answered: { class: "interested", own: "Please call me.", whole: QUOTED },
      isLatestAnswered: false,
    });
  });

  it.for<[string, Action, object]>([
    ["the lead of its run", "initial", { answered: { kind: "lead" }, isLatestAnswered: false }],
    ["nothing with a follow-up", "followup", { answered: null, isLatestAnswered: false }],
    ["nothing when what waited came with an import", "reply", { answered: null, isLatestAnswered: false }],
  ])("says that a hold answers %s", ([, wanted, heard], { expect }) => {
    const contact = aContact()
      .given(lead(), action(runOf("1")))
      .given(signal("away", { kind: "message", email: ADA, text: "Away." }, "auto_reply"));
    const found = heardAtHold(timelineOf(contact.stream), { runId: runOf("1"), action: wanted });
    expect(found).toMatchObject({ latest: { class: "auto_reply" }, ...heard });
  });

  it("is what a task was closed about when a person is answered after all", ({ expect }) => {
    const refusal = signal("no", { kind: "message", email: ADA, text: "No, we are served." }, "not_interested");
    const heard = { ...refusal, reply: { class: "not_interested" as const, rule: "test", hearing: { marks: [] } } };
    const contact = withSend().pass(1_000).given(message("m", "Hello.")).pass(1_000).given(heard).pass(1_000);
    const task = Object.values(contact.stream.contact.tasks).find(({ about }) => about === refusal.signalId);
    contact.given(closeTask(task!.taskId, "answered"));
    const { runId } = currentRun(contact.stream.contact)!;
    contact.given(action(runId, "reply", "reply_due"));
    expect(heardAtHold(timelineOf(contact.stream), { runId, action: "reply" })).toMatchObject({
      answered: { own: "No, we are served." },
      isLatestAnswered: true,
    });
  });

  it("has no words after an erasure, and is nothing before anything came in", ({ expect }) => {
    expect(inboundOf(aContact().given(lead(), erase()))).toMatchObject({ kind: "lead", own: null });
    expect(inboundOf(aContact())).toBeNull();
  });
});
