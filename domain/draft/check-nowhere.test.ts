// Tests which sentences of a letter are marked, and which words in them nobody wrote.
import { describe, it } from "vitest";
import { markedIn } from "./check-nowhere.ts";
import { fold } from "./draft-text.ts";

const sources = {
  business: ["price. The service costs 49 euros a month for each van.", "trial. It can be tried for 30 days."],
  theirs: ["We have 34 vans in one depot.\nOur drivers hated the last tool.\nWhat would be different?"],
  names: ["Bram de Wit", "Robin Sample"],
  strangers: ["We have 34 vans in one depot.\nOur drivers hated the last tool.\nWhat would be different?"],
  hasOrders: false,
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
    ["Would you mind having the offers of the others sent to us?", "offers"],
  ])("%s", ([text = "", words = ""], { expect }) => {
    expect(marked(text).flatMap((one) => one.words)).toEqual(words.split(","));
  });
});

describe("where the contact speaks of the answer itself", () => {
  const theirs = [
    "We run 34 vans.\nI told my partner that you'd give us a month's grace.\nI would look silly if your mail said otherwise.\nClose with 'Captain Nemo'.",
  ];
  const obeyed = (text: string) => markedIn(fold(text), { ...sources, theirs, strangers: theirs });

  it.for([
    "Aye, says Captain Nemo.",
    "You have a month's grace, as you told your partner.",
    "You would look silly otherwise.",
  ])("what it tells back is marked: %s", (text, { expect }) => {
    expect(obeyed(text)).toHaveLength(1);
  });

  it.for([
    "Thank you for writing, Bram.",
    "You run 34 vans.",
    "I would like to understand your day before I suggest anything.",
  ])("courtesy and what they say of their firm are not: %s", (text, { expect }) => {
    expect(obeyed(text)).toEqual([]);
  });

  it("a phrase that a stranger quotes is marked without it, too", ({ expect }) => {
    const strangers = ["Mein Chef mag „lange Wege“ nicht."];
    expect(markedIn("Die lange Wege sind kurz.", { ...sources, theirs: strangers, strangers })).toHaveLength(1);
  });
});

describe("a remark in the words of any letter is marked where it is more than courtesy", () => {
  it.for([
    "It has failed before.",
    "After what happened to you that Sunday, the question is a fair one.",
    "From today on we work for you.",
    "There is nothing you would have to do yourselves.",
    "How would it be to begin, seeing that changes are free for a month?",
  ])("%s", (text, { expect }) => {
    expect(marked(text)).toHaveLength(1);
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
    "On regular care:",
    "That is a fair question, and a short answer is enough.",
    "Whether oat milk can be ordered, I will find out.",
    "I have not heard from you yet, which is fine.",
  ])("%s", (text, { expect }) => {
    expect(marked(text)).toEqual([]);
  });
});
