// Tests the rules that classify a contact's message, in English and German: only the person's own new words count.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { hostileTexts } from "../../testing/corpora.ts";
import type { ReplyClass } from "../../schema/lists.ts";
import { Provenance } from "../../schema/provenance.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { classifyReply, REPLY_RULES } from "./classify-reply.ts";
import { ownText } from "./own-text.ts";
import {
  AUTO_SUBMITTED,
  BOUNCE,
  DEFAULT_RULE,
  OPT_OUT,
  OUT_OF_OFFICE,
  type ReplyRule,
  WORDINGS,
} from "./reply-rules.ts";

const QUOTED_FOOTER = "> To unsubscribe, click here. Not interested? Tell us.";

const CASES: readonly (readonly [ReplyClass, string])[] = [
  ["unsubscribe", "Please unsubscribe me."],
  ["unsubscribe", "UNSUBSCRIBE"],
  ["unsubscribe", "Stop"],
  ["unsubscribe", "STOP!!!"],
  ["unsubscribe", "Please take me off your mailing list, thanks"],
  ["unsubscribe", "Don\u2019t contact me again."],
  ["unsubscribe", "dont email me"],
  ["unsubscribe", "I do not want any of this. No more e-mails."],
  ["unsubscribe", "Interesting product, but remove my address, please. How much is it?"],
  ["unsubscribe", "I am out of office. To opt out of my newsletter, click here."],
  ["unsubscribe", "Bitte keine weiteren E-Mails."],
  ["unsubscribe", "Bitte abmelden"],
  ["unsubscribe", "L\u00f6schen Sie meine Daten."],
  ["unsubscribe", "Lo\u0308schen Sie meine Daten."],
  ["unsubscribe", "Nehmen Sie mich aus dem Verteiler!"],
  ["auto_reply", "I am out of the office until 3 March with limited access to email."],
  ["auto_reply", "Automatic reply: thank you for your message."],
  ["auto_reply", "I'm on parental leave. Are you in a hurry? Write to my colleague."],
  ["auto_reply", "Ich bin derzeit nicht im B\u00fcro und ab dem 3. M\u00e4rz wieder erreichbar."],
  ["auto_reply", "Abwesenheitsnotiz: bis Montag au\u00dfer Haus"],
  ["bounced", "Delivery Status Notification (Failure)"],
  ["bounced", "550 5.1.1 User unknown"],
  ["bounced", "Your message wasn't delivered to ada@example.com because the address couldn't be found"],
  ["bounced", "Ihre Nachricht konnte nicht zugestellt werden."],
  ["not_interested", "Thanks, but we're not interested."],
  ["not_interested", "No thanks."],
  ["not_interested", "We already have a supplier. Why do you ask?"],
  ["not_interested", "Not at this time, sorry."],
  ["not_interested", "Kein Interesse."],
  ["not_interested", "Nein danke, wir haben keinen Bedarf"],
  ["info_request", "How much does it cost"],
  ["info_request", "Could you send a price list"],
  ["info_request", "Does this run on-premises?"],
  ["info_request", "I'm interested, what is the price?"],
  ["info_request", "Was kostet das f\u00fcr 20 Personen"],
  ["info_request", "K\u00f6nnen Sie mir ein Angebot machen"],
  ["info_request", "Bitte um n\u00e4here Informationen"],
  ["info_request", "Und f\u00fcr uns?"],
  ["interested", "Sounds good, let's talk on Tuesday."],
  ["interested", "Yes please"],
  ["interested", "We are interested."],
  ["interested", "Happy to chat next week"],
  ["interested", "Klingt gut, rufen Sie mich an."],
  ["interested", "Sehr gerne, passt mir am Montag"],
  ["info_request", "Ok"],
  ["info_request", ""],
  ["info_request", "\u8cc7\u6599\u3092\u9001\u3063\u3066\u304f\u3060\u3055\u3044"],
  ["info_request", "The nonstop train stopped; an unsubscriber wrote."],
  ["info_request", "We sell stop signs"],
];

describe("a message", () => {
  it.for(CASES)("is %s: %j", ([expected, text], { expect }) => {
    expect(classifyReply({ text }).class).toBe(expected);
  });
});

