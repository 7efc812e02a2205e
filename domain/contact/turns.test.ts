// Tests the turns of a conversation that planner and composer get: what persons wrote and what was sent, and nothing twice.
import { describe, it } from "vitest";
import type { CommandOf } from "../../schema/commands.ts";
import { ADA } from "../../testing/people.ts";
import { type AContact, erase, lead, message, signal, withSend } from "../../testing/contact/scenario.ts";
import { currentRun } from "./state.ts";
import { briefOf, recallOf } from "./views.ts";

const recalled = ({ stream }: AContact) =>
  recallOf(stream, currentRun(stream.contact)!).turns.map(({ by, subject, text }) => [by, subject, text]);
const briefed = ({ stream }: AContact) =>
  briefOf(stream, currentRun(stream.contact)!).turns.map(({ by, subject, text }) => [by, subject, text]);
const mail = (id: string, text: string): CommandOf<"ReceiveSignal"> =>
  signal(id, { kind: "message", email: ADA, subject: "Re: Your enquiry", text }, "info_request");

const SENT = ["us", "Your enquiry", "Hello Ada,\n\nthank you."];

describe("the earlier turns", () => {
  it("are what was sent and what was written before, oldest first, without what the caller has anyway", ({
    expect,
  }) => {
    const contact = withSend().given(mail("2", "What does it cost?"), mail("3", "And when?"));
    expect(recalled(contact)).toEqual([SENT, ["contact", "Re: Your enquiry", "What does it cost?"]]);
    // The composer has the last sent message as a source of its own.
    expect(briefed(contact)).toEqual([["contact", "Re: Your enquiry", "What does it cost?"]]);
    expect(recalled(contact.given(lead("4")))).toEqual([
      ["contact", null, "Please call me."],
      SENT,
      ["contact", "Re: Your enquiry", "What does it cost?"],
    ]);
  });

  it("have a person’s own words: what a mail quotes is a turn of its own", ({ expect }) => {
    const quoting = "And when?\n\nOn Mon, 2 Mar 2026 at 09:00, Robin Sample wrote:\n> Hello Ada,\n>\n> thank you.";
    const contact = withSend().given(mail("2", quoting), mail("3", "Hello?"));
    expect(recalled(contact)).toEqual([SENT, ["contact", "Re: Your enquiry", "And when?"]]);
  });

  it("leave out a machine’s mail, and mark another sender", ({ expect }) => {
    const colleague = mail("3", "I answer for Ada.");
    const contact = withSend().given(
      message("2", "auto_reply"),
      { ...colleague, reply: { class: "info_request", rule: "test", hearing: { marks: ["other_sender"] } } },
      mail("4", "Hello?"),
    );
    expect(recalled(contact)).toEqual([SENT, ["other", "Re: Your enquiry", "I answer for Ada."]]);
  });

  it("are at most twelve, the newest", ({ expect }) => {
    const contact = withSend();
    for (let index = 2; index < 20; index += 1) contact.given(mail(String(index), `Question ${index}`));
    const turns = recalled(contact);
    expect([turns.length, turns.at(0)?.at(2), turns.at(-1)?.at(2)]).toEqual([12, "Question 7", "Question 18"]);
  });

  it("are gone with the words of an erased contact", ({ expect }) => {
    const contact = withSend().given(mail("2", "What does it cost?"));
    const { contact: before } = contact.stream;
    contact.given(erase());
    expect(recallOf(contact.stream, currentRun(before)!).turns).toEqual([]);
  });
});
