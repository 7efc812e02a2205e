// Tests what a model may read of the earlier conversation: the newest turns within the limits, whole from the newest back, without contact data.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { Turn } from "../../schema/turn.ts";
import { earlierTurns } from "./earlier-turns.ts";

const turn = (version: number, text: string, fields: Partial<Turn> = {}): Turn => ({
  by: version % 2 === 0 ? "us" : "contact",
  at: "2026-11-20T09:00:00.000Z",
  version,
  subject: null,
  text,
  ...fields,
});
const read = (turns: readonly Turn[], limits: Parameters<typeof earlierTurns>[1]) =>
  earlierTurns(turns, limits).map(({ version, text }) => [version, text.text]);

describe("the earlier turns", () => {
  it("are the newest, oldest first, each cut at its end, with the subject before the words", ({ expect }) => {
    const turns = [turn(1, "first"), turn(2, "second", { subject: "Prices" }), turn(3, "third and more words")];
    expect(read(turns, { turns: 2, turnCharacters: 13, characters: 100 })).toEqual([
      [2, "Prices\nsecond"],
      [3, "third and mo…"],
    ]);
    expect(read(turns, { turns: 0, turnCharacters: 13, characters: 100 })).toEqual([]);
  });

  it("leave out the first turn that does not fit, and all before it", ({ expect }) => {
    const turns = [turn(1, "x"), turn(2, "long".repeat(5)), turn(3, "short")];
    expect(read(turns, { turns: 5, turnCharacters: 50, characters: 12 })).toEqual([[3, "short"]]);
  });

  it("have no contact data", ({ expect }) => {
    const text = "write to ada@engine.example or +49 30 1234567";
    expect(read([turn(1, text)], { turns: 1, turnCharacters: 500, characters: 500 })).toEqual([
      [1, "write to [address] or [phone]"],
    ]);
  });

  it("fit their room and are the end of the conversation, for any texts and limits", ({ expect }) => {
    const limits = fc.record({
      turns: fc.integer({ min: 0, max: 12 }),
      turnCharacters: fc.integer({ min: 1, max: 300 }),
      characters: fc.integer({ min: 1, max: 600 }),
    });
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 400 })), limits, (texts, within) => {
        const turns = texts.map((text, index) => turn(index + 1, text));
        const found = earlierTurns(turns, within);
        const sum = found.reduce((length, { text }) => length + text.text.length, 0);
        expect(found.length).toBeLessThanOrEqual(within.turns);
        expect(sum).toBeLessThanOrEqual(within.characters);
        expect(found.map(({ version }) => version)).toEqual(
          turns.slice(turns.length - found.length).map((one) => one.version),
        );
      }),
    );
  });
});
