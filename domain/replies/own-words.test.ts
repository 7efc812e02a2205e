// Tests which part of a message counts as the person's own words: every mail program in 22 languages, and what people write that only
// looks like a quotation.
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusRows } from "../../testing/corpora.ts";
import { quotedMails } from "../../testing/quoted-mails.ts";
import { ownLines, ownWords } from "./own-words.ts";

const lines = (...all: readonly string[]): string => all.join("\n");
const own = (text: string): string => ownLines(text).own;

const Row = z.strictObject({ id: z.string(), text: z.string(), own: z.string() });

describe("a reply of the corpus", () => {
  it.for(corpusRows("replies/own-words.jsonl", Row))("keeps exactly the person's words: $id", (row, { expect }) => {
    expect(own(row.text)).toBe(row.own);
  });
});

describe("a quoting reply", () => {
  it.for(quotedMails())("keeps exactly the person's words: $name", (mail, { expect }) => {
    expect(own(mail.text)).toBe(mail.own);
  });
});

describe("a person's own words", () => {
  it.for([
    [
      "under a line that only looks like a header in its middle",
      lines("Mail from: my boss", "Reply to: unsubscribe me"),
    ],
    ["under one header line alone", lines("From: here on", "unsubscribe me")],
    ["in one header line alone", "From: here on, unsubscribe me"],
    ["under two labels without a fact", lines("From: my side", "To: yours", "unsubscribe me")],
    ["under a phrase with a colon", lines("On reflection:", "please unsubscribe me")],
    ["under a weekday with a colon", lines("Am Montag schrieb ich:", "unsubscribe me")],
    ["in the line of an attribution", "On 5 May Ada wrote: unsubscribe me"],
    ["under a sentence with “on” and “wrote:”", lines("Based on 3 calls Ada wrote:", "unsubscribe me")],
    ["under an address and a colon", lines("My new address is ada@new.example:", "unsubscribe me")],
    ["under a date and a colon", lines("Two things for 5 May 2026:", "unsubscribe me")],
    ["beside dashes", lines("see -- original message -- below", "unsubscribe me")],
    ["under a title of their own", lines("--- My answer ---", "unsubscribe me")],
    ["under a line of dashes", lines("Hello", "-----", "unsubscribe me")],
    ["under two dashes", lines("Hello", "--", "please unsubscribe me")],
    ["under two dashes with nothing above", lines("-- ", "unsubscribe me")],
    [
      "under a list of their own details",
      lines("Name: Ada Mill", "E-mail: ada@mill.example", "Date: 5 May 2026", "unsubscribe me"),
    ],
    ["in a table", lines("| plan | price |", "| unsubscribe me | 5 |")],
    ["below marked quotes", lines("On 5 May Ada wrote:", "", "> our words", "unsubscribe me")],
    ["below quotes marked twice", lines("> > our words", "> theirs", "", "unsubscribe me")],
    ["below quotes marked by bars", lines("| our words", "unsubscribe me")],
    ["below an attribution of two lines", lines("On 5 May Ada", "wrote:", "> our words", "unsubscribe me")],
    [
      "below an attribution of three",
      lines("On 5 May 2026 at 10:00", "Ada Mill <ada@mill.example>", "wrote:", "> our words", "unsubscribe me"),
    ],
    [
      "below marked headers",
      lines(
        "-------- Original Message --------",
        "From: Ada <ada@mill.example>",
        "Date: 5 May 2026",
        "> our words",
        "unsubscribe me",
      ),
    ],
    ["in the line before an attribution", lines("unsubscribe me", "On 5 May Ada wrote:", "> our words")],
    ["between quotes", lines("> ours", "unsubscribe me", "> ours again")],
    ["as a closing's next line", lines("Thanks,", "unsubscribe me")],
    ["as a name would stand", lines("Best regards,", "Please unsubscribe me")],
    ["above a signature", lines("unsubscribe me", "-- ", "Ada")],
    ["with an excuse for the device", "Sent from my iPhone app, unsubscribe me please!"],
    ["beside a link of a list", "I clicked the unsubscribe link, it is broken: unsubscribe me"],
    ["beside a question about secrets", "Is this confidential? If not, unsubscribe me"],
    ["beside the words original message", lines("Your original message was fine,", "unsubscribe me")],
    ["behind an attention", lines("Attention: external partners left.", "unsubscribe me")],
    ["in a long line", `${"word ".repeat(300)}unsubscribe me`],
  ] as const)("stay %s", ([, text], { expect }) => {
    expect(own(text).toLowerCase()).toContain("unsubscribe me");
  });

  it.for([
    ["below an unmarked quotation", lines("Thanks.", "On 5 May Ada wrote:", "To unsubscribe, click here.")],
    ["below a header block", lines("Thanks.", "From: Ada", "Sent: Monday", "To unsubscribe, click here.")],
    [
      "below bold headers",
      lines("Thanks.", "*From:* Ada <ada@mill.example>", "*Sent:* Monday", "*To:* Bob", "unsubscribe"),
    ],
    [
      "below headers with a list of recipients",
      lines(
        "Thanks.",
        "From: Ada <ada@mill.example>",
        "To: Bob <bob@mill.example>;",
        "Cy <cy@mill.example>",
        "Subject: Hi",
        "unsubscribe",
      ),
    ],
    [
      "below headers with gaps",
      lines("Thanks.", "", "From: Ada", "", "Sent: 5 May 2026", "", "To: Bob", "", "unsubscribe"),
    ],
    [
      "below headers in one line",
      lines("Thanks.", "From: Ada <ada@mill.example> Sent: 5 May 2026 To: Bob Subject: Hi", "unsubscribe"),
    ],
    [
      "below full-width headers",
      lines("Thanks.", "发件人： Ada <ada@mill.example>", "发送时间： 2026年5月5日", "unsubscribe"),
    ],
    [
      "below headers of an unknown language",
      lines("Thanks.", "Qelib: Ada <ada@mill.example>", "Zora: 5.5.2026 10:00", "Mipo: Bob", "unsubscribe"),
    ],
    [
      "below an attribution of an unknown language",
      lines("Thanks.", "Zo 5.5.2026 10:00 Ada Mill <ada@mill.example> qelibo:", "unsubscribe"),
    ],
    [
      "below Zoho's dashes",
      lines("Thanks.", "---- On Tue, 05 May 2026 10:00:00 +0200 Ada <ada@mill.example> wrote ----", "unsubscribe"),
    ],
    [
      "below an attribution wrapped behind the bracket",
      lines("Thanks.", "On 2 July 2026 15:21, <", "a.very.long.address@mill.example>wrote:", "unsubscribe"),
    ],
    ["in the second line of an attribution", lines("Thanks.", "On 5 May unsubscribe", "wrote:", "> our words")],
    ["below a returned message", lines("Thanks.", "The original message follows.", "unsubscribe here")],
    ["below a line to reply above", lines("Thanks.", "##- Please type your reply above this line -##", "unsubscribe")],
    ["in a signature", lines("Thanks.", "-- ", "Ada", "Get our newsletter (unsubscribe any time)")],
    [
      "in a signature without a space",
      lines("Thanks.", "--", "Ada Mill", "Mill Ltd | To unsubscribe from our newsletter click here"),
    ],
    ["in a list footer", lines("Thanks.", "", "To unsubscribe from our newsletter, write to news@mill.example")],
    ["in links of a list", lines("Thanks.", "", "Unsubscribe | Preferences | Privacy Policy")],
    [
      "in a legal footer",
      lines(
        "Thanks.",
        "",
        "This e-mail is confidential and intended solely for the addressee. To unsubscribe, notify the sender.",
      ),
    ],
    [
      "in a banner",
      lines(
        "CAUTION: This email originated from outside of the organization. Do not click links or unsubscribe.",
        "",
        "Thanks.",
      ),
    ],
    ["in French", lines("Merci.", "Le 5 mai Ada a écrit :", "> unsubscribe")],
  ] as const)("are not %s", ([, text], { expect }) => {
    expect(own(text)).not.toContain("unsubscribe");
    expect(own(text)).toMatch(/^(?:Thanks|Merci)\.$/);
  });

  it("have no white space around them, and no signature", ({ expect }) => {
    expect(own(lines("", "  Thanks.  ", "", "Ada  ", ""))).toBe(lines("Thanks.", "", "Ada"));
    expect(own(lines("Yes.", "", "Kind regards", "Ada Mill", "Head of Ideas", "+44 20 1234 5678"))).toBe("Yes.");
  });

  it("keep their end when they are too long, and when the quotation above them is", ({ expect }) => {
    const quote = "> a line of ours that is quoted whole\n".repeat(400);
    expect(ownWords({ text: `${quote}\nPlease unsubscribe me.` }).text).toBe("Please unsubscribe me.");
    const long = ownWords({ text: `first\n${"word ".repeat(20_000)}\nunsubscribe me` }).text;
    expect(long.length).toBeLessThanOrEqual(8_000);
    expect(long).toMatch(/^first[^]*unsubscribe me$/);
  });

  it("are shown beside what was cut, in its order", ({ expect }) => {
    const text = lines("Yes.", "Sent from my iPhone", "", "On 5 May Ada wrote:", "> ours");
    expect(ownLines(text)).toEqual({
      own: "Yes.",
      rest: [
        { why: "device", text: "Sent from my iPhone" },
        { why: "quote", text: lines("On 5 May Ada wrote:", "> ours") },
      ],
    });
  });
});
