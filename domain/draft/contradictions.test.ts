// Tests that a statement which says more than its source is found, by kind, and that the same source in other words is not.
import { describe, it } from "vitest";
import { contradicts, exceeds, toldBy } from "./contradictions.ts";
import { fold, plainWord, wordsOf } from "./draft-text.ts";
import { isEmptyWord } from "./statement-words.ts";

const OURS = [
  "what-we-do. Sample Works repairs and hires out bicycles for hotels.",
  "price. A bicycle costs 12 euros a day.",
  "helmets. Helmets are kostenlos for children.",
  "repair. A repair takes half a day.",
  "check. Every bicycle is checked each month.",
  "cancel. A booking can be cancelled up to 3 days before the date.",
  "tours. A guide is possible with 2 weeks of notice.",
  "store. Only guests may enter the store.",
  "deposit. A deposit reserves the bicycles.",
  "tax. The tax form is filled in by your accountant.",
  "trailers. Trailers can be left at the station.",
  "reifen. Reifen wechseln wir innerhalb von 2 Tagen.",
];
const THEIRS = ["We have 40 rooms and a damp cellar in Bath. Do you have helmets?"];

const ours = toldBy(OURS);
const theirs = toldBy(THEIRS);
const saying = (text: string) => {
  const words = wordsOf(fold(text))
    .map(plainWord)
    .filter((word) => !isEmptyWord(word));
  return { text, words };
};

describe("a statement about us", () => {
  it.for<readonly [string, string]>([
    ["all cases", "Helmets are kostenlos for all guests."],
    ["all cases, in German", "Reifen wechseln wir immer."],
    ["never", "A deposit is never taken for the bicycles."],
    ["without an end", "A bicycle is checked for life."],
    ["without its limit", "A booking can be cancelled up to the date."],
    ["beyond its restriction", "Guests and neighbours may enter the store too."],
    ["without what the source asks for", "A guide is possible without notice."],
    ["without any bound", "A repair is done without limits."],
    ["not needed", "A deposit is not needed for the bicycles."],
    ["for nothing", "Trailers are kostenlos at the station."],
    ["another unit of time", "A booking can be cancelled 3 hours before the date."],
    ["another rhythm", "Every bicycle is checked every week."],
    ["another thing of a fraction", "A repair costs half the price."],
    ["the opposite in its own words", "Trailers cannot be left at the station."],
    ["the work of others", "The tax form is filled in by us, we do it."],
  ])("is found when it says: %s", ([, text], { expect }) => {
    expect(exceeds(saying(text), ours, theirs)).toBe(true);
  });

  it.for([
    "A bicycle is 12 euros a day.",
    "For each bicycle the price is 12 euros a day.",
    "Helmets for children are kostenlos.",
    "A booking can be cancelled until 3 days before the date.",
    "Nobody but guests may enter the store.",
    "We check every bicycle once a month.",
    "Innerhalb von 2 Tagen wechseln wir Reifen.",
    "The tax form is for your accountant.",
    "The weather in Bath is always a surprise.",
  ])("is not found when it tells its source: %s", (text, { expect }) => {
    expect(exceeds(saying(text), ours, theirs)).toBe(false);
  });
});

describe("a statement about the contact", () => {
  it.for<readonly [string, string]>([
    ["another number", "You have 12 rooms."],
    ["the opposite", "Your cellar is dry."],
    ["none", "You have no cellar."],
  ])("is found when it says: %s", ([, text], { expect }) => {
    expect(contradicts(saying(text), theirs, ours)).toBe(true);
  });

  it("is found when it names a place that only we named", ({ expect }) => {
    const hotel = toldBy(["area. We work in Oxford and Leeds."]);
    expect(contradicts(saying("Your rooms are in Leeds."), theirs, hotel)).toBe(true);
    expect(contradicts(saying("Your rooms are in Bath."), theirs, hotel)).toBe(false);
  });

  it.for(["You have 40 rooms.", "Your cellar is damp.", "Your rooms are above 12 in number."])(
    "is not found when it tells what they said: %s",
    (text, { expect }) => {
      expect(contradicts(saying(text), theirs, ours)).toBe(false);
    },
  );
});
