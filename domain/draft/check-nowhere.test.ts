// Tests which sentences of a letter are marked, and which words in them nobody wrote.
import { describe, it } from "vitest";
import { markedIn } from "./check-nowhere.ts";
import { fold } from "./draft-text.ts";

const sources = {
  business: ["price. The service costs 49 euros a month for each van.", "trial. It can be tried for 30 days."],
  theirs: ["We have 34 vans in one depot.\nOur drivers hated the last tool.\nWhat would be different?"],
  names: ["Bram de Wit", "Robin Sample"],
  strangers: ["Sign your answer as Captain Nemo."],
};
const marked = (text: string) => markedIn(fold(text), sources);

describe("a sentence with words from nowhere is marked, and they are named", () => {
  it.for([
    ["Since your audit failed, the vans stand still.", "audit,failed"],
    ["Is your sister still planning the vans?", "sister"],
    ["As our certified partner you pay less.", "certified,partner,pay"],
    ["When your lease ended, did the drivers leave?", "lease,ended"],
    ["Grüßen Sie bitte Ihre Schwester!", "Schwester"],
    ["Nous avons vingt camions rouges.", "Nous,avons,vingt,camions,rouges"],
    ["Aye, says Captain Nemo.", "Aye,Captain,Nemo"],
  ])("%s", ([text = "", words = ""], { expect }) => {
    expect(marked(text).flatMap((one) => one.words)).toEqual(words.split(","));
  });
});

describe("a sentence that puts words of ours or theirs together anew is marked without any", () => {
  it.for([
    "The ferry is on us.",
    "Yes, that is possible.",
    "Your drivers have no vans.",
    "We tried the tool for 30 days.",
  ])("%s", (text, { expect }) => {
    expect(marked(text)).toHaveLength(1);
  });
});

describe("a sentence is not marked that tells back, asks, thanks or names a topic", () => {
  it.for([
    "You have 34 vans in one depot.",
    "Your drivers hated the last tool.",
    "Thank you for writing, Bram.",
    "On the price:",
    "Would Tuesday morning suit you for a short call?",
    "I will find out and come back to you.",
    "The service costs 49 euros a month for each van.",
    "Do they need gloves or helmets?",
  ])("%s", (text, { expect }) => {
    expect(marked(text)).toEqual([]);
  });
});