describe("the class depends only on the person's own new text", () => {
  it.for([
    ["interested", `Sounds good!\n\n${QUOTED_FOOTER}`],
    ["interested", `Sounds good!\n\nOn Mon, 3 Mar 2025 at 10:00, Sales <sales@example.com> wrote:\n${QUOTED_FOOTER}`],
    [
      "interested",
      "Sounds good!\n\nOn Mon, 3 Mar 2025 at 10:00, Sales\n<sales@example.com> wrote:\n\nTo unsubscribe, click here.",
    ],
    ["interested", "Klingt gut!\n\nAm 03.03.2025 um 10:00 schrieb Vertrieb <sales@example.com>:\n\nUnsubscribe: hier"],
    ["interested", "Sounds good!\n\n-----Original Message-----\nTo unsubscribe, click here."],
    ["interested", "Sounds good!\n\n________________________________\nUnsubscribe"],
    ["interested", "Sounds good!\n\nFrom: Sales <sales@example.com>\nSent: Monday\nTo: Ada\n\nUnsubscribe here."],
    ["interested", "Klingt gut!\n\nVon: Vertrieb\nGesendet: Montag\n\nUnsubscribe"],
    ["unsubscribe", `On Mon, 3 Mar 2025, Sales wrote:\n> Hello\n> Ada\n\nRemove me.`],
    ["unsubscribe", `> Shall we talk?\nNo. Take me off your list.\n${QUOTED_FOOTER}`],
    ["unsubscribe", "Am Montag schrieb ich Ihnen schon einmal:\nBitte abmelden"],
    ["unsubscribe", "On reflection:\nplease remove me"],
    ["info_request", QUOTED_FOOTER],
  ] as const)("%s: %j", ([expected, text], { expect }) => {
    expect(classifyReply({ text }).class).toBe(expected);
  });

  it("ignores a subject that answers ours", ({ expect }) => {
    const text = "Sounds good, see you";
    expect(classifyReply({ subject: "Unsubscribe", text }).class).toBe("unsubscribe");
    expect(classifyReply({ subject: "Re: How to unsubscribe", text }).class).toBe("interested");
    expect(classifyReply({ subject: "AW[2]: Preise", text }).class).toBe("interested");
    expect(classifyReply({ subject: "Automatic reply: Your enquiry", text: "Thanks" }).class).toBe("auto_reply");
  });

  it("keeps the lines of a text without quotes", ({ expect }) => {
    expect(ownText("One\r\n\r\nTwo")).toBe("One\n\nTwo");
  });
});

describe("a message with the header of an automatic mail", () => {
  it("is an automatic reply, also with a question or an offer in it", ({ expect }) => {
    expect(classifyReply({ text: "Sounds good! Can you call?", autoSubmitted: true })).toEqual({
      class: "auto_reply",
      rule: REPLY_RULES,
      reason: "reply.auto_submitted",
    });
  });

  it("is a bounce or an opt-out when it has such a phrase", ({ expect }) => {
    expect(
      classifyReply({ subject: "Undelivered Mail Returned to Sender", text: "x", autoSubmitted: true }).class,
    ).toBe("bounced");
    expect(classifyReply({ text: "You were unsubscribed.", autoSubmitted: true }).class).toBe("unsubscribe");
  });
});

describe("the rules", () => {
  const all: readonly ReplyRule[] = [OPT_OUT, OUT_OF_OFFICE, BOUNCE, AUTO_SUBMITTED, ...WORDINGS, DEFAULT_RULE];

  it("have phrases in the compared form: lower case, composed, single spaces, each once", ({ expect }) => {
    const phrases = all.flatMap((rule) => rule.phrases);
    for (const phrase of phrases) expect(phrase).toMatch(/^[\p{L}\p{N}']+(?: [\p{L}\p{N}']+)*$/u);
    expect(phrases.map((phrase) => phrase.normalize("NFC").toLowerCase())).toEqual(phrases);
    expect(new Set(phrases).size).toBe(phrases.length);
  });

  it("have ids and a source that provenance accepts", ({ expect }) => {
    for (const { id } of all) expect(Provenance.shape.reason.parse(id)).toBe(id);
    expect(Provenance.shape.source.parse(REPLY_RULES)).toBe(REPLY_RULES);
  });

  it("find each opt-out phrase alone, in capitals and in the middle of other words", ({ expect }) => {
    for (const phrase of OPT_OUT.phrases) {
      for (const text of [phrase, phrase.toUpperCase(), `Sounds good. Please, ${phrase}! Thanks`]) {
        expect(classifyReply({ text }).class, text).toBe("unsubscribe");
      }
    }
  });

  it("classify any text, also very long ones", { timeout: LONG_MILLISECONDS }, ({ expect }) => {
    for (const { text } of hostileTexts()) classifyReply({ subject: text, text });
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), fc.string({ unit: "grapheme" }), (text, subject) => {
        expect(classifyReply({ subject, text }).rule).toBe(REPLY_RULES);
      }),
      runs(300),
    );
    for (const unit of ["on 1 ", "am 1 schrieb ", "\n", "> ", "from: x\n", "_", "' "])
      classifyReply({ text: unit.repeat(100_000) });
  });
});
