// Tests what the desk shows of what came in last: the person's own words apart from the rest, and what was heard.
import { describe, it } from "vitest";
import { timelineOf } from "../../domain/contact/views.ts";
import { ADA } from "../../testing/people.ts";
import { aContact, type AContact, erase, lead, runOf, signal } from "../../testing/contact/scenario.ts";
import { inboundIn } from "./inbound.ts";

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

  it("is found by the signal or the run that a task is about", ({ expect }) => {
    const first = lead();
    const contact = aContact().given(first, message("m", "Please call me."));
    expect(inboundOf(contact, runOf("1"))).toMatchObject({ kind: "lead", own: "Please call me." });
    expect(inboundOf(contact, first.signalId)).toMatchObject({ kind: "lead" });
    expect(inboundOf(contact, "sg_other")).toBeNull();
  });

  it("has no words after an erasure, and is nothing before anything came in", ({ expect }) => {
    expect(inboundOf(aContact().given(lead(), erase()))).toMatchObject({ kind: "lead", own: null });
    expect(inboundOf(aContact())).toBeNull();
  });
});
