import { describe, it } from "vitest";
import { MENTIONS } from "../../testing/mention-lines.ts";
import { ASKS } from "../../testing/opt-out-lines.ts";
import { mayBeOptOut, optOutIn } from "./opt-out-words.ts";

const text = (words: string) => ({ subject: "", text: words });
const lines = (of: typeof ASKS): (readonly [language: string, line: string])[] =>
  Object.entries(of).flatMap(([language, all]) => all.map((line) => [language, line] as const));

describe("an opt-out", () => {
  it.for(lines(ASKS))("in %s is found: %j", ([, line], { expect }) => {
    expect(optOutIn(text(line))).not.toBeNull();
  });

  it.for(lines(MENTIONS))("in %s is only mentioned: %j", ([, line], { expect }) => {
    expect(optOutIn(text(line))).toBeNull();
  });

  it("is found in any language beside another", ({ expect }) => {
    expect(optOutIn(text("Hello Robin,\n\nbitte melden Sie mich ab.\n\nBest regards"))?.language).toBe("de");
    expect(optOutIn(text("Sehr geehrter Herr Sample,\n\nplease remove me from your list."))?.language).toBe("en");
  });

  it("may stand in the subject alone", ({ expect }) => {
    expect(optOutIn({ subject: "Unsubscribe", text: "" })).toMatchObject({ language: "en" });
    expect(optOutIn({ subject: "STOP", text: "Marta Muster\nMuster GmbH" })).not.toBeNull();
    expect(optOutIn({ subject: "Abmeldung", text: "Mit freundlichen Grüßen\nJonas Muster" })).not.toBeNull();
    expect(optOutIn({ subject: "Stop", text: "Can we stop the trial and buy?" })).toBeNull();
  });

  it.for([
    ["Stop. Thank you", "opt_out.alone.en"],
    ["Stopp\n\nVon meinem iPhone gesendet", "opt_out.alone.de"],
    ["Please remove me from your list.", "opt_out.words.en"],
  ])("of %j is by rule %s", ([line, rule], { expect }) => {
    expect(optOutIn(text(line!))?.rule).toBe(rule);
  });

  it("in words that no lexicon holds whole still smells", ({ expect }) => {
    expect(mayBeOptOut(text("I will report you as a spammer"))).toBe(true);
    expect(mayBeOptOut(text("Woher haben Sie meine Adresse?"))).toBe(true);
    expect(mayBeOptOut(text("Send the contract."))).toBe(false);
  });
});
