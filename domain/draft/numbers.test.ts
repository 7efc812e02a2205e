// Tests the finding of numbers in running text, in digits and words, English and German, with their value and unit.
import { describe, it } from "vitest";
import { fold } from "./draft-text.ts";
import { countsIn, figuresIn } from "./numbers.ts";

const numbersIn = (text: string): string[] =>
  figuresIn(fold(text)).map(({ value, of }) => (of === "other" ? value : `${value} ${of}`));

describe("numbers in a text", () => {
  it.for([
    ["We have 20 vans.", ["20"]],
    ["1,400 stops, 1.400 stops, 1 400 stops and 1’400 stops", ["1400", "1400", "1400", "1400"]],
    ["0.5 or 0,5 or 2.50", ["0.5", "0.5", "2.50"]],
    ["at 10:00, 10:30 and 08:00", ["10", "10:30", "8"]],
    ["on the 30th", ["30"]],
    ["49 euros, €49, 49€, £25,000 and 5 pounds", ["49 money", "49 money", "49 money", "25000 money", "5 money"]],
    ["10%, 10 percent, 10 per cent, 10 Prozent", ["10 percent", "10 percent", "10 percent", "10 percent"]],
    ["forty vans, thirty-nine euros, three hundred orders", ["40", "39 money", "300"]],
    ["two thousand five hundred and a million", ["2500", "1000000"]],
    ["nine forty", ["9", "40"]],
    ["neununddreißig Fahrzeuge, zwanzig Prozent, dreissig Tage", ["39", "20 percent", "30"]],
    ["zwölf, fünf", ["12", "5"]],
    ["hundreds of customers, twice as fast, by half", ["hundreds", "twice", "half"]],
    ["a third of the time, in the third week, a quarter of it, this quarter", ["third", "quarter"]],
    ["to double-check, to double it", ["double"]],
    ["one question, the first one, on behalf of everyone", []],
    ["٢٣ and ２３ and 𝟐𝟑", ["23", "23", "23"]],
    ["", []],
  ] as const)("in %j are %j", ([text, figures], { expect }) => {
    expect(numbersIn(text)).toEqual(figures);
  });

  it("include the count that an ordinal implies", ({ expect }) => {
    expect(countsIn(fold("our second bakery, the third van, die zweite Filiale"))).toEqual(["2", "3", "2"]);
  });
});
