// Tests which part of a reply counts as the person's own words, and which part is quoted mail.
import { describe, it } from "vitest";
import { classifyReply } from "./classify-reply.ts";
import { ownText } from "./own-text.ts";

const lines = (...all: readonly string[]): string => all.join("\n");

describe("a person's own words", () => {
  it.for([
    [
      "under a line that only looks like a header in its middle",
      lines("Mail from: my boss", "Reply to: unsubscribe me"),
    ],
    ["under one header line alone", lines("From: here on", "unsubscribe me")],
    ["in the line of an attribution", "On 5 May Ada wrote: unsubscribe me"],
    ["under a sentence that has “on” and “wrote:” in it", lines("Based on 3 calls Ada wrote:", "unsubscribe me")],
    ["beside dashes", lines("see -- original message -- below", "unsubscribe me")],
    ["below marked quotes", lines("On 5 May Ada wrote:", "", "> our words", "unsubscribe me")],
    ["below an attribution of two lines", lines("On 5 May Ada", "wrote:", "> our words", "unsubscribe me")],
    ["in the line before an attribution", lines("unsubscribe me", "On 5 May Ada wrote:", "> our words")],
  ] as const)("count %s", ([, text], { expect }) => {
    expect(ownText(text)).toContain("unsubscribe me");
    expect(classifyReply({ text }).class).toBe("unsubscribe");
  });

  it.for([
    ["below an unmarked quotation", lines("Thanks.", "On 5 May Ada wrote:", "To unsubscribe, click here.")],
    ["below a header block", lines("Thanks.", "From: Ada", "Sent: Monday", "To unsubscribe, click here.")],
    ["in the second line of an attribution", lines("Thanks.", "On 5 May unsubscribe", "wrote:", "> our words")],
    ["in French", lines("Merci.", "Le 5 mai Ada a écrit :", "> unsubscribe")],
  ] as const)("exclude quoted words of ours %s", ([, text], { expect }) => {
    expect(ownText(text)).not.toContain("unsubscribe");
  });

  it("have no white space around them", ({ expect }) => {
    expect(ownText(lines("", "  Thanks.  ", "", "Ada  ", ""))).toBe(lines("Thanks.", "", "Ada"));
  });
});

describe("a subject", () => {
  it.for(["Be aware: unsubscribe me", "Re-read: unsubscribe me"])(
    "counts as the person's words when it only looks like an answer: %s",
    (subject, { expect }) => {
      expect(classifyReply({ subject, text: "Hello." }).class).toBe("unsubscribe");
    },
  );

  it.for(["Re: unsubscribe", "Re[12]: unsubscribe", "AW: unsubscribe"])(
    "does not count when it answers ours: %s",
    (subject, { expect }) => {
      expect(classifyReply({ subject, text: "Hello." }).class).not.toBe("unsubscribe");
    },
  );
});
