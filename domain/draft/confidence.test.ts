// Tests what the confidence of a model's draft means: of the claims that should cite the material, how many do.
import { array, assert, constantFrom, oneof, property, record, string } from "fast-check";
import { describe, it } from "vitest";
import { canonicalJson } from "../../schema/canonical.ts";
import { citedShare, type DraftClaim } from "../../schema/written-draft.ts";
import { runs } from "../../testing/properties.ts";
import { givenOf, tomsForm } from "../../testing/stages/composer.ts";
import { confidenceOf } from "./confidence.ts";
import { FIRST_JUDGEMENT } from "./given.ts";

const material = givenOf(tomsForm("We have 40 vans and want one plan for two depots."));
const given = canonicalJson(material);

const cited: DraftClaim = { text: "Forty vans", evidence: ["S2"] };
/** True by the form, without a citation. */
const known: DraftClaim = { text: "One plan for two depots", evidence: [] };
/** In no source. */
const invented: DraftClaim = { text: "Our servers run on the moon", evidence: [] };

describe("the confidence of a draft", () => {
  it.for([
    { name: "without claims", claims: [], confidence: 0 },
    { name: "whose claims all cite", claims: [cited, cited], confidence: 1 },
    { name: "with an invented claim beside a cited one", claims: [cited, invented], confidence: 1 / 2 },
    { name: "with a true claim without a citation beside a cited one", claims: [cited, known], confidence: 1 },
    { name: "with only a true claim without a citation", claims: [known], confidence: 0 },
    { name: "with only invented claims", claims: [invented, invented], confidence: 0 },
  ])("$name is $confidence", ({ claims, confidence }, { expect }) => {
    expect(confidenceOf(given, claims)).toBe(confidence);
  });

  it("of judgement 1 is the share of claims that cite, and 1 without claims", ({ expect }) => {
    const first = canonicalJson({ ...material, judgement: FIRST_JUDGEMENT });
    expect(confidenceOf(first, [])).toBe(1);
    expect(confidenceOf(first, [cited, known])).toBe(1 / 2);
  });

  it("of a record without readable material is that of judgement 1", ({ expect }) => {
    for (const unreadable of ["", "{}", "not JSON"])
      expect(confidenceOf(unreadable, [cited, invented])).toBe(citedShare([cited, invented]));
  });

  it("is a share, grows with a cited claim, and does not grow with one that cites nothing", ({ expect }) => {
    const claim = record({
      text: oneof(string({ minLength: 1 }), constantFrom(cited.text, known.text, invented.text)),
      evidence: constantFrom<string[]>([], ["S1"], ["S2"]),
    });
    assert(
      property(array(claim, { maxLength: 8 }), claim, (claims, one) => {
        const [before, withCited, without] = [
          confidenceOf(given, claims),
          confidenceOf(given, [...claims, { ...one, evidence: ["S1"] }]),
          confidenceOf(given, [...claims, { ...one, evidence: [] }]),
        ];
        expect(before).toBeGreaterThanOrEqual(0);
        expect(withCited).toBeGreaterThanOrEqual(before);
        expect(withCited).toBeLessThanOrEqual(1);
        expect(without).toBeLessThanOrEqual(before);
      }),
      runs(100),
    );
  });
});
