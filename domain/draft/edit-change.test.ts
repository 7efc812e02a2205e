// Tests the measure of an edit: words removed and added, and the sentences of the held text that are gone.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { runs } from "../../testing/properties.ts";
import { editChange } from "./edit-change.ts";

const held = { subject: "Your enquiry", body: "Hello Ada,\n\nthank you. I read your enquiry.\n\nKind regards\nRobin" };
const edited = (body: string, subject = held.subject) => editChange(held, { subject, body });

describe("an edit", () => {
  it.for([
    ["nothing", held.body, { changed: 0, deleted: 0 }],
    ["white space alone", `  ${held.body.replaceAll(" ", "   ")}\n`, { changed: 0, deleted: 0 }],
    ["a sentence taken out", held.body.replace(" I read your enquiry.", ""), { changed: 4, deleted: 1 }],
    ["a word put in", held.body.replace("I read", "I gladly read"), { changed: 1, deleted: 1 }],
    ["a sentence put in", `${held.body}\nPS: I will be away.`, { changed: 5, deleted: 0 }],
    ["all of it", "No.", { changed: 12, deleted: 5 }],
  ] as const)("changes %s", ([, body, counts], { expect }) => {
    expect(edited(body)).toEqual({ words: 13, sentences: 6, ...counts });
  });

  it("counts the subject", ({ expect }) => {
    expect(edited(held.body, "Your question")).toMatchObject({ changed: 2, deleted: 1 });
  });

  it("removes and adds no more words than there are", ({ expect }) => {
    const text = fc.record({ subject: fc.string(), body: fc.string({ unit: "grapheme", maxLength: 400 }) });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const there = editChange(one, other);
        const back = editChange(other, one);
        expect(there.changed).toBe(back.changed);
        expect(there.changed).toBeLessThanOrEqual(there.words + back.words);
        expect(there.deleted).toBeLessThanOrEqual(there.sentences);
      }),
      runs(200),
    );
  });
});
