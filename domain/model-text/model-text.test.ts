// Tests the boundary at run time: nothing but `modelText` makes a text that a request takes, and a text that passed is what was judged.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { anAddress, aCard, anIban, aPhone } from "../../testing/contact-data.ts";
import { givenOf, tomsForm } from "../../testing/stages/composer.ts";
import { materialOf } from "../draft/given.ts";
import { fenced, type ModelMaterial, modelText } from "./model-text.ts";

const marker = "0123456789abcdef0123456789abcdef";
const data = fc.oneof(anAddress, aPhone, anIban, aCard);
const texts = fc
  .array(
    fc.oneof(data, fc.string({ unit: "binary", maxLength: 30 }), fc.constantFrom("order ", "call ", " EUR", "€")),
    {
      maxLength: 8,
    },
  )
  .map((pieces) => pieces.join(" "));

describe("text for a model", () => {
  it("is visible text without contact data, cut at its cap", ({ expect }) => {
    expect(modelText("Ada\u200b Lovelace, ada@engine.example").text).toBe("Ada Lovelace, [address]");
    expect(modelText("Call 030 1234567 today", 10).text).toBe("Call [pho…");
    expect(JSON.stringify({ name: modelText('"A"') })).toBe('{"name":"\\"A\\""}');
  });

  it("is searched as a whole before it is cut, so that no half of a number stays", ({ expect }) => {
    expect(modelText("Write, or call +49 30 1234567.", 22).text).toBe("Write, or call [phone…");
  });

  it("stays the same when it passes again, cut or whole", ({ expect }) => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 200 }), (text, cap) => {
        const once = modelText(text, cap).text;
        expect(modelText(once).text).toBe(once);
      }),
    );
  });

  it("cannot be made by a copy or by its class", ({ expect }) => {
    const passed = modelText("a");
    const Forged = passed.constructor as new (key: unknown, text: string) => ModelMaterial;
    expect(() => new Forged(Symbol("modelText"), "ada@engine.example")).toThrow("only modelText");
    const Fence = fenced(passed, { marker, characters: 10 }).constructor as typeof Forged;
    expect(() => new Fence(Symbol("modelText"), "ada@engine.example")).toThrow("only fenced");
    expect(Object.keys({ ...passed })).toEqual([]);
    expect(() => Object.assign(passed, { text: "ada@engine.example" })).toThrow();
  });
});

describe("a fence", () => {
  it("has the material as JSON, behind fixed words of ours", ({ expect }) => {
    const { text } = fenced(
      { name: modelText("Ada"), sent: 2, none: undefined },
      { marker, characters: 100, before: "Again.\n" },
    );
    expect(text).toBe(`Again.\n<untrusted ${marker}>\n{"name":"Ada","sent":2}\n</untrusted ${marker}>`);
  });
});

describe("a draft's material", () => {
  it("is judged by exactly the texts that the model read", ({ expect }) => {
    fc.assert(
      fc.property(texts, (text) => {
        const given = givenOf(tomsForm(text));
        const read = JSON.parse(JSON.stringify(materialOf(given))) as { readonly sources: readonly object[] };
        expect(read.sources).toEqual(
          given.sources.map(({ ref, about, text: judged }) => ({ ref, about, text: judged })),
        );
      }),
    );
  });
});
