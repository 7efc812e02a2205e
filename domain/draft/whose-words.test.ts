// Tests which words of a letter count as told: statements of ours, whole and as sentences of their own.
import { array, assert, constantFrom, property } from "fast-check";
import { describe, it } from "vitest";
import { passagesOf } from "./whose-words.ts";

const SOURCES = [
  { about: "form", text: "We run forty vans." },
  { about: "us:answer", text: "A person reads every reply." },
  { about: "us:price", text: "The planning service costs 49 euros a month" },
  { about: "us:short", text: "A person" },
];
const told = (letter: string) =>
  passagesOf(letter, SOURCES).flatMap(({ text, statement }) => (statement === null ? [] : [[statement, text]]));

describe("the passages of a letter", () => {
  it("name the statements that it tells, with the full stop that code puts behind one", ({ expect }) => {
    const letter =
      "Hello Ada,\n\nOn the price: The planning service costs 49 euros a month.\n\nA person reads every reply. Shall we talk?";
    expect(passagesOf(letter, SOURCES)).toEqual([
      { text: "Hello Ada,\n\nOn the price: ", statement: null },
      { text: "The planning service costs 49 euros a month.", statement: "price" },
      { text: "\n\n", statement: null },
      { text: "A person reads every reply.", statement: "answer" },
      { text: " Shall we talk?", statement: null },
    ]);
  });

  it.for([
    ["goes on behind it", "The planning service costs 49 euros a month for each van."],
    ["goes on behind it without a gap", "The planning service costs 49 euros a month.5 for each van."],
    ["stands within a sentence", "It is not true that A person reads every reply."],
    ["is told in other words", "A person reads almost every reply."],
    ["is the contact's", "We run forty vans."],
  ])("have no statement that %s", ([, letter = ""], { expect }) => {
    expect(told(letter)).toEqual([]);
  });

  it("are the letter, put together, and each told one is a statement", ({ expect }) => {
    const piece = constantFrom(...SOURCES.map(({ text }) => text), ".", " ", "\n\n", ": ", "not ", "Hello Ada,", "S");
    assert(
      property(array(piece, { maxLength: 12 }), (pieces) => {
        const letter = pieces.join("");
        const passages = passagesOf(letter, SOURCES);
        expect(passages.map(({ text }) => text).join("")).toBe(letter);
        for (const { text, statement } of passages) {
          expect(text).not.toBe("");
          const source = SOURCES.find(({ about }) => about === `us:${statement}`);
          if (statement !== null) expect([source?.text, `${source?.text}.`]).toContain(text);
        }
      }),
    );
  });
});
