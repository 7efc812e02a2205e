// Tests which template a contact gets: by the action, and by the language of their own words.
import { describe, it } from "vitest";
import type { Brief } from "../../schema/answers.ts";
import { ComposePolicy } from "../../schema/policy.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { tom, tomsForm } from "../../testing/stages/composer.ts";
import { templateOf } from "./template-of.ts";

const german = { subject: "Ihre Anfrage", body: "Guten Tag{{ first_name}},\n\n{{sender}}" };
const compose = ComposePolicy.parse({
  ...samplePolicy.compose,
  templates: {
    ...samplePolicy.compose.templates,
    languages: {
      de: {
        initial: german,
        reply: german,
        followups: [german],
        yourMessage: "Ihre Nachricht",
        optOut: "Wenn Sie nichts mehr von uns hören möchten, genügt dieser Link:",
      },
    },
  },
});
const named = (brief: Brief) => templateOf(brief, compose)?.name;
const message = (text: string): Brief => ({ ...tom, message: { ...tom.message!, subject: "Re: Angebot", text } });

describe("the template of a contact", () => {
  it.for([
    ["initial_de", "Wir suchen eine Planung für 40 Transporter und möchten wissen, was sie kostet."],
    ["initial", "We run forty vans and would like to know what the planning costs."],
    ["initial", "Nous cherchons un outil pour quarante camions, combien ça coûte ?"],
    ["initial", "40"],
    ["initial", "40 Transporter, 2 Depots"],
  ])("is %s for a form of %j", ([name, text], { expect }) => {
    expect(named(tomsForm(text!))).toBe(name);
  });

  it("is by the message, not by its quote; by the form, where the message tells no language", ({ expect }) => {
    expect(named(message("Ja, gern. Wann hätten Sie Zeit?\n\nOn Monday Robin wrote:\n> Would you like to talk?"))).toBe(
      "reply_de",
    );
    const form = tomsForm("Wir suchen eine Planung für unsere Transporter.").lead;
    expect(named({ ...message("ok"), lead: form })).toBe("reply_de");
    expect(named({ ...message("Yes, please tell me what it would cost us."), lead: form })).toBe("reply");
  });

  it("is by an earlier turn of the contact, never by ours", ({ expect }) => {
    const turn = { at: tom.sent?.at ?? "2026-11-20T09:00:00.000Z", version: 1, subject: null };
    const followup = { ...tom, action: "followup", sequence: 2, message: null, lead: null } as const;
    const theirs = { ...turn, by: "contact", text: "Wir melden uns nächste Woche bei Ihnen." } as const;
    const ours = { ...turn, by: "us", text: "Vielen Dank, wir schicken Ihnen gern ein Angebot." } as const;
    expect(named({ ...followup, turns: [theirs, ours] } as Brief)).toBe("followup_1_de");
    expect(named({ ...followup, turns: [ours] } as Brief)).toBe("followup_2");
  });

  it("comes with the words around it in its language", ({ expect }) => {
    expect(templateOf(message("Ja, gern. Was kostet das denn bei Ihnen?"), compose)).toMatchObject({
      language: "de",
      yourMessage: "Ihre Nachricht",
      optOut: expect.stringContaining("genügt dieser Link"),
    });
    expect(templateOf(message("Ja, gern."), samplePolicy.compose)).toMatchObject({ name: "reply", language: null });
  });
});
